"""Rows of deliberations, issuances and filings."""

from collections.abc import Sequence
from datetime import date

from review_flows.outside.database import Connection, Row

LAST_DELIBERATION = (
    "SELECT id, meeting, held_on, result, document_sha256, note, kind, papers, minutes_sha256 "
    "FROM deliberations WHERE case_number = :number ORDER BY id DESC LIMIT 1"
)
ISSUANCE = (
    "SELECT signer, signed_on, document_number, registration_number, document_sha256, text_sha256, "
    "issued_on, place, published_on, effective_on, valid_until, makers, maker_kind, led_elsewhere, "
    "disclose_by, early_reason, late_reason, interpretation_place, interpretation_on, "
    "evaluation_called_on FROM issuances WHERE case_number = :number"
)
FILINGS = (
    "SELECT recipient, state, due_on, package_sha256, delivered_on, receipt_number, "
    "registered_on, reply_by, answer_by FROM filings WHERE case_number = :number "
    "ORDER BY recipient DESC"
)


def last_deliberation(connection: Connection, number: str) -> Row | None:
    """Return what the last meeting decided, or None."""
    return connection.row(LAST_DELIBERATION, number=number)


def keep_minutes(connection: Connection, deliberation: int, sha256: str) -> None:
    """Note which document holds the minutes of a meeting."""
    connection.update("deliberations", "id = :id", id=deliberation, minutes_sha256=sha256)


def issuance(connection: Connection, number: str) -> Row | None:
    """Return the case's line of the issuance register, or None."""
    return connection.row(ISSUANCE, number=number)


def withdraw(connection: Connection, number: str) -> None:
    """Take a line out of the register whose numbers became void; the log keeps what it was."""
    connection.run("DELETE FROM issuances WHERE case_number = :number", number=number)


def note_call(connection: Connection, number: str, today: date) -> None:
    """Note the day on which people were called to evaluate a document."""
    connection.update(
        "issuances",
        "case_number = :case_number",
        case_number=number,
        evaluation_called_on=today.isoformat(),
    )


def filings(connection: Connection, number: str) -> Sequence[Row]:
    """Return the filing tracks of a case, the superior government first."""
    return connection.rows(FILINGS, number=number)
