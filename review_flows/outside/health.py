"""Looks at a site without changing it: settings in, one line for each thing looked at out."""

import os
import shutil
import socket
import sqlite3
import sys
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

from models.errors import ReviewError
from models.readiness import LEAST_FREE_PERCENT
from review_flows.outside.database import Connection, Database
from review_flows.outside.health_backup import backup_lines
from review_flows.outside.health_filing import exchange_lines, filing_lines
from review_flows.outside.health_line import HealthLine, Level, health_line
from review_flows.outside.health_scan import scan_line
from review_flows.outside.health_seal import seal_lines
from review_flows.outside.health_terms import calendar_lines, rule_lines, term_lines
from review_flows.outside.schema import known_revisions, revision_of
from review_flows.outside.separation_faults import separation_faults
from review_flows.outside.settings import VARIABLES, Settings, told_secrets
from review_flows.outside.store import Store
from review_flows.outside.wall_clock import day_of

# From here on SQLite's own bug of a reset write-ahead log is mended (sqlite.org/wal.html), and in
# two older branches; elsewhere our write lock is what protects the database (reliability.md, 2.3).
SAFE_SQLITE = (3, 51, 3)
SAFE_BRANCHES = ((3, 44, 6), (3, 50, 7))
PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": "2",
    "foreign_keys": "1",
    "recursive_triggers": "1",
}
LEAST_FREE = 1 << 30  # bytes; a day of submissions fits
PATIENCE_SECONDS = 0.5

CASES_BY_STATE = "SELECT state, count(*) AS many FROM cases GROUP BY state ORDER BY state"
LEGS_BY_STATUS = "SELECT status, count(*) AS many FROM legs GROUP BY status ORDER BY status"
FAILED_LEGS = (
    "SELECT id, case_number, kind, error FROM legs WHERE status = 'failed' ORDER BY id LIMIT 20"
)
PEOPLE_COUNT = "SELECT count(*) FROM persons WHERE active"


def look(settings: Settings, now: datetime) -> list[HealthLine]:
    """Look at everything once; `now` is UTC. Nothing is built, migrated or written."""
    return [
        *_program(),
        *_folders(settings),
        *_database(settings, now),
        *calendar_lines(settings, day_of(now)),
        *rule_lines(settings),
        scan_line(settings.virus_scan),
        _prefect(),
        *_settings(settings),
        *filing_lines(settings),
    ]


def _program() -> Iterator[HealthLine]:
    yield health_line("python", Level.FINE, "health.version", version=sys.version.split()[0])
    safe = is_safe(sqlite3.sqlite_version_info)
    said = "health.version" if safe else "health.sqlite_old"
    level = Level.FINE if safe else Level.NOTE
    yield health_line("sqlite", level, said, version=sqlite3.sqlite_version)


def is_safe(version: tuple[int, ...]) -> bool:
    """Say whether this SQLite has no bug of a reset write-ahead log."""
    branches = (one for one in SAFE_BRANCHES if version[:2] == one[:2])
    return version >= SAFE_SQLITE or any(version >= one for one in branches)


def _folders(settings: Settings) -> Iterator[HealthLine]:
    yield health_line("store", Level.FINE, "health.place", place=settings.inside / "store")
    disk = shutil.disk_usage(settings.home if settings.home.exists() else "/")
    enough = disk.free >= LEAST_FREE and disk.free * 100 >= disk.total * LEAST_FREE_PERCENT
    level = Level.FINE if enough else Level.NOTE
    said = "health.disk" if enough else "health.disk_low"
    percent = disk.free * 100 // disk.total
    yield health_line("disk", level, said, mib=disk.free >> 20, percent=percent)
    if settings.home.exists() and not os.access(settings.home, os.W_OK):
        yield health_line("home", Level.BROKEN, "health.not_writable", place=settings.home)


