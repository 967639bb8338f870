"""The clock: what holds for every history, rule and calendar, and how long reading it takes."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from clock_builders import (
    ACCEPTED_ON,
    CALENDAR,
    DATES,
    NATIONAL,
    Case,
    calendar_days,
    cases,
    days,
    facts,
    with_day_off,
)
from counting_calls import calls_of
from hypothesis import given
from hypothesis import strategies as st

from models.clock import ClockReading, ClockState, read_bounds, read_clock
from models.clock_facts import ClockEvent, ClockEventKind
from models.clock_rules import ClockRules
from models.clock_walk import Milestone, WalkDay, WalkReason
from models.period import DayCount, DayUnit, Period

PAUSED, RESUMED = ClockEventKind.PAUSED, ClockEventKind.RESUMED
EXTENDED, EXEMPTED = ClockEventKind.EXTENDED, ClockEventKind.EXEMPTED
UNITS = st.sampled_from(DayUnit)


def not_before(later: date | None, earlier: date | None) -> bool:
    """Both are set and in this order, or neither is set."""
    return later is earlier is None or bool(later and earlier and later >= earlier)


# What may move a last day, and where to.


@given(cases())
def test_a_pause_never_brings_a_last_day_forward(case: Case) -> None:
    """Without its pauses the same review has its last days on the same days or before."""
    paused, never = case.read(), case.without(PAUSED, RESUMED).read()
    assert not_before(paused.floor_on, never.floor_on)
    assert not_before(paused.ceiling_on, never.ceiling_on)


@given(cases(), st.integers(-20, 60))
def test_one_more_day_off_never_brings_a_last_day_forward(case: Case, after: int) -> None:
    """In neither unit. The last day to submit, counted back from a meeting, only goes earlier."""
    calendar = with_day_off(case.events[0].on + timedelta(after))
    read, moved = case.read(), read_clock(case.events, case.rules, calendar, case.today)
    assert not_before(moved.floor_on, read.floor_on)
    assert not_before(moved.ceiling_on, read.ceiling_on)
    assert not_before(read.submit_by, moved.submit_by)
    if (moved.began_on, moved.extended_by) == (read.began_on, read.extended_by):
        assert (read.other_reading is None) is (moved.other_reading is None)
    if read.other_reading is not None and moved.other_reading is not None:
        assert not_before(moved.other_reading.floor_on, read.other_reading.floor_on)
        assert not_before(moved.other_reading.ceiling_on, read.other_reading.ceiling_on)


@given(cases(), st.integers(1, 20))
def test_an_extension_adds_its_days_to_the_ceiling_unless_the_clock_has_ended(
    case: Case, more: int
) -> None:
    """Whether it was granted in time the desk looks at, by the calendar of that day."""
    read = case.read()
    extended = ClockEvent(EXTENDED, case.today, number=99, days=more)
    again = replace(case, events=[*case.events, extended])
    assert again.read().floor_on == read.floor_on
    if read.ended_on is not None:
        assert again.read() == read
    elif read.ceiling_on is not None and case.rules.ceiling is not None:
        numbers = [day.number for day in again.walk() if day.number is not None]
        assert max(numbers) == case.rules.ceiling.days + read.extended_by + more
        assert not_before(again.read().ceiling_on, read.ceiling_on)


@given(cases())
def test_an_exemption_moves_no_last_day_and_excuses_only_the_floor(case: Case) -> None:
    plain = case.without(EXEMPTED)
    at_once = ClockEvent(EXEMPTED, plain.events[0].on, number=0)
    lifted, never = replace(plain, events=[at_once, *plain.events]).read(), plain.read()
    assert lifted.exempted or case.today < at_once.on
    assert (lifted.floor_on, lifted.ceiling_on) == (never.floor_on, never.ceiling_on)
    excused = never.state is ClockState.FLOOR_BREACHED
    assert lifted.state is (ClockState.EXEMPT if excused else never.state)


# Reading again.


@given(cases(), st.integers(0, 60))
def test_the_reading_of_a_day_depends_on_nothing_that_came_later(case: Case, back: int) -> None:
    day = case.today - timedelta(back)
    then = replace(case, today=day)
    known = replace(then, events=[event for event in case.events if event.on <= day])
    assert (then.read(), then.walk()) == (known.read(), known.walk())


@given(cases(), st.integers(0, 99))
def test_the_order_of_the_log_counts_not_the_order_given(case: Case, seed: int) -> None:
    shuffled = Random(seed).sample(case.events, len(case.events))
    assert replace(case, events=shuffled).read() == case.read()


@given(cases(ended=True), st.integers(0, 400))
def test_the_reading_of_a_closed_case_never_changes(case: Case, more: int) -> None:
    closed, on = case.read(), case.today
    assert closed.ended_on == on and not closed.paused
    late = [ClockEvent(kind, on, number=99, days=9) for kind in ClockEventKind]
    afterwards = Case([*case.events, *late], case.rules, on + timedelta(more))
    # A meeting may be planned after the end; it belongs to the submission, not to the review.
    read = replace(
        afterwards.read(),
        meeting_on=closed.meeting_on,
        submit_by=closed.submit_by,
        submitted_late=closed.submitted_late,
        submit_provisional=closed.submit_provisional,
    )
    assert read == closed


@given(cases())
def test_a_ceiling_that_was_breached_stays_breached(case: Case) -> None:
    """No pause, supplement or end heals it; an extension the desk grants only before."""
    plain = case.without(EXTENDED)
    states = [replace(plain, today=day).read().state for day in plain.days()]
    breached = ClockState.CEILING_BREACHED
    assert all(after is breached for before, after in pairwise(states) if before is breached)


@given(cases())
def test_the_fast_reading_is_the_full_one(case: Case) -> None:
    bounds, read = read_bounds(case.events, case.rules, CALENDAR, case.today), case.read()
    assert (bounds.floor_on, bounds.ceiling_on) == (read.floor_on, read.ceiling_on)
    assert (bounds.provisional, bounds.paused) == (read.provisional, read.paused)


# Both units.


@given(cases())
def test_working_days_are_never_more_than_calendar_days(case: Case) -> None:
    read = case.read()
    assert 0 <= read.elapsed_working <= read.elapsed_calendar
    assert 0 <= read.paused_working <= read.paused_calendar
    if read.left_working is not None and read.left_calendar is not None:
        assert abs(read.left_working) <= abs(read.left_calendar)


@given(cases(), st.integers(1, 30))
def test_so_many_working_days_never_end_before_as_many_calendar_days(
    case: Case, number: int
) -> None:
    """Over the same days on which time stands, so on the same counts: a floor, never extended."""
    working = replace(case, rules=replace(case.rules, floor=days(number), ceiling=None))
    calendar = replace(case, rules=replace(case.rules, floor=calendar_days(number), ceiling=None))
    assert working.read().began_on == calendar.read().began_on
    assert not_before(working.read().floor_on, calendar.read().floor_on)


@given(cases())
def test_the_other_reading_is_what_the_same_rules_say_in_the_other_unit(case: Case) -> None:
    """Where what was in time, and so counted, was in time in both units."""
    read, turned = case.read(), replace(case, rules=in_other_unit(case)).read()
    if (turned.extended_by, turned.began_on) == (read.extended_by, read.began_on):
        assert (read.other_reading is None) is (turned.began_on is None)
        if read.other_reading is not None:
            other = (read.other_reading.floor_on, read.other_reading.ceiling_on)
            assert other == (turned.floor_on, turned.ceiling_on)
            assert read.other_reading.provisional == turned.provisional


def in_other_unit(case: Case) -> ClockRules:
    def turned(period: Period | None) -> Period | None:
        return replace(period, unit=period.unit.other) if period else None

    return replace(case.rules, floor=turned(case.rules.floor), ceiling=turned(case.rules.ceiling))


@given(cases())
def test_elapsed_and_left_make_the_whole_term_in_working_days(case: Case) -> None:
    read, ceiling = case.read(), case.rules.ceiling
    if read.left_working is not None and ceiling is not None and ceiling.unit is DayUnit.WORKING:
        assert read.elapsed_working + read.left_working == ceiling.days + read.extended_by


# The last day.


@given(cases())
def test_last_days_are_worked_and_counted_and_the_floor_is_not_after_the_ceiling(
    case: Case,
) -> None:
    read = case.read()
    stood = {day.day for day in case.walk() if day.why is WalkReason.PAUSED}
    for bound in (read.floor_on, read.ceiling_on):
        assert bound is None or (CALENDAR.is_working(bound) and bound not in stood)
    if read.floor_on is not None and read.ceiling_on is not None:
        assert read.floor_on <= read.ceiling_on


@given(DATES, st.integers(0, 40), UNITS, st.sets(st.integers(-5, 90)))
def test_the_day_of_a_number_is_the_one_that_counting_day_by_day_finds(
    event_on: date, number: int, unit: DayUnit, stood: set[int]
) -> None:
    standing = {event_on + timedelta(offset) for offset in stood}
    day, counted = event_on, 0
    while counted < number:
        day += timedelta(1)
        worked = unit is DayUnit.CALENDAR or CALENDAR.is_working(day)
        counted += worked and day not in standing
    assert DayCount(unit, CALENDAR, standing).nth(event_on, number) == day


# The walk.


@given(cases())
def test_the_walk_has_every_day_to_the_ceiling_or_the_end_and_marks_the_last_days(
    case: Case,
) -> None:
    read, walk = case.read(), case.walk()
    assert (walk == ()) is (read.began_on is None)
    if read.began_on is None:
        return
    until = read.ended_on or case.today
    assert walk[-1].day == max(read.ceiling_on or read.floor_on or until, until)
    assert all(after.day - before.day == timedelta(1) for before, after in pairwise(walk))
    marks = {mark: day.day for day in walk for mark in day.milestones}
    assert marks.get(Milestone.CEILING) == read.ceiling_on
    assert marks.get(Milestone.FLOOR, marks.get(Milestone.FLOOR_ROLLED)) == read.floor_on
    if read.meeting_on is not None and walk[0].day <= read.meeting_on <= walk[-1].day:
        assert marks[Milestone.MEETING] == read.meeting_on
    assert [day.day for day in walk if day.why is WalkReason.DAY_ZERO][-1] == read.began_on
    seen = [event for day in walk for event in day.events]
    known = [event for event in case.events if walk[0].day <= event.on <= case.today]
    assert seen == [event for event in known if event.on <= walk[-1].day]


@given(cases())
def test_the_numbers_of_the_walk_are_one_after_the_other_up_to_the_whole_term(case: Case) -> None:
    read, ceiling = case.read(), case.rules.ceiling
    last_count = [day for day in case.walk() if day.day >= (read.began_on or case.today)]
    numbers = [day.number for day in last_count if day.number is not None]
    assert numbers == list(range(1, len(numbers) + 1))
    if ceiling is not None and read.began_on is not None:
        assert len(numbers) == ceiling.days + read.extended_by
    overdue = [day.overdue for day in last_count if day.overdue is not None]
    assert overdue == list(range(1, len(overdue) + 1))


@given(cases())
def test_the_walk_says_of_each_day_what_the_clock_read_on_that_day_says(case: Case) -> None:
    """What had elapsed at its end, and once the ceiling has passed, how much is overdue.

    Without extensions: one that the desk would refuse as late would change what was overdue.
    """
    case = case.without(EXTENDED)
    read, number, overdue = case.read(), 0, 0
    until = read.ended_on or case.today
    for day in case.walk():
        number = 0 if day.why is WalkReason.DAY_ZERO else day.number or number
        overdue = day.overdue or overdue
        then = replace(case, today=day.day).read()
        if day.day > until or then.began_on is None:  # not known yet that it had begun
            continue
        elapsed, left = in_unit_of(case, then)
        if read.ceiling_on is not None and day.day > read.ceiling_on:
            assert left == -overdue
        elif not fills_up(case, day):
            assert elapsed == number


def in_unit_of(case: Case, read: ClockReading) -> tuple[int, int | None]:
    if case.rules.unit is DayUnit.WORKING:
        return read.elapsed_working, read.left_working
    return read.elapsed_calendar, read.left_calendar


def fills_up(case: Case, day: WalkDay) -> bool:
    """Between a last calendar day and the working day that it was moved to."""
    return case.rules.unit is DayUnit.CALENDAR and day.number is None


def test_the_clock_is_read_with_less_than_a_thousand_calls() -> None:
    """It is on the path of every move; tests/bench/bench_clock.py has the microseconds."""
    events, today = facts(ACCEPTED_ON), date(2025, 10, 10)
    read_clock(events, NATIONAL, CALENDAR, today)
    assert calls_of(lambda: read_clock(events, NATIONAL, CALENDAR, today)) < 1_000
