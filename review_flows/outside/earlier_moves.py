"""What went before in a case: the step that led to its state, and who had a task of it last."""

from models.task import TaskKind
from review_flows.outside.database import Connection, Row

LED_HERE = (
    "SELECT e.at, e.move, e.actor, p.name FROM events e LEFT JOIN persons p ON p.code = e.actor "
    "WHERE e.chain = :number AND e.result = 'done' AND e.from_state <> e.to_state "
    "ORDER BY e.seq DESC LIMIT 1"
)
# Who did a task without claiming it had it nevertheless.
LAST_HOLDER = (
    "SELECT COALESCE(person, ended_by) FROM tasks WHERE case_number = :number AND kind = :kind "
    "AND state = 'done' ORDER BY id DESC LIMIT 1"
)
MOVE_SINCE = (
    "SELECT e.actor, e.body FROM events e WHERE e.chain = :number AND e.move = :move "
    "AND e.result = 'done' AND e.at >= :since ORDER BY e.seq"
)


def led_here(connection: Connection, number: str) -> Row:
    """Return at, move, actor and name of the step that led to the state in which a case is."""
    row = connection.row(LED_HERE, number=number)
    assert row is not None, "every case was received"
    return row


def last_holder(connection: Connection, number: str, kind: TaskKind) -> str | None:
    """Return the code of who did the task of a kind last, or None where nobody ever did."""
    code = connection.value(LAST_HOLDER, number=number, kind=str(kind))
    return None if code is None else str(code)


def moves_since(connection: Connection, number: str, move: str, since: str) -> list[Row]:
    """Return actor and body of the entries of one move since an instant (UTC), in order."""
    return list(connection.rows(MOVE_SINCE, number=number, move=move, since=since))
