"""A Word file as it was read: who inserted and deleted what, what is commented, what is concealed.

Names and times are those that the file states; anybody can write any name into a file.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from models.word_text import Paragraph, Place, WordText


class View(StrEnum):
    """How a file with tracked changes is looked at."""

    ORIGINAL = "original"  # as if every change were rejected
    FINAL = "final"  # as if every change were accepted
    MARKED = "marked"  # both, with the marks


class SettledView(StrEnum):
    """The views that can count as the text of a file, one of which a person chooses."""

    ORIGINAL = "original"
    FINAL = "final"


class Revision(StrEnum):
    """What was done to a piece of text, or to the mark that ends a paragraph."""

    KEPT = "kept"
    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED_TO = "moved_to"
    MOVED_FROM = "moved_from"
    UNDONE = "undone"  # inserted and deleted again: neither view has it


class Concealment(StrEnum):
    """How text is kept from the eye that the program reads all the same."""

    HIDDEN = "hidden"  # Word's own property, or set so that nothing shows
    WHITE = "white"  # on no shading of its own
    BLENDED = "blended"  # in the colour, or nearly, of what it stands on
    TINY = "tiny"  # below 3 pt
    INVISIBLE = "invisible"  # zero-width, direction-turning and like characters


IN_VIEW = {
    View.ORIGINAL: frozenset({Revision.KEPT, Revision.DELETED, Revision.MOVED_FROM}),
    View.FINAL: frozenset({Revision.KEPT, Revision.INSERTED, Revision.MOVED_TO}),
    View.MARKED: frozenset(Revision),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one kind: kept, inserted, deleted …, by whom and when as the file states it."""

    text: str
    revision: Revision = Revision.KEPT
    author: str = ""
    at: str = ""  # as it stands in w:date
    concealed: Concealment | None = None


