"""`issuance import` and `issuance catalogues`: what offices say that they issued."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from models.errors import NotFound
from models.words import word_of
from review_flows.cli.ledger import Text, period
from review_flows.cli.looking import looking
from review_flows.cli.output import json_text, program, say, show_lines, show_table
from review_flows.cli.reader import Reader, reader_of
from review_flows.outside.database import Row

if TYPE_CHECKING:
    from review_flows.desk.catalogue_import import ImportedCatalogue

CATALOGUE_COLUMNS = (
    *("catalogue", "file_name", "own_unit", "days_covered", "rows_read", "rows_taken"),
    *("imported_at", "imported_by"),
)
FAULT_COLUMNS = (
    *("sheet", "sheet_row", "catalogue_fault", "catalogue_about"),
    *("check_number", "check_title"),
)


def import_catalogue(
    context: typer.Context,
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="The catalogue, an .xlsx or CSV file.")
    ],
    unit: Annotated[Text, typer.Option(help="Whose catalogue it is, where no row says so.")] = None,
    first: Annotated[
        Text, typer.Option("--from", metavar="DAY", help="The first day that it covers.")
    ] = None,
    last: Annotated[
        Text, typer.Option("--to", metavar="DAY", help="The last day that it covers.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only read; keep nothing.")] = False,
) -> None:
    """Take in an office's catalogue of issued documents: each row is taken, or listed with why.

    Its head names at least a title (文件标题), a number (发文字号) and a day (印发日期).

    Example: review-flows issuance import catalogue.xlsx --unit 青岚区人民政府办公室 --as yin
    """
    from review_flows.desk.catalogue_import import HandedInCatalogue
    from review_flows.desk.catalogue_import import import_catalogue as take_in
    from review_flows.outside.catalogue_file import read_catalogue_file
    from review_flows.outside.site import open_site

    reader, path, days = reader_of(context), Path(file), period(first, last)
    actor = reader.actor()
    content, sheets = read_catalogue_file(path)
    site = open_site()
    try:
        handed_in = HandedInCatalogue(path.name, content, sheets, unit or "", *days)
        done = take_in(site, actor, handed_in, try_only=dry_run)
    finally:
        site.database.close()
    _show_done(reader, done)


def _show_done(reader: Reader, done: "ImportedCatalogue") -> None:
    listed = {str(fault): count for fault, count in done.reading.listed.items()}
    if reader.as_json:
        typer.echo(json_text({"catalogue": done.number or None, **done.figures, "listed": listed}))
    else:
        rows = (
            (word_of("CatalogueFault", fault, reader.language), count)
            for fault, count in listed.items()
        )
        show_table(reader, ("catalogue_fault", "count"), rows)
    key = "catalogue.imported" if done.number else "catalogue.tried"
    say(reader.says(key, number=done.number, **done.figures))
    if done.number:
        say(reader.says("next", command=f"{program()} issuance catalogues {done.number}"))


def show_catalogues(
    context: typer.Context,
    number: Annotated[
        Text, typer.Argument(metavar="[CATALOGUE]", help="List the rows that it did not take in.")
    ] = None,
) -> None:
    """List the catalogues that were taken in; of one of them, the rows that were not.

    Example: review-flows issuance catalogues 1
    """
    from review_flows.outside import catalogues

    reader = reader_of(context)
    with looking() as (_, connection):
        known = catalogues.catalogues(connection)
        if number is not None:
            numbers = [str(row["id"]) for row in known]
            if number not in numbers:
                raise NotFound("The catalogue", number, numbers)
            listed = catalogues.listed_rows(connection, int(number))
    if number is None:
        _show_all(reader, known)
    else:
        _show_left(reader, listed)


def _show_all(reader: Reader, known: Sequence[Row]) -> None:
    from review_flows.outside.wall_clock import local_text

    rows = (
        (
            *(row["id"], row["name"], row["unit"]),
            f"{row['first_on'] or ''}—{row['last_on'] or ''}".strip("—"),
            *(row["rows_read"], row["taken"], local_text(row["imported_at"]), row["person"]),
        )
        for row in known
    )
    show_lines(reader, CATALOGUE_COLUMNS, rows, map(dict, known))
    if not known:
        say(reader.says("catalogue.none"))


def _show_left(reader: Reader, listed: Sequence[Row]) -> None:
    faults = (
        (
            *(row["sheet"], row["sheet_row"]),
            word_of("CatalogueFault", row["fault"], reader.language),
            *(row["fault_detail"], row["document_number"], row["title"]),
        )
        for row in listed
    )
    objects = ({**row, "raw": json.loads(row["raw"])} for row in listed)
    show_lines(reader, FAULT_COLUMNS, faults, objects, shortened=["check_title"])
