"""A refused attempt is a log entry too: who tried what, and why it was refused."""

from models.errors import ReviewError
from models.event import SITE_CHAIN, EventResult, next_entry
from review_flows.desk.writing import actor_facts
from review_flows.outside import records
from review_flows.outside.database import Connection
from review_flows.outside.site import Site
from review_flows.outside.wall_clock import utc_text

LONGEST_LOGGED = 2000  # characters of a text that somebody gave


def log_refusal(site: Site, actor: str, number: str, move: str, refusal: ReviewError) -> None:
    """Log a refused attempt in the case's chain, or in the site's where there is no such case."""
    with site.database.writing() as connection:
        case = records.find_case(connection, loggable(number)) if number else None
        facts: dict[str, object] = {"reason": refusal.code, "message": loggable(refusal.message)}
        if case is None:
            facts["case"] = loggable(number)
        state = str(case.state) if case else ""
        chain = case.number if case else SITE_CHAIN
        log_entry(site, connection, chain, loggable(actor), loggable(move), state, facts)


def log_entry(
    site: Site,
    connection: Connection,
    chain: str,
    actor: str,
    move: str,
    state: str,
    facts: dict[str, object],
) -> None:
    """Append a refused entry, one that moved nothing, to a chain."""
    records.lock_chain(connection, chain)
    person = records.find_person(connection, actor)
    entry = next_entry(
        records.head_of(connection, chain),
        chain=chain,
        at=utc_text(site.clock.now()),
        actor=actor_facts(person, "") if person else {"code": actor},
        move=move,
        result=EventResult.REFUSED,
        from_state=state,
        to_state=state,
        facts=facts | ({"played": True} if site.played else {}),
    )
    records.append_entry(connection, entry)


def loggable(text: str) -> str:
    """Return a text from outside as the log and both databases can hold it."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")[:LONGEST_LOGGED]
