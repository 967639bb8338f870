"""Rows of what became of the items of an opinion."""

from collections.abc import Iterable, Sequence

from models.adoption import AnsweredItem
from models.forms import AnswerForm
from models.opinion import Adoption, Severity
from review_flows.outside.database import Connection, Row

ITEMS = (
    "SELECT number, address, issue, basis, suggestion, severity, adoption, adoption_wording, "
    "adoption_reason, adoption_basis FROM opinion_items WHERE opinion = :opinion ORDER BY number"
)


def item_rows(connection: Connection, opinion: int) -> Sequence[Row]:
    """Return the items of an opinion in their order, with what was answered."""
    return connection.rows(ITEMS, opinion=opinion)


def answered_items(connection: Connection, opinion: int) -> list[AnsweredItem]:
    """Return the items of an opinion as the rules on adoption take them."""
    return [
        AnsweredItem(
            row["number"],
            row["address"],
            Severity(row["severity"]),
            Adoption(row["adoption"]) if row["adoption"] else None,
        )
        for row in item_rows(connection, opinion)
    ]


def record_answers(connection: Connection, opinion: int, answers: Iterable[AnswerForm]) -> None:
    """Keep the answers to the items of an opinion, in the place of earlier ones."""
    for answer in answers:
        connection.update(
            "opinion_items",
            "opinion = :opinion AND number = :number",
            opinion=opinion,
            number=answer.item,
            adoption=str(answer.adoption),
            adoption_wording=answer.wording or None,
            adoption_reason=answer.reason or None,
            adoption_basis=answer.basis or None,
        )
