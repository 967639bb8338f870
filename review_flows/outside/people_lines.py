"""The lines of a table of people: what each says, or every reason why it cannot be taken."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from itertools import pairwise

from models.errors import BadInput, nearest
from models.people_change import StatedMembership
from models.person import GIVEN_ROLES, Role, UnitKind
from models.separation import role_faults, sentence
from review_flows.outside.people_file import FileLine

# The addresses that every mail server takes: no display name, nothing but ASCII.
MAIL_SHAPE = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*", re.ASCII)
LONGEST_MAIL = 254  # RFC 5321, 4.5.3.1.3, less the angle brackets
DAY_SHAPE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", re.ASCII)
OPERATOR = "operator"  # whoever runs the shell at the first set-up, as the log names him
SWITCH = {"yes": True, "是": True, "no": False, "否": False}
# What several lines of one person have to agree on; his units may differ, one after the other.
OF_PERSON = ("person_name", "roles", "mail", "active")
OF_SOMEBODY = (*OF_PERSON, "since", "until")
OF_UNIT = ("unit_name", "unit_kind")


def line_problems(line: FileLine, today: str) -> Iterator[str]:
    """Yield every reason why a line cannot be taken. `today` is an ISO day."""
    unit, person = line.cell("unit"), line.cell("person")
    if not unit or not line.cell("unit_name"):
        yield "unit and unit_name are needed"
    kind = line.cell("unit_kind")
    if kind not in list(UnitKind):
        yield f"unit_kind {kind}. {nearest(kind, UnitKind)}"
    for code in (unit, person):
        if any(sign.isspace() for sign in code):
            yield f"the code {code} holds a blank"
    if person:
        yield from _person_problems(line, person, today)
    elif said := [column for column in OF_SOMEBODY if line.cell(column)]:
        yield f"person is needed: the line says the {', '.join(said)} of somebody without a code"


def _person_problems(line: FileLine, person: str, today: str) -> Iterator[str]:
    if not line.cell("person_name"):
        yield "person_name is needed"
    if person in (Role.SYSTEM, OPERATOR):
        yield f"“{person}” is the name of the {'flows' if person == Role.SYSTEM else 'shell'}"
    unknown = [role for role in line.cell("roles").split() if role not in GIVEN_ROLES]
    for role in unknown:
        yield f"role {role}. {nearest(role, GIVEN_ROLES)}"
    if not unknown:
        yield from (sentence(fault) for fault in role_faults(person, roles_of(line)))
    mail = line.cell("mail")
    if mail and (not MAIL_SHAPE.fullmatch(mail) or len(mail) > LONGEST_MAIL):
        yield f"mail {mail} is no address such as name@example.org"
    if line.cell("active").lower() not in ("", *SWITCH):
        yield f"active {line.cell('active')}: write yes or no"
    yield from _day_problems(line, today)


def _day_problems(line: FileLine, today: str) -> Iterator[str]:
    for column in ("since", "until"):
        try:
            day = day_of_cell(line, column)
        except BadInput as error:
            yield error.message
            continue
        if column == "since" and day is not None and day > today:
            yield f"since {day} is yet to come; import it on that day (today is {today})"


def roles_of(line: FileLine) -> frozenset[Role]:
    """Return the roles that a line names."""
    return frozenset(map(Role, line.cell("roles").split()))


def day_of_cell(line: FileLine, column: str) -> str | None:
    """Return the ISO day of a cell, or None of an empty one. Raises BadInput for no day."""
    text = line.cell(column)
    if not text:
        return None
    shape = DAY_SHAPE.fullmatch(text)
    with suppress(ValueError):
        if shape is not None:
            year, month, day = map(int, shape.groups())
            return date(year, month, day).isoformat()
    raise BadInput(f"{column} {text} is no day; write it as 2026-03-09")


def active_of(line: FileLine) -> bool | None:
    """Return whether a line says that the person works here; None where it does not say."""
    return SWITCH.get(line.cell("active").lower())


def stated(line: FileLine) -> StatedMembership:
    """Return what a line says of the membership in its unit."""
    since, until = day_of_cell(line, "since"), day_of_cell(line, "until")
    lasts = until is None and "until" in line.cells
    return StatedMembership(line.cell("unit"), since, until, lasts)


def contradictions(lines: Iterable[FileLine], columns: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yield where lines of one thing say different things of it: (line, what)."""
    columns = tuple(columns)
    for before, line in pairwise(lines):
        for column in columns:
            if before.cell(column) != line.cell(column):
                yield line.number, f"{column} is another one than in line {before.number}"
