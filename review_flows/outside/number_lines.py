"""SQL → the series of numbers as they stand, and what is wrong with them."""

from collections.abc import Iterable
from typing import NamedTuple

from models.issuance import NumberSeries, NumberState
from models.number_series import NumberFault, NumberLine, number_faults
from review_flows.outside.database import Connection, Row

LINES = (
    "SELECT n.series, n.year, n.running, n.text, n.state, n.case_number, n.reserved_at, "
    "n.void_reason, c.state AS case_state FROM numbers n "
    "LEFT JOIN cases c ON c.number = n.case_number ORDER BY n.series, n.year, n.running"
)
LAST = (
    "SELECT name, year, last FROM series WHERE name IN ('document_number', 'registration_number')"
)
RENEWED = "SELECT registration_number_before FROM continuations"
BORNE = "SELECT case_number, document_number, registration_number, led_elsewhere FROM issuances"


class Series(NamedTuple):
    """Every number that was ever taken, in order, and every fault."""

    lines: tuple[NumberLine, ...]
    faults: tuple[NumberFault, ...]


def read_series(connection: Connection) -> Series:
    """Return the numbers of both series, in all years."""
    lines = tuple(_line(row) for row in connection.rows(LINES))
    last = {(NumberSeries(row["name"]), row["year"]): row["last"] for row in connection.rows(LAST)}
    borne = _borne(connection.rows(BORNE))
    renewed = {row["registration_number_before"] for row in connection.rows(RENEWED)}
    return Series(lines, tuple(number_faults(lines, last, borne, renewed)))


def _line(row: Row) -> NumberLine:
    return NumberLine(
        series=NumberSeries(row["series"]),
        year=row["year"],
        running=row["running"],
        text=row["text"],
        state=NumberState(row["state"]),
        case_number=row["case_number"],
        case_state=row["case_state"] or "",
        reserved_at=row["reserved_at"],
        void_reason=row["void_reason"],
    )


def _borne(rows: Iterable[Row]) -> dict[tuple[NumberSeries, str], str]:
    return {
        (series, row["case_number"]): row[series]
        for row in rows
        for series in NumberSeries
        if not (row["led_elsewhere"] and series is NumberSeries.DOCUMENT_NUMBER)
    }
