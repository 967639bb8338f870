"""SQL and the disk → the figures that a machine watches a site by; nothing is written."""

import shutil
import sqlite3
from datetime import datetime

from models.errors import ReviewError
from models.notice import DeliveryState
from models.readiness import OPEN_LEGS, Load, Measures, Reach
from review_flows.outside.database import Connection
from review_flows.outside.health_backup import LAST_BACKUP
from review_flows.outside.last_days import ON_CLOCK
from review_flows.outside.log_time import log_reached
from review_flows.outside.sealing import leaves
from review_flows.outside.site import Site
from review_flows.outside.wall_clock import day_of

OPEN_MESSAGES = (DeliveryState.WAITING, DeliveryState.DEAD)
OPEN = ", ".join(f"'{state}'" for state in OPEN_LEGS)
WAITS = "l.status IN ('queued', 'sent', 'running')"
LEGS = f"SELECT status, count(*) AS many FROM legs WHERE status IN ({OPEN}) GROUP BY status"
OLDEST_LEG = (
    "SELECT min(e.at) FROM legs l JOIN events e ON e.chain = l.case_number "
    f"AND e.seq = l.event_seq WHERE {WAITS}"
)
MESSAGES = (
    "SELECT state, count(*) AS many FROM notice_deliveries WHERE state IN ('waiting', 'dead') "
    "GROUP BY state"
)
OLDEST_MESSAGE = (
    "SELECT min(n.made_at) FROM notice_deliveries d JOIN notices n ON n.key = d.notice "
    "WHERE d.state = 'waiting'"
)
OVERDUE = (
    f"SELECT count(*) FROM cases WHERE state IN ({ON_CLOCK}) AND ceiling_on < :today "
    "AND played = :played"
)


def measure(site: Site, now: datetime, *, with_load: bool = False) -> Measures:
    """Measure a site; `now` is UTC. A database that is away, or not to be read, is no error.

    Without the load two rows are read, however long the log is.
    """
    disk = shutil.disk_usage(site.settings.home)
    try:
        with site.database.reading() as connection:
            far = _reach(connection, now)
            load = _load(connection, site, now) if with_load else None
    except (ReviewError, sqlite3.DatabaseError):
        return Measures(disk.free, disk.total, None)
    return Measures(disk.free, disk.total, far, load)


def _reach(connection: Connection, now: datetime) -> Reach:
    logged, sealed = log_reached(connection), leaves.last_checkpoint(connection)
    behind = None if logged is None else (logged - now).total_seconds()
    return Reach(behind, None if sealed is None else _age(str(sealed["at"]), now))


def _load(connection: Connection, site: Site, now: datetime) -> Load:
    legs = {row["status"]: row["many"] for row in connection.rows(LEGS)}
    messages = {row["state"]: row["many"] for row in connection.rows(MESSAGES)}
    today = day_of(now).isoformat()
    return Load(
        not_sealed=leaves.count_not_sealed(connection),
        legs={str(state): legs.get(str(state), 0) for state in OPEN_LEGS},
        legs_age=_age(connection.value(OLDEST_LEG), now) or 0.0,
        messages={str(state): messages.get(str(state), 0) for state in OPEN_MESSAGES},
        messages_age=_age(connection.value(OLDEST_MESSAGE), now) or 0.0,
        overdue=int(connection.value(OVERDUE, today=today, played=site.played)),
        sweep_age=_sweep_age(site, now),
        backup_age=_age(connection.value(LAST_BACKUP), now),
    )


def _age(at: str | None, now: datetime) -> float | None:
    """Return the seconds since a stored instant; 0 where a clock that was set back is behind it."""
    if not at:
        return None
    return max(0.0, (now - datetime.fromisoformat(at)).total_seconds())


def _sweep_age(site: Site, now: datetime) -> float | None:
    # The last thing of each look at the deadlines is its report, written anew every time.
    reports = (site.settings.docs_out / "reports").glob("deadlines_*.tsv")
    newest = max((path.stat().st_mtime for path in reports), default=None)
    return None if newest is None else max(0.0, now.timestamp() - newest)
