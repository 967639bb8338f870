"""What `doctor` says of what would be lost: the last backup, the store, the role it works as."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice

from models.event import SITE_CHAIN, SiteStep
from review_flows.outside.backup.store_copy import stored_digests
from review_flows.outside.database import Connection
from review_flows.outside.health_line import HealthLine, Level, health_line
from review_flows.outside.store import Store
from review_flows.outside.stored_names import NAMED
from review_flows.outside.wall_clock import local_text

OLD = timedelta(hours=26)  # one a night, with room for a slow one
SAMPLE = 1000  # stored files that are looked for among the rows
FAULTS_TOLD = 20
LAST_BACKUP = (
    f"SELECT at FROM events WHERE chain = '{SITE_CHAIN}' AND move = '{SiteStep.BACK_UP}' "
    "AND result = 'done' ORDER BY seq DESC LIMIT 1"
)
# On SQLite there are no roles: whoever has the file may rewrite it.
MAY_REWRITE = {True: "SELECT has_table_privilege(current_user, 'events', 'UPDATE')"}


def backup_lines(connection: Connection, store: Store, now: datetime) -> Iterator[HealthLine]:
    """Say how the last backup, the store and the role of the database stand; `now` is UTC."""
    yield _backup(connection, now)
    yield from _files(connection, store)
    if connection.postgresql and connection.value(MAY_REWRITE[True]):
        yield health_line("database", Level.NOTE, "health.role_rewrites")


def _backup(connection: Connection, now: datetime) -> HealthLine:
    last = connection.value(LAST_BACKUP)
    if last is None:
        return health_line("backup", Level.NOTE, "health.backup_none")
    age = now - datetime.fromisoformat(last)
    values = {"at": local_text(last), "hours": int(age.total_seconds() // 3600)}
    if age > OLD:
        return health_line("backup", Level.NOTE, "health.backup_old", **values)
    return health_line("backup", Level.FINE, "health.backup", **values)


def _files(connection: Connection, store: Store) -> Iterator[HealthLine]:
    named = {str(row["sha256"]): row for row in connection.rows(NAMED)}
    missing = [row for digest, row in named.items() if not store.has(digest)]
    for row in missing[:FAULTS_TOLD]:
        values = {"case_number": row["about"], "name": row["name"], "sha256": row["sha256"]}
        yield health_line("file", Level.BROKEN, "health.file_missing", **values)
    if not missing:
        yield health_line("file", Level.FINE, "health.files_whole")
    sample = list(islice(stored_digests(store), SAMPLE))
    orphans = sum(digest not in named for digest in sample)
    values = {"orphans": orphans, "sample": len(sample)}
    yield health_line("store", Level.FINE, "health.orphans", **values)
