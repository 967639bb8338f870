"""A range of years → the work calendar: our own tables, else a library, else provisional."""

from datetime import date
from functools import cache

from models.errors import CalendarTooShort
from models.work_calendar import CalendarYear, WorkCalendar, provisional_year
from review_flows.calendars import shipped_year, shipped_year_numbers


@cache
def work_calendar(first_year: int, last_year: int) -> WorkCalendar:
    """Return a calendar of these years, both included; a year is read when it is first needed.

    A year is taken from review_flows/calendars, else from the package chinesecalendar, else it
    is provisional. Years before those the package knows raise `CalendarTooShort` when asked
    for: the provisional days are the law of 2024 and would be wrong for them.
    """
    return WorkCalendar(range(first_year, last_year + 1), _load)


def _load(year: int) -> CalendarYear:
    if year in shipped_year_numbers():
        return shipped_year(year)
    return _library_year(year)


def _library_year(year: int) -> CalendarYear:
    # Imported here because our own tables answer nearly every question, and this takes 20 ms.
    import chinese_calendar

    known = {day.year for day in chinese_calendar.holidays}
    if year < min(known):
        raise CalendarTooShort(
            f"No calendar is known for {year}; the earliest is {min(known)}. "
            f"Enter its days in review_flows/calendars/{year}.toml."
        )
    if year not in known:
        return provisional_year(year)
    return CalendarYear(
        year=year,
        notice="",
        notice_on=None,
        days_off=_days_of(year, chinese_calendar.holidays),
        workdays=_days_of(year, chinese_calendar.workdays),
        provisional=False,
        source=f"chinesecalendar {chinese_calendar.__version__}",
    )


def _days_of(year: int, days: dict[date, object]) -> frozenset[date]:
    return frozenset(day for day in days if day.year == year)
