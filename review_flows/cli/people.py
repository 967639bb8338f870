"""`people list` and `people import`: who there is, and in which roles."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from models.words import word_of
from review_flows.cli.looking import looking
from review_flows.cli.output import json_text, program, say, show_lines, show_table
from review_flows.cli.reader import Reader, reader_of
from review_flows.outside import queries
from review_flows.outside.people import mail_addresses
from review_flows.outside.queries import PersonLine

if TYPE_CHECKING:
    from review_flows.desk.people_change import PeopleDone

COLUMNS = ("person", "name", "own_unit", "unit_kind", "roles", "mail")
STRANDED_COLUMNS = ("case", "task", "holder")
people = typer.Typer(help="The people and units of the site.", no_args_is_help=True)


@people.command("list")
def list_people(context: typer.Context) -> None:
    """List the people with their units and roles.

    Example: review-flows people list
    """
    reader = reader_of(context)
    with looking() as (_, connection):
        lines = queries.person_lines(connection)
        mail = mail_addresses(connection)
    rows = (_row(reader, line, mail) for line in lines)
    objects = ({**asdict(line), "mail": mail.get(line.code)} for line in lines)
    show_lines(reader, COLUMNS, rows, objects)
    if not lines:
        say(reader.says("next", command=f"{program()} people import FILE.csv"))


def _row(reader: Reader, line: PersonLine, mail: Mapping[str, str]) -> tuple[object, ...]:
    language = reader.language
    roles = ", ".join(word_of("Role", role, language) for role in line.roles)
    kind = word_of("UnitKind", line.unit_kind, language)
    active = line.name if line.active else f"{line.name} ({reader.says('mark.inactive')})"
    return line.code, active, f"{line.unit} {line.unit_name}", kind, roles, mail.get(line.code)


@people.command("import")
def import_file(
    context: typer.Context,
    file: Annotated[
        str,
        typer.Argument(metavar="FILE", help="A CSV or .xlsx file; a person again is renewed."),
    ],
) -> None:
    """Add or renew units and persons from a CSV or .xlsx file: all of it, or nothing.

    Its columns are unit, unit_name, unit_kind, person, person_name, and if you like roles, mail,
    since and until (days of the membership), active (yes or no). What is left out stays as it is.
    Once a site has administrators, --as names one: the system administrator for units and
    persons, the security administrator for roles.

    Example: review-flows people import people.xlsx --as admin
    """
    from review_flows.desk.people_change import change_people
    from review_flows.outside.people_file import read_people_file
    from review_flows.outside.site import open_site

    reader = reader_of(context)
    lines, site = read_people_file(Path(file)), open_site()
    try:
        done = change_people(site, reader.person, lines)
    finally:
        site.database.close()
    _show_done(reader, done)
    say(reader.says("next", command=f"{program()} people list"))


def _show_done(reader: Reader, done: "PeopleDone") -> None:
    plan, stranded = done.plan, done.stranded
    counts = {"units": plan.units_named, "persons": plan.persons_named}
    if reader.as_json:
        changed = {"changed_units": len(plan.units), "changed_persons": len(plan.persons)}
        tasks = [asdict(task) for task in stranded]
        typer.echo(json_text({**counts, **changed, "stranded": tasks}))
    elif stranded:
        rows = (
            (task.case, word_of("TaskKind", task.kind, reader.language), task.person)
            for task in stranded
        )
        show_table(reader, STRANDED_COLUMNS, rows)
    say(reader.says("imported", **counts))
    if stranded:
        say(reader.says("people.stranded", count=len(stranded)))
