"""A year's calendar changes: which running terms it moves, and each case told why.

The due days in tables are compared with what the calendar in force says, whoever changed it and
however: an import, a file laid into the site's folder, a new version of the program.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models.action import Action
from models.calendar_year import CalendarYear
from models.errors import BadInput, Conflict, NotAllowed, ReviewError, TryAgain
from models.event import SITE_CHAIN, EventResult, SiteStep
from models.moves import Move
from models.permission import roles_for
from models.person import SYSTEM
from models.received_days import is_of_received
from models.work_calendar import WorkCalendar
from review_flows.calendars.writing import year_toml
from review_flows.desk.act import act, find_actor
from review_flows.desk.log_entry import log_entry
from review_flows.desk.received_terms import reproject_received, terms_of_received
from review_flows.desk.running_terms import RunningTerm, terms_beside_review
from review_flows.outside import own_calendars, projection, records
from review_flows.outside.applied_years import AppliedYear, applied_years, apply_year, forget_year
from review_flows.outside.database import Connection
from review_flows.outside.site import Site
from review_flows.outside.wall_clock import day_of, utc_text


@dataclass(frozen=True, slots=True)
class MovedTerm:
    """A running term that a calendar moves; `about` as in outside/last_days.

    A day that is None is not known while the clock stands, or is not set for this matter. Where
    no day differs, the term was provisional and is not any more, or the other way.
    """

    number: str
    title: str
    about: str
    floor_before: date | None
    floor_after: date | None
    due_before: date | None
    due_after: date | None
    unreadable: str = ""  # why the rules of the case cannot be read; then nobody knows its days


@dataclass(frozen=True, slots=True)
class CalendarPlan:
    """What some years are to be, and the terms that move with them."""

    years: tuple[CalendarYear, ...]
    moves: tuple[MovedTerm, ...]

    @property
    def numbers(self) -> tuple[str, ...]:
        """The cases, and the received filings, that move, each once."""
        return tuple(dict.fromkeys(move.number for move in self.moves))


def plan_change(site: Site, *years: CalendarYear) -> CalendarPlan:
    """Return what would move if these years held. Nothing is changed.

    Raises BadInput where the rules of an open case cannot be read, so that nobody knows.
    """
    with site.database.reading() as connection:
        moves = tuple(moved_terms(site, connection, years))
    unreadable = [f"{move.number}: {move.unreadable}" for move in moves if move.unreadable]
    if unreadable:
        raise BadInput("The rules of open cases cannot be read:\n" + "\n".join(unreadable))
    return CalendarPlan(years, moves)


def apply_change(site: Site, plan: CalendarPlan, actor: str, reason: str) -> int:
    """Put years into the site's own folder and move what runs by them; return how many cases.

    Killed halfway, the next `follow_calendar` goes on where this one stopped. Raises NotAllowed
    for a person who may not change the calendar.
    """
    _refuse_other_than_chief(site, actor)
    if all(site.calendar.year(year.year).digest == year.digest for year in plan.years):
        return follow_calendar(site, reason)
    with site.database.writing() as connection:
        _log_change(site, connection, plan, actor, reason)
        for year in plan.years:
            own_calendars.write_own(site.calendar_folder, year.year, year_toml(year))
    return follow_calendar(site, reason)


def remove_year(site: Site, plan: CalendarPlan, actor: str, reason: str) -> None:
    """Take the site's own file of a year away. Refused while a running term goes by it."""
    _refuse_other_than_chief(site, actor)
    year = plan.years[0].year
    if plan.moves:
        moved = "\n".join(f"  {move.number} {move.about}: {_days(move)}" for move in plan.moves)
        raise Conflict(
            f"The calendar of {year} cannot be taken away, because terms of "
            f"{len(plan.numbers)} cases run by it:\n{moved}\n"
            "Import the notice that holds instead."
        )
    with site.database.writing() as connection:
        _log_change(site, connection, plan, actor, reason)
        forget_year(connection, year)
        own_calendars.remove_own(site.calendar_folder, year)
    follow_calendar(site, reason)


