"""The ledger on paper: a report goes in, a Word document comes out, A4 across, as registers are."""

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, date, datetime

from docx.document import Document as DocumentObject
from docx.oxml import parse_xml
from docx.shared import Mm

from models.errors import BadInput
from models.house_style import USUAL
from models.letter import Layout, Table
from review_flows.outside.ledgers.columns import MAIN, Cell, headings, shown_rows
from review_flows.outside.ledgers.report import Report, summary_tables
from review_flows.outside.ledgers.text import one_line
from review_flows.outside.paper.fixed_bytes import fixed_bytes
from review_flows.outside.paper.sheet import new_sheet
from review_flows.outside.paper.table import table_xml
from review_flows.outside.paper.text import paragraph_xml

CELL_SIZE = 16  # half points, as Word counts sizes: thirteen columns stand side by side
PAPER_WIDTH, MARGIN = 297, 15  # mm
LEAST_WIDTH = 14  # characters of a sheet: a day stands on one line
MOST_ROWS = 5_000  # about 250 pages
MAIN_WIDTHS = [MAIN[0].width, *(max(column.width, LEAST_WIDTH) for column in MAIN[1:])]
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
    pieces = [paragraph_xml(report.title, "Letter title")]
    if report.office:
        pieces.append(paragraph_xml(report.office, "Sheet line"))
    pieces += [paragraph_xml(line, "Sheet line") for line in report.lines()]
    if not report.only_summary:
        language = report.language
        head = headings((column.code for column in MAIN), language)
        rows = shown_rows(report.ledger.rows, MAIN, language)
        red = {place for place, row in enumerate(report.ledger.rows) if row.alarming}
        pieces.append(_table(head, rows, MAIN_WIDTHS, red))
    pieces += _summary(report)
    place = document.element.body.sectPr
    for piece in pieces:
        place.addprevious(parse_xml(piece))
    return fixed_bytes(document, report.ledger.as_of)


def _summary(report: Report) -> Iterable[str]:
    yield paragraph_xml(report.says("month_told"), "Sheet line")
    for table in summary_tables(report):
        yield paragraph_xml(table.title, "Sheet h1")
        widths = SUMMARY_WIDTHS[: len(table.columns)]
        yield _table(headings(table.columns, report.language), table.rows, widths)


def _table(
    head: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    widths: Sequence[int],
    red: Collection[int] = (),
) -> str:
    """Return a table over the whole width; `red` are the places of the rows that alarm."""
    room = PAPER_WIDTH - 2 * MARGIN
    share = room / sum(widths)
    cells = tuple(
        tuple("" if cell is None else one_line(str(cell)) for cell in row) for row in rows
    )
    table = Table(tuple(head), cells, tuple(width * share for width in widths))
    return table_xml(table, room, CELL_SIZE, shaded=red)


def _new_document(report: Report) -> DocumentObject:
    document = new_sheet(Layout.REGISTER, USUAL, cell_size=CELL_SIZE)
    page = document.sections[0]
    page.left_margin = page.right_margin = Mm(MARGIN)
    changed_at = report.ledger.changed_at
    core = document.core_properties
    core.title, core.author = report.title, report.office
    core.created = core.modified = _moment(changed_at, report.ledger.as_of)
    core.last_modified_by, core.comments = report.office, ""
    return document


def _moment(changed_at: str, as_of: date) -> datetime:
    if changed_at:
        return datetime.fromisoformat(changed_at)
    return datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC)
