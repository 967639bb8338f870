"""Every term beside the review that hangs on the calendar: advice, publication, filing, answers."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from models.errors import ReviewError
from models.filing_rules import AnswerTerms
from models.filing_terms import days_of
from models.matter_rules import MatterRules
from models.period import add_working_days, last_day
from models.task import TaskKind
from models.work_calendar import WorkCalendar
from review_flows.outside import exchanges, records
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
    "JOIN cases c ON c.number = f.case_number WHERE f.state = 'due' "
    f"AND f.due_on IS NOT NULL AND i.published_on IS NOT NULL AND {exchanges.LIVES}"
)
PUBLICATIONS = (
    "SELECT i.case_number, i.disclose_by, i.issued_on FROM issuances i "
    "JOIN cases c ON c.number = i.case_number "
    "WHERE c.state = 'issued' AND i.disclose_by IS NOT NULL"
)
OF_ONE = {
    ADVICE: " AND q.case_number = :number",
    FILINGS: " AND f.case_number = :number",
    PUBLICATIONS: " AND i.case_number = :number",
}
PUBLICATION = "publication"
ITS_TASK = "case_number = :number AND state IN ('open', 'assigned', 'claimed') AND kind = :kind"


@dataclass(frozen=True, slots=True)
class RunningTerm:
    """A term beside the review.

    `about` is advice:<person>, publication, filing:<recipient> (what the maker owes it) or
    answer:<recipient> (what that one owes); `column` is where a day of the last two is kept.
    """

    number: str
    about: str
    stored: date
    due_on: date  # as the calendar has it now
    consultation: int | None = None
    column: str = "due_on"
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
    """Yield these terms of a case, or of all cases, by the calendar."""
    for row in _rows(connection, ADVICE, number):
        yield _advice(row, calendar)
    reading = _Reading(connection, calendar, rules)
    for row in _rows(connection, PUBLICATIONS, number):
        yield from reading.publication(row)
    for row in _rows(connection, FILINGS, number):
        yield from reading.filing(row)
    for running in exchanges.running(connection, number):
        yield from reading.exchange(running)


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
    if term.about == PUBLICATION:
        connection.update(
            "issuances", "case_number = :number", number=term.number, disclose_by=due_on
        )
        kind = str(TaskKind.PUBLISH)
        connection.update("tasks", ITS_TASK, number=term.number, kind=kind, due_on=due_on)
        return
    recipient = term.about.partition(":")[2]
    exchanges.change_track(connection, term.number, recipient, **{term.column: due_on})
    if term.column == "reply_by":
        connection.update(
            "tasks",
            f"{ITS_TASK} AND recipient = :recipient",
            number=term.number,
            kind=str(TaskKind.REPLY_TO_RECIPIENT),
            recipient=recipient,
            due_on=due_on,
        )


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


@dataclass(frozen=True, slots=True)
class _Reading:
    """Reads terms by the rules of their cases."""

    connection: Connection
    calendar: WorkCalendar
    rules: RuleSource

    def publication(self, row: Row) -> Iterator[RunningTerm]:
        stored = RunningTerm(row["case_number"], PUBLICATION, *_twice(row["disclose_by"]))
        matter = self._rules_of(stored)
        if isinstance(matter, RunningTerm):
            yield matter
        elif matter.disclosure is not None:
            since = date.fromisoformat(row["issued_on"])
            due_on = last_day(matter.disclosure.period, since, self.calendar)
            yield replace(stored, due_on=due_on)

    def filing(self, row: Row) -> Iterator[RunningTerm]:
        about = f"filing:{row['recipient']}"
        stored = RunningTerm(row["case_number"], about, *_twice(row["due_on"]))
        matter = self._rules_of(stored)
        if isinstance(matter, RunningTerm):
            yield matter
            return
        rule = matter.filing_with(row["recipient"])
        if rule is not None and rule.period is not None:
            since = date.fromisoformat(row["published_on"])
            yield replace(stored, due_on=last_day(rule.period, since, self.calendar))

    def exchange(self, running: exchanges.RunningExchange) -> Iterator[RunningTerm]:
        number, recipient = running.number, running.recipient
        for column, about in (("reply_by", "filing"), ("answer_by", "answer")):
            day = getattr(running.stored, column)
            if day is None:
                continue
            stored = RunningTerm(number, f"{about}:{recipient}", day, day, column=column)
            matter = self._rules_of(stored)
            if isinstance(matter, RunningTerm):
                yield matter
                continue
            rule = matter.filing_with(recipient)
            terms = rule.terms if rule else AnswerTerms()
            days = days_of(running.state, running.messages, terms, self.calendar)
            yield replace(stored, due_on=getattr(days, column) or day)

    def _rules_of(self, term: RunningTerm) -> MatterRules | RunningTerm:
        """Return the rules of a term's case, or the term with why nobody can read them."""
        case = records.find_case(self.connection, term.number)
        assert case is not None
        try:
            return self.rules.of_case(self.connection, case).rules_for(case.matter_type)
        except ReviewError as error:
            return replace(term, unreadable=error.message)


def _twice(text: str) -> tuple[date, date]:
    day = date.fromisoformat(text)
    return day, day
