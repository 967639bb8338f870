"""A value of law on one line, in the reader's language: a shape of a rule set in, a text out."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from pydantic import BaseModel

from models.matter_rules import Copies, FilingRule, RungRule
from models.sourced import SourcedPeriod
from models.words import told_source, word
from review_flows.cli.reader import Reader

# The source and the mark are shown beside a value; its name stands in its key.
BESIDE = ("source", "verified", "kind", "recipient")
OVERDUE = -1  # of a rung: the day after the last day


def value_text(reader: Reader, value: BaseModel | str | None) -> str:
    """Return what a value says, without its source: "5 working days"."""
    if not isinstance(value, BaseModel):
        return value or ""
    if isinstance(value, RungRule):
        return _rung(reader, value)
    parts = [(name, text) for name, text in _parts(reader, value) if text]
    if len(parts) == 1:
        return parts[0][1]
    mark, gap = ("：", "；") if reader.language == "zh" else (" ", "; ")
    told = (f"{reader.says(f'part.{name}')}{mark}{text}" if name else text for name, text in parts)
    return gap.join(told)


def with_source(reader: Reader, value: BaseModel | str | None) -> str:
    """Return what a value says with its source and its mark: two rule sets may differ in these."""
    told = [value_text(reader, value)]
    source = getattr(value, "source", "")
    if source:
        told.append(f"[{told_source(source, reader.language)}]")
    if getattr(value, "verified", True) is False:
        told.append(reader.says("mark.unverified"))
    return " ".join(told)


def _parts(reader: Reader, value: BaseModel) -> Iterator[tuple[str, str]]:
    """Yield the parts of a value with their names; a term needs no name."""
    beside: tuple[str, ...] = BESIDE
    if isinstance(value, SourcedPeriod | FilingRule):
        term = f"{value.days} {word(value.unit, reader.language)}"
        yield "", term if value.days else reader.says("rebase.promptly")
        beside = (*BESIDE, "days", "unit", "terms")  # the terms are values of their own
    for name, part in value:
        if name not in beside and not (isinstance(value, Copies) and part == 0):
            yield name, _part(reader, part)


def _part(reader: Reader, part: object) -> str:
    if isinstance(part, tuple):
        gap = "、" if reader.language == "zh" else ", "
        return gap.join(_part(reader, one) for one in part)
    if isinstance(part, StrEnum):
        return word(part, reader.language)
    if isinstance(part, BaseModel):
        inner = value_text(reader, part)
        return f"({inner})" if inner and isinstance(part, Copies) else inner
    if isinstance(part, date):
        return part.isoformat()
    return "" if part is None else str(part)


def _rung(reader: Reader, rung: RungRule) -> str:
    when = {0: "rung.last_day", OVERDUE: "rung.overdue"}.get(rung.left, "rung.left")
    return reader.says(when, left=rung.left, to=word(rung.to, reader.language))
