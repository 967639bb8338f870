"""Which cases a person may see or work on: the table of permissions, compiled to SQL.

A test holds it equal to `Permission.holds` for every person, case and action. The statement that
takes the condition names the table of cases `c`.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from models.action import Action
from models.moves import Move
from models.permission import PERMISSIONS
from models.person import Membership, Person, Role
from models.relation import Condition, Permission, Relation
from models.task import ASKED_TASKS, WAITING, TaskState
from review_flows.outside.database import Connection, Value
from review_flows.outside.persons import HELD, KINDS_OF_REVIEW
from review_flows.outside.wall_clock import SHANGHAI, utc_text

ALWAYS, NEVER = "1 = 1", "1 = 0"


class Where(NamedTuple):
    """A condition over `cases c`, in brackets, and the values of its parameters."""

    sql: str
    values: dict[str, Value]


EVERY_CASE = Where(ALWAYS, {})


def where_may(person: Person, action: Action | Move, role: Role | None = None) -> Where:
    """Return the cases on which the person may do so, in one of the roles held (or in `role`).

    That a move is possible in a case's state is another question, which models.moves answers.
    """
    roles = person.roles if role is None else person.roles & {role}
    allowed = (PERMISSIONS.get((role, action)) for role in sorted(roles))
    return where_one_holds(person, (one for one in allowed if one is not None))


def where_one_holds(person: Person, permissions: Iterable[Permission]) -> Where:
    """Return the cases on which one of the permissions holds for the person."""
    writer = _Writer(person)
    conditions = {condition for one in permissions for condition in one.conditions}
    if Condition() in conditions:
        return EVERY_CASE
    told = sorted(writer.condition(condition) for condition in conditions)
    return Where(f"({' OR '.join(told)})", writer.values) if told else Where(NEVER, {})


def numbers_where(connection: Connection, where: Where) -> set[str]:
    """Return the numbers of the cases that a condition lets through."""
    rows = connection.rows(f"SELECT c.number FROM cases c WHERE {where.sql}", **where.values)
    return {row["number"] for row in rows}


class _Writer:
    """Writes conditions for one person, and keeps the values that they name."""

    def __init__(self, person: Person) -> None:
        self._person = person
        self.values: dict[str, Value] = {}

    def condition(self, condition: Condition) -> str:
        parts = []
        if condition.states is not None:
            parts.append(f"c.state IN ({_quoted(condition.states)})")
        parts += [self.relation(one) for one in sorted(condition.needs)]
        parts += [f"NOT {self.relation(one)}" for one in sorted(condition.bars)]
        return f"({' AND '.join(parts) or ALWAYS})"

    def relation(self, relation: Relation) -> str:
        match relation:
            case Relation.OWN_UNIT:
                speaks = self._person.speaks_for is not None
                return f"(c.unit IS NOT NULL AND {self._own_unit() if speaks else NEVER})"
            case Relation.CONFLICTED:
                units = [self._own_unit(), *self._units_then()]
                return f"(c.unit IS NOT NULL AND ({' OR '.join(units)}))"
            case Relation.REVIEWER:
                return f"(c.reviewer IS NOT NULL AND c.reviewer IN ({self._codes()}))"
            case Relation.REVIEWED:
                own = f"(c.reviewer IS NOT NULL AND c.reviewer = {self._me()})"
                return f"({own} OR c.number IN ({self._held()}) OR c.number IN ({self._ended()}))"
            case Relation.ASKED:
                return f"c.number IN ({self._asked()})"
            case Relation.UNCLAIMED:
                return "c.reviewer IS NULL"

    # A list of numbers, read once by an index on the person, is cheaper than a look at the tasks
    # of each case.
    def _held(self) -> str:
        return (
            f"SELECT t.case_number FROM tasks t WHERE t.person = {self._me()} "
            f"AND t.kind IN ({KINDS_OF_REVIEW}) AND {HELD}"
        )

    def _ended(self) -> str:
        return (
            f"SELECT case_number FROM tasks WHERE ended_by = {self._me()} "
            f"AND state = '{TaskState.DONE}' AND kind IN ({KINDS_OF_REVIEW})"
        )

    def _asked(self) -> str:
        return (
            f"SELECT case_number FROM tasks WHERE person IN ({self._codes()}) "
            f"AND state IN ({_quoted(WAITING)}) AND kind IN ({_quoted(ASKED_TASKS)})"
        )

    def _own_unit(self) -> str:
        return f"c.unit = {self._value('unit', self._person.unit)}"

    def _units_then(self) -> Iterator[str]:
        for place, membership in enumerate(self._person.memberships):
            parts = [f"c.unit = {self._value(f'unit{place}', membership.unit)}"]
            first, after = instants_of(membership)
            if first is not None:
                parts.append(f"c.received_at >= {self._value(f'since{place}', first)}")
            if after is not None:
                parts.append(f"c.received_at < {self._value(f'until{place}', after)}")
            yield f"({' AND '.join(parts)})"

    def _codes(self) -> str:
        codes = enumerate(sorted(self._person.codes))
        return ", ".join(self._value(f"code{place}", code) for place, code in codes)

    def _me(self) -> str:
        return self._value("me", self._person.code)

    def _value(self, name: str, value: str) -> str:
        self.values[f"sight_{name}"] = value
        return f":sight_{name}"


def _quoted(codes: Iterable[str]) -> str:
    return ", ".join(f"'{code}'" for code in sorted(codes))


def instants_of(membership: Membership) -> tuple[str | None, str | None]:
    """Return the first instant of a membership and the first one after it, in UTC as stored."""
    since, until = membership.since, membership.until
    first = None if since <= str(date.min + timedelta(days=1)) else _midnight(since)
    after = None if until is None else _midnight(str(date.fromisoformat(until) + timedelta(days=1)))
    return first, after


def _midnight(day: str) -> str:
    return utc_text(datetime.combine(date.fromisoformat(day), time(), SHANGHAI))
