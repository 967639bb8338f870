"""Rows of a case's documents and findings."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from models.document import Clause, DocumentKind
from models.finding import Finding
from review_flows.outside.database import Connection, Row, Value

if TYPE_CHECKING:  # Forms take long to load, and commands that only read do without them.
    from models.forms import DocumentForm

COLUMNS = (
    "id, kind, version, name, sha256, size, candidates, received_at, cleaned_sha256, removed, "
    "tracked_changes, settled_from, settled_view"
)
# What is reviewed, and what leaves the house with it; other papers are evidence as they came.
READ_BY_OTHERS = (DocumentKind.DRAFT, DocumentKind.EXPLANATION, DocumentKind.BASES)
# Of what 0.3.0 took in nobody counted the tracked changes (migration 0005).
NOT_COUNTED = -1
# What was taken back is kept, and is no document of the case until it is handed in again.
OF_CASE = "FROM documents WHERE case_number = :number AND taken_back_at IS NULL"
DOCUMENTS = f"SELECT {COLUMNS} {OF_CASE} ORDER BY id"
LATEST = f"SELECT {COLUMNS} {OF_CASE} AND kind = :kind ORDER BY version DESC LIMIT 1"
TEXTS = (
    f"SELECT {COLUMNS} {OF_CASE} AND kind IN ({', '.join(repr(str(k)) for k in READ_BY_OTHERS)}) "
    "ORDER BY version"
)
KINDS = f"SELECT DISTINCT kind {OF_CASE}"
EVERY_ONE = "SELECT id, kind, version, sha256, taken_back_at FROM documents WHERE case_number = :n"
# A copy in which changes were settled goes with the file that it is a copy of.
TAKE_BACK = (
    "UPDATE documents SET taken_back_at = :at WHERE case_number = :number "
    "AND taken_back_at IS NULL AND (received_at = :received_at OR settled_from IN ("
    "SELECT sha256 FROM documents WHERE case_number = :number AND received_at = :received_at)) "
    "RETURNING sha256"
)
ADD_FINDING = (
    "INSERT INTO findings (case_number, document_sha256, position, check_code, severity, "
    "address, message, advice, basis) VALUES (:case_number, :document_sha256, :position, "
    ":check_code, :severity, :address, :message, :advice, :basis) "
    "ON CONFLICT (case_number, document_sha256, position) DO NOTHING"
)


def documents(connection: Connection, number: str) -> Sequence[Row]:
    """Return the documents of a case in the order of their arrival."""
    return connection.rows(DOCUMENTS, number=number)


def latest(connection: Connection, number: str, kind: DocumentKind) -> Row | None:
    """Return the latest document of a kind, or None."""
    return connection.row(LATEST, number=number, kind=str(kind))


def draft_sha256(connection: Connection, number: str) -> str:
    """Return the SHA-256 of the present draft, or nothing."""
    draft = latest(connection, number, DocumentKind.DRAFT)
    return "" if draft is None else str(draft["sha256"])


def is_meant(document: Row, given: str) -> bool:
    """Say whether a document is the one named by its file name, or the beginning of its hash."""
    return bool(document["name"] == given or document["sha256"].startswith(given.lower()))


def undecided(connection: Connection, number: str) -> list[Row]:
    """Return the texts with tracked changes of which nobody has said which view counts."""
    return [row for row in _texts(connection, number) if row["tracked_changes"] > 0]


def uncounted(connection: Connection, number: str) -> list[Row]:
    """Return the texts of which nobody knows yet whether they hold tracked changes."""
    return [row for row in _texts(connection, number) if row["tracked_changes"] == NOT_COUNTED]


def keep_count(connection: Connection, document: int, tracked_changes: int) -> None:
    """Keep how many tracked changes the file of a document holds."""
    connection.update("documents", "id = :id", id=document, tracked_changes=tracked_changes)


def _texts(connection: Connection, number: str) -> list[Row]:
    newest = {row["kind"]: row for row in connection.rows(TEXTS, number=number)}
    return [newest[kind] for kind in READ_BY_OTHERS if kind in newest]


def copy_sha256(document: Row) -> str:
    """Return the SHA-256 of what is shown, changed and sent: the cleaned copy where there is one.

    What came in before copies were cleaned (0.3.0) has none; it is sent as it is.
    """
    return str(document["cleaned_sha256"] or document["sha256"])


def kinds(connection: Connection, number: str) -> frozenset[str]:
    """Return the kinds of document that the case has."""
    return frozenset(row["kind"] for row in connection.rows(KINDS, number=number))


def add_documents(
    connection: Connection, number: str, added: "Iterable[DocumentForm]", at: str
) -> None:
    """Add documents, each as the next version of its kind; bytes that the case has are skipped.

    Bytes that were taken back come in again as the latest version.
    """
    every_one = connection.rows(EVERY_ONE, n=number)
    known = {row["sha256"] for row in every_one if row["taken_back_at"] is None}
    taken_back = {row["sha256"]: row["id"] for row in every_one if row["taken_back_at"]}
    versions = _latest_versions(every_one)
    rows: list[dict[str, Value]] = []
    for document in added:
        if document.sha256 in known:
            continue
        known.add(document.sha256)
        versions[document.kind] += 1
        row = _row(document, versions[document.kind], at)
        if document.sha256 in taken_back:
            earlier = taken_back[document.sha256]
            connection.update("documents", "id = :id", id=earlier, taken_back_at=None, **row)
        else:
            rows.append({"case_number": number, **row})
    connection.insert_many("documents", rows)


def _latest_versions(documents: Iterable[Row]) -> Counter[str]:
    versions: Counter[str] = Counter()
    for row in documents:
        versions[row["kind"]] = max(versions[row["kind"]], row["version"])
    return versions


def _row(document: "DocumentForm", version: int, at: str) -> dict[str, Value]:
    return {
        "kind": str(document.kind),
        "version": version,
        "name": document.name,
        "sha256": document.sha256,
        "size": document.size,
        "candidates": ",".join(document.candidates),
        "cleaned_sha256": document.cleaned_sha256,
        "removed": document.removed,
        "tracked_changes": document.tracked_changes,
        "settled_from": document.settled_from,
        "settled_view": document.settled_view,
        "received_at": at,
    }


def take_back(connection: Connection, number: str, received_at: str, at: str) -> list[str]:
    """Mark the documents that came in with one step as taken back; return their hashes."""
    found = connection.rows(TAKE_BACK, number=number, received_at=received_at, at=at)
    return sorted(row["sha256"] for row in found)


def rename_kind(connection: Connection, number: str, document: int, kind: DocumentKind) -> None:
    """Let a document be of another kind, as the latest version of it."""
    versions = _latest_versions(connection.rows(EVERY_ONE, n=number))
    connection.update(
        "documents",
        "id = :id",
        id=document,
        kind=str(kind),
        version=versions[kind] + 1,
        candidates="",
    )


def add_findings(
    connection: Connection, number: str, document_sha256: str, findings: Iterable[Finding]
) -> None:
    """Add findings on one version of a document; the same ones again stand once."""
    for position, finding in enumerate(findings, start=1):
        connection.run(
            ADD_FINDING,
            case_number=number,
            document_sha256=document_sha256,
            position=position,
            check_code=finding.check,
            severity=str(finding.severity),
            address=finding.address,
            message=finding.message,
            advice=finding.advice,
            basis=finding.basis,
        )


def add_clauses(connection: Connection, document_sha256: str, clauses: Sequence[Clause]) -> None:
    """Keep the clauses of a draft; the same bytes always have the same clauses."""
    known = connection.value(
        "SELECT count(*) FROM clauses WHERE document_sha256 = :sha256", sha256=document_sha256
    )
    rows: list[dict[str, Value]] = [
        {
            "document_sha256": document_sha256,
            "position": position,
            "level": str(clause.level),
            "number": clause.number,
            "address": clause.address,
            "text": clause.text,
        }
        for position, clause in enumerate(clauses)
    ]
    if not known:
        connection.insert_many("clauses", rows)
