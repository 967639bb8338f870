"""What a paragraph is compared by: a Han character, a whole number, 第X条, a Latin word, an object.

Places are counted in characters, an object (a picture, an equation, a note's mark) counting as one.
"""

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from review_flows.outside.word.writing.atoms import Atom
from review_flows.outside.word.writing.locator import LocatedParagraph
from review_flows.outside.word.writing.pairing import LEAST, ratio
from review_flows.outside.word.writing.tree import Element

_NUMERALS = "〇零一二三四五六七八九十百千万亿两"
_TOKEN = re.compile(
    rf"第[{_NUMERALS}\d]+[编章节条款项目](?:之[{_NUMERALS}]+)?|[A-Za-z]+"
    rf"|\d+(?:[.,]\d+)*%?|[{_NUMERALS}]+|.",
    re.DOTALL,
)
_ISLAND = 1  # tokens: equal ones between two edits read better as part of one edit


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of one paragraph: words of one run (`thing` is None), or one object."""

    atom: Atom
    text: str
    thing: Element | None = None

    @property
    def length(self) -> int:
        """How many places it takes."""
        return len(self.text) if self.thing is None else 1


@dataclass(frozen=True, slots=True)
class Edit:
    """From `start` to `end` of the old paragraph stands what is `new_start` … in the new one."""

    start: int
    end: int
    new_start: int
    new_end: int


@dataclass(frozen=True, slots=True)
class Token:
    """What is compared; equal keys mean equal content."""

    key: Hashable
    length: int


def units_of(paragraph: LocatedParagraph) -> list[Unit]:
    """Return the stretches of a paragraph in order."""
    units: list[Unit] = []
    for atom in paragraph.atoms:
        if atom.whole is not None:
            if units and units[-1].thing is atom.whole:
                units[-1] = Unit(atom, units[-1].text + atom.text, atom.whole)
            else:
                units.append(Unit(atom, atom.text, atom.whole))
        elif atom.text:
            units.append(Unit(atom, atom.text))
        else:
            units.append(Unit(atom, "", atom.element))
    return units


def tokens_of(units: Sequence[Unit], keys: Sequence[Hashable]) -> list[Token]:
    """Return the tokens; `keys` holds for every unit the key of its object, or None of words."""
    tokens: list[Token] = []
    words = ""
    for unit, key in zip(units, keys, strict=True):
        if unit.thing is None:
            words += unit.text
            continue
        tokens += _of_words(words)
        words = ""
        tokens.append(Token(key, 1))
    return [*tokens, *_of_words(words)]


def _of_words(words: str) -> Iterator[Token]:
    return (Token(found[0], len(found[0])) for found in _TOKEN.finditer(words))


def edits(old: Sequence[Token], new: Sequence[Token]) -> list[Edit]:
    """Return what was changed, first to last; two texts that hardly agree are one edit."""
    keys, new_keys = [one.key for one in old], [one.key for one in new]
    if keys == new_keys:
        return []
    places, new_places = _places(old), _places(new)
    if old and new and ratio(keys, new_keys) < LEAST:
        return [Edit(0, places[-1], 0, new_places[-1])]
    codes = SequenceMatcher(None, keys, new_keys, autojunk=False).get_opcodes()
    found: list[tuple[int, int, int, int]] = []
    for tag, i1, i2, j1, j2 in codes:
        if tag == "equal":
            continue
        if found and i1 - found[-1][1] <= _ISLAND and j1 - found[-1][3] <= _ISLAND:
            i1, j1 = found[-1][0], found[-1][2]
            found.pop()
        found.append((i1, i2, j1, j2))
    return [Edit(places[a], places[b], new_places[c], new_places[d]) for a, b, c, d in found]


def _places(tokens: Sequence[Token]) -> list[int]:
    """Return where each token begins, and last where all of them end."""
    places = [0]
    for token in tokens:
        places.append(places[-1] + token.length)
    return places
