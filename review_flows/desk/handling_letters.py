"""What the 办理单 says of a case: its steps from the log, its clock, its opinion, its decision."""

from models.case import CaseState
from models.letter import WalkLine
from models.moves import Move
from models.opinion import OpinionState
from models.person import SYSTEM
from review_flows.desk import filing_letters, opinion_letters, timekeeping
from review_flows.desk.step import Step
from review_flows.outside import issuances, opinions
from review_flows.outside.database import Row
from review_flows.outside.wall_clock import day_of_text

Facts = dict[str, object]
# Where a case has gone through everything that its paper file is about.
SHEET_AT = frozenset(
    {
        CaseState.RETURNED,
        CaseState.WITHDRAWN,
        CaseState.REJECTED,
        CaseState.CLOSED,
        CaseState.PUBLISHED,
    }
)
# Steps that matter though the case stays where it is. Whom the reviewer asked is told apart,
# without those that nobody may know of.
TOLD = frozenset(
    {Move.ASSIGN, Move.TRANSFER, Move.TAKE_OVER, Move.EXTEND, Move.EXEMPT, Move.REBASE}
)
STEPS = (
    "SELECT e.at, e.actor, e.move, e.to_state, p.name FROM events e "
    "LEFT JOIN persons p ON p.code = e.actor WHERE e.chain = :number AND e.result = 'done' "
    "AND (e.from_state <> e.to_state OR e.move IN ({moves})) ORDER BY e.seq"
).format(moves=", ".join(f"'{move}'" for move in sorted(TOLD)))


def sheet(step: Step, about: str) -> Facts:
    """Return the steps of the case up to this one, and everything that was concluded in it."""
    facts: Facts = {"walk": _walk(step), **_used(step)}
    if opinions.opinion_in(step.connection, step.number, OpinionState.SIGNED) is not None:
        facts |= {**opinion_letters.opinion(step, about), **opinion_letters.review(step, about)}
        facts |= {**filing_letters.confirmed(step), "reason": ""}
    passed = issuances.last_deliberation(step.connection, step.number)
    if passed is not None:
        facts |= opinion_letters.meeting(passed)
    if issuances.issuance(step.connection, step.number) is not None:
        facts |= filing_letters.issuance(step, about)
    return facts


def _walk(step: Step) -> tuple[WalkLine, ...]:
    rows = step.connection.rows(STEPS, number=step.number)
    return tuple(
        WalkLine(day_of_text(row["at"]), _who(row), row["move"], row["to_state"]) for row in rows
    )


def _who(row: Row) -> str:
    return SYSTEM.name if row["actor"] == SYSTEM.code else str(row["name"] or row["actor"])


def _used(step: Step) -> Facts:
    """Return the days that the review took in both units; none where no term ran."""
    clock, _ = timekeeping.reading(step)
    if clock.began_on is None:
        return {}
    return {"used_working": clock.elapsed_working, "used_calendar": clock.elapsed_calendar}
