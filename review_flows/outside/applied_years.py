"""The years of the calendar as the due days in the tables were last projected with them."""

from dataclasses import dataclass

from models.work_calendar import CalendarOrigin, CalendarYear
from review_flows.outside.database import Connection

ALL = "SELECT year, digest, notice, provisional, content FROM calendar_years ORDER BY year"
APPLY = (
    "INSERT INTO calendar_years (year, digest, notice, provisional, content, applied_at) "
    "VALUES (:year, :digest, :notice, :provisional, :content, :applied_at) "
    "ON CONFLICT (year) DO UPDATE SET digest = excluded.digest, notice = excluded.notice, "
    "provisional = excluded.provisional, content = excluded.content, "
    "applied_at = excluded.applied_at"
)


@dataclass(frozen=True, slots=True)
class AppliedYear:
    """`content` is the site's own file as it was, or empty where the year came from elsewhere."""

    year: int
    digest: str
    notice: str
    provisional: bool
    content: str


def applied_years(connection: Connection) -> dict[int, AppliedYear]:
    """Return the years that were applied, by their number."""
    rows = connection.rows(ALL)
    return {
        row["year"]: AppliedYear(**{**row, "provisional": bool(row["provisional"])}) for row in rows
    }


def apply_year(connection: Connection, year: CalendarYear, content: str, at: str) -> None:
    """Note that every due day is projected with a year as it is now; `at` is UTC."""
    own = year.origin is CalendarOrigin.SITE
    connection.run(
        APPLY,
        year=year.year,
        digest=year.digest,
        notice=year.notice,
        provisional=year.provisional,
        content=content if own else "",
        applied_at=at,
    )


def forget_year(connection: Connection, year: int) -> None:
    """Forget that the site had a file of its own for a year, which was taken away."""
    connection.run("UPDATE calendar_years SET content = '' WHERE year = :year", year=year)
