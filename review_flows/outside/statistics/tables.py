"""The form, the catalogue and the rows of a figure as tables: the same cells as on paper."""

from collections.abc import Mapping, Sequence

from models.statistics.facts import Issued, Matter
from models.statistics.figure import Figure, FigureRow
from models.statistics.table import COLUMNS, TableLine
from models.words import CODES, Language, phrase, word
from review_flows.letters import filing_yearbook, statistics_table
from review_flows.letters.statistics_table import StatisticsHead
from review_flows.outside.ledgers.columns import Cell
from review_flows.outside.ledgers.table_file import TableFile

FORM_WIDTHS = (20, *(12,) * 13, 36)
CATALOGUE_WIDTHS = (6, 44, 24, 22, 12, 12, 14, 28, 30)
CATALOGUE_COLUMNS = (
    *("serial", "title", "document_number", "registration_number", "published_on"),
    *("effective_on", "valid_until", "makers", "changes"),
)
ROW_WIDTHS = (24, 44, 12, 60)
ROW_COLUMNS = ("number", "title", "on", "why")
# The lists whose codes can stand in a row, to be read as words.
LISTS = ("Conclusion", "Adoption", "ProblemType", "UnitKind", "FilingAnswer")


def form_file(lines: Sequence[TableLine], head: StatisticsHead, changed_at: str) -> TableFile:
    """Return the form of 14 columns."""
    return TableFile(
        statistics_table.NAME,
        ("制定主体", *statistics_table.COLUMNS),
        FORM_WIDTHS,
        [statistics_table.cells_of(line) for line in lines],
        told=(head.office, head.days, *statistics_table.NOTES),
        told_name="说明",
        changed_at=changed_at,
    )


def form_objects(lines: Sequence[TableLine]) -> list[dict[str, object]]:
    """Return the form as objects, with the codes of lines and figures."""
    return [
        {
            "line": str(line.row) if line.row else "total",
            **{
                str(code): None if cell is None else cell.value
                for code, cell in zip(COLUMNS, line.cells, strict=True)
            },
            "result_open": line.still_open.value,
            "filing_pending": line.pending.value,
            "listed": line.listed.value,
        }
        for line in lines
    ]


def catalogue_file(matters: Sequence[Matter], head: StatisticsHead, changed_at: str) -> TableFile:
    """Return the catalogue of what was published in a year."""
    return TableFile(
        filing_yearbook.heading(head.span),
        tuple(name for name, _ in filing_yearbook.COLUMNS),
        CATALOGUE_WIDTHS,
        [filing_yearbook.cells_of(n, one) for n, one in enumerate(matters, start=1)],
        told=(head.office, head.days),
        told_name="说明",
        changed_at=changed_at,
    )


def catalogue_objects(matters: Sequence[Matter]) -> list[dict[str, object]]:
    """Return the catalogue as objects, with its codes and exact texts."""
    return [_catalogued(one, one.issued) for one in matters if one.issued is not None]


def _catalogued(matter: Matter, issued: Issued) -> dict[str, object]:
    return {
        "case": matter.number,
        "title": matter.title,
        "document_number": issued.document_number,
        "registration_number": issued.registration_number,
        "published_on": issued.published_on,
        "effective_on": issued.effective_on,
        "valid_until": issued.valid_until,
        "makers": list(issued.makers),
        "amends": list(issued.amends),
        "repeals": list(issued.repeals),
        "fate": matter.fate,
    }


def row_cells(figure: Figure, row: FigureRow, language: Language) -> tuple[Cell, ...]:
    """Return what is shown of a row: case, title, day, and why the figure counts it."""
    about = phrase("statistics.and", language).join(_told(one, language) for one in row.about)
    name, key = word(figure.code, language), "statistics.why_about" if about else "statistics.why"
    values = {"about": about} if about else {}
    return row.number, row.title, row.on, phrase(key, language, figure=name, day=row.on, **values)


def _told(code: str, language: Language) -> str:
    """Return the word of a code, or the text that it is."""
    found = (CODES[kind][code] for kind in LISTS if code in CODES.get(kind, {}))
    return next((words.to(language) for words in found), code)


def row_object(figure: Figure, row: FigureRow, language: Language) -> Mapping[str, object]:
    """Return a row as an object; `about` holds codes, and texts as they are."""
    why = row_cells(figure, row, language)[-1]
    return {
        "figure": str(figure.code),
        "number": row.number,
        "title": row.title,
        "on": row.on,
        "about": list(row.about),
        "why": why,
    }


def rows_file(figure: Figure, days: str, language: Language, changed_at: str) -> TableFile:
    """Return the rows of a figure."""
    return TableFile(
        word(figure.code, language),
        tuple(phrase(f"heading.statistics.{column}", language) for column in ROW_COLUMNS),
        ROW_WIDTHS,
        [row_cells(figure, row, language) for row in figure.rows],
        told=(days, phrase(f"statistics.definition.{figure.code}", language)),
        told_name=phrase("heading.statistics.definition", language),
        changed_at=changed_at,
    )
