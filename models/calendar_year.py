"""One year of the work calendar: its holidays, who ordered them, and what later notices changed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from hashlib import sha256

ONE_DAY = timedelta(days=1)
SATURDAY = 5


class DayKind(StrEnum):
    """Why a day is worked or not."""

    WEEKDAY = "weekday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"  # off by the notice of the year, whatever day of the week it is
    MAKEUP_WORKDAY = "makeup_workday"  # a weekend day worked in exchange (调休上班)

    @property
    def worked(self) -> bool:
        """Whether such a day is worked."""
        return self in (DayKind.WEEKDAY, DayKind.MAKEUP_WORKDAY)


class CalendarOrigin(StrEnum):
    """Where a year comes from: the rungs of trust, the most trusted first."""

    SITE = "site"  # the site's own folder
    SHIPPED = "shipped"  # review_flows/calendars
    LIBRARY = "library"  # the package chinesecalendar
    PROVISIONAL = "provisional"  # weekends and the statutory days; no notice is known


@dataclass(frozen=True, slots=True)
class Holiday:
    """A run of days off under one name, and the weekend days that are worked for it."""

    name: str
    first: date
    last: date
    workdays: tuple[date, ...] = ()

    def days_off(self) -> Iterator[date]:
        """Return its days, the first to the last."""
        return map(date.fromordinal, range(self.first.toordinal(), self.last.toordinal() + 1))


@dataclass(frozen=True, slots=True)
class Amendment:
    """A later notice that orders days of the year anew, in the place of what was said of them.

    A day of `workdays` need not be a weekend day: a day off may be taken back.
    """

    notice: str
    notice_on: date
    source: str
    days_off: frozenset[date]
    workdays: frozenset[date]

    def orders(self, day: date) -> bool:
        """Say whether the notice names the day."""
        return day in self.days_off or day in self.workdays


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """One year: where it differs from plain weekends, and who says so.

    `days_off` and `workdays` are what holds, with every amendment in it; `holidays` is what the
    first notice said. A provisional year is one whose notice is unknown or which nobody compared
    with its notice: its days may still change.
    """

    year: int
    notice: str  # "国办发明电〔2024〕12号"; empty where no notice is known
    notice_on: date | None
    days_off: frozenset[date]
    workdays: frozenset[date]  # weekend days that are worked in exchange
    provisional: bool
    source: str
    amendments: tuple[Amendment, ...] = ()
    # Neither changes a day, so years are equal without them.
    holidays: tuple[Holiday, ...] = field(default=(), compare=False)
    origin: CalendarOrigin = field(default=CalendarOrigin.SITE, compare=False)

    def kind_of(self, day: date) -> DayKind:
        """Say why a day of the year is worked or not."""
        if day in self.days_off:
            return DayKind.HOLIDAY
        if day in self.workdays:
            return DayKind.MAKEUP_WORKDAY
        return DayKind.WEEKDAY if day.weekday() < SATURDAY else DayKind.WEEKEND

    def notice_of(self, day: date) -> str:
        """Return the number of the notice that orders the day: the latest that names it."""
        named = (later.notice for later in reversed(self.amendments) if later.orders(day))
        return next(named, self.notice)

    def every_day(self) -> Iterator[date]:
        """Return 1 January to 31 December."""
        first, after_last = date(self.year, 1, 1), date(self.year + 1, 1, 1)
        return map(date.fromordinal, range(first.toordinal(), after_last.toordinal()))

    def rest_days(self) -> frozenset[date]:
        """Return every day of the year that is not worked: the days off and the free weekends."""
        weekends = {day for day in self.every_day() if day.weekday() >= SATURDAY}
        return self.days_off | (weekends - self.workdays)

    def amended(self, later: Amendment) -> "CalendarYear":
        """Return the year with a later notice in it."""
        weekend = {day for day in later.workdays if day.weekday() >= SATURDAY}
        return replace(
            self,
            days_off=(self.days_off - later.workdays) | later.days_off,
            workdays=(self.workdays - later.days_off) | weekend,
            amendments=(*self.amendments, later),
        )

    @property
    def digest(self) -> str:
        """Sixteen hex digits that change with anything the year says about its days."""
        return _digest_of(self)


def year_of(
    year: int,
    holidays: Iterable[Holiday],
    *,
    source: str,
    provisional: bool,
    notice: str = "",
    notice_on: date | None = None,
    origin: CalendarOrigin = CalendarOrigin.SITE,
) -> CalendarYear:
    """Return a year from its holidays, before any amendment."""
    held = tuple(holidays)
    return CalendarYear(
        year=year,
        notice=notice,
        notice_on=notice_on,
        days_off=frozenset(day for holiday in held for day in holiday.days_off()),
        workdays=frozenset(day for holiday in held for day in holiday.workdays),
        provisional=provisional,
        source=source,
        holidays=held,
        origin=origin,
    )


def runs(days: Iterable[date]) -> Iterator[tuple[date, date]]:
    """Return the first and last day of each run of days that follow one another."""
    run: tuple[date, date] | None = None
    for day in sorted(set(days)):
        if run and day == run[1] + ONE_DAY:
            run = run[0], day
            continue
        if run:
            yield run
        run = day, day
    if run:
        yield run


@cache
def _digest_of(year: CalendarYear) -> str:
    said = f"{year.year}|{year.notice}|{year.provisional}|{_listed(year.days_off)}"
    said += f"|{_listed(year.workdays)}"
    for later in year.amendments:
        said += f"|{later.notice}|{_listed(later.days_off)}|{_listed(later.workdays)}"
    return sha256(said.encode()).hexdigest()[:16]


def _listed(days: Iterable[date]) -> str:
    return ",".join(day.isoformat() for day in sorted(days))
