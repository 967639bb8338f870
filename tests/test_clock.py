"""The clock: the worked example of the domain, and every edge of a period, a pause, a year."""

from datetime import date, timedelta

import pytest
from clock_builders import (
    ACCEPTED_ON,
    CALENDAR,
    IN_CALENDAR_DAYS,
    NATIONAL,
    calendar_days,
    clock,
    days,
    facts,
    walk_of,
)

from models.clock import ClockBreach, ClockState, read_clock
from models.clock_facts import ClockEvent, ClockEventKind
from models.clock_rules import ClockRules
from models.clock_walk import Milestone, WalkReason
from models.errors import CalendarTooShort
from models.period import DayUnit, Period, last_day
from models.work_calendar import WorkCalendar
from review_flows.calendars import shipped_year

# The worked example: accepted on 25 September 2025, before the long National Day holiday.


def test_the_worked_example_has_its_floor_and_ceiling() -> None:
    read = clock(facts(ACCEPTED_ON), today=ACCEPTED_ON)
    assert (read.floor_on, read.ceiling_on) == (date(2025, 10, 9), date(2025, 10, 22))


def test_the_worked_example_has_its_calendar_day_reading() -> None:
    other = clock(facts(ACCEPTED_ON), today=ACCEPTED_ON).other_reading
    assert other is not None and other.unit is DayUnit.CALENDAR
    assert (other.floor_on, other.ceiling_on) == (date(2025, 9, 30), date(2025, 10, 10))


def test_a_rule_in_calendar_days_has_the_working_day_reading() -> None:
    read = clock(facts(ACCEPTED_ON), ACCEPTED_ON, IN_CALENDAR_DAYS)
    assert (read.floor_on, read.ceiling_on) == (date(2025, 9, 30), date(2025, 10, 10))
    other = read.other_reading
    assert other is not None and other.unit is DayUnit.WORKING
    assert (other.floor_on, other.ceiling_on) == (date(2025, 10, 9), date(2025, 10, 22))


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (calendar_days(15), date(2025, 10, 10)),
        (calendar_days(30), date(2025, 10, 27)),  # the 30th day is Saturday the 25th
        (days(15), date(2025, 10, 22)),
    ],
)
def test_the_worked_example_has_its_filing_terms(period: Period, expected: date) -> None:
    assert last_day(period, ACCEPTED_ON, CALENDAR) == expected


def test_the_walk_of_the_worked_example_tells_every_day() -> None:
    walk = walk_of(facts(ACCEPTED_ON), ACCEPTED_ON)
    told = {day.day: (day.number, day.why) for day in walk}
    assert told[ACCEPTED_ON] == (None, WalkReason.DAY_ZERO)
    assert told[date(2025, 9, 27)] == (None, WalkReason.WEEKEND)
    assert told[date(2025, 9, 28)] == (2, WalkReason.MAKEUP_WORKDAY)
    assert told[date(2025, 10, 5)] == (None, WalkReason.HOLIDAY)
    assert told[date(2025, 10, 9)] == (5, WalkReason.COUNTED)
    assert told[date(2025, 10, 11)] == (7, WalkReason.MAKEUP_WORKDAY)
    assert told[date(2025, 10, 22)] == (15, WalkReason.COUNTED)
    assert len(walk) == 28
    assert {mark: day.day for day in walk for mark in day.milestones} == {
        Milestone.READ_ON: ACCEPTED_ON,
        Milestone.FLOOR: date(2025, 10, 9),
        Milestone.CEILING: date(2025, 10, 22),
    }
    notices = {day.notice for day in walk if day.why is WalkReason.HOLIDAY}
    assert notices == {"国办发明电〔2024〕12号"}


def test_the_walk_says_that_a_last_day_rolled_forward() -> None:
    filing = ClockRules(floor=None, ceiling=calendar_days(30))
    walk = walk_of(facts(ACCEPTED_ON), ACCEPTED_ON, filing)
    assert [(day.day.day, day.number, day.why) for day in walk[-3:]] == [
        (25, 30, WalkReason.COUNTED),
        (26, None, WalkReason.WEEKEND),
        (27, None, WalkReason.ROLLED_FORWARD),
    ]


