"""The clock: what pauses, extensions and exemptions do to its dates and counts."""

from datetime import date

from clock_builders import (
    ACCEPTED_ON,
    MONDAY,
    calendar_days,
    clock,
    days,
    facts,
    history,
    walk_of,
)

from models.clock import ClockBreach, ClockState
from models.clock_facts import ClockEventKind
from models.clock_rules import ClockRules, ClockStart, PauseGround, SupplementEffect
from models.clock_walk import Milestone, WalkReason


def test_a_pause_moves_both_periods_by_the_days_on_which_time_stood() -> None:
    """Paused on Monday 9 March 2026, resumed on Wednesday 11: the 10th and 11th do not count."""
    events = facts(date(2026, 3, 2), ("paused", date(2026, 3, 9)), ("resumed", date(2026, 3, 11)))
    read = clock(events, today=date(2026, 3, 16))
    assert (read.paused_working, read.paused_calendar, read.paused) == (2, 2, False)
    assert (read.floor_on, read.ceiling_on) == (date(2026, 3, 9), date(2026, 3, 25))
    walk = walk_of(events, date(2026, 3, 16))
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


def test_who_pauses_on_the_last_day_is_late_only_once_time_runs_again() -> None:
    """The last day is Monday 23 March 2026; time stands on the 24th and the 25th."""
    pause = ("paused", date(2026, 3, 23)), ("resumed", date(2026, 3, 25))
    events = facts(MONDAY, *pause)
    days_read = {on: clock(events, date(2026, 3, on)) for on in (23, 24, 25, 26)}
    assert {on: (read.state, read.left_working) for on, read in days_read.items()} == {
        23: (ClockState.PAUSED, 0),
        24: (ClockState.PAUSED, 0),
        25: (ClockState.RUNNING, 0),
        26: (ClockState.CEILING_BREACHED, -1),
    }
    signed = facts(MONDAY, *pause, ("issued", date(2026, 3, 25)))
    assert clock(signed, date(2026, 4, 30)).state is ClockState.MET
    extended = facts(MONDAY, *pause, ("extended", date(2026, 3, 25), 5))
    assert clock(extended, date(2026, 3, 26)).ceiling_on == date(2026, 4, 1)


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


def test_a_last_day_is_never_a_day_on_which_time_stands() -> None:
    """Fifteen calendar days after 2 March 2026 would be 17 March; time stands from the 16th on."""
    rules = ClockRules(floor=None, ceiling=calendar_days(15))
    events = facts(MONDAY, ("paused", date(2026, 3, 15)), ("resumed", date(2026, 3, 18)))
    read = clock(events, date(2026, 3, 18), rules)
    assert (read.ceiling_on, read.left_calendar) == (date(2026, 3, 20), 2)


def test_a_last_day_rolls_forward_over_days_on_which_time_stands() -> None:
    """The sixth calendar day is Sunday 8 March 2026; time stands on Monday and Tuesday."""
    rules = ClockRules(floor=None, ceiling=calendar_days(6))
    events = facts(MONDAY, ("paused", date(2026, 3, 8)), ("resumed", date(2026, 3, 10)))
    assert clock(events, date(2026, 3, 10), rules).ceiling_on == date(2026, 3, 11)
    walk = walk_of(events, date(2026, 3, 10), rules)
    assert [(day.day.day, day.number, day.why) for day in walk[-4:]] == [
        (8, 6, WalkReason.COUNTED),
        (9, None, WalkReason.PAUSED),
        (10, None, WalkReason.PAUSED),
        (11, None, WalkReason.ROLLED_FORWARD),
    ]


# A supplement during review.

RESTARTING = ClockRules(days(5), days(15), supplement=SupplementEffect.RESTARTS)


def test_a_supplement_during_review_stops_the_clock_where_the_rules_say_so() -> None:
    waiting = ("paused", date(2026, 3, 9), PauseGround.SUPPLEMENT)
    read = clock(facts(MONDAY, waiting, ("resumed", date(2026, 3, 11))), date(2026, 3, 11))
    assert (read.began_on, read.ceiling_on) == (MONDAY, date(2026, 3, 25))
    assert (read.elapsed_working, read.paused_working) == (5, 2)


def test_a_supplement_during_review_starts_the_count_anew_where_the_rules_say_so() -> None:
    """Counted anew from Wednesday 11 March 2026: five days to the 18th, fifteen to 1 April."""
    waiting = ("paused", date(2026, 3, 9), PauseGround.SUPPLEMENT)
    events = facts(MONDAY, waiting, ("resumed", date(2026, 3, 11)))
    read = clock(events, date(2026, 3, 12), RESTARTING)
    assert (read.began_on, read.floor_on) == (date(2026, 3, 11), date(2026, 3, 18))
    assert (read.ceiling_on, read.elapsed_working, read.paused_working) == (date(2026, 4, 1), 1, 0)


def test_the_walk_shows_the_days_before_a_restart_with_the_numbers_they_had() -> None:
    waiting = ("paused", date(2026, 3, 4), PauseGround.SUPPLEMENT)
    events = facts(MONDAY, waiting, ("resumed", date(2026, 3, 6)))
    walk = walk_of(events, date(2026, 3, 9), RESTARTING)
    assert [(day.day.day, day.number, day.why) for day in walk[:6]] == [
        (2, None, WalkReason.DAY_ZERO),
        (3, 1, WalkReason.COUNTED),
        (4, 2, WalkReason.COUNTED),
        (5, None, WalkReason.PAUSED),
        (6, None, WalkReason.DAY_ZERO),
        (7, None, WalkReason.WEEKEND),
    ]
    assert walk[4].milestones == (Milestone.RESTARTED,)
    assert [event.kind for event in walk[4].events] == [ClockEventKind.RESUMED]
    assert walk[7].number == 1 and walk[7].milestones == (Milestone.READ_ON,)


