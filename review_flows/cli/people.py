"""`people list` and `people import`: who there is, and in which roles."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from models.words import word_of
from review_flows.cli.looking import looking
from review_flows.cli.output import json_text, program, say, show_lines
from review_flows.cli.reader import Reader, reader_of
from review_flows.outside import queries
from review_flows.outside.people import mail_addresses
from review_flows.outside.queries import PersonLine

COLUMNS = ("person", "name", "own_unit", "unit_kind", "roles", "mail")
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
        Path, typer.Argument(metavar="FILE", help="A CSV file; a person again is renewed.")
    ],
) -> None:
    """Add or renew units and persons from a CSV file.

    Its columns are unit, unit_name, unit_kind, person, person_name, roles, and mail if you like.

    Example: review-flows people import people.csv
    """
    from review_flows.outside.handed_in import read_text
    from review_flows.outside.people import import_people
    from review_flows.outside.site import open_site

    reader = reader_of(context)
    units, persons = import_people(open_site().database, read_text(file))
    if reader.as_json:
        typer.echo(json_text({"units": units, "persons": persons}))
    say(reader.says("imported", units=units, persons=persons))
    say(reader.says("next", command=f"{program()} people list"))
