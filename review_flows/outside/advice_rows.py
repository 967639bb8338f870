"""Rows of what was asked of advisors and co-reviewers, and of their comments."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from models.advice import AdviceKind, Comment, Question
from models.person import Role
from review_flows.outside.database import Connection, Row

if TYPE_CHECKING:  # Forms take long to load, and the page of a case reads comments without them.
    from models.forms import CommentForm

# One read for questions with comments: every move of the reviewer needs both.
QUESTIONS = (
    "SELECT c.id, c.number AS question_number, c.advisor, c.role, c.answer_by, "
    "COALESCE(c.outsider, p.name) AS name, c.outsider, c.secret, c.kind, c.recalled_at, "
    "a.number, a.address, a.adoption "
    "FROM consultations c JOIN persons p ON p.code = c.advisor "
    "LEFT JOIN advice_comments a ON a.consultation = c.id "
    "WHERE c.case_number = :number ORDER BY c.id, a.number"
)
COMMENTS = (
    "SELECT c.number AS consultation, a.number, a.address, a.kind, a.severity, a.quote, "
    "a.problem, a.basis, a.suggestion, a.replacement, a.origin, a.stated_author, a.stated_at, "
    "a.adoption, a.adoption_reason, a.answered_at "
    "FROM advice_comments a JOIN consultations c ON c.id = a.consultation "
    "WHERE c.case_number = :number ORDER BY a.consultation, a.number"
)


def questions_of(connection: Connection, number: str) -> list[Question]:
    """Return every question asked on a case, in order, each with its comments."""
    rows = connection.rows(QUESTIONS, number=number)
    return [_question(list(group)) for _, group in groupby(rows, key=lambda row: row["id"])]


def _question(rows: list[Row]) -> Question:
    row = rows[0]
    comments = (
        Comment(one["number"], one["address"], one["adoption"] is not None)
        for one in rows
        if one["number"] is not None
    )
    return Question(
        id=row["id"],
        number=row["question_number"],
        person=row["advisor"],
        name=row["name"],
        role=Role(row["role"]),
        answer_by=date.fromisoformat(row["answer_by"]),
        outsider=row["outsider"] is not None,
        secret=bool(row["secret"]),
        kind=AdviceKind(row["kind"]) if row["kind"] else None,
        recalled=row["recalled_at"] is not None,
        comments=tuple(comments),
    )


def next_number(connection: Connection, number: str) -> int:
    """Return the number of the next question on a case; a case's log is locked meanwhile."""
    sql = "SELECT count(*) FROM consultations WHERE case_number = :number"
    return int(connection.value(sql, number=number)) + 1


def comments_of(connection: Connection, number: str) -> Sequence[Row]:
    """Return the comments of every advice on a case with the reviewer's answers, for its page."""
    return connection.rows(COMMENTS, number=number)


def add_comments(
    connection: Connection, consultation: int, comments: "Sequence[CommentForm]"
) -> None:
    """Add the comments of an advice, numbered from 1."""
    connection.insert_many(
        "advice_comments",
        [
            {
                "consultation": consultation,
                "number": number,
                "address": comment.address,
                "problem": comment.problem,
                "basis": comment.basis,
                "suggestion": comment.suggestion,
                "kind": str(comment.kind),
                "severity": str(comment.severity),
                "quote": comment.quote,
                "replacement": comment.replacement,
                "origin": str(comment.origin),
                "stated_author": comment.stated_author,
                "stated_at": comment.stated_at,
            }
            for number, comment in enumerate(comments, start=1)
        ],
    )