def test_another_ground_than_a_supplement_never_starts_the_count_anew() -> None:
    hearing = ("paused", date(2026, 3, 9), PauseGround.HEARING)
    events = facts(MONDAY, hearing, ("resumed", date(2026, 3, 11)))
    read = clock(events, date(2026, 3, 12), RESTARTING)
    assert (read.began_on, read.paused_working) == (MONDAY, 2)


def test_while_a_supplement_is_awaited_the_count_only_stops() -> None:
    waiting = ("paused", date(2026, 3, 9), PauseGround.SUPPLEMENT)
    read = clock(facts(MONDAY, waiting), date(2026, 3, 10), RESTARTING)
    assert (read.state, read.began_on) == (ClockState.PAUSED, MONDAY)
    withdrawn = clock(
        facts(MONDAY, waiting, ("closed", date(2026, 3, 11))), date(2026, 4, 1), RESTARTING
    )
    assert (withdrawn.began_on, withdrawn.paused_working) == (MONDAY, 2)
    assert withdrawn.state is ClockState.ENDED_WITHOUT_OPINION


# Extension and exemption.


def test_an_extension_moves_the_ceiling_and_leaves_the_floor() -> None:
    events = facts(MONDAY, ("extended", date(2026, 3, 9), 5))
    read = clock(events, today=date(2026, 3, 9))
    assert (read.floor_on, read.ceiling_on) == (date(2026, 3, 9), date(2026, 3, 30))
    assert read.extended_by == 5


def test_an_extension_counts_in_the_unit_of_the_ceiling() -> None:
    rules = ClockRules(floor=None, ceiling=calendar_days(15))
    read = clock(facts(MONDAY, ("extended", date(2026, 3, 9), 10)), date(2026, 3, 9), rules)
    assert read.ceiling_on == date(2026, 3, 27)


def test_an_extension_that_was_granted_stays_whatever_a_later_notice_says_of_its_day() -> None:
    """A notice for days past may put the ceiling before the approval, which nobody takes back."""
    last = date(2026, 3, 23)
    in_time = clock(facts(MONDAY, ("extended", last, 5)), date(2026, 3, 24))
    assert (in_time.ceiling_on, in_time.state) == (date(2026, 3, 30), ClockState.RUNNING)
    after = clock(facts(MONDAY, ("extended", date(2026, 3, 24), 5)), date(2026, 3, 24))
    assert (after.ceiling_on, after.extended_by) == (date(2026, 3, 30), 5)


def test_a_supplement_asked_for_after_the_ceiling_does_not_start_the_count_anew() -> None:
    waiting = ("paused", date(2026, 3, 24), PauseGround.SUPPLEMENT)
    events = facts(MONDAY, waiting, ("resumed", date(2026, 3, 26)))
    read = clock(events, date(2026, 3, 26), RESTARTING)
    assert (read.began_on, read.state) == (MONDAY, ClockState.CEILING_BREACHED)


def test_an_exemption_lifts_the_floor_but_not_the_ceiling() -> None:
    urgent = ("exempted", date(2025, 9, 26))
    early = clock(facts(ACCEPTED_ON, urgent, ("issued", date(2025, 9, 28))), date(2025, 12, 1))
    late = clock(facts(ACCEPTED_ON, urgent, ("issued", date(2025, 10, 23))), date(2025, 12, 1))
    assert (early.exempted, early.state, early.breach) == (True, ClockState.EXEMPT, None)
    assert early.floor_on == date(2025, 10, 9), "the floor stays readable"
    assert late.breach is ClockBreach.CEILING_BREACHED


def test_an_exemption_that_was_not_needed_leaves_a_review_that_kept_its_time() -> None:
    events = facts(ACCEPTED_ON, ("exempted", date(2025, 9, 26)), ("issued", date(2025, 10, 9)))
    assert clock(events, date(2025, 12, 1)).state is ClockState.MET


def test_an_exemption_after_the_opinion_comes_too_late() -> None:
    events = facts(ACCEPTED_ON, ("issued", date(2025, 9, 28)), ("exempted", date(2025, 9, 29)))
    assert clock(events, date(2025, 12, 1)).state is ClockState.FLOOR_BREACHED


def test_a_pause_before_acceptance_counts_only_where_the_clock_runs_already() -> None:
    events = history(
        ("received", MONDAY),
        ("supplement_requested", date(2026, 3, 3)),
        ("supplemented", date(2026, 3, 5)),
        ("accepted", date(2026, 3, 9)),
    )
    from_acceptance = clock(events, date(2026, 3, 9))
    assert (from_acceptance.began_on, from_acceptance.paused_working) == (date(2026, 3, 9), 0)
    from_receipt = ClockRules(days(5), days(15), starts=ClockStart.RECEIVED)
    read = clock(events, date(2026, 3, 9), from_receipt)
    assert (read.began_on, read.paused_working, read.elapsed_working) == (MONDAY, 2, 3)
