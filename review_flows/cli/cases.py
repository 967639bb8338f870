"""`list`, `show` and `queue`: what is there, and what waits for whom."""

from collections.abc import Iterable
from dataclasses import asdict
from itertools import groupby
from typing import Annotated

import typer

from models.case import CaseState, MatterType
from models.errors import UnknownCode
from models.moves import Move
from models.permission import acting_role
from models.person import Person, Role
from models.words import Language, word_of
from review_flows.cli.looking import known_unit, looking, person_named, today_text
from review_flows.cli.output import say, show_lines, show_table
from review_flows.cli.reader import Reader, reader_of
from review_flows.outside import queries
from review_flows.outside.database import Connection
from review_flows.outside.queries import CaseFilter, CaseLine, TaskLine

CASE_COLUMNS = ("number", "title", "state", "unit", "matter_type", "reviewer", "due_on", "marks")
TASK_COLUMNS = ("case", "title", "task", "role", "holder", "due_on", "marks", "task_number")


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
    show_lines(
        reader, CASE_COLUMNS, (_case_row(reader, line) for line in shown), map(asdict, shown)
    )
    if not shown:
        say(reader.says("no_cases"))


def visible_lines(
    connection: Connection, reader: Reader, wanted: CaseFilter, today: str
) -> list[CaseLine]:
    """Return the cases that pass the filter and exist for the reader."""
    lines = queries.case_lines(connection, wanted, today)
    person = person_named(connection, reader)
    return lines if person is None else queries.Sight(connection, person).visible(lines)


def known(what: str, code: str | None, codes: type[CaseState] | type[MatterType]) -> None:
    """Raise UnknownCode, naming the nearest, for a code that is in no list."""
    if code is not None and code not in list(codes):
        raise UnknownCode(what, code, codes)


def _case_row(reader: Reader, line: CaseLine) -> tuple[object, ...]:
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


def marks(reader: Reader, line: CaseLine | TaskLine) -> str:
    """Return what a person must not overlook: overdue, provisional, played."""
    names = [name for name in ("overdue", "provisional", "played") if getattr(line, name)]
    return " ".join(reader.says(f"mark.{name}") for name in names)


def queue(context: typer.Context) -> None:
    """Show the tasks that wait: for the person named with --as, or for everybody, by role.

    Example: review-flows queue --as shen
    """
    reader = reader_of(context)
    with looking() as (site, connection):
        lines = queries.task_lines(connection, today_text(site))
        person = person_named(connection, reader)
        if person is not None:
            lines = waiting_for(connection, person, lines)
    order = {role: place for place, role in enumerate(Role)}
    if person is None:
        lines.sort(key=lambda line: order[Role(line.role)])  # the most urgent first, within a role
    if reader.as_json:
        show_lines(reader, TASK_COLUMNS, (), map(asdict, lines))
    elif person is None:
        for role, some in groupby(lines, key=lambda line: line.role):
            show_table(reader, TASK_COLUMNS, _task_rows(reader, some), _role(role, reader.language))
    else:
        show_table(reader, TASK_COLUMNS, _task_rows(reader, lines))
    _say_next(reader, lines)


def waiting_for(connection: Connection, person: Person, lines: list[TaskLine]) -> list[TaskLine]:
    """Return the tasks that a person holds or may take, by role and standing to each case."""
    sight = queries.Sight(connection, person)
    return [
        line
        for line in lines
        if line.person in (None, person.code)
        and acting_role(
            sight.standing(line.case_number, line.unit, line.reviewer), Move.CLAIM, Role(line.role)
        )
    ]


def _role(code: str, language: Language) -> str:
    return word_of("Role", code, language)


def _task_rows(reader: Reader, lines: Iterable[TaskLine]) -> list[tuple[object, ...]]:
    language = reader.language
    return [
        (
            line.case_number,
            line.title,
            word_of("TaskKind", line.kind, language),
            _role(line.role, language),
            line.person_name,
            line.due_on,
            marks(reader, line),
            line.id,
        )
        for line in lines
    ]


def _say_next(reader: Reader, lines: list[TaskLine]) -> None:
    if not lines:
        say(reader.says("nothing_waits"))
