"""Hears what holds paragraphs – body, cells, text boxes, notes – and the paragraphs themselves."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from models.word_document import IN_VIEW, Concealment, MarkedParagraph, Spot, View
from models.word_text import Place
from review_flows.outside.word.reading.hearing import Hearing
from review_flows.outside.word.reading.list_numbers import ListNumbers, ListPlace, Lists
from review_flows.outside.word.reading.looks import PLAIN
from review_flows.outside.word.reading.marks import Mark, mark_of, within
from review_flows.outside.word.reading.notes import Entry
from review_flows.outside.word.reading.paragraph import OpenParagraph
from review_flows.outside.word.reading.shapes import Shape
from review_flows.outside.word.reading.styled import Looks
from review_flows.outside.word.reading.tables import OpenTable
from review_flows.outside.word.reading.unread import Unread
from review_flows.outside.word.xml import W14, Budget, switched_on


@dataclass(slots=True)
class _Frame:
    """What holds paragraphs: the story itself, a cell, a text box, a note."""

    place: Place
    container: int
    around: int  # paragraphs that are open around it
    ground: str | None = None  # the colour it lays under them
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """What all stories of a file share."""

    budget: Budget
    lists: Lists
    looks: Looks
    containers: Iterator[int]
    unread: Unread


class Blocks(Hearing):
    """Gathers `paragraphs` in the order in which they begin, so that a text box follows its own.

    `marks` says of a note by its id what was done to the sign that refers to it.
    """

    def __init__(
        self, setting: Setting, place: Place = Place.BODY, marks: Mapping[str, Mark] | None = None
    ) -> None:
        super().__init__(setting.budget)
        self.paragraphs: list[MarkedParagraph | None] = []  # None: not closed yet
        self.entries: list[Entry] = []
        self.tracked_changes = 0
        self._place = place
        self._lists, self._looks = setting.lists, setting.looks
        self._containers = setting.containers
        self.unread = setting.unread
        self._marks_of_notes = marks or {}
        self._numbers = {view: ListNumbers(setting.lists) for view in (View.ORIGINAL, View.FINAL)}
        self._frames = [_Frame(place, next(setting.containers), 0)]
        self._open: list[OpenParagraph] = []
        self._tables: list[OpenTable] = []
        self._shapes = Shape()
        self._end: Spot | None = None  # of the paragraph that was closed last

    def closed_paragraphs(self) -> list[MarkedParagraph]:
        """Return the paragraphs when all have ended."""
        return [paragraph for paragraph in self.paragraphs if paragraph is not None]

    def open_paragraph(self, name: str, attributes: Mapping[str, str]) -> None:
        """A paragraph begins; its place among the others is fixed now."""
        frame = self._frames[-1]
        key = attributes.get(W14 + "paraId", "")
        at = len(self.paragraphs)
        one = OpenParagraph(at, frame.place, frame.container, key, self.mark, frame.ground)
        one.buried = Concealment.HIDDEN if frame.hidden else None
        one.cell = self._tables[-1].place if self._tables else None
        self._open.append(one)
        self.paragraphs.append(None)
        self._settle_look(self._open[-1])

    def close_paragraph(self) -> None:
        """A paragraph ends."""
        done = self._open.pop()
        if done.number is None:
            self._count(done)
        closed = self.paragraphs[done.index] = done.closed()
        self._end = Spot(done.index, sum(len(piece.text) for piece in closed.pieces))

    def close_properties(self) -> None:
        """They come first in a paragraph: from here on it is known how it looks and counts."""
        if self._open and self.names and self.names[-1] == "w:p":
            self._count(self._open[-1])
            self._settle_look(self._open[-1])

    def _settle_look(self, paragraph: OpenParagraph) -> None:
        paragraph.usual = self._looks.of_run(paragraph.stand, None, PLAIN)
        paragraph.concealed = paragraph.usual

    def _count(self, paragraph: OpenParagraph) -> None:
        """Count a paragraph in each of the views that have its mark."""
        now, before = paragraph.list_place, paragraph.former or paragraph.list_place
        paragraph.number = paragraph.number_before = ""
        if paragraph.end.revision in IN_VIEW[View.FINAL]:
            paragraph.number = self._numbers[View.FINAL].next_label(now)
        if paragraph.end.revision in IN_VIEW[View.ORIGINAL]:
            paragraph.number_before = self._numbers[View.ORIGINAL].next_label(before)
        if before is not now and self._lists.in_force(now) != self._lists.in_force(before):
            self.tracked_changes += 1

    def change(self, name: str, attributes: Mapping[str, str]) -> None:
        """A change: around runs or blocks, of a row or cell, of a paragraph's mark or number."""
        self.tracked_changes += 1
        mark, parent = mark_of(name, attributes), self.above()
        if parent in ("w:trPr", "w:tcPr"):
            self.set_mark(mark, steps=2)  # until the row or the cell closes
        elif parent == "w:rPr":
            if self.above(2) == "w:pPr" and self._open:
                self._open[-1].end = within(self._open[-1].end, mark)
        elif parent == "w:numPr":
            if self._open and name == "w:ins":
                self._open[-1].former = ListPlace("0")
        elif not name.startswith("w:cell"):
            self.set_mark(mark)

    def _push_frame(self, place: Place, ground: str | None, hidden: bool = False) -> None:
        place = place if self._place is Place.BODY else self._place
        container = next(self._containers)
        hidden = hidden or self._frames[-1].hidden
        self._frames.append(_Frame(place, container, len(self._open), ground, hidden))

    def close_frame(self) -> None:
        """A cell or a text box ends."""
        self._frames.pop()

    def open_cell(self, name: str, attributes: Mapping[str, str]) -> None:
        """A cell begins."""
        ground = self._frames[-1].ground
        if self._tables:
            table = self._tables[-1]
            table.column += 1
            ground = self._looks.ground_of_cell(table.place) or table.ground or ground
        self._push_frame(Place.TABLE, ground)

    def open_box(self, name: str, attributes: Mapping[str, str]) -> None:
        """The text of a text box begins."""
        place = Place.TABLE if self._tables else Place.TEXT_BOX
        self._push_frame(place, self._shapes.ground, self._shapes.hidden)

    def open_table(self, name: str, attributes: Mapping[str, str]) -> None:
        """A table begins."""
        self._tables.append(OpenTable())

    def open_row(self, name: str, attributes: Mapping[str, str]) -> None:
        """A row of a table begins."""
        if self._tables:
            self._tables[-1].open_row()

    def heading_row(self, name: str, attributes: Mapping[str, str]) -> None:
        """The open row stands on every page that the table is on."""
        if self._tables:
            self._tables[-1].heading = switched_on(attributes)

    def close_table(self) -> None:
        """A table ends."""
        self._tables.pop()

    def open_entry(self, name: str, attributes: Mapping[str, str]) -> None:
        """A note or a comment begins: a container of its own within the part."""
        entry = Entry.of(attributes, len(self.paragraphs))
        self.entries.append(entry)
        self._push_frame(self._place, None)
        if mark := self._marks_of_notes.get(entry.id):
            self.set_mark(mark)

    def close_entry(self) -> None:
        """A note or a comment ends."""
        self.entries[-1].last = len(self.paragraphs)
        self._frames.pop()
