"""Where a year of the work calendar comes from: the site's folder, our tables, a library, the law.

A year is read when one of its days is first asked for. The two libraries are imported only for a
year without a table: each takes 10 to 25 ms, a table a third of one.
"""

import os
import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

from models.calendar_year import Holiday, runs, year_of
from models.errors import BadInput, CalendarTooShort
from models.work_calendar import (
    CalendarOrigin,
    CalendarYear,
    WorkCalendar,
    provisional_year,
)
from review_flows.calendars import read_year, shipped_year, shipped_year_numbers
from review_flows.outside.lunar_days import lunar_days

FolderState = tuple[tuple[str, int, int], ...]
_YEAR_FILE = re.compile(r"\d{4}\.toml")


def calendar_folder(home: Path) -> Path:
    """Return the folder of a site's own years: <home>/calendars/<year>.toml."""
    return home / "calendars"


@cache
def work_calendar(first_year: int, last_year: int) -> WorkCalendar:
    """Return a calendar of these years, both included, without any folder of a site.

    Years before those that chinesecalendar knows raise `CalendarTooShort` when asked for: the
    provisional days are the law of 2024 and would be wrong for them.
    """
    return WorkCalendar(range(first_year, last_year + 1), known_year)


def site_calendar(folder: Path, first_year: int, last_year: int) -> WorkCalendar:
    """Return a calendar whose years come from the folder first; the folder need not exist.

    Raises BadInput for a file whose name is no year. A broken file raises it, with its name, when
    a day of its year is asked for: it is never passed over for a less trusted source.
    """
    own = {int(name[:4]): folder / name for name, _, _ in folder_state(folder)}

    def load(year: int) -> CalendarYear:
        return _own_year(own[year]) if year in own else known_year(year)

    return WorkCalendar(range(first_year, last_year + 1), load)


def folder_state(folder: Path) -> FolderState:
    """Return name, mtime in ns and size in bytes of each year's file; equal while none changed.

    Raises BadInput for a .toml whose name is no year.
    """
    try:
        with os.scandir(folder) as entries:
            found = [entry for entry in entries if _is_table(entry.name)]
            return tuple(sorted(_state(entry, folder) for entry in found))
    except (FileNotFoundError, NotADirectoryError):
        return ()


def _is_table(name: str) -> bool:
    return name.endswith(".toml") and not name.startswith(".")


def _state(entry: os.DirEntry[str], folder: Path) -> tuple[str, int, int]:
    if not _YEAR_FILE.fullmatch(entry.name):
        raise BadInput(
            f"{folder / entry.name}: call it by its year, as in 2027.toml, or remove it."
        )
    status = entry.stat()
    return entry.name, status.st_mtime_ns, status.st_size


def _own_year(path: Path) -> CalendarYear:
    try:
        return read_year(path.read_text("utf-8-sig"), str(path))
    except UnicodeDecodeError:
        raise BadInput(f"{path}: this is not UTF-8 text. Save it as UTF-8.") from None
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.") from None


@cache
def known_year(year: int) -> CalendarYear:
    """Return a year as it is known without a site's folder. Raises CalendarTooShort before 2004."""
    if year in shipped_year_numbers():
        return shipped_year(year)
    return library_year(year) or provisional_year(year, lunar_days(year))


@cache
def library_year(year: int) -> CalendarYear | None:
    """Return a year as the package chinesecalendar has it, or None where it knows no notice.

    Raises CalendarTooShort for a year before the first that it knows.
    """
    import chinese_calendar

    known = {day.year for day in chinese_calendar.holidays}
    if year < min(known):
        raise CalendarTooShort(
            f"No calendar is known for {year}; the earliest is {min(known)}. "
            f"Enter its days in calendars/{year}.toml of the site."
        )
    if year not in known:
        return None
    names = {one.value: one.chinese for one in chinese_calendar.Holiday}
    return year_of(
        year,
        _named_runs(
            {day: names[name] for day, name in chinese_calendar.holidays.items()},
            {day: names[name] for day, name in chinese_calendar.workdays.items()},
            lambda day: day.year == year,
        ),
        source=f"chinesecalendar {chinese_calendar.__version__}",
        provisional=False,
        origin=CalendarOrigin.LIBRARY,
    )


def _named_runs(
    off: dict[date, str], worked: dict[date, str], wanted: Callable[[date], bool]
) -> Iterator[Holiday]:
    """Return the runs of days off, each with its name; the first of a name has its workdays."""
    for name in dict.fromkeys(off[day] for day in sorted(off) if wanted(day)):
        workdays = tuple(sorted(day for day in worked if wanted(day) and worked[day] == name))
        for first, last in runs(day for day in off if wanted(day) and off[day] == name):
            yield Holiday(name, first, last, workdays)
            workdays = ()
