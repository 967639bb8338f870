"""SQL → what a day brings about for issued documents: effect, end, evaluation, a basis that ended.

A case of a demonstration is looked after by the demonstration alone, whose clock it follows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from models.case import CaseState
from models.issuance import DocumentRelation
from models.moves import Move
from review_flows.outside.database import Connection, Row, Value
from review_flows.outside.wall_clock import day_of_text

IN_FORCE = "('in_force', 'evaluated')"
ENDED = "('amended', 'repealed', 'lapsed')"
LIVING = f"c.state IN {IN_FORCE} AND c.played = :played"
TAKING_EFFECT = (
    "SELECT c.number, i.effective_on AS day FROM cases c JOIN issuances i "
    "ON i.case_number = c.number WHERE c.state IN ('published', 'filed') "
    "AND i.effective_on <= :today AND c.played = :played"
)
LAPSING = (
    "SELECT c.number, i.valid_until AS day FROM cases c JOIN issuances i "
    f"ON i.case_number = c.number WHERE {LIVING} AND i.valid_until < :today"
)
# The other document works from its effective day on, whatever became of it since.
OVERTAKEN = (
    "SELECT c.number, r.kind, i.effective_on AS day, i.document_number, o.title FROM relations r "
    "JOIN cases c ON c.number = r.target JOIN issuances i ON i.case_number = r.case_number "
    "JOIN cases o ON o.number = r.case_number WHERE r.state = 'confirmed' "
    f"AND r.kind IN ('repeals', 'amends') AND {LIVING} AND i.effective_on <= :today"
)
UNCALLED = (
    "SELECT c.number, i.valid_until FROM cases c JOIN issuances i ON i.case_number = c.number "
    "WHERE c.state = 'in_force' AND c.played = :played AND i.valid_until >= :today "
    "AND i.evaluation_called_on IS NULL ORDER BY i.valid_until, c.number"
)
LOST_BASES = (
    "SELECT DISTINCT c.number, r.target, t.state, t.state_since, b.valid_until FROM relations r "
    "JOIN cases c ON c.number = r.case_number JOIN cases t ON t.number = r.target "
    "JOIN issuances b ON b.case_number = r.target "
    f"WHERE r.kind = 'rests_on' AND r.state <> 'rejected' AND t.state IN {ENDED} AND {LIVING} "
    "AND NOT EXISTS (SELECT 1 FROM reminders m WHERE m.case_number = c.number "
    "AND m.about = 'basis:' || r.target) ORDER BY c.number, r.target"
)
LAST = "SELECT coalesce(max(number), 0) FROM continuations WHERE case_number = :number"
MOVES = {DocumentRelation.REPEALS: Move.REPEAL, DocumentRelation.AMENDS: Move.AMEND}


@dataclass(frozen=True, slots=True)
class DueStep:
    """What a day brings about by itself. `by` is the document that repeals or amends, if any."""

    on: date
    number: str
    move: Move
    by: str = ""
    by_number: str = ""

    @property
    def order(self) -> tuple[date, str, bool, str]:
        """The day first; of what one day brings to one document, a repeal before an amendment."""
        return self.on, self.number, self.move is not Move.REPEAL, self.by_number


def due_steps(connection: Connection, today: date, *, played: bool) -> list[DueStep]:
    """Return every step whose day has come, in the order of the days; a case may have several."""
    values: dict[str, Value] = {"today": today.isoformat(), "played": played}
    return sorted(_steps(connection, values), key=lambda one: one.order)


def _steps(connection: Connection, values: dict[str, Value]) -> Iterator[DueStep]:
    for row in connection.rows(TAKING_EFFECT, **values):
        yield DueStep(date.fromisoformat(row["day"]), row["number"], Move.TAKE_EFFECT)
    for row in connection.rows(LAPSING, **values):
        day_after = date.fromisoformat(row["day"]) + timedelta(days=1)
        yield DueStep(day_after, row["number"], Move.LAPSE)
    for row in connection.rows(OVERTAKEN, **values):
        move = MOVES[DocumentRelation(row["kind"])]
        on = date.fromisoformat(row["day"])
        yield DueStep(on, row["number"], move, row["title"], row["document_number"])


def uncalled(connection: Connection, today: date, *, played: bool) -> Sequence[Row]:
    """Return number and last day of what is in force and nobody was called to evaluate."""
    return connection.rows(UNCALLED, today=today.isoformat(), played=played)


def lost_bases(connection: Connection, *, played: bool) -> list[tuple[str, str, date]]:
    """Return case, basis, and the day on which the basis ended, where nobody was told of it."""
    rows = connection.rows(LOST_BASES, played=played)
    return [(row["number"], row["target"], ended_on(row)) for row in rows]


def ended_on(row: Row) -> date:
    """Return the day on which a document ended: of one that lapsed, whenever somebody looked."""
    if row["state"] == CaseState.LAPSED and row["valid_until"]:
        return date.fromisoformat(row["valid_until"]) + timedelta(days=1)
    return day_of_text(row["state_since"])


def add_continuation(
    connection: Connection,
    number: str,
    *,
    registration_number: str,
    valid_until: str,
    **values: Value,
) -> None:
    """Let a document be valid for a new period under a new registration number."""
    order = int(connection.value(LAST, number=number)) + 1
    new: dict[str, Value] = {"registration_number": registration_number, "valid_until": valid_until}
    connection.insert("continuations", case_number=number, number=order, **new, **values)
    connection.update(
        "issuances",
        "case_number = :case_number",
        case_number=number,
        evaluation_called_on=None,
        **new,
    )
