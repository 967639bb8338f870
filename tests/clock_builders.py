"""Builders of what a clock is read from: facts, rules, a calendar; and any such case at random."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from hypothesis import strategies as st

from models.clock import ClockReading, read_clock
from models.clock_facts import BreachCause, ClockEvent, ClockEventKind
from models.clock_rules import ClockRules, ClockStart, PauseGround, SupplementEffect
from models.clock_walk import WalkDay, explain_clock
from models.period import DayUnit, Period, days_after
from models.work_calendar import WorkCalendar
from review_flows.outside.calendar_source import work_calendar

CALENDAR = work_calendar(2004, 2030)
ACCEPTED_ON = date(2025, 9, 25)  # a Thursday; 28 September and 11 October are worked
MONDAY = date(2026, 3, 2)  # five weeks without a holiday follow

Fact = tuple[str, date] | tuple[str, date, int | PauseGround | BreachCause | date]


def days(number: int, unit: DayUnit = DayUnit.WORKING) -> Period:
    return Period(number, unit, source="测试", verified=False)


def calendar_days(number: int) -> Period:
    return days(number, DayUnit.CALENDAR)


NATIONAL = ClockRules(floor=days(5), ceiling=days(15))
IN_CALENDAR_DAYS = ClockRules(floor=calendar_days(5), ceiling=calendar_days(15))


def history(*facts: Fact) -> list[ClockEvent]:
    """Build events from (kind, day) or (kind, day, what the kind says besides)."""
    return [_event(number, *fact) for number, fact in enumerate(facts, start=1)]


def _event(
    number: int, kind: str, on: date, said: int | PauseGround | BreachCause | date = 0
) -> ClockEvent:
    return ClockEvent(
        ClockEventKind(kind),
        on,
        number,
        days=said if isinstance(said, int) else 0,
        ground=said if isinstance(said, PauseGround) else None,
        meeting_on=said if isinstance(said, date) else None,
        cause=said if isinstance(said, BreachCause) else None,
    )


def facts(accepted_on: date, *later: Fact) -> list[ClockEvent]:
    """Build the events of a case from its acceptance on."""
    return history(("accepted", accepted_on), *later)


def clock(events: Sequence[ClockEvent], today: date, rules: ClockRules = NATIONAL) -> ClockReading:
    return read_clock(events, rules, CALENDAR, today)


def walk_of(
    events: Sequence[ClockEvent], today: date, rules: ClockRules = NATIONAL
) -> tuple[WalkDay, ...]:
    return explain_clock(events, rules, CALENDAR, today)


# Whatever may happen to a review, for what has to hold of all of them.

DATES = st.dates(date(2024, 1, 1), date(2026, 6, 30))
GAPS = st.integers(0, 12)
LATER = ("paused", "resumed", "extended", "exempted", "meeting_planned")


@dataclass(frozen=True)
class Case:
    """A history, the rules it is read by, and the day on which it is read."""

    events: list[ClockEvent]
    rules: ClockRules
    today: date

    def read(self) -> ClockReading:
        return clock(self.events, self.today, self.rules)

    def walk(self) -> tuple[WalkDay, ...]:
        return walk_of(self.events, self.today, self.rules)

    def days(self) -> Iterator[date]:
        """Every day from the first event to the day on which the case is read."""
        return days_after(self.events[0].on - timedelta(1), self.today)

    def without(self, *kinds: ClockEventKind) -> "Case":
        return replace(self, events=[one for one in self.events if one.kind not in kinds])


@st.composite
def clock_rules(draw: st.DrawFn) -> ClockRules:
    """Any rules that a rule set can hold: one unit, the floor not above the ceiling."""
    unit, floor = draw(st.sampled_from(DayUnit)), draw(st.integers(1, 15))
    ceiling = days(floor + draw(st.integers(0, 20)), unit)
    before_meeting = days(draw(st.integers(1, 10)), draw(st.sampled_from(DayUnit)))
    return ClockRules(
        floor=draw(st.sampled_from([days(floor, unit), None])),
        ceiling=draw(st.sampled_from([ceiling, ceiling, None])),
        starts=draw(st.sampled_from(ClockStart)),
        supplement=draw(st.sampled_from(SupplementEffect)),
        submit_before_meeting=draw(st.sampled_from([before_meeting, None])),
    )


@st.composite
def cases(draw: st.DrawFn, ended: bool = False) -> Case:
    """A review from its receipt on, as far as it has come, read on some day then or later."""
    on = first = draw(DATES)
    told: list[Fact] = [("received", on)]
    for _ in range(draw(st.integers(0, 2))):
        for kind in ("supplement_requested", "supplemented"):
            on += timedelta(draw(GAPS))
            told.append((kind, on))
    if draw(st.integers(0, 9)):
        on += timedelta(draw(GAPS))
        told.append(("accepted", on))
        for kind in draw(st.lists(st.sampled_from(LATER), max_size=8)):
            on += timedelta(draw(GAPS))
            told.append((kind, on, draw(_said(kind, on))))
    if ended or draw(st.booleans()):
        on += timedelta(draw(GAPS))
        told.append((draw(st.sampled_from(["issued", "closed"])), on))
    today = on if ended else first + timedelta(draw(st.integers(0, (on - first).days + 40)))
    return Case(history(*told), draw(clock_rules()), today)


def _said(kind: str, on: date) -> st.SearchStrategy[int | PauseGround | date]:
    if kind == "paused":
        return st.sampled_from(PauseGround)
    if kind == "meeting_planned":
        return GAPS.map(lambda gap: on + timedelta(gap))
    return st.integers(1, 10) if kind == "extended" else st.just(0)


def with_day_off(day: date) -> WorkCalendar:
    """The calendar with one more day off."""
    held = CALENDAR.year(day.year)
    changed = replace(held, days_off=held.days_off | {day}, workdays=held.workdays - {day})
    return WorkCalendar(CALENDAR.years, lambda y: changed if y == day.year else CALENDAR.year(y))
