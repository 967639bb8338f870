"""Every term that runs in a case and hangs on the calendar: review, asked advice, filing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models.errors import ReviewError
from models.matter_rules import MatterRules
from models.period import add_working_days, last_day
from models.work_calendar import WorkCalendar
from review_flows.outside import records
from review_flows.outside.database import Connection, Row, Value
from review_flows.outside.rule_source import RuleSource
from review_flows.outside.wall_clock import day_of_text

ADVICE = (
    "SELECT q.id, q.case_number, q.advisor, q.asked_at, q.days, q.answer_by FROM consultations q "
    "JOIN tasks t ON t.about = q.id AND t.kind IN ('advise', 'co_review') "
    "AND t.state IN ('open', 'assigned', 'claimed') WHERE q.answered_at IS NULL"
)
FILINGS = (
    "SELECT f.case_number, f.recipient, f.due_on, i.published_on FROM filings f "
    "JOIN issuances i ON i.case_number = f.case_number "
    "WHERE f.state = 'due' AND f.due_on IS NOT NULL AND i.published_on IS NOT NULL"
)
OF_ONE = {ADVICE: " AND q.case_number = :number", FILINGS: " AND f.case_number = :number"}


@dataclass(frozen=True, slots=True)
class RunningTerm:
    """A term beside the review: `about` is advice:<person> or filing:<recipient>."""

    number: str
    about: str
    stored: date
    due_on: date  # as the calendar has it now
    consultation: int | None = None
    unreadable: str = ""  # why the rules of the case cannot be read; then nobody knows the day

    @property
    def moved(self) -> bool:
        """Whether the stored day is not the calendar's any more."""
        return self.stored != self.due_on


def terms_beside_review(
    connection: Connection,
    calendar: WorkCalendar,
    rules: RuleSource,
    number: str = "",
) -> Iterator[RunningTerm]:
    """Yield the terms of advice and filing of a case, or of all cases, by the calendar."""
    for row in _rows(connection, ADVICE, number):
        yield _advice(row, calendar)
    for row in _rows(connection, FILINGS, number):
        case = records.find_case(connection, row["case_number"])
        assert case is not None
        try:
            matter = rules.of_case(connection, case).rules_for(case.matter_type)
        except ReviewError as error:
            stored = date.fromisoformat(row["due_on"])
            about = f"filing:{row['recipient']}"
            yield RunningTerm(case.number, about, stored, stored, unreadable=error.message)
            continue
        term = _filing(row, matter, calendar)
        if term is not None:
            yield term


def move_term(connection: Connection, term: RunningTerm) -> None:
    """Put the calendar's day in the place of the stored one."""
    due_on: Value = term.due_on.isoformat()
    if term.consultation is not None:
        row = term.consultation
        connection.update("consultations", "id = :id", id=row, answer_by=due_on)
        where = (
            "about = :about AND kind IN ('advise', 'co_review') "
            "AND state IN ('open', 'assigned', 'claimed')"
        )
        connection.update("tasks", where, about=row, due_on=due_on)
        return
    recipient = term.about.removeprefix("filing:")
    where = "case_number = :number AND recipient = :recipient"
    connection.update("filings", where, number=term.number, recipient=recipient, due_on=due_on)


def _rows(connection: Connection, sql: str, number: str) -> list[Row]:
    if number:
        return list(connection.rows(sql + OF_ONE[sql], number=number))
    return list(connection.rows(sql))


def _advice(row: Row, calendar: WorkCalendar) -> RunningTerm:
    return RunningTerm(
        row["case_number"],
        f"advice:{row['advisor']}",
        date.fromisoformat(row["answer_by"]),
        add_working_days(day_of_text(row["asked_at"]), row["days"], calendar),
        row["id"],
    )


def _filing(row: Row, rules: MatterRules, calendar: WorkCalendar) -> RunningTerm | None:
    periods = {str(rule.recipient): rule.period for rule in rules.filing}
    period = periods.get(row["recipient"])
    if period is None:
        return None
    due_on = last_day(period, date.fromisoformat(row["published_on"]), calendar)
    stored = date.fromisoformat(row["due_on"])
    return RunningTerm(row["case_number"], f"filing:{row['recipient']}", stored, due_on)
