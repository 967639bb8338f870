"""`document outline FILE|CASE`: the parts, clauses, facts and faults of a Word file."""

from typing import Annotated

import typer

from review_flows.cli.reader import reader_of


def outline(
    context: typer.Context,
    what: Annotated[
        str, typer.Argument(metavar="FILE|CASE", help="A Word file, or a case's number.")
    ],
) -> None:
    """Show how a Word file or a case's draft is built, what it says of itself, what to check.

    Example: review-flows document outline 2026-0001
    """
    # Imported here: reading Word files takes lxml, which few commands need.
    from models.structure.document_facts import document_facts
    from models.word_document import View
    from review_flows.cli.outline_page import show_outline
    from review_flows.cli.word_source import named_document

    reader = reader_of(context)
    show_outline(reader, document_facts(named_document(reader, what).document.view(View.FINAL)))
