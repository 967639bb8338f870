"""SQL on SQLite or PostgreSQL: short transactions, rows as mappings, errors that say what now.

This is the drivers' own interface with two conveniences (named parameters on both databases,
rows by column name). SQLModel declares the tables and builds the migrations; it is not used here
because loading it takes longer than a whole command may, and a Core statement costs three times
as much (tests/bench/RESULTS.md). A test prepares each statement against the migrated schema.
"""

import re
import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from review_flows.outside.drivers import (
    commit,
    friendly_errors,
    open_postgresql,
    open_sqlite,
)
from review_flows.outside.write_lock import WriteLock

Row = Mapping[str, Any]
Value = str | int | bytes | bool | None


class Cursor(Protocol):
    """What both drivers give back."""

    rowcount: int
    description: Sequence[Sequence[Any]]

    def fetchone(self) -> Any: ...
    def fetchall(self) -> list[Any]: ...


class Connection:
    """One open transaction. Use it only inside `Database.reading()` or `.writing()`."""

    def __init__(self, driver: Any, postgresql: bool) -> None:
        self._driver = driver
        self.postgresql = postgresql

    def rows(self, sql: str, /, **values: Value) -> Sequence[Row]:
        """Return every row."""
        cursor = self._execute(sql, values)
        return self._named(cursor, cursor.fetchall())

    def row(self, sql: str, /, **values: Value) -> Row | None:
        """Return the first row, or None."""
        cursor = self._execute(sql, values)
        found = cursor.fetchone()
        return None if found is None else self._named(cursor, [found])[0]

    def value(self, sql: str, /, **values: Value) -> Any:
        """Return the first column of the first row, or None."""
        found = self.row(sql, **values)
        return None if found is None else next(iter(found.values()))

    def run(self, sql: str, /, **values: Value) -> int:
        """Execute and return how many rows were changed."""
        return self._execute(sql, values).rowcount

    def insert(self, table: str, /, **values: Value) -> None:
        """Add a row."""
        self._execute(insert_sql(table, tuple(values)), values)

    def insert_many(self, table: str, rows: Sequence[Mapping[str, Value]]) -> None:
        """Add rows that fill the same columns."""
        if not rows:
            return
        columns = tuple(rows[0])
        cursor = self._driver.cursor()
        if not self.postgresql:
            cursor.executemany(insert_sql(table, columns), rows)
            return
        # A hundred thousand leaves take a second this way, and many by an INSERT for each.
        with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copied:
            for row in rows:
                copied.write_row([row[column] for column in columns])

    def insert_numbered(self, table: str, /, **values: Value) -> int:
        """Add a row and return the number (`id`) that the database gave it."""
        return int(self.value(insert_sql(table, tuple(values)) + " RETURNING id", **values))

    def update(self, table: str, where: str, /, **values: Value) -> int:
        """Change the columns that `where` does not name; return how many rows were changed."""
        return self._execute(update_sql(table, where, tuple(values)), values).rowcount

    def _named(self, cursor: Cursor, found: list[Any]) -> Sequence[Row]:
        # PostgreSQL's driver names the columns itself, and asking it for them costs more.
        if self.postgresql:
            return found
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in found]

    def _execute(self, sql: str, values: Mapping[str, Value]) -> Cursor:
        if self.postgresql:
            sql = psycopg_style(sql)
        cursor: Cursor = self._driver.execute(sql, values)
        return cursor


@lru_cache(maxsize=512)
def insert_sql(table: str, columns: tuple[str, ...]) -> str:
    """Return the INSERT of these columns, with named parameters."""
    names = ", ".join(columns)
    places = ", ".join(f":{column}" for column in columns)
    return f"INSERT INTO {table} ({names}) VALUES ({places})"


