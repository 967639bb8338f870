"""Rows of the numbers of issued documents: what is reserved, used, void."""

from collections.abc import Iterable, Sequence

from models.issuance import NumberState
from review_flows.outside.database import Connection, Row

COLUMNS = (
    "series, year, running, text, state, case_number, reserved_at, used_at, void_at, void_reason"
)
OF_CASE = f"SELECT {COLUMNS} FROM numbers WHERE case_number = :number"
RESERVED = f"{OF_CASE} AND state = 'reserved' ORDER BY series"
LIVING = f"{OF_CASE} AND state <> 'void' ORDER BY series"
EVER = f"{OF_CASE} ORDER BY reserved_at, series"
BEARING = (
    "SELECT case_number FROM numbers WHERE text = :text UNION "
    "SELECT case_number FROM issuances WHERE document_number = :text OR registration_number = :text"
)
ONE = "series = :series AND year = :year AND running = :running"


def reserved(connection: Connection, number: str) -> Sequence[Row]:
    """Return the numbers that are kept for a case and not used."""
    return connection.rows(RESERVED, number=number)


def living(connection: Connection, number: str) -> Sequence[Row]:
    """Return the numbers of a case that are not void."""
    return connection.rows(LIVING, number=number)


def ever(connection: Connection, number: str) -> Sequence[Row]:
    """Return every number that a case was given, the first one first."""
    return connection.rows(EVER, number=number)


def bearer(connection: Connection, text: str) -> str:
    """Return the case that a number was given to in any series, or nothing."""
    return str(connection.value(BEARING, text=text) or "")


def mark_used(connection: Connection, number: str, at: str) -> None:
    """Note that the reserved numbers of a case stand on its document; `at` is UTC."""
    connection.update(
        "numbers",
        "case_number = :case_number AND state = 'reserved'",
        case_number=number,
        state=str(NumberState.USED),
        used_at=at,
    )


def make_void(connection: Connection, rows: Iterable[Row], at: str, reason: str) -> list[str]:
    """Note that numbers will never be used, and return them as printed; `at` is UTC."""
    texts = []
    for row in rows:
        connection.update(
            "numbers",
            ONE,
            series=row["series"],
            year=row["year"],
            running=row["running"],
            state=str(NumberState.VOID),
            void_at=at,
            void_reason=reason,
        )
        texts.append(str(row["text"]))
    return texts
