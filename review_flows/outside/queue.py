"""The queue of a person, box by box, and of everybody: what waits, the most urgent first.

Every list is cut in SQL, along an index where it may be long: one person's boxes are read within
0.1 s beside 100,000 cases (tests/bench/bench_queue.py).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from models.action import Action
from models.case import ENDED
from models.moves import Move
from models.person import Person, Role
from models.queue import Box, Urgency, urgency
from models.task import TaskKind, TaskState
from review_flows.outside import case_files
from review_flows.outside.database import Connection, Row, Value
from review_flows.outside.queries import CASE_LINES, CaseLine, case_line
from review_flows.outside.sight import Where, where_may

TASKS_AND_CASES = "FROM tasks t JOIN cases c ON c.number = t.case_number"
# A text with tracked changes stands in the way of these; of others it is not even looked for.
ON_A_DECIDED_TEXT = ", ".join(
    repr(str(kind)) for kind in (TaskKind.CHECK_FORM, TaskKind.REVIEW, TaskKind.CONFIRM_REVISION)
)
READ_BY_OTHERS = ", ".join(repr(str(kind)) for kind in case_files.READ_BY_OTHERS)
# case_files.undecided as a condition over `tasks t`.
UNDECIDED = (
    f"(t.ended_at IS NULL AND t.kind IN ({ON_A_DECIDED_TEXT}) AND EXISTS (SELECT 1 "
    "FROM documents d WHERE d.case_number = t.case_number AND d.taken_back_at IS NULL "
    f"AND d.kind IN ({READ_BY_OTHERS}) AND d.tracked_changes > 0 AND NOT EXISTS (SELECT 1 "
    "FROM documents later WHERE later.case_number = d.case_number AND later.kind = d.kind "
    "AND later.taken_back_at IS NULL AND later.version > d.version)))"
)
LINES = (
    "SELECT t.id, t.case_number, t.kind, t.role, t.state, t.person, p.name AS person_name, "
    "t.due_on, t.opened_at, t.claimed_at, t.ended_at, c.title, c.state AS case_state, "
    "c.matter_type, c.unit, u.name AS unit_name, c.reviewer, c.provisional, c.played, "
    f"c.supervised_on, c.received_at, t.recipient, {UNDECIDED} AS undecided "
    f"{TASKS_AND_CASES} LEFT JOIN persons p ON p.code = t.person "
    "LEFT JOIN units u ON u.code = c.unit"
)
BY_URGENCY = "ORDER BY t.due_on IS NULL, t.due_on, t.id LIMIT :limit"
# An index gives what has a last day in its order, and what has none by itself.
DATED, UNDATED = ("dated", "t.due_on IS NOT NULL"), ("undated", "t.due_on IS NULL")
# The index on a person goes by kind first, for the many looks at who had a hand in a review.
KINDS = ", ".join(f"'{kind}'" for kind in sorted(TaskKind))
HAS_ENDED = f"c.state IN ({', '.join(repr(str(state)) for state in sorted(ENDED))})"
WAITING_TASKS = (
    f"{LINES} WHERE t.id IN (SELECT t.id FROM tasks t "
    f"WHERE t.state IN ('open', 'assigned', 'claimed') {BY_URGENCY}) {BY_URGENCY}"
)
DONE_TASKS = f"t.ended_by = :me AND t.state = 'done' AND NOT {HAS_ENDED}"
# Held once, or done once: also what was handed on, and what was done for somebody absent.
MY_TASKS = (
    "SELECT case_number FROM tasks WHERE person = :me "
    "UNION SELECT case_number FROM tasks WHERE ended_by = :me"
)
HOW_MANY = "SELECT count(*) FROM (SELECT 1 FROM tasks WHERE ended_by = :me LIMIT :few) AS his"
# Who had a part in few cases is looked for from his tasks; who had one in most, from the cases.
FEW = 1_000
LAST_ENDED = "c.state_since DESC, c.number DESC"
FINISHED_OF_FEW = f"FROM ({MY_TASKS}) m CROSS JOIN cases c WHERE c.number = m.case_number"
# SQLite keeps no figures by which it could tell that this index leads to the newest at once.
FINISHED_OF_MANY = {
    postgresql: f"FROM cases c {index} WHERE EXISTS (SELECT 1 FROM tasks t "
    "WHERE t.case_number = c.number AND (t.person = :me OR t.ended_by = :me))"
    for postgresql, index in ((False, "INDEXED BY cases_ended"), (True, ""))
}
STARTED = "FROM cases c WHERE c.submitted_by = :me"
STARTED_BY_UNIT = "FROM cases c WHERE (c.submitted_by = :me OR c.unit = :unit)"
LAST_STARTED = "c.received_at DESC, c.number DESC"


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A line of a queue: what waits, or was done, for whom, until when."""

    id: int
    case_number: str
    kind: str
    role: str
    state: str
    person: str | None
    person_name: str | None
    due_on: str | None
    urgency: Urgency
    overdue: bool
    opened_at: str
    claimed_at: str | None
    ended_at: str | None
    title: str
    case_state: str
    matter_type: str
    unit: str | None
    unit_name: str | None
    reviewer: str | None
    provisional: bool
    played: bool
    supervised: bool
    received_at: str
    recipient: str | None  # whom a reply is owed to
    undecided: bool  # nobody has said which text of a file with tracked changes counts