@dataclass(frozen=True, slots=True)
class MarkedParagraph:
    """One w:p with everything that anybody wrote into it.

    `number` is the automatic number with the blank after it, as the final view counts;
    `number_before` as the original view counts. `end` says what was done to the paragraph's mark:
    a paragraph whose mark is deleted goes on in the next one of its container in the final view,
    one whose mark is inserted in the original view. `container` tells cells, text boxes, notes,
    headers and the body (0) apart. `note` is the number of a foot- or endnote. `key` is w14:paraId.
    """

    pieces: tuple[Piece, ...]
    place: Place = Place.BODY
    container: int = 0
    number: str = ""
    number_before: str = ""
    end: Revision = Revision.KEPT
    end_author: str = ""
    end_at: str = ""
    note: str = ""
    key: str = ""

    def words(self, view: View) -> str:
        """Return its own words in a view, without the automatic number."""
        shown = IN_VIEW[view]
        return "".join(piece.text for piece in self.pieces if piece.revision in shown)


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A place between two characters: which paragraph, and how far into its marked words."""

    paragraph: int
    offset: int  # characters


@dataclass(frozen=True, slots=True)
class WordComment:
    """A comment, or a reply to one; the place is missing where the file does not anchor it.

    `quote` are the words it is anchored on, deleted ones included, "" of a mere point.
    """

    id: str
    text: str
    author: str = ""
    at: str = ""
    start: Spot | None = None
    end: Spot | None = None
    quote: str = ""
    parent: str = ""  # the id of the comment that this one answers
    resolved: bool = False


@dataclass(frozen=True, slots=True)
class TrackedChange:
    """One change by one person: neighbouring pieces of like kind, author and time are one."""

    revision: Revision
    text: str  # "" of the mark that ends a paragraph
    author: str
    at: str
    spot: Spot


@dataclass(frozen=True, slots=True)
class ConcealedText:
    """Words that the program reads and the eye does not, and where they stand."""

    how: Concealment
    text: str
    place: Place
    spot: Spot


@dataclass(frozen=True, slots=True)
class WordDocument:
    """A file as it was read.

    `properties` are its custom properties (docProps/custom.xml); `unread` are words that Word shows
    and that stand in no paragraph here, each place cut short.
    """

    paragraphs: tuple[MarkedParagraph, ...]
    comments: tuple[WordComment, ...] = ()
    tracked_changes: int = 0
    properties: tuple[tuple[str, str], ...] = ()
    unread: tuple[str, ...] = ()

    def view(self, view: View) -> WordText:
        """Return the text in one view, automatic numbers written out."""
        paragraphs = tuple(_joined(self.paragraphs, view))
        return WordText(paragraphs, self.tracked_changes, len(self.comments))

    def changes(self) -> tuple[TrackedChange, ...]:
        """Return who changed what, in reading order; changes of format alone are left out."""
        return tuple(
            change
            for position, paragraph in enumerate(self.paragraphs)
            for change in _changes(position, paragraph)
        )

    def concealed(self) -> tuple[ConcealedText, ...]:
        """Return what is kept from the eye, in reading order, in whatever view it stands."""
        return tuple(
            text
            for position, paragraph in enumerate(self.paragraphs)
            for text in _concealed(position, paragraph)
        )


def _changes(position: int, paragraph: MarkedParagraph) -> Iterator[TrackedChange]:
    offset = 0
    for kind, group in groupby(paragraph.pieces, key=lambda p: (p.revision, p.author, p.at)):
        text = "".join(piece.text for piece in group)
        if kind[0] is not Revision.KEPT:
            yield TrackedChange(kind[0], text, kind[1], kind[2], Spot(position, offset))
        offset += len(text)
    if paragraph.end is not Revision.KEPT:
        by, at = paragraph.end_author, paragraph.end_at
        yield TrackedChange(paragraph.end, "", by, at, Spot(position, offset))


def _concealed(position: int, paragraph: MarkedParagraph) -> Iterator[ConcealedText]:
    offset = 0
    for how, group in groupby(paragraph.pieces, key=lambda piece: piece.concealed):
        text = "".join(piece.text for piece in group)
        if how is not None:
            yield ConcealedText(how, text, paragraph.place, Spot(position, offset))
        offset += len(text)


_APART = frozenset({Place.HEADER, Place.FOOTER})


def _joined(paragraphs: tuple[MarkedParagraph, ...], view: View) -> Iterator[Paragraph]:
    """Yield the paragraphs of a view; what ends in a mark that the view lacks goes on in the next.

    Words carried to a paragraph that never comes stand as a paragraph of their own, and so do
    words before a table: no paragraph goes on behind one.
    """
    shown = IN_VIEW[view]
    last = {one.container: position for position, one in enumerate(paragraphs)}
    carried: dict[int, list[str]] = {}
    for position, one in enumerate(paragraphs):
        if one.place in _APART:
            continue
        if one.end not in shown and position != last[one.container]:
            carried.setdefault(one.container, []).append(one.words(view))
            continue
        words = "".join((*carried.pop(one.container, ()), one.words(view)))
        if one.end in shown or words:
            yield from _before_a_table(carried, one)
            number = _number(one, view) if one.end in shown else ""
            yield Paragraph(number + words, one.place)


def _before_a_table(carried: dict[int, list[str]], one: MarkedParagraph) -> Iterator[Paragraph]:
    """Yield words carried to behind the table that a paragraph stands in: it begins after them."""
    if one.place is Place.TABLE:
        for container in [number for number in carried if number < one.container]:
            if words := "".join(carried.pop(container)):
                yield Paragraph(words, Place.TABLE if container else Place.BODY)


def _number(paragraph: MarkedParagraph, view: View) -> str:
    """Return the automatic number; with the marks shown, a deleted paragraph keeps its old one."""
    if view is View.ORIGINAL:
        return paragraph.number_before
    if view is View.MARKED and paragraph.end not in IN_VIEW[View.FINAL]:
        return paragraph.number_before
    return paragraph.number
