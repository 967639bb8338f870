"""What time an entry of the log is made at: the wall's, but never before what the log has reached.

A clock that was set back would date an acceptance on a day that is past, and every term of it
with it. A little way back, the log's own time is taken until the wall has caught up; more than a
day back nothing is dated at all until somebody has looked.
"""

from datetime import datetime, timedelta

from models.errors import ClockSetBack
from review_flows.outside.database import Connection
from review_flows.outside.site import Site
from review_flows.outside.wall_clock import local_text, utc_text

MOST_BACK = timedelta(days=1)

LATEST = (
    "SELECT e.at FROM events e LEFT JOIN cases c ON c.number = e.chain "
    "WHERE c.played IS NULL OR NOT c.played ORDER BY e.id DESC LIMIT 1"
)


def log_time(site: Site, connection: Connection) -> datetime:
    """Return the instant (UTC) at which an entry is made.

    Raises `ClockSetBack` where the wall's clock is more than a day behind the log.
    """
    now = site.clock.now()
    if site.played:
        return now
    latest = log_reached(connection)
    if latest is not None and latest - now > MOST_BACK:
        raise ClockSetBack(
            f"This machine's clock says {local_text(utc_text(now))}, but the log has reached "
            f"{local_text(utc_text(latest))}. Set the clock right; if the log ran ahead, "
            "say so with: review-flows doctor --accept-clock REASON"
        )
    return max(now, latest or now)


def log_reached(connection: Connection) -> datetime | None:
    """Return the instant of the last entry that was no play, whoever wrote it."""
    found = connection.value(LATEST)
    return datetime.fromisoformat(str(found)) if found else None
