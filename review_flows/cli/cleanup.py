"""`cleanup …`: the documents in force are gone through (清理), and the lists written."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from models.errors import BadInput, UnknownCode
from review_flows.cli.cleanup_page import in_a_list, show_cleanup, show_cleanups, write_cleanup
from review_flows.cli.given_day import given_day
from review_flows.cli.ledger import Text, file_format
from review_flows.cli.looking import looking
from review_flows.cli.output import json_text, program, say, show_table
from review_flows.cli.reader import reader_of

if TYPE_CHECKING:
    from models.cleanup import Decision
    from review_flows.outside.site import Site

cleanup_commands = typer.Typer(
    no_args_is_help=True, help="Clean-ups: which documents in force go on, and which do not."
)
T = TypeVar("T")
Number = Annotated[str, typer.Argument(metavar="NUMBER", help="The clean-up's number.")]


@cleanup_commands.command("start")
def start(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it is called.")],
    basis: Annotated[str, typer.Option(metavar="TEXT", help="By which decision it is done.")] = "",
    as_of: Annotated[
        Text, typer.Option("--as-of", metavar="DAY", help="What is in force on this day; today.")
    ] = None,
) -> None:
    """Draw the list of all documents in force: cases here, and what catalogues list besides.

    Example: review-flows cleanup start 2026年度清理 --basis 区政府第60次常务会议 --as yin
    """
    from review_flows.desk.cleanup import start_cleanup

    reader = reader_of(context)
    actor, day = reader.actor(), given_day("--as-of", as_of)
    cleanup = _on_site(lambda site: start_cleanup(site, actor, name, basis, day))
    if reader.as_json:
        typer.echo(json_text({"number": cleanup.number, "items": len(cleanup.items)}))
    say(reader.says("cleanup.started", number=cleanup.number, count=len(cleanup.items)))
    say(reader.says("next", command=f"{program()} cleanup show {cleanup.number} --xlsx"))


@cleanup_commands.command("list")
def list_all(context: typer.Context) -> None:
    """List the clean-ups with what each has come to.

    Example: review-flows cleanup list
    """
    from review_flows.outside.cleanups import cleanups

    with looking() as (_, connection):
        every = cleanups(connection)
    show_cleanups(reader_of(context), every)


@cleanup_commands.command("show")
def show(
    context: typer.Context,
    number: Number,
    outcome: Annotated[
        Text, typer.Option(help="Only this list: continue, amend, … or undecided.")
    ] = None,
    xlsx: Annotated[bool, typer.Option("--xlsx", help="Write the sheet to fill in.")] = False,
    docx: Annotated[bool, typer.Option("--docx", help="Write the lists as a Word file.")] = False,
    out: Annotated[Text, typer.Option("--out", metavar="FILE", help="Write it here.")] = None,
) -> None:
    """Show the documents of a clean-up, or write its sheet (.xlsx) or its lists (.docx).

    Example: review-flows cleanup show C2026-01 --docx
    """
    from review_flows.desk.cleanup import found

    reader = reader_of(context)
    wanted = {"xlsx": xlsx, "docx": docx, "json": reader.as_json}
    form = file_format([name for name, asked in wanted.items() if asked], out)
    with looking() as (site, connection):
        cleanup = found(connection, number)
        if form in ("xlsx", "docx"):
            if outcome:
                raise BadInput("--outcome goes with what is shown: a file has every list.")
            say(write_cleanup(reader, site, connection, cleanup, form, out))
            return
    if form not in (None, "json"):
        raise BadInput(f"--out {out}: a clean-up is written as .xlsx or .docx.")
    show_cleanup(reader, cleanup, in_a_list(cleanup, outcome))


@cleanup_commands.command("decide")
def decide_items(
    context: typer.Context,
    number: Number,
    item: Annotated[Text, typer.Argument(metavar="ITEM", help="The item's number.")] = None,
    outcome: Annotated[
        Text, typer.Argument(metavar="OUTCOME", help="continue, amend, repeal, lapsed, …")
    ] = None,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why.")] = "",
    file: Annotated[Text, typer.Option(metavar="FILE", help="The sheet as filled in.")] = None,
) -> None:
    """Say what is to become of an item, or of every item that a filled-in sheet decides on.

    Example: review-flows cleanup decide C2026-01 3 repeal --reason 调整对象已消失 --as yin
    """
    reader = reader_of(context)
    actor = reader.actor()
    if file is not None and (item or outcome or reason):
        raise BadInput("Give --file, or one item with its outcome and reason; not both.")
    if file is not None:
        _take_file(context, actor, number, Path(file))
        return
    if not item or not outcome:
        raise BadInput("Give the item's number and its outcome, or --file FILE.xlsx.")
    from review_flows.desk.cleanup import decide

    decision = _decision(item, outcome, reason)
    cleanup = _on_site(lambda site: decide(site, actor, number, [decision]))
    say(reader.says("cleanup.decided", count=1, left=len(cleanup.undecided)))


@cleanup_commands.command("close")
def close(context: typer.Context, number: Number) -> None:
    """Carry out what was decided (repeal, lapse, tell the units), and close the clean-up.

    Example: review-flows cleanup close C2026-01 --as yin
    """
    from review_flows.desk.cleanup_closing import close_cleanup

    reader = reader_of(context)
    actor = reader.actor()
    cleanup = _on_site(lambda site: close_cleanup(site, actor, number))
    if reader.as_json:
        typer.echo(json_text({"number": number, "counts": cleanup.counts}))
    say(reader.says("cleanup.closed", number=number))
    say(reader.says("next", command=f"{program()} cleanup show {number} --docx"))


def _on_site(do: "Callable[[Site], T]") -> T:
    from review_flows.outside.site import open_site

    site = open_site()
    try:
        return do(site)
    finally:
        site.database.close()


def _decision(item: str, outcome: str, reason: str) -> "Decision":
    from models.cleanup import CleanupOutcome, Decision
    from models.cleanup_reading import OUTCOMES

    if not (item.isascii() and item.isdigit()):
        raise BadInput(f"{item}: the item is a number of the list, for example 3.")
    if outcome not in OUTCOMES:
        raise UnknownCode("The outcome", outcome, CleanupOutcome)
    return Decision(int(item), OUTCOMES[outcome], reason)


def _take_file(context: typer.Context, actor: str, number: str, path: Path) -> None:
    from models.cleanup_reading import filled_rows
    from review_flows.desk.cleanup import decide_rows
    from review_flows.outside.catalogue_file import read_catalogue_file

    reader = reader_of(context)
    _, sheets = read_catalogue_file(path)
    rows = filled_rows(sheets[0])
    taken, left = _on_site(lambda site: decide_rows(site, actor, number, rows))
    if reader.as_json:
        rest = [{"row": row.row, "item": row.item, "fault": row.fault} for row in left]
        typer.echo(json_text({"taken": taken, "left": rest}))
    elif left:
        shown = [(row.item, row.row, row.fault) for row in left]
        show_table(reader, ("cleanup.item", "row", "row_fault"), shown)
    say(reader.says("cleanup.rows_taken", taken=taken, left=len(left)))
