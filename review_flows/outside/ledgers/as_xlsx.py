"""The ledger as .xlsx: one sheet of rows with filters, one of the summary; days are days."""

from collections.abc import Iterator

from review_flows.outside.ledgers.columns import COLUMNS, headings, shown_rows
from review_flows.outside.ledgers.report import Report, summary_tables
from review_flows.outside.ledgers.xlsx_file import Line, Look, Sheet, xlsx_bytes

SUMMARY_WIDTHS = (30, *(14,) * 9)


def as_xlsx(report: Report) -> bytes:
    """Return the file. Raises BadInput for more rows than a sheet takes."""
    sheets = [Sheet(report.says("summary.name"), SUMMARY_WIDTHS, _summary_lines(report))]
    if not report.only_summary:
        widths = [column.width for column in COLUMNS]
        sheets.insert(0, Sheet(report.says("name"), widths, _row_lines(report), head=True))
    return xlsx_bytes(sheets, report.title, report.ledger.changed_at)


def _row_lines(report: Report) -> Iterator[Line]:
    language = report.language
    yield Line(headings((column.code for column in COLUMNS), language), Look.HEAD)
    rows = report.ledger.rows
    for row, cells in zip(rows, shown_rows(rows, COLUMNS, language), strict=True):
        yield Line(cells, Look.ALARM if row.alarming else Look.PLAIN)


def _summary_lines(report: Report) -> Iterator[Line]:
    yield Line((report.title,), Look.TITLE)
    for said in (*report.lines(), report.says("month_told")):
        yield Line((said,))
    for table in summary_tables(report):
        yield Line(())
        yield Line((table.title,), Look.HEAD)
        yield Line(headings(table.columns, report.language), Look.HEAD)
        for row in table.rows:
            yield Line(row)
