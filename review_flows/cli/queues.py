"""`queue`: what waits for whom, what a person has in hand, and what the person has done."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import Annotated

import typer

from models.errors import BadInput, UnknownCode
from models.person import Person, Role
from models.queue import BOXES_OF_TASKS, Box
from models.words import word, word_of
from review_flows.cli.cases import CASE_COLUMNS, case_row, marks
from review_flows.cli.looking import looking, person_named, today_text
from review_flows.cli.output import Cells, say, show_lines, show_table
from review_flows.cli.reader import Reader, reader_of
from review_flows.outside.database import Connection
from review_flows.outside.queries import CaseLine
from review_flows.outside.queue import TaskLine, cases_in_box, tasks_in_box, waiting_tasks

TASK_COLUMNS = ("case", "title", "task", "role", "holder", "due_on", "marks", "task_number")
SHOWN_FIRST = (Box.TO_DO, Box.IN_HAND)
LIMIT = 50
Line = TaskLine | CaseLine


def queue(
    context: typer.Context,
    box: Annotated[
        str | None,
        typer.Option(help="to_do, in_hand, done, finished or started; else the first two."),
    ] = None,
    limit: Annotated[str, typer.Option(metavar="N", help="At most so many of each.")] = str(LIMIT),
) -> None:
    """Show the queue of the person named with --as, or what waits for everybody, by role.

    Example: review-flows queue --as shen --box done
    """
    reader = reader_of(context)
    boxes, most = _boxes(box), _most(limit)
    with looking() as (site, connection):
        today = today_text(site)
        person = person_named(connection, reader, today)
        if person is None:
            lines = waiting_tasks(connection, today, most)
        else:
            found = [(one, _lines(connection, person, one, today, most)) for one in boxes]
    if person is None:
        _show_everybodys(reader, lines)
    else:
        _show_boxes(reader, person, found, most)


def _most(given: str) -> int:
    """Return a limit. It comes as a text: reading a number, Typer loads pydantic."""
    if not (given.isascii() and given.isdigit() and int(given) > 0):
        raise BadInput(f"--limit takes a whole number from 1 on, not “{given}”.")
    return int(given)


def _boxes(given: str | None) -> tuple[Box, ...]:
    if given is None:
        return SHOWN_FIRST
    if given not in list(Box):
        raise UnknownCode("The box", given, Box)
    return (Box(given),)


def _lines(
    connection: Connection, person: Person, box: Box, today: str, limit: int
) -> Sequence[Line]:
    read = tasks_in_box if box in BOXES_OF_TASKS else cases_in_box
    return read(connection, person, box, today, limit)


def _show_everybodys(reader: Reader, lines: list[TaskLine]) -> None:
    order = {role: place for place, role in enumerate(Role)}
    lines.sort(key=lambda line: order[Role(line.role)])  # the most urgent first, within a role
    if reader.as_json:
        show_lines(reader, TASK_COLUMNS, (), map(asdict, lines))
    else:
        for role, some in groupby(lines, key=lambda line: line.role):
            rows = [_task_row(reader, line) for line in some]
            show_table(reader, TASK_COLUMNS, rows, word_of("Role", role, reader.language))
    if not lines:
        say(reader.says("nothing_waits"))


def _show_boxes(
    reader: Reader, person: Person, found: Sequence[tuple[Box, Sequence[Line]]], limit: int
) -> None:
    seen = 0
    for box, lines in found:
        seen += len(lines)
        name = word(box, reader.language)
        if reader.as_json:
            show_lines(reader, (), (), (_object(box, line) for line in lines))
        elif lines:
            columns = TASK_COLUMNS if box in BOXES_OF_TASKS else CASE_COLUMNS
            show_table(reader, columns, [_row(reader, line, person) for line in lines], name)
        if len(lines) == limit:
            say(reader.says("queue_more", box=name, limit=limit, more=limit * 10))
    if not seen:
        to_do = any(box is Box.TO_DO for box, _ in found)
        say(reader.says("nothing_waits" if to_do else "queue_nothing_here"))


def _object(box: Box, line: Line) -> Mapping[str, object]:
    return {"box": str(box), **asdict(line)}


def _row(reader: Reader, line: Line, person: Person) -> Cells:
    return case_row(reader, line) if isinstance(line, CaseLine) else _task_row(reader, line, person)


def _task_word(reader: Reader, line: TaskLine) -> str:
    """Return what is to be done; of a reply also to whom, for one case may owe several."""
    task = word_of("TaskKind", line.kind, reader.language)
    if line.recipient is None:
        return task
    whom = word_of("UnitKind", line.recipient, reader.language)
    return task + reader.says("queue_whom", whom=whom)


def _task_row(reader: Reader, line: TaskLine, person: Person | None = None) -> Cells:
    language = reader.language
    absent = person is not None and line.person in person.stands_in_for
    holder = reader.says("mark.on_behalf", name=line.person_name) if absent else line.person_name
    return (
        line.case_number,
        line.title,
        _task_word(reader, line),
        word_of("Role", line.role, language),
        holder,
        line.due_on,
        marks(reader, line),
        line.id,
    )
