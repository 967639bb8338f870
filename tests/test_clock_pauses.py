"""The clock: what pauses, extensions and exemptions do to its dates and counts."""

from datetime import date

from clock_builders import (
    ACCEPTED_ON,
    CALENDAR,
    NATIONAL,
    clock,
    facts,
)

from models.clock import ClockBreach
from models.clock_walk import WalkReason, explain_clock


def test_a_pause_moves_both_periods_by_the_days_on_which_time_stood() -> None:
    """Paused on Monday 9 March 2026, resumed on Wednesday 11: the 10th and 11th do not count."""
    events = facts(date(2026, 3, 2), ("paused", date(2026, 3, 9)), ("resumed", date(2026, 3, 11)))
    read = clock(events, today=date(2026, 3, 16))
    assert (read.paused_working, read.paused_calendar, read.paused) == (2, 2, False)
    assert (read.floor_on, read.ceiling_on) == (date(2026, 3, 9), date(2026, 3, 25))
    walk = explain_clock(events, NATIONAL, CALENDAR, date(2026, 3, 16))
    assert [day.day.day for day in walk if day.why is WalkReason.PAUSED] == [10, 11]


def test_a_pause_over_a_weekend_counts_its_days_in_both_units() -> None:
    events = facts(date(2026, 3, 2), ("paused", date(2026, 3, 5)), ("resumed", date(2026, 3, 9)))
    read = clock(events, today=date(2026, 3, 9))
    assert (read.paused_working, read.paused_calendar) == (2, 4)


def test_an_open_pause_is_taken_to_end_today() -> None:
    events = facts(date(2026, 3, 2), ("paused", date(2026, 3, 9)))
    first, second = clock(events, date(2026, 3, 10)), clock(events, date(2026, 3, 11))
    assert first.paused and second.paused
    assert (first.ceiling_on, second.ceiling_on) == (date(2026, 3, 24), date(2026, 3, 25))
    assert first.left_working == second.left_working == 10


def test_an_opinion_during_a_pause_ends_the_pause() -> None:
    events = facts(date(2026, 3, 2), ("paused", date(2026, 3, 9)), ("issued", date(2026, 3, 11)))
    read = clock(events, today=date(2026, 6, 1))
    assert (read.paused, read.paused_working, read.ended_on) == (False, 2, date(2026, 3, 11))


def test_a_pause_after_the_ceiling_does_not_add_to_what_is_overdue() -> None:
    events = facts(ACCEPTED_ON, ("paused", date(2025, 10, 23)), ("resumed", date(2025, 10, 27)))
    read = clock(events, today=date(2025, 10, 28))
    assert (read.left_working, read.left_calendar) == (-2, -2)
    assert read.breach is ClockBreach.CEILING_BREACHED


def test_a_resumption_without_a_pause_and_a_second_pause_change_nothing() -> None:
    plain = facts(date(2026, 3, 2), ("paused", date(2026, 3, 9)), ("resumed", date(2026, 3, 11)))
    doubled = facts(
        date(2026, 3, 2),
        ("resumed", date(2026, 3, 4)),
        ("paused", date(2026, 3, 9)),
        ("paused", date(2026, 3, 10)),
        ("resumed", date(2026, 3, 11)),
    )
    assert clock(plain, date(2026, 3, 16)) == clock(doubled, date(2026, 3, 16))


# Extension and exemption.


def test_an_extension_moves_the_ceiling_and_leaves_the_floor() -> None:
    events = facts(date(2026, 3, 2), ("extended", date(2026, 3, 9), 5))
    read = clock(events, today=date(2026, 3, 9))
    assert (read.floor_on, read.ceiling_on) == (date(2026, 3, 9), date(2026, 3, 30))


def test_an_exemption_lifts_the_floor_but_not_the_ceiling() -> None:
    urgent = ("exempted", date(2025, 9, 26))
    early = clock(facts(ACCEPTED_ON, urgent, ("issued", date(2025, 9, 28))), date(2025, 12, 1))
    late = clock(facts(ACCEPTED_ON, urgent, ("issued", date(2025, 10, 23))), date(2025, 12, 1))
    assert (early.exempted, early.breach) == (True, None)
    assert late.breach is ClockBreach.CEILING_BREACHED
