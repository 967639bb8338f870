"""The clock of a review: dates and counts read anew from the facts, never stored as true."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from models.period import DayCount, DayUnit, Period, ReviewPeriods, days_after
from models.work_calendar import WorkCalendar


class ClockEventKind(StrEnum):
    """The facts that the clock is read from.

    ACCEPTED   day 0, not counted itself (Civil Code, art. 201, by analogy); the latest one holds
    PAUSED, RESUMED   the days after a pause up to and including the resumption are not counted
    EXTENDED   adds days to the ceiling, in the ceiling's unit
    EXEMPTED   emergency, or a superior's urgent order: lifts the floor, not the ceiling and not
               the review (国办发〔2018〕115号, item 五)
    ISSUED     the opinion was signed; the first one ends the clock
    """

    ACCEPTED = "accepted"
    PAUSED = "paused"
    RESUMED = "resumed"
    EXTENDED = "extended"
    EXEMPTED = "exempted"
    ISSUED = "issued"


class ClockBreach(StrEnum):
    """What was not kept. A breach of the floor is seldom the reviewers' doing."""

    FLOOR_BREACHED = "floor_breached"
    CEILING_BREACHED = "ceiling_breached"


@dataclass(frozen=True, slots=True)
class ClockEvent:
    """One fact. `on` is a day of Asia/Shanghai; `days` is read only where the kind is extended."""

    kind: ClockEventKind
    on: date
    number: int  # its place in the log, which decides the order
    reason: str = ""
    days: int = 0


@dataclass(frozen=True, slots=True)
class OtherReading:
    """The same periods with the other meaning of 日."""

    unit: DayUnit
    floor_on: date | None
    ceiling_on: date | None


@dataclass(frozen=True, slots=True)
class Clock:
    """The clock as it stands at the end of one day.

    Counts are days after the acceptance, without those on which time stood. `left_…` reaches
    from that day (from the opinion's, once it is signed) to the ceiling; it is negative once the
    ceiling has passed and None without one. `floor_on` stands even where the case is exempt.
    """

    accepted_on: date
    floor_on: date | None
    ceiling_on: date | None
    elapsed_working: int
    elapsed_calendar: int
    left_working: int | None
    left_calendar: int | None
    paused_working: int
    paused_calendar: int
    paused: bool
    exempted: bool
    ended_on: date | None
    provisional: bool
    breach: ClockBreach | None
    other_reading: OtherReading


@dataclass(slots=True)
class ClockFacts:
    """What the events of one review say, up to a day."""

    accepted_on: date
    until: date  # the day of the opinion, or today
    ended_on: date | None = None
    paused_on: date | None = None
    exempted: bool = False
    extension: int = 0
    standing: set[date] = field(default_factory=set)

    def add(self, event: ClockEvent) -> None:
        """Take in what one event after the acceptance says."""
        match event.kind:
            case ClockEventKind.PAUSED:
                self.paused_on = self.paused_on or event.on
            case ClockEventKind.RESUMED:
                self.stand_until(event.on)
            case ClockEventKind.EXTENDED:
                self.extension += event.days
            case ClockEventKind.EXEMPTED:
                self.exempted = True
            case ClockEventKind.ISSUED:
                self.ended_on = self.until = event.on

    def stand_until(self, last: date) -> None:
        """Close a pause: time stood on the days after it began, up to and including `last`."""
        if self.paused_on is not None:
            self.standing.update(days_after(self.paused_on, last))
        self.paused_on = None


