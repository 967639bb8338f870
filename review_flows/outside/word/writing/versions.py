"""Two versions of a Word file side by side: what in them is the same, and what was said of them."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

from lxml import etree

from models.redline import Unshown
from models.word_document import MarkedParagraph
from review_flows.outside.word.writing.carried_over import notes_part, picture_bytes
from review_flows.outside.word.writing.locator import (
    NOTES,
    LocatedParagraph,
    boxes_in,
    located,
    notes_by_id,
    paragraphs_of,
    read_children,
)
from review_flows.outside.word.writing.numbering_match import Numberings
from review_flows.outside.word.writing.pairing import paired
from review_flows.outside.word.writing.parts import WordParts
from review_flows.outside.word.writing.tokens import Unit, units_of
from review_flows.outside.word.writing.tree import Element, w

_REFERENCES = {w(f"{kind}Reference"): kind for kind in NOTES}
_BLOCKS = frozenset({w("p"), w("tbl")})
_EXCERPT = 30  # characters


def blocks_of(container: Element) -> Iterator[Element]:
    """Yield the paragraphs and tables of a container, also those in content controls."""
    for child in read_children(container):
        if child.tag in _BLOCKS:
            yield child
        else:
            yield from blocks_of(child)


@dataclass(frozen=True, slots=True)
class NotePair:
    """A note that both versions have."""

    old: Element
    new: Element


class Version:
    """One of the two files: its parts, how its paragraphs are numbered, its notes."""

    def __init__(self, parts: WordParts, paragraphs: Sequence[MarkedParagraph]) -> None:
        self.parts = parts
        self.numberings = Numberings(parts)
        self.located = paragraphs_of(parts)
        self._located = {one.element: one for one in self.located}
        self._numbers = {
            one.element: read.number for one, read in zip(self.located, paragraphs, strict=False)
        }
        self.notes: dict[tuple[str, str], Element] = {}  # by kind and id
        for kind in NOTES:
            root = notes_part(parts, kind)
            for key, note in {} if root is None else notes_by_id(root, kind).items():
                self.notes[kind, key] = note
        self.same: dict[tuple[str, str], int] = {}  # which pair of notes a note belongs to

    @property
    def body(self) -> Element:
        """What holds the blocks of the main part."""
        body = self.parts.tree(self.parts.main).find(w("body"))
        assert body is not None  # the reader has read it
        return body

    def number(self, paragraph: Element) -> str:
        """Return the automatic number that a paragraph shows."""
        return self._numbers.get(paragraph, "")

    def units(self, paragraph: Element) -> list[Unit]:
        """Return the stretches of a paragraph; asked before anything is changed in it."""
        return units_of(self._located.get(paragraph) or located(paragraph))

    def note(self, reference: Element) -> tuple[str, str]:
        """Return kind and id of the note that a mark in the text refers to."""
        return _REFERENCES[reference.tag], reference.get(w("id"), "")

    def notes_referred_to(self) -> list[tuple[str, str]]:
        """Return kind and id of the notes in the order of the marks in the text."""
        found = [
            self.note(atom.element)
            for one in self.located
            for atom in one.atoms
            if atom.element.tag in _REFERENCES
        ]
        return [one for one in dict.fromkeys(found) if one in self.notes]

    def key(self, unit: Unit) -> Hashable:
        """Return by what an object is the same in the other version; None of words."""
        thing = unit.thing
        if thing is None:
            return None
        if unit.atom.drawn:
            return "drawn", unit.text
        if thing.tag in _REFERENCES:
            kind, code = self.note(thing)
            return self.same.get((kind, code), (self, code))
        if boxes := boxes_in(thing):
            return "boxes", len(boxes)
        if pictures := picture_bytes(self.parts, thing):
            return "pictures", tuple(sha256(one).digest() for one in pictures)
        return etree.tostring(thing, method="c14n", with_tail=False)

    def block_key(self, block: Element) -> Hashable:
        """Return a key that equals another block's only if nothing in them differs in words."""
        if block.tag == w("tbl"):
            return tuple(self.row_key(row) for row in rows_of(block))
        units = self.units(block)
        words = "".join([unit.text if unit.thing is None else "\0" for unit in units])
        things = tuple(
            (self.key(unit), tuple(self.container_key(box) for box in boxes_in(unit.thing)))
            for unit in units
            if unit.thing is not None
        )
        return self.numberings.key(block), words, things

    def row_key(self, row: Element) -> Hashable:
        """Return the key of a row of a table."""
        return tuple(self.container_key(cell) for cell in cells_of(row))

    def container_key(self, container: Element) -> Hashable:
        """Return the key of all blocks in a container."""
        return tuple(self.block_key(block) for block in blocks_of(container))


