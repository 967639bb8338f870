"""A Word file without its comments: what goes to others says nothing that was meant for us."""

from collections.abc import Sequence

from review_flows.outside.word.jobs import JobResult, Params
from review_flows.outside.word.writing.parts import WordParts
from review_flows.outside.word.writing.tree import Element, removed, w

# The comments, and what Word keeps beside them: threads, ids, times, who wrote them.
_KINDS = ("comments", "commentsExtended", "commentsIds", "commentsExtensible", "people")
_NOTES = ("footnotes", "endnotes")
_RANGES = (w("commentRangeStart"), w("commentRangeEnd"))


def without_comments(content: bytes) -> bytes:
    """Return the file without comments and their authors; its text stays, as do tracked changes.

    A file without comments comes back as it is, to the byte.
    """
    parts = WordParts(content)
    if all(parts.linked(parts.main, kind) is None for kind in _KINDS):
        return content
    for kind in _KINDS:
        parts.drop(parts.main, kind)
    notes = (parts.linked(parts.main, kind) for kind in _NOTES)
    for name in (parts.main, *filter(None, notes)):
        _take_anchors(parts.tree(name))
    return parts.saved()


def _take_anchors(root: Element) -> None:
    for mark in list(root.iter(*_RANGES)):
        removed(mark)
    for reference in list(root.iter(w("commentReference"))):
        run = reference.getparent()
        removed(reference)
        if run is not None and all(child.tag == w("rPr") for child in run):
            removed(run)


def job(params: Params, blobs: Sequence[bytes]) -> JobResult:
    """Take the comments out apart from this process; there are no parameters."""
    return {}, [without_comments(blobs[0])]
