"""Which day is a working day, and by which notice. A day of a year that is not held is refused."""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache, cached_property
from hashlib import sha256

from models.errors import CalendarTooShort

ONE_DAY = timedelta(days=1)
SATURDAY = 5

HOLIDAY_REGULATION = "《全国年节及纪念日放假办法》（2024年11月10日修订）第二条"


class DayKind(StrEnum):
    """Why a day is worked or not."""

    WEEKDAY = "weekday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"  # off by the notice of the year, whatever day of the week it is
    MAKEUP_WORKDAY = "makeup_workday"  # a weekend day worked in exchange (调休上班)


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """One year: where it differs from plain weekends, and who says so.

    A provisional year is one whose notice is unknown: its days may still change.
    """

    year: int
    notice: str  # "国办发明电〔2024〕12号"; empty where no notice is known
    notice_on: date | None
    days_off: frozenset[date]
    workdays: frozenset[date]  # weekend days that are worked in exchange
    provisional: bool
    source: str

    def rest_days(self) -> frozenset[date]:
        """Return every day of the year that is not worked: the days off and the free weekends."""
        first, after_last = date(self.year, 1, 1), date(self.year + 1, 1, 1)
        every_day = map(date.fromordinal, range(first.toordinal(), after_last.toordinal()))
        weekends = {day for day in every_day if day.weekday() >= SATURDAY}
        return self.days_off | (weekends - self.workdays)

    @property
    def digest(self) -> str:
        """Sixteen hex digits that change with anything the year says about its days."""
        return _digest_of(self)


@cache
def _digest_of(year: CalendarYear) -> str:
    days_off = ",".join(day.isoformat() for day in sorted(year.days_off))
    workdays = ",".join(day.isoformat() for day in sorted(year.workdays))
    said = f"{year.year}|{year.notice}|{year.provisional}|{days_off}|{workdays}"
    return sha256(said.encode()).hexdigest()[:16]


def provisional_year(year: int) -> CalendarYear:
    """Return a year before its notice: weekends, and the statutory days with a fixed date.

    Those are 1 January, 1–2 May and 1–3 October (regulation on public holidays, 2024, art. 2).
    Missing are the Spring Festival, Qingming, the Dragon Boat and Mid-autumn days, the substitute
    days of art. 6 and every exchanged weekend: a last day read from it may move either way.
    """
    fixed = [(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)]
    return CalendarYear(
        year=year,
        notice="",
        notice_on=None,
        days_off=frozenset(date(year, month, day) for month, day in fixed),
        workdays=frozenset(),
        provisional=True,
        source=HOLIDAY_REGULATION,
    )


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
        held = self.year(day.year)
        if day in held.days_off:
            return DayKind.HOLIDAY
        if day in held.workdays:
            return DayKind.MAKEUP_WORKDAY
        return DayKind.WEEKDAY if day.weekday() < SATURDAY else DayKind.WEEKEND

    def is_provisional(self, day: date) -> bool:
        """Say whether the notice for the day's year is still unknown."""
        return self.year(day.year).provisional

    def notice_of(self, day: date) -> str:
        """Return the number of the notice that orders the day's year; empty where unknown."""
        return self.year(day.year).notice

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
            f"notice for {year} in review_flows/calendars/{year}.toml."
        )
