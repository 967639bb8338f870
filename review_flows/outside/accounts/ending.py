"""Sessions end, and each end is a line of the security log."""

from models.security import SecurityStep, SessionEnd
from review_flows.outside.accounts import rows
from review_flows.outside.accounts.noted import note
from review_flows.outside.database import Connection
from review_flows.outside.site import Site


def end_one(
    site: Site,
    connection: Connection,
    kept: str,
    person: str,
    why: SessionEnd,
    address: str = "",
    by: str = "",
) -> None:
    """End a session that is stored as `kept`, and note it, unless it has ended meanwhile."""
    if rows.end_session(connection, kept, site.clock.now(), why):
        told = {"why": str(why)} | ({"by": by} if by else {})
        step = SecurityStep.SESSION_ENDED
        note(site, connection, step, person=person, address=address, **told)


def end_all(site: Site, connection: Connection, person: str, why: SessionEnd, by: str = "") -> int:
    """End every session of a person in a transaction that is open; return how many."""
    found = rows.open_sessions(connection, person)
    for row in found:
        end_one(site, connection, row["token"], person, why, by=by)
    return len(found)
