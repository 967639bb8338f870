"""What `doctor` says of all that terms rest on: calendar, rules, the machine's clock, notices."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from models.errors import BadInput, ReviewError
from models.work_calendar import notice_warning
from review_flows.outside.applied_years import applied_years
from review_flows.outside.calendar_source import calendar_folder, site_calendar
from review_flows.outside.database import Connection
from review_flows.outside.health_line import HealthLine, Level, health_line
from review_flows.outside.log_time import log_reached
from review_flows.outside.notices import dead_letters, roles_nobody_holds
from review_flows.outside.rule_source import RuleSource, changed_since_frozen
from review_flows.outside.settings import Settings
from review_flows.outside.wall_clock import local_text, utc_text
from review_flows.rule_sets import rule_set_codes

LOOK_AHEAD = timedelta(days=60)  # a term of review with its pauses ends within
BEHIND = timedelta(minutes=2)  # what time servers and several machines differ by


def calendar_lines(settings: Settings, today: date) -> Iterator[HealthLine]:
    """Say of the years that running terms reach by which notice they go, or that they are 暂定."""
    last = (today + LOOK_AHEAD).year
    try:
        calendar = site_calendar(calendar_folder(settings.home), today.year, last + 1)
        for number in range(today.year, last + 1):
            year = calendar.year(number)
            level = Level.NOTE if year.provisional else Level.FINE
            said = "health.year_provisional" if year.provisional else "health.year"
            yield health_line("calendar", level, said, year=number, source=year.source)
        warning = notice_warning(calendar, today)
        if warning is not None:
            values = {"year": warning.year, "days": warning.days_left}
            yield health_line("calendar", Level.NOTE, "health.notice_due", **values)
    except BadInput as error:
        yield health_line("calendar", Level.BROKEN, "health.calendar_unreadable", why=str(error))


def term_lines(connection: Connection, settings: Settings, now: datetime) -> Iterator[HealthLine]:
    """Say what else in the database bears on terms and on who hears of them."""
    yield from _due_days(connection, settings, now.date())
    yield from _rules(connection, RuleSource(settings.home / "rule_sets"))
    yield from _clock(connection, now)
    dead = dead_letters(connection)
    if dead:
        yield health_line("notices", Level.BROKEN, "health.dead_letters", count=dead)
    nobody = ", ".join(roles_nobody_holds(connection))
    if nobody:
        yield health_line("notices", Level.NOTE, "health.nobody_hears", roles=nobody)


def _due_days(connection: Connection, settings: Settings, today: date) -> Iterator[HealthLine]:
    applied = applied_years(connection)
    years = [number for number in applied if number >= today.year]
    if not years:
        return
    calendar = site_calendar(calendar_folder(settings.home), min(years), max(years))
    try:
        behind = [n for n in years if calendar.year(n).digest != applied[n].digest]
    except BadInput:
        return  # the line on the calendar says it
    for number in behind:
        yield health_line("calendar", Level.BROKEN, "health.year_not_applied", year=number)


def rule_lines(settings: Settings) -> Iterator[HealthLine]:
    """Say whether the rule set of the setting, and each file of the site's own, can be read.

    What comes with the program was read by its tests, and reading takes a while.
    """
    rules = RuleSource(settings.home / "rule_sets")
    for code in sorted({settings.rule_set, *rules.own_codes()} - set(rule_set_codes())):
        level = Level.BROKEN if code == settings.rule_set else Level.NOTE
        try:
            rules.rule_set(code)
        except ReviewError as error:
            yield health_line("rules", level, "health.rules_unreadable", why=error.message)
        else:
            yield health_line("rules", Level.FINE, "health.rules", code=code)


def _rules(connection: Connection, rules: RuleSource) -> Iterator[HealthLine]:
    for changed in changed_since_frozen(connection, rules):
        values = {"code": changed.code, "cases": changed.cases}
        yield health_line("rules", Level.NOTE, "health.rules_edited", **values)


def _clock(connection: Connection, now: datetime) -> Iterator[HealthLine]:
    reached = log_reached(connection) or now
    if reached - now > BEHIND:
        values = {"says": local_text(utc_text(now)), "reached": local_text(utc_text(reached))}
        yield health_line("clock", Level.BROKEN, "health.clock_behind", **values)
    else:
        yield health_line("clock", Level.FINE, "health.clock", says=local_text(utc_text(now)))
