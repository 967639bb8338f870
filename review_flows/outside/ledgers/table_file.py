"""A plain table as .csv or .xlsx: headings, rows, and lines of what they add up to."""

import csv
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

from models.errors import BadInput
from review_flows.outside.ledgers.as_csv import guarded
from review_flows.outside.ledgers.columns import Cell
from review_flows.outside.ledgers.xlsx_file import Line, Look, Sheet, xlsx_bytes
from review_flows.outside.store import write_whole


@dataclass(frozen=True, slots=True)
class TableFile:
    """A table to be written. `widths` are characters of a sheet, a Chinese one counting two.

    `told` stands on a sheet of its own, called `told_name`; `alarming` are the places of rows that
    somebody has to look at; `changed_at` is UTC as the log writes it. `choices` are the words that
    the cells of a column, counted from 0, let people choose from.
    """

    title: str
    headings: Sequence[str]
    widths: Sequence[int]
    rows: Sequence[Sequence[Cell]]
    told: Sequence[str] = ()
    told_name: str = ""
    alarming: Collection[int] = ()
    changed_at: str = ""
    choices: Mapping[int, Sequence[str]] = field(default_factory=dict)


def table_csv(table: TableFile) -> bytes:
    """Return the rows as CSV that spreadsheets open, no cell of which is a formula."""
    text = StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for line in (table.headings, *table.rows):
        writer.writerow([guarded(cell) for cell in line])
    return text.getvalue().encode("utf-8-sig", "backslashreplace")


def table_xlsx(table: TableFile) -> bytes:
    """Return the file. Raises BadInput for more rows than a sheet takes."""
    looks = (
        Look.ALARM if place in table.alarming else Look.PLAIN for place in range(len(table.rows))
    )
    lines = [
        Line(table.headings, Look.HEAD),
        *(Line(row, look) for row, look in zip(table.rows, looks, strict=True)),
    ]
    sheets = [Sheet(table.title, table.widths, lines, head=True, choices=table.choices)]
    if table.told:
        told = [Line((table.title,), Look.TITLE), *(Line((line,)) for line in table.told)]
        sheets.append(Sheet(table.told_name, (80,), told))
    return xlsx_bytes(sheets, table.title, table.changed_at)


def write_file(path: Path, content: bytes) -> None:
    """Write a file that somebody asked for, whole or not at all.

    Raises BadInput where nothing can be written there, TryAgain when the disk is full.
    """
    try:
        write_whole(path, content)
    except OSError as error:
        raise BadInput(
            f"{path} cannot be written ({error.strerror}). Name another file with --out."
        ) from error
