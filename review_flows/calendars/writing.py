"""Writes a year as the TOML that `read_year` reads: `CalendarYear` in, the text of its file out."""

import json
from collections.abc import Iterable, Iterator
from datetime import date

from models.calendar_year import runs
from models.work_calendar import Amendment, CalendarYear, Holiday, year_of

UNNAMED = "放假"  # a run of days off whose holiday nobody named


def year_toml(year: CalendarYear) -> str:
    """Return the text of <year>.toml. Reading it gives the same days, notices and amendments.

    `verified` is written as the year has it: false for a provisional one.
    """
    head = [f"year = {year.year}", f"notice = {_text(year.notice)}"]
    if year.notice_on:
        head.append(f"notice_on = {year.notice_on}")
    head += [f"source = {_text(year.source)}", f"verified = {str(not year.provisional).lower()}"]
    tables = [_holiday(one) for one in _holidays(year)]
    tables += [_amendment(one) for one in year.amendments]
    if not _holidays(year):
        head.append("holiday = []")
    return "\n\n".join(["\n".join(head), *("\n".join(table) for table in tables)]) + "\n"


def _holidays(year: CalendarYear) -> tuple[Holiday, ...]:
    """Return the year's own holidays where they give its days, else the runs of its days off."""
    named = year_of(year.year, year.holidays, source="", provisional=True)
    for later in year.amendments:
        named = named.amended(later)
    if year.holidays and (named.days_off, named.workdays) == (year.days_off, year.workdays):
        return year.holidays
    # A day that an amendment orders worked was off before it, or is free: both hold without it.
    ordered = {day for later in year.amendments for day in later.workdays}
    off = year.days_off | (ordered - year.workdays)
    found = [Holiday(UNNAMED, first, last) for first, last in runs(off)]
    return _with_workdays(found, sorted(year.workdays - ordered))


def _with_workdays(found: list[Holiday], workdays: list[date]) -> tuple[Holiday, ...]:
    if not workdays:
        return tuple(found)
    if not found:
        raise ValueError("a year with days worked in exchange has a day off")
    first, *others = found
    return Holiday(first.name, first.first, first.last, tuple(workdays)), *others


def _holiday(one: Holiday) -> Iterator[str]:
    yield "[[holiday]]"
    yield f"name = {_text(one.name)}"
    yield f"first = {one.first}"
    yield f"last = {one.last}"
    if one.workdays:
        yield f"workdays = {_days(one.workdays)}"


def _amendment(one: Amendment) -> Iterator[str]:
    yield "[[amendment]]"
    yield f"notice = {_text(one.notice)}"
    yield f"notice_on = {one.notice_on}"
    yield f"source = {_text(one.source)}"
    if one.days_off:
        yield f"off = {_days(one.days_off)}"
    if one.workdays:
        yield f"workdays = {_days(one.workdays)}"


def _days(days: Iterable[date]) -> str:
    return f"[{', '.join(day.isoformat() for day in sorted(days))}]"


def _text(value: str) -> str:
    # A JSON string is a TOML basic string, but for the one sign that only TOML wants escaped.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
