"""People who leave or stand in, and tasks read back, for the tests of queues."""

from databases import tasks_in

from models.task import ASKED_TASKS, Task
from review_flows.outside import records
from review_flows.outside.database import Row, Value
from review_flows.outside.site import Site


def task_in(site: Site, number: str) -> Task:
    """The waiting task of a case's state."""
    (task,) = (t for t in tasks_in(site.database, number) if t.kind not in ASKED_TASKS)
    return task


def all_tasks(site: Site, number: str) -> list[Task]:
    """Every task that a case ever had."""
    with site.database.reading() as connection:
        return records.tasks_of(connection, number)


def leave(site: Site, code: str) -> None:
    """Let a person be active no more."""
    with site.database.writing() as connection:
        connection.update("persons", "code = :code", code=code, active=False)


def stands_in(
    site: Site, stand_in: str, person: str, since: str = "2026-03-01", until: str = "2026-04-30"
) -> None:
    """Let somebody stand in for a person who is absent on these days, both included."""
    with site.database.writing() as connection:
        connection.insert(
            "absences",
            person=person,
            stand_in=stand_in,
            first_day=since,
            last_day=until,
            entered_by=person,
            entered_at="2026-03-01T00:00:00.000000Z",
        )


def rows(site: Site, sql: str, **values: Value) -> list[Row]:
    """What a statement finds."""
    with site.database.reading() as connection:
        return list(connection.rows(sql, **values))


def told(site: Site, occasion: str) -> list[tuple[str, str]]:
    """Who got which message on an occasion (the beginning of its key), and its subject."""
    sql = "SELECT person, subject FROM notices WHERE key LIKE :begins ORDER BY made_at, person"
    return [(row["person"], row["subject"]) for row in rows(site, sql, begins=f"{occasion}.%")]
