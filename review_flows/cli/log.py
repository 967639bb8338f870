"""`log show` and `log verify`: what happened, and whether the record of it is whole."""

from dataclasses import asdict
from time import perf_counter
from typing import Annotated

import typer

from models.event import SITE_CHAIN, SiteStep
from models.words import word_of
from review_flows.cli.looking import looking, seen_case
from review_flows.cli.output import json_text, say, show_lines, show_table
from review_flows.cli.reader import Reader, reader_of
from review_flows.outside.case_view import EntryLine, entry_lines
from review_flows.outside.log_walk import LogFault, walk_log
from review_flows.outside.site import open_site
from review_flows.outside.wall_clock import local_text

COLUMNS = ("seq", "at", "who", "role", "move", "result", "state", "marks", "reason")
SHORTENED = ("reason",)
FAULT_COLUMNS = ("chain", "seq", "fault")
FINDINGS = 3  # the exit code of a check that found something
log = typer.Typer(help="The log: what happened, and whether it is whole.", no_args_is_help=True)


@log.command("show")
def show_log(
    context: typer.Context,
    chain: Annotated[
        str, typer.Argument(metavar="CASE", help="The case's number, or “site” for the rest.")
    ],
) -> None:
    """Show everything that was done or attempted on a case, in order.

    Example: review-flows log show 2026-0001
    """
    reader = reader_of(context)
    with looking() as (_, connection):
        if chain != SITE_CHAIN:
            seen_case(connection, reader, chain)
        lines = entry_lines(connection, chain)
    show_lines(reader, COLUMNS, log_rows(reader, lines), map(asdict, lines), SHORTENED)


def log_rows(reader: Reader, lines: list[EntryLine]) -> list[tuple[object, ...]]:
    """Return the lines of the log in the reader's words."""
    return [_row(reader, line) for line in lines]


def _row(reader: Reader, line: EntryLine) -> tuple[object, ...]:
    language = reader.language
    return (
        line.seq,
        local_text(line.at),
        line.actor_name,
        word_of("Role", line.role, language),
        word_of("SiteStep" if line.move in set(SiteStep) else "Move", line.move, language),
        word_of("EventResult", line.result, language),
        word_of("CaseState", line.to_state, language),
        reader.says("mark.played") if line.played else "",
        line.reason,
    )


@log.command("verify")
def verify_log(context: typer.Context) -> None:
    """Walk the whole log and say where it does not hold; exit 3 when it does not.

    Example: review-flows log verify --json
    """
    reader = reader_of(context)
    site = open_site()
    faults: list[LogFault] = []
    began = perf_counter()
    walk = walk_log(site.database, faults.append)
    seconds = perf_counter() - began
    counts = {"whole": not faults, "entries": walk.entries, "chains": walk.chains}
    if reader.as_json:
        told = [asdict(fault) for fault in faults]
        typer.echo(json_text({**counts, "seconds": round(seconds, 3), "faults": told}))
    elif faults:
        show_table(reader, FAULT_COLUMNS, ((f.chain, f.seq or "", f.what) for f in faults))
    key = "log_broken" if faults else "log_whole"
    say(reader.says(key, faults=len(faults), **counts))
    if faults:
        raise typer.Exit(FINDINGS)
