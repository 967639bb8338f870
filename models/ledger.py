"""The compliance ledger (审核台账): what is known of each case goes in, one row per case comes out.

The columns are those of 审核台账 (domain.md, §6.2; 国办发〔2018〕115号, item 九, asks for such a
ledger) and what an auditor has to hold against them: last days in both readings of 日, who caused
a breach, and by which rules and calendar the term was counted.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from models.case import CaseState, MatterType
from models.clock import ClockBreach, ClockReading, ClockState, read_clock
from models.clock_facts import BreachCause, ClockEvent, ClockEventKind
from models.clock_history import first_round
from models.clock_rules import ClockRules
from models.deliberation import DeliberationResult
from models.ledger_remark import LedgerRemark
from models.opinion import Conclusion
from models.period import DayUnit
from models.work_calendar import WorkCalendar


@dataclass(frozen=True, slots=True)
class Entered:
    """What came in, from whom, and who has it. `normative` is decided by the acceptance."""

    number: str
    title: str
    matter_type: MatterType
    state: CaseState
    received_on: date
    accepted_on: date | None = None
    unit: str | None = None  # code
    unit_name: str = ""
    reviewer: str | None = None  # code; of the opinion shown, else of whoever has the case
    reviewer_name: str = ""
    advisors: tuple[str, ...] = ()  # names, in the order in which they were first asked
    played: bool = False

    @property
    def normative(self) -> bool | None:
        """Whether it is a normative document; None until somebody has decided it."""
        if self.accepted_on is None:
            return None
        return self.matter_type is MatterType.NORMATIVE_DOCUMENT


@dataclass(frozen=True, slots=True)
class Term:
    """The clock as it read on the ledger's day, in working and in calendar days.

    Last days are in `unit`, and as the other unit has them; None while the clock stands. `used_…`
    and `paused_…` are None before day 0. `supplements` counts the requests before acceptance.
    """

    state: ClockState
    unit: DayUnit
    floor_on: date | None = None
    ceiling_on: date | None = None
    other_floor_on: date | None = None
    other_ceiling_on: date | None = None
    used_working: int | None = None
    used_calendar: int | None = None
    paused_working: int | None = None
    paused_calendar: int | None = None
    supplements: int = 0
    extended_by: int = 0
    exempted: bool = False
    breaches: tuple[ClockBreach, ...] = ()
    caused_by: BreachCause | None = None
    provisional: bool = False
    ended_on: date | None = None
    by_opinion: bool = False  # an opinion ended it, not a return or a withdrawal
    years: tuple[int, ...] = ()  # of the calendar that it was counted by
    last_day_open: bool = False


@dataclass(frozen=True, slots=True)
class GivenOpinion:
    """The last signed opinion, and what was reported of its items; None where there is none."""

    number: str | None = None  # of the letter
    signed_on: date | None = None
    conclusion: Conclusion | None = None
    items: int | None = None
    adopted: int | None = None
    partly: int | None = None
    not_adopted: int | None = None


@dataclass(frozen=True, slots=True)
class Sequel:
    """What followed the opinion. A filing counts from the day the recipient registered it.

    `override` is who let the case go to the meeting against its opinion, and why.
    """

    meeting: str = ""
    held_on: date | None = None
    result: DeliberationResult | None = None
    document_number: str = ""
    registration_number: str = ""
    published_on: date | None = None
    filed_with_government_on: date | None = None
    filed_with_congress_on: date | None = None
    override: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proof:
    """By what the term was counted.

    `rules` is the rule set's code and the beginning of the digest frozen at acceptance;
    `calendar` the years and the digest over them that this reading was made with.
    """

    rules: str
    unverified: bool  # some value of the review's time was never read in its source (未核实)
    calendar: str


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One case. `serial` counts the rows of this ledger only."""

    serial: int
    entered: Entered
    term: Term
    opinion: GivenOpinion
    sequel: Sequel
    proof: Proof
    remarks: tuple[LedgerRemark, ...] = ()

    @property
    def alarming(self) -> bool:
        """Whether it is shown red: it goes, or went, to the meeting against its opinion."""
        return LedgerRemark.OVERRIDDEN in self.remarks


@dataclass(frozen=True, slots=True)
class Ledger:
    """The rows of the cases received from one day to another, both included.

    Open clocks were read at the end of `as_of`. `changed_at` (UTC) is when the newest entry of the
    log was written; files bear it, so that the same data make the same bytes. `chosen` names what
    else narrowed it: (option, what was asked for).
    """

    first_on: date
    last_on: date
    as_of: date
    changed_at: str
    rows: tuple[LedgerRow, ...]
    chosen: tuple[tuple[str, str], ...] = ()


def read_term(
    events: Sequence[ClockEvent], rules: ClockRules, calendar: WorkCalendar, today: date
) -> Term:
    """Return what the ledger says of a clock: of the first review, whose term the law sets.

    What a later one did not keep is a remark. Raises `CalendarTooShort` as `read_clock` does.
    """
    clock = read_clock(first_round(events), rules, calendar, today)
    kinds = [event.kind for event in events if event.on <= today]
    breaches = _breaches(clock)
    began, is_open = clock.began_on is not None, _is_open(clock)
    other = None if is_open else clock.other_reading
    return Term(
        state=clock.state,
        unit=rules.unit,
        floor_on=None if is_open else clock.floor_on,
        ceiling_on=None if is_open else clock.ceiling_on,
        other_floor_on=other.floor_on if other else None,
        other_ceiling_on=other.ceiling_on if other else None,
        used_working=clock.elapsed_working if began else None,
        used_calendar=clock.elapsed_calendar if began else None,
        paused_working=clock.paused_working if began else None,
        paused_calendar=clock.paused_calendar if began else None,
        supplements=kinds.count(ClockEventKind.SUPPLEMENT_REQUESTED),
        extended_by=clock.extended_by,
        exempted=clock.exempted,
        breaches=breaches,
        # What is submitted late is so by the drafting side, whatever came of it.
        caused_by=clock.caused_by or (BreachCause.DRAFTING_SIDE if breaches else None),
        provisional=clock.provisional,
        ended_on=clock.ended_on,
        by_opinion=_ended_by_opinion(kinds),
        years=_years(clock, today),
        last_day_open=is_open,
    )


def _is_open(clock: ClockReading) -> bool:
    """Say whether the last days still move on: every day of a pause does that to them.

    A ceiling that has passed stays where it is.
    """
    return clock.paused and clock.state is not ClockState.CEILING_BREACHED


def _years(clock: ClockReading, today: date) -> tuple[int, ...]:
    """Return the years of the calendar that the clock was read through."""
    if clock.began_on is None:
        return ()
    days = (clock.ended_on or today, clock.floor_on, clock.ceiling_on)
    return tuple(range(clock.began_on.year, max(day.year for day in days if day) + 1))


def _breaches(clock: ClockReading) -> tuple[ClockBreach, ...]:
    late = (ClockBreach.SUBMITTED_LATE,) if clock.submitted_late else ()
    return ((clock.breach,) if clock.breach else ()) + late


def _ended_by_opinion(kinds: Iterable[ClockEventKind]) -> bool:
    ends = (ClockEventKind.ISSUED, ClockEventKind.CLOSED)
    return next((kind for kind in kinds if kind in ends), None) is ClockEventKind.ISSUED