def _database(settings: Settings, now: datetime) -> Iterator[HealthLine]:
    database = Database(settings.database, settings.inside / "write.lock")
    place = database.path or _without_password(settings.database)
    if database.path is not None and not database.path.exists():
        yield health_line("database", Level.NOTE, "health.no_database", place=place)
        return
    yield health_line("database", Level.FINE, "health.place", place=place)
    try:
        revision = revision_of(database)
        if revision != known_revisions()[-1]:
            yield _schema(revision)
            return
        yield health_line("schema", Level.FINE, "health.schema", revision=revision)
        with database.reading() as connection:
            if not database.postgresql:
                yield _pragmas(connection)
            yield from _content(connection)
            yield from backup_lines(connection, Store(settings.inside / "store"), now)
            yield from term_lines(connection, settings, now)
            yield from exchange_lines(connection, settings, now)
            yield from seal_lines(connection, settings, now)
    except (ReviewError, sqlite3.DatabaseError) as error:
        yield health_line("database", Level.BROKEN, "health.unreadable", why=str(error))
    finally:
        database.close()


def _without_password(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.hostname or ''}{parts.path}"


def _schema(revision: str | None) -> HealthLine:
    known = known_revisions()
    older = revision is None or revision in known
    said = "health.schema_old" if older else "health.schema_new"
    level = Level.NOTE if older else Level.BROKEN
    return health_line("schema", level, said, revision=revision or "-", known=known[-1])


def _pragmas(connection: Connection) -> HealthLine:
    found = {name: str(connection.value(f"PRAGMA {name}")) for name in PRAGMAS}
    told = ", ".join(f"{name}={value}" for name, value in found.items())
    if found != PRAGMAS:
        return health_line("pragmas", Level.BROKEN, "health.pragmas_wrong", pragmas=told)
    return health_line("pragmas", Level.FINE, "health.pragmas", pragmas=told)


def _content(connection: Connection) -> Iterator[HealthLine]:
    people = int(connection.value(PEOPLE_COUNT))
    level = Level.FINE if people else Level.NOTE
    yield health_line("people", level, "health.people" if people else "health.nobody", count=people)
    yield _counts(connection, "cases", CASES_BY_STATE, "CaseState", "state")
    yield _counts(connection, "legs", LEGS_BY_STATUS, "LegState", "status")
    for leg in connection.rows(FAILED_LEGS):
        error = (leg["error"] or "?").strip().splitlines()[-1]
        yield health_line("leg", Level.BROKEN, "health.leg_failed", **{**leg, "error": error})
    for fault in separation_faults(connection):
        said = f"health.apart.{fault.rule}"
        yield health_line("people", Level.BROKEN, said, what=fault.what, case=fault.case or "–")


def _counts(connection: Connection, subject: str, sql: str, kind: str, column: str) -> HealthLine:
    counts = {row[column]: row["many"] for row in connection.rows(sql)}
    return health_line(subject, Level.FINE, "health.counts", kind=kind, counts=counts)


def _prefect() -> HealthLine:
    url = os.environ.get("PREFECT_API_URL", "")
    if not url:
        return health_line("prefect", Level.FINE, "health.prefect_embedded")
    parts = urlsplit(url)
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
        with socket.create_connection((parts.hostname or "", port), PATIENCE_SECONDS):
            return health_line("prefect", Level.FINE, "health.prefect_up", url=url)
    except (OSError, ValueError) as error:
        return health_line("prefect", Level.NOTE, "health.prefect_down", url=url, why=error)


def _settings(settings: Settings) -> Iterator[HealthLine]:
    defaults: dict[str, object] = {
        "REVIEW_FLOWS_HOME": settings.home,
        "REVIEW_FLOWS_DATABASE": _without_password(settings.database),
        "REVIEW_FLOWS_RULE_SET": settings.rule_set,
        "REVIEW_FLOWS_ORGAN": settings.organ,
        "REVIEW_FLOWS_CHANNELS": ",".join(settings.channels),
    }
    for name in VARIABLES:
        said = "health.setting" if os.environ.get(name) else "health.setting_default"
        value = defaults.get(name, os.environ.get(name, "-"))
        yield health_line(name, Level.FINE, said, value=value)
    for name, value in told_secrets(settings):
        said = "health.setting_default" if value == "-" else "health.setting"
        yield health_line(name, Level.FINE, said, value=value)
