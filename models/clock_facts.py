"""The facts of a clock, and what each of them does to it."""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from models.clock_rules import ClockRules, ClockStart, PauseGround, SupplementEffect
from models.period import DayCount, DayUnit, Period, days_after
from models.work_calendar import WorkCalendar


class ClockEventKind(StrEnum):
    """The facts that the clock is read from.

    The rule set says which of the first four is day 0, which is not counted itself (Civil Code,
    art. 201, by analogy), and what waiting for a supplement does.

    RECEIVED               the submission came in
    SUPPLEMENT_REQUESTED   before acceptance: a material was missing
    SUPPLEMENTED           before acceptance: it came in
    ACCEPTED               the submission was complete and was taken up; sent back to the form check
                           and accepted again, it goes on with the clock that it had
    PAUSED, RESUMED        the days after a pause up to and including the resumption are not
                           counted (art. 201 again); a supplement during review may start the
                           count anew (`SupplementEffect`)
    EXTENDED               adds days to the ceiling, in the ceiling's unit, where the rule set
                           knows an extension (广州 2010: ten; 115号 gives none)
    EXEMPTED               emergency, or a superior's urgent order: lifts the floor, not the
                           ceiling and not the review (国办发〔2018〕115号, item 五)
    MEETING_PLANNED        the meeting that is to deliberate on it; the latest one holds
    ISSUED                 the opinion was signed; the first one ends the clock
    REVIEWED_AGAIN         a second review was ordered; it has a clock of its own where the rule set
                           gives it a ceiling (`ClockRules.again`), and else no term
    CLOSED                 returned or withdrawn without an opinion; ends the clock

    A term that has run out stays so: a pause does not stretch it, and neither an extension nor a
    supplement that was asked for after its last day moves that day (assumed; 115号 and the local
    rules at hand speak of neither).
    """

    RECEIVED = "received"
    SUPPLEMENT_REQUESTED = "supplement_requested"
    SUPPLEMENTED = "supplemented"
    ACCEPTED = "accepted"
    PAUSED = "paused"
    RESUMED = "resumed"
    EXTENDED = "extended"
    EXEMPTED = "exempted"
    MEETING_PLANNED = "meeting_planned"
    ISSUED = "issued"
    REVIEWED_AGAIN = "reviewed_again"
    CLOSED = "closed"


class BreachCause(StrEnum):
    """Who caused a breach."""

    DRAFTING_SIDE = "drafting_side"
    REVIEW_SIDE = "review_side"
    MEETING_TIMETABLE = "meeting_timetable"


@dataclass(frozen=True, slots=True)
class ClockEvent:
    """One fact. `on` is a day of Asia/Shanghai; the last four belong to one kind each."""

    kind: ClockEventKind
    on: date
    number: int  # its place in the log, which decides the order
    reason: str = ""
    days: int = 0  # extended
    ground: PauseGround | None = None  # paused
    meeting_on: date | None = None  # meeting planned
    cause: BreachCause | None = None  # issued


@dataclass(frozen=True, slots=True)
class GivenUp:
    """A count that a supplement made void: its day 0, and the days on which time stood in it."""

    began_on: date
    restarted_on: date
    standing: frozenset[date]


