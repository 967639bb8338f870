"""A catalogue, read: sheets go in, every row comes out as a line, taken in or with its reason.

Nothing is dropped: what is no document (titles, heads, totals, notes) is listed as such, and a row
that holds nothing is counted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from models.catalogue.cell import CatalogueRow, CatalogueSheet
from models.catalogue.days import CatalogueDays
from models.catalogue.document_line import LineReader
from models.catalogue.head import LOOKED_AT, CatalogueHead, head_at
from models.catalogue.line import CatalogueFault as F
from models.catalogue.line import CatalogueLine, CatalogueReading
from models.catalogue.merged import fill_down, spans_of
from models.catalogue.row_kind import merged_over, no_document


def read_catalogue(
    sheets: Sequence[CatalogueSheet], days: CatalogueDays, unit: str = ""
) -> CatalogueReading:
    """Return every row of the sheets. `unit` is whose catalogue it is, where a row names none."""
    lines = [line for sheet in sheets for line in _sheet_lines(sheet, days, unit)]
    return CatalogueReading(tuple(_without_doubles(lines)), sum(sheet.blank for sheet in sheets))


def _sheet_lines(sheet: CatalogueSheet, days: CatalogueDays, unit: str) -> Iterator[CatalogueLine]:
    rows, spans = fill_down(sheet), spans_of(sheet)
    place, reader = 0, None
    while place < len(rows):
        row = rows[place]
        head = _head_here(rows, place, sheet, reader)
        if head is not None:
            yield from (_aside(sheet, one, F.HEAD) for one in rows[place : place + head.rows])
            reader, place = LineReader(sheet, head, days, unit), place + head.rows
            continue
        place += 1
        if reader is None:
            yield _aside(sheet, row, F.ABOVE_HEAD)
            continue
        fault = no_document(row.cells, reader.is_numbered(row), merged_over(row, spans))
        yield reader.read(row) if fault is None else _aside(sheet, row, fault)


def _head_here(
    rows: Sequence[CatalogueRow], place: int, sheet: CatalogueSheet, reader: LineReader | None
) -> CatalogueHead | None:
    """Return a head: the first one near the top, and every time that it is repeated on a page."""
    if reader is None and place >= LOOKED_AT:
        return None
    return head_at(rows, place, sheet)


def _aside(sheet: CatalogueSheet, row: CatalogueRow, fault: F) -> CatalogueLine:
    return CatalogueLine(sheet=sheet.name, row=row.number, fault=fault, cells=row.kept)


def _without_doubles(lines: Sequence[CatalogueLine]) -> Iterator[CatalogueLine]:
    """Yield the lines; of those with one number the first counts, the others name it.

    Of a sheet without a head no row is above one.
    """
    headed = {line.sheet for line in lines if line.fault is F.HEAD}
    seen: dict[str, CatalogueLine] = {}
    for line in lines:
        if line.fault is F.ABOVE_HEAD and line.sheet not in headed:
            yield replace(line, fault=F.NO_HEAD)
            continue
        first = None if line.fault else seen.setdefault(line.document_number, line)
        if first is None or first is line:
            yield line
            continue
        fault = F.REPEATED if line.title == first.title else F.NUMBER_TWICE
        yield replace(line, fault=fault, about=f"{first.sheet} {first.row}")
