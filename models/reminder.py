"""How near a last day is: a ladder and a due day in, what is owed to whom out.

Nobody keeps a timer. The rungs are read anew from the facts whenever somebody looks, so days on
which nobody looked are made up for by the next look, with the same rungs recorded in the end.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.work_calendar import ONE_DAY, WorkCalendar

BEFORE_EVERYTHING = -1  # narrower than every rung: reached on the day after the last day


class Reminded(StrEnum):
    """To whom a reminder goes. The order of the members is the order of escalation."""

    HOLDER = "holder"  # 催办: whoever has the task, or everybody who might take it
    CHIEF = "chief"  # 督办
    AUDITOR = "auditor"


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of a ladder: with `left` working days left (0 on the last day, -1 after it)."""

    left: int
    to: Reminded

    @property
    def key(self) -> str:
        """The rung as tables and log write it: "3:holder"."""
        return f"{self.left}:{self.to}"

    def reached(self, due_on: date, today: date, days_left: int) -> bool:
        """Say whether a day is this near; `days_left` are working days until the due day."""
        if self.left < 0:
            return today > due_on
        return today >= due_on or (self.left > 0 and days_left <= self.left)


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near a last day is: the rungs that are reached, the weakest first.

    `days_left` are working days from today to the last day, negative after it. Overdue on a day
    off right after the last day it is 0: no working day has gone by yet.
    """

    days_left: int
    reached: tuple[Rung, ...]


@dataclass(frozen=True, slots=True)
class Reminder:
    """A rung that is reached and not recorded, for which last day.

    `overtaken` where the same addressee has reached a stronger rung, whether that is recorded in
    this look or was before: it is recorded, and not sent.
    """

    rung: Rung
    due_on: date
    days_left: int  # as in Nearness
    overtaken: bool


def nearness(ladder: Iterable[Rung], due_on: date, today: date, calendar: WorkCalendar) -> Nearness:
    """Say which rungs of a ladder are reached today, each once however often the ladder has it.

    Raises `CalendarTooShort` where the calendar does not reach from one day to the other.
    """
    days_left = calendar.working_days_between(today, due_on)
    reached = {rung for rung in ladder if rung.reached(due_on, today, days_left)}
    return Nearness(days_left, tuple(sorted(reached, key=_strength)))


def _strength(rung: Rung) -> tuple[int, int]:
    return -rung.left, tuple(Reminded).index(rung.to)


def reminders_owed(
    near: Nearness, due_on: date, recorded: Collection[tuple[str, date]]
) -> tuple[Reminder, ...]:
    """Return the rungs that are reached and not recorded yet, the weakest first.

    `recorded` holds rung keys with their last day; when the last day moves (a pause, an
    extension, a new calendar) the ladder begins anew.
    """
    strongest = {rung.to: rung for rung in near.reached}
    return tuple(
        Reminder(rung, due_on, near.days_left, overtaken=rung != strongest[rung.to])
        for rung in near.reached
        if (rung.key, due_on) not in recorded
    )


def last_day_in_reach(ladder: Iterable[Rung], today: date, calendar: WorkCalendar) -> date:
    """Return the last due day of which a rung can be reached today.

    What is due later needs no look at all, which keeps a look at many cases cheap. Raises
    `CalendarTooShort` where the calendar ends before it.
    """
    widest = max((rung.left for rung in ladder), default=BEFORE_EVERYTHING)
    if widest < 0:
        return today - ONE_DAY
    last = today
    while widest and calendar.working_days_between(today, last + ONE_DAY) <= widest:
        last += ONE_DAY
    return last
