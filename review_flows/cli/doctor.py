"""`doctor`: whether everything that the site stands on is in order, and what to do where not."""

from typing import Annotated

import typer

from models.words import word_of
from review_flows.cli.output import json_text, say, show_table
from review_flows.cli.reader import Reader, reader_of
from review_flows.outside.health import look
from review_flows.outside.health_line import HealthLine, Level
from review_flows.outside.settings import read_settings
from review_flows.outside.site import open_site
from review_flows.outside.wall_clock import MachineClock

COLUMNS = ("subject", "level", "finding")


def doctor(
    context: typer.Context,
    accept_clock: Annotated[
        str,
        typer.Option(
            metavar="REASON",
            help="Let the log go on from what the clock says now, because it ran ahead of it.",
        ),
    ] = "",
) -> None:
    """Look at the site without changing it; exit 1 when something is broken.

    Example: review-flows doctor
    """
    reader = reader_of(context)
    if accept_clock:
        _accept_clock(reader, accept_clock)
    lines = look(read_settings(), MachineClock().now())
    broken = [line for line in lines if line.level is Level.BROKEN]
    if reader.as_json:
        typer.echo(json_text({"sound": not broken, "lines": [_object(reader, x) for x in lines]}))
    else:
        show_table(reader, COLUMNS, (_row(reader, line) for line in lines))
    say(reader.says("site_broken" if broken else "site_sound", broken=len(broken)))
    if broken:
        raise typer.Exit(1)


def _accept_clock(reader: Reader, reason: str) -> None:
    from review_flows.desk.wall_clock_jump import accept_clock

    accept_clock(open_site(), reader.actor(), reason)


def _row(reader: Reader, line: HealthLine) -> tuple[object, ...]:
    setting = line.subject.startswith("REVIEW_FLOWS_")
    subject = line.subject if setting else reader.says(f"subject.{line.subject}")
    return subject, reader.says(f"level.{line.level}"), finding(reader, line)


def _object(reader: Reader, line: HealthLine) -> dict[str, object]:
    return {
        "subject": line.subject,
        "level": str(line.level),
        "finding": finding(reader, line),
        "values": line.values,
    }


def finding(reader: Reader, line: HealthLine) -> str:
    """Return what was seen, and what to do where it is not in order."""
    values = dict(line.values)
    counts = values.get("counts")
    if isinstance(counts, dict):
        kind = str(values["kind"])
        words = (f"{word_of(kind, code, reader.language)} {counts[code]}" for code in counts)
        values["counts"] = ", ".join(words) or "0"
    elif "kind" in values:
        values["kind"] = word_of("LegKind", str(values["kind"]), reader.language)
    if "recipient" in values:
        values["recipient"] = word_of("UnitKind", str(values["recipient"]), reader.language)
    return reader.says(line.said, **values)
