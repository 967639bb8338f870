"""The clock: which day is day 0, what a supplement before acceptance does, and the meeting."""

from datetime import date

import pytest
from clock_builders import (
    MONDAY,
    calendar_days,
    clock,
    days,
    history,
    walk_of,
)

from models.clock import ClockState
from models.clock_facts import ClockEventKind
from models.clock_rules import ClockRules, ClockStart, SupplementEffect
from models.clock_walk import Milestone, WalkReason

# Received on Monday 2 March 2026, a material missing from the 3rd to the 5th, accepted on the 9th.
SUPPLEMENTED = history(
    ("received", MONDAY),
    ("supplement_requested", date(2026, 3, 3)),
    ("supplemented", date(2026, 3, 5)),
    ("accepted", date(2026, 3, 9)),
)
AT_ONCE = history(("received", MONDAY), ("accepted", date(2026, 3, 9)))


def rules(starts: ClockStart, supplement: SupplementEffect = SupplementEffect.STOPS) -> ClockRules:
    return ClockRules(days(5), days(15), starts, supplement)


@pytest.mark.parametrize(
    ("starts", "began_on", "ceiling_on"),
    [
        (ClockStart.RECEIVED, MONDAY, date(2026, 3, 23)),
        (ClockStart.MATERIALS_COMPLETE, MONDAY, date(2026, 3, 23)),
        (ClockStart.ACCEPTED, date(2026, 3, 9), date(2026, 3, 30)),
    ],
)
def test_day_0_is_the_day_that_the_rule_set_names(
    starts: ClockStart, began_on: date, ceiling_on: date
) -> None:
    read = clock(AT_ONCE, date(2026, 3, 9), rules(starts))
    assert (read.began_on, read.ceiling_on) == (began_on, ceiling_on)
    assert walk_of(AT_ONCE, date(2026, 3, 9), rules(starts))[0].day == began_on


STOPS, RESTARTS = SupplementEffect


@pytest.mark.parametrize(
    ("starts", "supplement", "began_on", "ceiling_on"),
    [
        (ClockStart.RECEIVED, STOPS, MONDAY, date(2026, 3, 25)),
        (ClockStart.RECEIVED, RESTARTS, date(2026, 3, 5), date(2026, 3, 26)),
        (ClockStart.MATERIALS_COMPLETE, STOPS, date(2026, 3, 5), date(2026, 3, 26)),
        (ClockStart.MATERIALS_COMPLETE, RESTARTS, date(2026, 3, 5), date(2026, 3, 26)),
        (ClockStart.ACCEPTED, STOPS, date(2026, 3, 9), date(2026, 3, 30)),
        (ClockStart.ACCEPTED, RESTARTS, date(2026, 3, 9), date(2026, 3, 30)),
    ],
)
def test_a_supplement_before_acceptance_stops_or_restarts_only_a_clock_that_runs(
    starts: ClockStart, supplement: SupplementEffect, began_on: date, ceiling_on: date
) -> None:
    read = clock(SUPPLEMENTED, date(2026, 3, 9), rules(starts, supplement))
    assert (read.began_on, read.ceiling_on) == (began_on, ceiling_on)


def test_the_last_supplement_is_the_one_that_completes_the_material() -> None:
    events = history(
        ("received", MONDAY),
        ("supplement_requested", date(2026, 3, 3)),
        ("supplemented", date(2026, 3, 5)),
        ("supplement_requested", date(2026, 3, 5)),
        ("supplemented", date(2026, 3, 10)),
        ("accepted", date(2026, 3, 11)),
    )
    read = clock(events, date(2026, 3, 11), rules(ClockStart.MATERIALS_COMPLETE))
    assert read.began_on == date(2026, 3, 10)
    both = rules(ClockStart.RECEIVED, SupplementEffect.RESTARTS)
    assert clock(events, date(2026, 3, 11), both).began_on == date(2026, 3, 10)
    walk = walk_of(events, date(2026, 3, 11), both)
    zeros = [day.day.day for day in walk if day.why is WalkReason.DAY_ZERO]
    assert zeros == [2, 5, 10]
    restarts = [day.day.day for day in walk if Milestone.RESTARTED in day.milestones]
    assert restarts == [5, 10]


