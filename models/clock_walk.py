"""The day-by-day walk that explains a clock: which day counts, as which number, and why not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.clock import Bounds, read_bounds
from models.clock_facts import ClockEvent, ClockFacts
from models.clock_history import read_facts
from models.clock_rules import ClockRules
from models.period import DayCount, days_after
from models.work_calendar import ONE_DAY, DayKind, WorkCalendar


class WalkReason(StrEnum):
    """Why a day of the walk has a number, or has none."""

    DAY_ZERO = "day_zero"
    COUNTED = "counted"
    MAKEUP_WORKDAY = "makeup_workday"  # counted, though a weekend day
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    PAUSED = "paused"
    ROLLED_FORWARD = "rolled_forward"  # the ceiling, moved here from a day off
    OVERDUE = "overdue"  # counted, after the ceiling


class Milestone(StrEnum):
    """What a day of the walk is besides."""

    RESTARTED = "restarted"  # a supplement came: the count begins anew
    FLOOR = "floor"
    FLOOR_ROLLED = "floor_rolled"  # the floor, moved here from a day off
    CEILING = "ceiling"
    MEETING = "meeting"
    READ_ON = "read_on"  # the day at whose end the clock is read


@dataclass(frozen=True, slots=True)
class WalkDay:
    """One day of the walk, counted in the unit of the ceiling.

    `number` is its number in the period, `overdue` its number after the ceiling; at most one of
    them is set. `notice` is set where a notice made the day what it is. `events` are the facts
    of the day, in the order of the log.
    """

    day: date
    number: int | None
    overdue: int | None
    why: WalkReason
    provisional: bool
    notice: str
    milestones: tuple[Milestone, ...]
    events: tuple[ClockEvent, ...]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The days of one count, from its day 0 on.

    `numbered_until` is the last day that can have a number and `overdue_after` the ceiling; both
    are None where there is no ceiling, so that every day that counts has a number.
    """

    began_on: date
    until: date
    count: DayCount
    numbered_until: date | None = None
    overdue_after: date | None = None

    def days(self) -> Iterator[tuple[date, int | None, int | None, WalkReason]]:
        """Yield each day with its number, its number after the ceiling, and why."""
        number = overdue = 0
        for day in days_after(self.began_on - ONE_DAY, self.until):
            why = self._why(day)
            late = why is WalkReason.OVERDUE
            counted = why in (WalkReason.COUNTED, WalkReason.MAKEUP_WORKDAY)
            number, overdue = number + counted, overdue + late
            yield day, number if counted else None, overdue if late else None, why

    def _why(self, day: date) -> WalkReason:
        if day == self.began_on:
            return WalkReason.DAY_ZERO
        if day in self.count.standing:
            return WalkReason.PAUSED
        kind = self.count.calendar.why(day)
        if self.count.counts(day) and not self._fills_up(day):
            if self.overdue_after is not None and day > self.overdue_after:
                return WalkReason.OVERDUE
            made_up = kind is DayKind.MAKEUP_WORKDAY
            return WalkReason.MAKEUP_WORKDAY if made_up else WalkReason.COUNTED
        if self._fills_up(day) and day == self.overdue_after:
            return WalkReason.ROLLED_FORWARD
        return WalkReason.HOLIDAY if kind is DayKind.HOLIDAY else WalkReason.WEEKEND

    def _fills_up(self, day: date) -> bool:
        """Say whether a day lies between the last number and the day that it was moved to."""
        if self.numbered_until is None or self.overdue_after is None:
            return False
        return self.numbered_until < day <= self.overdue_after


def explain_clock(
    events: Sequence[ClockEvent], rules: ClockRules, calendar: WorkCalendar, today: date
) -> tuple[WalkDay, ...]:
    """Return every day from the first day 0 to the ceiling, or to the end or today if later.

    Without a ceiling it goes to the floor or beyond. Empty before day 0. It counts with the same
    facts and the same `DayCount` as `read_clock`; a count that a supplement made void comes first.
    """
    facts = read_facts(events, rules, calendar, today)
    if facts.began_on is None:
        return ()
    bounds = read_bounds(events, rules, calendar, today)
    marks = _milestones(facts, bounds, today)
    by_day: dict[date, list[ClockEvent]] = {}
    for event in sorted(events, key=lambda event: event.number):
        if event.on <= today:
            by_day.setdefault(event.on, []).append(event)
    return tuple(
        WalkDay(
            day,
            number,
            overdue,
            why,
            calendar.is_provisional(day),
            _notice(day, calendar),
            tuple(mark for mark, marked in marks if marked == day),
            tuple(by_day.get(day, ())),
        )
        for stretch in _stretches(facts, bounds)
        for day, number, overdue, why in stretch.days()
    )


def _stretches(facts: ClockFacts, bounds: Bounds) -> Iterator[_Stretch]:
    assert facts.began_on is not None
    unit, calendar = facts.rules.unit, facts.calendar
    for given_up in facts.given_up:
        count = DayCount(unit, calendar, given_up.standing)
        yield _Stretch(given_up.began_on, given_up.restarted_on - ONE_DAY, count)
    count = DayCount(unit, calendar, facts.standing)
    ceiling, last = facts.rules.ceiling, bounds.ceiling_on or bounds.floor_on or facts.until
    numbered_until = count.nth(facts.began_on, ceiling.days + facts.extension) if ceiling else None
    until = max(last, facts.until)
    yield _Stretch(facts.began_on, until, count, numbered_until, bounds.ceiling_on)


def _milestones(
    facts: ClockFacts, bounds: Bounds, today: date
) -> tuple[tuple[Milestone, date | None], ...]:
    floor, began_on = facts.rules.floor, facts.began_on
    rolled = False
    if floor is not None and began_on is not None:
        count = DayCount(floor.unit, facts.calendar, facts.standing)
        rolled = count.nth(began_on, floor.days) != bounds.floor_on
    return (
        # A set, for a day on which the count began anew twice is marked once.
        *{(Milestone.RESTARTED, given_up.restarted_on) for given_up in facts.given_up},
        (Milestone.FLOOR_ROLLED if rolled else Milestone.FLOOR, bounds.floor_on),
        (Milestone.CEILING, bounds.ceiling_on),
        (Milestone.MEETING, facts.meeting_on),
        (Milestone.READ_ON, today),
    )


def _notice(day: date, calendar: WorkCalendar) -> str:
    ordered = calendar.why(day) in (DayKind.HOLIDAY, DayKind.MAKEUP_WORKDAY)
    return calendar.notice_of(day) if ordered else ""
