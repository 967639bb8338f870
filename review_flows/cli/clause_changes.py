"""`diff CASE`: what changed between the reviewed text and the present draft, clause by clause."""

from pathlib import Path
from typing import Annotated

import typer

from models.errors import BadInput
from review_flows.cli.looking import looking, refuse_unread, seen_case, today_text
from review_flows.cli.reader import reader_of
from review_flows.outside import case_files


def show_changes(
    context: typer.Context,
    number: Annotated[str, typer.Argument(metavar="CASE", help="The case's number.")],
    every: Annotated[bool, typer.Option("--all", help="Renumbered clauses too.")] = False,
    redline: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write the changes as tracked changes to a Word file."),
    ] = None,
) -> None:
    """Show what changed in the draft since the opinion, or since the draft before, by clause.

    Example: review-flows diff 2026-0001
    """
    # Imported here: reading Word files takes longer to load than any other reading command.
    from review_flows.cli.changes_page import compare, show_compared, texts_of
    from review_flows.cli.redline_file import write_redline

    reader = reader_of(context)
    with looking() as (site, connection):
        today = today_text(site)
        case = seen_case(connection, reader, number, today)
        refuse_unread(connection, reader, case, today)
        if undecided := case_files.undecided(connection, number):
            raise BadInput(
                f"{undecided[0]['name']} holds tracked changes, and nobody has said which text "
                f"counts. Look at both with: review-flows document text {number}; then choose_view."
            )
        compared = compare(site, connection, number)
        two = texts_of(site, connection, number, compared) if redline else None
    show_compared(reader, number, compared, every)
    if redline is not None and two is not None:
        write_redline(reader, two, redline)
