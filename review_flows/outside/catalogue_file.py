"""A catalogue of issued documents from .xlsx or CSV: a file in, its sheets as cells out.

openpyxl reads it row by row; merged and hidden cells it does not tell in that mode, so they are
heard while every part is counted through before anything else reads it.
"""

import csv
import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from models.catalogue.cell import (
    UNCALCULATED,
    CatalogueRow,
    CatalogueSheet,
    CellValue,
    dressed,
)
from models.errors import BadInput, NotFound
from models.refusal import refusal_sentence
from review_flows.outside.catalogue_marks import SheetMarks, marks_of

# Our choices: a province issues fewer documents in a year, and a catalogue has some ten columns.
MAX_BYTES = 20 << 20
MAX_ROWS = 20_000  # of all sheets together, blank ones not counted
MAX_BLANK = 3_000_000  # rows of all sheets that hold nothing; one that was styled has a million
MAX_COLUMNS = 60
MAX_SHEETS = 60
ZIP_MARK, OLE_MARK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def read_catalogue_file(path: Path) -> tuple[bytes, tuple[CatalogueSheet, ...]]:
    """Return the bytes of a file and its sheets. Raises NotFound, or BadInput."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise BadInput(f"The file {path} is larger than {MAX_BYTES >> 20} MiB. Split it.")
        content = path.read_bytes()
    except FileNotFoundError:
        raise NotFound("The file", str(path)) from None
    except OSError as error:
        raise BadInput(f"The file {path} cannot be read: {error.strerror}.") from None
    return content, sheets_of(path.name, content)


def sheets_of(name: str, content: bytes) -> tuple[CatalogueSheet, ...]:
    """Return the sheets of a catalogue. Raises BadInput for what is no table or beyond limits."""
    if content.startswith(OLE_MARK):
        raise BadInput(
            f"The file {name} is an old .xls, or locked with a password. Open it in Excel or WPS, "
            "take the password off, and save it as .xlsx."
        )
    if content.startswith(ZIP_MARK):
        return _xlsx_sheets(name, content)
    return (_csv_sheet(name, _decoded(name, content)),)


def _xlsx_sheets(name: str, content: bytes) -> tuple[CatalogueSheet, ...]:
    from lxml import etree

    from review_flows.outside.word.limits import Refused

    try:
        marks = marks_of(content)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of formats and extensions that nobody asks for here
            return tuple(_sheets(content, marks))
    except Refused as refused:
        why = refusal_sentence(refused.reason, "en")
        raise BadInput(f"The file {name} cannot be taken: {why}") from None
    except (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, EOFError):
        raise BadInput(f"The file {name} is damaged. Save it again as .xlsx.") from None
    except BadInput:
        raise
    except Exception as error:  # It is no XML any more that it stumbles over, but the content.
        why = f"{type(error).__name__}: {error}"
        raise BadInput(f"The file {name} is no .xlsx table that can be read ({why}).") from None


def _sheets(content: bytes, marks: dict[str, SheetMarks]) -> Iterator[CatalogueSheet]:
    # Imported here: only whoever has an .xlsx file needs it.
    from openpyxl import load_workbook  # type: ignore[import-untyped]
    from openpyxl.utils.datetime import MAC_EPOCH  # type: ignore[import-untyped]

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    if len(book.worksheets) > MAX_SHEETS:
        raise BadInput(f"It has more than {MAX_SHEETS} sheets. Split it.")
    rows_left, blank_left = MAX_ROWS, MAX_BLANK
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # Some programs declare a size that is not the sheet's.
        of_sheet = marks.get(sheet.title, SheetMarks())
        rows, passed = _rows(sheet, of_sheet, rows_left, blank_left)
        rows_left, blank_left = rows_left - len(rows), blank_left - passed
        # What lies below the last row that holds anything is no row of the catalogue.
        blank = rows[-1].number - len(rows) if rows else 0
        yield CatalogueSheet(
            sheet.title, rows, tuple(of_sheet.merged), book.epoch == MAC_EPOCH, blank
        )


def _rows(
    sheet: Any, marks: SheetMarks, most: int, most_blank: int
) -> tuple[tuple[CatalogueRow, ...], int]:
    """Return the rows that hold anything, and how many were passed that hold nothing."""
    rows: list[CatalogueRow] = []
    number = 0
    for number, cells in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS), 1):
        values = [_value(cell, place, number, marks) for place, cell in enumerate(cells)]
        while values and values[-1] is None:
            values.pop()
        if values:
            rows.append(CatalogueRow(number, tuple(values), number in marks.hidden_rows))
        if len(rows) > most or number - len(rows) > most_blank:
            raise _too_many()
    return tuple(rows), number - len(rows)


def _too_many() -> BadInput:
    return BadInput(
        f"The file has more than {MAX_ROWS} rows, or {MAX_BLANK} blank ones. Split it, by years "
        "for example, or copy its table into a new file."
    )


def _value(cell: Any, place: int, number: int, marks: SheetMarks) -> CellValue:
    value = cell.value
    if value is None:
        return UNCALCULATED if (number, place) in marks.uncalculated else None
    if isinstance(value, bool | str):
        return value if value != "" else None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float):
        return dressed(value, cell.number_format) or value
    return str(value)  # a time of day, a span of time


def _csv_sheet(name: str, text: str) -> CatalogueSheet:
    rows: list[CatalogueRow] = []
    number = 0
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline="")), 1):
            if any(map(str.strip, cells)):
                rows.append(CatalogueRow(number, tuple(cell or None for cell in cells)))
            if len(cells) > MAX_COLUMNS:
                raise BadInput(f"Row {number} of {name} has more than {MAX_COLUMNS} cells.")
            if len(rows) > MAX_ROWS or number - len(rows) > MAX_BLANK:
                raise _too_many()
    except csv.Error as error:
        raise BadInput(f"The file {name} breaks off after row {number}: {error}.") from None
    blank = rows[-1].number - len(rows) if rows else 0
    return CatalogueSheet("CSV", tuple(rows), blank=blank)


def _decoded(name: str, content: bytes) -> str:
    # GB18030 takes nearly any bytes, so it comes second; no text has a NUL.
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise BadInput(
        f"The file {name} is no CSV text of UTF-8 or GB18030, nor an .xlsx file. Save it as .xlsx."
    )
