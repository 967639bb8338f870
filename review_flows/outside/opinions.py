"""Rows of consultations, opinions with points and items, and what an opinion is given on."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from models.finding import Finding, FindingSeverity
from models.opinion import OpinionState
from review_flows.outside.database import Connection, Row

if TYPE_CHECKING:  # Forms take long to load, and the page of a case reads opinions without them.
    from models.forms import ItemForm, PointForm

IN_STATE = (
    "SELECT id, conclusion, summary, document_sha256, reviewer, proposed_at, signer, signed_at, "
    "number FROM opinions WHERE case_number = :number AND state = :state ORDER BY id DESC LIMIT 1"
)
# Whether anything is unanswered comes with the opinion: a signature is made on one read.
TO_SIGN = (
    "SELECT o.id, o.document_sha256, (SELECT count(*) FROM advice_comments a "
    "JOIN consultations c ON c.id = a.consultation WHERE c.case_number = o.case_number "
    "AND a.adoption IS NULL) AS unanswered, (SELECT count(*) FROM consultations c "
    "WHERE c.case_number = o.case_number AND c.kind IS NULL AND c.recalled_at IS NULL) AS awaited "
    "FROM opinions o WHERE o.case_number = :number AND o.state = 'proposed' "
    "ORDER BY o.id DESC LIMIT 1"
)
ITEMS = (
    "SELECT number, address, quote, issue, basis, suggestion, severity, source, about, adoption, "
    "adoption_wording, adoption_reason, adoption_basis FROM opinion_items "
    "WHERE opinion = :opinion ORDER BY number"
)
SIGNED_POINTS = (
    "SELECT point, finding, note FROM opinion_points WHERE opinion = "
    "(SELECT max(id) FROM opinions WHERE case_number = :number AND state = 'signed')"
)
POINTS = (
    "SELECT p.opinion, p.point, p.finding, p.note FROM opinion_points p "
    "JOIN opinions o ON o.id = p.opinion WHERE o.case_number = :number ORDER BY p.opinion"
)
CONSULTATIONS = (
    "SELECT c.id, c.number, c.advisor, COALESCE(c.outsider, p.name) AS advisor_name, c.role, "
    "c.outsider, c.secret, c.question, c.asked_at, c.answer_by, c.kind, c.text, c.answered_at, "
    "c.recalled_at, c.recall_reason FROM consultations c JOIN persons p ON p.code = c.advisor "
    "WHERE c.case_number = :number ORDER BY c.id"
)
FINDINGS = (
    "SELECT check_code, severity, address, message FROM findings "
    "WHERE case_number = :number AND document_sha256 = :sha256 ORDER BY position"
)
LAST_PROPOSAL = (
    "SELECT body FROM events WHERE chain = :number AND move = 'propose_opinion' "
    "AND result = 'done' ORDER BY seq DESC LIMIT 1"
)


def opinion_in(connection: Connection, number: str, state: OpinionState) -> Row | None:
    """Return the latest opinion of a case that is in a state, or None."""
    return connection.row(IN_STATE, number=number, state=str(state))


def opinion_to_sign(connection: Connection, number: str) -> Row | None:
    """Return the proposed opinion with how much advice is unanswered or awaited, or None."""
    return connection.row(TO_SIGN, number=number)


def items_of(connection: Connection, opinion: int) -> Sequence[Row]:
    """Return the items of an opinion in their order."""
    return connection.rows(ITEMS, opinion=opinion)


def signed_points(connection: Connection, number: str) -> Sequence[Row]:
    """Return the decided points of the opinion in force; their order is that of the rule set."""
    return connection.rows(SIGNED_POINTS, number=number)


def points_of(connection: Connection, number: str) -> Sequence[Row]:
    """Return the decided points of every opinion on a case, for its page."""
    return connection.rows(POINTS, number=number)


def consultations(connection: Connection, number: str) -> Sequence[Row]:
    """Return the consultations of a case in their order."""
    return connection.rows(CONSULTATIONS, number=number)


def findings_on(connection: Connection, number: str, sha256: str) -> list[Finding]:
    """Return what the checks found in a draft of a case."""
    return [
        Finding(row["check_code"], FindingSeverity(row["severity"]), row["address"], row["message"])
        for row in connection.rows(FINDINGS, number=number, sha256=sha256)
    ]


def proposal_warnings(connection: Connection, number: str) -> tuple[str, ...]:
    """Return the warnings with which the latest opinion was proposed, from the log."""
    body = connection.value(LAST_PROPOSAL, number=number)
    return tuple(json.loads(body).get("warnings", ())) if body else ()


def add_points(connection: Connection, opinion: int, points: "Sequence[PointForm]") -> None:
    """Add the decided points of an opinion."""
    connection.insert_many(
        "opinion_points",
        [
            {
                "opinion": opinion,
                "point": str(point.point),
                "finding": str(point.finding),
                "note": point.note,
            }
            for point in points
        ],
    )


def add_items(connection: Connection, opinion: int, items: "Sequence[ItemForm]") -> None:
    """Add the items of an opinion, numbered from 1."""
    connection.insert_many(
        "opinion_items",
        [
            {
                "opinion": opinion,
                "number": number,
                "address": item.address,
                "issue": item.issue,
                "basis": item.basis,
                "suggestion": item.suggestion,
                "severity": str(item.severity),
                "quote": item.quote,
                "source": str(item.source),
                "about": item.about,
            }
            for number, item in enumerate(items, start=1)
        ],
    )
