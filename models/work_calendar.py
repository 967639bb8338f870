"""Which day is a working day, and by which notice. A day of a year that is not held is refused."""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256

from models.calendar_year import (
    ONE_DAY,
    SATURDAY,
    Amendment,
    CalendarOrigin,
    CalendarYear,
    DayKind,
    Holiday,
    year_of,
)
from models.day_change import DayChange, changed_days
from models.errors import CalendarTooShort
from models.provisional_year import HOLIDAY_REGULATION, LunarDays, provisional_year

__all__ = [
    "HOLIDAY_REGULATION",
    "NOTICE_EXPECTED_DAYS",
    "ONE_DAY",
    "SATURDAY",
    "Amendment",
    "CalendarOrigin",
    "CalendarYear",
    "DayChange",
    "DayKind",
    "Holiday",
    "LunarDays",
    "NoticeWarning",
    "WorkCalendar",
    "changed_days",
    "last_known_year",
    "notice_warning",
    "provisional_year",
    "year_of",
]

# The notices of 2007 to 2025 were issued between the end of October and the middle of December.
NOTICE_EXPECTED_DAYS = 60  # calendar days before a year begins


class WorkCalendar:
    """The years that are known. A year is loaded when the first of its days is asked for.

    Every question about a day of another year raises `CalendarTooShort`: a term of law is
    never read from days that somebody guessed.
    """

    def __init__(self, years: Iterable[int], load: Callable[[int], CalendarYear]) -> None:
        self.years = tuple(sorted(set(years)))
        self._load = load
        self._held: dict[int, CalendarYear] = {}
        # The clock is read with every move, so what it asks most is kept ready per year.
        self._rest: dict[int, frozenset[date]] = {}
        self._rest_in_order: dict[int, list[date]] = {}

    @classmethod
    def of(cls, *years: CalendarYear) -> "WorkCalendar":
        """Return a calendar of years that are at hand already."""
        held = {year.year: year for year in years}
        return cls(held, held.__getitem__)

    def with_year(self, changed: CalendarYear) -> "WorkCalendar":
        """Return the same calendar with one year in the place of what it held."""

        def load(year: int) -> CalendarYear:
            return changed if year == changed.year else self.year(year)

        return WorkCalendar({*self.years, changed.year}, load)

    def year(self, year: int) -> CalendarYear:
        """Return a year, or raise `CalendarTooShort`."""
        if year not in self._held:
            if year not in self.years:
                raise CalendarTooShort(self._too_short(year))
            self._held[year] = self._load(year)
        return self._held[year]

    def is_working(self, day: date) -> bool:
        """Say whether a day is worked."""
        rest = self._rest.get(day.year)
        return day not in (self._rest_of(day.year) if rest is None else rest)

    def why(self, day: date) -> DayKind:
        """Say why a day is worked or not."""
        return self.year(day.year).kind_of(day)

    def is_provisional(self, day: date) -> bool:
        """Say whether the notice for the day's year is still unknown or unread."""
        return self.year(day.year).provisional

    def notice_of(self, day: date) -> str:
        """Return the number of the notice that orders the day; empty where none is known."""
        return self.year(day.year).notice_of(day)

    def origin_of(self, year: int) -> CalendarOrigin:
        """Say which rung of trust a year comes from."""
        return self.year(year).origin

    def unsettled_from(self, year: int) -> int:
        """Return the first year from this one on whose notice is not known."""
        while year in self.years and not self.year(year).provisional:
            year += 1
        return year

    def working_days_between(self, after: date, until: date) -> int:
        """Count the working days after one day up to and including another.

        Negative when `until` lies before `after`: the days after `until` up to `after`.
        """
        if until < after:
            return -self.working_days_between(until, after)
        count = (until - after).days
        for year in range(after.year, until.year + 1):
            self._rest_of(year)
            rest = self._rest_in_order[year]
            count -= bisect_right(rest, until) - bisect_right(rest, after)
        return count

    @cached_property
    def version(self) -> str:
        """Twelve hex digits over every year of the calendar, each of which has to be loaded."""
        return self.version_of(self.years)

    def version_of(self, years: Iterable[int]) -> str:
        """Twelve hex digits for the log: the same for the same days of these years, anywhere."""
        digests = " ".join(self.year(year).digest for year in sorted(set(years)))
        return sha256(digests.encode()).hexdigest()[:12]

    def _rest_of(self, year: int) -> frozenset[date]:
        if year not in self._rest:
            self._rest[year] = self.year(year).rest_days()
            self._rest_in_order[year] = sorted(self._rest[year])
        return self._rest[year]

    def _too_short(self, year: int) -> str:
        held = f"holds {self.years[0]} to {self.years[-1]}" if self.years else "holds no year"
        return (
            f"The work calendar {held}, but a day of {year} is needed. Enter the State Council's "
            f"notice for {year}: review-flows calendar import FILE."
        )


def last_known_year(calendar: WorkCalendar, today: date) -> int | None:
    """Return the last year in a row from today's on whose notice is known.

    None where already the year of `today` is provisional or not held.
    """
    unsettled = calendar.unsettled_from(today.year)
    return unsettled - 1 if unsettled > today.year else None


@dataclass(frozen=True, slots=True)
class NoticeWarning:
    """That the notice of a year is due: terms that reach the year are provisional (暂定)."""

    year: int  # the first one without a known notice
    days_left: int  # calendar days from today until it begins; 0 or less once it has begun


def notice_warning(calendar: WorkCalendar, today: date) -> NoticeWarning | None:
    """Return a warning when the last known year ends in less than sixty days from `today`."""
    known = last_known_year(calendar, today)
    missing = today.year if known is None else known + 1
    days_left = (date(missing, 1, 1) - today).days
    ends_in = days_left - 1
    return NoticeWarning(missing, days_left) if ends_in < NOTICE_EXPECTED_DAYS else None
