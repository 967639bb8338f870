"""People change: who may add, renew, disable and give roles; each change is a line of the log.

While a site has no administrator, whoever runs the shell sets it up. From then on the system
administrator keeps units and persons, the security administrator gives roles, and no one his own
(GB/T 22239-2019, 8.1.4: the administrators apart; reliability.md, 3.5).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from models.action import Action
from models.case import CaseState
from models.errors import BadInput, NotAllowed, ReviewError, TryAgain
from models.event import SITE_CHAIN, EventResult, SiteStep
from models.people_change import PeoplePlan, PersonChange, Registered
from models.permission import roles_for
from models.person import Person, Role
from models.queue import may_hold
from models.relation import Standing
from models.security import SessionEnd
from models.task import ASKED_TASKS, TaskKind
from review_flows.desk.act import find_actor
from review_flows.desk.log_entry import log_entry
from review_flows.desk.refusals import log_refusal, refuse_unwritable
from review_flows.outside.accounts.ending import end_all
from review_flows.outside.database import Connection
from review_flows.outside.people import person_of, plan_people, registered_people, write_people
from review_flows.outside.people_file import FileLine
from review_flows.outside.people_lines import OPERATOR
from review_flows.outside.site import Site
from review_flows.outside.wall_clock import day_of, day_of_text

KEEPERS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)  # without one of them people stay as they are
HELD_TASKS = (
    "SELECT t.case_number, t.kind, t.person, t.role, c.unit, c.reviewer, c.state, c.received_at "
    "FROM tasks t JOIN cases c ON c.number = t.case_number "
    "WHERE t.state IN ('assigned', 'claimed') ORDER BY t.case_number, t.id"
)


@dataclass(frozen=True, slots=True)
class HeldTask:
    """A task whose holder can no longer do it.

    He is not active any more, has lost its role, or his unit allows it no more.
    """

    case: str
    kind: str
    person: str


@dataclass(frozen=True, slots=True)
class PeopleDone:
    """A table that was taken. `stranded` are the tasks of the site that somebody has to assign."""

    plan: PeoplePlan
    stranded: tuple[HeldTask, ...]


def change_people(site: Site, actor: str, lines: Sequence[FileLine]) -> PeopleDone:
    """Take a table of people, all of it or nothing; `actor` is empty where nobody is named.

    Raises BadInput with every error by line, NotAllowed naming the lines that somebody else has
    to import, NotFound for an unknown actor; the attempt is then in the log.
    """
    try:
        refuse_unwritable([actor, [dict(line.cells) for line in lines]])
        with site.database.writing() as connection:
            return _change(site, connection, actor, lines)
    except TryAgain:
        raise
    except ReviewError as refusal:
        log_refusal(site, actor or OPERATOR, "", SiteStep.CHANGE_PEOPLE, refusal)
        raise


def _change(
    site: Site, connection: Connection, actor: str, lines: Sequence[FileLine]
) -> PeopleDone:
    today = day_of(site.clock.now()).isoformat()
    people = registered_people(connection)
    has_keeper = any(_keepers(people, role) for role in KEEPERS)
    person = find_actor(connection, actor) if actor and has_keeper else None
    if has_keeper and person is None:
        raise NotAllowed(
            "Administrators keep the people of this site, so say who acts: add --as PERSON "
            f"({_named(people)})."
        )
    plan = plan_people(connection, lines, today)
    if person is not None:
        _refuse_forbidden(person, plan)
    _refuse_without_keepers(people, plan)
    if plan.changes:
        write_people(connection, plan)
        for change in plan.persons:
            if not change.after.active:
                end_all(site, connection, change.code, SessionEnd.PERSON_LEFT, by=actor or OPERATOR)
        log_entry(
            site,
            connection,
            SITE_CHAIN,
            actor or OPERATOR,
            SiteStep.CHANGE_PEOPLE,
            _facts(plan),
            result=EventResult.DONE,
        )
    after = {**people, **{change.code: change.after for change in plan.persons}}
    return PeopleDone(plan, tuple(_stranded(connection, after, today)))


def _stranded(
    connection: Connection, people: Mapping[str, Registered], today: str
) -> Iterator[HeldTask]:
    for row in connection.rows(HELD_TASKS):
        holder, kind = people[row["person"]], TaskKind(row["kind"])
        standing = Standing(
            person_of(holder, today),
            row["unit"],
            row["reviewer"],
            CaseState(row["state"]),
            day_of_text(row["received_at"]).isoformat(),
            asked=kind in ASKED_TASKS,
        )
        if not (holder.active and may_hold(standing, kind, Role(row["role"]))):
            yield HeldTask(row["case_number"], row["kind"], holder.code)


def _keepers(people: Mapping[str, Registered], role: Role) -> list[str]:
    return [one.code for one in people.values() if one.active and role in one.roles]


def _named(people: Mapping[str, Registered]) -> str:
    named = ((role, _keepers(people, role)) for role in KEEPERS)
    return "; ".join(f"{role}: {', '.join(codes)}" for role, codes in named if codes)


def _refuse_forbidden(person: Person, plan: PeoplePlan) -> None:
    """Refuse what the person may not, naming all lines and whom they need."""
    problems = sorted(_forbidden(person, plan))
    if problems:
        told = "\n  - ".join(f"line {number}: {said}" for number, said in problems)
        raise NotAllowed(f"{person.code} may not import this file:\n  - {told}")


def _forbidden(person: Person, plan: PeoplePlan) -> Iterator[tuple[int, str]]:
    manage, grant = roles_for(Action.MANAGE_PEOPLE), roles_for(Action.GRANT_ROLES)
    if person.roles.isdisjoint(manage):
        needed = f"needs the role {' or '.join(sorted(manage))}"
        for unit in plan.units:
            yield unit.line, f"the unit {unit.after.code} changes: {needed}"
        for one in plan.persons:
            if one.changes_rest:
                what = "is new" if one.before is None else "changes"
                yield one.line, f"the person {one.code} {what}: {needed}"
    for one in plan.persons:
        if one.changes_roles and person.roles.isdisjoint(grant):
            needed = f"needs the role {' or '.join(sorted(grant))}"
            yield one.line, f"the roles of {one.code} change ({_roles(one)}): {needed}"
        elif one.changes_roles and one.code == person.code:
            yield one.line, f"nobody changes his own roles ({_roles(one)})"


def _roles(change: PersonChange) -> str:
    before, after = sorted(change.roles_before), sorted(change.after.roles)
    return f"{', '.join(before) or 'none'} → {', '.join(after) or 'none'}"


def _refuse_without_keepers(people: Mapping[str, Registered], plan: PeoplePlan) -> None:
    """Both administrators or none: with one of them alone nobody could mend it any more."""
    after = {**people, **{change.code: change.after for change in plan.persons}}
    lacking = [role for role in KEEPERS if not _keepers(after, role)]
    if len(lacking) == len(KEEPERS) and not any(_keepers(people, role) for role in KEEPERS):
        return
    if lacking:
        raise BadInput(
            f"The site would be left without an active {' and '.join(lacking)}. It needs "
            f"{' and '.join(KEEPERS)}, two persons, or nobody could change its people again."
        )


def _facts(plan: PeoplePlan) -> dict[str, object]:
    """Return codes only: names and addresses may have to be forgotten, the log forgets nothing."""
    return {
        "units": [unit.after.code for unit in plan.units],
        "persons": [_told(change) for change in plan.persons],
    }


def _told(change: PersonChange) -> dict[str, object]:
    before, after = change.before, change.after
    told: dict[str, object] = {"code": change.code}
    pairs: dict[str, tuple[object, object]] = {
        "unit": (before.unit if before else None, after.unit),
        "active": (before.active if before else None, after.active),
        "roles": (sorted(change.roles_before), sorted(after.roles)),
        "memberships": (_days(before), _days(after)),
    }
    return told | {name: list(pair) for name, pair in pairs.items() if pair[0] != pair[1]}


def _days(person: Registered | None) -> list[list[str | None]]:
    return [[one.unit, one.since, one.until] for one in person.memberships] if person else []
