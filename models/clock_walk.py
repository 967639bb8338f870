"""The day-by-day walk that explains a clock: which day counts, as which number, and why not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.clock import ClockEvent, read_facts
from models.period import DayCount, ReviewPeriods, days_after
from models.work_calendar import DayKind, WorkCalendar


class WalkReason(StrEnum):
    """Why a day of the walk has a number, or has none."""

    DAY_ZERO = "day_zero"
    COUNTED = "counted"
    MAKEUP_WORKDAY = "makeup_workday"  # counted, though a weekend day
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    PAUSED = "paused"
    ROLLED_FORWARD = "rolled_forward"  # the last day, moved here from a day off


@dataclass(frozen=True, slots=True)
class WalkDay:
    """One day of the way to the ceiling. `notice` is set where a notice made it what it is."""

    day: date
    number: int | None
    why: WalkReason
    provisional: bool
    notice: str


def explain_clock(
    events: Sequence[ClockEvent], periods: ReviewPeriods, calendar: WorkCalendar, today: date
) -> tuple[WalkDay, ...]:
    """Return every day from the acceptance to the ceiling, or to the floor if there is no ceiling.

    Empty before acceptance and where no period is set. It counts with the same `DayCount` as
    `read_clock`, so its last day is the day that the clock shows.
    """
    facts = read_facts(events, today)
    period = periods.ceiling or periods.floor
    if facts is None or period is None:
        return ()
    days = period.days + (facts.extension if periods.ceiling else 0)
    count = DayCount(period.unit, calendar, facts.standing)
    numbered_last = count.nth(facts.accepted_on, days)
    last = count.rolled(numbered_last)
    walk = [_walk_day(facts.accepted_on, None, WalkReason.DAY_ZERO, calendar)]
    number = 0
    for day in days_after(facts.accepted_on, last):
        counts = day <= numbered_last and count.counts(day)
        number += counts
        why = _why(day, counts, count)
        if day == last != numbered_last:
            why = WalkReason.ROLLED_FORWARD
        walk.append(_walk_day(day, number if counts else None, why, calendar))
    return tuple(walk)


def _why(day: date, counts: bool, count: DayCount) -> WalkReason:
    if day in count.standing:
        return WalkReason.PAUSED
    kind = count.calendar.why(day)
    if counts:
        made_up = kind is DayKind.MAKEUP_WORKDAY
        return WalkReason.MAKEUP_WORKDAY if made_up else WalkReason.COUNTED
    return WalkReason.HOLIDAY if kind is DayKind.HOLIDAY else WalkReason.WEEKEND


def _walk_day(day: date, number: int | None, why: WalkReason, calendar: WorkCalendar) -> WalkDay:
    by_notice = calendar.why(day) in (DayKind.HOLIDAY, DayKind.MAKEUP_WORKDAY)
    notice = calendar.notice_of(day) if by_notice else ""
    return WalkDay(day, number, why, calendar.is_provisional(day), notice)
