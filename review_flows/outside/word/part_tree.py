"""A part of a Word file as a tree, which is looked at sooner than heard event by event."""

import zlib
from collections.abc import Iterable

from lxml import etree

from models.refusal import RefusalReason
from review_flows.outside.word import limits
from review_flows.outside.word.limits import Refused
from review_flows.outside.word.writing.tree import Element, parser_of_trees
from review_flows.outside.word.xml import Budget

_ODD = (b"\0", b"<!DOCTYPE")  # letters of two bytes; entities
_TOO_DEEP = etree.XPath(f"boolean({'/*' * (limits.MAX_DEPTH + 1)})")
_TOO_MANY_ATTRIBUTES = etree.XPath(f"boolean(//@*[{limits.MAX_ATTRIBUTES + 1}])")
_ELEMENTS = etree.XPath("count(//*)")


def tree_of(pieces: Iterable[bytes], budget: Budget) -> Element | None:
    """Return the tree of a part, counted; None, uncounted, where it must be heard by events.

    Such are parts that are broken, odd, or beyond a limit: of all that is wrong with one, only
    events tell what comes first, and a tree of one could take too much memory.
    """
    try:
        held = _held(pieces)
        content = b"".join(held)
        tags = content.count(b"<")
        marks = tags + content.count(b"=")
        if marks > budget.marks or any(odd in content for odd in _ODD):
            return None
        root = _parsed(held)
    except (Refused, zlib.error, etree.XMLSyntaxError):
        return None
    if _TOO_DEEP(root) or _TOO_MANY_ATTRIBUTES(root):
        return None
    texts = tags + content.count(b"&")  # Words may stand before each tag and behind each entity.
    return root if budget.take_tree(_elements(root), texts, marks) else None


def _elements(root: Element) -> int:
    found = _ELEMENTS(root)
    assert isinstance(found, float)
    return int(found)


def _held(pieces: Iterable[bytes]) -> list[bytes]:
    """Return all pieces of a part; Refused where that is much."""
    held, size = [], 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size > limits.MAX_TREE_BYTES:
            raise Refused(RefusalReason.UNPACKS_TOO_LARGE)
    return held


def _parsed(pieces: Iterable[bytes]) -> Element:
    """Return the tree as the same parser makes it that tells events."""
    parser = parser_of_trees()
    for piece in pieces:
        parser.feed(piece)
    return parser.close()
