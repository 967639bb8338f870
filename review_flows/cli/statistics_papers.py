"""`statistics table`, `catalogue` and `report`: what is handed up once a year."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from models.errors import BadInput
from review_flows.cli.ledger import Text, file_format
from review_flows.cli.output import json_text, say, show_table
from review_flows.cli.reader import Reader, reader_of
from review_flows.cli.statistics_figures import say_days
from review_flows.cli.statistics_time import (
    Counted,
    Csv,
    Docx,
    Month,
    Out,
    Played,
    Time,
    Until,
    Xlsx,
    Year,
    counted,
)

if TYPE_CHECKING:
    from review_flows.outside.statistics.papers import StatisticsPaper

FORMATS = ("csv", "xlsx", "docx", "json")


def show_form(
    context: typer.Context,
    year: Year = None,
    month: Month = None,
    until: Until = None,
    played: Played = False,
    csv: Csv = False,
    xlsx: Xlsx = False,
    docx: Docx = False,
    out: Out = None,
) -> None:
    """Show the form of 14 columns (规范性文件监督管理工作情况统计表), or write it to a file.

    Example: review-flows statistics table --year 2026 --xlsx
    """
    from models.statistics.table import COLUMNS, table
    from review_flows.outside.statistics.papers import form_paper

    reader = reader_of(context)
    form = _format(reader, (csv, xlsx, docx), out)
    found = counted(reader, Time(year, month, until, played))
    lines = table(found.read.facts, found.span)
    paper = form_paper(lines, found.head(found.read.office), found.read.changed_at)
    columns = ("maker", *map(str, COLUMNS), "remarks")
    _hand_over(reader, found, paper, form, out, ("statistics_table", columns))


def show_catalogue(
    context: typer.Context,
    year: Year = None,
    month: Month = None,
    until: Until = None,
    played: Played = False,
    csv: Csv = False,
    xlsx: Xlsx = False,
    docx: Docx = False,
    out: Out = None,
) -> None:
    """Show the catalogue of a year's documents (备案目录), due by 31 January, or write it.

    Example: review-flows statistics catalogue --year 2026 --docx
    """
    from models.statistics.yearbook import catalogue_of
    from review_flows.outside.statistics.papers import catalogue_paper
    from review_flows.outside.statistics.tables import CATALOGUE_COLUMNS

    reader = reader_of(context)
    form = _format(reader, (csv, xlsx, docx), out)
    found = counted(reader, Time(year, month, until, played))
    matters = catalogue_of(found.read.facts, found.span)
    sender = found.read.organ or found.read.office
    paper = catalogue_paper(matters, found.head(sender), found.read.changed_at)
    _hand_over(reader, found, paper, form, out, ("filing_yearbook", CATALOGUE_COLUMNS))


def write_report(
    context: typer.Context,
    year: Year = None,
    month: Month = None,
    until: Until = None,
    played: Played = False,
    docx: Docx = False,
    out: Out = None,
) -> None:
    """Write the paragraphs of the yearly report on 法治政府建设, with charts and every figure.

    Example: review-flows statistics report --year 2026 --docx
    """
    from models.statistics.book import every_figure, every_rate
    from review_flows.letters.yearly_paragraph import YearFigures, notes, paragraphs

    reader = reader_of(context)
    if out and not out.endswith(".docx"):
        raise BadInput(f"--out {out}: the report is a Word file; name one that ends with .docx.")
    found = counted(reader, Time(year, month, until, played))
    figures = every_figure(found.read.facts, found.span)
    rates = {one.code: one for one in every_rate(figures)}
    of = YearFigures(found.span, figures, rates)
    if not docx and not out:
        for line in (*paragraphs(of), *notes(of)):
            typer.echo(json_text({"text": line}) if reader.as_json else line)
        return
    # Imported here: python-docx takes as long as a whole command.
    from review_flows.outside.statistics.report_docx import YearReport, report_docx

    content = report_docx(YearReport(of, found.head(found.read.office), found.time.asked))
    _write(reader, _path(found, "yearly_report", "docx", out), content)


def _format(reader: Reader, asked: tuple[bool, bool, bool], out: Text) -> Text:
    """Return the format to write or print in; None for the terminal. Raises BadInput."""
    given = zip(FORMATS, (*asked, reader.as_json), strict=True)
    return file_format([name for name, wanted in given if wanted], out)


def _hand_over(
    reader: Reader,
    found: Counted,
    paper: "StatisticsPaper",
    form: Text,
    out: Text,
    called: tuple[str, tuple[str, ...]],
) -> None:
    """Print a paper, or write it; `called` is its name and the codes of its columns."""
    name, columns = called
    if form is None:
        say_days(reader, found)
        headings = [f"statistics.{column}" for column in columns]
        show_table(reader, headings, paper.table.rows, shortened=["statistics.title"])
    elif form == "json" and out is None:
        for one in paper.objects:
            typer.echo(json_text(one))
    else:
        from review_flows.outside.statistics.papers import paper_bytes

        _write(reader, _path(found, name, form, out), paper_bytes(paper, form))


def _path(found: Counted, name: str, form: str, out: Text) -> Path:
    return Path(out) if out else found.reports / f"{name}_{found.time.name}.{form}"


def _write(reader: Reader, path: Path, content: bytes) -> None:
    from review_flows.outside.ledgers.table_file import write_file

    write_file(path, content)
    say(reader.says("statistics.written", path=path))
