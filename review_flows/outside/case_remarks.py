"""What was said to whoever works on a case and still holds: its supervision and its send-back."""

import json
from dataclasses import dataclass

from models.action import Action
from models.case import Case, CaseState
from models.moves import Move
from models.permission import may
from models.relation import Standing
from models.task import TASK_OF_STATE
from review_flows.outside.database import Connection, Row
from review_flows.outside.wall_clock import day_of_text

COLUMNS = "SELECT at, actor, move, from_state, to_state, body FROM events"
LAST_SUPERVISION = (
    f"{COLUMNS} WHERE chain = :number AND move = 'supervise' AND result = 'done' "
    "ORDER BY seq DESC LIMIT 1"
)
LED_HERE = (
    f"{COLUMNS} WHERE chain = :number AND result = 'done' AND from_state <> to_state "
    "ORDER BY seq DESC LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class Remark:
    """What was said, on which day (ISO, Asia/Shanghai), and to the work of which stage."""

    on: str
    actor: str
    text: str
    report_by: str  # ISO day, or empty
    from_state: str
    to_state: str


def supervision(connection: Connection, case: Case) -> Remark | None:
    """Return the last supervision (督办) of a case, or None."""
    if case.supervised_on is None:
        return None
    row = connection.row(LAST_SUPERVISION, number=case.number)
    return None if row is None else _remark(row, "instruction")


def sent_back(connection: Connection, case: Case) -> Remark | None:
    """Return why a case was sent back to where it is now; None once it has gone on."""
    row = connection.row(LED_HERE, number=case.number)
    return _remark(row, "reason") if row is not None and row["move"] == Move.SEND_BACK else None


def may_read(remark: Remark, standing: Standing) -> bool:
    """Say whether a remark is for the eyes of a person who sees the case.

    It is for the review, for who made it, and for those whose work it is about. Remarks on an
    opinion that is proposed stay with the review, wherever the case goes.
    """
    if may(standing, Action.READ_REVIEW) or remark.actor in standing.person.codes:
        return True
    if remark.from_state == CaseState.OPINION_PROPOSED:
        return False
    task = TASK_OF_STATE.get(CaseState(remark.to_state))
    return task is not None and task[1] in standing.person.roles


def _remark(row: Row, field: str) -> Remark:
    form = json.loads(row["body"]).get("form", {})
    return Remark(
        on=day_of_text(row["at"]).isoformat(),
        actor=row["actor"],
        text=str(form.get(field, "")),
        report_by=str(form.get("report_by", "")),
        from_state=row["from_state"],
        to_state=row["to_state"],
    )
