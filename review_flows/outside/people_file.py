"""A table of people, from CSV or .xlsx: a file in, its lines as texts out.

Of the two libraries that read .xlsx, calamine ends the whole process on a file of 5 KB whose one
cell lies at the far corner (it asks for the room of the whole sheet); openpyxl reads line by line.
It has no guard against hostile archives and XML of its own, so the file is counted through first,
as a Word file is.
"""

import csv
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from models.errors import BadInput, NotFound, nearest
from models.refusal import refusal_sentence

NEEDED = ("unit", "unit_name", "unit_kind", "person", "person_name")
OPTIONAL = ("roles", "mail", "since", "until", "active")
COLUMNS = (*NEEDED, *OPTIONAL)
# Our choices: a province has fewer people who have to do with its review.
MAX_BYTES = 5 << 20
MAX_LINES = 5_000
MAX_CELLS = 40  # of a line
ZIP_MARK = b"PK\x03\x04"
XML_PART = re.compile(r"\.(xml|rels|vml)$", re.IGNORECASE)
ERROR_CELL = re.compile(r"#(REF!|N/A|VALUE!|NAME\?|DIV/0!|NULL!|NUM!)")


@dataclass(frozen=True, slots=True)
class FileLine:
    """A line of the table. `cells` has only the columns that the file has."""

    number: int  # as the editor or spreadsheet shows it
    cells: Mapping[str, str]

    def cell(self, column: str) -> str:
        """Return a cell; empty where the file lacks the column."""
        return self.cells.get(column, "")


def read_people_file(path: Path) -> list[FileLine]:
    """Return the lines of a file. Raises NotFound, or BadInput for what is no such table."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise BadInput(f"The file {path} is larger than {MAX_BYTES >> 20} MiB. Split it.")
        content = path.read_bytes()
    except FileNotFoundError:
        raise NotFound("The file", str(path)) from None
    except OSError as error:
        raise BadInput(f"The file {path} cannot be read: {error.strerror}.") from None
    if content.startswith(ZIP_MARK):
        return _lines(_xlsx_rows(path.name, content))
    return lines_of_csv(_decoded(path, content))


def lines_of_csv(text: str) -> list[FileLine]:
    """Return the lines of a CSV text. Raises BadInput."""
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    return _lines(_csv_rows(reader))


def _csv_rows(reader: Iterable[list[str]]) -> Iterator[tuple[int, Sequence[str]]]:
    number = 1
    try:
        for row in reader:
            yield number, row
            number = getattr(reader, "line_num", number) + 1
    except csv.Error as error:
        raise BadInput(f"The file of people breaks off at line {number}: {error}.") from None


def _decoded(path: Path, content: bytes) -> str:
    # Excel in China writes gb18030 where it is not told otherwise. That takes nearly any bytes,
    # so it comes second; no text has a NUL, and UTF-16 is full of them.
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise BadInput(f"The file {path} is no CSV text of UTF-8 or GB18030, nor an .xlsx file.")


def _lines(rows: Iterable[tuple[int, Sequence[str]]]) -> list[FileLine]:
    """Return the lines below the head; blank ones are left out."""
    rows = iter(rows)
    columns = _head(next(rows, (1, ()))[1])
    found: list[FileLine] = []
    for number, row in rows:
        if any(cell.strip() for cell in row):
            cells = zip(columns, [*row, *[""] * len(columns)], strict=False)
            found.append(FileLine(number, {name: cell.strip() for name, cell in cells if name}))
        if len(found) > MAX_LINES:
            raise BadInput(f"The file of people has more than {MAX_LINES} lines. Split it.")
    return found


def _head(row: Sequence[str]) -> list[str]:
    columns = [cell.strip() for cell in row]
    lacking = [column for column in NEEDED if column not in columns]
    if lacking:
        raise BadInput(f"The file of people lacks the columns {', '.join(lacking)} in its head.")
    # A column left out stays as it is; a slip in its name must not look like that.
    problems = [f"{one}. {nearest(one, COLUMNS)}" for one in columns if one not in (*COLUMNS, "")]
    problems += [f"{one} stands twice" for one in COLUMNS if columns.count(one) > 1]
    if problems:
        told = "\n  - ".join(problems)
        raise BadInput(f"The head of the file of people names columns that are not:\n  - {told}")
    return columns


def _xlsx_rows(name: str, content: bytes) -> Iterator[tuple[int, Sequence[str]]]:
    _refuse_hostile(name, content)
    # Imported here: only whoever has an .xlsx file needs it.
    from openpyxl import load_workbook  # type: ignore[import-untyped]

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of formats and extensions that nobody asks for here
        try:
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            sheet = book.worksheets[0]
            sheet.reset_dimensions()  # Some programs declare a size that is not the sheet's.
            rows = sheet.iter_rows(max_row=MAX_LINES + 2, max_col=MAX_CELLS, values_only=True)
            yield from ((number, list(map(_cell, row))) for number, row in enumerate(rows, 1))
        except BadInput:
            raise
        except Exception as error:  # It is no XML any more that it stumbles over, but the content.
            why = f"{type(error).__name__}: {error}"
            raise BadInput(f"The file {name} is no .xlsx table that can be read ({why}).") from None


def _refuse_hostile(name: str, content: bytes) -> None:
    """Unpack and count every part, and refuse document types, before anything else reads it."""
    from lxml import etree

    from review_flows.outside.word.container import open_container
    from review_flows.outside.word.feeding import feed
    from review_flows.outside.word.limits import Refused
    from review_flows.outside.word.xml import Budget, Listener

    try:
        container, budget = open_container(content), Budget()
        for part in container.names:
            if XML_PART.search(part):
                feed(container.pieces(part), Listener(budget))
    except Refused as refused:
        why = refusal_sentence(refused.reason, "en")
        raise BadInput(f"The file {name} cannot be taken: {why}") from None
    except (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, ValueError, EOFError):
        raise BadInput(f"The file {name} is damaged. Save it again as .xlsx.") from None


def _cell(value: object) -> str:
    """Return a cell as a person would have typed it; a formula counts as what it last gave."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    if ERROR_CELL.fullmatch(text):
        raise BadInput(f"A cell of the file shows the error {text}. Mend it in the spreadsheet.")
    return text
