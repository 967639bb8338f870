"""SQL on both databases: parameters, snapshots, locks, and every statement prepared once."""

import importlib
import pkgutil
import sqlite3
import threading
from pathlib import Path

import pytest
from builders import received
from databases import another, content

import review_flows.desk
import review_flows.outside
from models.errors import TryAgain
from review_flows.outside.database import PARAMETER, Connection, Database, psycopg_style
from review_flows.outside.site import Site
from review_flows.outside.write_lock import WriteLock

VERBS = ("SELECT ", "INSERT ", "UPDATE ", "DELETE ")


def statements() -> dict[str, str]:
    """Every SQL constant of the modules that talk to the database, by its full name."""
    found = {}
    for package in (review_flows.outside, review_flows.desk):
        for module in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
            for name, value in vars(importlib.import_module(module.name)).items():
                if isinstance(value, str) and value.startswith(VERBS):
                    found[f"{module.name}.{name}"] = value
    return found


def explain(connection: Connection, statement: str) -> None:
    """Have the database plan a statement without running it."""
    connection.rows(f"EXPLAIN {statement}", **dict.fromkeys(PARAMETER.findall(statement)))


def test_every_statement_fits_the_migrated_schema(site: Site) -> None:
    named = statements()
    assert len(named) > 20
    failed = {}
    for name, statement in named.items():
        try:
            with site.database.reading() as connection:
                explain(connection, statement)
        except Exception as error:
            failed[name] = str(error)
    assert failed == {}


def test_a_statement_that_does_not_fit_would_be_seen(site: Site) -> None:
    with (
        pytest.raises(Exception, match="colour"),
        site.database.reading() as connection,
    ):
        explain(connection, "SELECT colour FROM cases WHERE number = :number")


ODD_TEXTS = (
    "100% 合法",
    "%s %(name)s %%",
    "12:30 :name ::text",
    "' OR 1=1; DROP TABLE cases; --",
    '\\ " ` \n\t',
    "𠮷野家 😀",
    "",
)


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_a_text_comes_back_as_it_went_in(site: Site, text: str) -> None:
    with site.database.writing() as connection:
        connection.insert("units", code="x", name=text, kind="law_firm")
    with site.database.reading() as connection:
        found = connection.row("SELECT code, name FROM units WHERE name = :name", name=text)
    assert found is not None
    assert (found["code"], found["name"]) == ("x", text)


def test_a_percent_sign_and_a_cast_in_the_statement_survive(site: Site) -> None:
    with site.database.reading() as connection:
        like = "SELECT count(*) FROM units WHERE code LIKE 'si%' AND kind = :kind"
        assert connection.value(like, kind="review_office") == 1
    assert psycopg_style("SELECT a::text WHERE b = :b AND c LIKE '%x'") == (
        "SELECT a::text WHERE b = %(b)s AND c LIKE '%%x'"
    )


def test_bytes_numbers_and_nothing_come_back_as_they_went_in(site: Site) -> None:
    number = received(site)
    with site.database.writing() as connection:
        connection.update("cases", "number = :number", number=number, reviewer=None, version=77)
        row = connection.row("SELECT reviewer, version, played FROM cases")
        body = connection.value("SELECT body FROM events WHERE seq = 1")
    assert row is not None
    assert (row["reviewer"], row["version"], bool(row["played"])) == (None, 77, True)
    assert bytes(body).startswith(b'{"actor"')


def test_an_update_changes_all_but_the_columns_that_choose_the_row(site: Site) -> None:
    with site.database.writing() as connection:
        assert connection.update("units", "code = :code", code="sifaju", name="新名") == 1
        assert connection.update("units", "code = :code", code="nobody", name="无") == 0
        assert connection.value("SELECT name FROM units WHERE code = 'sifaju'") == "新名"


def test_a_reader_sees_one_moment(site: Site) -> None:
    number = received(site)
    other = another(site.database)
    with site.database.reading() as connection:
        first = connection.value("SELECT version FROM cases")
        with other.writing() as writer:
            writer.update("cases", "number = :number", number=number, version=50)
        assert connection.value("SELECT version FROM cases") == first
    with site.database.reading() as connection:
        assert connection.value("SELECT version FROM cases") == 50
    other.close()


