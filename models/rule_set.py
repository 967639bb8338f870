"""A rule set: read strictly from plain data, with every error at once and every source kept."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from models.case import MatterType
from models.errors import RuleSetInvalid, nearest
from models.matter_rules import MatterRules, Shape, Sourced, Text

Table = Mapping[str, object]

# A list of such tables is merged by this key: the same key replaces, a new one is added.
LIST_KEYS = ("kind", "recipient")


class Source(Shape):
    """An instrument that values come from."""

    title: Text
    number: str = ""
    issued_on: date | None = None
    url: str | None = None


class RuleSet(Shape):
    """What holds in one place from one day on. A rule set in force is never edited."""

    code: Text
    name: Text
    since: date
    extends: str | None = None
    sources: dict[str, Source]
    matter_types: dict[MatterType, MatterRules]

    def unverified(self) -> tuple[str, ...]:
        """Return the key paths of the values that nobody has read in their source (未核实)."""
        return tuple(path for path, value in _values(self, "") if not value.verified)

    @property
    def digest(self) -> str:
        """SHA-256 in hex over every value: what is frozen into a case at acceptance."""
        said = json.dumps(self.model_dump(mode="json"), sort_keys=True, ensure_ascii=False)
        return sha256(said.encode()).hexdigest()


def parse_rule_set(data: Table, origin: str) -> RuleSet:
    """Read a rule set, already merged with what it extends.

    Raises `RuleSetInvalid` with every error of the data: its key path, and the nearest known key
    where a key is unknown.
    """
    try:
        rule_set = RuleSet.model_validate(data)
    except ValidationError as error:
        raise RuleSetInvalid(origin, [_told(one) for one in error.errors()]) from None
    problems = [*_without_instrument(rule_set), *_crossed_periods(rule_set)]
    if problems:
        raise RuleSetInvalid(origin, problems)
    return rule_set


def merge(base: Table, over: Table) -> dict[str, object]:
    """Return `base` with what `over` says in its place.

    Tables are merged key by key down to a value of law (a table with a `source`), which is
    replaced whole: its number, unit and source never come from two files.
    """
    merged = dict(base)
    for key, value in over.items():
        merged[key] = _merged(base[key], value) if key in base else value
    return merged


def with_bases(code: str, read: Callable[[str], Table], path: tuple[str, ...] = ()) -> Table:
    """Return the data of a rule set, merged with all that it extends; `read` gives one file's data.

    Raises `RuleSetInvalid` where a rule set extends itself, directly or by way of others.
    """
    if code in path:
        circle = " → ".join((*path, code))
        raise RuleSetInvalid(f"{code}.toml", [f"extends: goes in a circle, {circle}"])
    data = read(code)
    base = data.get("extends")
    return merge(with_bases(base, read, (*path, code)), data) if isinstance(base, str) else data


def _merged(base: object, over: object) -> object:
    if isinstance(base, Mapping) and isinstance(over, Mapping):
        whole = "source" in base or "source" in over
        return over if whole else merge(base, over)
    if isinstance(base, list) and isinstance(over, list):
        for key in LIST_KEYS:
            if all(isinstance(one, Mapping) and key in one for one in [*base, *over]):
                return list({one[key]: one for one in [*base, *over]}.values())
    return over


def _values(value: object, path: str) -> Iterator[tuple[str, Sourced]]:
    if isinstance(value, Sourced):
        yield path, value
    for step, inner in _inner(value):
        yield from _values(inner, f"{path}.{step}".lstrip("."))


def _inner(value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, BaseModel):
        yield from value
    elif isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, tuple):
        for one in value:
            for key in LIST_KEYS:
                if hasattr(one, key):
                    yield getattr(one, key), one


def _without_instrument(rule_set: RuleSet) -> Iterator[str]:
    named = [one.number or one.title for one in rule_set.sources.values()]
    for path, value in _values(rule_set, ""):
        if value.verified and not any(name in value.source for name in named):
            yield (
                f"{path}: `source` names no instrument of [sources] by number or title, "
                "so it cannot be `verified`"
            )


def _crossed_periods(rule_set: RuleSet) -> Iterator[str]:
    for matter_type, rules in rule_set.matter_types.items():
        floor, ceiling = rules.review.floor, rules.review.ceiling
        if floor is None or ceiling is None:
            continue
        if floor.unit is not ceiling.unit or floor.days > ceiling.days:
            yield (
                f"matter_types.{matter_type}.review: the floor ({floor.days} {floor.unit}) must "
                f"be in the ceiling's unit and not above it ({ceiling.days} {ceiling.unit})"
            )


def _told(error: ErrorDetails) -> str:
    path = ".".join(str(step) for step in error["loc"])
    if error["type"] == "extra_forbidden":
        *parents, key = error["loc"]
        return f"{path}: this key is not known. {nearest(str(key), _keys_at(parents))}"
    if error["type"] == "missing":
        return f"{path}: missing"
    return f"{path}: {error['msg']}"


def _keys_at(path: Sequence[int | str]) -> list[str]:
    """Return the keys that are known at a place, as the schema of `RuleSet` has them."""
    schema = RuleSet.model_json_schema()
    definitions, node = schema.get("$defs", {}), schema
    for step in path:
        node = (
            node.get("items")
            or node.get("properties", {}).get(step)
            or node.get("additionalProperties", {})
        )
        node = next((one for one in node.get("anyOf", ()) if "$ref" in one), node)
        node = definitions.get(node.get("$ref", "").rpartition("/")[2], node)
    return list(node.get("properties", {}))
