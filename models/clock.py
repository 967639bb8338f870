"""The clock of a review: dates and counts read anew from the facts, never stored as true."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from models.clock_facts import BreachCause, ClockEvent, ClockFacts
from models.clock_history import read_facts
from models.clock_rules import ClockRules
from models.period import DayCount, DayUnit
from models.work_calendar import WorkCalendar


class ClockState(StrEnum):
    """How the clock stands.

    EXEMPT is an opinion before the floor that an exemption allows; while the review still runs,
    `exempted` says that there is one. A breach of the ceiling stays what it is however it ends;
    while time stands since the last day itself, there is none yet.
    """

    NOT_STARTED = "not_started"
    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    EXEMPT = "exempt"
    FLOOR_BREACHED = "floor_breached"
    CEILING_BREACHED = "ceiling_breached"
    ENDED_WITHOUT_OPINION = "ended_without_opinion"  # returned or withdrawn in time


class ClockBreach(StrEnum):
    """What was not kept. A breach of the floor is seldom the reviewers' doing."""

    FLOOR_BREACHED = "floor_breached"
    CEILING_BREACHED = "ceiling_breached"
    SUBMITTED_LATE = "submitted_late"  # too few days before the meeting


@dataclass(frozen=True, slots=True)
class Bounds:
    """The last day before which no opinion is due, and the last on which it is in time.

    `provisional` where a year that they were counted through awaits its notice. While the clock
    is `paused` they are what they would be if it ran again from the next day on.
    """

    floor_on: date | None
    ceiling_on: date | None
    provisional: bool = False
    paused: bool = False


@dataclass(frozen=True, slots=True)
class OtherReading:
    """The same periods with the other meaning of 日."""

    unit: DayUnit
    floor_on: date | None
    ceiling_on: date | None
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class ClockReading:
    """The clock as it stands at the end of one day.

    Counts are days after day 0 (`began_on`), without those on which time stood. `left_…` reaches
    from that day (from the opinion's, once it is signed) to the ceiling; it is negative once the
    ceiling has passed and None without one. `floor_on` stands even where the case is exempt.
    `extended_by` holds only what was granted in time. `caused_by` is the recorded cause of a
    breach, or else the one that the facts suggest. Before day 0 nothing is counted.
    """

    state: ClockState
    exempted: bool
    extended_by: int
    ended_on: date | None
    meeting_on: date | None
    submit_by: date | None  # the last day to submit before that meeting, where a rule sets one
    submitted_late: bool
    submit_provisional: bool  # `submit_by` was counted through a year without its notice
    began_on: date | None = None
    floor_on: date | None = None
    ceiling_on: date | None = None
    elapsed_working: int = 0
    elapsed_calendar: int = 0
    left_working: int | None = None
    left_calendar: int | None = None
    paused_working: int = 0
    paused_calendar: int = 0
    paused: bool = False
    provisional: bool = False
    caused_by: BreachCause | None = None
    other_reading: OtherReading | None = None

    @property
    def breach(self) -> ClockBreach | None:
        """The floor or the ceiling that was not kept."""
        if self.state is ClockState.CEILING_BREACHED:
            return ClockBreach.CEILING_BREACHED
        return ClockBreach.FLOOR_BREACHED if self.state is ClockState.FLOOR_BREACHED else None


def read_clock(
    events: Sequence[ClockEvent], rules: ClockRules, calendar: WorkCalendar, today: date
) -> ClockReading:
    """Read the clock as it stands at the end of `today`.

    What each event does stands at `ClockEventKind`; how a last day is found, at `DayCount`. An
    open pause is taken to end today. Events after `today` are not read, so the clock of any day
    past can be read again. Raises `CalendarTooShort` where the calendar ends too early.
    """
    facts = read_facts(events, rules, calendar, today)
    before_start = _before_start(facts)
    if facts.began_on is None:
        return before_start
    bounds, began_on = bounds_of(facts), facts.began_on
    state = _state(facts, bounds)
    paused_working = sum(map(calendar.is_working, facts.standing))
    left_working, left_calendar = _left(facts, bounds.ceiling_on)
    return replace(
        before_start,
        state=state,
        began_on=began_on,
        floor_on=bounds.floor_on,
        ceiling_on=bounds.ceiling_on,
        elapsed_working=calendar.working_days_between(began_on, facts.until) - paused_working,
        elapsed_calendar=(facts.until - began_on).days - len(facts.standing),
        left_working=left_working,
        left_calendar=left_calendar,
        paused_working=paused_working,
        paused_calendar=len(facts.standing),
        paused=facts.paused_on is not None,
        provisional=bounds.provisional,
        caused_by=_cause(state, facts, bounds.floor_on, before_start.submitted_late),
        other_reading=_other_reading(facts),
    )


