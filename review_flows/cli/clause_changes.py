"""`diff CASE`: what changed between the reviewed text and the present draft, clause by clause."""

from typing import Annotated

import typer

from models.action import Action
from models.case import Case
from models.errors import NotAllowed
from models.permission import may
from review_flows.cli.looking import looking, person_named, seen_case, today_text
from review_flows.cli.reader import Reader, reader_of
from review_flows.outside import persons
from review_flows.outside.database import Connection


def show_changes(
    context: typer.Context,
    number: Annotated[str, typer.Argument(metavar="CASE", help="The case's number.")],
    every: Annotated[bool, typer.Option("--all", help="Renumbered clauses too.")] = False,
) -> None:
    """Show what changed in the draft since the opinion, or since the draft before, by clause.

    Example: review-flows diff 2026-0001
    """
    # Imported here: reading Word files takes longer to load than any other reading command.
    from review_flows.cli.changes_page import compare, show_compared

    reader = reader_of(context)
    with looking() as (site, connection):
        today = today_text(site)
        case = seen_case(connection, reader, number, today)
        _refuse_unread(connection, reader, case, today)
        compared = compare(site, connection, number)
    show_compared(reader, number, compared, every)


def _refuse_unread(connection: Connection, reader: Reader, case: Case, today: str) -> None:
    """Raise NotAllowed for somebody who may know of the case and not read its documents."""
    person = person_named(connection, reader, today)
    if person is None:
        return
    standing = persons.standing_of(connection, person, case)
    if not may(standing, Action.READ_DOCUMENTS):
        raise NotAllowed(f"{person.code} may not read the documents of case {case.number}.")