def test_the_walk_says_that_the_floor_rolled_forward() -> None:
    """The third calendar day after Thursday 5 March 2026 is a Sunday."""
    rules = ClockRules(floor=calendar_days(3), ceiling=calendar_days(15))
    read = clock(facts(date(2026, 3, 5)), date(2026, 3, 5), rules)
    walk = walk_of(facts(date(2026, 3, 5)), date(2026, 3, 5), rules)
    marks = {mark: (day.day, day.number) for day in walk for mark in day.milestones}
    assert marks[Milestone.FLOOR_ROLLED] == (date(2026, 3, 9), 4)
    assert Milestone.FLOOR not in marks and read.floor_on == date(2026, 3, 9)


# The day before, the day, the day after.


@pytest.mark.parametrize(
    ("signed_on", "state", "breach"),
    [
        (date(2025, 9, 30), ClockState.FLOOR_BREACHED, ClockBreach.FLOOR_BREACHED),
        (date(2025, 10, 9), ClockState.MET, None),
        (date(2025, 10, 10), ClockState.MET, None),
        (date(2025, 10, 21), ClockState.MET, None),
        (date(2025, 10, 22), ClockState.MET, None),
        (date(2025, 10, 23), ClockState.CEILING_BREACHED, ClockBreach.CEILING_BREACHED),
    ],
)
def test_an_opinion_keeps_or_breaches_the_periods(
    signed_on: date, state: ClockState, breach: ClockBreach | None
) -> None:
    read = clock(facts(ACCEPTED_ON, ("issued", signed_on)), today=date(2025, 12, 1))
    assert (read.ended_on, read.state, read.breach) == (signed_on, state, breach)


@pytest.mark.parametrize(
    ("today", "left_working", "left_calendar", "breach"),
    [
        (date(2025, 10, 21), 1, 1, None),
        (date(2025, 10, 22), 0, 0, None),
        (date(2025, 10, 23), -1, -1, ClockBreach.CEILING_BREACHED),
        (date(2025, 10, 27), -3, -5, ClockBreach.CEILING_BREACHED),
    ],
)
def test_a_case_without_an_opinion_is_overdue_after_the_ceiling(
    today: date, left_working: int, left_calendar: int, breach: ClockBreach | None
) -> None:
    read = clock(facts(ACCEPTED_ON), today)
    assert (read.left_working, read.left_calendar) == (left_working, left_calendar)
    assert read.breach is breach


def test_elapsed_days_are_counted_in_both_units() -> None:
    read = clock(facts(ACCEPTED_ON), today=date(2025, 10, 10))
    assert (read.elapsed_working, read.elapsed_calendar) == (6, 15)


# Which events count.


def test_before_acceptance_the_clock_has_not_started() -> None:
    for events, today in (([], ACCEPTED_ON), (facts(ACCEPTED_ON), ACCEPTED_ON - timedelta(1))):
        read = clock(events, today)
        assert read.state is ClockState.NOT_STARTED
        assert (read.began_on, read.ceiling_on, read.left_working) == (None, None, None)
        assert (read.breach, read.other_reading) == (None, None)
        assert walk_of(events, today) == ()


@pytest.mark.parametrize("accepted", [True, False])
def test_a_case_that_is_returned_or_withdrawn_ends_without_an_opinion(accepted: bool) -> None:
    events = facts(ACCEPTED_ON, ("closed", date(2025, 9, 28)))
    read = clock(events if accepted else events[1:], today=date(2026, 3, 2))
    assert read.state is ClockState.ENDED_WITHOUT_OPINION
    assert (read.ended_on, read.breach) == (date(2025, 9, 28), None)
    assert read.elapsed_working == (2 if accepted else 0)


def test_a_case_that_is_withdrawn_after_the_ceiling_has_breached_it() -> None:
    read = clock(facts(ACCEPTED_ON, ("closed", date(2025, 10, 23))), today=date(2026, 3, 2))
    assert read.state is ClockState.CEILING_BREACHED


def test_the_clock_of_a_day_past_is_what_it_was_on_that_day() -> None:
    paused = facts(date(2026, 3, 2), ("paused", date(2026, 3, 9)))
    ended = [*paused, ClockEvent(ClockEventKind.RESUMED, date(2026, 3, 11), number=3)]
    assert clock(paused, date(2026, 3, 10)) == clock(ended, date(2026, 3, 10))


def test_the_order_of_the_log_counts_not_the_order_given() -> None:
    events = facts(date(2026, 3, 2), ("paused", date(2026, 3, 9)), ("resumed", date(2026, 3, 11)))
    assert clock(events, date(2026, 3, 16)) == clock(events[::-1], date(2026, 3, 16))


