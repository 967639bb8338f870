"""Clauses in, the numbers that do not follow their neighbours out."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.structure.clause import Clause, ClauseLevel
from models.structure.number_value import number_value

_INSERTED = re.compile(r"之[一二三四五六七八九十]+$")  # 第十条之一 follows 第十条


@dataclass(frozen=True, slots=True)
class NumberFault:
    """A clause whose number is not the one after its neighbour's.

    `before` is the value of the neighbour's number, 0 where none of its kind came before.
    """

    clause: Clause
    value: int
    before: int


@dataclass(frozen=True, slots=True)
class _Number:
    """A number as written, with its value, its way of writing, and the article it stands in."""

    value: int
    style: str  # 第N条, (N), (n), n., ○n: each way of writing counts by itself
    article: str


def number_faults(clauses: Sequence[Clause], goes_on: bool) -> Iterator[NumberFault]:
    """Yield a fault where a number is not the one after its neighbour's.

    A return to one begins a new list, or a new rule in the same file. In a text without articles
    (`goes_on`) numbers may also go on from one heading to the next.
    """
    last: dict[str, _Number] = {}
    article = ""
    for clause in clauses:
        if clause.level is ClauseLevel.ARTICLE:
            article = clause.address
        number = _number_of(clause, article)
        if number is None:
            continue
        before = last.get(number.style)
        last[number.style] = number
        if not _follows(number, before, goes_on):
            yield NumberFault(clause, number.value, before.value if before else 0)


def _follows(number: _Number, before: _Number | None, goes_on: bool) -> bool:
    if before is None:
        return number.value == 1
    if number.value == 1:
        return before.value != 1 or before.article != number.article
    return number.value == before.value + 1 and (goes_on or before.article == number.article)


def _number_of(clause: Clause, article: str) -> _Number | None:
    """Return the number that a clause carries; None where it carries none that can be read."""
    plain = unicodedata.normalize("NFKC", clause.number)
    digits = re.sub(r"[第编分章节条款()、.\s]", "", plain)
    # 款 carry no number of their own in a rule; 第十条之一 stands between two numbers.
    if plain.endswith("款") or _INSERTED.search(plain) or re.search(r"\d\.\d", plain):
        return None
    value = number_value(digits)
    if value is None:
        return None
    letter = "n" if digits.isdecimal() else "N"  # 第一条 and 第1条 are two ways as well
    circled = "○" if digits == plain and clause.number != plain else ""
    below = clause.level.depth > ClauseLevel.ARTICLE.depth
    return _Number(value, plain.replace(digits, f"{circled}{letter}"), article if below else "")
