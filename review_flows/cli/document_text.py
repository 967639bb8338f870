"""`document text FILE|CASE`: what stands in a Word file, as Word shows it."""

from typing import Annotated

import typer

from models.errors import UnknownCode
from models.word_document import View
from review_flows.cli.output import program, say
from review_flows.cli.reader import reader_of


def text(
    context: typer.Context,
    what: Annotated[
        str, typer.Argument(metavar="FILE|CASE", help="A Word file, or a case's number.")
    ],
    view: Annotated[
        str | None,
        typer.Option(metavar="original|final|marked", help="With changes taken back, or made."),
    ] = None,
    name: Annotated[
        str,
        typer.Option(metavar="NAME", help="Which file of the case, if not the draft."),
    ] = "",
) -> None:
    """Show the text of a Word file or of a case's draft, with its changes and comments.

    Example: review-flows document text 2026-0001 --view marked
    """
    # Imported here: reading Word files takes lxml, which few commands need.
    from review_flows.cli.document_page import show_document
    from review_flows.cli.word_source import named_document

    if view is not None and view not in list(View):
        raise UnknownCode("The view", view, View)
    reader = reader_of(context)
    named = named_document(reader, what, name)
    changed = bool(named.document.tracked_changes)
    show_document(reader, named.document, View(view) if view else _usual(changed))
    if changed and named.number:
        told = {"count": named.document.tracked_changes, "number": named.number}
        say(reader.says("text.undecided", program=program(), **told))


def _usual(changed: bool) -> View:
    """Return the view that hides nothing: with the marks, where there are any."""
    return View.MARKED if changed else View.FINAL
