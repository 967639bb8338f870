"""A clean-up of the documents in force: what can come of each one (清理)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.case import ENDED
from models.relation_reading import number_key


class CleanupOutcome(StrEnum):
    """The lists that a clean-up ends with (domain.md, §2.10; the fifth as 乐清 2020 counts it)."""

    CONTINUE = "continue"  # 继续有效
    AMEND = "amend"  # 修改
    REPEAL = "repeal"  # 废止
    LAPSED = "lapsed"  # 失效
    ALREADY_REPEALED = "already_repealed"  # 此前已废止: only the list did not know


@dataclass(frozen=True, slots=True)
class CleanupItem:
    """A document on the list. `case_number` is empty where it was issued outside the system."""

    number: int
    title: str
    document_number: str
    unit: str  # its name
    effective_on: date | None
    valid_until: date | None
    case_number: str
    case_state: str
    outcome: CleanupOutcome | None
    reason: str

    @property
    def has_ended(self) -> bool:
        """Whether it is a case here that has ended by now."""
        return self.case_state in ENDED


@dataclass(frozen=True, slots=True)
class Cleanup:
    """A clean-up: its list was drawn as of a day. `closed_at` is UTC, empty while it is open."""

    number: str
    name: str
    basis: str
    as_of: date
    started_at: str
    person: str
    closed_at: str
    items: tuple[CleanupItem, ...]

    @property
    def undecided(self) -> tuple[CleanupItem, ...]:
        """The documents that nobody has decided on."""
        return tuple(item for item in self.items if item.outcome is None)

    @property
    def counts(self) -> Mapping[CleanupOutcome, int]:
        """How many documents stand on each list, in the order of the lists; none is left out."""
        found = Counter(item.outcome for item in self.items)
        return {outcome: found[outcome] for outcome in CleanupOutcome}


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to become of an item. `document_number` is as it stands beside it, if it does."""

    item: int
    outcome: CleanupOutcome
    reason: str = ""
    document_number: str = ""


def fault_of(decision: Decision, items: Mapping[int, CleanupItem]) -> str:
    """Return why a decision cannot be taken, with what to do now; empty where it can."""
    item = items.get(decision.item)
    if item is None:
        return f"item {decision.item} is not on the list, which goes from 1 to {len(items)}"
    stands = decision.document_number
    if stands and number_key(stands) != number_key(item.document_number):
        return f"item {item.number} is {item.document_number or item.title}, and not {stands}"
    if not decision.reason.strip() and decision.outcome is not CleanupOutcome.CONTINUE:
        return f"item {item.number}: {decision.outcome} needs its reason"
    goes_on = decision.outcome in (CleanupOutcome.CONTINUE, CleanupOutcome.AMEND)
    if goes_on and item.has_ended:
        return f"item {item.number}: case {item.case_number} is {item.case_state} by now"
    known = bool(item.case_number) and not item.has_ended
    if decision.outcome is CleanupOutcome.ALREADY_REPEALED and known:
        return f"item {item.number}: case {item.case_number} is in force here; say repeal"
    return ""


def faults_of(decisions: Iterable[Decision], items: Mapping[int, CleanupItem]) -> list[str]:
    """Return what is wrong with decisions that are taken together."""
    decisions = list(decisions)
    times = Counter(one.item for one in decisions)
    twice = [f"item {item} is decided twice" for item, count in times.items() if count > 1]
    return [*twice, *filter(None, (fault_of(one, items) for one in decisions))]
