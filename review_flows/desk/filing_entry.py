"""What each step in a received filing writes: its log entry, and who may make it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from models.action import ACTIONS, Action
from models.errors import NotAllowed
from models.event import Entry, EventResult, SiteStep
from models.permission import roles_for
from models.person import SYSTEM, Person, Role
from models.received_filing import chain_of
from review_flows.desk.act import find_actor
from review_flows.desk.writing import actor_facts
from review_flows.outside import log_texts, received_filings, records
from review_flows.outside.database import Connection, Row
from review_flows.outside.log_time import log_time
from review_flows.outside.site import Site
from review_flows.outside.wall_clock import day_of, utc_text


@dataclass(frozen=True, slots=True)
class FilingStep:
    """One step while it is being made, inside its transaction."""

    site: Site
    connection: Connection
    person: Person
    role: Role
    now: datetime

    @property
    def at(self) -> str:
        """The instant of the step, in UTC."""
        return utc_text(self.now)

    @property
    def today(self) -> date:
        """The day of the step in Asia/Shanghai."""
        return day_of(self.now)


def begin(site: Site, connection: Connection, actor: str, action: Action) -> FilingStep:
    """Return the step of a person who may do so. Raises NotFound and NotAllowed."""
    person = find_actor(connection, actor)
    role = next((r for r in Role if r in person.roles and (r, action) in ACTIONS), None)
    if role is None:
        needed = " or ".join(sorted(roles_for(action)))
        raise NotAllowed(f"{person.code} may not {action}: it needs the role {needed}.")
    return FilingStep(site, connection, person, role, log_time(site, connection))


def begin_by_flow(site: Site, connection: Connection) -> FilingStep:
    """Return a step that the flows make by themselves."""
    return FilingStep(site, connection, SYSTEM, Role.SYSTEM, log_time(site, connection))


def locked(connection: Connection, number: str) -> Row | None:
    """Return a received filing, or None, that nobody else changes until the transaction ends."""
    records.lock_chain(connection, chain_of(number))
    return received_filings.find(connection, number)


def write_entry(
    step: FilingStep,
    number: str,
    what: SiteStep,
    states: tuple[str, str],
    facts: Mapping[str, object],
) -> Entry:
    """Append the entry of a step to the chain of its filing; the chain has to be locked."""
    chain = chain_of(number)
    return log_texts.add_entry(
        step.connection,
        records.head_of(step.connection, chain),
        chain=chain,
        at=step.at,
        actor=actor_facts(step.person, step.role),
        move=what,
        result=EventResult.DONE,
        from_state=states[0],
        to_state=states[1],
        facts={**facts, **({"played": True} if step.site.played else {})},
    )