def read_bounds(
    events: Sequence[ClockEvent], rules: ClockRules, calendar: WorkCalendar, today: date
) -> Bounds:
    """Return only the days of `read_clock`: what due days in tables are projected from."""
    return bounds_of(read_facts(events, rules, calendar, today))


def _before_start(facts: ClockFacts) -> ClockReading:
    """Return what can be read without a day 0."""
    ended, submit_by = facts.ended_on is not None, _submit_by(facts)
    submitted_on, meeting_on = facts.received_on, facts.meeting_on
    return ClockReading(
        state=ClockState.ENDED_WITHOUT_OPINION if ended else ClockState.NOT_STARTED,
        exempted=facts.exempted,
        extended_by=facts.extension,
        ended_on=facts.ended_on,
        meeting_on=meeting_on,
        submit_by=submit_by,
        submitted_late=bool(submit_by and submitted_on and submitted_on > submit_by),
        submit_provisional=bool(
            submit_by and meeting_on and _provisional(facts.calendar, submit_by, meeting_on)
        ),
    )


def bounds_of(facts: ClockFacts, unit: DayUnit | None = None) -> Bounds:
    """Return the last days that facts lead to, in the unit of their periods or in another one.

    Floor and ceiling have one unit; a rule set in which they differ is refused when it is read.
    """
    began_on, floor, ceiling = facts.began_on, facts.rules.floor, facts.rules.ceiling
    if began_on is None:
        return Bounds(None, None)
    count = facts.count_in(unit or facts.rules.unit)
    floor_on = facts.last_day(floor, 0, count) if floor else None
    ceiling_on = facts.last_day(ceiling, facts.extension, count) if ceiling else None
    last = ceiling_on or floor_on
    provisional = last is not None and _provisional(facts.calendar, began_on, last)
    return Bounds(floor_on, ceiling_on, provisional, paused=facts.paused_on is not None)


def _other_reading(facts: ClockFacts) -> OtherReading:
    unit = facts.rules.unit.other
    bounds = bounds_of(facts, unit)
    return OtherReading(unit, bounds.floor_on, bounds.ceiling_on, bounds.provisional)


def _provisional(calendar: WorkCalendar, first: date, last: date) -> bool:
    if first.year == last.year:
        return calendar.year(first.year).provisional
    return any(calendar.year(year).provisional for year in range(first.year, last.year + 1))


def _left(facts: ClockFacts, ceiling_on: date | None) -> tuple[int | None, int | None]:
    """Return the working and the calendar days from `until` to the ceiling, negative after it."""
    if ceiling_on is None:
        return None, None
    # Days after the ceiling on which time stood are not days overdue.
    forgiven = [day for day in facts.standing if day > ceiling_on]
    working = facts.calendar.working_days_between(facts.until, ceiling_on)
    working += sum(map(facts.calendar.is_working, forgiven))
    return working, (ceiling_on - facts.until).days + len(forgiven)


def _state(facts: ClockFacts, bounds: Bounds) -> ClockState:
    if bounds.ceiling_on is not None and facts.is_past(bounds.ceiling_on, facts.until):
        return ClockState.CEILING_BREACHED
    if facts.ended_on is None:
        return ClockState.RUNNING if facts.paused_on is None else ClockState.PAUSED
    if not facts.has_opinion:
        return ClockState.ENDED_WITHOUT_OPINION
    if bounds.floor_on is None or facts.ended_on >= bounds.floor_on:
        return ClockState.MET
    return ClockState.EXEMPT if facts.exempted else ClockState.FLOOR_BREACHED


def _submit_by(facts: ClockFacts) -> date | None:
    period = facts.rules.submit_before_meeting
    if facts.meeting_on is None or period is None:
        return None
    return DayCount(period.unit, facts.calendar).nth_before(facts.meeting_on, period.days)


def _cause(
    state: ClockState, facts: ClockFacts, floor_on: date | None, submitted_late: bool
) -> BreachCause | None:
    """Return who caused a breach: what the signer recorded, else what the facts suggest.

    The floor protects the reviewers and the ceiling binds them, so a floor not kept is put down
    to whoever set the haste, and a ceiling not kept to the review office (domain.md, §3).
    """
    if state not in (ClockState.FLOOR_BREACHED, ClockState.CEILING_BREACHED):
        return None
    if facts.cause is not None:
        return facts.cause
    if state is ClockState.CEILING_BREACHED:
        return BreachCause.REVIEW_SIDE
    assert floor_on is not None
    hurried = facts.hurried_to is not None and facts.hurried_to <= floor_on
    if hurried and not submitted_late:
        return BreachCause.MEETING_TIMETABLE
    return BreachCause.DRAFTING_SIDE
