"""The clock: who caused a breach, as the signer recorded it or else as the facts suggest."""

from datetime import date

import pytest
from clock_builders import MONDAY, clock, days, history

from models.clock import ClockState
from models.clock_facts import BreachCause, ClockEvent
from models.clock_rules import ClockRules

EARLY, LATE = date(2026, 3, 4), date(2026, 3, 24)  # the floor is 9 March, the ceiling 23 March
NEXT_YEAR = date(2026, 12, 1)


def signed(
    on: date, *before: tuple[str, date, date], cause: BreachCause | None = None
) -> list[ClockEvent]:
    """A review accepted on Monday 2 March 2026 and signed on a day."""
    issued = ("issued", on) if cause is None else ("issued", on, cause)
    return history(("received", MONDAY), ("accepted", MONDAY), *before, issued)


@pytest.mark.parametrize("cause", list(BreachCause))
@pytest.mark.parametrize("on", [EARLY, LATE])
def test_what_the_signer_recorded_goes_before_what_the_facts_suggest(
    cause: BreachCause, on: date
) -> None:
    assert clock(signed(on, cause=cause), NEXT_YEAR).caused_by is cause


def test_a_floor_is_put_down_to_the_drafting_side() -> None:
    read = clock(signed(EARLY), NEXT_YEAR)
    assert (read.state, read.caused_by) == (ClockState.FLOOR_BREACHED, BreachCause.DRAFTING_SIDE)


@pytest.mark.parametrize(
    ("meeting_on", "cause"),
    [
        (date(2026, 3, 9), BreachCause.MEETING_TIMETABLE),
        (date(2026, 3, 10), BreachCause.DRAFTING_SIDE),
    ],
)
def test_a_floor_is_put_down_to_a_meeting_on_its_last_day_or_before(
    meeting_on: date, cause: BreachCause
) -> None:
    planned = ("meeting_planned", MONDAY, meeting_on)
    assert clock(signed(EARLY, planned), NEXT_YEAR).caused_by is cause


def test_a_near_meeting_does_not_excuse_who_submitted_too_late_for_it() -> None:
    three_before = ClockRules(days(5), days(15), submit_before_meeting=days(3))
    in_time = ("meeting_planned", MONDAY, date(2026, 3, 5))  # three working days after the receipt
    too_late = ("meeting_planned", MONDAY, date(2026, 3, 4))
    read = clock(signed(EARLY, in_time), NEXT_YEAR, three_before)
    assert (read.submitted_late, read.caused_by) == (False, BreachCause.MEETING_TIMETABLE)
    read = clock(signed(EARLY, too_late), NEXT_YEAR, three_before)
    assert (read.submitted_late, read.caused_by) == (True, BreachCause.DRAFTING_SIDE)


def test_a_ceiling_is_put_down_to_the_review_side_also_while_the_review_runs() -> None:
    planned = ("meeting_planned", MONDAY, date(2026, 3, 9))
    assert clock(signed(LATE, planned), NEXT_YEAR).caused_by is BreachCause.REVIEW_SIDE
    running = signed(LATE)[:-1]
    read = clock(running, LATE)
    assert (read.state, read.caused_by) == (ClockState.CEILING_BREACHED, BreachCause.REVIEW_SIDE)


def test_nobody_caused_what_is_no_breach() -> None:
    recorded = BreachCause.MEETING_TIMETABLE
    assert clock(signed(date(2026, 3, 9), cause=recorded), NEXT_YEAR).caused_by is None
    assert clock(signed(LATE)[:-1], date(2026, 3, 23)).caused_by is None
    exempted = history(("accepted", MONDAY), ("exempted", MONDAY), ("issued", EARLY, recorded))
    read = clock(exempted, NEXT_YEAR)
    assert (read.state, read.caused_by) == (ClockState.EXEMPT, None)
