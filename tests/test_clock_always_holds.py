"""The clock: what holds for every history, period and day, and how long reading it takes."""

from dataclasses import replace
from datetime import date, timedelta
from time import perf_counter

import chinese_calendar
from clock_builders import ACCEPTED_ON, CALENDAR, NATIONAL, calendar_days, clock, days, facts
from hypothesis import given
from hypothesis import strategies as st

from models.clock import ClockEvent, ClockEventKind, read_clock
from models.clock_walk import WalkReason, explain_clock
from models.period import DayUnit, ReviewPeriods, add_working_days, last_day

DATES = st.dates(date(2024, 1, 1), date(2026, 9, 30))
UNITS = st.sampled_from(DayUnit)


@st.composite
def periods_of_review(draw: st.DrawFn) -> ReviewPeriods:
    floor, more, unit = draw(st.integers(1, 15)), draw(st.integers(0, 25)), draw(UNITS)
    return ReviewPeriods(floor=days(floor, unit), ceiling=days(floor + more, unit))


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[ClockEvent], date]:
    """Draw a case with up to two pauses, the last perhaps open, and a day to read it on."""
    day = accepted_on = draw(DATES)
    later: list[tuple[str, date]] = []
    for kind in ("paused", "resumed", "paused", "resumed")[: draw(st.integers(0, 4))]:
        day += timedelta(draw(st.integers(0, 20)))
        later.append((kind, day))
    return facts(accepted_on, *later), day + timedelta(draw(st.integers(0, 40)))


def total(periods: ReviewPeriods) -> int:
    assert periods.ceiling is not None
    return periods.ceiling.days


@given(histories(), periods_of_review())
def test_the_walk_ends_on_the_ceiling_and_counts_the_whole_period(
    history: tuple[list[ClockEvent], date], periods: ReviewPeriods
) -> None:
    events, today = history
    walk = explain_clock(events, periods, CALENDAR, today)
    numbers = [day.number for day in walk if day.number is not None]
    assert walk[-1].day == clock(events, today, periods).ceiling_on
    assert numbers == list(range(1, total(periods) + 1))
    counted = (WalkReason.COUNTED, WalkReason.MAKEUP_WORKDAY)
    assert all((day.why in counted) is (day.number is not None) for day in walk)
    assert [day.day for day in walk] == [walk[0].day + timedelta(n) for n in range(len(walk))]


@given(histories(), periods_of_review())
def test_the_ceiling_is_never_before_the_floor_and_always_a_working_day(
    history: tuple[list[ClockEvent], date], periods: ReviewPeriods
) -> None:
    events, today = history
    read = clock(events, today, periods)
    assert read.floor_on is not None and read.ceiling_on is not None
    assert read.floor_on <= read.ceiling_on
    assert CALENDAR.is_working(read.ceiling_on)


@given(histories(), periods_of_review())
def test_a_pause_never_shortens_a_period(
    history: tuple[list[ClockEvent], date], periods: ReviewPeriods
) -> None:
    events, today = history
    paused, plain = clock(events, today, periods), clock(events[:1], today, periods)
    assert paused.floor_on is not None and plain.floor_on is not None
    assert paused.ceiling_on is not None and plain.ceiling_on is not None
    assert paused.floor_on >= plain.floor_on
    assert paused.ceiling_on >= plain.ceiling_on


@given(histories(), st.integers(1, 30))
def test_a_ceiling_with_pauses_is_the_day_that_a_plain_count_finds(
    history: tuple[list[ClockEvent], date], number: int
) -> None:
    events, today = history
    read = clock(events, today, ReviewPeriods(floor=None, ceiling=days(number)))
    seen = [event for event in events[1:] if event.on <= today]
    ends = [*(event.on for event in seen), today]
    pauses = [(ends[n], ends[n + 1]) for n in range(0, len(seen), 2)]
    day, counted = events[0].on, 0
    while counted < number:
        day += timedelta(1)
        stands = any(first < day <= last for first, last in pauses)
        counted += CALENDAR.is_working(day) and not stands
    assert read.ceiling_on == day


@given(histories(), st.integers(1, 30))
def test_elapsed_and_left_make_the_whole_period_in_working_days(
    history: tuple[list[ClockEvent], date], number: int
) -> None:
    events, today = history
    read = clock(events, today, ReviewPeriods(floor=None, ceiling=days(number)))
    assert read.left_working is not None
    assert read.elapsed_working + read.left_working == number


@given(histories(), st.integers(1, 30))
def test_elapsed_and_left_make_the_whole_period_in_calendar_days_unless_it_rolled(
    history: tuple[list[ClockEvent], date], number: int
) -> None:
    events, today = history
    periods = ReviewPeriods(floor=None, ceiling=calendar_days(number))
    read = clock(events, today, periods)
    walk = explain_clock(events, periods, CALENDAR, today)
    last_numbered = next(day.day for day in reversed(walk) if day.number == number)
    rolled = [day for day in walk if day.day > last_numbered and day.why is not WalkReason.PAUSED]
    assert read.left_calendar is not None
    assert read.elapsed_calendar + read.left_calendar == number + len(rolled)


@given(histories(), periods_of_review(), st.integers(1, 20))
def test_an_extension_moves_the_ceiling_by_exactly_its_counted_days(
    history: tuple[list[ClockEvent], date], periods: ReviewPeriods, more: int
) -> None:
    events, today = history
    extended = ClockEvent(ClockEventKind.EXTENDED, today, number=99, days=more)
    walk = explain_clock([*events, extended], periods, CALENDAR, today)
    assert max(day.number or 0 for day in walk) == total(periods) + more
    longer = replace(periods, ceiling=days(total(periods) + more, unit_of(periods)))
    assert walk[-1].day == clock(events, today, longer).ceiling_on


def unit_of(periods: ReviewPeriods) -> DayUnit:
    assert periods.ceiling is not None
    return periods.ceiling.unit


@given(DATES, st.integers(1, 40))
def test_working_days_are_added_as_the_library_counts_them(day: date, number: int) -> None:
    expected, counted = day, 0
    while counted < number:
        expected += timedelta(1)
        counted += chinese_calendar.is_workday(expected)
    assert add_working_days(day, number, CALENDAR) == expected
    assert last_day(days(number), day, CALENDAR) == expected


def test_the_clock_is_read_in_less_than_150_microseconds() -> None:
    """It is on the path of every move. The best of several rounds, because machines are shared."""
    events, today = facts(ACCEPTED_ON), date(2025, 10, 10)
    rounds = []
    for _ in range(20):
        start = perf_counter()
        for _ in range(50):
            read_clock(events, NATIONAL, CALENDAR, today)
        rounds.append((perf_counter() - start) / 50)
    assert min(rounds) < 150e-6
