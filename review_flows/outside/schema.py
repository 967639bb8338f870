"""The schema: built where there is none, brought up when old, refused when newer."""

from importlib.resources import files

from models.errors import SchemaUnknown
from review_flows.outside.database import Database

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


def ensure_schema(database: Database) -> None:
    """Build the schema or bring it up to this program's. Raises SchemaUnknown for a newer one."""
    known = known_revisions()
    present = revision_of(database)
    if present == known[-1]:
        return
    if present is not None and present not in known:
        raise SchemaUnknown(
            f"The database is of revision {present}; this program knows {known[-1]} and older. "
            "Nothing was touched. Install the newer review-flows that wrote it."
        )
    migrate(database)


def migrate(database: Database, revision: str = "head") -> None:
    """Run the missing migrations up to a revision in one transaction, while nobody else writes."""
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import NullPool

    database.close()
    config = Config()
    config.set_main_option("script_location", str(files(MIGRATIONS)))
    url = database.url if not database.postgresql else psycopg_url(database.url)
    if database.path is not None:
        database.path.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, poolclass=NullPool)
    if not database.postgresql:
        event.listen(engine, "connect", lambda driver, _: setattr(driver, "isolation_level", None))
        event.listen(engine, "begin", lambda c: c.exec_driver_sql("BEGIN IMMEDIATE"))
    with database.locked().held(), engine.begin() as connection:
        if database.postgresql:
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(20260309)")
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def psycopg_url(url: str) -> str:
    """Return the address as SQLAlchemy wants it, naming the driver psycopg 3."""
    return "postgresql+psycopg" + url[url.index(":") :]
