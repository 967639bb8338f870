"""Rows of a case's documents and findings."""

from collections import Counter
from collections.abc import Iterable, Sequence

from models.document import Clause, DocumentKind
from models.finding import Finding
from models.forms import DocumentForm
from review_flows.outside.database import Connection, Row, Value

DOCUMENTS = (
    "SELECT id, kind, version, name, sha256, size, candidates, received_at FROM documents "
    "WHERE case_number = :number ORDER BY id"
)
LATEST = (
    "SELECT id, kind, version, name, sha256, size, candidates, received_at FROM documents "
    "WHERE case_number = :number AND kind = :kind ORDER BY version DESC LIMIT 1"
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


def kinds(connection: Connection, number: str) -> frozenset[str]:
    """Return the kinds of document that the case has."""
    rows = connection.rows("SELECT DISTINCT kind FROM documents WHERE case_number = :n", n=number)
    return frozenset(row["kind"] for row in rows)


def add_documents(
    connection: Connection, number: str, added: Iterable[DocumentForm], at: str
) -> None:
    """Add documents, each as the next version of its kind; bytes that the case has are skipped."""
    present = documents(connection, number)
    known = {row["sha256"] for row in present}
    versions = Counter(row["kind"] for row in present)
    rows: list[dict[str, Value]] = []
    for document in added:
        if document.sha256 in known:
            continue
        known.add(document.sha256)
        versions[document.kind] += 1
        rows.append(
            {
                "case_number": number,
                "kind": str(document.kind),
                "version": versions[document.kind],
                "name": document.name,
                "sha256": document.sha256,
                "size": document.size,
                "candidates": ",".join(document.candidates),
                "received_at": at,
            }
        )
    connection.insert_many("documents", rows)


def rename_kind(connection: Connection, number: str, document: int, kind: DocumentKind) -> None:
    """Let a document be of another kind, as the latest version of it."""
    latest_one = latest(connection, number, kind)
    connection.update(
        "documents",
        "id = :id",
        id=document,
        kind=str(kind),
        version=1 if latest_one is None else latest_one["version"] + 1,
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
