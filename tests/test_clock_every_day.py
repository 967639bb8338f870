"""The clock, from every day of 2004 to 2026: its last days against two libraries' own calendars."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

import chinese_calendar
import holidays
from clock_builders import CALENDAR, days, facts

from models.clock import read_bounds
from models.clock_rules import ClockRules
from models.work_calendar import SATURDAY

FIRST, LAST = date(2004, 1, 1), date(2026, 12, 31)  # what both libraries know
TERMS = (5, 7, 10, 15, 30)
# A Saturday that the notice for 2006 (国办发明电〔2005〕35号) made a workday for a day off in the
# new year. `holidays` has it; `chinesecalendar` has not, nor has our year 2005, read from it.
DISPUTED = {date(2005, 12, 31)}


def every_day() -> Iterator[date]:
    return map(date.fromordinal, range(FIRST.toordinal(), LAST.toordinal() + 1))


@cache
def worked_by_chinesecalendar() -> tuple[date, ...]:
    return tuple(day for day in every_day() if chinese_calendar.is_workday(day))


@cache
def worked_by_holidays() -> tuple[date, ...]:
    china = holidays.country_holidays("CN", years=range(FIRST.year, LAST.year + 1))
    return tuple(day for day in every_day() if china.is_working_day(day))


def ceiling_of(start: date, number: int) -> date | None:
    """What the product says of a review accepted on that day."""
    rules = ClockRules(floor=None, ceiling=days(number))
    return read_bounds(facts(start), rules, CALENDAR, start).ceiling_on


def terms_within(worked: tuple[date, ...]) -> dict[tuple[date, int], date]:
    """Each term that ends by the end of 2026, with the n-th worked day after its start."""
    found = {}
    for start in every_day():
        after = bisect_right(worked, start)
        for number in TERMS:
            if after + number <= len(worked):
                found[start, number] = worked[after + number - 1]
    return found


@cache
def ours() -> dict[tuple[date, int], date | None]:
    """Every term that ends by the end of 2026, as the product reads it."""
    read = {(start, number): ceiling_of(start, number) for start in every_day() for number in TERMS}
    return {term: end for term, end in read.items() if end is not None and end <= LAST}


# The first start of each term that ends only in 2027, whose days nobody knows yet.
TOO_LATE = {
    5: date(2026, 12, 25),
    7: date(2026, 12, 23),
    10: date(2026, 12, 18),
    15: date(2026, 12, 11),
    30: date(2026, 11, 20),
}


def test_every_term_from_2004_to_2026_ends_where_chinesecalendar_ends_it() -> None:
    """8401 starts × 5 terms, but for those that need the days of 2027."""
    theirs = terms_within(worked_by_chinesecalendar())
    too_late = sum((LAST - first).days + 1 for first in TOO_LATE.values())
    assert len(theirs) == 8401 * len(TERMS) - too_late == 41_912
    for number, first in TOO_LATE.items():
        assert (first - timedelta(1), number) in theirs and (first, number) not in theirs
    assert ours() == theirs


def test_the_libraries_dispute_exactly_the_days_that_are_named_here() -> None:
    by_one = set(worked_by_chinesecalendar())
    assert by_one ^ set(worked_by_holidays()) == DISPUTED
    assert all(not CALENDAR.is_working(day) for day in DISPUTED)


def test_every_term_that_does_not_run_over_a_disputed_day_ends_where_holidays_ends_it() -> None:
    theirs = terms_within(worked_by_holidays())
    assert theirs.keys() == ours().keys()
    different = {term for term, end in theirs.items() if end != ours()[term]}
    over_it = {
        (start, number)
        for (start, number), end in theirs.items()
        if any(start < day <= end for day in DISPUTED)
    }
    assert different == over_it


def test_a_quarter_to_a_third_of_terms_is_wrong_without_the_make_up_workdays() -> None:
    """The error of an engine that knows the holidays but not 调休.

    Of the terms of 15 working days that begin on a working day: those whose last day is another
    one when every holiday is kept and every Saturday and Sunday is taken as free.
    """
    plain = tuple(day for day in worked_by_chinesecalendar() if day.weekday() < SATURDAY)
    wrong, begun = Counter[int](), Counter[int]()
    for start in worked_by_chinesecalendar():
        end, after = ours().get((start, 15)), bisect_right(plain, start)
        if end is not None:
            begun[start.year] += 1
            wrong[start.year] += plain[after : after + 15][-1:] != (end,)
    share = {year: round(100 * wrong[year] / begun[year]) for year in begun}
    assert (wrong.total(), begun.total()) == (1507, 5729)  # 26 in a hundred
    assert (share[2024], share[2025], share[2026]) == (35, 28, 26)