def rows_of(table: Element) -> list[Element]:
    """Return the rows of a table, also those in content controls, without nested tables' rows."""
    return list(_parts_of(table, w("tr")))


def cells_of(row: Element) -> list[Element]:
    """Return the cells of a row."""
    return list(_parts_of(row, w("tc")))


def _parts_of(element: Element, name: str) -> Iterator[Element]:
    for child in read_children(element):
        if child.tag == name:
            yield child
        elif child.tag not in (w("tc"), w("tr"), w("tbl"), w("p")):
            yield from _parts_of(child, name)


def bigrams(element: Element) -> frozenset[str]:
    """Return the characters of a block and their pairs, by which blocks are alike.

    Pairs alone would find nothing in common in two short lines with another word in the middle.
    """
    words = "".join(one.words for one in _all_located(element))
    return frozenset(words[at : at + 2] for at in range(max(1, len(words) - 1))) | {*words}


def _all_located(element: Element) -> Iterator[LocatedParagraph]:
    if element.tag == w("p"):
        yield located(element)
        return
    for child in read_children(element):
        yield from _all_located(child)


def likeness(old: frozenset[str], new: frozenset[str]) -> float:
    """Return how alike two blocks are by their bigrams, 0 … 1."""
    return 2 * len(old & new) / (len(old) + len(new))


def by_bigrams(old: Sequence[Element], new: Sequence[Element]) -> Callable[[int, int], float]:
    """Return the likeness of blocks that `paired` asks for; most blocks are never asked about."""

    @cache
    def of_old(i: int) -> frozenset[str]:
        return bigrams(old[i])

    @cache
    def of_new(j: int) -> frozenset[str]:
        return bigrams(new[j])

    return lambda i, j: likeness(of_old(i), of_new(j))


class Unsaid:
    """Gathers what a redline does not show."""

    def __init__(self) -> None:
        self._said: dict[str, None] = {}

    def say(self, kind: Unshown, words: str) -> None:
        """Note something not shown, with words by which people find the place."""
        excerpt = " ".join(words.split())[:_EXCERPT]
        self._said[f"{kind}: {excerpt}"] = None

    def said(self) -> tuple[str, ...]:
        """Return all of it, each once."""
        return tuple(self._said)


def pair_notes(old: Version, new: Version) -> list[NotePair]:
    """Pair the notes of both versions by their words; from now on their marks are the same."""
    pairs: list[NotePair] = []
    for kind in NOTES:
        olds = [key for key in old.notes_referred_to() if key[0] == kind]
        news = [key for key in new.notes_referred_to() if key[0] == kind]
        alike = by_bigrams([old.notes[key] for key in olds], [new.notes[key] for key in news])
        keys = [old.container_key(old.notes[key]) for key in olds]
        new_keys = [new.container_key(new.notes[key]) for key in news]
        for i, j in paired(keys, new_keys, alike):
            if i is not None and j is not None:
                old.same[olds[i]] = new.same[news[j]] = len(pairs)
                pairs.append(NotePair(old.notes[olds[i]], new.notes[news[j]]))
    return pairs
