"""Rows of a case's documents and findings."""

from collections.abc import Iterable, Sequence

from models.document import Clause, DocumentKind
from models.finding import Finding
from models.forms import DocumentForm
from review_flows.outside.database import Connection, Row

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


def add_document(connection: Connection, number: str, document: DocumentForm, at: str) -> None:
    """Add a document as the next version of its kind, unless the case has these bytes already."""
    same = connection.row(
        "SELECT id FROM documents WHERE case_number = :number AND sha256 = :sha256",
        number=number,
        sha256=document.sha256,
    )
    if same is not None:
        return
    latest_one = latest(connection, number, document.kind)
    connection.insert(
        "documents",
        case_number=number,
        kind=str(document.kind),
        version=1 if latest_one is None else latest_one["version"] + 1,
        name=document.name,
        sha256=document.sha256,
        size=document.size,
        candidates=",".join(document.candidates),
        received_at=at,
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
    for position, clause in enumerate(() if known else clauses):
        connection.insert(
            "clauses",
            document_sha256=document_sha256,
            position=position,
            level=str(clause.level),
            number=clause.number,
            address=clause.address,
            text=clause.text,
        )
