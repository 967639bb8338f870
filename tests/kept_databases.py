"""PostgreSQL databases that are put back to where they were, and not built anew for each test.

A new database costs a tenth of a second, and its removal half as much; putting its rows back takes
a hundredth. What a test did to the schema is noticed, and such a database is thrown away.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
# All by which a schema differs: relations with who may use them, columns, triggers, functions.
SCHEMA = """
SELECT md5(string_agg(part, ',' ORDER BY part)) FROM (
  SELECT concat(c.relname, c.relkind, c.relowner, c.relacl) AS part
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public'
  UNION ALL SELECT concat(a.attrelid::regclass, a.attname, a.atttypid, a.attnotnull)
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND a.attnum > 0
  UNION ALL SELECT concat(t.tgrelid::regclass, t.tgname, t.tgenabled) FROM pg_trigger t
    WHERE NOT t.tgisinternal
  UNION ALL SELECT concat(p.proname, p.prosrc) FROM pg_proc p
    JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'public'
  UNION ALL SELECT concat(s.setconfig) FROM pg_db_role_setting s
    JOIN pg_database d ON d.oid = s.setdatabase WHERE d.datname = current_database()
) AS parts
"""
OTHERS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
# Identities as they stand; one that was never asked for begins at 1.
IDENTITIES = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'"


@dataclass(frozen=True, slots=True)
class KeptState:
    """A database as it was: its schema by a sum, the rows of its tables, its identities."""

    schema: str
    tables: tuple[str, ...]
    rows: dict[str, bytes]
    identities: tuple[tuple[str, int | None], ...]


def state_of(connection: Any) -> KeptState:
    """Return how a database is now, for `put_back`."""
    tables = tuple(row[0] for row in connection.execute(TABLES))
    filled = [one for one in tables if connection.execute(f"SELECT 1 FROM {one}").fetchone()]
    rows = {table: _copied(connection, table) for table in filled}
    identities = tuple(tuple(row) for row in connection.execute(IDENTITIES))
    return KeptState(_schema(connection), tables, rows, identities)


def put_back(connection: Any, state: KeptState) -> bool:
    """Put a database back to a state; False where a test changed its schema, and nothing is done.

    Whoever is still connected is put out, with all that was not committed.
    """
    connection.execute(OTHERS)
    if _schema(connection) != state.schema:
        return False
    connection.execute("SET session_replication_role = replica")  # The log refuses to be emptied.
    connection.execute("; ".join(_emptied(state)))
    for table, rows in state.rows.items():
        with connection.cursor().copy(f"COPY {table} FROM STDIN (FORMAT binary)") as copy:
            copy.write(rows)
    return True


def _emptied(state: KeptState) -> Iterable[str]:
    yield from (f"DELETE FROM {table}" for table in state.tables)
    for name, last in state.identities:
        yield f"SELECT setval('{name}', {last or 1}, {str(last is not None).lower()})"


def _schema(connection: Any) -> str:
    return str(connection.execute(SCHEMA).fetchone()[0])


def _copied(connection: Any, table: str) -> bytes:
    with connection.cursor().copy(f"COPY {table} TO STDOUT (FORMAT binary)") as copy:
        return b"".join(bytes(part) for part in copy)
