"""Tables of a letter: a Table goes in, the element of a bordered Word table comes out."""

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement

from models.letter import Table
from review_flows.outside.letter_text import KEEP, paragraph_xml

_MM = 1440 / 25.4  # twips in a millimetre
_NARROW = round(24 * _MM)
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def table_element(table: Table, *, keep_next: bool = False) -> BaseOxmlElement:
    """Return the table in its own widths; the header is repeated on each page, no row is split.

    With `keep_next` its last row stays on the page of what follows. Raises ValueError if a row has
    not as many cells as there are widths.
    """
    twips = [round(width * _MM) for width in table.widths]
    last = len(table.rows)
    rows = [
        _row(row, twips, "Letter cell", keep=keep_next and n == last)
        for n, row in enumerate(table.rows, start=1)
    ]
    if table.header:
        rows.insert(0, _row(table.header, twips, "Letter cell head", "<w:tblHeader/>"))
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in twips)
    element: BaseOxmlElement = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(twips)}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblBorders>{_BORDERS}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
        f"{''.join(rows)}</w:tbl>"
    )
    return element


def _row(
    cells: tuple[str, ...], twips: list[int], style: str, more: str = "", *, keep: bool = False
) -> str:
    """Return a row that stays on one page."""
    return (
        f"<w:tr><w:trPr><w:cantSplit/>{more}</w:trPr>"
        + "".join(_cell(c, w, style, keep) for c, w in zip(cells, twips, strict=True))
        + "</w:tr>"
    )


def _cell(text: str, twips: int, style: str, keep: bool) -> str:
    """Return a cell; a narrow one holds a number or a short word, which stands in its middle."""
    centred = '<w:jc w:val="center"/>' if twips <= _NARROW else ""
    paragraph = paragraph_xml(text, style, (KEEP if keep else "") + centred)
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{twips}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f"{paragraph}</w:tc>"
    )
