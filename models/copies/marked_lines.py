"""A Word file as lines to print: what was inserted and deleted, by whom; what is concealed."""

from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import category

from models.copies.tracked_edits import PUT_IN, TAKEN_OUT
from models.word_document import Concealment, MarkedParagraph, Revision, View, WordDocument
from models.word_text import Place

PARAGRAPH_END = "¶"
NOTES = frozenset({Place.FOOTNOTE, Place.ENDNOTE})
RUNNING_HEADS = frozenset({Place.HEADER, Place.FOOTER})


@dataclass(frozen=True, slots=True)
class LinePart:
    """Text of one kind within a line; `author` and `at` are given where they begin to count."""

    text: str
    revision: Revision = Revision.KEPT
    author: str = ""
    at: str = ""
    concealed: Concealment | None = None


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """A paragraph to print; `note` is the number of the foot- or endnote that begins with it."""

    place: Place
    parts: tuple[LinePart, ...]
    note: str = ""


def lines_in_view(document: WordDocument, view: View) -> Iterator[MarkedLine]:
    """Yield the paragraphs of a view, those of headers and footers at the end."""
    if view is View.MARKED:
        yield from map(_marked, document.paragraphs)
        return
    for paragraph in document.view(view).paragraphs:
        yield MarkedLine(paragraph.place, (LinePart(paragraph.text),))
    for one in document.paragraphs:
        if one.place in RUNNING_HEADS and (words := one.words(view)):
            yield MarkedLine(one.place, (LinePart(words),))


def _marked(paragraph: MarkedParagraph) -> MarkedLine:
    parts = [LinePart(_number(paragraph))] if _number(paragraph) else []
    for one in paragraph.pieces:
        parts.append(LinePart(one.text, one.revision, one.author, one.at, one.concealed))
    if paragraph.end is not Revision.KEPT:
        author, at = paragraph.end_author, paragraph.end_at
        parts.append(LinePart(PARAGRAPH_END, paragraph.end, author, at))
    return MarkedLine(paragraph.place, tuple(_named_once(parts)), paragraph.note)


def _number(paragraph: MarkedParagraph) -> str:
    gone = paragraph.end in TAKEN_OUT
    return paragraph.number_before if gone else paragraph.number


def _named_once(parts: list[LinePart]) -> Iterator[LinePart]:
    """Yield the parts; of neighbours by one author at one time only the last names them."""
    following = [*parts[1:], LinePart("")]
    for one, after in zip(parts, following, strict=False):  # an empty paragraph has no part
        same = (one.author, one.at) == (after.author, after.at)
        if one.revision is Revision.KEPT or (same and after.revision is not Revision.KEPT):
            yield LinePart(one.text, one.revision, concealed=one.concealed)
        else:
            yield one


def with_marks(part: LinePart) -> str:
    """Return a part with signs around it that also stand in a pipe: [+new+], [-old-]."""
    text = readable(part.text)
    if part.revision in PUT_IN:
        text = f"[+{text}+]"
    elif part.revision in TAKEN_OUT:
        text = f"[-{text}-]"
    elif part.revision is Revision.UNDONE:
        text = f"[±{text}±]"
    return text


def readable(text: str) -> str:
    """Return a text in which signs that nobody sees stand as their code: <U+202E>."""
    return "".join(
        f"<U+{ord(sign):04X}>" if category(sign) in ("Cc", "Cf") and sign not in "\n\t" else sign
        for sign in text
    )
