"""Periods of days: their unit, their source, and the day they end on."""

from bisect import bisect_right
from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from models.work_calendar import ONE_DAY, WorkCalendar


class DayUnit(StrEnum):
    """What one day of a period is."""

    WORKING = "working"
    CALENDAR = "calendar"

    @property
    def other(self) -> "DayUnit":
        """The unit that a text saying only 日 may mean as well."""
        return DayUnit.CALENDAR if self is DayUnit.WORKING else DayUnit.WORKING


@dataclass(frozen=True, slots=True)
class Period:
    """A number of days that a law or rule sets, with its unit and where it stands."""

    days: int
    unit: DayUnit
    source: str
    verified: bool


@lru_cache(maxsize=256)
def worked_days(calendar: WorkCalendar, year: int) -> tuple[date, ...]:
    """Return the worked days of a year in order; kept, because every last day is found by them.

    Raises `CalendarTooShort` for a year that the calendar does not hold.
    """
    every_day = days_after(date(year - 1, 12, 31), date(year, 12, 31))
    return tuple(filter(calendar.is_working, every_day))


class DayCount:
    """How days are counted: in which unit, by which calendar, and on which days time stands."""

    __slots__ = ("_standing_in_order", "calendar", "standing", "unit")

    def __init__(
        self, unit: DayUnit, calendar: WorkCalendar, standing: Set[date] = frozenset()
    ) -> None:
        self.unit, self.calendar, self.standing = unit, calendar, standing
        # Of the unit only. Floor and ceiling of a review are found over the same days.
        self._standing_in_order = sorted(standing)
        if unit is DayUnit.WORKING:
            self._standing_in_order = list(filter(calendar.is_working, self._standing_in_order))

    def counts(self, day: date) -> bool:
        """Say whether a day counts towards the period."""
        if day in self.standing:
            return False
        return self._of_unit(day)

    def _of_unit(self, day: date) -> bool:
        return self.unit is DayUnit.CALENDAR or self.calendar.is_working(day)

    def _nth_of_unit(self, event_on: date, days: int) -> date:
        if self.unit is DayUnit.CALENDAR or days == 0:
            return event_on + days * ONE_DAY
        year, worked = event_on.year, worked_days(self.calendar, event_on.year)
        place = bisect_right(worked, event_on) + days - 1
        while place >= len(worked):
            place -= len(worked)
            year += 1
            worked = worked_days(self.calendar, year)
        return worked[place]

    def nth(self, event_on: date, days: int) -> date:
        """Return the day that counts as number `days`.

        The day of the event is not counted (Civil Code, art. 201, by analogy).
        """
        last = self._nth_of_unit(event_on, days)
        # Every day of the term on which time stands moves its end on, over days that may stand too.
        standing = self._standing_in_order
        before, stood = bisect_right(standing, event_on), 0
        while (stood_now := bisect_right(standing, last) - before) != stood:
            stood = stood_now
            last = self._nth_of_unit(event_on, days + stood)
        return last

    def nth_before(self, event_on: date, days: int) -> date:
        """Return the day that counts as number `days` back from an event, itself not counted."""
        day = event_on
        while days > 0:
            day -= ONE_DAY
            days -= self.counts(day)
        return day

    def rolled(self, day: date) -> date:
        """Return the day, or the next working day on which time does not stand.

        A last day that is a day off gives way to the day after it (Civil Code, art. 203, by
        analogy). A period of working days ends on a working day anyway.
        """
        while day in self.standing or not self.calendar.is_working(day):
            day += ONE_DAY
        return day

    def last_day(self, event_on: date, days: int) -> date:
        """Return the last day of a period of so many days after the event."""
        last = self.nth(event_on, days)
        # A day that counts as a working day is one already.
        return last if self.unit is DayUnit.WORKING and days else self.rolled(last)


def last_day(period: Period, event_on: date, calendar: WorkCalendar) -> date:
    """Return the last day of a period that an event on `event_on` starts.

    The day of the event is not counted; a period of calendar days that would end on a day off
    ends on the next working day (Civil Code, arts. 201 and 203, by analogy). Raises
    `CalendarTooShort` where the calendar ends first.
    """
    return DayCount(period.unit, calendar).last_day(event_on, period.days)


def add_working_days(day: date, days: int, calendar: WorkCalendar) -> date:
    """Return the working day that is number `days` after a day, which is not counted itself."""
    return DayCount(DayUnit.WORKING, calendar).nth(day, days)


def days_after(after: date, until: date) -> Iterator[date]:
    """Return the days after one up to and including another."""
    return map(date.fromordinal, range(after.toordinal() + 1, until.toordinal() + 1))
