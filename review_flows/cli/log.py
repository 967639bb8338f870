"""`log …`: what happened, whether the record of it is whole, and proofs of it for others."""

from contextlib import closing
from dataclasses import asdict
from typing import Annotated

import typer

from models.action import Action
from models.errors import NotAllowed
from models.event import FILING_CHAIN, SITE_CHAIN, EventResult, SiteStep
from models.permission import may, roles_for
from models.words import word_of
from review_flows.cli import log_export, log_redact, log_seal, log_verify
from review_flows.cli.log_verify import FINDINGS
from review_flows.cli.looking import (
    looking,
    person_named,
    refuse_unseen_filing,
    seen_case,
    today_text,
)
from review_flows.cli.output import show_lines
from review_flows.cli.reader import Reader, reader_of
from review_flows.outside import persons
from review_flows.outside.case_sight import lines_as_seen
from review_flows.outside.case_view import EntryLine, entry_lines
from review_flows.outside.database import Connection
from review_flows.outside.site import open_site
from review_flows.outside.wall_clock import local_text

__all__ = ["FINDINGS", "log"]

COLUMNS = ("seq", "at", "who", "role", "move", "result", "state", "marks", "sealed_by", "reason")
SHORTENED = ("reason",)
log = typer.Typer(help="The log: what happened, and whether it is whole.", no_args_is_help=True)


def show_log(
    context: typer.Context,
    chain: Annotated[
        str,
        typer.Argument(
            metavar="CASE",
            help="The case's number, filing:NUMBER of a received filing, or “site” for the rest.",
        ),
    ],
) -> None:
    """Show everything that was done or attempted on a case, in order.

    Example: review-flows log show 2026-0001
    """
    reader = reader_of(context)
    with looking() as (site, connection):
        lines = read_lines(connection, reader, chain, today_text(site))
    log_that_it_was_read(reader, chain, len(lines))
    show_lines(reader, COLUMNS, log_rows(reader, lines), map(asdict, lines), SHORTENED)


def log_that_it_was_read(reader: Reader, chain: str, lines: int) -> None:
    """Log who read the log of what; whoever runs the machine and names nobody is not asked."""
    if not reader.person:
        return
    # Imported here: writing loads more than a command that only looks may take.
    from review_flows.desk.log_reading import log_reading

    site = open_site()
    with closing(site.database), site.database.writing() as connection:
        facts = {"of": chain, "entries": lines}
        log_reading(site, connection, reader.person, SiteStep.READ_LOG, facts)


def read_lines(connection: Connection, reader: Reader, chain: str, today: str) -> list[EntryLine]:
    """Return what the reader may read of a chain. Raises NotFound and NotAllowed."""
    person, gone = person_named(connection, reader, today), reader.says("text_removed")
    if chain == SITE_CHAIN:
        if person is not None and person.roles.isdisjoint(roles_for(Action.READ_SITE_LOG)):
            needed = " or ".join(sorted(roles_for(Action.READ_SITE_LOG)))
            raise NotAllowed(f"{person.code} may not read the site's log: it needs {needed}.")
        return entry_lines(connection, chain, gone)
    if chain.startswith(FILING_CHAIN):
        refuse_unseen_filing(connection, person, chain)
        return entry_lines(connection, chain, gone)
    case = seen_case(connection, reader, chain, today)
    lines = entry_lines(connection, chain, gone)
    if person is None:
        return lines
    standing = persons.standing_of(connection, person, case)
    if not may(standing, Action.READ_LOG):
        raise NotAllowed(f"{person.code} may not read the log of case {chain}.")
    return lines_as_seen(lines, standing)


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
        _state(reader, line),
        _marks(reader, line),
        reader.says("not_sealed") if line.sealed_by is None else line.sealed_by,
        _reason(reader, line),
    )


def _state(reader: Reader, line: EntryLine) -> str:
    # Steps that are no moves have no state, or that of a received filing.
    kind = "FilingState" if line.move in set(SiteStep) else "CaseState"
    return word_of(kind, line.to_state, reader.language)


def _marks(reader: Reader, line: EntryLine) -> str:
    played = [reader.says("mark.played")] if line.played else []
    absent = line.stands_in_for_name
    stood_in = [reader.says("mark.on_behalf", name=absent)] if absent else []
    return ", ".join(played + stood_in)


def _reason(reader: Reader, line: EntryLine) -> str:
    if not line.material or line.result != EventResult.DONE:
        return line.reason
    said = (
        word_of("DocumentKind", line.material, reader.language),
        word_of("MaterialState", line.material_state, reader.language),
        line.reason,
    )
    return " · ".join(part for part in said if part)


for name, command in (
    ("show", show_log),
    ("verify", log_verify.verify_log),
    ("export", log_export.export_log),
    ("redact", log_redact.redact_log),
    ("key", log_seal.show_key),
    ("make-key", log_seal.make_log_key),
    ("checkpoint", log_seal.show_checkpoint),
    ("verifier", log_seal.write_verifier),
):
    log.command(name)(command)
