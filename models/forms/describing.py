"""What a form asks for, read from the form itself: its fields, and an example to fill in."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import NoneType
from typing import get_args, get_origin

from pydantic import ValidationError

from models.forms.shape import DocumentForm, Form

DAY_TO_FILL_IN = "YYYY-MM-DD"


class FieldTakes(StrEnum):
    """What a person writes into a field."""

    TEXT = "text"
    DAY = "day"
    NUMBER = "number"
    YES_OR_NO = "yes_or_no"
    CODE = "code"
    PARTS = "parts"  # fields of its own, which follow it
    FILES = "files"  # Word files, which the option --file hands in


@dataclass(frozen=True, slots=True)
class FieldShape:
    """One field: `name` as an error names it, with `[]` after what is a list (`points[].point`)."""

    name: str
    needed: bool  # of a field inside another: needed wherever that one is given
    takes: FieldTakes
    several: bool  # a list
    codes: tuple[StrEnum, ...]  # those that the form takes; empty where it takes no codes
    depth: int  # 0 for a field of the form itself


def described(form: type[Form], above: str = "", depth: int = 0) -> Iterator[FieldShape]:
    """Yield the fields of a form in their order, those of a nested form after the field itself."""
    for name, field in form.model_fields.items():
        kind, several = kind_of(form, name)
        place = f"{above}{name}"
        takes = _takes(kind)
        codes = codes_of(form, name) if takes is FieldTakes.CODE else ()
        yield FieldShape(place, field.is_required(), takes, several, codes, depth)
        if takes is FieldTakes.PARTS:
            yield from described(kind, f"{place}{'[]' if several else ''}.", depth + 1)


def example(form: type[Form]) -> dict[str, object]:
    """Return the needed fields and the lists as JSON would hold them, to be filled in.

    Files are left out: --file hands them in. Codes stand beside each other: one is to be left.
    """
    return {
        name: _to_fill_in(form, name)
        for name, field in form.model_fields.items()
        if (field.is_required() or kind_of(form, name)[1]) and not _is_file(form, name)
    }


def kind_of(form: type[Form], name: str) -> tuple[type, bool]:
    """Return what a field holds, and whether it is a list of that."""
    kind, several = form.model_fields[name].annotation, False
    while args := get_args(kind):
        several = several or get_origin(kind) is tuple
        inside = [one for one in args if one not in (NoneType, Ellipsis)]
        kind = inside[0]  # of Annotated the type, of a tuple its members, of an option the one
    assert isinstance(kind, type)
    return kind, several


def form_at(form: type[Form], names: Iterable[str]) -> type[Form]:
    """Return the nested form to which the names of fields lead, one inside the other."""
    for name in names:
        kind, _ = kind_of(form, name)
        assert issubclass(kind, Form)
        form = kind
    return form


def codes_of(form: type[Form], name: str) -> tuple[StrEnum, ...]:
    """Return the codes that a form takes in a field; not those that it refuses by a rule."""
    kind, several = kind_of(form, name)
    assert issubclass(kind, StrEnum)
    return tuple(code for code in kind if _accepts(form, name, [code] if several else code))


def with_lists(form: type[Form], given: Mapping[str, object]) -> dict[str, object]:
    """Return what was given with each lone text or object of a list as a list of one."""
    return {
        name: [value]
        if isinstance(value, str | Mapping) and name in form.model_fields and kind_of(form, name)[1]
        else value
        for name, value in given.items()
    }


TAKEN_BY: tuple[tuple[type, FieldTakes], ...] = (
    (DocumentForm, FieldTakes.FILES),
    (Form, FieldTakes.PARTS),
    (StrEnum, FieldTakes.CODE),
    (bool, FieldTakes.YES_OR_NO),  # before int: Python takes a bool for a number
    (int, FieldTakes.NUMBER),
    (date, FieldTakes.DAY),
    (str, FieldTakes.TEXT),
)


def _takes(kind: type) -> FieldTakes:
    return next(takes for base, takes in TAKEN_BY if issubclass(kind, base))


def _is_file(form: type[Form], name: str) -> bool:
    return issubclass(kind_of(form, name)[0], DocumentForm)


def _accepts(form: type[Form], name: str, value: object) -> bool:
    """Say whether the form itself takes a value: it may refuse a code of the list by a rule."""
    try:
        form.model_validate({name: value})
    except ValidationError as error:
        return all(line["loc"][:1] != (name,) for line in error.errors())
    return True


def _to_fill_in(form: type[Form], name: str) -> object:
    kind, several = kind_of(form, name)
    if issubclass(kind, Form):
        return [example(kind)] if several else example(kind)
    if several and not form.model_fields[name].is_required():
        return []
    value: object = {
        FieldTakes.TEXT: "",
        FieldTakes.DAY: DAY_TO_FILL_IN,
        FieldTakes.NUMBER: 0,
        FieldTakes.YES_OR_NO: False,
        FieldTakes.CODE: "|".join(codes_of(form, name)) if issubclass(kind, StrEnum) else "",
    }[_takes(kind)]
    return [value] if several else value
