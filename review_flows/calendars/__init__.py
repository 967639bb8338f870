"""One TOML file per year → `CalendarYear`. To add a year, add its file; nothing else changes."""

from dataclasses import replace
from functools import cache
from importlib.resources import files

from models.work_calendar import CalendarOrigin, CalendarYear
from review_flows.calendars.reading import parse_year, read_year
from review_flows.calendars.writing import year_toml

__all__ = [
    "parse_year",
    "read_year",
    "shipped_year",
    "shipped_year_numbers",
    "shipped_years",
    "year_toml",
]


@cache
def shipped_year_numbers() -> tuple[int, ...]:
    """Return the years that have a file, without reading any."""
    names = (entry.name for entry in files(__name__).iterdir())
    return tuple(sorted(int(name[:4]) for name in names if name.endswith(".toml")))


@cache
def shipped_year(year: int) -> CalendarYear:
    """Return one year from its file. A mistake in the file raises `BadInput` and names it."""
    name = f"{year}.toml"
    read = read_year(files(__name__).joinpath(name).read_text("utf-8"), name)
    return replace(read, origin=CalendarOrigin.SHIPPED)


def shipped_years() -> tuple[CalendarYear, ...]:
    """Return every year that has a file, the earliest first."""
    return tuple(shipped_year(year) for year in shipped_year_numbers())
