"""A Word file with tracked changes made into one without: all accepted, or all rejected."""

from collections.abc import Iterator, Sequence

from models.word_document import View
from review_flows.outside.word.jobs import JobResult, Params
from review_flows.outside.word.writing.former_properties import TRACKED, settle_properties
from review_flows.outside.word.writing.parts import WordParts
from review_flows.outside.word.writing.settled_paragraphs import settle_marks
from review_flows.outside.word.writing.tree import Element, made, removed, unwrapped, w

_STORIES = ("header", "footer", "footnotes", "endnotes", "comments")
_INSERTED = frozenset(map(w, ("ins", "moveTo")))
_DELETED = frozenset(map(w, ("del", "moveFrom")))
_RANGES = tuple(
    map(
        w,
        (
            "moveFromRangeStart",
            "moveFromRangeEnd",
            "moveToRangeStart",
            "moveToRangeEnd",
            *(
                f"customXml{kind}Range{end}"
                for kind in ("Ins", "Del", "MoveFrom", "MoveTo")
                for end in ("Start", "End")
            ),
        ),
    )
)
_ANCHORS = tuple(map(w, ("commentRangeStart", "commentRangeEnd", "bookmarkStart", "bookmarkEnd")))
_SHOWN = {w("delText"): w("t"), w("delInstrText"): w("instrText")}
_ALL = (*_INSERTED, *_DELETED, *_RANGES, *_SHOWN, w("cellIns"), w("cellDel"), *TRACKED)
_PROPERTIES = frozenset(map(w, ("rPr", "trPr", "numPr")))


def settle(content: bytes, view: View) -> bytes:
    """Return the file with every change accepted (FINAL) or rejected (ORIGINAL).

    Comments stay, also those on words that go. ValueError of the marked view: nothing is settled.
    """
    if view is View.MARKED:
        raise ValueError("a file is settled as its final or as its original view")
    parts = WordParts(content)
    settle_parts(parts, view)
    return parts.saved()


def settle_parts(parts: WordParts, view: View) -> WordParts:
    """Settle all changes in the parts of a file; return the same parts."""
    for name in _tracked_parts(parts):
        settle_tree(parts.tree(name), view)
    return parts


def _tracked_parts(parts: WordParts) -> Iterator[str]:
    yield parts.main
    for kind in _STORIES:
        yield from (name for _, name in parts.links(parts.main, kind))


def settle_tree(root: Element, view: View) -> None:
    """Settle all changes in one part."""
    if next(root.iter(*_ALL), None) is None:
        return  # so it is with most files, and the whole tree need not be gone through
    final = view is View.FINAL
    gone, stays = (_DELETED, _INSERTED) if final else (_INSERTED, _DELETED)
    settle_properties(root, restore=not final)
    _settle_rows(root, gone)
    _settle_cells(root, w("cellDel") if final else w("cellIns"))
    settle_marks(root, gone)
    _settle_runs(root, gone, stays)
    for mark in list(root.iter(*_RANGES)):
        removed(mark)


def _settle_rows(root: Element, gone: frozenset[str]) -> None:
    for row in list(root.iter(w("tr"))):
        properties = row.find(w("trPr"))
        if properties is None:
            continue
        marks = [child for child in properties if child.tag in _INSERTED | _DELETED]
        for mark in marks:
            properties.remove(mark)
        if any(mark.tag in gone for mark in marks):
            _take_out(row, w("tbl"), w("tr"))


def _settle_cells(root: Element, gone: str) -> None:
    for mark in list(root.iter(w("cellIns"), w("cellDel"))):
        cell = next(mark.iterancestors(w("tc")), None)
        removed(mark)
        if mark.tag == gone and cell is not None:
            _take_out(cell, w("tr"), w("tc"))


def _take_out(element: Element, around: str, name: str) -> None:
    """Take out a row or a cell, and the table or row around it when nothing is left in it."""
    above = next(element.iterancestors(around), None)
    _close_gap(element)
    if above is None or above.find(f".//{name}") is not None:
        return
    if around == w("tr"):
        _take_out(above, w("tbl"), w("tr"))
    else:
        _close_gap(above)


def _close_gap(element: Element) -> None:
    """Take a block out; a cell must not be left without a paragraph at its end."""
    cell = element.getparent()
    removed(element)
    if cell is not None and cell.tag == w("tc") and (not len(cell) or cell[-1].tag != w("p")):
        cell.append(made("p"))


def _settle_runs(root: Element, gone: frozenset[str], stays: frozenset[str]) -> None:
    for change in list(root.iter(*_INSERTED, *_DELETED)):
        parent = change.getparent()
        if parent is None:
            continue
        if parent.tag in _PROPERTIES:
            parent.remove(change)
        elif change.tag in gone:
            for anchor in list(_anchors(change)):
                change.addprevious(anchor)
            parent.remove(change)
        else:
            unwrapped(change)
    # What is left is shown; of words in a change that went nothing is left.
    for element in root.iter(*_SHOWN):
        element.tag = _SHOWN[element.tag]


def _anchors(change: Element) -> Iterator[Element]:
    """Yield what holds comments and bookmarks in words that go."""
    for element in change.iter(*_ANCHORS, w("commentReference")):
        if element.tag != w("commentReference"):
            yield element
        elif (run := element.getparent()) is not None and run.tag == w("r"):
            for child in list(run):
                if child is not element and child.tag != w("rPr"):
                    run.remove(child)
            yield run


def job(params: Params, blobs: Sequence[bytes]) -> JobResult:
    """Settle a file apart from this process: `params["view"]` is original or final."""
    return {}, [settle(blobs[0], View(str(params["view"])))]
