"""A year as month grids in plain text: the same on a terminal and in a pipe, 73 cells wide."""

import unicodedata
from collections.abc import Iterator
from datetime import date
from itertools import groupby

from models.words import word
from models.work_calendar import CalendarYear, DayKind
from review_flows.cli.reader import Reader

CELL = 5  # cells of a day: two digits, a mark, a blank
WEEK = 7 * CELL
BESIDE = 2  # months on one line
GAP = "   "
MARKED = (DayKind.HOLIDAY, DayKind.MAKEUP_WORKDAY, DayKind.WEEKEND)


def year_grid(reader: Reader, year: CalendarYear) -> Iterator[str]:
    """Return the lines of a year: its months two by two, then what the marks mean."""
    months = [list(_month(reader, year, days)) for days in _months(year)]
    for place in range(0, len(months), BESIDE):
        beside = months[place : place + BESIDE]
        for row in range(max(map(len, beside))):
            cells = [_padded(lines[row] if row < len(lines) else "", WEEK) for lines in beside]
            yield GAP.join(cells).rstrip()
        yield ""
    yield "   ".join(f"{_mark(reader, kind)} {word(kind, reader.language)}" for kind in MARKED)


def _months(year: CalendarYear) -> Iterator[list[date]]:
    for _, days in groupby(year.every_day(), key=lambda day: day.month):
        yield list(days)


def _month(reader: Reader, year: CalendarYear, days: list[date]) -> Iterator[str]:
    first = days[0]
    yield f"{first:%Y-%m}"
    yield "".join(_padded(name, CELL) for name in reader.says("calendar.grid_weekdays").split())
    line = " " * (first.weekday() * CELL)
    for day in days:
        line += _padded(f"{day.day:2d}{_mark(reader, year.kind_of(day))}", CELL)
        if day.weekday() == 6 or day == days[-1]:
            yield line
            line = ""


def _mark(reader: Reader, kind: DayKind) -> str:
    return reader.says(f"calendar.mark_{kind}") if kind in MARKED else ""


def _padded(text: str, cells: int) -> str:
    """Return the text filled with blanks to a width in cells, of which a Chinese sign takes two."""
    taken = sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
    return text + " " * (cells - taken)
