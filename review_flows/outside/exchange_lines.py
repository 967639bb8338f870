"""The tracks of many cases as a list shows them: who owes what by when, and who is late."""

from dataclasses import dataclass
from datetime import date

from models.filing import FilingState
from models.moves import PUBLIC
from models.person import UnitKind
from models.queue import Urgency, urgency
from models.work_calendar import WorkCalendar
from review_flows.outside.database import Connection, Row
from review_flows.outside.sight import Where

# With whom documents are filed; models.filing_rules.Recipient, without what loads with it.
RECIPIENTS = (
    UnitKind.UPPER_GOVERNMENT,
    UnitKind.NPC_STANDING_COMMITTEE,
    UnitKind.OWN_GOVERNMENT,
    UnitKind.SUPERIOR_DEPARTMENT,
)
LINES = (
    "SELECT f.case_number, c.title, c.state AS case_state, c.played, f.recipient, f.state, "
    "f.due_on, f.delivered_on, f.receipt_number, f.registered_on, f.reply_by, f.answer_by "
    "FROM filings f JOIN cases c ON c.number = f.case_number "
    "WHERE (CAST(:case AS TEXT) IS NULL OR f.case_number = :case) "
    "AND (CAST(:recipient AS TEXT) IS NULL OR f.recipient = :recipient)"
)
LATEST_FIRST = "ORDER BY c.received_at DESC, f.case_number DESC, f.recipient DESC"


@dataclass(frozen=True, slots=True)
class TrackLine:
    """One track. `owed_by` is the last day of what we owe, `answer_by` of what is owed to us.

    Of a document that was repealed, or has lapsed, nothing is owed any more.
    """

    case_number: str
    title: str
    recipient: str
    state: str
    owed_by: str | None
    owed: Urgency
    answer_by: str | None
    answer: Urgency
    due_on: str | None  # of the first package
    delivered_on: str | None
    receipt_number: str | None
    registered_on: str | None
    case_state: str
    played: bool

    @property
    def overdue(self) -> bool:
        """Whether one of both sides is late."""
        return Urgency.OVERDUE in (self.owed, self.answer)


def track_lines(
    connection: Connection,
    calendar: WorkCalendar,
    today: str,
    seen: Where,
    *,
    case: str | None = None,
    recipient: str | None = None,
) -> list[TrackLine]:
    """Return the tracks that somebody may see, those of the newest case first.

    `today` is an ISO day; a day that a notice may still move is told by `calendar`.
    """
    sql = f"{LINES} AND {seen.sql} {LATEST_FIRST}"
    rows = connection.rows(sql, case=case, recipient=recipient, **seen.values)
    return [_line(row, calendar, today) for row in rows]


def _line(row: Row, calendar: WorkCalendar, today: str) -> TrackLine:
    values = dict(row)
    lives = row["case_state"] in PUBLIC
    reply_by = values.pop("reply_by")
    owed_by = row["due_on"] if row["state"] == FilingState.DUE else reply_by
    values |= {
        "owed_by": owed_by if lives else None,
        "answer_by": row["answer_by"] if lives else None,
        "played": bool(row["played"]),
    }
    owed = _how(values["owed_by"], calendar, today)
    return TrackLine(**values, owed=owed, answer=_how(values["answer_by"], calendar, today))


def _how(day: str | None, calendar: WorkCalendar, today: str) -> Urgency:
    provisional = day is not None and calendar.is_provisional(date.fromisoformat(day))
    return urgency(day, today, provisional)
