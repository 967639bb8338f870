"""`deploy …`: what is set up beside the program; printed or written, never run from here."""

from typing import Annotated

import typer

from review_flows.cli.reader import reader_of

deploy = typer.Typer(
    help="What is set up beside the program: the database's roles.", no_args_is_help=True
)


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
