"""The documents that go into a filing package, as they leave the house: cleaned, and by hash."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models.document import DocumentKind
from models.filing import FilingReply
from review_flows.outside import case_files, issuances
from review_flows.outside.database import Connection, Row
from review_flows.outside.out_messages import OutMessage

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
AFTER_LETTER = 2  # where what goes with a cover letter begins
AFTER_WHOLE = 7  # where what goes with a whole package begins
ALWAYS = "9999"  # later than every instant
LONGEST_NAME = 60  # characters of a document's own name in a package


def filed_documents(
    connection: Connection, number: str, until: str = ALWAYS
) -> tuple[FiledDocument, ...]:
    """Return the text as it was issued, and what explains it; what the case lacks is left out.

    What came in after the instant `until` (UTC) is not looked at.
    """
    issued = issuances.issuance(connection, number)
    assert issued is not None, f"{number} was never issued"
    known = _known(connection, number)
    text = case_files.copy_sha256(known[issued["text_sha256"]])
    return (FiledDocument(2, TEXT, text), *_beside(known, until))


def reply_documents(
    connection: Connection, message: OutMessage, until: str = ALWAYS
) -> tuple[FiledDocument, ...]:
    """Return what goes with a reply; with a correction, the corrected text and what explains it."""
    known = _known(connection, message.case)
    own = [known[digest] for digest in message.documents]
    if message.kind != FilingReply.CORRECTED:
        return tuple(_named(own, AFTER_LETTER))
    # Bytes that the case had already keep the kind they came in as.
    text = next((row for row in own if _is(row, DocumentKind.CORRECTED_TEXT)), own[0])
    others = [row for row in own if row is not text]
    return (
        FiledDocument(2, TEXT, case_files.copy_sha256(text)),
        *_beside(known, until),
        *_named(others, AFTER_WHOLE),
    )


def _known(connection: Connection, number: str) -> dict[str, Row]:
    return {row["sha256"]: row for row in case_files.documents(connection, number)}


def _beside(known: dict[str, Row], until: str) -> Iterator[FiledDocument]:
    for place, name, kind in _BESIDE:
        came = [row for row in known.values() if _is(row, kind) and row["received_at"] <= until]
        if came:
            latest = max(came, key=lambda row: row["version"])
            yield FiledDocument(place, name, case_files.copy_sha256(latest))


def _is(row: Row, kind: DocumentKind) -> bool:
    return bool(row["kind"] == kind)


def _named(rows: list[Row], first: int) -> Iterator[FiledDocument]:
    """Yield documents under their own names, as far as those can be names in any folder."""
    for place, row in enumerate(rows, start=first):
        stem = row["name"].removesuffix(".docx")
        plain = "".join(sign if sign.isalnum() or sign in _KEPT else "_" for sign in stem)
        yield FiledDocument(place, plain[:LONGEST_NAME].strip(), case_files.copy_sha256(row))


_KEPT = frozenset(" -_.,，、（）()〔〕《》")


def confirmation(connection: Connection, number: str) -> Confirmation | None:
    """Return the last confirmation of the opinion in force; None where its text is the first."""
    row = connection.row(CONFIRMATION, number=number)
    if row is None:
        return None
    day = date.fromisoformat(json.loads(row["facts"])["written_on"])
    return Confirmation(row["number"], day, row["sha256"])