@lru_cache(maxsize=512)
def update_sql(table: str, where: str, columns: tuple[str, ...]) -> str:
    """Return the UPDATE that sets each column not used as a parameter in `where`."""
    fixed = set(PARAMETER.findall(where))
    changes = ", ".join(f"{column} = :{column}" for column in columns if column not in fixed)
    return f"UPDATE {table} SET {changes} WHERE {where}"


PARAMETER = re.compile(r"(?<!:):(\w+)")


@lru_cache(maxsize=1024)
def psycopg_style(sql: str) -> str:
    """Return a statement with :name written as PostgreSQL's driver wants it, %(name)s."""
    return PARAMETER.sub(r"%(\1)s", sql.replace("%", "%%"))


class Database:
    """The application's database at a URL: sqlite:///path or postgresql://…"""

    def __init__(self, url: str, lock_path: Path) -> None:
        self.url = url
        self.postgresql = url.startswith("postgresql")
        self.path = None if self.postgresql else Path(url.removeprefix("sqlite:///"))
        self._lock = WriteLock(lock_path)
        self._local = threading.local()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A view of one moment; nothing can be written."""
        driver = self._driver()
        if self.postgresql:
            begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
            with friendly_errors(), transaction(driver, begin, end_of_view):
                yield Connection(driver, True)
            return
        with friendly_errors(), only_reading(driver), transaction(driver, "BEGIN"):
            yield Connection(driver, False)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """All of it or nothing; durable when this returns.

        Raises TryAgain when locked or full, OutcomeUnknown when the server goes at the commit.
        """
        if self.postgresql:
            driver = self._driver()
            with friendly_errors(), transaction(driver, "BEGIN"):
                yield Connection(driver, True)
            return
        with self._lock.held():
            driver = self._driver()
            with friendly_errors(), transaction(driver, "BEGIN IMMEDIATE"):
                yield Connection(driver, False)

    def locked(self) -> WriteLock:
        """The site's write lock, for whoever writes by other means (migrations)."""
        return self._lock

    def close(self) -> None:
        """Close this thread's connection."""
        driver = getattr(self._local, "driver", None)
        if driver is not None:
            driver.close()
            self._local.driver = None

    def _driver(self) -> Any:
        driver = getattr(self._local, "driver", None)
        if driver is not None and self.postgresql and (driver.closed or driver.broken):
            driver = None
        if driver is None:
            with friendly_errors():
                driver = open_postgresql(self.url) if self.postgresql else open_sqlite(self.path)
            self._local.driver = driver
        return driver


@contextmanager
def only_reading(driver: sqlite3.Connection) -> Iterator[None]:
    """SQLite knows no read-only transaction: refuse writes on the connection for so long."""
    driver.execute("PRAGMA query_only = ON")
    try:
        yield
    finally:
        driver.execute("PRAGMA query_only = OFF")


def end_of_view(driver: Any) -> None:
    """End a transaction in which nothing was written: lost or not, nothing was changed."""
    driver.execute("COMMIT")


@contextmanager
def transaction(driver: Any, begin: str, end: Callable[[Any], None] = commit) -> Iterator[None]:
    """BEGIN … COMMIT, or ROLLBACK whatever went wrong, Ctrl-C included."""
    if _is_open(driver):
        # PostgreSQL would only warn, and the inner COMMIT would commit half of the outer work.
        raise RuntimeError("A transaction is open already; use its connection.")
    driver.execute(begin)
    try:
        yield
        end(driver)
    except BaseException:
        _roll_back(driver)
        raise


def _is_open(driver: Any) -> bool:
    if isinstance(driver, sqlite3.Connection):
        return driver.in_transaction
    return bool(driver.info.transaction_status)  # 0 is IDLE


def _roll_back(driver: Any) -> None:
    # SQLite has rolled back by itself after some errors, a lost server always has.
    try:
        driver.execute("ROLLBACK")
    except Exception as error:
        if not (isinstance(error, sqlite3.OperationalError) or hasattr(driver, "closed")):
            raise
