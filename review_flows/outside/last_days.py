"""What runs towards a last day: reviews, consultations and filings, with what was said of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models.case import ON_THE_CLOCK
from models.reminder import Rung
from review_flows.outside.database import Connection

ON_CLOCK = ", ".join(f"'{state}'" for state in sorted(ON_THE_CLOCK))
REVIEWS = f"SELECT number, ceiling_on FROM cases WHERE state IN ({ON_CLOCK}) ORDER BY number"
CONSULTATIONS = (
    "SELECT q.case_number, q.advisor, q.answer_by FROM consultations q JOIN tasks t "
    "ON t.about = q.id AND t.kind = 'advise' AND t.state IN ('open', 'claimed') "
    "WHERE q.answered_at IS NULL ORDER BY q.id"
)
FILINGS = (
    "SELECT case_number, recipient, due_on FROM filings WHERE state = 'due' "
    "AND due_on IS NOT NULL ORDER BY case_number, recipient"
)
SENT = "SELECT rung, due_on FROM reminders WHERE case_number = :number AND about = :about"


@dataclass(frozen=True, slots=True)
class LastDay:
    """What is due in a case; `due_on` is None for a review, whose clock has to be read."""

    number: str
    about: str
    due_on: date | None


def last_days(connection: Connection) -> Iterator[LastDay]:
    """Yield everything that is still due, reviews first."""
    for row in connection.rows(REVIEWS):
        yield LastDay(row["number"], "review", None)
    for row in connection.rows(CONSULTATIONS):
        answer_by = date.fromisoformat(row["answer_by"])
        yield LastDay(row["case_number"], f"advice:{row['advisor']}", answer_by)
    for row in connection.rows(FILINGS):
        due_on = date.fromisoformat(row["due_on"])
        yield LastDay(row["case_number"], f"filing:{row['recipient']}", due_on)


def reminders_sent(connection: Connection, number: str, about: str) -> list[tuple[Rung, date]]:
    """Return the rungs that were said, each with the last day it was said of."""
    rows = connection.rows(SENT, number=number, about=about)
    return [(Rung(row["rung"]), date.fromisoformat(row["due_on"])) for row in rows]
