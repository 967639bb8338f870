"""Tracked changes as a person means them: words taken out with those that took their place."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from models.word_document import MarkedParagraph, Revision, Spot, WordDocument

TAKEN_OUT = frozenset({Revision.DELETED, Revision.MOVED_FROM})
PUT_IN = frozenset({Revision.INSERTED, Revision.MOVED_TO})
MOVED = frozenset({Revision.MOVED_FROM, Revision.MOVED_TO})


@dataclass(frozen=True, slots=True)
class TrackedEdit:
    """What one person did at one place: `old` went, `new` came; a line break is a paragraph's end.

    Author and time are those that the file states of its first piece.
    """

    start: Spot
    end: Spot
    old: str
    new: str
    author: str = ""
    at: str = ""
    moved: bool = False


@dataclass(frozen=True, slots=True)
class _Sign:
    """A piece, or the mark that ends a paragraph, with where it begins and ends."""

    container: int
    start: Spot
    end: Spot
    text: str
    revision: Revision
    author: str
    at: str

    @property
    def group(self) -> tuple[bool, int, str]:
        """What neighbours have in common that belong to one edit."""
        return self.revision is not Revision.KEPT, self.container, self.author


def tracked_edits(document: WordDocument) -> Iterator[TrackedEdit]:
    """Yield the edits in reading order; neighbouring changes of one person are one edit."""
    signs = (sign for place, one in enumerate(document.paragraphs) for sign in _signs(place, one))
    shown = (sign for sign in signs if sign.revision is not Revision.UNDONE)
    for (changed, _, _), group in groupby(shown, key=lambda sign: sign.group):
        if changed:
            yield _edit(list(group))


def _signs(place: int, paragraph: MarkedParagraph) -> Iterator[_Sign]:
    offset = 0
    for one in paragraph.pieces:
        start, end = Spot(place, offset), Spot(place, offset + len(one.text))
        author = "" if one.revision is Revision.KEPT else one.author
        if one.text:
            yield _Sign(paragraph.container, start, end, one.text, one.revision, author, one.at)
        offset += len(one.text)
    at = Spot(place, offset)
    author = "" if paragraph.end is Revision.KEPT else paragraph.end_author
    yield _Sign(paragraph.container, at, at, "\n", paragraph.end, author, paragraph.end_at)


def _edit(signs: list[_Sign]) -> TrackedEdit:
    first, last = signs[0], signs[-1]
    return TrackedEdit(
        start=first.start,
        end=last.end,
        old="".join(sign.text for sign in signs if sign.revision in TAKEN_OUT),
        new="".join(sign.text for sign in signs if sign.revision in PUT_IN),
        author=first.author,
        at=first.at,
        moved=any(sign.revision in MOVED for sign in signs),
    )


def without_common_break(edit: TrackedEdit) -> TrackedEdit:
    """Return an edit without a paragraph's end that went and came again at its own end."""
    if edit.old.endswith("\n") and edit.new.endswith("\n"):
        return replace(edit, old=edit.old[:-1], new=edit.new[:-1])
    return edit
