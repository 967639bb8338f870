"""Reminders: which rung is reached on which day, and that a day nobody looked loses nothing."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import CalendarTooShort
from models.reminder import (
    Nearness,
    Reminded,
    Reminder,
    Rung,
    last_day_in_reach,
    nearness,
    reminders_owed,
)
from review_flows.outside.calendar_source import work_calendar

CALENDAR = work_calendar(2024, 2030)
DUE_ON = date(2025, 10, 22)  # a Wednesday; 28 September and 11 October are worked
HOLDER, CHIEF, AUDITOR = Reminded
LADDER = (Rung(3, HOLDER), Rung(1, HOLDER), Rung(0, CHIEF), Rung(-1, CHIEF), Rung(-1, AUDITOR))
DUE_DAYS = st.dates(date(2024, 6, 1), date(2026, 6, 30))
OFFSETS = st.integers(-60, 60)
LADDERS = st.lists(st.builds(Rung, st.integers(-1, 10), st.sampled_from(Reminded)), max_size=8)


def near(due_on: date, today: date) -> Nearness:
    return nearness(LADDER, due_on, today, CALENDAR)


def keys(found: tuple[Rung, ...] | tuple[Reminder, ...]) -> list[str]:
    return [(one if isinstance(one, Rung) else one.rung).key for one in found]


def looked(due_on: date, days: list[date], ladder: tuple[Rung, ...] = LADDER) -> list[Reminder]:
    """What is recorded when somebody looks on these days only."""
    recorded: list[Reminder] = []
    for day in days:
        spoken = {(one.rung.key, one.due_on) for one in recorded}
        recorded += reminders_owed(nearness(ladder, due_on, day, CALENDAR), due_on, spoken)
    return recorded


@pytest.mark.parametrize(
    ("today", "reached", "left"),
    [
        (date(2025, 10, 16), [], 4),
        (date(2025, 10, 17), ["3:holder"], 3),
        (date(2025, 10, 19), ["3:holder"], 3),  # a Sunday
        (date(2025, 10, 20), ["3:holder"], 2),
        (date(2025, 10, 21), ["3:holder", "1:holder"], 1),
        (date(2025, 10, 22), ["3:holder", "1:holder", "0:chief"], 0),
        (date(2025, 10, 23), [rung.key for rung in LADDER], -1),
    ],
)
def test_a_last_day_climbs_the_ladder_by_working_days(
    today: date, reached: list[str], left: int
) -> None:
    found = near(DUE_ON, today)
    assert (keys(found.reached), found.days_left) == (reached, left)


def test_over_a_long_holiday_the_days_off_are_not_counted() -> None:
    # 1 to 8 October 2025 are off: on 30 September one working day is left until the 9th.
    assert keys(near(date(2025, 10, 9), date(2025, 9, 30)).reached) == ["3:holder", "1:holder"]


def test_on_the_day_off_after_the_last_day_it_is_overdue_with_no_working_day_gone() -> None:
    found = near(date(2025, 10, 24), date(2025, 10, 25))  # a Friday, then a Saturday
    assert (found.days_left, keys(found.reached)[-1]) == (0, "-1:auditor")


def test_a_last_day_on_a_day_off_is_not_due_before_it_comes() -> None:
    saturday = date(2025, 10, 25)
    assert keys(near(saturday, date(2025, 10, 24)).reached)[-1] == "1:holder"
    assert keys(near(saturday, saturday).reached)[-1] == "0:chief"


def test_each_addressee_is_sent_the_strongest_of_one_look_and_the_others_are_recorded() -> None:
    owed = reminders_owed(near(DUE_ON, date(2025, 10, 23)), DUE_ON, set())
    assert keys(owed) == [rung.key for rung in LADDER]
    assert keys(tuple(one for one in owed if not one.overtaken)) == [
        "1:holder",
        "-1:chief",
        "-1:auditor",
    ]


def test_a_rung_added_below_one_that_was_recorded_is_not_sent() -> None:
    # The case was put under other rules, whose ladder has one more rung.
    (owed,) = reminders_owed(near(DUE_ON, date(2025, 10, 21)), DUE_ON, {("1:holder", DUE_ON)})
    assert (owed.rung.key, owed.overtaken) == ("3:holder", True)


def test_when_the_last_day_moves_the_ladder_begins_anew() -> None:
    moved = DUE_ON + timedelta(14)
    before = {(rung.key, DUE_ON) for rung in LADDER}
    assert keys(reminders_owed(near(moved, moved - timedelta(2)), moved, before)) == ["3:holder"]


def test_a_rung_that_the_ladder_has_twice_is_owed_once() -> None:
    twice = nearness((*LADDER, *LADDER), DUE_ON, DUE_ON, CALENDAR)
    assert keys(twice.reached) == ["3:holder", "1:holder", "0:chief"]


def test_a_year_that_is_not_held_is_refused_and_not_guessed() -> None:
    with pytest.raises(CalendarTooShort):
        near(date(2031, 1, 3), date(2030, 12, 30))


def test_the_addressees_stand_in_the_order_of_escalation() -> None:
    found = nearness(tuple(Rung(0, to) for to in reversed(Reminded)), DUE_ON, DUE_ON, CALENDAR)
    assert keys(found.reached) == ["0:holder", "0:chief", "0:auditor"]


@settings(deadline=None)
@given(DUE_DAYS, OFFSETS)
def test_the_rungs_reached_are_always_the_lower_end_of_the_ladder(due_on: date, days: int) -> None:
    reached = near(due_on, due_on + timedelta(days)).reached
    assert reached == LADDER[: len(reached)]
    assert (LADDER[2] in reached) is (days >= 0)
    assert (LADDER[3] in reached) is (days > 0)


@settings(deadline=None)
@given(DUE_DAYS, OFFSETS, LADDERS)
def test_a_rung_once_reached_stays_reached(due_on: date, days: int, ladder: list[Rung]) -> None:
    day = due_on + timedelta(days)
    before = nearness(ladder, due_on, day, CALENDAR).reached
    after = nearness(ladder, due_on, day + timedelta(1), CALENDAR).reached
    assert set(before) <= set(after)


@settings(deadline=None)
@given(DUE_DAYS, LADDERS, st.sets(st.integers(-20, 20), min_size=1))
def test_missing_days_ends_with_the_same_record_as_looking_daily(
    due_on: date, ladder: list[Rung], looked_on: set[int]
) -> None:
    some = [due_on + timedelta(days) for days in sorted(looked_on)]
    daily = [due_on + timedelta(days) for days in range(-20, max(looked_on) + 1)]
    recorded = looked(due_on, some, tuple(ladder))
    assert len(recorded) == len(set(keys(tuple(recorded))))
    assert set(keys(tuple(recorded))) == set(keys(tuple(looked(due_on, daily, tuple(ladder)))))


@settings(deadline=None)
@given(DUE_DAYS, LADDERS, st.lists(st.integers(-20, 20)))
def test_what_is_sent_to_one_addressee_only_grows_stronger(
    due_on: date, ladder: list[Rung], days: list[int]
) -> None:
    # Looked at in any order: a clock that was put back must not remind anew.
    recorded = looked(due_on, [due_on + timedelta(n) for n in days], tuple(ladder))
    for to in Reminded:
        sent = [one.rung.left for one in recorded if one.rung.to is to and not one.overtaken]
        assert sent == sorted(set(sent), reverse=True)


@settings(deadline=None)
@given(DUE_DAYS, LADDERS, st.integers(0, 60))
def test_beyond_the_reach_nothing_is_owed_and_at_its_end_something_is(
    today: date, ladder: list[Rung], days: int
) -> None:
    reach = last_day_in_reach(ladder, today, CALENDAR)
    beyond = reach + timedelta(1 + days)
    assert nearness(ladder, beyond, today, CALENDAR).reached == ()
    assert bool(nearness(ladder, reach, today, CALENDAR).reached) is bool(ladder)
