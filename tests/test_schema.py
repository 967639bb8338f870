"""The schema: migrations build what SQLModel declares; what is not ours is not touched."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from builders import a_site, received
from databases import content
from sqlalchemy import Connection, String, create_engine
from sqlalchemy.pool import NullPool
from sqlmodel.sql.sqltypes import AutoString

from models.case import Case
from models.errors import SchemaUnknown
from models.tables import TABLES
from models.tables.casework import CaseRow, TaskRow
from models.task import Task
from review_flows.outside.database import Database
from review_flows.outside.schema import ensure_schema, known_revisions, psycopg_url, revision_of
from review_flows.outside.site import Site


@contextmanager
def sqlalchemy_connection(database: Database) -> Iterator[Connection]:
    """The database as alembic sees it."""
    url = psycopg_url(database.url) if database.postgresql else database.url
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        yield connection


def another_type(
    context: object, column: object, declared: object, built: object, wanted: object
) -> bool | None:
    """A text without a length is one type under two names; the rest alembic compares itself."""
    if isinstance(built, String) and isinstance(wanted, AutoString):
        return bool(built.length != wanted.length)
    return None


def differences(database: Database) -> list[object]:
    """What would have to be done for the database to be what SQLModel declares."""
    with sqlalchemy_connection(database) as connection:
        # SQLite numbers rows by itself, so there alembic misses the declared IDENTITY.
        options = {
            "compare_type": another_type,
            "compare_server_default": database.postgresql,
        }
        context = MigrationContext.configure(connection, opts=options)
        return list(compare_metadata(context, TABLES[0].metadata))


def test_the_migrations_build_exactly_the_declared_tables(site: Site) -> None:
    assert differences(site.database) == []


def test_a_column_too_many_would_be_seen(site: Site) -> None:
    with site.database.writing() as connection:
        connection.run("ALTER TABLE tasks ADD COLUMN colour TEXT")
    assert "colour" in str(differences(site.database))


def test_the_tables_are_those_that_the_package_lists(site: Site) -> None:
    listed = {str(table.__tablename__) for table in TABLES}
    assert listed == set(TABLES[0].metadata.tables)


TRIGGERS = {
    False: "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'events'",
    True: "SELECT tgname AS name FROM pg_trigger WHERE tgrelid = 'events'::regclass "
    "AND NOT tgisinternal AND tgenabled = 'O'",
}
EXPECTED_TRIGGERS = {
    False: {"events_no_update", "events_no_delete", "events_no_replace"},
    True: {"events_no_change", "events_no_truncate"},
}


def test_the_triggers_stand_on_the_log(site: Site) -> None:
    with site.database.reading() as connection:
        found = {row["name"] for row in connection.rows(TRIGGERS[connection.postgresql])}
    assert found == EXPECTED_TRIGGERS[site.database.postgresql]


def test_a_new_database_is_built_once_and_then_left_alone(empty_url: str, tmp_path: Path) -> None:
    site = a_site(tmp_path, empty_url)
    number = received(site)
    before = content(site.database)
    site.database.close()
    again = Database(empty_url, tmp_path / "write.lock")
    ensure_schema(again)
    assert content(again) == before
    assert revision_of(again) == known_revisions()[-1]
    assert number == "2026-0001"
    again.close()


def test_a_newer_schema_is_refused_and_nothing_is_touched(site: Site) -> None:
    received(site)
    with site.database.writing() as connection:
        connection.run("UPDATE alembic_version SET version_num = '9999'")
    before = content(site.database)
    with pytest.raises(SchemaUnknown, match=r"revision 9999.*Nothing was touched"):
        ensure_schema(site.database)
    assert content(site.database) == before
    with site.database.reading() as connection:
        assert connection.value("SELECT version_num FROM alembic_version") == "9999"


def test_a_database_of_another_program_is_refused(empty_url: str, tmp_path: Path) -> None:
    database = Database(empty_url, tmp_path / "write.lock")
    with database.writing() as connection:
        connection.run("CREATE TABLE notes (text TEXT)")
        connection.run("INSERT INTO notes VALUES ('不是我们的')")
    with pytest.raises(SchemaUnknown, match="tables of another program"):
        ensure_schema(database)
    with database.reading() as connection:
        assert connection.value("SELECT text FROM notes") == "不是我们的"
    database.close()


def test_another_programs_sqlite_file_stays_as_it_is_to_the_byte(tmp_path: Path) -> None:
    path = tmp_path / "theirs.db"
    theirs = sqlite3.connect(path)
    theirs.execute("CREATE TABLE notes (text TEXT)")
    theirs.close()
    before = path.read_bytes()
    with pytest.raises(SchemaUnknown):
        ensure_schema(Database(f"sqlite:///{path}", tmp_path / "write.lock"))
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_refused_and_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "letter.db"
    path.write_text("这不是数据库" * 100, "utf-8")
    before = path.read_bytes()
    with pytest.raises(SchemaUnknown, match="no SQLite database"):
        ensure_schema(Database(f"sqlite:///{path}", tmp_path / "write.lock"))
    assert path.read_bytes() == before


def test_the_shape_of_a_case_is_the_shape_of_its_table() -> None:
    assert [field.name for field in fields(Case)] == list(CaseRow.model_fields)


def test_the_shape_of_a_task_is_in_its_table() -> None:
    """Who ended a task had a hand in the case; when it ended decides nothing, so it is not read."""
    columns = set(TaskRow.model_fields)
    assert columns - {field.name for field in fields(Task)} == {"ended_at"}
    assert {field.name for field in fields(Task)} <= columns
