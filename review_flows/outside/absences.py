"""The rows of absences, and which tasks fall due while somebody is away."""

from collections.abc import Sequence

from models.absence import Absence
from review_flows.outside.database import Connection, Row

HOLDING = (
    "SELECT id, person, stand_in, first_day, last_day FROM absences WHERE cancelled_at IS NULL"
)
LINES = (
    "SELECT a.id, a.person, p.name AS person_name, a.stand_in, s.name AS stand_in_name, "
    "a.first_day, a.last_day, a.entered_by, a.entered_at, a.cancelled_at FROM absences a "
    "JOIN persons p ON p.code = a.person JOIN persons s ON s.code = a.stand_in "
    "WHERE :old OR (a.cancelled_at IS NULL AND a.last_day >= :today) ORDER BY a.first_day, a.id"
)
DUE = (
    "SELECT t.id, t.case_number, t.kind, t.role, t.due_on FROM tasks t WHERE t.person = :person "
    "AND t.state IN ('assigned', 'claimed') AND t.due_on BETWEEN :first_day AND :last_day "
    "ORDER BY t.due_on, t.id"
)


def absences_from(connection: Connection, day: str) -> list[Absence]:
    """Return the absences that hold on a day (ISO) or later."""
    sql = f"{HOLDING} AND last_day >= :day ORDER BY first_day, id"
    return [Absence(**row) for row in connection.rows(sql, day=day)]


def find_absence(connection: Connection, number: int) -> Absence | None:
    """Return an absence that was not cancelled, or None."""
    row = connection.row(f"{HOLDING} AND id = :id", id=number)
    return None if row is None else Absence(**row)


def absence_lines(connection: Connection, today: str, *, old: bool) -> Sequence[Row]:
    """Return the absences with the names of both; `old` are those over or cancelled too."""
    return connection.rows(LINES, today=today, old=old)


def tasks_due(connection: Connection, absence: Absence) -> Sequence[Row]:
    """Return the tasks of the absent person whose last day falls in the absence."""
    return connection.rows(
        DUE,
        person=absence.person,
        first_day=absence.first_day,
        last_day=absence.last_day,
    )
