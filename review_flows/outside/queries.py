"""The named reads of lists and queues: a connection in, lines out. They change nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.case import ON_THE_CLOCK
from review_flows.outside.database import Connection, Row, Value
from review_flows.outside.sight import EVERY_CASE, Where

# The last day of a question would tell others that somebody is asked: it is that person's alone.
CASE_LINES = (
    "SELECT c.number, c.title, c.matter_type, c.state, c.version, c.unit, u.name AS unit_name, "
    "c.reviewer, p.name AS reviewer_name, c.received_at, c.state_since, c.accepted_on, "
    "c.floor_on, c.ceiling_on, c.provisional, c.played, "
    "(SELECT min(t.due_on) FROM tasks t WHERE t.case_number = c.number "
    "AND t.state IN ('open', 'assigned', 'claimed') "
    "AND (t.kind NOT IN ('advise', 'co_review') OR t.person = :me)) AS task_due_on, "
    "(SELECT min(f.due_on) FROM filings f WHERE f.case_number = c.number "
    "AND f.state = 'due') AS filing_due_on "
    "FROM cases c LEFT JOIN units u ON u.code = c.unit "
    "LEFT JOIN persons p ON p.code = c.reviewer"
)
PEOPLE = (
    "SELECT p.code, p.name, p.unit, u.name AS unit_name, u.kind AS unit_kind, p.active, r.role "
    "FROM persons p JOIN units u ON u.code = p.unit "
    "LEFT JOIN person_roles r ON r.person = p.code ORDER BY p.unit, p.code, r.role"
)
UNITS_WITHOUT_PEOPLE = (
    "SELECT u.code, u.name, u.kind FROM units u WHERE NOT EXISTS "
    "(SELECT 1 FROM persons p WHERE p.unit = u.code) ORDER BY u.code"
)
UNITS = "SELECT code, name FROM units ORDER BY code"
LETTERS = (
    "SELECT id, number, kind, about, event_seq, written_at, withdrawn_at, sha256 FROM letters "
    "WHERE case_number = :number ORDER BY id"
)
RECEIVED = "SELECT number FROM received_filings ORDER BY number DESC LIMIT 500"
LAST_ENTRY_AT = "SELECT max(at) FROM events WHERE chain = :chain"


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """Which cases to list; None lets all through."""

    state: str | None = None
    unit: str | None = None
    matter_type: str | None = None
    played: bool | None = None


CONDITIONS: Mapping[str, str] = {
    "state": "c.state = :state",
    "unit": "c.unit = :unit",
    "matter_type": "c.matter_type = :matter_type",
    "played": "c.played = :played",
}


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A line of the list of cases. `due_on` is the nearest last day that is still open."""

    number: str
    title: str
    matter_type: str
    state: str
    version: int
    unit: str | None
    unit_name: str | None
    reviewer: str | None
    reviewer_name: str | None
    received_at: str
    state_since: str
    accepted_on: str | None
    floor_on: str | None
    ceiling_on: str | None
    due_on: str | None
    overdue: bool
    provisional: bool
    played: bool


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A line of the list of people; `code` is empty for a unit without anybody."""

    code: str
    name: str
    unit: str
    unit_name: str
    unit_kind: str
    roles: tuple[str, ...]
    active: bool


def case_lines(
    connection: Connection, wanted: CaseFilter, today: str, seen: Where = EVERY_CASE, me: str = ""
) -> list[CaseLine]:
    """Return the cases that pass the filter, the newest first. `today` is an ISO day.

    `seen` lets through what somebody may see; `me` is the code of who looks.
    """
    values: dict[str, Value] = {
        name: value for name in CONDITIONS if (value := getattr(wanted, name)) is not None
    }
    where = " AND ".join([*(CONDITIONS[name] for name in values), seen.sql])
    sql = f"{CASE_LINES} WHERE {where} ORDER BY c.received_at DESC, c.number"
    return [case_line(row, today) for row in connection.rows(sql, me=me, **values, **seen.values)]


def case_line(row: Row, today: str) -> CaseLine:
    """Return the line of a row of CASE_LINES; `today` is an ISO day."""
    values = dict(row)
    days = [values.pop("task_due_on"), values.pop("filing_due_on")]
    if row["state"] in ON_THE_CLOCK:
        days.append(row["ceiling_on"])
    due_on = min((day for day in days if day), default=None)
    values["provisional"] = bool(row["provisional"])
    values["played"] = bool(row["played"])
    return CaseLine(**values, due_on=due_on, overdue=due_on is not None and due_on < today)


def person_lines(connection: Connection) -> list[PersonLine]:
    """Return the people by unit, then the units that have nobody."""
    people: dict[str, PersonLine] = {}
    for row in connection.rows(PEOPLE):
        values = dict(row)
        role = values.pop("role")
        before = people[row["code"]].roles if row["code"] in people else ()
        values["active"] = bool(row["active"])
        people[row["code"]] = PersonLine(**values, roles=(*before, role) if role else before)
    empty = [
        PersonLine("", "", row["code"], row["name"], row["kind"], (), True)
        for row in connection.rows(UNITS_WITHOUT_PEOPLE)
    ]
    return [*people.values(), *empty]


def unit_names(connection: Connection) -> dict[str, str]:
    """Return the names of all units by their codes."""
    return {row["code"]: row["name"] for row in connection.rows(UNITS)}


def letters(connection: Connection, number: str) -> list[Row]:
    """Return the letters of a case, in the order of their numbering."""
    return list(connection.rows(LETTERS, number=number))


def last_entry_at(connection: Connection, chain: str) -> str:
    """Return when the last entry of a chain was written, in UTC; empty without one."""
    return str(connection.value(LAST_ENTRY_AT, chain=chain) or "")


def received_numbers(connection: Connection) -> list[str]:
    """Return the latest numbers of what others filed here, the newest first."""
    return [row["number"] for row in connection.rows(RECEIVED)]
