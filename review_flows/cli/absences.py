"""`absence add`, `list` and `cancel`: who is away when, and who stands in."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from models.action import Action
from models.errors import BadInput
from models.permission import roles_for
from models.words import word_of
from review_flows.cli.ledger import period
from review_flows.cli.looking import looking, person_named, today_text
from review_flows.cli.output import json_text, program, say, show_lines, show_table
from review_flows.cli.reader import Reader, reader_of
from review_flows.outside.absences import absence_lines
from review_flows.outside.site import open_site
from review_flows.outside.wall_clock import local_text

if TYPE_CHECKING:
    from review_flows.desk.absences import AbsenceDone, DueTask

COLUMNS = ("id", "away", "stand_in", "first_day", "last_day", "entered_by", "marks")
DUE_COLUMNS = ("case", "task", "due_on", "may_not")
absence = typer.Typer(help="Absences: who is away when, and who stands in.", no_args_is_help=True)


@absence.command("add")
def add(
    context: typer.Context,
    first: Annotated[str, typer.Option("--from", metavar="DAY", help="The first day away.")],
    last: Annotated[str, typer.Option("--to", metavar="DAY", help="The last day away.")],
    stand_in: Annotated[
        str, typer.Option("--stand-in", metavar="PERSON", help="Who does the tasks meanwhile.")
    ],
    person: Annotated[
        str, typer.Option("--person", metavar="PERSON", help="Who is away; yourself if left out.")
    ] = "",
) -> None:
    """Enter an absence with its stand-in; what falls due in it is shown.

    Example: review-flows absence add --from 2026-03-16 --to 2026-03-20 --stand-in zhao --as shen
    """
    from review_flows.desk.absences import enter_absence

    reader = reader_of(context)
    actor = reader.actor()
    days = [str(day) for day in period(first, last) if day is not None]
    if len(days) != 2:
        raise BadInput("An absence has a first and a last day: --from DAY --to DAY.")
    site = open_site()
    try:
        done = enter_absence(site, actor, person or actor, stand_in, *days)
    finally:
        site.database.close()
    _show_done(reader, done)


def _show_done(reader: Reader, done: "AbsenceDone") -> None:
    due = done.due
    if reader.as_json:
        told = {**asdict(done.absence), "due": [asdict(task) for task in due]}
        typer.echo(json_text(told))
    elif due:
        show_table(reader, DUE_COLUMNS, (_due_row(reader, task) for task in due))
    say(reader.says("absence.entered", **asdict(done.absence)))
    if due:
        blocked = sum(1 for task in due if task.why_not)
        say(reader.says("absence.due", count=len(due), blocked=blocked))


def _due_row(reader: Reader, task: "DueTask") -> tuple[object, ...]:
    kind = word_of("TaskKind", task.kind, reader.language)
    return task.case, kind, task.due_on, task.why_not


@absence.command("list")
def list_absences(
    context: typer.Context,
    old: Annotated[
        bool, typer.Option("--old", help="Also those that are over or were cancelled.")
    ] = False,
) -> None:
    """List the absences of today and to come; outside the house only one's own.

    Example: review-flows absence list
    """
    reader = reader_of(context)
    with looking() as (site, connection):
        lines = absence_lines(connection, today_text(site), old=old)
        person = person_named(connection, reader)
    if person is not None and person.roles.isdisjoint(roles_for(Action.SEE_PEOPLE)):
        lines = [one for one in lines if person.code in (one["person"], one["stand_in"])]
    show_lines(reader, COLUMNS, (_row(reader, line) for line in lines), lines)
    if not lines:
        say(reader.says("absence.none"))


def _row(reader: Reader, line: Mapping[str, object]) -> tuple[object, ...]:
    cancelled = line["cancelled_at"]
    mark = reader.says("mark.cancelled", at=local_text(str(cancelled))) if cancelled else ""
    return (
        line["id"],
        f"{line['person_name']} ({line['person']})",
        f"{line['stand_in_name']} ({line['stand_in']})",
        line["first_day"],
        line["last_day"],
        line["entered_by"],
        mark,
    )


@absence.command("cancel")
def cancel(
    context: typer.Context,
    number: Annotated[
        str,
        typer.Argument(metavar="ID", help="The number of the absence, as `absence list` has it."),
    ],
) -> None:
    """Cancel an absence, also one under way; the stand-in does the tasks no longer.

    Example: review-flows absence cancel 3 --as shen
    """
    from review_flows.desk.absences import cancel_absence

    reader = reader_of(context)
    actor = reader.actor()
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        raise BadInput(f"{number} is no number of an absence; see {program()} absence list.")
    site = open_site()
    try:
        cancelled = cancel_absence(site, actor, int(number))
    finally:
        site.database.close()
    if reader.as_json:
        typer.echo(json_text(asdict(cancelled)))
    say(reader.says("absence.cancelled", **asdict(cancelled)))
