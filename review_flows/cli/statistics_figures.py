"""`statistics show` and `statistics rows`: every figure, and the rows that a figure counts."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from models.errors import UnknownCode
from models.words import word
from review_flows.cli.ledger import Text
from review_flows.cli.output import json_text, say, show_table
from review_flows.cli.reader import Reader, reader_of
from review_flows.cli.statistics_time import (
    Counted,
    Csv,
    Month,
    Played,
    Time,
    Until,
    Year,
    counted,
)

if TYPE_CHECKING:
    from models.statistics.book import Rate
    from models.statistics.figure import Figure, FigureCode

Makers = Annotated[Text, typer.Option(help="Only of one kind of maker: a line of the form.")]
FigureName = Annotated[str, typer.Argument(metavar="FIGURE", help="The code of a figure.")]
HEADINGS = [f"statistics.{one}" for one in ("code", "figure", "value", "definition", "source")]


def show_figures(
    context: typer.Context,
    year: Year = None,
    month: Month = None,
    until: Until = None,
    played: Played = False,
) -> None:
    """Show every figure and every rate of a year or a month, with what each counts.

    Example: review-flows statistics show --year 2026
    """
    from models.statistics.book import every_figure, every_rate

    reader = reader_of(context)
    found = counted(reader, Time(year, month, until, played))
    figures = every_figure(found.read.facts, found.span)
    rates = every_rate(figures)
    if reader.as_json:
        for one in figures.values():
            typer.echo(json_text(_object("figure", str(one.code), one.value, one.unverified)))
        for rate in rates:
            told = _object("rate", str(rate.code), rate.percent, rate.unverified)
            typer.echo(json_text(told | {"part": rate.part.value, "whole": rate.whole.value}))
        return
    say_days(reader, found)
    _show_figures(reader, figures)
    _show_rates(reader, rates)
    say(reader.says("statistics.rounding"))


def say_days(reader: Reader, found: Counted) -> None:
    """Say which days it is about."""
    span = found.span
    say(
        reader.says(
            "statistics.as_of", first_on=span.first_on, last_on=span.last_on, as_of=span.as_of
        )
    )


def _object(kind: str, code: str, value: object, unverified: bool) -> dict[str, object]:
    return {kind: code, "value": value, "unverified": unverified}


def _marked(reader: Reader, value: object, unverified: bool) -> object:
    return reader.says("statistics.unverified", value=value) if unverified else value


def told_rate(rate: "Rate") -> str:
    """Return a rate with the numbers that it is made of."""
    return f"{rate.percent} ({rate.part.value}/{rate.whole.value})"


def _show_figures(reader: Reader, figures: "Mapping[FigureCode, Figure]") -> None:
    from models.statistics.book import GROUP_OF

    rows = [
        (
            str(one.code),
            word(one.code, reader.language),
            _marked(reader, one.value, one.unverified),
            reader.says(f"statistics.definition.{one.code}"),
            reader.says(f"statistics.source.{GROUP_OF[one.code]}"),
        )
        for one in figures.values()
    ]
    show_table(reader, HEADINGS, rows, reader.says("statistics.figures_name"))


def _show_rates(reader: Reader, rates: "tuple[Rate, ...]") -> None:
    rows = [
        (
            str(one.code),
            word(one.code, reader.language),
            _marked(reader, told_rate(one), one.unverified),
            reader.says(f"statistics.definition.{one.code}"),
        )
        for one in rates
    ]
    show_table(reader, HEADINGS[:4], rows, reader.says("statistics.rates_name"))


def show_rows(
    context: typer.Context,
    figure: FigureName,
    year: Year = None,
    month: Month = None,
    until: Until = None,
    makers: Makers = None,
    played: Played = False,
    csv: Csv = False,
) -> None:
    """List the rows that a figure counts, each with the reason; they are as many as it says.

    Example: review-flows statistics rows reviewed --year 2026
    """
    from review_flows.outside.statistics.tables import ROW_COLUMNS, row_cells, row_object, rows_file

    reader = reader_of(context)
    time = Time(year, month, until, played)
    found, chosen = _chosen(reader, figure, makers, time)
    if csv:
        from review_flows.outside.ledgers.table_file import table_csv, write_file

        line = f"_{makers}" if makers else ""
        path = found.reports / f"rows_{figure}{line}_{time.name}.csv"
        write_file(path, table_csv(rows_file(chosen, "", reader.language, "")))
        say(reader.says("statistics.written", path=path))
    elif reader.as_json:
        for row in chosen.rows:
            typer.echo(json_text(row_object(chosen, row, reader.language)))
    else:
        say_days(reader, found)
        columns = [f"statistics.{one}" for one in ROW_COLUMNS]
        rows = [row_cells(chosen, row, reader.language) for row in chosen.rows]
        show_table(reader, columns, rows, shortened=["statistics.title"])
    _say_count(reader, chosen)


def _chosen(reader: Reader, name: str, makers: Text, time: Time) -> "tuple[Counted, Figure]":
    """Return the figure of a name, of all makers or of one kind. Raises UnknownCode."""
    from models.statistics.book import facts_for, figure
    from models.statistics.facts import MakerRow
    from models.statistics.figure import FigureCode

    if name not in list(FigureCode):
        raise UnknownCode("The figure", name, list(FigureCode))
    if makers is not None and makers not in list(MakerRow):
        raise UnknownCode("The kind of maker", makers, list(MakerRow))
    found = counted(reader, time)
    facts, code = found.read.facts, FigureCode(name)
    wanted = facts.of(MakerRow(makers)) if makers else facts_for(code, facts)
    return found, figure(code, wanted, found.span)


def _say_count(reader: Reader, chosen: "Figure") -> None:
    say(
        reader.says(
            "statistics.count",
            figure=word(chosen.code, reader.language),
            count=chosen.value,
            definition=reader.says(f"statistics.definition.{chosen.code}"),
        )
    )
