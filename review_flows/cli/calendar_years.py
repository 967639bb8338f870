"""`calendar show` and `calendar check`: the days of a year, and where a library differs."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated

import typer

from models.words import word
from models.work_calendar import (
    CalendarOrigin,
    CalendarYear,
    DayChange,
    DayKind,
    WorkCalendar,
    changed_days,
)
from review_flows.cli.output import say, show_lines, show_object, show_table
from review_flows.cli.reader import Reader, reader_of

HOLIDAY_COLUMNS = ("holiday", "first", "last", "days", "workdays")
CHECK_COLUMNS = ("day", "ours", "library", "notice", "explained")
OWN = (CalendarOrigin.SITE, CalendarOrigin.SHIPPED)


def show_year(
    context: typer.Context, year: Annotated[int, typer.Argument(metavar="YEAR", help="The year.")]
) -> None:
    """Show the days off, make-up workdays and weekends of a year, month by month.

    Example: review-flows calendar show 2026
    """
    from review_flows.cli.month_grid import year_grid

    reader = reader_of(context)
    held = calendar_of_site().year(year)
    show_object(reader, _year_object(held), _year_rows(reader, held))
    if reader.as_json:
        return
    typer.echo()
    for line in year_grid(reader, held):
        typer.echo(line)
    typer.echo()
    show_holidays(reader, held)
    if held.provisional:
        say(reader.says("warn.provisional"))


def calendar_of_site() -> WorkCalendar:
    """Return the calendar as the site has it, without opening its database."""
    from review_flows.outside.calendar_source import calendar_folder, site_calendar
    from review_flows.outside.settings import read_settings
    from review_flows.outside.site import FIRST_YEAR, LAST_YEAR

    return site_calendar(calendar_folder(read_settings().home), FIRST_YEAR, LAST_YEAR)


def _year_rows(reader: Reader, year: CalendarYear) -> Iterator[tuple[str, object]]:
    later = (f"{one.notice} ({one.notice_on})" for one in year.amendments)
    values: dict[str, object] = {
        "year": year.year,
        "origin": word(year.origin, reader.language),
        "notice": year.notice,
        "notice_on": year.notice_on,
        "source": year.source,
        "amendments": "; ".join(later),
        "provisional": year.provisional,
    }
    for name, value in values.items():
        if value not in (None, "", False):
            yield reader.says(f"heading.{name}"), value


def _year_object(year: CalendarYear) -> dict[str, object]:
    named = (DayKind.HOLIDAY, DayKind.MAKEUP_WORKDAY)
    return {
        "year": year.year,
        "origin": year.origin,
        "provisional": year.provisional,
        "notice": year.notice,
        "notice_on": year.notice_on,
        "source": year.source,
        "digest": year.digest,
        "holidays": holiday_objects(year),
        "amendments": [
            {"notice": one.notice, "notice_on": one.notice_on, "source": one.source}
            for one in year.amendments
        ],
        "days": [
            {"day": day, "kind": year.kind_of(day), "notice": year.notice_of(day)}
            for day in year.every_day()
            if year.kind_of(day) in named
        ],
    }


def holiday_objects(year: CalendarYear) -> list[dict[str, object]]:
    return [
        {"name": one.name, "first": one.first, "last": one.last, "workdays": one.workdays}
        for one in year.holidays
    ]


def show_holidays(reader: Reader, year: CalendarYear) -> None:
    rows = (
        (
            one.name,
            day_text(reader, one.first),
            day_text(reader, one.last),
            len(list(one.days_off())),
            ", ".join(day_text(reader, day) for day in one.workdays),
        )
        for one in year.holidays
    )
    show_table(reader, HOLIDAY_COLUMNS, rows, title=reader.says("calendar.holidays"))


def day_text(reader: Reader, day: date) -> str:
    return f"{day} {reader.says('calendar.weekdays').split()[day.weekday()]}"


def check_years(
    context: typer.Context,
    years: Annotated[
        list[int] | None,
        typer.Argument(metavar="YEAR", help="Years; without any, all that have a table."),
    ] = None,
) -> None:
    """Compare our tables with the package chinesecalendar; exit code 1 for days unexplained.

    Example: review-flows calendar check 2026
    """
    reader = reader_of(context)
    held = calendar_of_site()
    found = [one for year in years or _with_table() for one in _differences(reader, held, year)]
    language = reader.language
    rows = (
        (
            day_text(reader, one.day),
            word(one.after, language),
            word(one.before, language),
            one.notice,
            explained,
        )
        for one, explained in found
    )
    objects = (change_object(one) | {"explained": explained} for one, explained in found)
    if found:
        show_lines(reader, CHECK_COLUMNS, rows, objects)
    if unexplained := [one for one, explained in found if not explained]:
        say(reader.says("calendar.differs", days=len(unexplained)))
        raise typer.Exit(1)


def _with_table() -> list[int]:
    from review_flows.calendars import shipped_year_numbers
    from review_flows.outside.calendar_source import calendar_folder, folder_state
    from review_flows.outside.settings import read_settings

    own = folder_state(calendar_folder(read_settings().home))
    return sorted({*shipped_year_numbers(), *(int(name[:4]) for name, _, _ in own)})


def _differences(reader: Reader, held: WorkCalendar, year: int) -> Iterator[tuple[DayChange, bool]]:
    from review_flows.outside.calendar_source import library_year

    ours = held.year(year)
    if ours.origin not in OWN:
        return say(reader.says("calendar.nothing_to_compare", year=year))
    library = library_year(year)
    if library is None:
        return say(reader.says("calendar.not_in_library", year=year))
    changes = changed_days(library, ours)
    if not changes:
        say(reader.says("calendar.agrees", years=year))
    for one in changes:
        yield one, any(later.orders(one.day) for later in ours.amendments)
    return None


def change_object(one: DayChange) -> dict[str, object]:
    return {"day": one.day, "before": one.before, "after": one.after, "notice": one.notice}
