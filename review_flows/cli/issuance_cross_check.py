"""`issuance cross-check`: what was issued, against what was reviewed, registered and filed."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from models.errors import UnknownCode
from review_flows.cli.ledger import Text, period
from review_flows.cli.looking import looking
from review_flows.cli.output import json_text, say, show_table
from review_flows.cli.reader import Reader, reader_of

if TYPE_CHECKING:
    from models.cross_check.finding import CrossCheckList, CrossCheckResult

SHOWN = (
    "check_day",
    "check_number",
    "check_title",
    "check_unit",
    "claim",
    "check_why",
    "check_where",
    "check_other",
)
COUNTS = ("check_list", "count", "meaning")


First = Annotated[Text, typer.Option("--from", metavar="DAY", help="Issued on or after.")]
Last = Annotated[Text, typer.Option("--to", metavar="DAY", help="Issued on or before.")]
OfUnit = Annotated[Text, typer.Option("--unit", help="Only of this unit, by its name.")]
Only = Annotated[Text, typer.Option("--list", help="Only this list, by its code.")]
Played = Annotated[bool, typer.Option("--played", help="Take demonstrations in as well.")]
Xlsx = Annotated[bool, typer.Option("--xlsx", help="Write an .xlsx file.")]
Out = Annotated[Text, typer.Option("--out", metavar="FILE", help="Write here.")]


def cross_check(
    context: typer.Context,
    first: First = None,
    last: Last = None,
    unit: OfUnit = None,
    only: Only = None,
    played: Played = False,
    xlsx: Xlsx = False,
    out: Out = None,
) -> None:
    """Hold catalogues of issued documents against cases, register and filings.

    Example: review-flows issuance cross-check --from 2026-01-01 --to 2026-12-31 --xlsx
    """
    # Imported here: the comparison, and rule sets, take longer to load than the rest.
    from models.catalogue.days import CatalogueDays
    from models.cross_check.checking import cross_check as compare
    from review_flows.outside.cross_check import cross_check_material
    from review_flows.outside.cross_check_file import told
    from review_flows.outside.ledger_queries import NEWEST_ENTRY
    from review_flows.outside.wall_clock import day_of

    reader, days, wanted = reader_of(context), period(first, last), _list_named(only)
    with looking() as (site, connection):
        material = cross_check_material(site, connection, played=played)
        chosen = CatalogueDays(day_of(site.clock.now()), *days)
        changed_at = str(connection.value(NEWEST_ENTRY) or "")
        reports = site.settings.docs_out / "reports"
    result = compare(material, chosen, site.calendar, unit or "")
    result = result.only(wanted) if wanted else result
    lines = list(told(result, material, reader.language))
    if xlsx or out:
        path = Path(out) if out else reports / _name(days, unit, only)
        return _write(reader, result, lines, path, changed_at)
    _tell(reader, result, lines)


def _list_named(code: Text) -> "CrossCheckList | None":
    from models.cross_check.finding import CrossCheckList

    if code is not None and code not in list(CrossCheckList):
        raise UnknownCode("The list", code, CrossCheckList)
    return CrossCheckList(code) if code else None


def _name(days: tuple[object, object], unit: Text, only: Text) -> str:
    """Return the file's name; what is narrowed down never takes the place of the whole."""
    from review_flows.outside.ledgers.files import NOT_IN_A_NAME

    parts = ["cross_check", *(str(one) for one in (*days, unit, only) if one)]
    return f"{'_'.join(NOT_IN_A_NAME.sub('-', part) for part in parts)}.xlsx"


def _write(
    reader: Reader, result: "CrossCheckResult", lines: list[str], path: Path, changed_at: str
) -> None:
    from review_flows.outside.cross_check_file import cross_check_xlsx
    from review_flows.outside.ledgers.table_file import write_file

    write_file(path, cross_check_xlsx(result, lines, reader.language, changed_at))
    say(reader.says("cross_check.written", path=path, count=len(result.findings)))


def _print_json(result: "CrossCheckResult") -> None:
    """Print one object for each finding, then one of the counts."""
    for one in result.findings:
        typer.echo(json_text(asdict(one)))
    figures = {key: value for key, value in asdict(result).items() if key != "findings"}
    typer.echo(json_text(figures))


def _tell(reader: Reader, result: "CrossCheckResult", lines: list[str]) -> None:
    if reader.as_json:
        _print_json(result)
    else:
        _show(reader, result, lines)


def _show(reader: Reader, result: "CrossCheckResult", lines: list[str]) -> None:
    from models.cross_check.finding import CrossCheckList
    from models.words import word
    from review_flows.outside.cross_check_file import COLUMNS, cells, counts

    for line in lines:
        say(line)
    show_table(reader, COUNTS, counts(result, reader.language))
    places = [list(COLUMNS).index(column) for column in SHOWN]
    for kind in CrossCheckList:
        found = [cells(one, reader.language) for one in result.findings if one.kind is kind]
        if found:
            rows = [[row[place] for place in places] for row in found]
            title = f"{word(kind, reader.language)} ({len(rows)})"
            show_table(reader, SHOWN, rows, title, shortened=["check_title"])
