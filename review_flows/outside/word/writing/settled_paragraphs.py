"""Paragraphs whose mark somebody inserted or deleted: kept apart, or joined with the next one."""

from collections.abc import Iterator

from review_flows.outside.word.writing.tree import BOXES, Element, first_of, removed, w

_MARKS = tuple(map(w, ("ins", "del", "moveFrom", "moveTo")))
_CONTAINERS = BOXES | frozenset(
    map(w, ("body", "tc", "footnote", "endnote", "hdr", "ftr", "comment"))
)
_NEEDS_A_PARAGRAPH = _CONTAINERS - {w("body")}
_SHOWN = tuple(
    map(w, ("t", "delText", "tab", "br", "cr", "sym", "drawing", "pict", "object", "instrText"))
)


def settle_marks(root: Element, gone: frozenset[str]) -> None:
    """Join every paragraph whose mark is gone with the next one of its container.

    The next one's properties stay, since they belong to the mark at its end. Words before a table
    or at the end of a container, where no paragraph follows, stay a paragraph of their own.
    """
    for container in list(root.iter(*_CONTAINERS)):
        paragraphs = list(paragraphs_in(container))
        carried: list[Element] = []
        for place, paragraph in enumerate(paragraphs):
            vanishes = _take_mark(paragraph, gone)
            if not vanishes:
                _begin_with(paragraph, carried)
                carried = []
            elif place < len(paragraphs) - 1:
                carried += [child for child in paragraph if child.tag != w("pPr")]
                _take_out(paragraph)
            else:
                _begin_with(paragraph, carried)
                _drop_if_empty(paragraph, container, gone)


def paragraphs_in(container: Element) -> Iterator[Element]:
    """Yield the paragraphs of a container in order, not those of tables and boxes inside it."""
    for child in container:
        if child.tag == w("p"):
            yield child
        elif child.tag != w("tbl") and child.tag not in _CONTAINERS:
            yield from paragraphs_in(child)


def _take_mark(paragraph: Element, gone: frozenset[str]) -> bool:
    """Take what was tracked of a paragraph's mark out; return whether the mark goes."""
    properties = first_of(paragraph, "pPr", "rPr")
    if properties is None:
        return False
    marks = [child for child in properties if child.tag in _MARKS]
    for mark in marks:
        properties.remove(mark)
    return any(mark.tag in gone for mark in marks)


def _begin_with(paragraph: Element, carried: list[Element]) -> None:
    at = 0 if paragraph.find(w("pPr")) is None else 1
    for offset, child in enumerate(carried):
        paragraph.insert(at + offset, child)


def _take_out(paragraph: Element) -> None:
    """Take a paragraph out, and the content control that would be left empty."""
    parent = paragraph.getparent()
    removed(paragraph)
    while parent is not None and parent.tag == w("sdtContent") and not len(parent):
        control = parent.getparent()
        parent = None if control is None else control.getparent()
        if control is not None:
            removed(control)


def _drop_if_empty(paragraph: Element, container: Element, gone: frozenset[str]) -> None:
    """Take the last paragraph out when nothing of it stays and its container allows it."""
    for shown in paragraph.iter(*_SHOWN):
        if next(shown.iterancestors(w("pPr")), None) is not None:
            continue  # a tab stop
        changes = [one.tag for one in shown.iterancestors(*_MARKS)]
        if not any(tag in gone for tag in changes):
            return
    siblings = list(paragraphs_in(container))
    blocks = [child for child in container if child.tag in (w("p"), w("tbl"))]
    ends_in_it = bool(blocks) and blocks[-1] is paragraph
    only = len(siblings) == 1 or (ends_in_it and blocks[-2:-1] and blocks[-2].tag == w("tbl"))
    if container.tag in _NEEDS_A_PARAGRAPH and only:
        return
    _take_out(paragraph)
