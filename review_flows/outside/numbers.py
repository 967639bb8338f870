"""Rows of the numbers of issued documents: what is reserved, used, void."""

from collections.abc import Sequence

from models.issuance import NumberState
from review_flows.outside.database import Connection, Row

COLUMNS = "series, year, running, text, state, case_number, reserved_at, used_at, void_at"
OF_CASE = f"SELECT {COLUMNS} FROM numbers WHERE case_number = :number"
RESERVED = f"{OF_CASE} AND state = 'reserved' ORDER BY series"
LIVING = f"{OF_CASE} AND state <> 'void' ORDER BY series"


def reserved(connection: Connection, number: str) -> Sequence[Row]:
    """Return the numbers that are kept for a case and not used."""
    return connection.rows(RESERVED, number=number)


def living(connection: Connection, number: str) -> Sequence[Row]:
    """Return the numbers of a case that are not void."""
    return connection.rows(LIVING, number=number)


def mark_used(connection: Connection, number: str, at: str) -> None:
    """Note that the reserved numbers of a case stand on its document; `at` is UTC."""
    connection.update(
        "numbers",
        "case_number = :case_number AND state = 'reserved'",
        case_number=number,
        state=str(NumberState.USED),
        used_at=at,
    )


def make_void(connection: Connection, number: str, at: str, reason: str) -> None:
    """Note that the numbers of a case will never be used; `at` is UTC."""
    connection.update(
        "numbers",
        "case_number = :case_number AND state <> 'void'",
        case_number=number,
        state=str(NumberState.VOID),
        void_at=at,
        void_reason=reason,
    )
