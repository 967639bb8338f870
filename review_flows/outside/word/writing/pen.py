"""Marks runs, paragraphs and rows as inserted or deleted by one author at one time."""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from datetime import datetime
from typing import cast

from lxml import etree

from review_flows.outside.word.writing.parts import WordParts
from review_flows.outside.word.writing.tree import (
    MATH,
    MC,
    Element,
    W,
    ensured,
    first_of,
    keep_blanks,
    made,
    put_before,
    removed,
    w,
)

_DELETED = {w("t"): w("delText"), w("instrText"): w("delInstrText")}
_TRACKED = frozenset(
    {w("r"), f"{{{MATH}}}oMath", f"{{{MATH}}}oMathPara", f"{{{MC}}}AlternateContent"}
)
_THROUGH = frozenset(
    map(w, ("hyperlink", "sdt", "sdtContent", "smartTag", "fldSimple", "customXml", "dir", "bdo"))
)
_AFTER_ROW_PROPERTIES = ("tc", "sdt", "customXml", "bookmarkStart", "bookmarkEnd")
_BEFORE_NUMBERING = (
    "pStyle",
    "keepNext",
    "keepLines",
    "pageBreakBefore",
    "framePr",
    "widowControl",
)
_IDS = etree.XPath("//@w:id", namespaces={"w": W}, smart_strings=False)
_WITH_MARK = frozenset(map(w, ("rPr", "sectPr", "pPrChange")))  # belong to the mark alone


class Pen:
    """Writes tracked changes; their ids go on from the highest that a file has."""

    def __init__(self, parts: WordParts, author: str, at: datetime) -> None:
        self._author = author
        self._at = at.replace(microsecond=0, tzinfo=None).isoformat() + "Z"
        ids = _ids_in(parts.tree(parts.main))
        self._last = max((int(one) for one in ids if one.isdecimal()), default=0)

    def _mark(self, kind: str) -> Element:
        self._last += 1
        return made(kind, id=str(self._last), author=self._author, date=self._at)

    def wrap(self, elements: Iterable[Element], kind: str) -> list[Element]:
        """Put runs and equations into `ins` or `del` marks, neighbours into one; return these."""
        marks: list[Element] = []
        for element in elements:
            if marks and marks[-1].getnext() is element:
                marks[-1].append(element)
            else:
                mark = self._mark(kind)
                element.addprevious(mark)
                mark.append(element)
                marks.append(mark)
            if kind == "del" and element.tag == w("r"):
                _as_deleted(element)
        return marks

    def delete_paragraph(self, paragraph: Element) -> None:
        """Mark all that a paragraph shows, and its end, as deleted."""
        self.wrap(list(_tracked_in(paragraph)), "del")
        self.mark_end(paragraph, "del")

    def mark_end(self, paragraph: Element, kind: str) -> None:
        """Mark the end of a paragraph as inserted or deleted."""
        properties = ensured(ensured(paragraph, "pPr"), "rPr", ("sectPr", "pPrChange"))
        properties.insert(0, self._mark(kind))

    def mark_row(self, row: Element, kind: str) -> None:
        """Mark a row of a table as inserted or deleted."""
        properties = ensured(row, "trPr", _AFTER_ROW_PROPERTIES)
        put_before(properties, self._mark(kind), ("trPrChange",))

    def replace_properties(self, paragraph: Element, properties: Element) -> None:
        """Give a paragraph other properties and note its own as the former ones.

        What belongs to its end (its own look, a section) stays.
        """
        own = ensured(paragraph, "pPr")
        former = own_properties(paragraph)
        for child in list(own):
            if child.tag not in _WITH_MARK:
                own.remove(child)
        others = [child for child in properties if child.tag not in _WITH_MARK]
        for place, child in enumerate(others):
            own.insert(place, deepcopy(child))
        self.note_former(paragraph, former)

    def note_former(self, paragraph: Element, former: Element) -> None:
        """Note which properties (as of `own_properties`) a paragraph had before."""
        own = ensured(paragraph, "pPr")
        for stale in own.findall(w("pPrChange")):
            own.remove(stale)
        change = self._mark("pPrChange")
        change.append(former)
        own.append(change)


def _ids_in(root: Element) -> list[str]:
    return cast("list[str]", _IDS(root))


def own_properties(paragraph: Element, before: bool = False) -> Element:
    """Return a copy of what a paragraph's properties say, without what belongs to its end.

    `before`: as they were before a tracked change of them.
    """
    copied = made("pPr")
    own = paragraph.find(w("pPr"))
    recorded = first_of(own, "pPrChange", "pPr") if before else None
    said = own if recorded is None else recorded
    if said is not None:
        copied.extend(deepcopy(child) for child in said if child.tag not in _WITH_MARK)
    return copied


def unmark_end(paragraph: Element, kind: str) -> None:
    """Take back that the end of a paragraph is inserted or deleted."""
    mark = first_of(paragraph, "pPr", "rPr", kind)
    if mark is not None:
        removed(mark)


def set_numbering(properties: Element, numbering: Element) -> None:
    """Put a numbering among a paragraph's properties, in the place of the one they have."""
    for own in properties.findall(w("numPr")):
        properties.remove(own)
    earlier = {w(name) for name in _BEFORE_NUMBERING}
    at = sum(child.tag in earlier for child in properties)  # they come first, in any valid file
    properties.insert(at, numbering)


def _tracked_in(element: Element) -> Iterator[Element]:
    """Yield the runs and equations of a paragraph, also those in links and content controls."""
    for child in element:
        if child.tag in _TRACKED:
            yield child
        elif child.tag in _THROUGH:
            yield from _tracked_in(child)


def _as_deleted(run: Element) -> None:
    for child in run:
        if child.tag in _DELETED:
            child.tag = _DELETED[child.tag]
            keep_blanks(child)
