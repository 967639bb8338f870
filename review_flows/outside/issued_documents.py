"""SQL → the rows of the issuance register (发文登记表), each with the opinion that covers it."""

from datetime import date

from review_flows.letters.issuance_register import IssuedDocument
from review_flows.outside.database import Connection, Row

ISSUED = (
    "SELECT i.issued_on, i.document_number, i.registration_number, c.title, u.name AS unit_name, "
    "i.signer, i.signed_on, i.published_on, i.valid_until, o.number, o.conclusion "
    "FROM issuances i JOIN cases c ON c.number = i.case_number "
    "LEFT JOIN units u ON u.code = c.unit LEFT JOIN opinions o ON o.id = "
    "(SELECT max(s.id) FROM opinions s WHERE s.case_number = i.case_number "
    "AND s.state = 'signed' AND s.document_sha256 = i.document_sha256) "
    "WHERE i.issued_on >= :first AND i.issued_on <= :last AND (:played OR NOT c.played) "
    "ORDER BY i.issued_on, i.registration_number"
)


def issued_documents(
    connection: Connection, first: date, last: date, *, played: bool = False
) -> tuple[IssuedDocument, ...]:
    """Return what was issued from one day to another, both included, in the order of issue.

    An opinion counts where it is in force for the very text that was issued. `played` takes
    demonstrations in as well.
    """
    rows = connection.rows(ISSUED, first=first.isoformat(), last=last.isoformat(), played=played)
    return tuple(map(_issued, rows))


def _issued(row: Row) -> IssuedDocument:
    return IssuedDocument(
        issued_on=date.fromisoformat(row["issued_on"]),
        document_number=row["document_number"],
        registration_number=row["registration_number"],
        title=row["title"],
        drafting_unit=row["unit_name"] or "",
        signer=row["signer"],
        signed_on=date.fromisoformat(row["signed_on"]),
        opinion_number=row["number"] or "",
        conclusion=row["conclusion"] or "",
        published_on=_day(row["published_on"]),
        valid_until=_day(row["valid_until"]),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
