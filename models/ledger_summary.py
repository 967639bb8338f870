"""The summary of a ledger: its rows go in; how many were on time, by whom, when and why come out.

A month is that of the day on which the review ended (出具意见或者办结之日): what is said of a month
that is over never changes afterwards. Cases that wait still stand in a line of their own, so
every table adds up to the whole.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from statistics import median

from models.case import MatterType
from models.clock import ClockBreach, ClockState
from models.clock_facts import BreachCause
from models.ledger import LedgerRow


class Punctuality(StrEnum):
    """How a case stands to its term; every case is exactly one of these.

    ON_TIME                   an opinion not before the floor and not after the ceiling
    EARLY                     an opinion before the floor
    EARLY_EXEMPT              the same, allowed by an exemption
    LATE                      past the ceiling, with an opinion or without
    RUNNING                   waits for its opinion, and the ceiling has not passed
    NOT_STARTED               the clock has not begun
    ENDED_WITHOUT_OPINION     returned or withdrawn in time
    """

    ON_TIME = "on_time"
    EARLY = "early"
    EARLY_EXEMPT = "early_exempt"
    LATE = "late"
    RUNNING = "running"
    NOT_STARTED = "not_started"
    ENDED_WITHOUT_OPINION = "ended_without_opinion"


PUNCTUALITY: Mapping[ClockState, Punctuality] = {
    ClockState.NOT_STARTED: Punctuality.NOT_STARTED,
    ClockState.RUNNING: Punctuality.RUNNING,
    ClockState.PAUSED: Punctuality.RUNNING,
    ClockState.MET: Punctuality.ON_TIME,
    ClockState.EXEMPT: Punctuality.EARLY_EXEMPT,
    ClockState.FLOOR_BREACHED: Punctuality.EARLY,
    ClockState.CEILING_BREACHED: Punctuality.LATE,
    ClockState.ENDED_WITHOUT_OPINION: Punctuality.ENDED_WITHOUT_OPINION,
}


@dataclass(frozen=True, slots=True)
class Group:
    """What the rows of a tally have in common. An empty code: none is named, or none ended."""

    code: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows of a group there are of each kind.

    `median_working` is of the working days used until the opinion; None where there is none yet.
    """

    group: Group
    counts: Mapping[Punctuality, int]
    median_working: float | None

    @property
    def total(self) -> int:
        """How many rows the group has."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class BreachTally:
    """How often one thing was not kept in one type of matter, by the same doing."""

    matter_type: MatterType
    breach: ClockBreach
    caused_by: BreachCause
    count: int


@dataclass(frozen=True, slots=True)
class LedgerSummary:
    """The counts of a ledger. The tallies of each of the four tables add up to `whole`."""

    whole: Tally
    by_unit: tuple[Tally, ...]
    by_reviewer: tuple[Tally, ...]
    by_month: tuple[Tally, ...]
    by_matter_type: tuple[Tally, ...]
    breaches: tuple[BreachTally, ...]


def summarize(rows: Sequence[LedgerRow]) -> LedgerSummary:
    """Count the rows of a ledger."""
    whole = _tallies(rows, lambda row: Group())
    return LedgerSummary(
        whole=whole[0] if whole else _tally(Group(), _Count()),
        by_unit=_tallies(rows, lambda row: Group(row.entered.unit or "", row.entered.unit_name)),
        by_reviewer=_tallies(
            rows, lambda row: Group(row.entered.reviewer or "", row.entered.reviewer_name)
        ),
        by_month=_tallies(rows, lambda row: Group(month_of(row), month_of(row))),
        by_matter_type=_tallies(rows, lambda row: Group(str(row.entered.matter_type))),
        breaches=_breaches(rows),
    )


def month_of(row: LedgerRow) -> str:
    """Return the month in which the review ended, as 2026-03; empty while it has not."""
    return "" if row.term.ended_on is None else f"{row.term.ended_on:%Y-%m}"


@dataclass(slots=True)
class _Count:
    """A tally while it is being counted."""

    counts: Counter[Punctuality] = field(default_factory=Counter)
    days: list[int] = field(default_factory=list)

    def add(self, row: LedgerRow) -> None:
        self.counts[PUNCTUALITY[row.term.state]] += 1
        if row.term.by_opinion and row.term.used_working is not None:
            self.days.append(row.term.used_working)


def _tallies(
    rows: Iterable[LedgerRow], group_of: Callable[[LedgerRow], Group]
) -> tuple[Tally, ...]:
    """Return the tallies by group, those without a code at the end."""
    counted: dict[Group, _Count] = {}
    for row in rows:
        counted.setdefault(group_of(row), _Count()).add(row)
    ordered = sorted(counted.items(), key=lambda one: (not one[0].code, one[0].code, one[0].name))
    return tuple(_tally(group, count) for group, count in ordered)


def _tally(group: Group, count: _Count) -> Tally:
    middle = float(median(count.days)) if count.days else None
    return Tally(group, {one: count.counts[one] for one in Punctuality}, middle)


def _breaches(rows: Iterable[LedgerRow]) -> tuple[BreachTally, ...]:
    found = Counter(
        (row.entered.matter_type, breach, _cause(row, breach))
        for row in rows
        for breach in row.term.breaches
    )
    return tuple(BreachTally(*key, count) for key, count in sorted(found.items()))


def _cause(row: LedgerRow, breach: ClockBreach) -> BreachCause:
    if breach is ClockBreach.SUBMITTED_LATE:
        return BreachCause.DRAFTING_SIDE
    assert row.term.caused_by is not None
    return row.term.caused_by
