"""Rows of the form check: the clerk's word on each material, and what a case was taken for."""

from collections.abc import Iterable

from models.document import DocumentKind
from models.form_check import MaterialState
from models.material_list import CasePapers, MaterialWord
from review_flows.outside.database import Connection, Row, Value

# One statement for both: every acceptance reads them.
PAPERS = (
    "SELECT kind, max(received_at) AS at, '' AS state, '' AS note FROM documents "
    "WHERE case_number = :number AND taken_back_at IS NULL GROUP BY kind "
    "UNION ALL SELECT kind, decided_at, state, note FROM material_checks "
    "WHERE case_number = :number"
)
KEEP_WORD = (
    "INSERT INTO material_checks (case_number, kind, state, note, person, decided_at) "
    "VALUES (:case_number, :kind, :state, :note, :person, :decided_at) "
    "ON CONFLICT (case_number, kind) DO UPDATE SET state = excluded.state, "
    "note = excluded.note, person = excluded.person, decided_at = excluded.decided_at"
)
DRAFT_AND_PROPOSAL = (
    "SELECT d.sha256, f.message AS proposal FROM documents d LEFT JOIN findings f "
    "ON f.case_number = d.case_number AND f.document_sha256 = d.sha256 "
    "AND f.check_code = :check_code WHERE d.case_number = :number AND d.kind = 'draft' "
    "AND d.taken_back_at IS NULL ORDER BY d.version DESC LIMIT 1"
)
CLASSIFICATION = (
    "SELECT matter_type, limbs_missing, exclusion, reason, urgent_ground, urgent_reason, "
    "urgent_approved_by, person, decided_at FROM classifications WHERE case_number = :number"
)


def papers_of(connection: Connection, number: str) -> CasePapers:
    """Return what a case has, and the clerk's words on it."""
    came_at: dict[DocumentKind, str] = {}
    words: dict[DocumentKind, MaterialWord] = {}
    for row in connection.rows(PAPERS, number=number):
        kind = DocumentKind(row["kind"])
        if row["state"]:
            words[kind] = MaterialWord(MaterialState(row["state"]), row["note"], row["at"])
        else:
            came_at[kind] = row["at"]
    return CasePapers(came_at, words)


def keep_word(
    connection: Connection, number: str, kind: DocumentKind, word: MaterialWord, person: str
) -> None:
    """Keep the clerk's word on a kind of material, in the place of an earlier one."""
    connection.run(
        KEEP_WORD,
        case_number=number,
        kind=str(kind),
        state=str(word.state),
        note=word.note,
        person=person,
        decided_at=word.decided_at,
    )


def forget_words(connection: Connection, number: str, kinds: Iterable[DocumentKind]) -> None:
    """Drop what was said of kinds of which the documents are others now."""
    for kind in sorted(set(kinds)):
        connection.run(
            "DELETE FROM material_checks WHERE case_number = :number AND kind = :kind",
            number=number,
            kind=str(kind),
        )


def draft_and_proposal(connection: Connection, number: str, check: str) -> Row | None:
    """Return SHA-256 of the present draft and the message of a check on it (None: not screened)."""
    return connection.row(DRAFT_AND_PROPOSAL, number=number, check_code=check)


def keep_classification(
    connection: Connection, number: str, *, first: bool, **decision: Value
) -> None:
    """Keep what the case was taken for; a later acceptance decides anew, and the log keeps both."""
    if first:
        connection.insert("classifications", case_number=number, **decision)
    else:
        where = "case_number = :case_number"
        connection.update("classifications", where, case_number=number, **decision)


def classification(connection: Connection, number: str) -> Row | None:
    """Return what the case was taken for at its last acceptance, or None."""
    return connection.row(CLASSIFICATION, number=number)
