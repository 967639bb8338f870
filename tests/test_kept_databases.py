"""A database that is lent to one test after another is for each of them a new one."""

from pathlib import Path

import psycopg
import pytest
from builders import a_site, accepted
from databases import TABLE_NAMES, PostgreSQL, content

from review_flows.outside.database import Database


def test_what_a_test_did_is_gone_for_the_next(postgresql: PostgreSQL, tmp_path: Path) -> None:
    url = postgresql.lend()
    site = a_site(tmp_path, url)
    before = content(site.database)
    accepted(site)
    numbered = content(site.database)["events"]
    assert content(site.database) != before
    site.database.close()
    postgresql.take_back(url)
    again = postgresql.lend()
    assert again == url
    site = a_site(tmp_path / "again", again)
    assert content(site.database) == before
    accepted(site)
    assert len(content(site.database)["events"]) == len(numbered)
    assert [row[0] for row in content(site.database)["events"]] == [row[0] for row in numbered]
    site.database.close()
    postgresql.take_back(again)


@pytest.mark.parametrize(
    "change",
    [
        "DROP TRIGGER events_no_change ON events",
        "ALTER TABLE events DISABLE TRIGGER events_no_change",
        "ALTER TABLE cases ADD COLUMN more text",
        "CREATE TABLE more (n integer)",
        "DROP INDEX ix_numbers_case_number",
        "GRANT SELECT ON cases TO PUBLIC",
    ],
)
def test_a_database_with_another_schema_is_not_lent_again(
    postgresql: PostgreSQL, change: str
) -> None:
    url = postgresql.lend()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(change)
    postgresql.take_back(url)
    other = postgresql.lend()
    assert other != url
    postgresql.take_back(other)


def test_who_is_still_connected_and_has_not_committed_is_put_out(
    postgresql: PostgreSQL, tmp_path: Path
) -> None:
    url = postgresql.lend()
    open_one = psycopg.connect(url)
    open_one.execute("DELETE FROM person_roles")
    postgresql.take_back(url)
    with pytest.raises(psycopg.OperationalError):
        open_one.execute("SELECT 1")
    open_one.close()
    database = Database(postgresql.lend(), tmp_path / "write.lock")
    assert set(content(database)) == set(TABLE_NAMES) and content(database)["person_roles"]
    database.close()
