"""The record of what came in: one row for each file, whatever became of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.arrival import ArrivalResult
from models.case import ENDED
from review_flows.outside.database import Connection, Value

ENDED_STATES = ", ".join(f"'{state}'" for state in sorted(ENDED))


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that came in with a submission."""

    submission: str
    name: str
    sha256: str
    size: int  # bytes
    result: ArrivalResult
    reason: str = ""
    case_number: str = ""


def add_arrivals(connection: Connection, arrivals: Sequence[Arrival], at: str) -> None:
    """Note what became of files."""
    rows: list[dict[str, Value]] = [
        {
            "submission": arrival.submission,
            "name": arrival.name,
            "sha256": arrival.sha256,
            "size": arrival.size,
            "result": str(arrival.result),
            "reason": arrival.reason,
            "case_number": arrival.case_number,
            "arrived_at": at,
        }
        for arrival in arrivals
    ]
    connection.insert_many("arrivals", rows)


def case_with_all(connection: Connection, hashes: frozenset[str]) -> str | None:
    """Return the case under way that has each of these files already, or None.

    A submission handed in twice is the same submission; one file that also belongs to another
    case (a law relied on) does not make it so. What was returned or withdrawn may be handed in
    anew with the same files.
    """
    first, *others = sorted(hashes)
    rows = connection.rows(
        "SELECT DISTINCT d.case_number FROM documents d JOIN cases c ON c.number = d.case_number "
        f"WHERE d.sha256 = :first AND c.state NOT IN ({ENDED_STATES}) ORDER BY d.case_number DESC",
        first=first,
    )
    for row in rows:
        if all(_has(connection, row["case_number"], other) for other in others):
            return str(row["case_number"])
    return None


def _has(connection: Connection, number: str, sha256: str) -> bool:
    return bool(
        connection.value(
            "SELECT count(*) FROM documents WHERE case_number = :number AND sha256 = :sha256",
            number=number,
            sha256=sha256,
        )
    )
