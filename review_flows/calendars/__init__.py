"""One TOML file per year → `CalendarYear`. To add a year, add its file; nothing else changes."""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TypeVar

from models.errors import BadInput, UnknownCode
from models.period import days_after
from models.work_calendar import ONE_DAY, SATURDAY, CalendarYear

YEAR_KEYS = frozenset({"year", "notice", "notice_on", "source", "verified", "holiday"})
HOLIDAY_KEYS = frozenset({"name", "first", "last", "workdays"})

T = TypeVar("T")


@cache
def shipped_year_numbers() -> tuple[int, ...]:
    """Return the years that have a file, without reading any."""
    names = (entry.name for entry in files(__name__).iterdir())
    return tuple(sorted(int(name[:4]) for name in names if name.endswith(".toml")))


@cache
def shipped_year(year: int) -> CalendarYear:
    """Return one year from its file. A mistake in the file raises `BadInput` and names it."""
    name = f"{year}.toml"
    read = parse_year(tomllib.loads(files(__name__).joinpath(name).read_text("utf-8")), name)
    if read.year != year:
        raise BadInput(f"{name}: the file says it is about {read.year}. Rename it or mend `year`.")
    return read


def shipped_years() -> tuple[CalendarYear, ...]:
    """Return every year that has a file, the earliest first."""
    return tuple(shipped_year(year) for year in shipped_year_numbers())


def parse_year(data: Mapping[str, object], origin: str) -> CalendarYear:
    """Read one year strictly: no key unknown or missing, no day that contradicts another.

    A year whose days nobody compared with the notice (`verified = false`) is provisional.
    """
    _check_keys(data, YEAR_KEYS, frozenset(), origin)
    days_off: set[date] = set()
    workdays: set[date] = set()
    for holiday in _value(data, "holiday", list, origin):
        off, worked = _read_holiday(holiday, origin)
        days_off |= off
        workdays |= worked
    year = CalendarYear(
        year=_value(data, "year", int, origin),
        notice=_value(data, "notice", str, origin),
        notice_on=_value(data, "notice_on", date, origin),
        days_off=frozenset(days_off),
        workdays=frozenset(workdays),
        provisional=not _value(data, "verified", bool, origin),
        source=_value(data, "source", str, origin),
    )
    _check_days(year, origin)
    return year


def _read_holiday(holiday: object, origin: str) -> tuple[set[date], set[date]]:
    if not isinstance(holiday, dict):
        raise BadInput(f"{origin}: `holiday` is not a list of tables. Write [[holiday]].")
    where = f"{origin}, holiday {holiday.get('name', 'without a name')}"
    _check_keys(holiday, HOLIDAY_KEYS, frozenset({"workdays"}), where)
    first, last = _value(holiday, "first", date, where), _value(holiday, "last", date, where)
    if last < first:
        raise BadInput(f"{where}: it ends on {last}, before it begins on {first}.")
    return set(days_after(first - ONE_DAY, last)), set(holiday.get("workdays", ()))


def _check_days(year: CalendarYear, origin: str) -> None:
    for day in sorted(year.days_off | year.workdays):
        if day.year != year.year:
            raise BadInput(f"{origin}: {day} is not a day of {year.year}.")
    for day in sorted(year.workdays):
        if day in year.days_off or day.weekday() < SATURDAY:
            raise BadInput(f"{origin}: {day} cannot be worked in exchange, it is no free weekend.")


def _check_keys(
    table: Mapping[str, object], known: frozenset[str], optional: Iterable[str], where: str
) -> None:
    for key in table:
        if key not in known:
            raise UnknownCode(f"{where}: the key", key, known)
    missing = known - set(table) - set(optional)
    if missing:
        raise BadInput(f"{where}: {', '.join(sorted(missing))} is missing.")


def _value(table: Mapping[str, object], key: str, kind: type[T], where: str) -> T:
    value = table[key]
    if not isinstance(value, kind):
        raise BadInput(f"{where}: `{key}` is {value!r}, which is not a {kind.__name__}.")
    return value
