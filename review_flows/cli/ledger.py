"""`ledger`: the compliance ledger (审核台账) on the terminal or as a file, with its summary."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from models.case import CaseState, MatterType
from models.clock import ClockBreach
from models.errors import BadInput, UnknownCode
from review_flows.cli.cases import known
from review_flows.cli.given_day import given_day
from review_flows.cli.looking import known_unit, looking, person_named, today_text
from review_flows.cli.output import json_text, say, show_table
from review_flows.cli.reader import Reader, reader_of
from review_flows.outside import queries
from review_flows.outside.database import Connection
from review_flows.outside.wall_clock import day_of

if TYPE_CHECKING:
    from review_flows.outside.ledger_rows import Selection
    from review_flows.outside.ledgers.report import Report

FORMATS = ("csv", "xlsx", "docx", "json")  # of outside.ledgers.files, which is loaded later
Text = str | None
From = Annotated[Text, typer.Option("--from", metavar="DAY", help="Received on this day or later.")]
To = Annotated[Text, typer.Option("--to", metavar="DAY", help="Received on this day or earlier.")]
OfUnit = Annotated[Text, typer.Option(help="Only cases of this drafting unit, by code or name.")]
OfType = Annotated[Text, typer.Option("--type", help="Only cases of this type of matter.")]
InState = Annotated[Text, typer.Option(help="Only cases in this state.")]
OfReviewer = Annotated[Text, typer.Option(help="Only cases of this reviewer, by code or name.")]
OfBreach = Annotated[Text, typer.Option(help="Only cases with this breach of a term, or “any”.")]
Played = Annotated[bool, typer.Option("--played", help="Take demonstrations in as well.")]
Csv = Annotated[bool, typer.Option("--csv", help="Write a .csv file.")]
Xlsx = Annotated[bool, typer.Option("--xlsx", help="Write an .xlsx file.")]
Docx = Annotated[bool, typer.Option("--docx", help="Write a .docx file with the main columns.")]
Out = Annotated[Text, typer.Option("--out", metavar="FILE", help="Write here, by its ending.")]
Summary = Annotated[bool, typer.Option("--summary", help="Only the summary.")]


def show_ledger(
    context: typer.Context,
    first: From = None,
    last: To = None,
    unit: OfUnit = None,
    matter_type: OfType = None,
    state: InState = None,
    reviewer: OfReviewer = None,
    breach: OfBreach = None,
    played: Played = False,
    csv: Csv = False,
    xlsx: Xlsx = False,
    docx: Docx = False,
    out: Out = None,
    summary: Summary = False,
) -> None:
    """Show the compliance ledger: a line per case in the order of receipt, and the summary.

    Example: review-flows ledger --from 2026-01-01 --to 2026-12-31 --xlsx
    """
    # Imported here: rule sets take longer to load than the rest of the command.
    from review_flows.outside.ledger_rows import ANY_BREACH, Selection

    reader = reader_of(context)
    asked = dict(zip(FORMATS, (csv, xlsx, docx, reader.as_json), strict=True))
    form = file_format([name for name, wanted in asked.items() if wanted], out)
    known("The state", state, CaseState)
    known("The type of matter", matter_type, MatterType)
    if breach not in (None, ANY_BREACH, *ClockBreach):
        raise UnknownCode("The breach", breach or "", [ANY_BREACH, *ClockBreach])
    days = period(first, last)
    wanted = Selection(*days, unit, matter_type, state, reviewer, breach, played)
    hand_over(reader, wanted, summary, form, out)


def file_format(asked: list[str], out: Text) -> Text:
    """Return the format to write or print in; None for the terminal's tables. Raises BadInput."""
    ending = Path(out).suffix.removeprefix(".") if out else ""
    if len(asked) > 1:
        raise BadInput(f"Choose one format: --{', --'.join(asked)} were given together.")
    if asked and ending in FORMATS and ending != asked[0]:
        raise BadInput(f"--out names a .{ending} file, but --{asked[0]} was asked for.")
    if out and not asked and ending not in FORMATS:
        endings = ", ".join(f".{form}" for form in FORMATS)
        raise BadInput(f"--out {out}: say which format, by --xlsx or an ending ({endings}).")
    return asked[0] if asked else ending or None


