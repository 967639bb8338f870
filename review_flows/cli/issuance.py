"""`issuance …`: what was issued, under which numbers, and what came from outside the system."""

import typer

from review_flows.cli import (
    issuance_cross_check,
    issuance_import,
    issuance_numbers,
    issuance_page,
    issuance_register,
    issuance_text,
)

issuance_commands = typer.Typer(
    no_args_is_help=True, help="What was issued: register, numbers, and what others issued."
)
for name, command in (
    ("register", issuance_register.show_register),
    ("numbers", issuance_numbers.show_numbers),
    ("show", issuance_page.show_document),
    ("text", issuance_text.write_text),
    ("import", issuance_import.import_catalogue),
    ("catalogues", issuance_import.show_catalogues),
    ("cross-check", issuance_cross_check.cross_check),
):
    issuance_commands.command(name)(command)
