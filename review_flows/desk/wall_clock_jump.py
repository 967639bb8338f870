"""A jump of the machine's clock is a step that somebody must be able to prove: it is logged."""

from datetime import datetime, timedelta

from models.event import SITE_CHAIN, EventResult, SiteStep
from models.person import SYSTEM
from review_flows.desk.log_entry import log_entry
from review_flows.outside.database import Connection
from review_flows.outside.log_time import log_reached
from review_flows.outside.site import Site
from review_flows.outside.steady_clock import SteadyTime, steady_now
from review_flows.outside.wall_clock import utc_text

TOLERATED = timedelta(minutes=2)  # what time servers and several machines differ by

SEEN = "SELECT boot, since_boot, seen_at FROM wall_clock WHERE machine = :machine"
SEE = (
    "INSERT INTO wall_clock (machine, boot, since_boot, seen_at) "
    "VALUES (:machine, :boot, :since_boot, :seen_at) ON CONFLICT (machine) DO UPDATE SET "
    "boot = excluded.boot, since_boot = excluded.since_boot, seen_at = excluded.seen_at"
)


def notice_jump(site: Site) -> timedelta | None:
    """Log by how much the wall's clock jumped since somebody last looked, and return it, or None.

    While the machine stays up its steady clock tells how much time went by; after a restart only
    a wall that went back is known to be wrong.
    """
    now, steady = site.clock.now(), steady_now()
    with site.database.writing() as connection:
        jump = _jump(connection, now, steady)
        connection.run(
            SEE,
            machine=steady.machine,
            boot=steady.boot,
            since_boot=f"{steady.seconds:.3f}",
            seen_at=utc_text(now),
        )
        if abs(jump) <= TOLERATED:
            return None
        facts: dict[str, object] = {
            "machine": steady.machine,
            "seconds": round(jump.total_seconds()),
            "expected": utc_text(now - jump),
            "says": utc_text(now),
        }
        at = max(now, log_reached(connection) or now)
        _log(site, connection, SYSTEM.code, SiteStep.CLOCK_JUMP, facts, at)
        return jump


def _jump(connection: Connection, now: datetime, steady: SteadyTime) -> timedelta:
    seen = connection.row(SEEN, machine=steady.machine)
    if seen is None:
        return timedelta()
    expected = datetime.fromisoformat(seen["seen_at"])
    if seen["boot"] == steady.boot:
        return now - expected - timedelta(seconds=steady.seconds - float(seen["since_boot"]))
    return min(now - expected, timedelta())


def accept_clock(site: Site, actor: str, reason: str) -> None:
    """Let the log go on from what the wall's clock says now, because the log ran ahead of it."""
    now = site.clock.now()
    facts: dict[str, object] = {"reason": reason, "says": utc_text(now)}
    with site.database.writing() as connection:
        _log(site, connection, actor, SiteStep.ACCEPT_CLOCK, facts, now)


def _log(
    site: Site,
    connection: Connection,
    actor: str,
    what: SiteStep,
    facts: dict[str, object],
    at: datetime,
) -> None:
    log_entry(site, connection, SITE_CHAIN, actor, what, facts, result=EventResult.DONE, at=at)
