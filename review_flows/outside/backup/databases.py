"""A copy of the whole database in one file, of one moment, while others go on writing.

SQLite by its backup API (a plain copy of the file misses what is in its write-ahead log),
PostgreSQL by pg_dump.
"""

import sqlite3
from pathlib import Path

from models.backup import DatabaseKind
from models.errors import BackupRefused
from review_flows.outside.backup.copying import sync_file
from review_flows.outside.backup.postgresql import dump
from review_flows.outside.database import Database
from review_flows.outside.drivers import friendly_errors, open_sqlite


def kind_of(database: Database) -> DatabaseKind:
    """Return what kind of database this is."""
    return DatabaseKind.POSTGRESQL if database.postgresql else DatabaseKind.SQLITE


def copy_database(database: Database, target: Path) -> None:
    """Write a copy to a new file, durable. Raises TryAgain, ToolMissing."""
    if database.postgresql:
        dump(database.url, target)
    else:
        _copy_sqlite(database, target)
    sync_file(target)


def _copy_sqlite(database: Database, target: Path) -> None:
    with friendly_errors():
        source, copy = open_sqlite(database.path), sqlite3.connect(target, isolation_level=None)
        try:
            # In one piece: in steps it would begin anew whenever somebody writes.
            source.backup(copy, pages=-1)
            # One file that needs no other beside it, however it is read.
            copy.execute("PRAGMA journal_mode=DELETE")
        finally:
            copy.close()
            source.close()


def refuse_damaged(path: Path) -> None:
    """Raise BackupRefused for an SQLite file whose pages, indexes or keys do not hold."""
    try:
        driver = sqlite3.connect(path)
        try:
            (found,) = driver.execute("PRAGMA integrity_check(1)").fetchone()
        finally:
            driver.close()
    except sqlite3.DatabaseError as error:
        found = str(error)
    if found != "ok":
        raise BackupRefused(f"The copy of the database is damaged: {found}.")
