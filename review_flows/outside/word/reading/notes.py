"""Foot- and endnotes: which are referred to, in which order, and the numbers that they show."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from models.word_document import IN_VIEW, View
from review_flows.outside.word.reading.lists import whole_number
from review_flows.outside.word.reading.marks import Mark
from review_flows.outside.word.reading.number_formats import formatted
from review_flows.outside.word.xml import Budget, Listener, short, w_attribute

ENTRIES = ("w:footnote", "w:endnote", "w:comment")
KINDS = {"w:footnoteReference": "footnote", "w:endnoteReference": "endnote"}
_KIND_OF_SHAPE = {"w:footnotePr": "footnote", "w:endnotePr": "endnote"}


@dataclass(slots=True)
class Entry:
    """A note or a comment in its part, and which paragraphs of the part are its own."""

    id: str
    kind: str | None  # None or "normal"; lines that part notes from the text have other kinds
    author: str
    at: str
    first: int
    last: int

    @classmethod
    def of(cls, attributes: Mapping[str, str], first: int) -> "Entry":
        """Return the entry that begins with this element, at this paragraph."""
        code, kind, author, at = (
            w_attribute(attributes, name) for name in ("id", "type", "author", "date")
        )
        return cls(code or "", kind, author or "", at or "", first, first)


@dataclass(frozen=True, slots=True)
class NoteReference:
    """The sign in the text that refers to a note."""

    kind: str  # footnote or endnote
    id: str
    mark: Mark
    own_sign: bool  # such a note has a sign typed by hand and is not counted


@dataclass(slots=True)
class NoteShapes:
    """How notes are numbered: format and first number by kind; of several sections the last's."""

    formats: dict[str, str] = field(
        default_factory=lambda: {"footnote": "decimal", "endnote": "lowerRoman"}
    )
    starts: dict[str, int] = field(default_factory=dict)

    def hear(self, parent: str, name: str, attributes: Mapping[str, str]) -> None:
        """Take a w:numFmt or w:numStart where it belongs to notes."""
        kind = _KIND_OF_SHAPE.get(parent)
        value = w_attribute(attributes, "val")
        if kind and value and name == "w:numFmt":
            self.formats[kind] = value
        elif kind and name == "w:numStart":
            self.starts[kind] = whole_number(value) or 1


class SettingsPart(Listener):
    """Hears settings.xml for the shapes of notes."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.note_shapes = NoteShapes()
        self._parents = [""]

    def opened(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = short(tag)
        self.note_shapes.hear(self._parents[-1], name, attributes)
        self._parents.append(name)

    def closed(self, tag: str) -> None:
        self._parents.pop()


def numbered(
    references: list[NoteReference], kind: str, shapes: NoteShapes
) -> Iterator[tuple[NoteReference, str]]:
    """Yield the references to notes of a kind, each note once, with the number it shows.

    Numbers count as the final view counts; a note that only the original view has shows that one's.
    """
    counts = dict.fromkeys((View.ORIGINAL, View.FINAL), shapes.starts.get(kind, 1) - 1)
    seen: set[str] = set()
    for reference in references:
        if reference.kind != kind or reference.id in seen:
            continue
        seen.add(reference.id)
        if reference.own_sign:
            yield reference, ""
            continue
        shown = [view for view in counts if reference.mark.revision in IN_VIEW[view]]
        for view in shown:
            counts[view] += 1
        number = counts[shown[-1]] if shown else 0
        yield reference, formatted(number, shapes.formats[kind]) if shown else ""
