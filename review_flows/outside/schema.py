"""The schema: built where there is none, brought up when old, refused when newer."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import SchemaUnknown, UpgradeRefused
from review_flows.outside.database import Database
from review_flows.outside.drivers import friendly_errors
from review_flows.outside.store import make_folder
from review_flows.outside.wall_clock import MachineClock

if TYPE_CHECKING:
    from sqlalchemy import Connection as SqlConnection

MIGRATIONS = "review_flows.migrations"


def known_revisions() -> list[str]:
    """Return the revisions that this program can use, oldest first: 0001, 0002 …"""
    folder = files(MIGRATIONS) / "versions"
    return sorted(file.name[:4] for file in folder.iterdir() if file.name[:4].isdigit())


def revision_of(database: Database) -> str | None:
    """Return the revision of the database, or None when it is still empty.

    Raises SchemaUnknown for a database that is somebody else's.
    """
    with database.reading() as connection:
        tables = {str(row["name"]) for row in connection.rows(TABLE_NAMES[database.postgresql])}
        if "alembic_version" in tables:
            return str(connection.value("SELECT version_num FROM alembic_version"))
    if tables:
        raise SchemaUnknown(
            f"The database {database.url} holds tables of another program. "
            "Nothing was touched. Set REVIEW_FLOWS_DATABASE to a database of its own."
        )
    return None


TABLE_NAMES = {
    False: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    True: "SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()",
}


def ensure_schema(database: Database, copies: Path | None = None) -> Path | None:
    """Build the schema or bring it up to this program's; return where the copy made before lies.

    A database of an earlier version is copied into the folder `copies` first. Raises SchemaUnknown
    for a newer one, UpgradeRefused where it cannot be copied or this user may not change it.
    """
    known = known_revisions()
    present = revision_of(database)
    if present == known[-1]:
        return None
    if present is not None and present not in known:
        raise SchemaUnknown(
            f"The database is of revision {present}; this program knows {known[-1]} and older. "
            "Nothing was touched. Install the newer review-flows that wrote it."
        )
    return migrate(database, copies=copies)


def migrate(
    database: Database, revision: str = "head", *, copies: Path | None = None
) -> Path | None:
    """Run the missing migrations up to a revision in one transaction, while nobody else writes.

    With `copies` an older database is copied into that folder in the same moment.
    """
    from alembic import command
    from alembic.config import Config

    database.close()
    config = Config()
    config.set_main_option("script_location", str(files(MIGRATIONS)))
    if database.path is not None:
        make_folder(database.path.parent)
    with database.locked().held(), _owning(database) as connection:
        copy = _copied(database, copies) if copies else None
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    return copy


def _copied(database: Database, copies: Path) -> Path | None:
    from review_flows.outside.backup.before_upgrade import keep_copy

    present = revision_of(database)
    database.close()
    if present in (None, known_revisions()[-1]):  # brought up meanwhile by somebody else
        return None
    return keep_copy(database, str(present), copies, MachineClock().now())


@contextmanager
def _owning(database: Database) -> "Iterator[SqlConnection]":
    """One transaction of SQLAlchemy that nobody else migrates beside.

    Raises UpgradeRefused, and TryAgain for a database that is locked, full or away.
    """
    from sqlalchemy import create_engine, event
    from sqlalchemy.exc import OperationalError, ProgrammingError
    from sqlalchemy.pool import NullPool

    url = database.url if not database.postgresql else psycopg_url(database.url)
    engine = create_engine(url, poolclass=NullPool)
    if not database.postgresql:
        event.listen(engine, "connect", lambda driver, _: setattr(driver, "isolation_level", None))
        event.listen(engine, "begin", lambda c: c.exec_driver_sql("BEGIN IMMEDIATE"))
    try:
        with engine.begin() as connection:
            if database.postgresql:
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(20260309)")
            yield connection
    except OperationalError as error:
        with friendly_errors():  # as if no other library stood between
            raise error.orig or error from error
    except ProgrammingError as error:
        if type(error.orig).__name__ != "InsufficientPrivilege":
            raise
        raise UpgradeRefused(
            f"This role may not change the schema ({error.orig}). Nothing was changed. Run "
            "review-flows upgrade with REVIEW_FLOWS_DATABASE naming the role that owns the tables."
        ) from None


def psycopg_url(url: str) -> str:
    """Return the address as SQLAlchemy wants it, naming the driver psycopg 3."""
    return "postgresql+psycopg" + url[url.index(":") :]