def waiting_tasks(connection: Connection, today: str, limit: int) -> list[TaskLine]:
    """Return what waits for anybody, the most urgent first. `today` is an ISO day."""
    return [task_line(row, today) for row in connection.rows(WAITING_TASKS, limit=limit)]


def tasks_in_box(
    connection: Connection, person: Person, box: Box, today: str, limit: int
) -> list[TaskLine]:
    """Return the tasks in a box of a person: the most urgent first, or the last one done."""
    if box is Box.DONE:
        return _done(connection, person, today, limit)
    state = TaskState.CLAIMED if box is Box.IN_HAND else TaskState.ASSIGNED
    parts = [*_had(person, state), *(_free(person) if box is Box.TO_DO else ())]
    values = {name: value for part in parts for name, value in part.values.items()}
    found = " UNION ALL ".join(part.sql for part in parts)
    sql = f"{LINES} WHERE t.id IN ({found}) {BY_URGENCY}"
    return [task_line(row, today) for row in connection.rows(sql, **values, limit=limit)]


def _done(connection: Connection, person: Person, today: str, limit: int) -> list[TaskLine]:
    seen = where_may(person, Action.SEE_CASE)  # an advisor's sight ends with the answer
    sql = f"{LINES} WHERE {DONE_TASKS} AND {seen.sql} ORDER BY t.ended_at DESC, t.id DESC LIMIT :n"
    rows = connection.rows(sql, me=person.code, n=limit, **seen.values)
    return [task_line(row, today) for row in rows]


def _had(person: Person, state: TaskState) -> Iterator[Where]:
    """Yield what the person has in a state, then what the absent have for whom he stands in."""
    mine = f"SELECT id FROM tasks WHERE person = :me AND kind IN ({KINDS}) AND state = '{state}'"
    yield Where(mine, {"me": person.code})
    absent: dict[str, Value] = {
        f"absent{place}": code for place, code in enumerate(sorted(person.stands_in_for))
    }
    if absent:
        codes = ", ".join(f":{name}" for name in absent)
        theirs = f"t.person IN ({codes}) AND t.kind IN ({KINDS}) AND t.state = '{state}'"
        for role in sorted(person.roles):
            may = _may_hold(person, role)
            sql = (
                f"SELECT t.id {TASKS_AND_CASES} WHERE {theirs} AND t.role = '{role}' AND {may.sql}"
            )
            yield Where(sql, {**may.values, **absent})


def _free(person: Person) -> Iterator[Where]:
    """Yield what is open and might be taken, role by role, no more of each than are shown."""
    for role in sorted(person.roles):
        may = _may_hold(person, role)
        for name, condition in (DATED, UNDATED):
            yield Where(
                f"SELECT id FROM (SELECT t.id {TASKS_AND_CASES} WHERE t.state = 'open' "
                f"AND t.role = '{role}' AND {condition} AND {may.sql} "
                f"ORDER BY t.due_on, t.id LIMIT :limit) AS {name}_{role}",
                may.values,
            )


def _may_hold(person: Person, role: Role) -> Where:
    """Return models.queue.may_hold as a condition over `tasks t` and `cases c`."""
    claim = where_may(person, Move.CLAIM, role)
    if role is not Role.CHIEF:
        return claim
    sign = where_may(person, Move.SIGN, role)
    # Who may sign may claim the signature, so that only one of both is looked at.
    own = TaskKind.SIGN
    both = f"((t.kind = '{own}' AND {sign.sql}) OR (t.kind <> '{own}' AND {claim.sql}))"
    return Where(both, {**claim.values, **sign.values})


def task_line(row: Row, today: str) -> TaskLine:
    """Return the line of a row; `today` is an ISO day."""
    values = dict(row)
    values["provisional"] = bool(row["provisional"])
    values["played"] = bool(row["played"])
    values["undecided"] = bool(row["undecided"])
    values["supervised"] = values.pop("supervised_on") is not None
    how = urgency(row["due_on"], today, values["provisional"])
    return TaskLine(**values, urgency=how, overdue=how is Urgency.OVERDUE)


def cases_in_box(
    connection: Connection, person: Person, box: Box, today: str, limit: int
) -> list[CaseLine]:
    """Return the cases in a box of a person: the last one ended, or handed in, first."""
    seen = where_may(person, Action.SEE_CASE)
    values: dict[str, Value] = {"me": person.code, "limit": limit, **seen.values}
    if box is Box.FINISHED:
        few = connection.value(HOW_MANY, me=person.code, few=FEW) < FEW
        found = FINISHED_OF_FEW if few else FINISHED_OF_MANY[connection.postgresql]
        found, order = f"{found} AND {HAS_ENDED}", LAST_ENDED
    elif Role.DRAFTER in person.roles:
        found, order = STARTED_BY_UNIT, LAST_STARTED
        values["unit"] = person.unit
    else:
        found, order = STARTED, LAST_STARTED
    chosen = f"SELECT c.number {found} AND {seen.sql} ORDER BY {order} LIMIT :limit"
    rows = connection.rows(f"{CASE_LINES} WHERE c.number IN ({chosen}) ORDER BY {order}", **values)
    return [case_line(row, today) for row in rows]
