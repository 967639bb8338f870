"""Persons as they act: roles, memberships and absences in one read, and the standing to a case."""

from collections.abc import Iterable

from models.case import Case
from models.person import Membership, Person, Role
from models.relation import Standing
from models.task import ASKED_TASKS, REVIEWERS_OWN, Task, TaskKind, TaskState
from review_flows.outside import records
from review_flows.outside.database import Connection
from review_flows.outside.wall_clock import day_of_text

# One row for a person: every move asks for it, and three reads would cost three times as much.
_GATHERED = {
    False: "(SELECT group_concat({what}, '\n') FROM {rows})",
    True: "(SELECT string_agg({what}, '\n') FROM {rows})",
}
_OF_PERSON = {
    "roles": ("r.role", "person_roles r WHERE r.person = p.code"),
    "memberships": (
        "m.unit || '/' || m.since || '/' || COALESCE(m.until, '')",
        "memberships m WHERE m.person = p.code",
    ),
    "stands_in_for": (
        "a.person",
        "absences a WHERE a.stand_in = p.code AND a.cancelled_at IS NULL "
        "AND a.first_day <= :today AND a.last_day >= :today",
    ),
}
FIND_PERSON = {
    postgresql: "SELECT p.code, p.name, p.unit, "
    + ", ".join(
        f"{gathered.format(what=what, rows=rows)} AS {name}"
        for name, (what, rows) in _OF_PERSON.items()
    )
    + " FROM persons p WHERE p.code = :code AND p.active"
    for postgresql, gathered in _GATHERED.items()
}

# A hand in the review: its task once held, or a co-review once asked of the person.
REVIEWING = REVIEWERS_OWN | {TaskKind.CO_REVIEW}
KINDS_OF_REVIEW = ", ".join(f"'{kind}'" for kind in sorted(REVIEWING))
# A review given by a slip, and given on before anybody began it, is none.
HELD = (
    f"(t.state <> '{TaskState.CANCELLED}' OR t.claimed_at IS NOT NULL "
    f"OR t.kind = '{TaskKind.CO_REVIEW}')"
)
OF_THE_UNIT = (
    "SELECT DISTINCT p.code, p.name FROM opinions o JOIN cases c ON c.number = o.case_number "
    "JOIN persons p ON p.code IN (o.reviewer, c.reviewer) WHERE o.id = :opinion "
    "AND (p.unit = c.unit OR EXISTS (SELECT 1 FROM memberships m WHERE m.person = p.code "
    "AND m.unit = c.unit AND m.since <= :day AND (m.until IS NULL OR m.until >= :day))) "
    "ORDER BY p.code"
)
STAND_INS = (
    "SELECT a.stand_in FROM absences a JOIN persons p ON p.code = a.stand_in "
    "WHERE a.person = :code AND a.cancelled_at IS NULL AND a.first_day <= :today "
    "AND a.last_day >= :today AND p.active ORDER BY a.stand_in"
)


def find_person(connection: Connection, code: str, today: str = "") -> Person | None:
    """Return an active person with the roles held now, or None.

    `today` is an ISO day; without it the person stands in for nobody, and no membership has ended.
    """
    row = connection.row(FIND_PERSON[connection.postgresql], code=code, today=today)
    if row is None:
        return None
    return Person(
        row["code"],
        row["name"],
        row["unit"],
        frozenset(map(Role, _gathered(row["roles"]))),
        # In the order of the days, which neither database promises.
        tuple(sorted(map(_membership, _gathered(row["memberships"])), key=_first_day)),
        frozenset(_gathered(row["stands_in_for"])),
        today,
    )


def _gathered(texts: str | None) -> list[str]:
    return texts.split("\n") if texts else []


def _membership(text: str) -> Membership:
    unit, since, until = text.rsplit("/", 2)
    return Membership(unit, since, until or None)


def _first_day(membership: Membership) -> tuple[str, str]:
    return membership.since, membership.unit


def person_codes(connection: Connection) -> list[str]:
    """Return the codes of all active persons."""
    return [r["code"] for r in connection.rows("SELECT code FROM persons WHERE active")]


def standing_of(
    connection: Connection, person: Person, case: Case, tasks: Iterable[Task] | None = None
) -> Standing:
    """Return how a person stands to a case; `tasks` are all it ever had, where they are known."""
    if tasks is None:
        tasks = records.tasks_of(connection, case.number)
    tasks = list(tasks)
    asked = any(t.kind in ASKED_TASKS and t.waits and t.person in person.codes for t in tasks)
    return Standing(
        person=person,
        unit=case.unit,
        reviewer=case.reviewer,
        state=case.state,
        received_on=day_of_text(case.received_at).isoformat(),
        asked=asked,
        reviewed=any(_had_a_hand(person, task) for task in tasks),
    )


def _had_a_hand(person: Person, task: Task) -> bool:
    """Say whether a task of review was this person's, or was done for somebody absent."""
    return task.kind in REVIEWING and (
        (task.person == person.code and _held(task))
        or (task.ended_by == person.code and task.state is TaskState.DONE)
    )


def _held(task: Task) -> bool:
    slip = task.state is TaskState.CANCELLED and task.claimed_at is None
    return not slip or task.kind is TaskKind.CO_REVIEW


def reviewers_of_the_unit(connection: Connection, opinion: int, received_on: str) -> list[str]:
    """Return who reviewed for an opinion and belongs to the unit that drafted, active or not.

    Somebody who belonged to it on the ISO day `received_on` is among them. Each is a name and a
    code.
    """
    rows = connection.rows(OF_THE_UNIT, opinion=opinion, day=received_on)
    return [f"{row['name']} ({row['code']})" for row in rows]


def stand_ins_of(connection: Connection, code: str, today: str) -> list[str]:
    """Return who does the tasks of a person on a day: nobody while the person is there.

    `today` is an ISO day of Asia/Shanghai.
    """
    return [row["stand_in"] for row in connection.rows(STAND_INS, code=code, today=today)]
