"""The only way to change a case: one move, one transaction (design.md, D2).

In the transaction stand the state, the version, the log entry, the tasks, the letters to be
written and the legs that flows will run. A refused attempt changes nothing and is logged.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial

from models.case import Case, CaseState, unborn
from models.errors import (
    Conflict,
    MoveNotPossible,
    NotAllowed,
    NotFound,
    ReviewError,
    TaskTaken,
    TryAgain,
    UnknownCode,
)
from models.event import FIRST
from models.forms import Form, ReceiveForm, fill_form
from models.moves import Move, MoveRule, rule_for
from models.outbox import HeldLeg
from models.permission import Standing, acting_role, may_see, possible_moves, why_not
from models.person import SYSTEM, Person, Role
from models.task import REVIEWERS_OWN, Task
from review_flows.desk import task_list
from review_flows.desk.refusals import log_refusal, refuse_unwritable
from review_flows.desk.stages import HANDLERS
from review_flows.desk.step import Step
from review_flows.desk.writing import Done, write_move
from review_flows.outside import legs, persons, records
from review_flows.outside.database import Connection
from review_flows.outside.idle_moves import with_work
from review_flows.outside.log_time import log_time
from review_flows.outside.site import Site
from review_flows.outside.wall_clock import day_of, local_text, utc_text
from review_flows.outside.word.beforehand import with_jobs_beforehand

NEW_CASE = ""  # the number to give with Move.RECEIVE, which allots one
# What to do instead, where the list of moves does not tell.
WAYS_OUT = {
    (Move.CONTINUE_VALIDITY, CaseState.LAPSED): " What has lapsed needs a new review: submit the "
    "text as a new case."
}
TAKING = frozenset({Move.CLAIM, Move.RELEASE})
# What reads Word files is loaded before these moves hold the database.
READS_WORD = frozenset({Move.CONFIRM_REVISION, Move.CHOOSE_VIEW, Move.ISSUE, Move.PUBLISH})


def act(
    site: Site,
    actor: str,
    number: str,
    move: str,
    form: Mapping[str, object] | None = None,
    *,
    version: int | None = None,
    leg: HeldLeg | None = None,
) -> Done:
    """Make a move on a case for a person (or for the flows, as "system").

    `version` is the version that the person saw; a stale one is refused with who did what.
    `leg` is the leg that this move completes: a leg that is no longer held undoes the move.
    Raises NotFound, NotAllowed, Conflict, BadInput or TryAgain; then nothing was changed, and
    the attempt is in the log (except for TryAgain, when nothing can be written). OutcomeUnknown,
    a TryAgain, is raised where the server went at the commit: then the move stands, or does not.
    """
    try:
        refuse_unwritable([actor, number, move, form])
        known = known_move(move)
        filled = fill_form(known, form or {})

        if known in READS_WORD:
            import review_flows.outside.word.apart  # noqa: F401 (0.3 s the first time)
        attempt = partial(_make, site, actor, number, known, filled, version, leg)
        return with_jobs_beforehand(attempt)
    except TryAgain:
        raise
    except ReviewError as refusal:
        log_refusal(site, actor, number, move, refusal)
        raise


def _make(
    site: Site,
    actor: str,
    number: str,
    move: Move,
    form: Form,
    version: int | None,
    leg: HeldLeg | None,
) -> Done:
    with site.database.writing() as connection:
        step, head = _prepare(site, connection, actor, number, move, form, version)
        HANDLERS[move](step)
        done = write_move(step, head)
        if leg is not None:
            legs.finish(connection, leg)
        return done


def known_move(move: str) -> Move:
    """Return the move of a code. Raises UnknownCode, naming the nearest ones."""
    try:
        return Move(move)
    except ValueError:
        raise UnknownCode("The move", move, list(Move)) from None


def _prepare(
    site: Site,
    connection: Connection,
    actor: str,
    number: str,
    move: Move,
    form: Form,
    version: int | None,
) -> tuple[Step, tuple[int, str]]:
    now = log_time(site, connection)
    person = find_actor(connection, actor, day_of(now).isoformat())
    case, head = _load(site, connection, person, number, form, now)
    ever = records.tasks_of(connection, case.number) if case.version else []
    standing = _standing(connection, person, case, move, ever, version)
    rule = _rule(connection, case, standing, move, day_of(now).year)
    task = task_list.task_for(move, form, person, case, ever)
    role = _role(standing, case, move, task)
    _refuse_taken(connection, person, role, task)
    step = Step(
        site=site,
        connection=connection,
        case=case,
        person=person,
        role=role,
        move=move,
        rule=rule,
        form=form,
        task=task,
        tasks=[task for task in ever if task.waits],
        seq=head[0] + 1,
        at=utc_text(now),
        today=day_of(now),
        leads_to=rule.leads_to[0] if rule.leads_to else case.state,
    )
    return step, head


def _standing(
    connection: Connection,
    person: Person,
    case: Case,
    move: Move,
    ever: list[Task],
    version: int | None,
) -> Standing:
    standing = persons.standing_of(connection, person, case, ever)
    if case.version and not may_see(standing):
        # Who was slower saw the case a moment ago, and is told who has it.
        if move is Move.CLAIM and may_see(replace(standing, reviewer=None)):
            review = next((t for t in ever if t.waits and t.kind in REVIEWERS_OWN), None)
            _refuse_taken(connection, person, Role.REVIEWER, review)
        raise NotFound("The case", case.number, _visible(connection, person))
    _refuse_stale(connection, case, version)
    return standing


def _load(
    site: Site, connection: Connection, person: Person, number: str, form: Form, now: datetime
) -> tuple[Case, tuple[int, str]]:
    if isinstance(form, ReceiveForm):
        year = day_of(now).year
        number = f"{year}-{records.next_number(connection, 'case', year):04d}"
        rules = site.settings.rule_set
        return unborn(number, form.unit or None, rules, utc_text(now), site.played), FIRST
    records.lock_chain(connection, number)
    found = records.find_case_and_head(connection, number)
    if found is None:
        raise NotFound("The case", number, _visible(connection, person))
    return found


def _visible(connection: Connection, person: Person) -> list[str]:
    # Only these may be named as near: a case that the person may not see must not show itself.
    cases = records.latest_cases(connection)
    return [c.number for c in cases if may_see(persons.standing_of(connection, person, c))]


def find_actor(connection: Connection, code: str, today: str = "") -> Person:
    """Return who acts. Raises NotFound for a person nobody knows, naming the nearest.

    `today` is the ISO day on which absences are looked up; without it nobody is stood in for.
    """
    person = SYSTEM if code == SYSTEM.code else persons.find_person(connection, code, today)
    if person is None:
        raise NotFound("The person", code, persons.person_codes(connection))
    return person


def _refuse_stale(connection: Connection, case: Case, version: int | None) -> None:
    if version is not None and version != case.version:
        raise Conflict(
            f"Case {case.number} has moved on since you saw it; already done: "
            f"{records.last_decision(connection, case.number)}. Look at it again, then decide."
        )


def _rule(
    connection: Connection, case: Case, standing: Standing, move: Move, year: int
) -> MoveRule:
    rule = rule_for(move, case.state, case.matter_type)
    if rule is not None:
        return rule
    possible = with_work(connection, case.number, possible_moves(case, standing), year)
    raise MoveNotPossible(
        f"Case {case.number} is {case.state} (already done: "
        f"{records.last_decision(connection, case.number)}), so it cannot {move}. "
        f"Possible now for {standing.person.code}: {', '.join(possible) or 'nothing'}."
        + WAYS_OUT.get((move, case.state), "")
    )


def _role(standing: Standing, case: Case, move: Move, task: Task | None) -> Role:
    wanted = task.role if task is not None and move in TAKING else None
    role = acting_role(standing, move, wanted)
    if role is None:
        raise NotAllowed(
            f"{standing.person.code} may not {move} case {case.number}: {why_not(standing, move)}."
        )
    return role


def _refuse_taken(connection: Connection, person: Person, role: Role, task: Task | None) -> None:
    if task is None or task.role is not role or task.person in (None, *person.codes):
        return
    holder = records.person_name(connection, task.person)
    has = "is already taken by" if task.begun else "was given to"
    since = local_text(task.claimed_at or task.opened_at)
    raise TaskTaken(
        f"The task {task.kind} of case {task.case_number} {has} {holder} ({task.person}) "
        f"since {since}. Ask for it to be released, or have it handed on."
    )