def test_what_comes_after_the_opinion_does_not_touch_the_clock() -> None:
    ended = facts(ACCEPTED_ON, ("issued", date(2025, 10, 9)))
    later = facts(
        ACCEPTED_ON,
        ("issued", date(2025, 10, 9)),
        ("extended", date(2025, 10, 10), 5),
        ("paused", date(2025, 10, 13)),
        ("issued", date(2025, 11, 20)),
    )
    assert clock(later, date(2025, 12, 1)) == clock(ended, date(2025, 12, 1))


def test_a_review_without_periods_has_no_bounds_and_no_breach() -> None:
    nothing_set = ClockRules(floor=None, ceiling=None)
    events, today = facts(ACCEPTED_ON, ("issued", date(2025, 9, 29))), date(2027, 3, 2)
    read = clock(events, today, nothing_set)
    assert (read.floor_on, read.ceiling_on, read.left_working, read.breach) == (None,) * 4
    assert (read.state, read.provisional) == (ClockState.MET, False)
    assert [day.number for day in walk_of(events, today, nothing_set)] == [None, 1, None, 2, 3]


def test_without_a_ceiling_the_walk_explains_the_floor_and_goes_on_to_the_opinion() -> None:
    only_floor = ClockRules(floor=days(7), ceiling=None)
    events = facts(ACCEPTED_ON, ("extended", ACCEPTED_ON, 3))
    walk = walk_of(events, ACCEPTED_ON, only_floor)
    assert (walk[-1].number, walk[-1].day) == (7, date(2025, 10, 11))
    assert clock(events, ACCEPTED_ON, only_floor).floor_on == walk[-1].day
    later = walk_of([*events, _issued(date(2025, 10, 14))], date(2026, 3, 2), only_floor)
    assert (later[-1].number, later[-1].day) == (9, date(2025, 10, 14))


def _issued(on: date) -> ClockEvent:
    return ClockEvent(ClockEventKind.ISSUED, on, number=99)


# The walk beyond the ceiling.


def test_a_late_review_is_walked_to_its_opinion_and_each_day_of_delay_has_its_number() -> None:
    events = facts(ACCEPTED_ON, ("issued", date(2025, 10, 28)))
    walk = walk_of(events, date(2026, 3, 2))
    late = [(day.day.day, day.overdue, day.why) for day in walk if day.day > date(2025, 10, 22)]
    assert late == [
        (23, 1, WalkReason.OVERDUE),
        (24, 2, WalkReason.OVERDUE),
        (25, None, WalkReason.WEEKEND),
        (26, None, WalkReason.WEEKEND),
        (27, 3, WalkReason.OVERDUE),
        (28, 4, WalkReason.OVERDUE),
    ]
    assert clock(events, date(2026, 3, 2)).left_working == -4
    assert [event.kind for event in walk[-1].events] == [ClockEventKind.ISSUED]


# The turn of a year whose notice is not out.


def test_a_review_that_reaches_a_provisional_year_is_provisional() -> None:
    """Accepted on 17 December 2026: 15 working days, with 1 January off, end on 8 January."""
    events = facts(date(2026, 12, 17))
    read = clock(events, today=date(2026, 12, 20))
    assert (read.ceiling_on, read.provisional) == (date(2027, 1, 8), True)
    walk = walk_of(events, date(2026, 12, 20))
    assert {day.provisional for day in walk if day.day.year == 2026} == {False}
    assert {day.provisional for day in walk if day.day.year == 2027} == {True}


def test_a_review_that_ends_in_a_known_year_is_not_provisional() -> None:
    read = clock(facts(date(2026, 12, 10)), today=date(2026, 12, 10))
    assert (read.ceiling_on, read.provisional) == (date(2026, 12, 31), False)


def test_the_other_reading_says_by_itself_that_it_is_provisional() -> None:
    """From 14 December 2026 fifteen calendar days end in December, fifteen working days do not."""
    read = clock(facts(date(2026, 12, 14)), date(2026, 12, 14), IN_CALENDAR_DAYS)
    assert (read.ceiling_on, read.provisional) == (date(2026, 12, 29), False)
    assert read.other_reading is not None and read.other_reading.provisional
    assert read.other_reading.ceiling_on == date(2027, 1, 5)


def test_a_calendar_that_ends_too_early_is_refused() -> None:
    short = WorkCalendar.of(shipped_year(2026))
    with pytest.raises(CalendarTooShort, match="2027"):
        read_clock(facts(date(2026, 12, 17)), NATIONAL, short, date(2026, 12, 20))
