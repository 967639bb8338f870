"""Rows of consultations, opinions and their items."""

from collections.abc import Sequence

from models.opinion import OpinionState
from review_flows.outside.database import Connection, Row

IN_STATE = (
    "SELECT id, conclusion, summary, document_sha256, reviewer, proposed_at, signer, signed_at, "
    "number FROM opinions WHERE case_number = :number AND state = :state ORDER BY id DESC LIMIT 1"
)
ITEMS = (
    "SELECT number, address, issue, basis, suggestion, severity, adoption, adoption_reason "
    "FROM opinion_items WHERE opinion = :opinion ORDER BY number"
)
CONSULTATIONS = (
    "SELECT c.id, c.advisor, p.name AS advisor_name, c.question, c.asked_at, c.answer_by, c.kind, "
    "c.text, c.answered_at FROM consultations c JOIN persons p ON p.code = c.advisor "
    "WHERE c.case_number = :number ORDER BY c.id"
)


def opinion_in(connection: Connection, number: str, state: OpinionState) -> Row | None:
    """Return the latest opinion of a case that is in a state, or None."""
    return connection.row(IN_STATE, number=number, state=str(state))


def items_of(connection: Connection, opinion: int) -> Sequence[Row]:
    """Return the items of an opinion in their order."""
    return connection.rows(ITEMS, opinion=opinion)


def consultations(connection: Connection, number: str) -> Sequence[Row]:
    """Return the consultations of a case in their order."""
    return connection.rows(CONSULTATIONS, number=number)


def unanswered(connection: Connection, number: str, advisor: str) -> bool:
    """Say whether an advisor is being asked on this case."""
    return bool(
        connection.value(
            "SELECT count(*) FROM consultations WHERE case_number = :number "
            "AND advisor = :advisor AND answered_at IS NULL",
            number=number,
            advisor=advisor,
        )
    )


def advice_given(connection: Connection, number: str) -> bool:
    """Say whether an advisor has answered on this case."""
    return bool(
        connection.value(
            "SELECT count(*) FROM consultations WHERE case_number = :number "
            "AND answered_at IS NOT NULL",
            number=number,
        )
    )