def follow_calendar(site: Site, reason: str = "", *, thorough: bool = False) -> int:
    """Bring every due day to what the calendar in force says; return how many cases moved.

    A file that a hand took away is put back first, as it was last applied. Where no year differs
    from what was applied, due days are looked at only if `thorough`: a move that was made in the
    same moment as the change may have been dated by the calendar before. Cases whose rules cannot
    be read wait for a look that can read them; until then the years do not count as applied, and
    `doctor` says so.
    """
    with site.database.writing() as connection:  # so that no year is being taken away just now
        applied = applied_years(connection)
        own_calendars.put_back_missing(site.calendar_folder, applied.values())
    changed = list(_changed_years(site, applied))
    if not changed and not thorough:
        return 0
    with site.database.reading() as connection:
        moves = list(moved_terms(site, connection))
    numbers = list(dict.fromkeys(move.number for move in moves if not move.unreadable))
    # A year that awaits its notice seldom is what moves a day, if another one changed as well.
    years = changed or [site.calendar.year(day_of(site.clock.now()).year)]
    why = max(years, key=lambda year: (not year.provisional, year.year))
    form: dict[str, object] = {
        "reason": reason or why.source,
        "notice": why.notice,
        "year": why.year,
    }
    received = {move.number for move in moves if is_of_received(move.about)}
    moved = sum(
        reproject_received(site, number, form) if number in received else _moved(site, number, form)
        for number in numbers
    )
    if moved == len(numbers) and not any(move.unreadable for move in moves):
        _note_applied(site, changed)
    return moved


def _moved(site: Site, number: str, form: dict[str, object]) -> bool:
    """Move one case; one that somebody else moved meanwhile waits for the next look."""
    try:
        act(site, SYSTEM.code, number, Move.REPROJECT, form)
    except TryAgain:
        raise
    except ReviewError:
        return False
    return True


def moved_terms(
    site: Site, connection: Connection, years: tuple[CalendarYear, ...] = ()
) -> Iterator[MovedTerm]:
    """Yield the running terms whose stored days are not the calendar's, if these years held."""
    calendar = site.calendar
    for year in years:
        calendar = calendar.with_year(year)
    for moved in _moved_reviews(site, connection, years, calendar):
        before, after = moved.stored, moved.read
        floors, dues = (before.floor_on, after.floor_on), (before.ceiling_on, after.ceiling_on)
        yield MovedTerm(moved.number, moved.title, "review", *floors, *dues, moved.unreadable)
    for term in terms_beside_review(connection, calendar, site.rules):
        if term.moved or term.unreadable:
            case = records.find_case(connection, term.number)
            yield _beside_review(term, case.title if case else "")
    for term, title in terms_of_received(connection, site, calendar):
        if term.moved or term.unreadable:
            yield _beside_review(term, title)


def _beside_review(term: RunningTerm, title: str) -> MovedTerm:
    days = (None, None, term.stored, term.due_on)
    return MovedTerm(term.number, title, term.about, *days, term.unreadable)


def _moved_reviews(
    site: Site,
    connection: Connection,
    years: tuple[CalendarYear, ...],
    calendar: WorkCalendar,
) -> Iterator[projection.MovedReview]:
    today = day_of(site.clock.now())
    if projection.open_cases(connection) >= projection.WORTH_A_PROCESS:
        yield from projection.moved_side_by_side(
            site.settings, connection, site.rules, calendar, years, today
        )
    else:
        in_use = projection.rules_in_use(connection, site.rules)
        for part in projection.split(connection):
            yield from projection.moved_reviews(connection, in_use, calendar, today, part)


def _refuse_other_than_chief(site: Site, actor: str) -> None:
    with site.database.reading() as connection:
        person = find_actor(connection, actor)
    allowed = roles_for(Action.CHANGE_CALENDAR)
    if person.roles.isdisjoint(allowed):
        needed = " or ".join(sorted(allowed))
        raise NotAllowed(f"{actor} may not change the calendar: it needs the role {needed}.")


def _changed_years(site: Site, applied: dict[int, AppliedYear]) -> Iterator[CalendarYear]:
    """Yield the years in use that are not what was applied, the earliest first."""
    today = day_of(site.clock.now())
    own = own_calendars.own_years(site.calendar_folder)
    for number in sorted({today.year, today.year + 1, *applied, *own}):
        year = site.calendar.year(number)
        before = applied.get(number)
        if before is None or before.digest != year.digest:
            yield year


def _note_applied(site: Site, changed: list[CalendarYear]) -> None:
    at = utc_text(site.clock.now())
    with site.database.writing() as connection:
        for year in changed:
            content = own_calendars.own_text(site.calendar_folder, year.year)
            apply_year(connection, year, content, at)


def _log_change(
    site: Site, connection: Connection, plan: CalendarPlan, actor: str, reason: str
) -> None:
    facts: dict[str, object] = {
        "reason": reason,
        "years": [
            {
                "year": year.year,
                "notice": year.notice,
                "before": site.calendar.year(year.year).digest,
                "after": year.digest,
            }
            for year in plan.years
        ],
        "cases": list(plan.numbers),
    }
    step = SiteStep.CHANGE_CALENDAR
    log_entry(site, connection, SITE_CHAIN, actor, step, facts, result=EventResult.DONE)


def _days(move: MovedTerm) -> str:
    floor = f"{move.floor_before or '-'} → {move.floor_after or '-'} / "
    due = f"{move.due_before or '-'} → {move.due_after or '-'}"
    return due if move.about != "review" else floor + due
