"""Reminders: which rung is reached on which day, and that a day nobody looked loses nothing."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from clock_builders import ACCEPTED_ON, CALENDAR, clock, facts
from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import CalendarTooShort
from models.reminder import Reminder, Rung, reminder_to_send, rungs_for_day, rungs_reached

DUE_ON = date(2025, 10, 22)  # the ceiling of 15 working days after ACCEPTED_ON, a Wednesday
DUE_DAYS = st.dates(date(2024, 6, 1), date(2026, 6, 30))
OFFSETS = st.integers(-60, 60)


def names(reached: tuple[Reminder, ...]) -> list[str]:
    return [str(reminder.rung) for reminder in reached]


def looked(due_on: date, days: list[date]) -> list[Reminder]:
    """What goes out when somebody looks on these days only."""
    sent: list[Reminder] = []
    for day in days:
        spoken = {(one.rung, one.due_on) for one in sent}
        owed = reminder_to_send(rungs_for_day(due_on, day, CALENDAR), spoken)
        sent += [owed] if owed else []
    return sent


@pytest.mark.parametrize(
    ("today", "strongest", "left"),
    [
        (date(2025, 10, 16), None, 4),
        (date(2025, 10, 17), "three_days_left", 3),
        (date(2025, 10, 19), "three_days_left", 3),  # a Sunday
        (date(2025, 10, 20), "three_days_left", 2),
        (date(2025, 10, 21), "one_day_left", 1),
        (date(2025, 10, 22), "due_today", 0),
        (date(2025, 10, 23), "overdue", -1),
    ],
)
def test_a_case_climbs_the_ladder_by_working_days(
    today: date, strongest: str | None, left: int
) -> None:
    case = clock(facts(ACCEPTED_ON), today)
    reached = rungs_reached(case, today)
    assert case.left_working == left
    assert (names(reached)[-1] if reached else None) == strongest
    assert {(one.due_on, one.days_left) for one in reached} <= {(DUE_ON, left)}


def test_over_a_long_holiday_the_days_off_are_not_counted() -> None:
    # 1 to 8 October 2025 are off: on 30 September one working day is left until the 9th.
    assert names(rungs_for_day(date(2025, 10, 9), date(2025, 9, 30), CALENDAR)) == [
        "three_days_left",
        "one_day_left",
    ]


def test_on_the_day_off_after_the_last_day_it_is_overdue_with_no_working_day_gone() -> None:
    friday = date(2025, 10, 24)
    assert rungs_for_day(friday, date(2025, 10, 25), CALENDAR)[-1] == Reminder(
        Rung.OVERDUE, friday, 0
    )


def test_a_last_day_on_a_day_off_is_not_due_before_it_comes() -> None:
    saturday = date(2025, 10, 25)
    assert names(rungs_for_day(saturday, date(2025, 10, 24), CALENDAR))[-1] == "one_day_left"
    assert names(rungs_for_day(saturday, saturday, CALENDAR))[-1] == "due_today"


def test_while_time_stands_nobody_is_reminded_and_afterwards_the_ladder_begins_anew() -> None:
    paused = facts(ACCEPTED_ON, ("paused", date(2025, 10, 20)))
    day = date(2025, 11, 5)
    assert rungs_reached(clock(paused, day), day) == ()

    resumed = facts(ACCEPTED_ON, ("paused", date(2025, 10, 20)), ("resumed", date(2025, 11, 5)))
    reached = rungs_reached(clock(resumed, day), day)
    assert names(reached) == ["three_days_left"]
    assert reminder_to_send(reached, {(Rung.ONE_DAY_LEFT, DUE_ON)}) == reached[-1]


def test_after_the_opinion_nobody_is_reminded_even_if_it_came_late() -> None:
    late = date(2025, 10, 30)
    assert rungs_reached(clock(facts(ACCEPTED_ON, ("issued", late)), late), late) == ()


def test_without_a_ceiling_there_is_nothing_to_remind_of() -> None:
    endless = replace(clock(facts(ACCEPTED_ON), DUE_ON), ceiling_on=None, left_working=None)
    assert rungs_reached(endless, DUE_ON) == ()


def test_what_is_done_needs_no_reminder_however_late() -> None:
    day = DUE_ON + timedelta(9)
    assert names(rungs_for_day(DUE_ON, day, CALENDAR)) == [str(rung) for rung in Rung]
    assert rungs_for_day(DUE_ON, day, CALENDAR, done=True) == ()


def test_a_year_that_is_not_held_is_refused_and_not_guessed() -> None:
    with pytest.raises(CalendarTooShort):
        rungs_for_day(date(2031, 1, 3), date(2030, 12, 30), CALENDAR)


def test_whoever_looks_late_says_the_strongest_once_and_never_the_weaker_ones() -> None:
    day = DUE_ON + timedelta(5)
    assert names(tuple(looked(DUE_ON, [day, day, day + timedelta(1)]))) == ["overdue"]


def test_a_weaker_rung_than_the_one_sent_is_not_sent() -> None:
    reached = rungs_for_day(DUE_ON, date(2025, 10, 21), CALENDAR)
    assert reminder_to_send(reached, {(Rung.DUE_TODAY, DUE_ON)}) is None
    assert reminder_to_send(reached, {(Rung.THREE_DAYS_LEFT, DUE_ON)}) == reached[-1]


@settings(deadline=None)
@given(DUE_DAYS, OFFSETS)
def test_the_rungs_reached_are_always_the_lower_end_of_the_ladder(due_on: date, days: int) -> None:
    reached = [one.rung for one in rungs_for_day(due_on, due_on + timedelta(days), CALENDAR)]
    assert reached == list(Rung)[: len(reached)]
    assert (Rung.DUE_TODAY in reached) is (days >= 0)
    assert (Rung.OVERDUE in reached) is (days > 0)


@settings(deadline=None)
@given(DUE_DAYS, OFFSETS)
def test_a_rung_once_reached_stays_reached(due_on: date, days: int) -> None:
    day = due_on + timedelta(days)
    before = {one.rung for one in rungs_for_day(due_on, day, CALENDAR)}
    after = {one.rung for one in rungs_for_day(due_on, day + timedelta(1), CALENDAR)}
    assert before <= after


@settings(deadline=None)
@given(DUE_DAYS, st.sets(st.integers(-20, 20), min_size=1))
def test_missing_days_ends_where_looking_daily_ends(due_on: date, looked_on: set[int]) -> None:
    some = [due_on + timedelta(days) for days in sorted(looked_on)]
    daily = [due_on + timedelta(days) for days in range(-20, max(looked_on) + 1)]
    last = names(tuple(looked(due_on, some)))[-1:]
    assert last == names(tuple(looked(due_on, daily)))[-1:]


@settings(deadline=None)
@given(DUE_DAYS, st.lists(st.integers(-20, 20)))
def test_each_rung_goes_out_at_most_once_and_only_upwards(due_on: date, days: list[int]) -> None:
    # Looked at in any order: a clock that was put back must not remind anew.
    sent = [one.rung.height for one in looked(due_on, [due_on + timedelta(n) for n in days])]
    assert sent == sorted(set(sent))


@settings(deadline=None)
@given(DUE_DAYS, st.integers(0, 40))
def test_a_clock_without_a_pause_and_its_plain_last_day_agree(accepted: date, days: int) -> None:
    today = accepted + timedelta(days)
    case = clock(facts(accepted), today)
    assert case.ceiling_on is not None
    assert rungs_reached(case, today) == rungs_for_day(case.ceiling_on, today, CALENDAR)
