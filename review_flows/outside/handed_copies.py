"""Which copies of drafts were handed out, and which cases wait for an answer of somebody."""

import json
from collections.abc import Iterable

from models.moves import Move
from review_flows.outside import records
from review_flows.outside.database import Connection

ASKING = (
    "SELECT DISTINCT case_number FROM consultations WHERE kind IS NULL AND recalled_at IS NULL "
    "AND advisor = :code ORDER BY case_number"
)


def handed_out(connection: Connection, number: str, draft: str) -> list[str]:
    """Return the SHA-256 of the copies of a draft (by its own) that were handed out, in order."""
    entries = records.entries_of(connection, number, (Move.HAND_OUT,))
    forms = [json.loads(row["body"])["form"] for row in entries]
    return [form["sha256"] for form in forms if form["document_sha256"] == draft]


def cases_asking(connection: Connection, codes: Iterable[str]) -> list[str]:
    """Return the cases in which a question waits for one of these persons."""
    return [
        row["case_number"] for code in sorted(codes) for row in connection.rows(ASKING, code=code)
    ]
