"""催办 and 督办: people call attention to a case; nothing is decided."""

import json
from datetime import date, datetime, time

from models.errors import BadInput
from models.forms import SuperviseForm
from models.moves import Move
from models.notice import Occasion
from models.person import Role
from review_flows.desk.step import Step
from review_flows.desk.telling import chiefs, holders, tell_of_task
from review_flows.outside.earlier_moves import moves_since
from review_flows.outside.wall_clock import SHANGHAI, utc_text


def urge(step: Step) -> None:
    """Ask whoever has the task to go on with it, or else everybody who may take it.

    A drafting unit may do so once a day for each of its cases (a day of Asia/Shanghai).
    """
    if step.role is Role.DRAFTER:
        _refuse_again(step)
    told = holders(step)
    if not told:
        raise step.refuse("no task waits that anybody could be urged to do")
    tell_of_task(step, Occasion.URGED, told)
    # A letter of the review office is its own to send; a drafting unit that asks is told, no more.
    if step.role is not Role.DRAFTER:
        step.send("urging_notice")


def _refuse_again(step: Step) -> None:
    midnight = utc_text(datetime.combine(step.today, time(), SHANGHAI))
    for row in moves_since(step.connection, step.number, Move.URGE, midnight):
        if json.loads(row["body"])["actor"].get("role") == Role.DRAFTER:
            raise step.refuse(
                f"the drafting unit urged it today already ({row['actor']}); once a day is enough"
            )


def supervise(step: Step) -> None:
    """Put the case under watch; its holder and the chiefs hear of it.

    The instruction stands in the log and in the letter: a message leaves the office.
    """
    report_by = _report_by(step, step.form_as(SuperviseForm).report_by)
    step.changes["supervised_on"] = step.today.isoformat()
    told = {*holders(step), *chiefs(step)} - {step.person.code}
    tell_of_task(step, Occasion.SUPERVISED, sorted(told), report_by)


def _report_by(step: Step, given: str) -> date | None:
    if not given:
        return None
    try:
        day = date.fromisoformat(given)
    except ValueError:
        raise BadInput(f"report_by: “{given}” is no day; write it as 2026-03-31") from None
    if day < step.today:
        raise BadInput(f"report_by: {day} is past")
    return day
