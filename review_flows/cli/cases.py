"""`list`: the cases that are there."""

from dataclasses import asdict
from typing import Annotated

import typer

from models.action import Action
from models.case import CaseState, MatterType
from models.errors import UnknownCode
from models.words import word_of
from review_flows.cli.looking import known_unit, looking, person_named, today_text
from review_flows.cli.output import Cells, say, show_lines
from review_flows.cli.reader import Reader, reader_of
from review_flows.outside import queries
from review_flows.outside.database import Connection
from review_flows.outside.queries import CaseFilter, CaseLine
from review_flows.outside.queue import TaskLine
from review_flows.outside.sight import EVERY_CASE, where_may

CASE_COLUMNS = ("number", "title", "state", "unit", "matter_type", "reviewer", "due_on", "marks")


def list_cases(
    context: typer.Context,
    state: Annotated[str | None, typer.Option(help="Only cases in this state.")] = None,
    unit: Annotated[
        str | None, typer.Option(help="Only cases of this drafting unit, by code or name.")
    ] = None,
    matter_type: Annotated[
        str | None, typer.Option("--type", help="Only cases of this type of matter.")
    ] = None,
    overdue: Annotated[
        bool, typer.Option("--overdue", help="Only cases whose last day has passed.")
    ] = False,
    played: Annotated[
        bool | None,
        typer.Option("--played/--real", help="Only demonstrations, or only real cases."),
    ] = None,
) -> None:
    """List the cases, the newest first.

    Example: review-flows list --state under_review --overdue --json
    """
    reader = reader_of(context)
    known("The state", state, CaseState)
    known("The type of matter", matter_type, MatterType)
    with looking() as (site, connection):
        code = known_unit(connection, unit) if unit else None
        wanted = CaseFilter(state, code, matter_type, played)
        lines = visible_lines(connection, reader, wanted, today_text(site))
    shown = [line for line in lines if line.overdue or not overdue]
    show_lines(reader, CASE_COLUMNS, (case_row(reader, line) for line in shown), map(asdict, shown))
    if not shown:
        say(reader.says("no_cases"))


def visible_lines(
    connection: Connection, reader: Reader, wanted: CaseFilter, today: str
) -> list[CaseLine]:
    """Return the cases that pass the filter and exist for the reader."""
    person = person_named(connection, reader, today)
    if person is None:
        return queries.case_lines(connection, wanted, today, EVERY_CASE)
    seen = where_may(person, Action.SEE_CASE)
    return queries.case_lines(connection, wanted, today, seen, person.code)


def known(what: str, code: str | None, codes: type[CaseState] | type[MatterType]) -> None:
    """Raise UnknownCode, naming the nearest, for a code that is in no list."""
    if code is not None and code not in list(codes):
        raise UnknownCode(what, code, codes)


def case_row(reader: Reader, line: CaseLine) -> Cells:
    """Return the cells of a case under CASE_COLUMNS."""
    language = reader.language
    return (
        line.number,
        line.title,
        word_of("CaseState", line.state, language),
        line.unit_name,
        word_of("MatterType", line.matter_type, language),
        line.reviewer_name,
        line.due_on,
        marks(reader, line),
    )


MARKS = ("supervised", "overdue", "undecided", "provisional", "played")


def marks(reader: Reader, line: CaseLine | TaskLine) -> str:
    """Return what a person must not overlook: supervised, overdue, a text undecided, and so on."""
    names = [name for name in MARKS if getattr(line, name, False)]
    return " ".join(reader.says(f"mark.{name}") for name in names)
