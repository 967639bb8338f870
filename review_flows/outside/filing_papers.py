"""The documents that go into a filing package, as they leave the house: cleaned, and by hash."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models.document import DocumentKind
from review_flows.outside import case_files, issuances
from review_flows.outside.database import Connection

# A confirmation of an opinion that was voided since says nothing of the text.
CONFIRMATION = (
    "SELECT number, facts, sha256 FROM letters WHERE case_number = :number "
    "AND kind = 'revision_confirmation' AND id > (SELECT coalesce(max(id), 0) FROM letters "
    "WHERE case_number = :number AND kind = 'review_opinion') ORDER BY id DESC LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class Confirmation:
    """The 复核意见书 by which the opinion holds for a changed text.

    `sha256` is that of its file, None while it is not written.
    """

    number: str
    day: date
    sha256: str | None


@dataclass(frozen=True, slots=True)
class FiledDocument:
    """A document of a package: its place in it, its name, the SHA-256 of the copy that is sent."""

    place: int
    name: str
    sha256: str


TEXT, EXPLANATION, BASES = "正式文本", "起草说明", "制定依据"
_BESIDE = ((3, EXPLANATION, DocumentKind.EXPLANATION), (4, BASES, DocumentKind.BASES))


def filed_documents(connection: Connection, number: str) -> tuple[FiledDocument, ...]:
    """Return the text as it was issued, and what explains it; what the case lacks is left out."""
    return tuple(_found(connection, number))


def _found(connection: Connection, number: str) -> Iterator[FiledDocument]:
    issued = issuances.issuance(connection, number)
    assert issued is not None, f"{number} was never issued"
    rows = {row["sha256"]: row for row in case_files.documents(connection, number)}
    yield FiledDocument(2, TEXT, case_files.copy_sha256(rows[issued["document_sha256"]]))
    for place, name, kind in _BESIDE:
        document = case_files.latest(connection, number, kind)
        if document is not None:
            yield FiledDocument(place, name, case_files.copy_sha256(document))


def confirmation(connection: Connection, number: str) -> Confirmation | None:
    """Return the last confirmation of the opinion in force; None where its text is the first."""
    row = connection.row(CONFIRMATION, number=number)
    if row is None:
        return None
    day = date.fromisoformat(json.loads(row["facts"])["written_on"])
    return Confirmation(row["number"], day, row["sha256"])
