"""Rows of what issued documents do to one another, and the documents here that are meant."""

from collections.abc import Iterable, Sequence

from models.issuance import RelationState
from models.relation_reading import ReadRelation, number_key, title_keys
from review_flows.outside.database import Connection, Row, Value

COLUMNS = (
    "case_number, number, kind, state, title, document_number, target, words, reason, person, "
    "decided_at"
)
OF_CASE = f"SELECT {COLUMNS} FROM relations WHERE case_number = :number ORDER BY number"
LAST = "SELECT coalesce(max(number), 0) FROM relations WHERE case_number = :number"
FORGET = f"DELETE FROM relations WHERE case_number = :number AND state = '{RelationState.PROPOSED}'"
# A demonstration repeals nothing that is real.
ISSUED = (
    "SELECT c.number, c.title, c.state, i.document_number FROM cases c "
    "JOIN issuances i ON i.case_number = c.number "
    "WHERE c.number <> :number AND c.played = :played ORDER BY c.number"
)


def of_case(connection: Connection, number: str) -> Sequence[Row]:
    """Return the relations of a case's document to others, in their order."""
    return connection.rows(OF_CASE, number=number)


def forget_proposed(connection: Connection, number: str) -> None:
    """Take out what was read from an earlier text and nobody has settled."""
    connection.run(FORGET, number=number)


def add(connection: Connection, number: str, **values: Value) -> int:
    """Add a relation of a case; return its number within the case."""
    own = int(connection.value(LAST, number=number)) + 1
    connection.insert("relations", case_number=number, number=own, **{"reason": "", **values})
    return own


def settle(connection: Connection, number: str, relation: int, **values: Value) -> None:
    """Change what is said of one relation."""
    where = "case_number = :case_number AND number = :number"
    connection.update("relations", where, case_number=number, number=relation, **values)


def issued_others(connection: Connection, number: str, *, played: bool) -> Sequence[Row]:
    """Return number, title, state and document number of every other issued document here."""
    return connection.rows(ISSUED, number=number, played=played)


def meant_by(read: ReadRelation, issued: Iterable[Row], ended: Iterable[str]) -> list[str]:
    """Return the cases that a text may mean: by its number, else by its whole title.

    Of documents of the same title those that are still in force are meant; where none is, any.
    """
    rows = list(issued)
    if read.document_number:
        wanted = number_key(read.document_number)
        by_number = [row for row in rows if number_key(row["document_number"]) == wanted]
        if by_number:
            return [row["number"] for row in by_number]
    keys = title_keys(read.title)
    named = [row for row in rows if not keys.isdisjoint(title_keys(row["title"]))]
    if read.document_number:  # another number is another document
        named = []
    over = set(ended)
    living = [row for row in named if row["state"] not in over]
    return [row["number"] for row in living or named]
