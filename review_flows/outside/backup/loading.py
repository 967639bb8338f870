"""Reads the log of a set without touching the set: as a database of its own in a scratch folder.

A dump of PostgreSQL is read into SQLite for this, so that a set is verified without a server.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from models.backup import DatabaseKind, Manifest
from models.errors import BackupRefused, SchemaUnknown
from review_flows.outside.backup import postgresql
from review_flows.outside.backup.copying import copy_file
from review_flows.outside.backup.databases import refuse_damaged
from review_flows.outside.database import Database
from review_flows.outside.schema import known_revisions, migrate, revision_of

_ESCAPES = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "\\": "\\"}
Values = list[str | bytes | int | None]


@contextmanager
def loaded(folder: Path, manifest: Manifest) -> Iterator[Database]:
    """The database of a set, to be read. Raises BackupRefused, SchemaUnknown, ToolMissing."""
    if manifest.revision not in known_revisions():
        raise SchemaUnknown(
            f"The backup is of revision {manifest.revision}; this program knows "
            f"{known_revisions()[-1]} and older. Restore it with review-flows {manifest.program}."
        )
    source = folder / manifest.database.file_name
    with TemporaryDirectory(prefix="review-flows-set-") as scratch:
        path = Path(scratch) / "review.db"
        database = Database(f"sqlite:///{path}", Path(scratch) / "write.lock")
        if manifest.database is DatabaseKind.SQLITE:
            copy_file(source, path)
            refuse_damaged(path)
        else:
            migrate(database, manifest.revision)
            _read_dump(source, path)
        if revision_of(database) != manifest.revision:
            raise BackupRefused("The database of the set is not of the revision its manifest says.")
        try:
            yield database
        finally:
            database.close()


def _read_dump(source: Path, path: Path) -> None:
    """Fill the tables of a fresh SQLite file with the rows of a dump."""
    driver = sqlite3.connect(path, isolation_level=None)
    driver.execute("PRAGMA synchronous=OFF")  # a scratch file
    driver.execute("BEGIN")
    with postgresql.data_of(source) as reader:
        assert reader.stdout is not None and reader.stderr is not None
        try:
            _fill(driver, reader.stdout)
        except (ValueError, sqlite3.Error) as error:
            reader.kill()
            raise BackupRefused(f"The dump cannot be read: {error}.") from None
        said = reader.stderr.read().strip()
    if reader.returncode:
        raise BackupRefused(f"pg_restore cannot read the dump: {said}")
    driver.execute("COMMIT")
    driver.close()


def _fill(driver: sqlite3.Connection, lines: IO[str]) -> None:
    for line in lines:
        if line.startswith("COPY "):
            table, columns = _heading(line)
            driver.execute(f"DELETE FROM {table}")  # what the migrations put there
            places = ", ".join("?" * len(columns))
            insert = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})"
            kinds = _kinds(driver, table)
            rows = _rows(lines, [kinds[column] for column in columns])
            driver.executemany(insert, rows)


def _heading(line: str) -> tuple[str, list[str]]:
    """Return table and columns of `COPY public.cases (number, title) FROM stdin;`."""
    table, _, rest = line.removeprefix("COPY ").partition(" (")
    columns = rest.partition(")")[0].split(", ")
    return table.rpartition(".")[2].strip('"'), [name.strip('"') for name in columns]


def _kinds(driver: sqlite3.Connection, table: str) -> dict[str, str]:
    return {str(row[1]): str(row[2]) for row in driver.execute(f"PRAGMA table_info({table})")}


def _rows(lines: IO[str], kinds: list[str]) -> Iterator[Values]:
    for line in lines:
        if line == "\\.\n":
            return
        cells = line.removesuffix("\n").split("\t")
        yield [_value(cell, kind) for cell, kind in zip(cells, kinds, strict=True)]
    raise ValueError("it ends in the middle of a table")


def _value(cell: str, kind: str) -> str | bytes | int | None:
    if cell == "\\N":
        return None
    if kind == "BOOLEAN":
        return int(cell == "t")
    text = _plain(cell) if "\\" in cell else cell
    return bytes.fromhex(text.removeprefix("\\x")) if kind == "BLOB" else text


def _plain(cell: str) -> str:
    """Return a cell without the escapes of COPY."""
    signs = iter(cell)
    return "".join(_ESCAPES.get(s := next(signs), s) if sign == "\\" else sign for sign in signs)
