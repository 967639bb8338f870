"""`health`: asks the `start` of this machine whether it is alive and ready, as a machine would."""

from typing import Annotated

import typer

from models.words import word_of
from review_flows.cli.output import json_text, say, show_table
from review_flows.cli.reader import Reader, reader_of

COLUMNS = ("subject", "level", "measured", "bound")


def health(
    context: typer.Context,
    alive: Annotated[
        bool, typer.Option("--alive", help="Only whether the process works (/healthz).")
    ] = False,
) -> None:
    """Ask the running start whether it is ready to work; exit 1 where a check does not hold.

    Example: review-flows health
    """
    from review_flows.outside.asked_health import ask_health
    from review_flows.outside.settings import read_settings

    reader = reader_of(context)
    port = read_settings().health_port
    told = ask_health(port, "/healthz" if alive else "/readyz")
    if reader.as_json:
        typer.echo(json_text({"good": told.good, **told.said}))
    elif not alive:
        show_table(reader, COLUMNS, (_row(reader, check) for check in told.checks))
    kind = "alive" if alive else "ready"
    say(reader.says(f"asked.{kind}" if told.good else f"asked.not_{kind}", port=port))
    if not told.good:
        raise typer.Exit(1)


def _row(reader: Reader, check: dict[str, object]) -> tuple[object, ...]:
    level = reader.says("level.fine" if check["holds"] else "level.broken")
    name = str(check["check"])
    measured, bound = (_figure(name, check[which]) for which in ("value", "bound"))
    return word_of("ReadinessCheck", name, reader.language), level, measured, bound


def _figure(check: str, value: object) -> str:
    if not isinstance(value, int | float):
        return ""
    return f"{value:.0f} %" if check == "disk" else f"{value:.0f} s"
