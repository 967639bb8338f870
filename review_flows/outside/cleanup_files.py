"""A clean-up as files: the sheet that an office fills in, and the lists that it ends with."""

from datetime import date

from models.cleanup import Cleanup, CleanupOutcome
from models.words import Language, phrase, word
from review_flows.letters.cleanup_result import CleanupHead, compose, told
from review_flows.outside.ledgers.columns import Cell
from review_flows.outside.ledgers.table_file import TableFile, table_xlsx

FORMATS = ("xlsx", "docx", "json")
# Code of each column, and its width in characters of a sheet.
COLUMNS = {
    "item": 6,
    "document_number": 24,
    "title": 50,
    "unit": 26,
    "effective_on": 12,
    "valid_until": 12,
    "case": 12,
    "outcome": 14,
    "reason": 44,
}


def cells(cleanup: Cleanup, language: Language) -> list[tuple[Cell, ...]]:
    """Return the items as rows of COLUMNS."""
    return [
        (
            item.number,
            item.document_number,
            item.title,
            item.unit,
            item.effective_on,
            item.valid_until,
            item.case_number,
            word(item.outcome, language) if item.outcome else "",
            item.reason,
        )
        for item in cleanup.items
    ]


def cleanup_xlsx(cleanup: Cleanup, language: Language) -> bytes:
    """Return the sheet; filled in, `cleanup decide --file` takes it."""
    outcomes = [word(one, language) for one in CleanupOutcome]
    return table_xlsx(
        TableFile(
            title=cleanup.name,
            headings=[phrase(f"heading.cleanup.{code}", language) for code in COLUMNS],
            widths=list(COLUMNS.values()),
            rows=cells(cleanup, language),
            told=told(cleanup),
            told_name=phrase("cleanup.sheet", language),
            changed_at=cleanup.closed_at or cleanup.started_at,
            choices={list(COLUMNS).index("outcome"): outcomes},
        )
    )


def cleanup_docx(cleanup: Cleanup, office: str, made_on: date, *, played: bool) -> bytes:
    """Return the lists of outcomes as a Word file."""
    # Imported here: python-docx takes as long as a whole command.
    from review_flows.outside.paper.writer import render_letter

    return render_letter(compose(cleanup, CleanupHead(office, made_on, played)))
