"""Values of models as JSON lists, and back: how a child process tells what it read.

A dataclass is the list of its fields in order. What comes back is held to the types of the fields,
because the process that sent it had a stranger's file in its hands.
"""

import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
Reader = Callable[[object], Any]


class NotAsTyped(ValueError):
    """The JSON does not hold what the type says."""


def to_json(value: object) -> object:
    """Return a dataclass, tuple, text, number or None as JSON holds it."""
    if isinstance(value, tuple):
        return [to_json(one) for one in value]
    if value is None or isinstance(value, str | int):  # nearly all values of a long text
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return [to_json(getattr(value, name)) for name in _names(type(value))]
    return value


def from_json(kind: type[T], told: object) -> T:
    """Return the value of this type that the JSON tells. Raises NotAsTyped."""
    value: T = _reader(kind)(told)  # type: ignore[arg-type]
    return value


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


@cache
def _reader(kind: Any) -> Reader:
    """Return the function that reads a type; made once for each."""
    origin = get_origin(kind)
    if origin is tuple:
        return _tuple_reader(get_args(kind))
    if origin in (Union, types.UnionType):
        return _optional_reader(get_args(kind))
    if is_dataclass(kind):
        return _dataclass_reader(kind)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        members = {str(member): member for member in kind}
        return lambda told: _member(members, told)
    return lambda told: _plain(kind, told)


def _tuple_reader(kinds: tuple[Any, ...]) -> Reader:
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        read = _reader(kinds[0])
        return lambda told: tuple(map(read, _a_list(told)))
    readers = [_reader(kind) for kind in kinds]
    return lambda told: _several(readers, told)


def _optional_reader(kinds: tuple[Any, ...]) -> Reader:
    (kind,) = (one for one in kinds if one is not type(None))
    read = _reader(kind)
    return lambda told: None if told is None else read(told)


def _dataclass_reader(kind: Any) -> Reader:
    hints = get_type_hints(kind)
    readers = [_reader(hints[name]) for name in _names(kind)]
    return lambda told: kind(*_several(readers, told))


def _several(readers: list[Reader], told: object) -> tuple[Any, ...]:
    parts = _a_list(told)
    if len(parts) != len(readers):
        raise NotAsTyped(f"{len(parts)} values where {len(readers)} belong")
    return tuple(read(part) for read, part in zip(readers, parts, strict=True))


def _a_list(told: object) -> list[object]:
    if not isinstance(told, list):
        raise NotAsTyped(f"{type(told).__name__} where a list belongs")
    return told


def _member(members: dict[str, StrEnum], told: object) -> StrEnum:
    if not isinstance(told, str) or told not in members:
        raise NotAsTyped(f"{told!r:.40} is no member of the list")
    return members[told]


def _plain(kind: Any, told: object) -> object:
    if type(told) is not kind:
        raise NotAsTyped(f"{type(told).__name__} where {kind} belongs")
    return told
