"""Units, persons and memberships: a table of them compared with the site, then written."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from models.errors import BadInput
from models.people_change import (
    PeoplePlan,
    PersonChange,
    Registered,
    UnitChange,
    memberships_after,
)
from models.person import Membership, Person, Role, Unit, UnitKind
from review_flows.outside.database import Connection, Database
from review_flows.outside.people_file import FileLine, lines_of_csv
from review_flows.outside.people_lines import (
    OF_PERSON,
    OF_UNIT,
    active_of,
    contradictions,
    line_problems,
    roles_of,
    stated,
)
from review_flows.outside.wall_clock import MachineClock, day_of

SINCE_EVER = "0001-01-01"  # of a person whose first day nobody gave
UNITS = "SELECT code, name, kind FROM units"
PERSONS = "SELECT code, name, unit, active, mail FROM persons ORDER BY code"
ROLES = "SELECT person, role FROM person_roles"
MEMBERSHIPS = "SELECT person, unit, since, until FROM memberships ORDER BY since, unit"
Problem = tuple[int, str]


def import_people(database: Database, text: str, today: str = "") -> tuple[int, int]:
    """Write the people of a CSV text, whoever may; return how many units and persons it names.

    For a first set-up in code. People go through review_flows.desk.people_change, which asks who
    may and logs it. `today` is an ISO day of Asia/Shanghai, else the machine's. Raises BadInput
    with every error, by line.
    """
    day = today or day_of(MachineClock().now()).isoformat()
    with database.writing() as connection:
        plan = plan_people(connection, lines_of_csv(text), day)
        write_people(connection, plan)
    return plan.units_named, plan.persons_named


def plan_people(connection: Connection, lines: Sequence[FileLine], today: str) -> PeoplePlan:
    """Return what a table changes. Raises BadInput with every error of it, by line."""
    problems = [(line.number, said) for line in lines for said in line_problems(line, today)]
    by_unit, by_person = _grouped(lines, "unit"), _grouped(lines, "person")
    for grouped, columns in ((by_unit, OF_UNIT), (by_person, OF_PERSON)):
        for some in grouped.values():
            problems += contradictions(some, columns)
    _raise(problems)
    units = {
        row["code"]: Unit(row["code"], row["name"], UnitKind(row["kind"]))
        for row in connection.rows(UNITS)
    }
    people = registered_people(connection)
    unit_changes = [_unit_change(some, units, problems) for some in by_unit.values()]
    changes = [_person_change(some, people, today, problems) for some in by_person.values()]
    _raise(problems)
    return PeoplePlan(
        tuple(one for one in unit_changes if one.before != one.after),
        tuple(one for one in changes if one is not None and one.changes),
        len(by_unit),
        len(by_person),
    )


def _grouped(lines: Iterable[FileLine], column: str) -> dict[str, list[FileLine]]:
    grouped: dict[str, list[FileLine]] = {}
    for line in lines:
        if line.cell(column):
            grouped.setdefault(line.cell(column), []).append(line)
    return grouped


def _raise(problems: Iterable[Problem]) -> None:
    told = [f"line {number}: {said}" for number, said in sorted(problems)]
    if told:
        raise BadInput("The file of people cannot be used:\n  - " + "\n  - ".join(told))


def _unit_change(
    lines: list[FileLine], units: dict[str, Unit], problems: list[Problem]
) -> UnitChange:
    """Return the change, and remember the unit as it will be for those that follow."""
    first = lines[0]
    after = Unit(first.cell("unit"), first.cell("unit_name"), UnitKind(first.cell("unit_kind")))
    bearer = next((u.code for u in units.values() if u.name == after.name), after.code)
    if bearer != after.code:
        problems.append(
            (
                first.number,
                f"the unit {after.code} cannot be named {after.name}: {bearer} bears that name. "
                "Letters name units by it, so give each its own.",
            )
        )
    change = UnitChange(first.number, units.get(after.code), after)
    units[after.code] = after
    return change


def _person_change(
    lines: list[FileLine], people: dict[str, Registered], today: str, problems: list[Problem]
) -> PersonChange | None:
    first = lines[0]
    code, active = first.cell("person"), active_of(first)
    before = people.get(code)
    known = before or Registered(code, "", "")
    try:
        unit, memberships = memberships_after(
            known.memberships, map(stated, lines), today, SINCE_EVER
        )
    except BadInput as error:
        problems.append((lines[-1].number, error.message))
        return None
    after = replace(
        known,
        name=first.cell("person_name"),
        unit=unit or known.unit or first.cell("unit"),
        memberships=memberships,
        roles=roles_of(first) if "roles" in first.cells else known.roles,
        mail=(first.cell("mail") or None) if "mail" in first.cells else known.mail,
        active=known.active if active is None else active,
    )
    return PersonChange(first.number, before, after)


def registered_people(connection: Connection) -> dict[str, Registered]:
    """Return everybody whom the site knows, by code."""
    roles: dict[str, set[Role]] = {}
    for row in connection.rows(ROLES):
        roles.setdefault(row["person"], set()).add(Role(row["role"]))
    memberships: dict[str, list[Membership]] = {}
    for row in connection.rows(MEMBERSHIPS):
        one = Membership(row["unit"], row["since"], row["until"])
        memberships.setdefault(row["person"], []).append(one)
    return {
        row["code"]: Registered(
            row["code"],
            row["name"],
            row["unit"],
            frozenset(roles.get(row["code"], ())),
            tuple(memberships.get(row["code"], ())),
            bool(row["active"]),
            row["mail"],
        )
        for row in connection.rows(PERSONS)
    }


def person_of(known: Registered, today: str = "") -> Person:
    """Return somebody as he acts, standing in for nobody; `today` is an ISO day."""
    unit, roles, memberships = known.unit, known.roles, known.memberships
    return Person(known.code, known.name, unit, roles, memberships, as_of=today)


def write_people(connection: Connection, plan: PeoplePlan) -> None:
    """Write what a plan changes."""
    for unit in plan.units:
        connection.run(
            "INSERT INTO units (code, name, kind) VALUES (:code, :name, :kind) "
            "ON CONFLICT (code) DO UPDATE SET name = :name, kind = :kind",
            code=unit.after.code,
            name=unit.after.name,
            kind=str(unit.after.kind),
        )
    for change in plan.persons:
        _write_person(connection, change.after)
        if change.changes_roles:
            connection.run("DELETE FROM person_roles WHERE person = :code", code=change.code)
            roles = sorted(change.after.roles)
            rows = [{"person": change.code, "role": str(role)} for role in roles]
            connection.insert_many("person_roles", rows)
        _write_memberships(connection, change)


def _write_person(connection: Connection, person: Registered) -> None:
    connection.run(
        "INSERT INTO persons (code, name, unit, active, mail) "
        "VALUES (:code, :name, :unit, :active, :mail) ON CONFLICT (code) DO UPDATE "
        "SET name = :name, unit = :unit, active = :active, mail = :mail",
        code=person.code,
        name=person.name,
        unit=person.unit,
        active=person.active,
        mail=person.mail,
    )


def _write_memberships(connection: Connection, change: PersonChange) -> None:
    before = change.before.memberships if change.before else ()
    for one in change.after.memberships:
        if one not in before:
            connection.run(
                "INSERT INTO memberships (person, unit, since, until) "
                "VALUES (:person, :unit, :since, :until) "
                "ON CONFLICT (person, unit, since) DO UPDATE SET until = :until",
                person=change.code,
                unit=one.unit,
                since=one.since,
                until=one.until,
            )


def mail_addresses(connection: Connection) -> dict[str, str]:
    """Return the mail addresses of those who have one, by the codes of their persons."""
    rows = connection.rows("SELECT code, mail FROM persons WHERE mail IS NOT NULL")
    return {row["code"]: row["mail"] for row in rows}
