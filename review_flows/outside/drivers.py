"""The two drivers: how each is opened, and which of its errors pass by themselves."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from models.errors import OutcomeUnknown, SchemaUnknown, TryAgain
from review_flows.outside.store import make_folder

STATEMENTS = 512  # kept prepared: the moves and looks of a process have more than the usual 128


def open_sqlite(path: Path | None) -> sqlite3.Connection:
    """Open a guarded SQLite file: WAL, full durability, foreign keys (design.md, D9)."""
    assert path is not None
    make_folder(path.parent)
    driver = sqlite3.connect(
        path,
        isolation_level=None,
        timeout=10,
        check_same_thread=False,
        cached_statements=STATEMENTS,
    )
    try:
        if _is_ours(driver):
            driver.execute("PRAGMA journal_mode=WAL")
        for pragma in ("synchronous=FULL", "foreign_keys=ON", "recursive_triggers=ON"):
            driver.execute(f"PRAGMA {pragma}")
    except sqlite3.DatabaseError as error:
        driver.close()
        if error.sqlite_errorcode != sqlite3.SQLITE_NOTADB:
            raise
        raise SchemaUnknown(
            f"The file {path} is no SQLite database. Nothing was touched. "
            "Set REVIEW_FLOWS_DATABASE to a file of its own."
        ) from None
    return driver


def _is_ours(driver: sqlite3.Connection) -> bool:
    # WAL stays in the file, so it is not turned on in what another program wrote.
    names = {name for (name,) in driver.execute("SELECT name FROM sqlite_master")}
    return not names or "alembic_version" in names


def open_postgresql(url: str) -> Any:
    """Open PostgreSQL through psycopg 3 (the extra `review-flows[postgresql]`)."""
    try:
        import psycopg
        from psycopg.rows import dict_row
    except ImportError:
        raise TryAgain(
            "The database setting names PostgreSQL, but its driver is not installed. "
            "Install it with: pip install 'review-flows[postgresql]'"
        ) from None
    url = url.replace("+psycopg", "")
    options = psycopg.conninfo.conninfo_to_dict(url).get("options") or LOCK_TIMEOUT
    return psycopg.connect(url, autocommit=True, row_factory=dict_row, options=options)


# PostgreSQL would wait for ever; no longer than SQLite's write lock does.
LOCK_TIMEOUT = "-c lock_timeout=30s"
PASSING_SQLITE = ("locked", "busy", "full", "disk i/o", "unable to open", "readonly")
PASSING_POSTGRESQL = frozenset(
    {
        "OperationalError",
        "SerializationFailure",
        "DeadlockDetected",
        "LockNotAvailable",
        "DiskFull",
        "TooManyConnections",
        "AdminShutdown",
        "CannotConnectNow",
    }
)


def commit(driver: Any) -> None:
    """Commit. Raises OutcomeUnknown where PostgreSQL went while it did: it may have done it."""
    try:
        driver.execute("COMMIT")
    except Exception as error:
        if isinstance(driver, sqlite3.Connection) or not driver.closed:
            raise
        raise OutcomeUnknown(
            f"The database went away while the change was being committed ({_first_line(error)}). "
            "It was made as a whole, or not at all, and no answer came. Look whether it stands; "
            "make it again only where it does not."
        ) from error


@contextmanager
def friendly_errors() -> Iterator[None]:
    """Turn what passes by itself (locked, full, away) into TryAgain; the rest is a bug."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if any(word in str(error).lower() for word in PASSING_SQLITE):
            raise _unavailable(error) from error
        raise
    except Exception as error:
        if type(error).__module__.startswith("psycopg") and _passes(type(error)):
            raise _unavailable(error) from error
        raise


def _passes(kind: type) -> bool:
    return any(parent.__name__ in PASSING_POSTGRESQL for parent in kind.__mro__)


def _unavailable(error: Exception) -> TryAgain:
    return TryAgain(
        f"The database cannot be used at the moment ({_first_line(error)}). Nothing was changed. "
        "Free space on the disk or wait for the other program, then try again."
    )


def _first_line(error: Exception) -> str:
    said = str(error).strip()
    return said.splitlines()[0] if said else type(error).__name__
