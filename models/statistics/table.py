"""规范性文件监督管理工作情况统计表: the figures of each kind of maker, in the form's columns.

The form has 14 numbered columns (domain.md, §6.5): 1 to 13 are figures, 14 is for remarks.
"""

from dataclasses import dataclass

from models.statistics.book import figure, own
from models.statistics.facts import MakerRow, SiteFacts
from models.statistics.figure import Figure, FigureCode
from models.statistics.span import Span

C = FigureCode
COLUMNS: tuple[FigureCode, ...] = (
    C.MAKERS,
    C.PUBLISHED,
    C.REVIEWED_NORMATIVE_DOCUMENT,
    C.FILED,
    C.PROBLEM,
    C.PROBLEM_MAKER,
    C.PROBLEM_PROCEDURE,
    C.PROBLEM_CONTENT,
    C.PROBLEM_TECHNIQUE,
    C.PROBLEM_OTHER,
    C.RESULT_CORRECTED,
    C.RESULT_REVOKED,
    C.RESULT_OTHER,
)
# What the office that receives a filing does not know of its maker's work.
UNKNOWN_OF_OTHERS = frozenset({C.PUBLISHED, C.REVIEWED_NORMATIVE_DOCUMENT})
ALWAYS_SHOWN = (MakerRow.GOVERNMENT, MakerRow.DEPARTMENT)


@dataclass(frozen=True, slots=True)
class TableLine:
    """A line of the form. `row` is None for the sum; a cell is None where nothing is known."""

    row: MakerRow | None
    cells: tuple[Figure | None, ...]
    still_open: Figure
    pending: Figure
    listed: Figure


def table(facts: SiteFacts, span: Span) -> tuple[TableLine, ...]:
    """Return the lines: those of our makers, their sum, and what others filed with this office.

    The last is no part of the sum: one document can be in both where this office is its recipient.
    """
    makers = [row for row in MakerRow if row is not MakerRow.RECEIVED]
    lines = [_line(row, facts.of(row), span) for row in makers]
    shown = [line for line in lines if line.row in ALWAYS_SHOWN or _has_any(line)]
    received = _line(MakerRow.RECEIVED, facts.of(MakerRow.RECEIVED), span)
    total = _line(None, own(facts), span)
    return (*shown, total, *([received] if _has_any(received) else ()))


def _line(row: MakerRow | None, facts: SiteFacts, span: Span) -> TableLine:
    cells = (_cell(row, code, facts, span) for code in COLUMNS)
    return TableLine(
        row,
        tuple(cells),
        figure(C.RESULT_OPEN, facts, span),
        figure(C.FILING_PENDING, facts, span),
        figure(C.LISTED, facts, span),
    )


def code_of(row: MakerRow | None, code: FigureCode) -> FigureCode | None:
    """Return which figure stands in a column of a line; None where none can be known."""
    if row is not MakerRow.RECEIVED:
        return code
    if code in UNKNOWN_OF_OTHERS or code is C.MAKERS:
        return None
    return C.TAKEN_IN if code is C.FILED else code


def _cell(row: MakerRow | None, code: FigureCode, facts: SiteFacts, span: Span) -> Figure | None:
    meant = code_of(row, code)
    return figure(meant, facts, span) if meant else None


def _has_any(line: TableLine) -> bool:
    return any(cell is not None and cell.value for cell in line.cells)
