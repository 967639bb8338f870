"""`issuance numbers`: the series of numbers with their states, and whether they are whole."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from models.action import Action
from models.errors import BadInput
from models.issuance import NumberState
from models.words import word
from review_flows.cli.looking import looking, person_named, today_text
from review_flows.cli.output import say, show_lines
from review_flows.cli.reader import Reader, reader_of
from review_flows.outside.sight import numbers_where, where_may
from review_flows.outside.wall_clock import day_of_text

if TYPE_CHECKING:
    from models.number_series import NumberFault, NumberLine

COLUMNS = (
    *("series", "year", "running", "text", "number_state", "case", "taken_on", "void_reason"),
    "fault",
)
HEADINGS = [column if column == "case" else f"numbers.{column}" for column in COLUMNS]
SHORTENED = ("numbers.void_reason",)
FAULTY = 1  # the exit code


def show_numbers(
    context: typer.Context,
    year: Annotated[str | None, typer.Option(metavar="YEAR", help="Only of this year.")] = None,
    faults: Annotated[bool, typer.Option("--faults", help="Only what is wrong.")] = False,
) -> None:
    """Show the series of numbers with their states, and check them: no gap, no double.

    Example: review-flows issuance numbers --year 2026
    """
    from review_flows.outside.number_lines import read_series

    reader = reader_of(context)
    wanted = _year(year)
    with looking() as (site, connection):
        lines, wrong = read_series(connection)
        person = person_named(connection, reader, today_text(site))
        if person is not None:
            seen = numbers_where(connection, where_may(person, Action.SEE_REGISTER))
            lines = tuple(line for line in lines if line.case_number in seen)
    lines = tuple(line for line in lines if wanted in (None, line.year))
    wrong = tuple(one for one in wrong if wanted in (None, one.year) or not one.year)
    objects = [*([] if faults else map(_line, lines)), *map(_fault, wrong)]
    if objects or reader.as_json:
        rows = [_shown(reader, one) for one in objects]
        show_lines(reader, HEADINGS, rows, objects, SHORTENED)
    _say_whether_whole(reader, lines, wrong)
    if wrong:
        raise typer.Exit(FAULTY)


def _year(given: str | None) -> int | None:
    if given is None:
        return None
    if not (given.isascii() and given.isdecimal() and len(given) == 4):
        raise BadInput(f"--year {given}: this is no year; write it as 2026.")
    return int(given)


def _line(line: "NumberLine") -> dict[str, object]:
    return {
        "series": line.series,
        "year": line.year,
        "running": line.running,
        "text": line.text,
        "number_state": line.state,
        "case": line.case_number,
        "taken_on": day_of_text(line.reserved_at),
        "void_reason": line.void_reason,
        "fault": "",
    }


def _fault(fault: "NumberFault") -> dict[str, object]:
    return {
        "series": fault.series,
        "year": fault.year or "",
        "running": fault.running or "",
        "text": fault.text,
        "number_state": "",
        "case": fault.case_number,
        "taken_on": "",
        "void_reason": "",
        "fault": fault.kind,
    }


def _shown(reader: Reader, one: dict[str, object]) -> list[object]:
    from models.issuance import NumberSeries
    from models.number_series import NumberFaultKind

    kinds = {"series": NumberSeries, "number_state": NumberState, "fault": NumberFaultKind}
    return [
        word(kinds[column](str(one[column])), reader.language)
        if column in kinds and one[column]
        else one[column]
        for column in COLUMNS
    ]


def _say_whether_whole(
    reader: Reader, lines: Sequence["NumberLine"], wrong: Sequence["NumberFault"]
) -> None:
    if wrong:
        say(reader.says("numbers.faulty", count=len(wrong)))
        for one in wrong:
            place = one.text or f"{word(one.series, reader.language)} {one.year} {one.running}"
            say(f"  {place}: {word(one.kind, reader.language)} {one.case_number}".rstrip())
    elif lines:
        counts = {str(state): sum(line.state is state for line in lines) for state in NumberState}
        say(reader.says("numbers.whole", count=len(lines), **counts))
    else:
        say(reader.says("numbers.none"))
