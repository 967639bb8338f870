"""Tables of a letter: a Table goes in, the XML of a bordered Word table comes out."""

import re
from collections.abc import Collection, Sequence
from math import ceil

from docx.oxml.ns import nsdecls

from models.letter import Table
from review_flows.outside.paper.heading import width_of
from review_flows.outside.paper.page import line_of_cell, twips
from review_flows.outside.paper.text import KEEP, inner_paragraph

_NARROW = twips(24)
_BESIDE = 170  # twips of margin in a cell, both sides together
_BORDER = 10  # twips
_SEAM = 0.25  # of a character: what LibreOffice leaves free between Chinese and Latin ones
_SEAMS = re.compile(r"[0-9A-Za-z](?=[\u2e80-\uffef])|[\u2e80-\uffef](?=[0-9A-Za-z])")
_WHOLE_LINES = 8  # a row of more lines may go on on the next page
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_CENTRED = '<w:jc w:val="center"/>'
_SHADE = '<w:shd w:val="clear" w:color="auto" w:fill="FFC7CE"/>'


def table_xml(
    table: Table,
    room: int,
    size: int,
    *,
    keep_next: bool = False,
    shaded: Collection[int] = (),
) -> str:
    """Return the table, at most `room` millimetres wide, its characters `size` half points large.

    The header is repeated on each page; only a long row is split between two. With `keep_next` the
    last row stays on the page of what follows. `shaded` are the places of rows that alarm. Raises
    ValueError if a row has not as many cells as there are widths, but for the rows of a form.
    """
    columns = _columns(table.widths, room)
    last = len(table.rows) - 1
    rows = [
        _row(row, columns, table, size, keep=keep_next and n == last, shaded=n in shaded)
        for n, row in enumerate(table.rows)
    ]
    if table.header:
        cells = "".join(
            _cell(text, width, "Letter cell head")
            for text, width in zip(table.header, columns, strict=True)
        )
        rows.insert(0, f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>")
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(columns)}" w:type="dxa"/>'
        f"{_CENTRED}<w:tblBorders>{_BORDERS}</w:tblBorders>"
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{''.join(rows)}</w:tbl>"
    )


def height_of(table: Table, room: int, size: int) -> int:
    """Return about how high the table stands, in twips."""
    columns = _columns(table.widths, room)
    rows = (*((table.header,) if table.header else ()), *table.rows)
    least = _least(table, size)
    return _BORDER + sum(
        max(least, _lines(row, _widths(row, columns), size) * line_of_cell(size)) + _BORDER
        for row in rows
    )


def lines_of(text: str, width: int, size: int) -> int:
    """Return about how many lines a text takes, `width` twips wide and `size` half points large."""
    return sum(
        max(1, ceil((width_of(line) + _SEAM * len(_SEAMS.findall(line))) * size * 10 / width))
        for line in text.splitlines()
    )


def _least(table: Table, size: int) -> int:
    """Return the least height of a row, in twips: 1 cm of a form is room to write by hand.

    A form of small characters, which has to be fitted on its page, has less.
    """
    return line_of_cell(size) + 30 * (size - 18) if table.form and size >= 18 else 0


def _columns(widths: Sequence[float], room: int) -> list[int]:
    """Return the columns in twips, narrower than asked for where they would leave the page."""
    share = min(1.0, room / sum(widths))
    return [twips(width * share) for width in widths]


def _widths(row: Sequence[str], columns: Sequence[int]) -> list[int]:
    """Return the widths of a row's cells: its last one takes what is left."""
    last = len(row) - 1
    return [*columns[:last], sum(columns[last:])]


def _lines(row: Sequence[str], widths: Sequence[int], size: int) -> int:
    """Return about how many lines the row's highest cell has."""
    cells = zip(row, widths, strict=True)
    return max(1, *(lines_of(text, width - _BESIDE, size) for text, width in cells))


def _row(
    row: Sequence[str],
    columns: Sequence[int],
    table: Table,
    size: int,
    *,
    keep: bool,
    shaded: bool,
) -> str:
    """Return a row; one of a form may have fewer cells than there are columns."""
    if len(row) > len(columns) or (len(row) < len(columns) and not table.form):
        raise ValueError(f"a row has {len(row)} cells, its table {len(columns)} columns: {row[:1]}")
    widths = _widths(row, columns)
    spans = [1] * (len(row) - 1) + [len(columns) - len(row) + 1]
    whole = "<w:cantSplit/>" if _lines(row, widths, size) <= _WHOLE_LINES else ""
    least = _least(table, size)
    height = f'<w:trHeight w:val="{least}" w:hRule="atLeast"/>' if least else ""
    cells = "".join(
        _cell(
            text,
            width,
            "Letter cell",
            KEEP if keep else "",
            span=span,
            centred=width <= _NARROW or (table.form and place % 2 == 0),
            shaded=shaded,
        )
        for place, (text, width, span) in enumerate(zip(row, widths, spans, strict=True))
    )
    return f"<w:tr><w:trPr>{whole}{height}</w:trPr>{cells}</w:tr>"


def _cell(
    text: str,
    width: int,
    style: str,
    properties: str = "",
    *,
    span: int = 1,
    centred: bool = False,
    shaded: bool = False,
) -> str:
    """Return a cell with a paragraph for each line of its text."""
    over = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    shade = _SHADE if shaded else ""
    side = _CENTRED if centred else ""
    lines = "".join(
        inner_paragraph(line, style, properties + side) for line in text.splitlines() or [""]
    )
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{over}{shade}'
        f'<w:vAlign w:val="center"/></w:tcPr>{lines}</w:tc>'
    )
