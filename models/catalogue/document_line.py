"""A row of a document, read by the head above it: its cells go in, the line comes out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from models.catalogue.cell import (
    CatalogueRow,
    CatalogueSheet,
    CellValue,
    is_ditto,
    is_error,
    plain_text,
)
from models.catalogue.days import CatalogueDays
from models.catalogue.document_number import DocumentNumber, lacks_word_or_year, read_number
from models.catalogue.flag import normative_flag
from models.catalogue.head import CatalogueHead
from models.catalogue.issued_on import read_day
from models.catalogue.line import CatalogueColumn as C
from models.catalogue.line import CatalogueFault as F
from models.catalogue.line import CatalogueLine

LONGEST_TITLE = 300  # characters; our choice, twice the longest title seen
_NEEDED = (C.TITLE, C.DOCUMENT_NUMBER, C.ISSUED_ON, C.PUBLISHED_ON)
_EMPTY = re.compile(r"[-—－/\\.。、_无]*")
_WORDS = re.compile(r"[\u4e00-\u9fff]{2}")


class RowFaulty(Exception):
    """Ends the reading of a row at the first fault; `about` is the cell it is about."""

    def __init__(self, fault: F, about: str = "") -> None:
        super().__init__(fault)
        self.fault, self.about = fault, about


@dataclass(frozen=True, slots=True)
class _Days:
    issued_on: date | None
    published_on: date | None


class LineReader:
    """Reads the rows below a head; it remembers the row above for 同上."""

    def __init__(
        self, sheet: CatalogueSheet, head: CatalogueHead, days: CatalogueDays, unit: str
    ) -> None:
        self._sheet, self._head, self._days, self._unit = sheet, head, days, unit
        self._above: dict[int, CellValue] = {}
        self._number_at = head.places(C.DOCUMENT_NUMBER)

    def is_numbered(self, row: CatalogueRow) -> bool:
        """Whether a document number, or a part of one, stands in its cell of the row."""
        cell = self.cell(row, self._number_at)
        return cell is not None and (read_number(cell) is not None or lacks_word_or_year(cell))

    def cell(self, row: CatalogueRow, places: Sequence[int]) -> CellValue:
        """Return the first of the cells that holds anything; None where none does."""
        held = (row.cells[place] for place in places if place < len(row.cells))
        return next((cell for cell in held if not _EMPTY.fullmatch(plain_text(cell))), None)

    def read(self, row: CatalogueRow) -> CatalogueLine:
        """Return the line of a row, with its fault where it cannot be taken in."""
        own, above = row, self._above
        row = self._with_above(row)
        self._above = dict(enumerate(row.cells))
        line = self._plain(row)
        try:
            self._refuse_errors(own, above)
            number = self._number(row)
            self._check_title(line.title)
            days = self._read_days(row, number)
        except RowFaulty as faulty:
            return replace(line, fault=faulty.fault, about=faulty.about, cells=own.kept)
        return replace(
            line,
            cells=own.kept,
            document_number=number.text,
            issued_on=days.issued_on or days.published_on,
            published_on=days.published_on,
        )

    def _with_above(self, row: CatalogueRow) -> CatalogueRow:
        """Return the row with what stands above in each cell that says 同上."""
        cells = tuple(
            self._above.get(place) if is_ditto(plain_text(cell)) else cell
            for place, cell in enumerate(row.cells)
        )
        return CatalogueRow(row.number, cells, row.hidden)

    def _plain(self, row: CatalogueRow) -> CatalogueLine:
        """Return what can be read of any row, faulty or not."""
        said = {kind: self.cell(row, self._head.places(kind)) for kind in C}
        filed = self._filed_on(row)
        remarks = [plain_text(said[C.REMARKS])]
        if said[C.FILED_ON] is not None and filed is None:
            remarks.append(plain_text(said[C.FILED_ON]))  # 已备案 names no day, and is not lost
        return CatalogueLine(
            sheet=self._sheet.name,
            row=row.number,
            hidden=row.hidden,
            title=plain_text(said[C.TITLE]),
            document_number=plain_text(said[C.DOCUMENT_NUMBER]),
            registration_number=plain_text(said[C.REGISTRATION_NUMBER]),
            unit=plain_text(said[C.UNIT]) or self._unit,
            normative=normative_flag(said[C.NORMATIVE]),
            filed_on=filed,
            remarks="；".join(filter(None, remarks)),
        )

    def _filed_on(self, row: CatalogueRow) -> date | None:
        """Return the first day on which it was filed, of the columns of all recipients."""
        cells = (self.cell(row, (place,)) for place in self._head.places(C.FILED_ON))
        days = [read_day(cell, since_1904=self._sheet.since_1904) for cell in cells]
        return min(filter(None, days), default=None)

    def _refuse_errors(self, row: CatalogueRow, above: dict[int, CellValue]) -> None:
        for kind in _NEEDED:
            for place in self._head.places(kind):
                text = plain_text(row.cells[place]) if place < len(row.cells) else ""
                if is_error(text):
                    raise RowFaulty(F.CELL_ERROR, text)
                if is_ditto(text) and not plain_text(above.get(place)):
                    raise RowFaulty(F.NOTHING_ABOVE, text)

    def _number(self, row: CatalogueRow) -> DocumentNumber:
        cell = self.cell(row, self._number_at)
        if cell is None:
            raise RowFaulty(F.NUMBER_MISSING)
        number = read_number(cell, self._head.prefix)
        if number is None:
            fault = F.NUMBER_INCOMPLETE if lacks_word_or_year(cell) else F.NUMBER_UNREADABLE
            raise RowFaulty(fault, plain_text(cell))
        return number

    def _check_title(self, title: str) -> None:
        if not title:
            raise RowFaulty(F.TITLE_MISSING)
        if len(title) > LONGEST_TITLE or not _WORDS.search(title):
            raise RowFaulty(F.TITLE_UNREADABLE, title[:40])

    def _read_days(self, row: CatalogueRow, number: DocumentNumber) -> _Days:
        issued = self._day(row, C.ISSUED_ON, number.year)
        published = self._day(row, C.PUBLISHED_ON, number.year)
        day = issued or published
        if day is None:
            raise RowFaulty(F.DAY_MISSING)
        for one in filter(None, (issued, published)):
            if one > self._days.today:
                raise RowFaulty(F.DAY_IN_FUTURE, one.isoformat())
        if number.year and number.year != day.year:
            raise RowFaulty(F.YEARS_DIFFER, f"{number.text} {day}")
        if not self._days.cover(day):
            raise RowFaulty(F.OUTSIDE_DAYS, day.isoformat())
        return _Days(issued, published)

    def _day(self, row: CatalogueRow, kind: C, year: int | None) -> date | None:
        cell = self.cell(row, self._head.places(kind))
        if cell is None:
            return None
        day = read_day(cell, year=year, since_1904=self._sheet.since_1904)
        if day is None:
            raise RowFaulty(F.DAY_UNREADABLE, plain_text(cell))
        return day
