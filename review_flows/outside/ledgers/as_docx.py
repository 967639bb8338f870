"""The ledger on paper: a report goes in, a Word document comes out, A4 across.

A ledger is a table for the office's own use, so GB/T 9704 does not rule it; it keeps its fonts.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, date, datetime
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm

from models.errors import BadInput
from review_flows.outside.ledgers.columns import MAIN, Cell, headings, shown_rows
from review_flows.outside.ledgers.report import Report, summary_tables
from review_flows.outside.ledgers.text import one_line
from review_flows.outside.letter_bytes import fixed_bytes
from review_flows.outside.letter_sheet import BODY_FONT, HEADING_FONT, LATIN_FONT, TITLE_FONT

PAPER, MARGIN = (297, 210), 15  # mm
TWIPS = 1440 / 25.4  # in a millimetre
ROOM = round((PAPER[0] - 2 * MARGIN) * TWIPS)
CELL_SIZE, TEXT_SIZE, TITLE_SIZE = 16, 21, 36  # half points, as Word counts sizes
MOST_ROWS = 5_000  # about 250 pages
SUMMARY_WIDTHS = (4, *(1,) * 9)  # of equal parts


def as_docx(report: Report) -> bytes:
    """Return the document; the same report makes the same bytes.

    Raises BadInput for more rows than anybody can read on paper, or Word can show.
    """
    count = 0 if report.only_summary else len(report.ledger.rows)
    if count > MOST_ROWS:
        raise BadInput(
            f"A .docx takes {MOST_ROWS} cases, and these are {count}. Choose a shorter period with "
            "--from and --to, or write an .xlsx file."
        )
    document = _new_document(report)
    pieces = [_paragraph(report.title, TITLE_SIZE, TITLE_FONT, centred=True)]
    pieces += [_paragraph(line, TEXT_SIZE) for line in report.lines()]
    if not report.only_summary:
        language = report.language
        head = headings((column.code for column in MAIN), language)
        rows = shown_rows(report.ledger.rows, MAIN, language)
        red = {place for place, row in enumerate(report.ledger.rows) if row.alarming}
        pieces.append(_table(head, rows, [column.width for column in MAIN], red))
    pieces += _summary(report)
    place = document.element.body.sectPr
    for piece in pieces:
        place.addprevious(parse_xml(piece))
    return fixed_bytes(document, report.ledger.as_of)


def _summary(report: Report) -> Iterable[str]:
    yield _paragraph(report.says("month_told"), TEXT_SIZE)
    for table in summary_tables(report):
        yield _paragraph(table.title, TEXT_SIZE, HEADING_FONT, keep=True)
        widths = SUMMARY_WIDTHS[: len(table.columns)]
        yield _table(headings(table.columns, report.language), table.rows, widths)


def _new_document(report: Report) -> DocumentObject:
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = (Mm(side) for side in PAPER)
    section.left_margin = section.right_margin = Mm(MARGIN)
    section.top_margin = section.bottom_margin = Mm(MARGIN)
    section.footer.paragraphs[0]._p.addnext(parse_xml(_PAGE_NUMBER))
    for style in _STYLES:
        document.styles.element.append(parse_xml(style))
    changed_at = report.ledger.changed_at
    core = document.core_properties
    core.title, core.author = report.title, "review-flows"
    core.created = core.modified = _moment(changed_at, report.ledger.as_of)
    core.last_modified_by, core.comments = "", ""
    return document


def _moment(changed_at: str, as_of: date) -> datetime:
    if changed_at:
        return datetime.fromisoformat(changed_at)
    return datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC)


def _table(
    head: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    widths: Sequence[int],
    red: Collection[int] = (),
) -> str:
    """Return a table over the whole width; its head is repeated on each page, no row is split.

    `red` are the places of the rows that alarm.
    """
    twips = [round(ROOM * width / sum(widths)) for width in widths]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in twips)
    body = "".join(_row(row, twips, red=place in red) for place, row in enumerate(rows))
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(twips)}" w:type="dxa"/>'
        f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{_CELL_MARGINS}</w:tblCellMar></w:tblPr>"
        f"<w:tblGrid>{columns}</w:tblGrid>"
        f"{_row(head, twips, head=True)}{body}</w:tbl>"
    )


def _row(
    cells: Sequence[Cell], twips: Sequence[int], *, head: bool = False, red: bool = False
) -> str:
    shade = _RED if red else ""
    written = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}<w:vAlign w:val="center"/>'
        "</w:tcPr>"
        f"{_cell(cell, head)}</w:tc>"
        for cell, width in zip(cells, twips, strict=True)
    )
    more = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{more}</w:trPr>{written}</w:tr>"


def _cell(cell: Cell, head: bool) -> str:
    style = "LedgerHead" if head else "LedgerText" if isinstance(cell, str) else "LedgerNumber"
    text = "" if cell is None else _text(str(cell))
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{text}</w:p>'


def _paragraph(
    text: str, size: int, font: str = BODY_FONT, *, centred: bool = False, keep: bool = False
) -> str:
    kept = "<w:keepNext/>" if keep else ""
    side = _CENTRED if centred else ""
    space = '<w:spacing w:before="120" w:after="60"/>'
    written = _text(text, _look(size, font))
    return f"<w:p {nsdecls('w')}><w:pPr>{kept}{space}{side}</w:pPr>{written}</w:p>"


def _look(size: int, font: str) -> str:
    fonts = (
        f'<w:rFonts w:ascii="{LATIN_FONT}" w:hAnsi="{LATIN_FONT}" w:eastAsia="{font}" '
        'w:hint="eastAsia"/>'
    )
    return f'<w:rPr>{fonts}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'


def _text(text: str, look: str = "") -> str:
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(one_line(text))}</w:t></w:r>'


def _style(name: str, font: str, more: str = "") -> str:
    """Return the style of a cell; its look stands here, so that a long table stays small."""
    return (
        f'<w:style {nsdecls("w")} w:type="paragraph" w:customStyle="1" w:styleId="{name}">'
        f'<w:name w:val="{name}"/><w:pPr>{more}<w:snapToGrid w:val="0"/>'
        f'<w:spacing w:before="30" w:after="30"/>{_CENTRED if name != "LedgerText" else ""}</w:pPr>'
        f"{_look(CELL_SIZE, font)}</w:style>"
    )


_RED = '<w:shd w:val="clear" w:color="auto" w:fill="FFC7CE"/>'
_CENTRED = '<w:jc w:val="center"/>'
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_CELL_MARGINS = '<w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/>'
_PAGE_NUMBER = (
    f'<w:p {nsdecls("w")}><w:pPr><w:jc w:val="center"/></w:pPr>'
    '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>'
)
_STYLES = (
    _style("LedgerText", BODY_FONT),
    _style("LedgerNumber", BODY_FONT),
    _style("LedgerHead", HEADING_FONT, "<w:keepNext/>"),
)
