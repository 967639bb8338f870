"""PostgreSQL: the program works as a role that may only add to the log, and cannot bend it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from backup_builders import postgresql_tools
from builders import a_site, published, received
from databases import TABLE_NAMES, TEMPLATE, PostgreSQL
from kept_text_builders import an_answered_outsider, removed, texts_of

from models.errors import BadInput, UpgradeRefused
from review_flows.outside.backup.checking import checked_set
from review_flows.outside.backup.making import make_backup
from review_flows.outside.database import Database
from review_flows.outside.deployment.database_roles import ONLY_GROWS, roles_sql, table_names
from review_flows.outside.log_walk import LogFault, walk_log
from review_flows.outside.schema import ensure_schema
from review_flows.outside.seal_walk import walk_seal
from review_flows.outside.sealing.sealer import seal
from review_flows.outside.site import Site

OWNER, APPLICATION = "test_owner", "test_application"


@pytest.fixture
def parted(postgresql: PostgreSQL) -> Iterator[str]:
    """The address of a new site's database, as the application's role."""
    url = postgresql.fresh(TEMPLATE)
    _run(url, roles_sql(OWNER, APPLICATION))
    yield url.replace("postgres:", f"{APPLICATION}:", 1)
    postgresql.drop(url)
    for role in (OWNER, APPLICATION):
        postgresql.execute(f"DROP ROLE {role}")


@pytest.fixture
def office(parted: str, tmp_path: Path) -> Iterator[Site]:
    """A site that works as the application's role."""
    site = a_site_as_it_is(tmp_path, parted)
    yield site
    site.database.close()


def a_site_as_it_is(home: Path, url: str) -> Site:
    """A site on a database that has its people already."""
    site = a_site(home, url)
    with site.database.reading() as connection:
        assert connection.value("SELECT current_user") == APPLICATION
    return site


def _run(url: str, sql: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql)


def test_each_table_has_its_rights(parted: str, postgresql: PostgreSQL) -> None:
    assert set(table_names()) == {*TABLE_NAMES, "alembic_version"}
    assert set(ONLY_GROWS) <= set(table_names())


def test_a_case_walks_its_whole_way_and_is_sealed_as_the_application(office: Site) -> None:
    published(office)
    note = seal(office)
    faults: list[LogFault] = []
    walk_log(office.database, faults.append)
    walk_seal(office.database, (), (), faults.append)
    assert faults == [] and note.checkpoint.size > 5


@pytest.mark.parametrize(
    "attempt",
    [
        "UPDATE {table} SET {column} = {column}",
        "DELETE FROM {table}",
        "TRUNCATE {table}",
        "DROP TRIGGER {table}_no_change ON {table}",
        "ALTER TABLE {table} DISABLE TRIGGER ALL",
        "DROP TABLE {table}",
        "ALTER TABLE {table} OWNER TO CURRENT_USER",
        "GRANT UPDATE ON {table} TO CURRENT_USER; UPDATE {table} SET {column} = {column}",
        "CREATE RULE bent AS ON INSERT TO {table} DO INSTEAD NOTHING",
        "CREATE OR REPLACE FUNCTION refuse_log_change() RETURNS trigger LANGUAGE plpgsql "
        "AS 'BEGIN RETURN NEW; END'",
        "SET session_replication_role = replica",
        "CREATE TABLE public.beside (id int)",
        "CREATE TEMPORARY TABLE {table} (id int)",
        "SET ROLE test_owner",
    ],
)
def test_the_log_cannot_be_bent_by_the_application(office: Site, attempt: str) -> None:
    """By privileges: that the triggers would refuse as well is another wall."""
    received(office)
    for table, column in {"events": "seq", "log_leaves": "idx", "checkpoints": "size"}.items():
        refused = _refusal(office.settings.database, attempt.format(table=table, column=column))
        assert type(refused).__name__ == "InsufficientPrivilege", (table, refused)


def _refusal(url: str, sql: str) -> Any:
    import psycopg

    try:
        _run(url, sql)
    except psycopg.Error as error:
        return error
    return None


def test_a_text_beside_the_log_is_emptied_by_the_application_and_nothing_else(
    office: Site,
) -> None:
    number = an_answered_outsider(office)
    url = office.settings.database
    for attempt in (
        "DELETE FROM log_texts",
        "TRUNCATE log_texts",
        "UPDATE log_texts SET seq = seq",
        "ALTER TABLE log_texts DISABLE TRIGGER ALL",
        "CREATE OR REPLACE FUNCTION refuse_text_change() RETURNS trigger LANGUAGE plpgsql "
        "AS 'BEGIN RETURN NEW; END'",
    ):
        assert type(_refusal(url, attempt)).__name__ == "InsufficientPrivilege", attempt
    assert "append-only" in str(_refusal(url, "UPDATE log_texts SET text = '另一句'"))
    removed(office, number)
    assert [row["name"] for row in texts_of(office, number) if row["text"] is None] == [
        "form.outsider"
    ]


def test_a_backup_is_made_as_the_application(
    office: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    postgresql_tools(monkeypatch)
    (tmp_path / "disk").mkdir()
    received(office)
    made = make_backup(office, tmp_path / "disk", incomplete=True)
    with checked_set(made.folder) as checked:
        assert checked.cases == 1


def test_an_upgrade_as_the_application_is_refused_and_names_who_can(
    parted: str, postgresql: PostgreSQL, tmp_path: Path
) -> None:
    admin = parted.replace(f"{APPLICATION}:", "postgres:", 1)
    _run(admin, "UPDATE alembic_version SET version_num = '0006'")
    database = Database(parted, tmp_path / "write.lock")
    with pytest.raises(UpgradeRefused, match="review-flows upgrade with REVIEW_FLOWS_DATABASE"):
        ensure_schema(database)
    database.close()


def test_the_sql_is_run_again_after_an_upgrade_and_roles_have_names(
    office: Site, parted: str
) -> None:
    admin = parted.replace(f"{APPLICATION}:", "postgres:", 1)
    _run(admin, roles_sql(OWNER, APPLICATION))
    received(replace(office))
    for owner, application in (("Owner", "app"), ("a", "a"), ("a; DROP", "b")):
        with pytest.raises(BadInput):
            roles_sql(owner, application)
