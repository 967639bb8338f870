"""The ledger as CSV that spreadsheets open: UTF-8 with a byte order mark, every cell quoted.

A text that a spreadsheet would take for a formula gets an apostrophe before it, as OWASP advises
against CSV injection: a title is written by people outside the office. The first sign counts also
behind blanks and in its full width; a tab or a line break becomes a blank and is never the first
sign. The .json is the exact text, and in .xlsx a text is a text.
"""

import csv
from collections.abc import Iterable
from io import StringIO

from review_flows.outside.ledgers.columns import COLUMNS, Cell, headings, shown_rows
from review_flows.outside.ledgers.report import Report, summary_tables
from review_flows.outside.ledgers.text import one_line

FORMULA_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def as_csv(report: Report) -> bytes:
    """Return the rows, or the tables of the summary one below the other."""
    text = StringIO()
    # Spreadsheets on Windows expect this end of a line (RFC 4180, 2).
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for line in _lines(report):
        writer.writerow([guarded(cell) for cell in line])
    return text.getvalue().encode("utf-8-sig", "backslashreplace")


def _lines(report: Report) -> Iterable[Iterable[Cell]]:
    language = report.language
    if not report.only_summary:
        yield headings((column.code for column in COLUMNS), language)
        yield from shown_rows(report.ledger.rows, COLUMNS, language)
        return
    yield (report.title,)
    for line in report.lines():
        yield (line,)
    yield (report.says("month_told"),)
    for table in summary_tables(report):
        yield ()
        yield (table.title,)
        yield headings(table.columns, language)
        yield from table.rows


def guarded(cell: Cell) -> Cell:
    """Return a cell that no spreadsheet takes for a formula; numbers and days stay as they are."""
    if not isinstance(cell, str):
        return cell
    # Looked at once it is clean: a control character may hide the sign that comes after it.
    text = one_line(cell)
    return f"'{text}" if text.lstrip().startswith(FORMULA_SIGNS) else text
