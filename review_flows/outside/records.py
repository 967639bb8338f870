"""The reads of a move: the case, who stands how to it, its tasks, the head of its log."""

from collections.abc import Iterable, Sequence

from models.case import Case, CaseState, MatterType
from models.event import FIRST
from models.moves import Move
from models.person import Role, Unit, UnitKind
from models.task import Task, TaskKind, TaskState
from review_flows.outside.database import Connection, Row
from review_flows.outside.wall_clock import local_text

CASE_COLUMNS = (
    "number, title, matter_type, state, version, rule_set, received_at, state_since, unit, "
    "rule_set_digest, reviewer, accepted_on, floor_on, ceiling_on, provisional, played, "
    "meeting_on, submitted_by, supervised_on, overridden"
)
FIND_CASE = f"SELECT {CASE_COLUMNS} FROM cases WHERE number = :number"
# The end of the case's chain comes with the case, because every move needs both.
FIND_CASE_AND_HEAD = (
    f"SELECT {CASE_COLUMNS}, e.seq AS head_seq, e.hash AS head_hash FROM cases "
    "LEFT JOIN events e ON e.chain = cases.number WHERE cases.number = :number "
    "ORDER BY e.seq DESC LIMIT 1"
)
TASKS = (
    "SELECT id, case_number, kind, role, state, person, about, opened_at, due_on, claimed_at, "
    "ended_by, recipient FROM tasks WHERE case_number = :number ORDER BY id"
)
HEAD = "SELECT seq, hash FROM events WHERE chain = :chain ORDER BY seq DESC LIMIT 1"
LAST_DECISION = (
    "SELECT e.at, e.move, e.actor, p.name FROM events e LEFT JOIN persons p ON p.code = e.actor "
    "WHERE e.chain = :number AND e.result = 'done' "
    "AND e.move NOT IN ('screen', 'issue_letter', 'remind', 'deliver_filing') "
    "ORDER BY e.seq DESC LIMIT 1"
)
LATEST_CASES = f"SELECT {CASE_COLUMNS} FROM cases ORDER BY number DESC LIMIT 500"
OFFICES = "SELECT kind, min(name) AS name FROM units WHERE kind <> 'drafting_unit' GROUP BY kind"
UNITS_OF_KIND = "SELECT code, name, kind FROM units WHERE kind = :kind ORDER BY code"

# A code to its member: half the time of asking the enumeration, on what every move reads.
MATTERS = {str(one): one for one in MatterType}
STATES = {str(one): one for one in CaseState}
TASK_KINDS = {str(one): one for one in TaskKind}
TASK_STATES = {str(one): one for one in TaskState}
ROLES = {str(one): one for one in Role}


def lock_chain(connection: Connection, chain: str) -> None:
    """Let one transaction at a time write to a chain. SQLite's writers take turns anyway."""
    if connection.postgresql:
        connection.value("SELECT pg_advisory_xact_lock(hashtext(:chain))", chain=chain)


def head_of(connection: Connection, chain: str) -> tuple[int, str]:
    """Return (sequence number, hash) of a chain's last entry."""
    row = connection.row(HEAD, chain=chain)
    return FIRST if row is None else (row["seq"], row["hash"])


def case_of(row: Row) -> Case:
    """Return the case of a row that holds CASE_COLUMNS."""
    values = dict(row)
    values["matter_type"] = MATTERS[values["matter_type"]]
    values["state"] = STATES[values["state"]]
    values["provisional"] = bool(values["provisional"])
    values["played"] = bool(values["played"])
    values["overridden"] = bool(values["overridden"])
    return Case(**values)


def find_case(connection: Connection, number: str) -> Case | None:
    """Return the case of a number, or None."""
    row = connection.row(FIND_CASE, number=number)
    return None if row is None else case_of(row)


