"""Rows of the catalogues that offices handed in, and of their lines."""

import json
from collections.abc import Sequence
from datetime import date

from models.catalogue.line import CatalogueLine
from review_flows.outside.database import Connection, Row, Value

SAME_FILE = (
    "SELECT c.id, c.name, c.imported_at, c.person, "
    "(SELECT count(*) FROM catalogue_lines l WHERE l.catalogue = c.id) AS rows_read, "
    "(SELECT count(*) FROM catalogue_lines l WHERE l.catalogue = c.id AND l.fault = '') AS taken "
    "FROM catalogues c WHERE c.sha256 = :sha256"
)
CATALOGUES = (
    "SELECT c.id, c.name, c.unit, c.first_on, c.last_on, c.imported_at, c.person, "
    "(SELECT count(*) FROM catalogue_lines l WHERE l.catalogue = c.id) AS rows_read, "
    "(SELECT count(*) FROM catalogue_lines l WHERE l.catalogue = c.id AND l.fault = '') AS taken "
    "FROM catalogues c ORDER BY c.id"
)
LISTED = (
    "SELECT sheet, sheet_row, fault, fault_detail, title, document_number, raw "
    "FROM catalogue_lines WHERE catalogue = :catalogue AND fault <> '' ORDER BY line"
)


def same_file(connection: Connection, sha256: str) -> Row | None:
    """Return the catalogue that was imported from the same bytes, or None."""
    return connection.row(SAME_FILE, sha256=sha256)


def catalogues(connection: Connection) -> Sequence[Row]:
    """Return every catalogue with how many rows were read and taken in, the first one first."""
    return connection.rows(CATALOGUES)


def listed_rows(connection: Connection, catalogue: int) -> Sequence[Row]:
    """Return the rows of a catalogue that were not taken in, in the order of the file."""
    return connection.rows(LISTED, catalogue=catalogue)


def add_lines(connection: Connection, catalogue: int, lines: Sequence[CatalogueLine]) -> None:
    """Keep each row of a catalogue, taken in or listed."""
    connection.insert_many(
        "catalogue_lines",
        [_row(catalogue, place, line) for place, line in enumerate(lines, start=1)],
    )


def _row(catalogue: int, place: int, line: CatalogueLine) -> dict[str, Value]:
    return {
        "catalogue": catalogue,
        "line": place,
        "sheet": line.sheet,
        "title": line.title,
        "document_number": line.document_number,
        "registration_number": line.registration_number,
        "issued_on": _day(line.issued_on),
        "published_on": _day(line.published_on),
        "unit": line.unit,
        "normative": line.normative,
        "filed_on": _day(line.filed_on),
        "remarks": line.remarks,
        "fault": str(line.fault or ""),
        "raw": json.dumps(dict(line.cells), ensure_ascii=False),
        "sheet_row": line.row,
        "fault_detail": line.about,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
