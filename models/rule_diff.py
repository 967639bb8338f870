"""What differs between two rule sets, value by value, sources and verification included."""

from dataclasses import dataclass
from enum import StrEnum

from pydantic import BaseModel

from models.rule_set import RuleSet


class DifferenceKind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that two rule sets do not say alike; None where one of them says nothing."""

    name: str  # "matter_types.contract.review.ceiling"
    before: BaseModel | str | None
    after: BaseModel | str | None

    @property
    def kind(self) -> DifferenceKind:
        """Whether the second rule set adds the value, has it no more, or says it otherwise."""
        if self.before is None:
            return DifferenceKind.ADDED
        return DifferenceKind.REMOVED if self.after is None else DifferenceKind.CHANGED


def differences(before: RuleSet, after: RuleSet) -> tuple[Difference, ...]:
    """Return what differs, in the order of the first rule set; what only the second has follows."""
    old, new = _said(before), _said(after)
    names = [*old, *(name for name in new if name not in old)]
    return tuple(
        Difference(name, old.get(name), new.get(name))
        for name in names
        if old.get(name) != new.get(name)
    )


def _said(rule_set: RuleSet) -> dict[str, BaseModel | str]:
    # A code is a name for the whole: two rule sets always differ in it.
    own: dict[str, BaseModel | str] = {
        "name": rule_set.name,
        "since": rule_set.since.isoformat(),
        **({"extends": rule_set.extends} if rule_set.extends else {}),
    }
    sources = {f"sources.{code}": source for code, source in rule_set.sources.items()}
    values = {one.name: one.value for one in rule_set.values()}
    return {**own, **sources, **values, **rule_set.letters.told()}
