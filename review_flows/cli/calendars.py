"""The commands `calendar …`; here `import` and `remove`, which change the site's own years."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from models.errors import BadInput, NotFound
from models.words import word
from models.work_calendar import (
    CalendarOrigin,
    CalendarYear,
    DayChange,
    WorkCalendar,
    changed_days,
)
from review_flows.cli.calendar_years import (
    change_object,
    check_years,
    day_text,
    holiday_objects,
    show_holidays,
    show_year,
)
from review_flows.cli.output import json_text, program, say, show_table
from review_flows.cli.reader import Reader, reader_of

if TYPE_CHECKING:
    from models.calendar_notice import Notice
    from review_flows.desk.calendar_change import CalendarPlan, MovedTerm
    from review_flows.outside.site import Site

CHANGE_COLUMNS = ("day", "before", "after", "notice")
MOVE_COLUMNS = (
    *("number", "title", "about"),
    *("floor_before", "floor_after", "due_before", "due_after"),
)

calendar = typer.Typer(
    help="The work calendar: days off, make-up workdays, and by which notice.",
    no_args_is_help=True,
)
calendar.command("show")(show_year)
calendar.command("check")(check_years)
Reason = Annotated[str, typer.Option("--reason", help="Why; it is written into the log.")]


@calendar.command("import")
def import_notice(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The whole notice, .txt or .docx.")],
    yes: Annotated[bool, typer.Option("--yes", help="Enter it; without, only a trial.")] = False,
    verified: Annotated[
        bool,
        typer.Option("--verified", help="Each day was compared with the notice by a person."),
    ] = False,
    reason: Reason = "",
) -> None:
    """Read the State Council's notice; by default only show its days, what changes, what moves.

    Example: review-flows calendar import notice.docx --yes --reason published --verified --as qian
    """
    from models.calendar_notice import parse_notice
    from review_flows.outside.notice_file import read_notice_file

    notice = parse_notice(read_notice_file(file))
    # Imported here: a notice that cannot be read is told at once.
    from review_flows.desk.calendar_change import apply_change, plan_change
    from review_flows.outside.site import open_site

    reader, site = reader_of(context), open_site()
    actor = _actor(reader, site, reason) if yes else ""
    years = years_of(notice, site.calendar, verified=verified)
    changes = [one for year in years for one in changed_days(site.calendar.year(year.year), year)]
    plan = plan_change(site, *years)
    if reader.as_json:
        typer.echo(json_text(_import_object(notice, years[0], changes, plan) | {"entered": yes}))
    else:
        _show_notice(reader, notice, years[0])
        _show_changes(reader, changes)
        _show_moves(reader, plan)
    moved = apply_change(site, plan, actor, reason) if yes else None
    _say_result(reader, file, years, moved)


def years_of(
    notice: "Notice", calendar: WorkCalendar, *, verified: bool
) -> tuple[CalendarYear, ...]:
    """Return the notice's year and, where the notice changes days of it, the year before.

    Later notices that the calendar already has of the year stay in it.
    """
    year = notice.calendar_year(verified=verified)
    for later in calendar.year(notice.year).amendments:
        year = year.amended(later)
    if notice.before is None:
        return (year,)
    before = calendar.year(notice.year - 1)
    amended = before.amended(notice.before)
    return (year, amended) if changed_days(before, amended) else (year,)


def _actor(reader: Reader, site: "Site", reason: str) -> str:
    """Return who changes the calendar. Raises BadInput or NotFound before anything is changed."""
    from review_flows.cli.looking import known_person

    if not reason.strip():
        raise BadInput("Say why: add --reason TEXT; each case that moves gets it in its log.")
    with site.database.reading() as connection:
        return known_person(connection, reader.actor()).code


def _show_notice(reader: Reader, notice: "Notice", year: CalendarYear) -> None:
    rows = {
        "year": notice.year,
        "notice": notice.number,
        "notice_on": notice.issued_on,
        "source": notice.source,
    }
    told = ((reader.says(f"heading.{name}"), value) for name, value in rows.items())
    show_table(reader, ("field", "value"), told)
    show_holidays(reader, year)
    for sentence in notice.remarks:
        say(reader.says("calendar.remark", sentence=sentence))


def _show_changes(reader: Reader, changes: Sequence[DayChange]) -> None:
    if not changes:
        return say(reader.says("calendar.no_changes"))
    language = reader.language
    rows = (
        (
            day_text(reader, one.day),
            word(one.before, language),
            word(one.after, language),
            one.notice,
        )
        for one in changes
    )
    return show_table(reader, CHANGE_COLUMNS, rows, title=reader.says("calendar.changes"))


def _show_moves(reader: Reader, plan: "CalendarPlan") -> None:
    if not plan.moves:
        return say(reader.says("calendar.no_moves"))
    rows = (_move_row(one) for one in plan.moves)
    return show_table(reader, MOVE_COLUMNS, rows, title=reader.says("calendar.moves"))


def _move_row(one: "MovedTerm") -> list[object]:
    return [getattr(one, column) for column in MOVE_COLUMNS]


def _say_result(
    reader: Reader, file: Path, years: Sequence[CalendarYear], moved: int | None
) -> None:
    if moved is None:
        command = f"{program()} calendar import {file} --yes --verified --reason … --as …"
        say(reader.says("calendar.dry_run", command=command))
        return
    named = ", ".join(str(year.year) for year in years)
    say(reader.says("calendar.imported", years=named, moved=moved))
    if years[0].provisional:
        say(reader.says("calendar.stays_provisional", year=years[0].year))
    say(reader.says("next", command=f"{program()} calendar show {years[0].year}"))


def _import_object(
    notice: "Notice", year: CalendarYear, changes: Sequence[DayChange], plan: "CalendarPlan"
) -> dict[str, object]:
    return {
        "year": notice.year,
        "notice": notice.number,
        "notice_on": notice.issued_on,
        "holidays": holiday_objects(year),
        "remarks": notice.remarks,
        "changes": [change_object(one) for one in changes],
        "moves": [dict(zip(MOVE_COLUMNS, _move_row(one), strict=True)) for one in plan.moves],
    }


@calendar.command("remove")
def remove_own_year(
    context: typer.Context,
    year: Annotated[int, typer.Argument(metavar="YEAR", help="The year.")],
    reason: Reason = "",
) -> None:
    """Take the site's own table of a year away; refused while a running term goes by it.

    Example: review-flows calendar remove 2027 --reason mistyped --as qian
    """
    from review_flows.desk.calendar_change import plan_change, remove_year
    from review_flows.outside.calendar_source import known_year
    from review_flows.outside.site import open_site

    reader = reader_of(context)
    site = open_site()
    if site.calendar.origin_of(year) is not CalendarOrigin.SITE:
        raise NotFound("The site's own calendar of", str(year))
    actor = _actor(reader, site, reason)
    remove_year(site, plan_change(site, known_year(year)), actor, reason)
    say(reader.says("calendar.removed", year=year))
