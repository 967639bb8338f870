"""A reply that a recipient has had: whether it came after the day by which it was asked for."""

from dataclasses import dataclass
from datetime import date

from models.filing import FilingAnswer
from models.filing_rules import AnswerTerms
from models.filing_terms import TERM_OF_ANSWER, RunningAnswer
from models.work_calendar import WorkCalendar


@dataclass(frozen=True, slots=True)
class SettledReply:
    """A reply that was delivered, and the letter that asked for it. `named`: as the letter says."""

    recipient: str
    asked: FilingAnswer
    asked_on: date
    named: date | None
    delivered_on: date

    def is_late(self, terms: AnswerTerms, calendar: WorkCalendar) -> bool:
        """Say whether it came after its last day, that of the letter or of the rules.

        Raises `CalendarTooShort` where the calendar ends before that day.
        """
        term = getattr(terms, TERM_OF_ANSWER[self.asked])
        due_on = RunningAnswer(True, term, self.asked_on, self.named).last_day(calendar)
        return due_on is not None and self.delivered_on > due_on
