"""Builders of what a clock is read from: facts, periods, and the calendar they are read by."""

from collections.abc import Sequence
from datetime import date

from models.clock import Clock, ClockEvent, ClockEventKind, read_clock
from models.period import DayUnit, Period, ReviewPeriods
from review_flows.outside.calendar_source import work_calendar

CALENDAR = work_calendar(2024, 2030)
ACCEPTED_ON = date(2025, 9, 25)  # a Thursday; 28 September and 11 October are worked


def days(number: int, unit: DayUnit = DayUnit.WORKING) -> Period:
    return Period(number, unit, source="测试", verified=False)


def calendar_days(number: int) -> Period:
    return days(number, DayUnit.CALENDAR)


NATIONAL = ReviewPeriods(floor=days(5), ceiling=days(15))
IN_CALENDAR_DAYS = ReviewPeriods(floor=calendar_days(5), ceiling=calendar_days(15))


def facts(accepted_on: date, *later: tuple[str, date] | tuple[str, date, int]) -> list[ClockEvent]:
    """Build the events of a case: its acceptance, then (kind, day) or (kind, day, days)."""
    events = [ClockEvent(ClockEventKind.ACCEPTED, accepted_on, number=1)]
    for number, (kind, on, *more) in enumerate(later, start=2):
        events.append(ClockEvent(ClockEventKind(kind), on, number, days=sum(more)))
    return events


def clock(events: Sequence[ClockEvent], today: date, periods: ReviewPeriods = NATIONAL) -> Clock:
    read = read_clock(events, periods, CALENDAR, today)
    assert read is not None
    return read
