"""`deploy …`: what is set up beside the program; printed or written, never run from here."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from review_flows.cli.output import say, show_lines
from review_flows.cli.reader import Reader, reader_of

deploy = typer.Typer(
    help="What is set up beside the program: roles of the database, units, containers.",
    no_args_is_help=True,
)
Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The folder to write into.")]


@deploy.command("roles")
def print_roles(
    context: typer.Context,
    owner: Annotated[
        str, typer.Option("--owner", metavar="ROLE", help="Who owns the tables.")
    ] = "review_flows_owner",
    application: Annotated[
        str, typer.Option("--application", metavar="ROLE", help="As whom the program works.")
    ] = "review_flows",
) -> None:
    """Print the SQL that gives PostgreSQL an owner, and a role that may only add to the log.

    Example: review-flows deploy roles
    """
    from review_flows.outside.deployment.database_roles import roles_sql

    reader_of(context)
    typer.echo(roles_sql(owner, application), nl=False)


@deploy.command("units")
def write_units(
    context: typer.Context,
    folder: Folder,
    user: Annotated[
        str, typer.Option("--user", metavar="USER", help="As whom the program runs.")
    ] = "review-flows",
    backups: Annotated[
        str, typer.Option("--backups", metavar="FOLDER", help="Where each night's backup goes.")
    ] = "/var/backups/review-flows",
    program: Annotated[
        str,
        typer.Option("--program", metavar="PATH", help="The command, where it lies on them."),
    ] = "",
) -> None:
    """Write systemd's units, timers and their settings for this site; install none of them.

    Example: review-flows deploy units units
    """
    from review_flows.outside.deployment.written import Machine, unit_files
    from review_flows.outside.settings import read_settings

    # Not resolved: in an environment of its own python is a link, and the command lies beside it.
    found = Path(program) if program else Path(sys.executable).with_name("review-flows")
    machine = Machine(found, user, Path(backups))
    _write(reader_of(context), folder, unit_files(read_settings(), machine), "deploy.units_next")


@deploy.command("compose")
def write_compose(context: typer.Context, folder: Folder) -> None:
    """Write a compose file with PostgreSQL, Prefect's server and workers, and what it needs.

    Example: review-flows deploy compose containers
    """
    from review_flows.outside.deployment.written import compose_files
    from review_flows.outside.settings import read_settings

    made = compose_files(read_settings())
    _write(reader_of(context), folder, made, "deploy.compose_next")


def _write(reader: Reader, folder: Path, made: dict[str, str], then: str) -> None:
    from review_flows.outside.deployment.written import write_files

    paths = write_files(folder, made)
    show_lines(reader, ("path",), [(path,) for path in paths], [{"path": path} for path in paths])
    say(reader.says(then, folder=folder))
