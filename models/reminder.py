"""How near a last day is: a clock or a due day in, the rungs of reminding that were reached out.

Nobody keeps a timer. The rungs are read anew from the facts on every day that somebody looks, so a
day on which nobody looked is made up for by the next.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.clock import Clock
from models.work_calendar import WorkCalendar

# A convention of this program and no rule of law: a case turns 黄 with three working days left.
THREE_DAYS, ONE_DAY = 3, 1


class Rung(StrEnum):
    """How near, from the weakest to the strongest. The order of the members is the ladder."""

    THREE_DAYS_LEFT = "three_days_left"
    ONE_DAY_LEFT = "one_day_left"
    DUE_TODAY = "due_today"
    OVERDUE = "overdue"

    @property
    def height(self) -> int:
        """0 for the weakest … 3 for overdue."""
        return list(Rung).index(self)


@dataclass(frozen=True, slots=True)
class Reminder:
    """A rung that was reached, for which last day.

    `days_left` are working days from today to the last day, negative after it. Overdue on a day
    off right after the last day it is 0: no working day has gone by yet.
    """

    rung: Rung
    due_on: date
    days_left: int


def rungs_reached(clock: Clock, today: date) -> tuple[Reminder, ...]:
    """Return the rungs that a case on the clock has reached, the weakest first.

    `clock` is the clock as read for `today`. None while time stands, after the opinion, and where
    no ceiling is set: then nobody can be late.
    """
    if clock.paused or clock.ended_on or clock.ceiling_on is None or clock.left_working is None:
        return ()
    return _rungs(clock.ceiling_on, today, clock.left_working)


def rungs_for_day(
    due_on: date, today: date, calendar: WorkCalendar, *, done: bool = False
) -> tuple[Reminder, ...]:
    """Return the rungs that a plain last day has reached: of a filing track, of asked advice.

    `done` once the papers are delivered or the advice is given: then none. Raises
    `CalendarTooShort` where the calendar does not reach from one day to the other.
    """
    if done:
        return ()
    return _rungs(due_on, today, calendar.working_days_between(today, due_on))


def reminder_to_send(
    reached: tuple[Reminder, ...], sent: Collection[tuple[Rung, date]]
) -> Reminder | None:
    """Return the one reminder that is owed now, or None.

    Only the strongest rung speaks: whoever missed three days is told once that it is overdue, and
    not four times. The weaker rungs are not made up for later. `sent` holds rungs with their last
    day; when the last day moves (a pause, an extension, a new calendar) the ladder begins anew.
    """
    if not reached:
        return None
    strongest = reached[-1]
    spoken = [rung.height for rung, due_on in sent if due_on == strongest.due_on]
    return strongest if strongest.rung.height > max(spoken, default=-1) else None


def _rungs(due_on: date, today: date, days_left: int) -> tuple[Reminder, ...]:
    reached = {
        Rung.THREE_DAYS_LEFT: today >= due_on or days_left <= THREE_DAYS,
        Rung.ONE_DAY_LEFT: today >= due_on or days_left <= ONE_DAY,
        Rung.DUE_TODAY: today >= due_on,
        Rung.OVERDUE: today > due_on,
    }
    return tuple(Reminder(rung, due_on, days_left) for rung in Rung if reached[rung])
