"""`validity`: what is in force until when, what is to be evaluated, whose bases are at risk."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from models.errors import BadInput
from models.words import word
from review_flows.cli.given_day import given_day
from review_flows.cli.ledger import Text, file_format
from review_flows.cli.looking import looking, person_named, today_text
from review_flows.cli.output import say, show_lines
from review_flows.cli.reader import Reader, reader_of
from review_flows.outside.wall_clock import day_of

if TYPE_CHECKING:
    from models.validity_line import BasisAtRisk, ValidityLine

# Code of each column, and its width in characters of a sheet.
COLUMNS = {
    "number": 12,
    "document_number": 24,
    "title": 50,
    "unit": 26,
    "state": 10,
    "effective_on": 12,
    "valid_until": 12,
    "evaluate_from": 12,
    "marks": 50,
}


Until = Annotated[Text, typer.Option("--until", metavar="DAY", help="Only what ends by this day.")]
Lapsed = Annotated[
    bool, typer.Option("--lapsed", help="What has ended instead of what is in force.")
]
Played = Annotated[bool, typer.Option("--played", help="Take demonstrations in as well.")]
Xlsx = Annotated[bool, typer.Option("--xlsx", help="Write an .xlsx file.")]
Out = Annotated[Text, typer.Option("--out", metavar="FILE", help="Write it here.")]


def show_validity(
    context: typer.Context,
    until: Until = None,
    lapsed: Lapsed = False,
    played: Played = False,
    xlsx: Xlsx = False,
    out: Out = None,
) -> None:
    """List the documents in force with their last days, and what somebody has to see to.

    Example: review-flows validity --until 2026-12-31
    """
    # Imported here: rule sets take longer to load than the rest of the command.
    from review_flows.outside.validity_list import validity_lines

    reader, day = reader_of(context), given_day("--until", until)
    form = file_format(["xlsx"] if xlsx else ["json"] if reader.as_json else [], out)
    if form not in (None, "json", "xlsx"):
        raise BadInput(f"--out {out}: this list is written as .xlsx.")
    with looking() as (site, connection):
        today = day_of(site.clock.now())
        person = person_named(connection, reader, today_text(site))
        lines = validity_lines(
            site, connection, today, until=day, ended=lapsed, person=person, played=played
        )
        reports = site.settings.docs_out / "reports"
    if form == "xlsx":
        name = f"validity_{'ended_' if lapsed else ''}{today}.xlsx"
        _write(reader, lines, Path(out) if out else reports / name)
    else:
        columns = [f"validity.{code}" for code in COLUMNS]
        rows = (_row(reader, line) for line in lines)
        show_lines(reader, columns, rows, map(_object, lines), shortened=["validity.title"])
    if not lines:
        say(reader.says("validity.none"))


def _row(reader: Reader, line: "ValidityLine") -> tuple[str | date | None, ...]:
    return (
        line.number,
        line.document_number,
        line.title,
        line.unit,
        word(line.state, reader.language),
        line.effective_on,
        line.valid_until,
        line.evaluate_from,
        "; ".join(_marks(reader, line)),
    )


def _marks(reader: Reader, line: "ValidityLine") -> Sequence[str]:
    said = {
        "overdue": line.is_over,
        "evaluation_due": line.evaluation_due,
        "no_end": line.valid_until is None,
        "unverified": line.unverified and line.evaluate_from is not None,
    }
    marks = [reader.says(f"validity.{key}") for key, holds in said.items() if holds]
    return [*marks, *(_basis(reader, basis) for basis in line.bases)]


def _basis(reader: Reader, basis: "BasisAtRisk") -> str:
    from models.case import ENDED

    if basis.state in ENDED:
        state = word(basis.state, reader.language)
        return reader.says("validity.basis", number=basis.document_number, state=state)
    return reader.says("validity.basis_ends", number=basis.document_number, day=basis.valid_until)


def _object(line: "ValidityLine") -> dict[str, object]:
    return {**asdict(line), "evaluation_due": line.evaluation_due, "is_over": line.is_over}


def _write(reader: Reader, lines: Sequence["ValidityLine"], path: Path) -> None:
    from review_flows.outside.ledgers.table_file import TableFile, table_xlsx, write_file

    table = TableFile(
        title=reader.says("validity.list"),
        headings=[reader.says(f"heading.validity.{code}") for code in COLUMNS],
        widths=list(COLUMNS.values()),
        rows=[_row(reader, line) for line in lines],
        alarming={n for n, line in enumerate(lines) if line.evaluation_due or line.bases},
    )
    write_file(path, table_xlsx(table))
    say(reader.says("validity.written", path=path, count=len(lines)))
