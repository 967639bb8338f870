"""`notices list`, `notices retry` and `notices ics`: what was sent to whom, and what was not."""

from collections.abc import Collection
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from models.errors import NotAllowed, NotFound
from models.person import Role
from models.words import word_of
from review_flows.cli.looking import known_person, looking, person_named
from review_flows.cli.output import json_text, program, say, show_lines
from review_flows.cli.reader import Reader, reader_of
from review_flows.outside.database import Connection
from review_flows.outside.notices import NoticeLine, notice_lines, queue_again
from review_flows.outside.wall_clock import local_text

COLUMNS = (
    "key",
    "made_at",
    "to_person",
    "about_what",
    "channel",
    "delivery",
    "attempts",
    "error",
)
notices = typer.Typer(
    help="Messages to people: reminders, and whether they arrived.", no_args_is_help=True
)


@notices.command("list")
def list_notices(
    context: typer.Context,
    dead: Annotated[bool, typer.Option("--dead", help="Only those that did not arrive.")] = False,
    person: Annotated[
        str, typer.Option("--person", metavar="PERSON", help="Only those to this person.")
    ] = "",
) -> None:
    """List the messages and whether they arrived, the newest first.

    Example: review-flows notices list --dead
    """
    reader = reader_of(context)
    with looking() as (_, connection):
        wanted = _whose(connection, reader, person)
        lines = notice_lines(connection, wanted, dead=dead)
    rows = (_row(reader, line) for line in lines)
    show_lines(reader, COLUMNS, rows, map(asdict, lines), shortened=("key", "error"))
    if not lines:
        say(reader.says("no_notices"))
    elif any(line.state == "dead" for line in lines):
        say(reader.says("next", command=f"{program()} notices retry"))


@notices.command("retry")
def retry(
    context: typer.Context,
    keys: Annotated[
        list[str] | None,
        typer.Argument(metavar="KEY...", help="Messages; all that did not arrive if left out."),
    ] = None,
) -> None:
    """Try again now what did not arrive, once the cause is removed.

    Example: review-flows notices retry
    """
    from review_flows.outside.delivery import deliver

    reader = reader_of(context)
    with looking() as (site, connection):
        dead = notice_lines(connection, _whose(connection, reader, ""), dead=True)
    chosen = _chosen(dead, keys or ())
    with site.database.writing() as connection:
        queue_again(connection, chosen)
    delivered = deliver(site, {line.key for line in chosen})
    site.database.close()
    if reader.as_json:
        typer.echo(json_text(asdict(delivered)))
    say(reader.says("notices_retried", sent=delivered.sent, failed=delivered.failed))
    if delivered.failed:
        say(reader.says("next", command=f"{program()} notices list"))
        raise typer.Exit(1)


@notices.command("ics")
def ics(
    context: typer.Context,
    person: Annotated[str, typer.Argument(metavar="PERSON", help="The code of the person.")],
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Write this file; else to stdout."),
    ] = None,
    played: Annotated[
        bool, typer.Option("--played", help="The days of demonstrations, not the real ones.")
    ] = False,
) -> None:
    """Print a person's last days as a calendar (iCalendar) for other programs to read.

    Example: review-flows notices ics shen --out deadlines.ics
    """
    from review_flows.outside.feed import deadlines, feed_of
    from review_flows.outside.store import write_whole

    reader = reader_of(context)
    with looking() as (site, connection):
        whose = known_person(connection, _whose(connection, reader, person) or person)
        content = feed_of(whose, deadlines(connection, site, played=played), site.clock.now())
    if out is None:
        typer.echo(content.decode(), nl=False)
        return
    write_whole(out, content)
    say(reader.says("feed_written", path=out))


def _whose(connection: Connection, reader: Reader, wanted: str) -> str | None:
    """Return whose messages may be seen, or None for everybody's.

    Whoever says who is looking sees what was sent to that person; auditors see everything. Raises
    NotAllowed for somebody else's, NotFound for a person nobody knows.
    """
    looks = person_named(connection, reader)
    if wanted:
        known_person(connection, wanted)
    if looks is None or Role.AUDITOR in looks.roles:
        return wanted or None
    if wanted not in ("", looks.code):
        raise NotAllowed(f"{looks.code} may see only what was sent to {looks.code}.")
    return looks.code


def _chosen(dead: list[NoticeLine], keys: Collection[str]) -> list[NoticeLine]:
    known = {line.key for line in dead}
    for key in keys:
        if key not in known:
            raise NotFound("Among what did not arrive, the message", key, known)
    return [line for line in dead if not keys or line.key in keys]


def _row(reader: Reader, line: NoticeLine) -> tuple[object, ...]:
    language = reader.language
    return (
        line.key,
        local_text(line.made_at),
        line.person_name,
        line.subject,
        word_of("Channel", line.channel, language),
        word_of("DeliveryState", line.state, language),
        line.attempts,
        line.error,
    )
