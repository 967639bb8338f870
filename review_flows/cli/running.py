"""`start`, `receive` and `demo`: the commands that run flows. Only they load Prefect."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from models.words import word
from review_flows.cli.looking import looking
from review_flows.cli.next_step import next_command
from review_flows.cli.output import json_text, program, say, show_table
from review_flows.cli.reader import Reader, reader_of
from review_flows.outside.site import Site, open_site

if TYPE_CHECKING:
    from review_flows.receive_documents import ReceiptReport

ARRIVAL_COLUMNS = ("submission", "file", "result", "case", "why")


def start(context: typer.Context) -> None:
    """Bring up Prefect, the runner and the schedules; Ctrl-C stops all of it.

    Example: review-flows start
    """
    from review_flows.runner.start import start as start_service

    reader_of(context)
    site = open_site()
    site.rules.rule_set(site.settings.rule_set)  # says at once what is wrong with it
    start_service(site, say)


def receive(
    context: typer.Context,
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME...", help="Files or folders in docs_in; all if left out."),
    ] = None,
) -> None:
    """Take what lies in docs_in now, screen it, and write its letters.

    Example: review-flows receive
    """
    from review_flows.runner.receiving import receive as receive_now

    reader = reader_of(context)
    site = open_site()
    site.rules.rule_set(site.settings.rule_set)
    report = receive_now(site, tuple(names or ()))
    show_report(reader, report)
    _say_next(reader, site, report.cases)


def show_report(reader: Reader, report: "ReceiptReport") -> None:
    """Print what became of each file that lay in the inbox."""
    if reader.as_json:
        arrivals = [asdict(arrival) for arrival in report.arrivals]
        told = {"cases": report.cases, "arrivals": arrivals, "waiting": report.waiting}
        typer.echo(json_text(told))
    else:
        show_table(reader, ARRIVAL_COLUMNS, _arrival_rows(reader, report))
    for name in report.waiting:
        say(reader.says("still_copied", name=name))
    if not report.arrivals and not report.waiting:
        say(reader.says("inbox_empty"))


def _arrival_rows(reader: Reader, report: "ReceiptReport") -> list[tuple[object, ...]]:
    return [
        (
            arrival.submission,
            arrival.name,
            word(arrival.result, reader.language),
            arrival.case_number,
            _why(reader, arrival.reason),
        )
        for arrival in report.arrivals
    ]


def _why(reader: Reader, reason: str) -> str:
    from models.refusal import RefusalReason

    known = reason in list(RefusalReason)
    return word(RefusalReason(reason), reader.language) if known else ""


def _say_next(reader: Reader, site: Site, cases: list[str]) -> None:
    with site.database.reading() as connection:
        for number in cases:
            command = next_command(connection, number, with_fields=True)
            say(reader.says("next", command=command))


def retry(
    context: typer.Context,
    number: Annotated[str, typer.Argument(metavar="CASE", help="The number of the case.")],
) -> None:
    """Queue the legs of a case again that failed for good, once their cause is removed.

    Example: review-flows retry 2026-0001
    """
    from review_flows.cli.looking import seen_case, today_text
    from review_flows.outside.legs import queue_again

    reader = reader_of(context)
    with looking() as (site, connection):
        seen_case(connection, reader, number, today_text(site))
    queued = queue_again(site.database, number)
    if reader.as_json:
        typer.echo(json_text({"number": number, "queued": queued}))
    say(reader.says("legs_queued", number=number, queued=queued))


def demo(context: typer.Context) -> None:
    """Play a whole case with the real flows, people from a story, and days that pass in seconds.

    Example: REVIEW_FLOWS_HOME=/tmp/demo review-flows demo
    """
    from review_flows.demo.play import play
    from review_flows.outside.settings import read_settings

    reader = reader_of(context)
    settings = read_settings()
    number = play(settings, say)
    show_outcome(reader, number)


def show_outcome(reader: Reader, number: str) -> None:
    """Print what a play left: the log, the clock, the check of the log, and the files."""
    from review_flows.cli.deadlines import read
    from review_flows.cli.deadlines import rows as clock_rows
    from review_flows.cli.log import COLUMNS, SHORTENED, log_rows
    from review_flows.outside.case_view import entry_lines
    from review_flows.outside.log_walk import LogFault, walk_log

    with looking() as (site, connection):
        lines = entry_lines(connection, number, reader.says("text_removed"))
    reading = read(reader, number)
    faults: list[LogFault] = []
    walk = walk_log(site.database, faults.append)
    folder = site.settings.docs_out / number
    files = sorted(str(path) for path in folder.rglob("*") if path.is_file())
    whole = {"whole": not faults, "entries": walk.entries, "chains": walk.chains}
    if reader.as_json:
        typer.echo(json_text({"number": number, **whole, "files": files}))
    else:
        timeline = log_rows(reader, lines)
        show_table(reader, COLUMNS, timeline, reader.says("section.log"), SHORTENED)
        fields = clock_rows(reader, reading)
        show_table(reader, ("field", "value"), fields, reader.says("section.clock"))
        show_table(reader, ("path",), ((file,) for file in files), reader.says("section.files"))
    say(reader.says("log_broken" if faults else "log_whole", faults=len(faults), **whole))
    for command in (f"show {number}", f"clock {number} --explain", f"log show {number}", "list"):
        say(reader.says("next", command=f"{program()} {command}"))
