"""Units and persons from a CSV file; every error of the file at once, then all or nothing."""

import csv
import io
import re
from collections.abc import Iterator, Mapping

from models.errors import BadInput, nearest
from models.person import Role, UnitKind
from review_flows.outside.database import Connection, Database

COLUMNS = ("unit", "unit_name", "unit_kind", "person", "person_name", "roles")
MAIL = "mail"  # may be left out
# The addresses that every mail server takes: no display name, nothing but ASCII.
MAIL_SHAPE = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*", re.ASCII)
LONGEST_MAIL = 254  # RFC 5321, 4.5.3.1.3, less the angle brackets
GIVEN_ROLES = frozenset(Role) - {Role.SYSTEM}
NAME_TAKEN = "SELECT code FROM units WHERE name = :name AND code <> :code"
Line = Mapping[str, str]


def import_people(database: Database, text: str) -> tuple[int, int]:
    """Add or renew the units and persons of a CSV text; return how many of each.

    Columns: unit, unit_name, unit_kind, person, person_name, roles (separated by blanks), and
    mail, which may be left out: then the addresses stay as they are. A line without a person
    adds the unit alone. Raises BadInput with every error, by line.
    """
    lines = _read(text)
    problems = [problem for number, line in enumerate(lines, 2) for problem in _check(number, line)]
    if problems:
        raise BadInput("The file of people cannot be used:\n  - " + "\n  - ".join(problems))
    with database.writing() as connection:
        for line in lines:
            _put(connection, line)
    persons = {line["person"] for line in lines if line["person"]}
    return len({line["unit"] for line in lines}), len(persons)


def _read(text: str) -> list[Line]:
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
    if missing:
        raise BadInput(f"The file of people lacks the columns {', '.join(missing)} in its head.")
    held = [column for column in (*COLUMNS, MAIL) if column in (reader.fieldnames or ())]
    return [{column: (row[column] or "").strip() for column in held} for row in reader]


def _check(number: int, line: Line) -> Iterator[str]:
    if not line["unit"] or not line["unit_name"]:
        yield f"line {number}: unit and unit_name are needed"
    if line["unit_kind"] not in list(UnitKind):
        kind = line["unit_kind"]
        yield f"line {number}: unit_kind {kind}. {nearest(kind, UnitKind)}"
    if line["person"] and not line["person_name"]:
        yield f"line {number}: person_name is needed"
    if line["person"] == Role.SYSTEM:
        yield f"line {number}: “system” is the name of the flows"
    for role in line["roles"].split():
        if role not in GIVEN_ROLES:
            yield f"line {number}: role {role}. {nearest(role, GIVEN_ROLES)}"
    mail = line.get(MAIL, "")
    if mail and (not MAIL_SHAPE.fullmatch(mail) or len(mail) > LONGEST_MAIL):
        yield f"line {number}: mail {mail} is no address such as name@example.org"


def _put(connection: Connection, line: Line) -> None:
    other = connection.value(NAME_TAKEN, name=line["unit_name"], code=line["unit"])
    if other is not None:
        raise BadInput(
            f"The unit {line['unit']} cannot be named {line['unit_name']}: {other} bears that "
            "name. Letters name units by it, so give each its own."
        )
    connection.run(
        "INSERT INTO units (code, name, kind) VALUES (:code, :name, :kind) "
        "ON CONFLICT (code) DO UPDATE SET name = :name, kind = :kind",
        code=line["unit"],
        name=line["unit_name"],
        kind=line["unit_kind"],
    )
    if not line["person"]:
        return
    _put_person(connection, line)


def _put_person(connection: Connection, line: Line) -> None:
    code = line["person"]
    connection.run(
        "INSERT INTO persons (code, name, unit, active) VALUES (:code, :name, :unit, TRUE) "
        "ON CONFLICT (code) DO UPDATE SET name = :name, unit = :unit, active = TRUE",
        code=code,
        name=line["person_name"],
        unit=line["unit"],
    )
    if MAIL in line:
        connection.update("persons", "code = :code", code=code, mail=line[MAIL] or None)
    connection.run("DELETE FROM person_roles WHERE person = :code", code=code)
    for role in dict.fromkeys(line["roles"].split()):
        connection.insert("person_roles", person=code, role=role)


def mail_addresses(connection: Connection) -> dict[str, str]:
    """Return the mail addresses of those who have one, by the codes of their persons."""
    rows = connection.rows("SELECT code, mail FROM persons WHERE mail IS NOT NULL")
    return {row["code"]: row["mail"] for row in rows}
