"""`doctor`: whether everything that the site stands on is in order, and what to do where not."""

import typer

from models.words import word_of
from review_flows.cli.output import json_text, say, show_table
from review_flows.cli.reader import Reader, reader_of
from review_flows.outside.health import HealthLine, Level, look
from review_flows.outside.settings import read_settings
from review_flows.outside.wall_clock import MachineClock, day_of

COLUMNS = ("subject", "level", "finding")


def doctor(context: typer.Context) -> None:
    """Look at the site without changing it; exit 1 when something is broken.

    Example: review-flows doctor
    """
    reader = reader_of(context)
    lines = look(read_settings(), day_of(MachineClock().now()))
    broken = [line for line in lines if line.level is Level.BROKEN]
    if reader.as_json:
        typer.echo(json_text({"sound": not broken, "lines": [_object(reader, x) for x in lines]}))
    else:
        show_table(reader, COLUMNS, (_row(reader, line) for line in lines))
    say(reader.says("site_broken" if broken else "site_sound", broken=len(broken)))
    if broken:
        raise typer.Exit(1)


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
    return reader.says(line.said, **values)