def read_clock(
    events: Sequence[ClockEvent], periods: ReviewPeriods, calendar: WorkCalendar, today: date
) -> Clock | None:
    """Read the clock as it stands on `today`; None before acceptance.

    What each event does stands at `ClockEventKind`; how a last day is found, at `DayCount`. An
    open pause is taken to end today. Events after `today` are not read, so the clock of any day
    past can be read again. Raises `CalendarTooShort` where the calendar ends too early.
    """
    facts = read_facts(events, today)
    if facts is None:
        return None
    standing, until = facts.standing, facts.until
    floor_on, ceiling_on = _bounds(facts, periods, calendar, other=False)
    paused_working = sum(map(calendar.is_working, standing))
    left = _left(facts, ceiling_on, calendar) if ceiling_on else (None, None)
    return Clock(
        accepted_on=facts.accepted_on,
        floor_on=floor_on,
        ceiling_on=ceiling_on,
        elapsed_working=calendar.working_days_between(facts.accepted_on, until) - paused_working,
        elapsed_calendar=(until - facts.accepted_on).days - len(standing),
        left_working=left[0],
        left_calendar=left[1],
        paused_working=paused_working,
        paused_calendar=len(standing),
        paused=facts.paused_on is not None,
        exempted=facts.exempted,
        ended_on=facts.ended_on,
        provisional=_provisional(facts.accepted_on, (floor_on, ceiling_on), calendar),
        breach=_breach(facts, floor_on, ceiling_on),
        other_reading=OtherReading(
            _unit(periods).other, *_bounds(facts, periods, calendar, other=True)
        ),
    )


def read_facts(events: Sequence[ClockEvent], today: date) -> ClockFacts | None:
    """Return what the events up to `today` say of the latest review; None before acceptance."""
    facts: ClockFacts | None = None
    for event in sorted(events, key=lambda event: event.number):
        if event.on > today:
            continue
        if event.kind is ClockEventKind.ACCEPTED:
            facts = ClockFacts(event.on, until=today)
        elif facts is not None and facts.ended_on is None:
            facts.add(event)
    if facts is not None and facts.paused_on is not None:
        _let_open_pause_stand(facts)
    return facts


def _let_open_pause_stand(facts: ClockFacts) -> None:
    paused_on = facts.paused_on
    facts.stand_until(facts.until)
    # An opinion given during a pause ends the pause; otherwise the clock still stands.
    facts.paused_on = paused_on if facts.ended_on is None else None


def _bounds(
    facts: ClockFacts, periods: ReviewPeriods, calendar: WorkCalendar, other: bool
) -> tuple[date | None, date | None]:
    def end(period: Period | None, extension: int) -> date | None:
        if period is None:
            return None
        unit = period.unit.other if other else period.unit
        count = DayCount(unit, calendar, facts.standing)
        return count.last_day(facts.accepted_on, period.days + extension)

    return end(periods.floor, 0), end(periods.ceiling, facts.extension)


def _unit(periods: ReviewPeriods) -> DayUnit:
    period = periods.ceiling or periods.floor
    return period.unit if period else DayUnit.WORKING


def _left(facts: ClockFacts, ceiling_on: date, calendar: WorkCalendar) -> tuple[int, int]:
    """Return the working and the calendar days from `until` to the ceiling, negative after it."""
    # Days after the ceiling on which time stood are not days overdue.
    forgiven = [day for day in facts.standing if day > ceiling_on]
    working = calendar.working_days_between(facts.until, ceiling_on)
    working += sum(map(calendar.is_working, forgiven))
    return working, (ceiling_on - facts.until).days + len(forgiven)


def _provisional(accepted_on: date, bounds: Iterable[date | None], calendar: WorkCalendar) -> bool:
    last = max((bound for bound in bounds if bound), default=accepted_on)
    return any(calendar.year(year).provisional for year in range(accepted_on.year, last.year + 1))


def _breach(
    facts: ClockFacts, floor_on: date | None, ceiling_on: date | None
) -> ClockBreach | None:
    if ceiling_on is not None and facts.until > ceiling_on:
        return ClockBreach.CEILING_BREACHED
    too_soon = facts.ended_on is not None and floor_on is not None and facts.ended_on < floor_on
    return ClockBreach.FLOOR_BREACHED if too_soon and not facts.exempted else None