def test_nobody_knows_before_the_acceptance_that_the_material_is_complete() -> None:
    complete = rules(ClockStart.MATERIALS_COMPLETE)
    assert clock(SUPPLEMENTED, date(2026, 3, 8), complete).state is ClockState.NOT_STARTED
    assert clock(SUPPLEMENTED, date(2026, 3, 9), complete).elapsed_working == 2


def test_a_clock_from_the_receipt_runs_before_the_acceptance_and_can_be_late_there() -> None:
    received, from_receipt = AT_ONCE[:1], rules(ClockStart.RECEIVED)
    assert clock(received, date(2026, 3, 4), from_receipt).state is ClockState.RUNNING
    assert clock(received, date(2026, 3, 24), from_receipt).state is ClockState.CEILING_BREACHED
    waiting = SUPPLEMENTED[:2]
    assert clock(waiting, date(2026, 3, 24), from_receipt).state is ClockState.PAUSED


def test_the_facts_of_a_day_stand_in_the_walk_with_what_they_say() -> None:
    walk = walk_of(SUPPLEMENTED, date(2026, 3, 9), rules(ClockStart.RECEIVED))
    told = {day.day.day: [event.kind for event in day.events] for day in walk if day.events}
    assert told == {
        2: [ClockEventKind.RECEIVED],
        3: [ClockEventKind.SUPPLEMENT_REQUESTED],
        5: [ClockEventKind.SUPPLEMENTED],
        9: [ClockEventKind.ACCEPTED],
    }


# The meeting.

MEETING = date(2026, 3, 27)  # a Friday; the seventh working day before it is Wednesday the 18th
SEVEN_BEFORE = ClockRules(days(5), days(15), submit_before_meeting=days(7))


@pytest.mark.parametrize(
    ("received_on", "late"), [(date(2026, 3, 18), False), (date(2026, 3, 19), True)]
)
def test_a_submission_has_to_be_there_so_many_days_before_the_meeting(
    received_on: date, late: bool
) -> None:
    events = history(("received", received_on), ("meeting_planned", received_on, MEETING))
    read = clock(events, received_on, SEVEN_BEFORE)
    assert (read.meeting_on, read.submit_by) == (MEETING, date(2026, 3, 18))
    assert (read.submitted_late, read.state) == (late, ClockState.NOT_STARTED)


def test_the_last_day_to_submit_passes_over_holidays_and_takes_make_up_workdays() -> None:
    """Back from Thursday 9 October 2025: the eighth to the first are off, Sunday 28 is worked."""
    events = history(("meeting_planned", date(2025, 9, 1), date(2025, 10, 9)))
    three_before = ClockRules(None, None, submit_before_meeting=days(3))
    assert clock(events, date(2025, 9, 1), three_before).submit_by == date(2025, 9, 28)
    in_calendar_days = ClockRules(None, None, submit_before_meeting=calendar_days(3))
    assert clock(events, date(2025, 9, 1), in_calendar_days).submit_by == date(2025, 10, 6)


def test_the_meeting_planned_last_is_the_one_that_counts() -> None:
    events = history(
        ("received", date(2026, 3, 19)),
        ("meeting_planned", date(2026, 3, 19), MEETING),
        ("meeting_planned", date(2026, 3, 20), date(2026, 4, 3)),
    )
    assert clock(events, date(2026, 3, 19), SEVEN_BEFORE).submitted_late
    assert not clock(events, date(2026, 3, 20), SEVEN_BEFORE).submitted_late


def test_without_such_a_rule_or_a_meeting_there_is_no_last_day_to_submit() -> None:
    events = history(("received", MONDAY), ("meeting_planned", MONDAY, MEETING))
    assert clock(events, MONDAY).submit_by is None
    assert clock(events[:1], MONDAY, SEVEN_BEFORE).submit_by is None


def test_a_last_day_to_submit_through_a_year_without_its_notice_is_provisional() -> None:
    known = history(("meeting_planned", date(2026, 12, 1), date(2026, 12, 31)))
    reaching = history(("meeting_planned", date(2026, 12, 1), date(2027, 1, 4)))
    assert not clock(known, date(2026, 12, 1), SEVEN_BEFORE).submit_provisional
    assert clock(reaching, date(2026, 12, 1), SEVEN_BEFORE).submit_provisional
