"""Who owes an answer by when in an exchange: its state and its messages in, two last days out.

The stored days of a track are an index over `days_of`, as those of a review are one over its
clock: read anew with every message, and whenever a calendar changes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from models.filing import Direction, FilingAnswer, FilingState
from models.period import last_day
from models.work_calendar import WorkCalendar

if (
    TYPE_CHECKING
):  # the shapes of rule sets load pydantic, which a command that reads can do without
    from models.filing_rules import AnswerTerms
    from models.sourced import SourcedPeriod

# An answer that asks something of the maker → the name of the maker's term.
TERM_OF_ANSWER: Mapping[FilingAnswer, str] = {
    FilingAnswer.SUPPLEMENT_REQUIRED: "supplement_in",
    FilingAnswer.INQUIRY: "explain_in",
    FilingAnswer.REVIEW_OPINION: "correct_in",
    FilingAnswer.CORRECTION_SUGGESTED: "correct_in",
}
ASKING = frozenset(TERM_OF_ANSWER)
# What waits with the recipient after a delivery → the name of the recipient's term.
TERM_OF_STATE: Mapping[FilingState, str] = {
    FilingState.DELIVERED: "register_in",
    FilingState.REPLIED: "answer_in",
}


@dataclass(frozen=True, slots=True)
class FilingMessage:
    """One message of an exchange. `reply_by` is set where the letter itself names a day."""

    number: int
    direction: Direction
    kind: str
    said_on: date
    delivered_on: date | None = None  # of what went out
    reply_by: date | None = None


@dataclass(frozen=True, slots=True)
class ExchangeDays:
    """The last day of what the maker owes after the first package, and of what the recipient owes.

    None where that side owes nothing, or nobody set it a term.
    """

    reply_by: date | None = None
    answer_by: date | None = None


@dataclass(frozen=True, slots=True)
class RunningAnswer:
    """What one side owes now: the term it has, since which day, or the day that a letter names."""

    ours: bool  # the maker owes it
    term: "SourcedPeriod | None"
    since: date | None
    named: date | None = None

    def last_day(self, calendar: WorkCalendar) -> date | None:
        """Return the day by which it is owed; None where nobody set one."""
        if self.named or self.term is None or self.since is None:
            return self.named
        return last_day(self.term.period, self.since, calendar)


def days_of(
    state: FilingState,
    messages: Sequence[FilingMessage],
    terms: "AnswerTerms",
    calendar: WorkCalendar,
) -> ExchangeDays:
    """Return who owes what by when. The messages are in their order.

    Raises `CalendarTooShort` where the calendar ends before a last day.
    """
    owed = running_answer(state, messages, terms)
    if owed is None:
        return ExchangeDays()
    day = owed.last_day(calendar)
    return ExchangeDays(reply_by=day) if owed.ours else ExchangeDays(answer_by=day)


def running_answer(
    state: FilingState, messages: Sequence[FilingMessage], terms: "AnswerTerms"
) -> RunningAnswer | None:
    """Return what is owed in an exchange after the first package, or None.

    A reply is owed until it is delivered, and the recipient owes nothing before.
    """
    if not messages:
        return None
    asked, last = _asked(messages), messages[-1]
    if asked is not None:
        term = getattr(terms, TERM_OF_ANSWER[FilingAnswer(asked.kind)])
        return RunningAnswer(True, term, asked.said_on, asked.reply_by)
    if last.direction is Direction.OUT and state in TERM_OF_STATE:
        return RunningAnswer(False, getattr(terms, TERM_OF_STATE[state]), last.delivered_on)
    if last.kind == FilingAnswer.REGISTERED:
        return RunningAnswer(False, terms.review_in, last.said_on)
    return None


def _asked(messages: Sequence[FilingMessage]) -> FilingMessage | None:
    """Return the recipient's last letter, where it asks something and no reply has arrived."""
    letters = [one for one in messages if one.direction is Direction.IN]
    if not letters or letters[-1].kind not in ASKING:
        return None
    asked = letters[-1]
    replied = any(one.number > asked.number and one.delivered_on for one in messages)
    return None if replied else asked
