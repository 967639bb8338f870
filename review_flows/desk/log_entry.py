"""Entries that belong to no move of a case: a refusal, a new calendar, a jump of the clock."""

from datetime import datetime

from models.event import EventResult
from review_flows.desk.writing import actor_facts
from review_flows.outside import log_texts, persons, records
from review_flows.outside.database import Connection
from review_flows.outside.log_time import log_time
from review_flows.outside.site import Site
from review_flows.outside.wall_clock import utc_text


def log_entry(
    site: Site,
    connection: Connection,
    chain: str,
    actor: str,
    move: str,
    facts: dict[str, object],
    *,
    state: str = "",
    result: EventResult = EventResult.REFUSED,
    at: datetime | None = None,
) -> None:
    """Append an entry to a chain that moves no case; `state` is the state of the chain's case.

    `at` is given only where the clock itself is what the entry is about.
    """
    records.lock_chain(connection, chain)
    person = persons.find_person(connection, actor)
    log_texts.add_entry(
        connection,
        records.head_of(connection, chain),
        chain=chain,
        at=utc_text(at or log_time(site, connection)),
        actor=actor_facts(person, "") if person else {"code": actor},
        move=move,
        result=result,
        from_state=state,
        to_state=state,
        facts=facts | ({"played": True} if site.played else {}),
    )
