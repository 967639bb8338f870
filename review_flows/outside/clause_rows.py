"""Clauses of drafts as they were read, and the changes between two drafts of a case."""

import json

from models.comparison.clause_diff import (
    OUTSIDE,
    ChangeKind,
    ClauseChange,
    clause_changes,
    words_outside,
)
from models.document import Clause, ClauseLevel
from models.moves import Move
from review_flows.outside import records
from review_flows.outside.database import Connection
from review_flows.outside.store import Store

CLAUSES = (
    "SELECT position, level, number, address, text FROM clauses "
    "WHERE document_sha256 = :sha256 ORDER BY position"
)


def clauses_in(connection: Connection, sha256: str) -> tuple[Clause, ...]:
    """Return the clauses that were read from a draft; none where it has none, or was not read."""
    return tuple(
        Clause(
            row["position"], ClauseLevel(row["level"]), row["number"], row["address"], row["text"]
        )
        for row in connection.rows(CLAUSES, sha256=sha256)
    )


def was_read(connection: Connection, number: str, sha256: str) -> bool:
    """Say whether a draft of the case was screened. One without clauses leaves only its entry."""
    return bool(clauses_in(connection, sha256)) or any(
        json.loads(row["body"])["form"].get("document_sha256") == sha256
        for row in records.entries_of(connection, number, (Move.SCREEN,))
    )


def changes_between(
    connection: Connection, store: Store, before: str, after: str
) -> tuple[ClauseChange, ...]:
    """Return the changes between two drafts that were read, named by their SHA-256.

    What belongs to no clause (a table of fees in an attachment) is read from the files; where one
    cannot be opened there is a change of unknown words outside the clauses.
    """
    changes = clause_changes(clauses_in(connection, before), clauses_in(connection, after))
    old, new = _outside(store, before), _outside(store, after)
    if old is None or new is None:
        nowhere = frozenset({OUTSIDE})
        unknown = Clause(0, ClauseLevel.PART, "", OUTSIDE, "")
        return (*changes, ClauseChange(ChangeKind.CHANGED, unknown, unknown, nowhere, nowhere))
    return (*changes, *clause_changes(old, new))


def _outside(store: Store, sha256: str) -> tuple[Clause, ...] | None:
    # Imported here: lxml is needed for this alone, and a move on any other case starts without it.
    from review_flows.outside.word.apart import open_apart

    text = open_apart(store.get(sha256)).text
    return None if text is None else words_outside(text)