def period(first: Text, last: Text) -> tuple[date | None, date | None]:
    """Return the days of --from and --to. Raises BadInput."""
    first_on, last_on = given_day("--from", first), given_day("--to", last)
    if first_on and last_on and first_on > last_on:
        raise BadInput(f"--from {first_on} is after --to {last_on}: no day lies between.")
    return first_on, last_on


def hand_over(
    reader: Reader, wanted: "Selection", only_summary: bool, form: Text, out: Text
) -> None:
    """Read the ledger, then print it, or write the file and say where it is."""
    report, reports = read_report(reader, wanted, only_summary)
    if form is None:
        show_report(reader, report)
    elif form == "json" and out is None:
        print_json(report)
    else:
        from review_flows.outside.ledgers.files import ledger_name, write_report

        name = ledger_name(report.ledger, form, only_summary=only_summary)
        path = Path(out) if out else reports / name
        write_report(report, path, form)
        say(reader.says("ledger.written", path=path, count=len(report.ledger.rows)))
    if not report.ledger.rows:
        say(reader.says("ledger.empty"))


def read_report(reader: Reader, wanted: "Selection", only_summary: bool) -> tuple["Report", Path]:
    """Return what the reader may see of the ledger, and the folder of the site's reports."""
    from models.ledger_summary import summarize
    from models.person import UnitKind
    from review_flows.outside.ledger_rows import read_ledger
    from review_flows.outside.ledgers.report import Report
    from review_flows.outside.records import offices

    with looking() as (site, connection):
        person = person_named(connection, reader, today_text(site))
        wanted = named_by_code(connection, wanted)
        ledger = read_ledger(site, connection, wanted, day_of(site.clock.now()), person)
        reports = site.settings.docs_out / "reports"
        office = offices(connection).get(UnitKind.REVIEW_OFFICE, "")
    language = reader.language
    report = Report(ledger, summarize(ledger.rows), language, only_summary, office=office)
    return report, reports


def named_by_code(connection: Connection, wanted: "Selection") -> "Selection":
    """Return the selection with the codes of unit and reviewer, each given by code or name."""
    unit = known_unit(connection, wanted.unit) if wanted.unit else None
    reviewer = known_reviewer(connection, wanted.reviewer) if wanted.reviewer else None
    return replace(wanted, unit=unit, reviewer=reviewer)


def known_reviewer(connection: Connection, given: str) -> str:
    """Return the code of a person, also of one who is no longer active. Raises BadInput."""
    people = {line.code: line.name for line in queries.person_lines(connection) if line.code}
    if given in people:
        return given
    named = [code for code, name in people.items() if name == given]
    if len(named) > 1:
        raise BadInput(f"--reviewer {given}: several people bear this name: {', '.join(named)}.")
    if not named:
        raise UnknownCode("The person", given, [*people, *people.values()])
    return named[0]


def show_report(reader: Reader, report: "Report") -> None:
    """Print the main columns and the tables of the summary."""
    from review_flows.outside.ledgers.columns import MAIN, shown_rows
    from review_flows.outside.ledgers.report import summary_tables

    for line in (*report.lines(), report.says("month_told")):
        say(line)
    if not report.only_summary:
        rows = shown_rows(report.ledger.rows, MAIN, reader.language)
        columns = [f"ledger.{column.code}" for column in MAIN]
        red = {place for place, row in enumerate(report.ledger.rows) if row.alarming}
        show_table(reader, columns, rows, report.title, shortened=["ledger.title"], red=red)
    for table in summary_tables(report):
        columns = [f"ledger.{code}" for code in table.columns]
        show_table(reader, columns, table.rows, table.title)


def print_json(report: "Report") -> None:
    """Print the rows, one object a line; or the summary, one object."""
    from review_flows.outside.ledgers.as_json import exact_rows, summary_object

    objects = exact_rows(report.ledger.rows)
    for one in [summary_object(report.summary)] if report.only_summary else objects:
        typer.echo(json_text(one))
