"""A database of each released version comes up whole: copied before, its log verified after."""

import re
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from backup_builders import postgresql_tools
from builders import a_site
from cli_running import run
from databases import TABLE_NAMES, PostgreSQL

from models.errors import UpgradeRefused
from review_flows.outside.database import Connection, Database
from review_flows.outside.log_walk import LogFault, walk_log
from review_flows.outside.schema import ensure_schema, known_revisions, migrate, revision_of
from review_flows.outside.seal_walk import walk_seal
from review_flows.outside.sealing.sealer import seal

SCHEMAS = Path(__file__).parent / "schemas"
RELEASED = {"0.1.0": "0001", "0.2.0": "0002", "0.3.0": "0003", "0.4.0": "0005", "0.5.0": "0006"}
EVENTS = "SELECT chain, seq, body, hash FROM events ORDER BY id"


def left_behind(version: str, url: str, folder: Path) -> Database:
    """A database as a released version left it."""
    rows = (SCHEMAS / f"{version}.sql").read_text("utf-8")
    database = Database(url, folder / "write.lock")
    migrate(database, RELEASED[version])
    if database.path is not None:
        with sqlite3.connect(database.path) as driver:
            _cleared(driver)
            driver.executescript(rows)
        return database
    beside = Database(f"sqlite:///{folder}/beside.db", folder / "beside.lock")
    migrate(beside, RELEASED[version])
    assert beside.path is not None
    with sqlite3.connect(beside.path) as driver, database.writing() as connection:
        _cleared(driver)
        driver.executescript(rows)
        _copy_rows(driver, connection, re.findall(r"^INSERT INTO (\w+)", rows, flags=re.M))
    return database


def _cleared(driver: sqlite3.Connection) -> None:
    if driver.execute("SELECT 1 FROM sqlite_master WHERE name = 'watermarks'").fetchone():
        driver.execute("DELETE FROM watermarks")  # which the migration itself begins


def _copy_rows(driver: sqlite3.Connection, connection: Connection, tables: list[str]) -> None:
    if "watermarks" in tables:
        connection.run("DELETE FROM watermarks")
    for table in tables:
        kinds = {row[1]: row[2] for row in driver.execute(f"PRAGMA table_info({table})")}
        found = driver.execute(f"SELECT * FROM {table}")
        names = [column[0] for column in found.description]
        connection.insert_many(
            table,
            [
                {
                    name: bool(value) if kinds[name] == "BOOLEAN" else value
                    for name, value in zip(names, row, strict=True)
                }
                for row in found
            ],
        )


def test_there_is_a_database_of_each_version_that_was_released() -> None:
    changes = (SCHEMAS.parents[1] / "CHANGELOG.md").read_text("utf-8")
    released = re.findall(r"^## (\d\S+) –", changes, flags=re.M)
    kept = {path.stem for path in SCHEMAS.glob("*.sql")}
    assert kept == set(RELEASED)
    assert set(released) - kept <= {released[0]}, "keep one of the version before as well"
    assert set(RELEASED.values()) < set(known_revisions())


@pytest.mark.parametrize("version", RELEASED)
def test_it_comes_up_with_a_copy_made_before_and_its_log_holds(
    empty_url: str, tmp_path: Path, version: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    postgresql_tools(monkeypatch)
    database = left_behind(version, empty_url, tmp_path)
    with database.reading() as connection:
        before = [tuple(row.values()) for row in connection.rows(EVENTS)]
    copy = ensure_schema(database, tmp_path / "before-upgrade")
    assert copy is not None and copy.name.startswith(RELEASED[version])
    assert revision_of(database) == known_revisions()[-1]
    with database.reading() as connection:
        assert [tuple(row.values()) for row in connection.rows(EVENTS)] == before != []
        for table in TABLE_NAMES:
            connection.rows(f"SELECT * FROM {table}")
    database.close()
    site = a_site(tmp_path, empty_url)
    note = seal(site)
    faults: list[LogFault] = []
    walk_log(site.database, faults.append)
    walk_seal(site.database, (), (), faults.append)
    assert faults == [] and note.checkpoint.size >= len(before)
    site.database.close()


def test_the_copy_is_the_database_as_it_was(tmp_path: Path) -> None:
    database = left_behind("0.5.0", f"sqlite:///{tmp_path}/review.db", tmp_path)
    copy = ensure_schema(database, tmp_path / "before-upgrade")
    kept = Database(f"sqlite:///{copy}", tmp_path / "kept.lock")
    assert revision_of(kept) == RELEASED["0.5.0"]
    assert ensure_schema(database, tmp_path / "before-upgrade") is None
    kept.close()
    assert list((tmp_path / "before-upgrade").iterdir()) == [copy]


def test_without_pg_dump_nothing_is_changed_unless_a_copy_was_made_by_other_means(
    postgresql: PostgreSQL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = postgresql.fresh()
    database = left_behind("0.5.0", url, tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UpgradeRefused, match=r"pg_dump is not installed.*--without-backup"):
        ensure_schema(database, tmp_path / "before-upgrade")
    assert revision_of(database) == RELEASED["0.5.0"]
    assert list((tmp_path / "before-upgrade").iterdir()) == []
    assert ensure_schema(database) is None
    assert revision_of(database) == known_revisions()[-1]
    database.close()
    postgresql.drop(url)


def test_the_command_tells_from_where_to_where_and_of_the_copy(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    assert "already" in run(site, "upgrade").stderr
    url = f"sqlite:///{tmp_path}/older.db"
    left_behind("0.5.0", url, tmp_path).close()
    older = replace(site, settings=replace(site.settings, database=url))
    done = run(older, "upgrade", "--as", "nobody-knows")
    assert done.exit_code == 0, done.stderr
    assert "from revision 0006 to" in done.stderr
    assert len(list(site.settings.before_upgrade.glob("0006-*.db"))) == 1
