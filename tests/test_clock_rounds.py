"""The clock: no second acceptance starts it anew; a second review has a ceiling of its own."""

from dataclasses import replace
from datetime import date, timedelta

from clock_builders import MONDAY, NATIONAL, clock, days, facts, history
from hypothesis import given
from hypothesis import strategies as st

from models.clock import ClockBreach, ClockState
from models.clock_history import first_round
from models.clock_rules import ClockStart, PauseGround, SupplementEffect

WITH_SECOND = replace(NATIONAL, again=days(7))


def test_a_second_acceptance_goes_on_with_the_clock_of_the_first() -> None:
    once = facts(MONDAY)
    again = facts(MONDAY, ("accepted", MONDAY + timedelta(days=3)))
    for starts in ClockStart:
        if starts is not ClockStart.RECEIVED:
            rules = replace(NATIONAL, starts=starts)
            today = MONDAY + timedelta(days=4)
            assert clock(again, today, rules).ceiling_on == clock(once, today, rules).ceiling_on


def test_waiting_for_a_supplement_after_a_send_back_is_not_counted() -> None:
    """Sent back, asked on Tuesday 3 March, there on Thursday 5: the 4th and 5th do not count."""
    events = facts(
        MONDAY,
        ("supplement_requested", date(2026, 3, 3)),
        ("supplemented", date(2026, 3, 5)),
        ("accepted", date(2026, 3, 6)),
    )
    read = clock(events, date(2026, 3, 6))
    assert read.paused_working == 2
    assert (read.floor_on, read.ceiling_on) == (date(2026, 3, 11), date(2026, 3, 25))
    restarts = replace(NATIONAL, supplement=SupplementEffect.RESTARTS)
    assert clock(events, date(2026, 3, 6), restarts).began_on == date(2026, 3, 5)


def test_a_second_review_has_no_term_where_the_rule_set_gives_none() -> None:
    events = facts(MONDAY, ("issued", date(2026, 3, 10)), ("reviewed_again", date(2026, 3, 20)))
    read = clock(events, date(2026, 4, 30))
    assert (read.state, read.ended_on) == (ClockState.MET, date(2026, 3, 10))


def test_a_second_review_counts_its_own_ceiling_and_has_no_floor() -> None:
    events = facts(MONDAY, ("issued", date(2026, 3, 10)), ("reviewed_again", date(2026, 3, 20)))
    read = clock(events, date(2026, 3, 20), WITH_SECOND)
    assert (read.state, read.began_on) == (ClockState.RUNNING, date(2026, 3, 20))
    assert (read.floor_on, read.ceiling_on) == (None, date(2026, 3, 31))
    late = clock(events, date(2026, 4, 1), WITH_SECOND)
    assert late.breach is ClockBreach.CEILING_BREACHED
    signed = history(
        ("accepted", MONDAY),
        ("issued", date(2026, 3, 10)),
        ("reviewed_again", date(2026, 3, 20)),
        ("issued", date(2026, 3, 23)),
    )
    assert clock(signed, date(2026, 5, 1), WITH_SECOND).state is ClockState.MET


def test_what_was_granted_to_the_first_review_is_not_granted_to_the_second() -> None:
    events = history(
        ("accepted", MONDAY),
        ("paused", date(2026, 3, 3), PauseGround.HEARING),
        ("resumed", date(2026, 3, 9)),
        ("extended", date(2026, 3, 9), 5),
        ("issued", date(2026, 3, 20)),
        ("reviewed_again", date(2026, 3, 20)),
    )
    read = clock(events, date(2026, 3, 20), WITH_SECOND)
    assert (read.extended_by, read.paused_working) == (0, 0)
    assert read.ceiling_on == date(2026, 3, 31)


def test_each_round_has_the_ceiling_anew() -> None:
    events = history(
        ("accepted", MONDAY),
        ("issued", date(2026, 3, 10)),
        ("reviewed_again", date(2026, 3, 10)),
        ("issued", date(2026, 3, 12)),
        ("reviewed_again", date(2026, 3, 20)),
    )
    assert clock(events, date(2026, 3, 20), WITH_SECOND).ceiling_on == date(2026, 3, 31)


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
def test_the_first_round_is_read_as_if_no_second_one_had_come(
    to_opinion: int, to_second: int, later: int
) -> None:
    signed_on = MONDAY + timedelta(days=to_opinion)
    second_on = signed_on + timedelta(days=to_second)
    events = facts(MONDAY, ("issued", signed_on), ("reviewed_again", second_on))
    today = second_on + timedelta(days=later)
    alone = clock(facts(MONDAY, ("issued", signed_on)), today)
    assert clock(first_round(events), today, WITH_SECOND) == alone
    assert clock(events, today, NATIONAL) == alone