def test_a_reader_cannot_write(site: Site) -> None:
    received(site)
    before = content(site.database)
    with (
        pytest.raises(Exception, match=r"read.?only"),
        site.database.reading() as connection,
    ):
        connection.run("UPDATE cases SET version = 50")
    assert content(site.database) == before
    with site.database.writing() as connection:
        assert connection.run("UPDATE cases SET version = 50") == 1


def test_what_is_raised_in_a_transaction_undoes_it(site: Site) -> None:
    before = content(site.database)
    for error in (ValueError, KeyboardInterrupt, SystemExit):
        with pytest.raises(error), site.database.writing() as connection:
            connection.insert("units", code="x", name="x", kind="law_firm")
            raise error
    assert content(site.database) == before


def test_a_transaction_inside_another_is_a_bug_and_undoes_both(site: Site) -> None:
    before = content(site.database)
    with pytest.raises(RuntimeError, match="open already"), site.database.writing() as connection:
        connection.insert("units", code="x", name="x", kind="law_firm")
        with site.database.reading():
            pass
    assert content(site.database) == before


def test_no_connection_waits_for_ever(site: Site) -> None:
    with site.database.reading() as connection:
        if site.database.postgresql:
            assert connection.value("SHOW lock_timeout") == "30s"
        else:
            assert connection.value("PRAGMA busy_timeout") == 10_000


def test_sqlite_is_guarded(site: Site) -> None:
    """design.md, D9; synchronous 2 is FULL."""
    if site.database.postgresql:
        pytest.skip("these are settings of SQLite")
    with site.database.reading() as connection:
        wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
        found = {name: connection.value(f"PRAGMA {name}") for name in wanted}
        recursive = connection.value("PRAGMA recursive_triggers")
    assert (found, recursive) == (wanted, 1)


def test_a_row_that_names_nothing_is_refused(site: Site) -> None:
    with (
        pytest.raises(Exception, match=r"(?i)foreign key"),
        site.database.writing() as connection,
    ):
        connection.insert("person_roles", person="nobody", role="clerk")


def test_a_server_that_is_away_is_try_again(tmp_path: Path) -> None:
    away = Database(f"postgresql://postgres@/review?host={tmp_path}", tmp_path / "lock")
    with pytest.raises(TryAgain, match="cannot be used at the moment"), away.reading():
        pass


def test_a_folder_that_cannot_be_opened_is_try_again(tmp_path: Path) -> None:
    folder = tmp_path / "review.db"
    folder.mkdir()
    with (
        pytest.raises(TryAgain, match="unable to open"),
        Database(f"sqlite:///{folder}", tmp_path / "lock").reading(),
    ):
        pass


def test_the_write_lock_holds_one_and_loses_patience(tmp_path: Path) -> None:
    path = tmp_path / "write.lock"
    with (
        WriteLock(path).held(),
        pytest.raises(TryAgain, match="in use by another program"),
        WriteLock(path, patience_seconds=0.05).held(),
    ):
        pass
    with WriteLock(path, patience_seconds=0.05).held():
        pass


def test_the_write_lock_holds_one_of_the_threads_too(tmp_path: Path) -> None:
    lock = WriteLock(tmp_path / "write.lock", patience_seconds=0.05)
    lost: list[TryAgain] = []

    def wait() -> None:
        try:
            with lock.held():
                pass
        except TryAgain as busy:
            lost.append(busy)

    with lock.held():
        thread = threading.Thread(target=wait)
        thread.start()
        thread.join()
    assert len(lost) == 1


def test_another_program_that_writes_to_the_file_only_makes_us_wait(site: Site) -> None:
    if site.database.path is None:
        pytest.skip("only SQLite is locked as a whole")
    theirs = sqlite3.connect(site.database.path, isolation_level=None, check_same_thread=False)
    theirs.execute("BEGIN IMMEDIATE")
    later = threading.Timer(0.2, theirs.execute, ["COMMIT"])
    later.start()
    assert received(site) == "2026-0001"
    later.join()
    theirs.close()