def find_case_and_head(connection: Connection, number: str) -> tuple[Case, tuple[int, str]] | None:
    """Return a case with (sequence number, hash) of its last log entry, or None."""
    row = connection.row(FIND_CASE_AND_HEAD, number=number)
    if row is None:
        return None
    values = dict(row)
    head = (values.pop("head_seq"), values.pop("head_hash"))
    return case_of(values), FIRST if head[0] is None else head


def latest_cases(connection: Connection) -> list[Case]:
    """Return the latest cases, for naming the nearest when one is not found."""
    return [case_of(row) for row in connection.rows(LATEST_CASES)]


def persons_with_role(connection: Connection, role: Role) -> list[str]:
    """Return the codes of the active persons who hold a role."""
    rows = connection.rows(
        "SELECT p.code FROM persons p JOIN person_roles r ON r.person = p.code "
        "WHERE r.role = :role AND p.active ORDER BY p.code",
        role=str(role),
    )
    return [row["code"] for row in rows]


def person_name(connection: Connection, code: str | None) -> str:
    """Return a person's name, or the code where nobody bears it, or nothing."""
    if not code:
        return ""
    return str(connection.value("SELECT name FROM persons WHERE code = :code", code=code) or code)


def tasks_of(connection: Connection, number: str) -> list[Task]:
    """Return every task that the case ever had, oldest first."""
    return [task_of(row) for row in connection.rows(TASKS, number=number)]


def open_tasks(connection: Connection, number: str) -> list[Task]:
    """Return the tasks of a case that are not ended, oldest first."""
    return [task for task in tasks_of(connection, number) if task.waits]


def task_of(row: Row) -> Task:
    """Return the task of a row of `tasks`."""
    values = dict(row)
    values["kind"] = TASK_KINDS[values["kind"]]
    values["role"] = ROLES[values["role"]]
    values["state"] = TASK_STATES[values["state"]]
    return Task(**values)


def last_decision(connection: Connection, number: str) -> str:
    """Return who moved the case last, when and how, in a sentence."""
    row = connection.row(LAST_DECISION, number=number)
    if row is None:
        return "nothing was done yet"
    return f"{row['move']} by {row['name'] or row['actor']} at {local_text(row['at'])}"


def units_of_kind(connection: Connection, kind: UnitKind) -> list[Unit]:
    """Return the site's units of a kind."""
    rows = connection.rows(UNITS_OF_KIND, kind=str(kind))
    return [Unit(row["code"], row["name"], UnitKind(row["kind"])) for row in rows]


def offices(connection: Connection) -> dict[UnitKind, str]:
    """Return the names of the site's offices by kind; drafting units are not offices."""
    return {UnitKind(row["kind"]): row["name"] for row in connection.rows(OFFICES)}


def unit_name(connection: Connection, code: str | None) -> str:
    """Return a unit's name, or nothing."""
    if not code:
        return ""
    return str(connection.value("SELECT name FROM units WHERE code = :code", code=code) or code)


def unit_codes(connection: Connection) -> list[str]:
    """Return the codes of all units."""
    return [row["code"] for row in connection.rows("SELECT code FROM units ORDER BY code")]


def next_number(connection: Connection, series: str, year: int) -> int:
    """Return the next number of a series in a year, without gap or double.

    The row stays locked until the transaction ends, and a rollback gives the number back.
    """
    return int(
        connection.value(
            "INSERT INTO series (name, year, last) VALUES (:series, :year, 1) "
            "ON CONFLICT (name, year) DO UPDATE SET last = series.last + 1 RETURNING last",
            series=series,
            year=year,
        )
    )


def entries_of(connection: Connection, chain: str, moves: Iterable[Move]) -> Sequence[Row]:
    """Return seq, at, move and body of the done entries of these moves, in order."""
    codes = ", ".join(f"'{move}'" for move in sorted(moves))
    return connection.rows(
        "SELECT seq, at, move, body FROM events WHERE chain = :chain AND result = 'done' "
        f"AND move IN ({codes}) ORDER BY seq",
        chain=chain,
    )
