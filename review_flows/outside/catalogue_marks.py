"""What a spreadsheet says around its cells: merged and hidden ones, formulas without a value.

Every XML part is heard through to its end, so that a hostile file is refused before it is read.
"""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from models.catalogue.cell import MergedCells
from models.refusal import RefusalReason
from review_flows.outside.word.container import Container, open_container
from review_flows.outside.word.feeding import feed
from review_flows.outside.word.limits import Refused
from review_flows.outside.word.xml import Budget, Listener

MOST_ELEMENTS = 2_000_000  # of all parts: 20,000 rows of twenty cells have 1.2 million
MOST_PIECES = 3_000_000
MOST_MERGED = 50_000  # of a sheet; each row of the largest may have two
XML_PART = re.compile(r"\.(xml|rels|vml)$", re.IGNORECASE)
SHEET_PART = re.compile(r"^xl/worksheets/[^/]+\.xml$", re.IGNORECASE)
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_WORKBOOK, _RELATIONSHIPS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"

AnyListener = TypeVar("AnyListener", bound=Listener)


@dataclass(slots=True)
class SheetMarks:
    """The marks of one sheet; rows are counted from 1, columns from 0."""

    merged: list[MergedCells] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    uncalculated: set[tuple[int, int]] = field(default_factory=set)


class _SheetListener(Listener):
    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.marks = SheetMarks()
        self._cell = ""
        self._formula = self._in_value = self._valued = False

    def opened(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Hear of a merged range, a hidden row, and a formula."""
        name = tag.rpartition("}")[2]
        if name == "c":
            self._cell, self._formula, self._valued = attributes.get("r", ""), False, False
        elif name == "f":
            self._formula = True
        elif name in ("v", "is"):
            self._in_value = True
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif name == "row" and attributes.get("hidden") in ("1", "true"):
            self.marks.hidden_rows.add(int(attributes.get("r") or 0))

    def said(self, text: str) -> None:
        """Hear the value of a cell; some programs write an empty one below a formula."""
        self._valued = self._valued or self._in_value

    def closed(self, tag: str) -> None:
        """A cell ends: note a formula that gave nothing."""
        if tag.endswith(("}v", "}is")):
            self._in_value = False
        elif tag.endswith("}c") and self._formula and not self._valued:
            found = _CELL.fullmatch(self._cell)
            if found is not None:
                self.marks.uncalculated.add((int(found[2]), _column(found[1])))

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        begin, end = _CELL.fullmatch(first), _CELL.fullmatch(last)
        if begin is None or end is None:
            return
        if len(self.marks.merged) >= MOST_MERGED:
            raise Refused(RefusalReason.TOO_MANY_ELEMENTS)
        rows, columns = (int(begin[2]), int(end[2])), (_column(begin[1]), _column(end[1]))
        self.marks.merged.append(MergedCells(rows[0], columns[0], rows[1], columns[1]))


class _NameListener(Listener):
    """Hears the sheets of a workbook (name, relationship), or where relationships lead."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.sheets: dict[str, str] = {}  # name → relationship
        self.targets: dict[str, str] = {}  # relationship → part

    def opened(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Hear of a sheet or a relationship."""
        name = tag.rpartition("}")[2]
        if name == "sheet":
            rid = next((v for k, v in attributes.items() if k.endswith("}id")), "")
            self.sheets[attributes.get("name", "")] = rid
        elif name == "Relationship":
            target = attributes.get("Target", "")
            part = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
            self.targets[attributes.get("Id", "")] = part


def marks_of(content: bytes) -> dict[str, SheetMarks]:
    """Return the marks of each sheet by its name.

    Raises Refused for a hostile archive or hostile XML, and what the parser raises for no XML.
    """
    container, budget = open_container(content), Budget()
    budget.elements, budget.pieces = MOST_ELEMENTS, MOST_PIECES
    by_part = {
        name: _heard(container, name, _SheetListener(budget)).marks
        for name in container.names
        if SHEET_PART.search(name)
    }
    names = _NameListener(budget)
    for name in container.names:
        if XML_PART.search(name) and name not in by_part:
            book = name in (_WORKBOOK, _RELATIONSHIPS)
            _heard(container, name, names if book else Listener(budget))
    return {
        sheet: by_part[names.targets[rid]]
        for sheet, rid in names.sheets.items()
        if names.targets.get(rid) in by_part
    }


def _heard(container: Container, name: str, listener: AnyListener) -> AnyListener:
    feed(container.pieces(name), listener)
    return listener


def _column(letters: str) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1
