"""A paragraph while it is heard: bits of text as they come, then the pieces that they make."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from models.word_document import Concealment, MarkedParagraph, Piece, Spot
from models.word_text import Place
from review_flows.outside.word.reading.instruction import Instruction
from review_flows.outside.word.reading.list_numbers import ListPlace
from review_flows.outside.word.reading.looks import Look
from review_flows.outside.word.reading.marks import KEPT, Mark
from review_flows.outside.word.reading.signs import INVISIBLE
from review_flows.outside.word.reading.stand import Stand
from review_flows.outside.word.reading.tables import CellPlace
from review_flows.outside.word.reading.unread import Unread

_MOST_FIELDS = 64  # one in another; beyond that a field is taken for text


class Bit(NamedTuple):
    """A stretch of text of one run."""

    text: str
    mark: Mark
    concealed: Concealment | None


@dataclass(slots=True)
class Range:
    """Where a comment is anchored, as far as the file says so."""

    start: Spot | None = None
    end: Spot | None = None
    point: Spot | None = None  # where the sign of the comment stands


@dataclass(slots=True)
class _Field:
    """A field that was begun: where, by which change, and whether its result is being heard."""

    first: int
    mark: Mark
    in_result: bool = False
    result: int = 0  # the bit at which the result begins
    instruction: Instruction = field(default_factory=Instruction)


@dataclass(slots=True)
class OpenParagraph:
    """A paragraph while its runs are heard."""

    index: int
    place: Place
    container: int
    key: str
    end: Mark  # what was done to its mark
    ground: str | None  # the colour it lies on
    buried: Concealment | None = None  # all of it, whatever its runs say
    cell: CellPlace | None = None  # that it stands in
    shade: str | None = None  # its own colour
    list_place: ListPlace = field(default_factory=ListPlace)
    former: ListPlace | None = None  # before a change that is not yet accepted
    number: str | None = None  # None: not counted yet
    number_before: str = ""
    look: Look = field(default_factory=Look)  # of the run that is open
    run_style: str | None = None
    concealed: Concealment | None = None
    usual: Concealment | None = None  # how words are concealed that say nothing of themselves
    _bits: list[Bit] = field(default_factory=list)
    _fields: list[_Field] = field(default_factory=list)
    _simple: list[_Field] = field(default_factory=list)  # w:fldSimple, whose ends cannot be missing
    _spots: list[tuple[Range, str, int]] = field(default_factory=list)

    @property
    def stand(self) -> Stand:
        """What its runs have their looks from."""
        return Stand(self.list_place.style, self.cell, self.shade, self.ground)

    def write(self, text: str, mark: Mark) -> None:
        """Take text under a mark."""
        if self._fields:
            self.instruct(text, mark, shown=True)
        self._bits.append(Bit(text, mark, self.concealed or self.buried))

    def instruct(self, text: str, mark: Mark, shown: bool = False) -> None:
        """Take words of an instruction; what a field within it shows (`shown`) is part of it."""
        for one in reversed(self._fields):
            if not one.in_result:
                one.instruction.say(text, mark)
            if not (shown and one.in_result):
                return

    def take_form(self, name: str, value: str | None) -> None:
        """Take what an old form says of the field that was begun last."""
        if self._fields:
            self._fields[-1].instruction.take_form(name, value)

    def open_simple(self, instruction: str, mark: Mark) -> None:
        """A field begins that has its instruction beside it, and only a result inside."""
        begun = len(self._bits)
        self._simple.append(_Field(begun, mark, in_result=True, result=begun))
        self._simple[-1].instruction.say(instruction, mark)

    def close_simple(self, mark: Mark, unread: Unread) -> None:
        """Such a field ends."""
        if self._simple:
            self._draw(self._simple.pop(), mark, unread)

    def hear_field(self, kind: str | None, mark: Mark, unread: Unread) -> None:
        """Of a field the result is text, its instruction is not, unless Word draws from it.

        A field without an end would swallow what follows it; so what stands in an instruction is
        dropped only when that ends: nothing can be hidden by a field that never does.
        """
        if kind == "begin" and len(self._fields) < _MOST_FIELDS:
            self._fields.append(_Field(len(self._bits), mark))
        elif self._fields and kind in ("separate", "end"):
            current = self._fields[-1]
            if not current.in_result:
                self._drop(current, current.first, mark)
                current.result = len(self._bits)
            current.in_result = True
            if kind == "end":
                self._draw(self._fields.pop(), mark, unread)

    def _draw(self, ended: _Field, mark: Mark, unread: Unread) -> None:
        """Put what Word draws from an instruction in place of the result."""
        result = "".join(bit.text for bit in self._bits[ended.result :])
        drawn = ended.instruction.shown(mark)
        for words in ended.instruction.unread(drawn[-1][0] if drawn else "", result):
            unread.add(words)
        if drawn:
            self._drop(ended, ended.result, mark)
        for text, changed in drawn:
            self.write(text, changed)

    def _drop(self, ended: _Field, first: int, mark: Mark) -> None:
        """Drop bits of a field, but keep what a view shows that has no such field."""
        same = ended.mark.revision is mark.revision
        for at in range(first, len(self._bits)):
            bit = self._bits[at]
            if same and mark.revision in (KEPT.revision, bit.mark.revision):
                self._bits[at] = bit._replace(text="")

    def anchor(self, where: Range, which: str) -> None:
        """Note that a comment starts, ends or is signed here."""
        self._spots.append((where, which, len(self._bits)))

    def closed(self) -> MarkedParagraph:
        """Return the paragraph, its anchors placed by the characters before them."""
        if self._spots:
            offsets = [0, *accumulate(len(bit.text) for bit in self._bits)]
            for where, which, at in self._spots:
                setattr(where, which, Spot(self.index, offsets[at]))
        return MarkedParagraph(
            pieces=tuple(_pieces(self._bits)),
            place=self.place,
            container=self.container,
            number=self.number or "",
            number_before=self.number_before,
            end=self.end.revision,
            end_author=self.end.author,
            end_at=self.end.at,
            key=self.key,
        )


def _pieces(bits: list[Bit]) -> Iterator[Piece]:
    """Join neighbouring bits of one kind. Blanks conceal nothing."""
    texts: list[str] = []
    mark, how = KEPT, None
    for text, next_mark, next_how in bits:
        if not text:
            continue
        if next_how is not None and text.isspace():
            next_how = None
        if texts and (next_how is not how or (next_mark is not mark and next_mark != mark)):
            yield from _piece("".join(texts), mark, how)
            texts = []
        mark, how = next_mark, next_how
        texts.append(text)
    if texts:
        yield from _piece("".join(texts), mark, how)


def _piece(text: str, mark: Mark, how: Concealment | None) -> Iterator[Piece]:
    """Yield text as one piece, or, with characters in it that nobody sees, these apart."""
    at = 0
    for found in INVISIBLE.finditer(text) if how is None else ():
        if found.start() > at:
            yield Piece(text[at : found.start()], mark.revision, mark.author, mark.at)
        hidden = Concealment.INVISIBLE
        yield Piece(found.group(), mark.revision, mark.author, mark.at, hidden)
        at = found.end()
    if at < len(text):
        yield Piece(text[at:], mark.revision, mark.author, mark.at, how)
