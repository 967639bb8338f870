"""A text in, what it says of itself out: title, issuers, number, days, repeals, attachments."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from models.structure.attachment_list import Attached, attachments_of
from models.structure.citation import Citation, citations_in
from models.structure.clause import Clause
from models.structure.document_fault import DocumentFault, faults_of
from models.structure.document_part import DocumentPart, PartKind
from models.structure.document_parts import parts_of
from models.structure.effect import Effect, effects_in
from models.structure.fact import Fact
from models.structure.glued_lines import unglued
from models.structure.issuing_facts import Said, issuers_above, own_number, plain_number, signed
from models.structure.line import Line, is_page_number, lines_of
from models.structure.repeal import Repeal, repeals_in
from models.structure.validity_term import ValidityTerm, validity_in
from models.word_text import Place, WordText

One = TypeVar("One")
_TITLE_LINES = 12  # from the top, in which the organs stand before 关于


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What a document says of itself, each with its place; nothing that it does not say.

    `number` is written with 〔〕 whatever brackets stand in the file; `number_at` has the words.
    """

    title: str
    parts: tuple[DocumentPart, ...]
    issuers: tuple[Fact, ...]
    number: str
    number_at: Fact | None
    dated: date | None
    dated_at: Fact | None
    effects: tuple[tuple[Fact, Effect], ...]
    validity: tuple[tuple[Fact, ValidityTerm], ...]
    repeals: tuple[tuple[Fact, Repeal], ...]
    attachments: tuple[Attached, ...]
    tables: tuple[Fact, ...]
    citations: tuple[tuple[Fact, Citation], ...]
    faults: tuple[DocumentFault, ...]


def document_facts(text: WordText) -> DocumentFacts:
    """Return the facts of a document; what cannot be found is empty."""
    parts = parts_of(text)
    every = unglued(tuple(lines_of(text)))
    lines = tuple(line for line in every if not is_page_number(line.text))
    places = _Places(parts)
    number = _first(own_number(_lines_in(lines, part)) for part in _issued(parts))
    day = _first(signed(_lines_in(lines, part)) for part in _issued(parts))
    own = [passage for part in _own(parts) for passage in _passages(part, lines)]
    main = next(part for part in parts if part.kind is PartKind.MAIN)
    issuers = day.issuers if day and day.issuers else issuers_above(lines[:_TITLE_LINES])
    return DocumentFacts(
        title=main.title,
        parts=parts,
        issuers=tuple(places.fact(one) for one in issuers),
        number=plain_number(number.words) if number else "",
        number_at=places.fact(number) if number else None,
        dated=day.day if day else None,
        dated_at=places.fact(day.said) if day else None,
        effects=tuple((p.fact(e.words), e) for p in own for e in effects_in(p.text)),
        validity=tuple((p.fact(v.words), v) for p in own for v in validity_in(p.text)),
        repeals=tuple((p.fact(r.words), r) for p in own for r in repeals_in(p.text)),
        attachments=attachments_of(lines, parts),
        tables=tuple(_tables(text, places)),
        citations=tuple((p.fact(c.words), c) for p in own for c in citations_in(p.text)),
        faults=faults_of(text, parts),
    )


def _issued(parts: Sequence[DocumentPart]) -> Iterator[DocumentPart]:
    """Yield the parts that can carry number, day and signature: the notice first."""
    return (part for part in parts if part.kind in (PartKind.COVER, PartKind.MAIN))


def _own(parts: Sequence[DocumentPart]) -> Iterator[DocumentPart]:
    """Yield the parts in which a document speaks of itself; an attachment may speak of others."""
    return (part for part in parts if part.kind is not PartKind.ATTACHMENT)


def _lines_in(lines: Iterable[Line], part: DocumentPart) -> list[Line]:
    return [line for line in lines if part.first <= line.position <= part.last]


def _first(found: Iterable[One | None]) -> One | None:
    return next((one for one in found if one is not None), None)


@dataclass(frozen=True, slots=True)
class _Passage:
    """A clause, or a line outside the clauses."""

    position: int
    address: str
    text: str

    def fact(self, words: str) -> Fact:
        return Fact(self.position, self.address, words)


def _passages(part: DocumentPart, lines: Sequence[Line]) -> Iterator[_Passage]:
    """Yield the clauses of a part, and before them the lines down to the first clause."""
    first = part.clauses[0].position if part.clauses else part.last + 1
    for line in _lines_in(lines, part):
        if line.position < first:
            yield _Passage(line.position, part.label, line.text)
    for clause in part.clauses:
        if clause.text:
            # Where a line of print ends within a sentence, the sentence goes on.
            yield _Passage(clause.position, clause.address, clause.text.replace("\n", ""))


class _Places:
    """Finds the clause that a paragraph belongs to."""

    def __init__(self, parts: Sequence[DocumentPart]) -> None:
        self._clauses: list[Clause] = [clause for part in parts for clause in part.clauses]
        self._positions = [clause.position for clause in self._clauses]
        self._parts = parts

    def fact(self, said: Said) -> Fact:
        """Return what was said, with the label of its part: it stands outside the clauses."""
        return Fact(said.position, self._part(said.position).label, said.words)

    def above(self, position: int) -> str:
        """Return the address of the last clause above a place, within the same part."""
        part = self._part(position)
        at = bisect_right(self._positions, position) - 1
        if at < 0 or self._positions[at] < part.first:
            return part.label
        return self._clauses[at].address

    def _part(self, position: int) -> DocumentPart:
        within = (part for part in reversed(self._parts) if part.first <= position)
        return next(within, self._parts[0])


def _tables(text: WordText, places: _Places) -> Iterator[Fact]:
    """Yield each run of table cells, with its first words."""
    before: Place | None = None
    for position, paragraph in enumerate(text.paragraphs):
        if paragraph.place is Place.TABLE and before is not Place.TABLE:
            words = _first_words(text, position)
            yield Fact(position, places.above(position), words)
        before = paragraph.place


def _first_words(text: WordText, start: int) -> str:
    for paragraph in text.paragraphs[start:]:
        if paragraph.place is not Place.TABLE:
            return ""
        if paragraph.text.strip():
            return paragraph.text.strip()[:20]
    return ""
