"""An .xlsx file: sheets of plain cells go in, the same bytes for the same cells come out.

Written by us because 30,000 rows take XlsxWriter ten seconds and this under three. A text is an
inline string of the format “text”: whatever it begins with, no reader takes it for a formula, not
even after somebody has edited the cell.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from io import BytesIO
from itertools import islice
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from models.errors import BadInput
from review_flows.outside.ledgers import xlsx_parts
from review_flows.outside.ledgers.columns import Cell
from review_flows.outside.ledgers.text import UNFIT, one_line

PRESSED = 3  # of 9: a tenth larger than the usual 6, in a third of the time
LAST_ROW = 1_048_576  # of a sheet, as the format has it
LONGEST_TEXT = 32_767  # characters of a cell, as the format has it
DAY_ZERO = date(1899, 12, 30).toordinal()  # days are counted from here
AT_ONCE = 500  # rows written together
# A reader takes _x0041_ for A, so the underscore of such a text is written that way itself.
ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
TO_WRITE_ANEW = re.compile(f"[&<>]|{ESCAPED.pattern}|{UNFIT.pattern}")


class Look(IntEnum):
    """How a line of cells looks: the place of its text format among the styles."""

    PLAIN = 1
    HEAD = 3
    TITLE = 4
    ALARM = 5


@dataclass(frozen=True, slots=True)
class CellStyles:
    """The attributes that say how texts, days and numbers of a line look."""

    text: str
    day: str
    number: str = ""  # the first of the styles, which needs no attribute


ALARMING = CellStyles(' s="5"', ' s="6"', ' s="7"')


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a sheet."""

    cells: Sequence[Cell]
    look: Look = Look.PLAIN


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet. With a `head` its first line stays in sight and filters the others.

    `choices` are the words that the cells of a column under that head, counted from 0, let people
    choose from; none of them holds a comma.
    """

    name: str
    widths: Sequence[int]  # characters
    lines: Iterable[Line]
    head: bool = False
    choices: Mapping[int, Sequence[str]] = field(default_factory=dict)


def xlsx_bytes(sheets: Sequence[Sheet], title: str, changed_at: str) -> bytes:
    """Return the file. `changed_at` is UTC as the log writes it.

    Raises BadInput where a sheet has more rows than the format takes.
    """
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED, compresslevel=PRESSED) as target:
        for name, part in xlsx_parts.fixed_parts([s.name for s in sheets], title, changed_at):
            _write(target, name, (part,))
        for place, sheet in enumerate(sheets, start=1):
            _write(target, f"xl/worksheets/sheet{place}.xml", _sheet_xml(sheet, title))
    return content.getvalue()


def _write(target: ZipFile, name: str, pieces: Iterable[str]) -> None:
    # A part opened by its name is dated 1980, the earliest day of a zip, whatever the clock says.
    with target.open(name, "w") as part:
        for piece in pieces:
            part.write(piece.encode())


def _sheet_xml(sheet: Sheet, title: str) -> Iterator[str]:
    yield xlsx_parts.sheet_begin(sheet.widths, sheet.head)
    lines, written = enumerate(sheet.lines, start=1), 0
    while rows := [_row(number, line) for number, line in islice(lines, AT_ONCE)]:
        written += len(rows)
        if written > LAST_ROW:
            raise BadInput(
                f"An .xlsx sheet takes {LAST_ROW} rows. Choose a shorter period with --from, --to."
            )
        yield "".join(rows)
    names = xlsx_parts.LETTERS
    area = f"A1:{names[len(sheet.widths) - 1]}{written}" if sheet.head and written else ""
    chosen = sheet.choices.items() if written > 1 else ()
    choices = {f"{names[at]}2:{names[at]}{written}": words for at, words in chosen}
    yield xlsx_parts.sheet_end(area, title, choices)


def _row(number: int, line: Line) -> str:
    names, alarm = xlsx_parts.LETTERS, line.look is Look.ALARM
    styles = ALARMING if alarm else CellStyles(f' s="{int(line.look)}"', ' s="2"')
    cells = "".join(
        [
            _cell(f"{names[place]}{number}", cell, styles)
            for place, cell in enumerate(line.cells)
            if cell is not None and cell != ""
        ]
    )
    return f'<row r="{number}">{cells}</row>'


def _cell(name: str, cell: Cell, styles: CellStyles) -> str:
    if isinstance(cell, str):
        # A million texts go through here, and hardly one of them holds a sign to be written anew.
        text = _fit(cell) if TO_WRITE_ANEW.search(cell) else cell[:LONGEST_TEXT]
        kept = f'<is><t xml:space="preserve">{text}</t></is>'
        return f'<c r="{name}"{styles.text} t="inlineStr">{kept}</c>'
    if isinstance(cell, date):
        return f'<c r="{name}"{styles.day}><v>{cell.toordinal() - DAY_ZERO}</v></c>'
    return f'<c r="{name}"{styles.number}><v>{cell}</v></c>'


def _fit(text: str) -> str:
    return escape(ESCAPED.sub("_x005F_", one_line(text[:LONGEST_TEXT])))
