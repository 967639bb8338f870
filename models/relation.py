"""How a person stands to a case, and the conditions that a permission is made of.

A condition names relations and states, nothing else, so that the same one answers for a person
and a case here, and filters a list of cases in SQL (review_flows/outside/sight.py).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from models.case import CaseState
from models.person import Person


class Relation(StrEnum):
    """How a person can stand to a case.

    OWN_UNIT    belongs to its drafting unit today, and so speaks for it
    CONFLICTED  belongs to its drafting unit, or did on the day it was submitted
    REVIEWER    is its reviewer, or stands in for its reviewer today
    REVIEWED    has had a hand in its review: before a transfer too, as co-reviewer, or for
                somebody absent
    ASKED       a consultation, or a co-review, waits for this person's answer
    UNCLAIMED   nobody is its reviewer
    """

    OWN_UNIT = "own_unit"
    CONFLICTED = "conflicted"
    REVIEWER = "reviewer"
    REVIEWED = "reviewed"
    ASKED = "asked"
    UNCLAIMED = "unclaimed"


@dataclass(frozen=True, slots=True)
class Standing:
    """What a condition may look at: the person, and how the person stands to the case."""

    person: Person
    unit: str | None  # the drafting unit of the case
    reviewer: str | None
    state: CaseState
    received_on: str  # ISO day of Asia/Shanghai
    asked: bool = False
    reviewed: bool = False  # read only for whom it can matter: chiefs and reviewers

    def holds(self, relation: Relation) -> bool:
        """Say whether the person stands so to the case."""
        return _HOLDS[relation](self)


_HOLDS: Mapping[Relation, Callable[[Standing], bool]] = {
    Relation.OWN_UNIT: lambda s: s.unit is not None and s.unit == s.person.speaks_for,
    Relation.CONFLICTED: lambda s: (
        s.unit is not None and s.person.belonged_to(s.unit, s.received_on)
    ),
    Relation.REVIEWER: lambda s: s.reviewer is not None and s.reviewer in s.person.codes,
    Relation.REVIEWED: lambda s: s.reviewed or s.reviewer == s.person.code,
    Relation.ASKED: lambda s: s.asked,
    Relation.UNCLAIMED: lambda s: s.reviewer is None,
}


@dataclass(frozen=True, slots=True)
class Condition:
    """All of `needs` hold, none of `bars` does, and the case is in one of `states` (None: any)."""

    needs: frozenset[Relation] = frozenset()
    bars: frozenset[Relation] = frozenset()
    states: frozenset[CaseState] | None = None

    def holds(self, standing: Standing) -> bool:
        """Say whether the condition is met."""
        return (
            (self.states is None or standing.state in self.states)
            and all(standing.holds(relation) for relation in self.needs)
            and not any(standing.holds(relation) for relation in self.bars)
        )


@dataclass(frozen=True, slots=True)
class Permission:
    """Conditions of which one has to hold, and the sentence that a refused person reads."""

    conditions: tuple[Condition, ...]
    sentence: str = ""

    def holds(self, standing: Standing) -> bool:
        """Say whether the person may."""
        return any(condition.holds(standing) for condition in self.conditions)


def may_if(
    *needs: Relation,
    bars: tuple[Relation, ...] = (),
    states: frozenset[CaseState] | None = None,
    sentence: str = "",
) -> Permission:
    """Return the permission with one condition."""
    return Permission((Condition(frozenset(needs), frozenset(bars), states),), sentence)
