"""Who inserted or deleted a stretch of text, and what of it holds where changes lie in changes."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.word_document import IN_VIEW, Revision, View
from review_flows.outside.word.xml import w_attribute

_REVISIONS = {
    "w:ins": Revision.INSERTED,
    "w:del": Revision.DELETED,
    "w:moveTo": Revision.MOVED_TO,
    "w:moveFrom": Revision.MOVED_FROM,
    "w:cellIns": Revision.INSERTED,
    "w:cellDel": Revision.DELETED,
}
CHANGES = tuple(_REVISIONS)


@dataclass(frozen=True, slots=True)
class Mark:
    """What was done, by whom and when: as the file states it."""

    revision: Revision = Revision.KEPT
    author: str = ""
    at: str = ""


KEPT = Mark()


def mark_of(name: str, attributes: Mapping[str, str]) -> Mark:
    """Return the mark that one of the CHANGES sets."""
    author = w_attribute(attributes, "author") or ""
    return Mark(_REVISIONS[name], author, w_attribute(attributes, "date") or "")


def within(outer: Mark, inner: Mark) -> Mark:
    """Return the mark of a change inside a change.

    What was inserted and deleted again stands in neither view, whichever is written around which.
    """
    if outer.revision is Revision.KEPT:
        return inner
    if inner.revision in (Revision.KEPT, outer.revision):
        return outer
    for view in (View.ORIGINAL, View.FINAL):
        if {outer.revision, inner.revision} <= IN_VIEW[view]:
            return inner
    return Mark(Revision.UNDONE, inner.author, inner.at)