@dataclass(slots=True)
class ClockFacts:
    """What the events of one review say, up to a day."""

    rules: ClockRules
    calendar: WorkCalendar
    today: date
    until: date  # the day of the end, or today
    received_on: date | None = None
    complete_on: date | None = None  # the last material came in, if the acceptance agrees
    accepted: bool = False
    began_on: date | None = None  # day 0
    ended_on: date | None = None
    has_opinion: bool = False
    paused_on: date | None = None
    pause_ground: PauseGround | None = None
    exempted: bool = False
    extension: int = 0
    meeting_on: date | None = None
    hurried_to: date | None = None  # the meeting that was planned when the clock ended
    cause: BreachCause | None = None
    standing: set[date] = field(default_factory=set)  # since day 0
    given_up: list[GivenUp] = field(default_factory=list)

    def receive(self, event: ClockEvent) -> None:
        """The submission came in; it is complete unless a supplement follows."""
        self.received_on = self.complete_on = event.on
        self._begin_at(ClockStart.RECEIVED, event.on)

    def accept(self, event: ClockEvent) -> None:
        """The submission was taken up, and with it confirmed as complete.

        An acceptance after it was sent back to the form check starts nothing anew: else a term
        that has nearly passed could be given a second life by sending the case to and fro.
        """
        if self.accepted:
            return
        self.accepted = True
        self._begin_at(ClockStart.ACCEPTED, event.on)
        self._begin_at(ClockStart.MATERIALS_COMPLETE, self.complete_on or event.on)

    def ask_supplement(self, event: ClockEvent) -> None:
        """Time stands if it runs already."""
        self._pause(event.on, PauseGround.SUPPLEMENT)

    def supplement(self, event: ClockEvent) -> None:
        """What was missing came in."""
        self.complete_on = event.on
        self.resume(event)

    def pause(self, event: ClockEvent) -> None:
        """Time stands from the next day on; a second pause within a pause changes nothing."""
        self._pause(event.on, event.ground)

    def resume(self, event: ClockEvent) -> None:
        """Time runs from the next day on, or the count begins anew; without a pause nothing."""
        if self.began_on is None or self.paused_on is None:
            return
        restarts = (
            self.rules.supplement is SupplementEffect.RESTARTS
            and self.pause_ground is PauseGround.SUPPLEMENT
            and not self._ran_out_before(event.on)
        )
        self.stand_until(event.on)
        self.paused_on = self.pause_ground = None
        if restarts:
            self.given_up.append(GivenUp(self.began_on, event.on, frozenset(self.standing)))
            self.began_on, self.standing = event.on, set()

    def extend(self, event: ClockEvent) -> None:
        """Add days to the ceiling. Whoever grants them looks that it has not passed."""
        self.extension += event.days

    def exempt(self, _: ClockEvent) -> None:
        """Lift the floor."""
        self.exempted = True

    def plan_meeting(self, event: ClockEvent) -> None:
        """Note the meeting, in the place of one planned before."""
        self.meeting_on = event.meeting_on
        if self.ended_on is None:
            self.hurried_to = event.meeting_on

    def end(self, event: ClockEvent) -> None:
        """End the clock, and with it a pause."""
        self.ended_on = self.until = event.on
        self.has_opinion = event.kind is ClockEventKind.ISSUED
        self.cause = event.cause
        self.stand_until(event.on)
        self.paused_on = self.pause_ground = None

    def review_again(self, event: ClockEvent) -> None:
        """A second review begins: the ceiling of its own, no floor, nothing granted before."""
        if self.rules.again is None or self.ended_on is None:
            return
        self.rules = replace(self.rules, floor=None, ceiling=self.rules.again)
        self.began_on, self.ended_on, self.until = event.on, None, self.today
        self.has_opinion, self.extension, self.cause = False, 0, None
        self.standing, self.given_up = set(), []

    def last_day(self, period: Period, more: int = 0, count: DayCount | None = None) -> date:
        """Return the last day of a period that day 0 starts; `more` days are added to it.

        `count` is given where several periods are counted over the same days.
        """
        assert self.began_on is not None
        count = count or self.count_in(period.unit)
        return count.last_day(self.began_on, period.days + more)

    def count_in(self, unit: DayUnit) -> DayCount:
        """Return how days of a unit are counted, now that time has stood on these days."""
        return DayCount(unit, self.calendar, self.standing)

    def stand_until(self, last: date) -> None:
        """Let time stand on the days after the pause began, up to and including `last`."""
        if self.paused_on is not None:
            self.standing.update(days_after(self.paused_on, last))

    def is_past(self, last: date, on: date) -> bool:
        """Say whether a day lies after a last day, and not merely because time stands since then.

        Who pauses on the last day has no day left, but is late only once time runs again.
        """
        return any(day not in self.standing for day in days_after(last, on))

    def _ran_out_before(self, on: date) -> bool:
        """Say whether the ceiling had passed on a day, or before the pause if time stands."""
        if self.rules.ceiling is None or self.began_on is None:
            return False
        # No term ends sooner than as many days of the calendar, whatever its unit.
        if (on - self.began_on).days <= self.rules.ceiling.days + self.extension:
            return False
        last = self.last_day(self.rules.ceiling, self.extension)
        return self.is_past(last, self.paused_on or on)

    def _begin_at(self, start: ClockStart, on: date) -> None:
        if self.rules.starts is start:
            self.began_on = on

    def _pause(self, on: date, ground: PauseGround | None) -> None:
        if self.began_on is not None and self.paused_on is None:
            self.paused_on, self.pause_ground = on, ground
