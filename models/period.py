"""Periods of days: their unit, their source, and the day they end on."""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

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


@dataclass(frozen=True, slots=True)
class ReviewPeriods:
    """The shortest time that reviewers must be given, and the longest that they may take.

    National: not less than 5 and at most 15 working days (国办发〔2018〕115号, item 五).
    """

    floor: Period | None
    ceiling: Period | None


@dataclass(frozen=True, slots=True)
class DayCount:
    """How days are counted: in which unit, by which calendar, and on which days time stands."""

    unit: DayUnit
    calendar: WorkCalendar
    standing: Set[date] = frozenset()

    def counts(self, day: date) -> bool:
        """Say whether a day counts towards the period."""
        if day in self.standing:
            return False
        return self.unit is DayUnit.CALENDAR or self.calendar.is_working(day)

    def nth(self, event_on: date, days: int) -> date:
        """Return the day that counts as number `days`.

        The day of the event is not counted (Civil Code, art. 201, by analogy).
        """
        if self.unit is DayUnit.CALENDAR and not self.standing:
            return event_on + days * ONE_DAY
        day = event_on
        while days > 0:
            day += ONE_DAY
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
        return self.rolled(self.nth(event_on, days))


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
