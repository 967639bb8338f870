"""Absences are entered and cancelled: who stands in, and what falls due meanwhile."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from models.absence import Absence, absence_faults
from models.action import Action
from models.errors import BadInput, Conflict, NotAllowed, NotFound, ReviewError, TryAgain
from models.event import SITE_CHAIN, EventResult, SiteStep
from models.moves import Move
from models.permission import acting_role, roles_for, why_not
from models.person import Person, Role
from review_flows.desk.act import find_actor
from review_flows.desk.log_entry import log_entry
from review_flows.desk.refusals import log_refusal, refuse_unwritable
from review_flows.outside import persons, records
from review_flows.outside.absences import absences_from, find_absence, tasks_due
from review_flows.outside.database import Connection
from review_flows.outside.log_time import log_time
from review_flows.outside.site import Site
from review_flows.outside.wall_clock import day_of, utc_text


@dataclass(frozen=True, slots=True)
class DueTask:
    """A task that falls due in an absence. `why_not` says why the stand-in may not do it."""

    case: str
    kind: str
    due_on: str
    why_not: str


@dataclass(frozen=True, slots=True)
class AbsenceDone:
    """An absence as it was entered, and what falls due in it."""

    absence: Absence
    due: tuple[DueTask, ...]


def enter_absence(
    site: Site, actor: str, person: str, stand_in: str, first_day: str, last_day: str
) -> AbsenceDone:
    """Enter that a person is away on days of Asia/Shanghai (ISO, both included).

    Raises NotFound for a person nobody knows, NotAllowed for who may not enter it, BadInput with
    every reason why it cannot be; the attempt is then in the log.
    """
    wanted = Absence(0, person, stand_in, first_day, last_day)
    try:
        refuse_unwritable([actor, person, stand_in])
        with site.database.writing() as connection:
            return _enter(site, connection, actor, wanted)
    except TryAgain:
        raise
    except ReviewError as refusal:
        log_refusal(site, actor, "", SiteStep.ENTER_ABSENCE, refusal)
        raise


def _enter(site: Site, connection: Connection, actor: str, wanted: Absence) -> AbsenceDone:
    _refuse_other(find_actor(connection, actor), wanted.person)
    person = find_actor(connection, wanted.person)
    stand_in = find_actor(connection, wanted.stand_in)
    now = log_time(site, connection)
    today = day_of(now).isoformat()
    faults = absence_faults(wanted, person, stand_in, absences_from(connection, today), today)
    if faults:
        told = "\n  - ".join(faults)
        raise BadInput(f"The absence of {person.code} cannot be entered:\n  - {told}")
    number = connection.insert_numbered(
        "absences",
        person=wanted.person,
        stand_in=wanted.stand_in,
        first_day=wanted.first_day,
        last_day=wanted.last_day,
        entered_by=actor,
        entered_at=utc_text(now),
    )
    entered = replace(wanted, id=number)
    due = tuple(_due(connection, entered, stand_in))
    facts = _facts(entered) | {"due": [task.case for task in due]}
    _log(site, connection, actor, SiteStep.ENTER_ABSENCE, facts)
    return AbsenceDone(entered, due)


def cancel_absence(site: Site, actor: str, number: int) -> Absence:
    """Cancel an absence; who is back early cancels the rest of it. Returns what it was.

    Raises NotFound for one that does not hold, NotAllowed for who may not, Conflict once it is
    over; the attempt is then in the log.
    """
    try:
        refuse_unwritable(actor)
        with site.database.writing() as connection:
            return _cancel(site, connection, actor, number)
    except TryAgain:
        raise
    except ReviewError as refusal:
        log_refusal(site, actor, "", SiteStep.CANCEL_ABSENCE, refusal)
        raise


def _cancel(site: Site, connection: Connection, actor: str, number: int) -> Absence:
    who = find_actor(connection, actor)
    now = log_time(site, connection)
    today = day_of(now).isoformat()
    found = find_absence(connection, number)
    if found is None:
        known = [str(one.id) for one in absences_from(connection, today)]
        raise NotFound("The absence", str(number), known)
    _refuse_other(who, found.person)
    if found.last_day < today:
        raise Conflict(f"The absence {number} ended on {found.last_day}; nothing is left of it.")
    connection.update("absences", "id = :id", id=number, cancelled_at=utc_text(now))
    _log(site, connection, actor, SiteStep.CANCEL_ABSENCE, _facts(found))
    return found


def _refuse_other(actor: Person, person: str) -> None:
    own = actor.code == person
    action = Action.ENTER_ABSENCE if own else Action.ENTER_OTHERS_ABSENCE
    allowed = roles_for(action)
    if actor.roles.isdisjoint(allowed):
        whose = "an absence" if own else f"the absence of {person}"
        needed = " or ".join(sorted(allowed))
        raise NotAllowed(f"{actor.code} may not enter {whose}: it needs the role {needed}.")


def _due(connection: Connection, absence: Absence, stand_in: Person) -> Iterator[DueTask]:
    acting = replace(stand_in, stands_in_for=frozenset({absence.person}))
    for row in tasks_due(connection, absence):
        why = _why_not(connection, acting, row["case_number"], Role(row["role"]))
        yield DueTask(row["case_number"], row["kind"], row["due_on"], why)


def _why_not(connection: Connection, acting: Person, number: str, role: Role) -> str:
    """Return why the stand-in may not do a task of the case, or nothing."""
    if role not in acting.roles:
        return f"{acting.code} does not hold the role {role}"
    case = records.find_case(connection, number)
    assert case is not None
    standing = persons.standing_of(connection, acting, case)
    claims = acting_role(standing, Move.CLAIM, role)
    return "" if claims else why_not(standing, Move.CLAIM, role)


def _facts(absence: Absence) -> dict[str, object]:
    return {
        "person": absence.person,
        "stand_in": absence.stand_in,
        "first_day": absence.first_day,
        "last_day": absence.last_day,
    }


def _log(
    site: Site, connection: Connection, actor: str, step: SiteStep, facts: dict[str, object]
) -> None:
    log_entry(site, connection, SITE_CHAIN, actor, step, facts, result=EventResult.DONE)
