"""Letters that hold no more, because the numbers they state became void.

One that nobody has written yet is never written; one that went out stays in the record, and the
letter that takes its place says so.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from review_flows.outside.database import Connection, Row

OF_CASE = (
    "SELECT id, number, facts FROM letters "
    "WHERE case_number = :number AND withdrawn_at IS NULL ORDER BY id"
)
OUT = (
    "SELECT number, facts FROM letters WHERE case_number = :number AND kind = :kind "
    "AND withdrawn_at IS NOT NULL AND written_at IS NOT NULL ORDER BY id"
)
VOID = "SELECT text FROM numbers WHERE case_number = :number AND state = 'void'"
STATED = ("document_number", "registration_number")


@dataclass(frozen=True, slots=True)
class VoidLetter:
    """A letter that went out before its numbers became void: its own number, and those."""

    number: str
    void: tuple[str, ...]


def withdraw_stating(
    connection: Connection, case: str, numbers: Collection[str], at: str
) -> list[str]:
    """Withdraw the letters of a case that state one of the numbers; return their own.

    `at` is UTC.
    """
    stating = [
        row
        for row in connection.rows(OF_CASE, number=case)
        if not set(_stated(row)).isdisjoint(numbers)
    ]
    for row in stating:
        connection.update("letters", "id = :id", id=row["id"], withdrawn_at=at)
    return [str(row["number"]) for row in stating]


def void_letters(connection: Connection, case: str, kind: str) -> Sequence[VoidLetter]:
    """Return the letters of a kind that went out and hold no more, the first one first."""
    void = {row["text"] for row in connection.rows(VOID, number=case)}
    return [
        VoidLetter(row["number"], tuple(one for one in _stated(row) if one in void))
        for row in connection.rows(OUT, number=case, kind=kind)
    ]


def _stated(row: Row) -> list[str]:
    facts = json.loads(row["facts"])
    return [facts[name] for name in STATED if facts.get(name)]
