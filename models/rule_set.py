"""A rule set: what holds in one place from one day on, each value of law with its source."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pydantic import BaseModel

from models.case import MatterType
from models.errors import BadInput
from models.letters_rule import LettersRule
from models.matter_rules import MatterRules, ReviewRules
from models.rule_lines import KeyPath
from models.rule_tree import LIST_KEYS
from models.sourced import Shape, Sourced, Text


class Source(Shape):
    """An instrument that values come from."""

    title: Text
    number: str = ""
    issued_on: date | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Valued:
    """A value of law and its place: as people read it, and as the data has it."""

    name: str  # "matter_types.contract.materials.draft"
    path: KeyPath
    value: Sourced


class RuleSet(Shape):
    """What holds in one place from one day on. A rule set in force is never edited."""

    code: Text
    name: Text
    since: date
    extends: str | None = None
    sources: dict[str, Source]
    matter_types: dict[MatterType, MatterRules]
    letters: LettersRule = LettersRule()

    def values(self) -> tuple[Valued, ...]:
        """Return every value of law, in the order of the shapes."""
        return tuple(_values(self, (), ""))

    def unverified(self) -> tuple[str, ...]:
        """Return the names of the values that nobody has read in their source (未核实)."""
        return tuple(one.name for one in self.values() if not one.value.verified)

    def rules_for(self, matter_type: MatterType) -> MatterRules:
        """Return the rules of a type of matter. Raises BadInput where the rule set has none."""
        if matter_type not in self.matter_types:
            known = ", ".join(self.matter_types)
            raise BadInput(
                f"The rule set {self.code} says nothing of {matter_type}. Known: {known}."
            )
        return self.matter_types[matter_type]

    def faults(self) -> Iterator[tuple[KeyPath, str]]:
        """Yield the place of each value that does not go with the others, and what is wrong."""
        named = [one.number or one.title for one in self.sources.values()]
        for one in self.values():
            if one.value.verified and not any(name in one.value.source for name in named):
                yield one.path, _NO_INSTRUMENT
        for matter_type, rules in self.matter_types.items():
            path: KeyPath = ("matter_types", str(matter_type))
            for key, sentence in _crossed(rules.review):
                yield (*path, "review", *key), sentence
            for key, sentence in _named_twice(rules):
                yield (*path, *key), sentence


_NO_INSTRUMENT = (
    "`source` names no instrument of [sources] by number or title, so it cannot be `verified`"
)


def _crossed(review: ReviewRules) -> Iterator[tuple[KeyPath, str]]:
    floor, ceiling = review.floor, review.ceiling
    if ceiling is None and review.extension is not None:
        yield ("extension",), "there is no ceiling that it could extend"
    if floor is None or ceiling is None:
        return
    if floor.unit is not ceiling.unit or floor.days > ceiling.days:
        yield (
            ("floor",),
            f"{floor.days} {floor.unit} days have to be in the ceiling's unit and not above it "
            f"({ceiling.days} {ceiling.unit})",
        )


def _named_twice(rules: MatterRules) -> Iterator[tuple[KeyPath, str]]:
    lists = {
        "materials": [str(one.kind) for one in rules.materials],
        "filing": [str(one.recipient) for one in rules.filing],
    }
    for key, names in lists.items():
        for name, times in Counter(names).items():
            if times > 1:
                last = len(names) - 1 - names[::-1].index(name)
                yield (key, last), f"{name} is named {times} times"


def _values(value: object, path: KeyPath, name: str) -> Iterator[Valued]:
    if isinstance(value, Sourced):
        yield Valued(name, path, value)
    for step, spelt, inner in _inner(value):
        yield from _values(inner, (*path, step), f"{name}.{spelt}".lstrip("."))


def _inner(value: object) -> Iterator[tuple[str | int, str, object]]:
    if isinstance(value, BaseModel):
        yield from ((key, key, inner) for key, inner in value)
    elif isinstance(value, dict):
        yield from ((str(key), str(key), inner) for key, inner in value.items())
    elif isinstance(value, tuple):
        for place, one in enumerate(value):
            for key in LIST_KEYS:
                if hasattr(one, key):
                    yield place, str(getattr(one, key)), one
