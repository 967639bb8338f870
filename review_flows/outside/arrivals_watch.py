"""Which tasks have begun to wait since somebody last looked, and how far that look came."""

from dataclasses import fields

from models.case import Case
from models.task import Task
from review_flows.outside.database import Connection, Row
from review_flows.outside.records import CASE_COLUMNS, case_of, task_of

# On PostgreSQL a row can become visible after one with a higher number, as long as the
# transaction that wrote it runs; so many rows back are looked at again.
LOOK_BACK = 1_000
# A played site looks at its own cases alone, so that neither skips what is the other's.
NAMES = {False: "arrivals", True: "arrivals_played"}
TASK_COLUMNS = tuple(field.name for field in fields(Task))
NEW_TASKS = (
    f"SELECT {', '.join(f't.{name} AS t_{name}' for name in TASK_COLUMNS)}, "
    f"{', '.join(f'c.{name}' for name in CASE_COLUMNS.split(', '))} FROM tasks t "
    "JOIN cases c ON c.number = t.case_number WHERE t.id > :after "
    "AND t.id <= :last AND t.state IN ('open', 'assigned') AND c.played = :played AND NOT EXISTS "
    "(SELECT 1 FROM notices n WHERE n.case_number = t.case_number "
    "AND n.key LIKE 'arrived.' || t.id || '.%') ORDER BY t.id LIMIT :limit"
)
REACH = (
    "INSERT INTO watermarks (name, reached) VALUES (:name, :reached) ON CONFLICT (name) "
    "DO UPDATE SET reached = excluded.reached WHERE watermarks.reached < excluded.reached"
)


def reached(connection: Connection, played: bool) -> int:
    """Return the number of the last task that was looked at; 0 before the first look."""
    name = NAMES[played]
    found = connection.value("SELECT reached FROM watermarks WHERE name = :name", name=name)
    return int(found or 0)


def look_from(connection: Connection, before: int) -> int:
    """Return the number after which a look begins, when the last one reached so far."""
    return before - LOOK_BACK if connection.postgresql else before


def last_task(connection: Connection) -> int:
    """Return the number of the newest task, or 0."""
    return int(connection.value("SELECT max(id) FROM tasks") or 0)


def new_tasks(
    connection: Connection, after: int, last: int, played: bool, limit: int
) -> list[tuple[Case, Task]]:
    """Return waiting tasks after one number and up to another, of which nobody was told yet."""
    rows = connection.rows(NEW_TASKS, after=after, last=last, played=played, limit=limit)
    return [_case_and_task(row) for row in rows]


def _case_and_task(row: Row) -> tuple[Case, Task]:
    task = {name: row[f"t_{name}"] for name in TASK_COLUMNS}
    return case_of({name: row[name] for name in CASE_COLUMNS.split(", ")}), task_of(task)


def reach(connection: Connection, played: bool, last: int) -> None:
    """Note that every task up to a number was looked at. It never goes back."""
    connection.run(REACH, name=NAMES[played], reached=last)
