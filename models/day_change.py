"""What differs between two calendars of a year: the days that only one of them works."""

from dataclasses import dataclass
from datetime import date

from models.calendar_year import CalendarYear, DayKind


@dataclass(frozen=True, slots=True)
class DayChange:
    """A day that one calendar works and another does not, and the notice of the second."""

    day: date
    before: DayKind
    after: DayKind
    notice: str


def changed_days(before: CalendarYear, after: CalendarYear) -> tuple[DayChange, ...]:
    """Return the days of a year that are worked in one calendar and not in the other."""
    changed = sorted(before.rest_days() ^ after.rest_days())
    return tuple(
        DayChange(day, before.kind_of(day), after.kind_of(day), after.notice_of(day))
        for day in changed
    )
