"""The SQL that parts PostgreSQL's two roles: one owns the tables, the other one works with them.

The application's role may only add to the log and read it. Triggers stop accidents and injected
SQL; that a role owns nothing is what keeps it from taking the triggers away.
"""

import re
from collections.abc import Iterator

from models.errors import BadInput

ONLY_GROWS = ("events", "log_leaves", "checkpoints")  # the log: added to and read, nothing else
CAN_BE_EMPTIED = ("log_texts",)  # texts beside the log: these two columns alone, once (a trigger)
KEPT_FOR_A_TIME = ("security_log",)  # what is older than the law asks for is removed (a trigger)
VERSION_TABLE = "alembic_version"  # the owner's alone to change
_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")


def rights_on(table: str) -> str:
    """Return what the application's role may do with a table."""
    if table == VERSION_TABLE:
        return "SELECT"
    if table in ONLY_GROWS:
        return "SELECT, INSERT"
    if table in CAN_BE_EMPTIED:
        return "SELECT, INSERT, UPDATE (salt, text)"
    return (
        "SELECT, INSERT, DELETE" if table in KEPT_FOR_A_TIME else "SELECT, INSERT, UPDATE, DELETE"
    )


def roles_sql(owner: str, application: str) -> str:
    """Return the SQL, the same however often it is run; no password stands in it.

    Raises BadInput for names that are none, or the same.
    """
    for name in (owner, application):
        if not _NAME.fullmatch(name):
            raise BadInput(f"“{name}” is no name for a role: small letters, digits and _.")
    if owner == application:
        raise BadInput("The two roles have to differ: who owns the log could rewrite it.")
    return "\n".join((*_head(owner, application), *_tables(owner, application))) + "\n"


def table_names() -> list[str]:
    """Return every table of the program, in order."""
    # Imported here: declaring the tables takes longer than most commands do.
    from models.tables import TABLES

    return [*sorted(str(table.__tablename__) for table in TABLES), VERSION_TABLE]


def _head(owner: str, application: str) -> Iterator[str]:
    yield "-- Run it as a superuser, connected to the database of review-flows, once"
    yield "-- `review-flows upgrade` has built the schema there, and again after every upgrade."
    yield f"-- Then give both roles a password (psql: \\password {application}) and let"
    yield f"-- REVIEW_FLOWS_DATABASE name {application}; only upgrades are run as {owner}."
    yield "BEGIN;"
    for role in (owner, application):
        yield f"DO $$ BEGIN CREATE ROLE {role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE;"
        yield "EXCEPTION WHEN duplicate_object THEN NULL; END $$;"
    yield "DO $$ BEGIN"
    yield "EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());"
    for role in (owner, application):
        yield f"EXECUTE format('GRANT CONNECT ON DATABASE %I TO {role}', current_database());"
    yield "END $$;"
    yield "REVOKE ALL ON SCHEMA public FROM PUBLIC;"
    yield f"GRANT USAGE, CREATE ON SCHEMA public TO {owner};"
    yield f"GRANT USAGE ON SCHEMA public TO {application};"


def _tables(owner: str, application: str) -> Iterator[str]:
    for table in table_names():
        yield f"ALTER TABLE {table} OWNER TO {owner};"
        yield f"REVOKE ALL ON {table} FROM PUBLIC, {application};"
        yield f"GRANT {rights_on(table)} ON {table} TO {application};"
    yield "DO $$ DECLARE made regprocedure; BEGIN"
    yield "FOR made IN SELECT p.oid::regprocedure FROM pg_proc p"
    yield "WHERE p.pronamespace = 'public'::regnamespace LOOP"
    yield f"EXECUTE format('ALTER FUNCTION %s OWNER TO {owner}', made); END LOOP; END $$;"
    yield f"GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO {application};  -- for pg_dump"
    yield "COMMIT;"
