"""Data to stdout (rich table, tab-separated lines, or JSON), messages to stderr."""

import json
import os
import shutil
import sys
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence

import typer

from review_flows.cli.reader import Reader

Cells = Sequence[object]


def show_lines(
    reader: Reader,
    columns: Sequence[str],
    rows: Iterable[Cells],
    objects: Iterable[Mapping[str, object]],
    shortened: Collection[str] = (),
) -> None:
    """Print a list: JSON Lines of `objects` where asked for, else a table of `rows`.

    `columns` are codes of headings; `shortened` ones keep to one line on a terminal.
    """
    if reader.as_json:
        for one in objects:
            typer.echo(json_text(one))
        return
    show_table(reader, columns, rows, shortened=shortened)


def show_object(reader: Reader, one: Mapping[str, object], rows: Iterable[Cells]) -> None:
    """Print one thing: a JSON object where asked for, else its fields with their headings."""
    if reader.as_json:
        typer.echo(json_text(one))
        return
    show_table(reader, ("field", "value"), rows)


def json_text(one: Mapping[str, object]) -> str:
    """Return an object as one line of JSON, with Chinese as it is."""
    return json.dumps(one, ensure_ascii=False, default=str)


def show_table(
    reader: Reader,
    columns: Sequence[str],
    rows: Iterable[Cells],
    title: str = "",
    shortened: Collection[str] = (),
    red: Collection[int] = (),
) -> None:
    """Print a table on a terminal; elsewhere tab-separated lines with a header, nothing cut.

    A `shortened` column shows on a terminal what fits on one line, so that a long reason does
    not hide the walk; `--json` and a pipe give it whole. `red` are the places of rows that alarm.
    """
    headings = [reader.says(f"heading.{column}") for column in columns]
    lines = [[cell_text(reader, cell) for cell in row] for row in rows]
    if sys.stdout.isatty():
        narrow = {reader.says(f"heading.{column}") for column in shortened}
        _rich_table(title, headings, lines, narrow, red)
        return
    if title:
        typer.echo(f"# {title}")
    for line in (headings, *lines):
        typer.echo("\t".join(line))


def cell_text(reader: Reader, cell: object) -> str:
    """Return a cell on one line, without control characters: a title may hold any text."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return reader.says("yes") if cell else ""
    return "".join(" " if unicodedata.category(sign) == "Cc" else sign for sign in str(cell))


GAP = 2  # blanks between two columns
LEAST_ROOM = 12  # cells of a shortened column, however narrow the terminal is


def _rich_table(
    title: str,
    headings: list[str],
    lines: list[list[str]],
    shortened: Collection[str],
    red: Collection[int],
) -> None:
    # Imported here: half of what a command may take, and scripts never see it.
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    # Without drawn lines: their width differs between Chinese terminals, and cells would shift.
    table = Table(
        title=Text(f"\n{title}") if title else None,
        title_justify="left",
        title_style="bold",
        box=None,
        padding=(0, GAP, 0, 0),
    )
    for heading in headings:
        table.add_column(Text(heading), overflow="fold")
    console = Console()
    shown = _on_one_line(headings, lines, shortened, console.width)
    for place, line in enumerate(shown):
        table.add_row(*map(Text, line), style="bold red" if place in red else None)
    console.print(table)


def _on_one_line(
    headings: list[str], lines: list[list[str]], shortened: Collection[str], width: int
) -> list[list[str]]:
    """Cut the shortened column to what the others leave of the terminal's width."""
    from rich.cells import cell_len, set_cell_size

    places = [place for place, heading in enumerate(headings) if heading in shortened]
    if not places:
        return lines
    taken = sum(
        max(cell_len(line[place]) for line in [headings, *lines]) + GAP
        for place in range(len(headings))
        if place not in places
    )
    room = max(LEAST_ROOM, (width - taken) // len(places) - GAP)
    return [
        [
            set_cell_size(cell, room).rstrip() if place in places else cell
            for place, cell in enumerate(line)
        ]
        for line in lines
    ]


def program() -> str:
    """Return how this command is typed here: by its path where the shell would not find it."""
    called = sys.argv[0]
    known = shutil.which("review-flows") or not called.endswith("/review-flows")
    return "review-flows" if known else os.path.relpath(called)


def say(message: str) -> None:
    """Print a message to stderr, without control characters except line breaks."""
    typer.echo(
        "".join(
            " " if sign != "\n" and unicodedata.category(sign) == "Cc" else sign for sign in message
        ),
        err=True,
    )
