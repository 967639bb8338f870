"""Reads a year's TOML strictly: text in, `CalendarYear` out, or an error with file and key."""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeVar

from models.errors import BadInput, UnknownCode
from models.work_calendar import SATURDAY, Amendment, CalendarYear, DayKind, Holiday, year_of

YEAR_KEYS = frozenset({"year", "notice", "notice_on", "source", "verified"})
TABLES = frozenset({"holiday", "amendment"})
HOLIDAY_KEYS = frozenset({"name", "first", "last", "workdays"})
AMENDMENT_KEYS = frozenset({"notice", "notice_on", "source", "off", "workdays"})

T = TypeVar("T")
Table = Mapping[str, object]


def read_year(text: str, name: str) -> CalendarYear:
    """Return the year of a file called <year>.toml. Raises BadInput, which names the file."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"{name}: this is not TOML: {error}.") from None
    year = parse_year(data, name)
    if name.rpartition("/")[2] != f"{year.year}.toml":
        raise BadInput(f"{name}: the file says it is about {year.year}. Rename it or mend `year`.")
    return year


def parse_year(data: Table, origin: str) -> CalendarYear:
    """Read one year strictly: no key unknown or missing, no day that contradicts another.

    A year whose days nobody compared with the notice (`verified = false`) is provisional.
    `notice_on` may be missing only where no notice is known.
    """
    without_notice = data.get("notice") == ""
    optional = {"amendment", *(("notice_on",) if without_notice else ())}
    _check_keys(data, YEAR_KEYS | TABLES, optional, origin)
    holidays = [_read_holiday(one, origin) for one in _value(data, "holiday", list, origin)]
    year = year_of(
        _value(data, "year", int, origin),
        holidays,
        notice=_value(data, "notice", str, origin),
        notice_on=_value(data, "notice_on", date, origin) if "notice_on" in data else None,
        provisional=not _value(data, "verified", bool, origin),
        source=_value(data, "source", str, origin),
    )
    _check_days(year, origin)
    if "amendment" in data:
        for one in _value(data, "amendment", list, origin):
            year = _amended(year, one, origin)
    return year


def _read_holiday(holiday: object, origin: str) -> Holiday:
    if not isinstance(holiday, dict):
        raise BadInput(f"{origin}: `holiday` is not a list of tables. Write [[holiday]].")
    where = f"{origin}, holiday {holiday.get('name', 'without a name')}"
    _check_keys(holiday, HOLIDAY_KEYS, frozenset({"workdays"}), where)
    first, last = _value(holiday, "first", date, where), _value(holiday, "last", date, where)
    if last < first:
        raise BadInput(f"{where}: it ends on {last}, before it begins on {first}.")
    name = _value(holiday, "name", str, where)
    return Holiday(name, first, last, _days(holiday, "workdays", where))


def _check_days(year: CalendarYear, origin: str) -> None:
    _check_year(year.days_off | year.workdays, year.year, origin)
    for day in sorted(year.workdays):
        if day in year.days_off or day.weekday() < SATURDAY:
            raise BadInput(f"{origin}: {day} cannot be worked in exchange, it is no free weekend.")
    for what in ("days_off", "workdays"):
        named = [
            day
            for one in year.holidays
            for day in (one.days_off() if what == "days_off" else one.workdays)
        ]
        if twice := {day for day in named if named.count(day) > 1}:
            raise BadInput(f"{origin}: {min(twice)} stands in two holidays. Keep it in one.")


def _check_year(days: Iterable[date], year: int, where: str) -> None:
    for day in sorted(days):
        if day.year != year:
            raise BadInput(f"{where}: {day} is not a day of {year}.")


def _amended(year: CalendarYear, amendment: object, origin: str) -> CalendarYear:
    if not isinstance(amendment, dict):
        raise BadInput(f"{origin}: `amendment` is not a list of tables. Write [[amendment]].")
    where = f"{origin}, amendment {amendment.get('notice', 'without a notice')}"
    _check_keys(amendment, AMENDMENT_KEYS, frozenset({"off", "workdays"}), where)
    later = Amendment(
        notice=_value(amendment, "notice", str, where),
        notice_on=_value(amendment, "notice_on", date, where),
        source=_value(amendment, "source", str, where),
        days_off=frozenset(_days(amendment, "off", where)),
        workdays=frozenset(_days(amendment, "workdays", where)),
    )
    _check_amendment(year, later, where)
    return year.amended(later)


def _check_amendment(year: CalendarYear, later: Amendment, where: str) -> None:
    if not later.notice:
        raise BadInput(f"{where}: `notice` is empty. Write the number of the notice.")
    if not later.days_off | later.workdays:
        raise BadInput(f"{where}: it changes no day. Write `off` or `workdays`.")
    _check_year(later.days_off | later.workdays, year.year, where)
    if both := later.days_off & later.workdays:
        raise BadInput(f"{where}: {min(both)} stands in `off` and in `workdays`. Keep one.")
    before = year.amendments[-1].notice_on if year.amendments else year.notice_on
    if before and later.notice_on < before:
        raise BadInput(
            f"{where}: `notice_on` {later.notice_on} is before {before}, the notice that it amends."
        )
    for day in sorted(later.workdays):
        if year.kind_of(day) is DayKind.WEEKDAY:
            raise BadInput(f"{where}: `workdays` names {day}, which is worked anyway.")


def _check_keys(table: Table, known: frozenset[str], optional: Iterable[str], where: str) -> None:
    for key in table:
        if key not in known:
            raise UnknownCode(f"{where}: the key", key, known)
    missing = known - set(table) - set(optional)
    if missing:
        raise BadInput(f"{where}: {', '.join(sorted(missing))} is missing.")


def _value(table: Table, key: str, kind: type[T], where: str) -> T:
    value = table[key]
    # The very type: a bool is an int to Python, and a date with an hour a date.
    if type(value) is not kind:
        raise BadInput(f"{where}: `{key}` is {value!r}, which is not a {kind.__name__}.")
    return value


def _days(table: Table, key: str, where: str) -> tuple[date, ...]:
    if key not in table:
        return ()
    days = _value(table, key, list, where)
    for day in days:
        if type(day) is not date:
            raise BadInput(f"{where}: `{key}` holds {day!r}, which is not a date.")
    if len(set(days)) < len(days):
        raise BadInput(f"{where}: `{key}` names a day twice.")
    return tuple(days)
