"""What letters say of a question to an advisor, and of a signed opinion with its review."""

from collections.abc import Iterable
from datetime import date

from models.advice import AdviceKind, Question
from models.forms import ConsultForm
from models.letter import LetterItem, LetterPoint
from models.opinion import OpinionState, ReviewPoint
from models.person import Role
from review_flows.desk.step import Step
from review_flows.outside import advice_rows, case_files, opinions, records

Facts = dict[str, object]
SECRET = "（不公开）"


def question(step: Step, about: str) -> Facts:
    """Return what is asked, of whom and until when; somebody outside is called by name."""
    form = step.form_as(ConsultForm)
    return {
        "question": form.question,
        "advisor": form.outsider or records.person_name(step.connection, form.advisor),
        "answer_by": date.fromisoformat(str(step.facts["answer_by"])),
        "draft_sha256": case_files.draft_sha256(step.connection, step.number),
    }


def opinion(step: Step, about: str) -> Facts:
    """Return the signed opinion: its conclusion and items, and what became of them."""
    signed = opinions.opinion_in(step.connection, step.number, OpinionState.SIGNED)
    assert signed is not None
    items = opinions.items_of(step.connection, signed["id"])
    return {
        "conclusion": signed["conclusion"],
        "reason": signed["summary"],
        "opinion_number": signed["number"] or "",
        "reviewer": records.person_name(step.connection, signed["reviewer"]),
        "chief": records.person_name(step.connection, signed["signer"]),
        "draft_sha256": signed["document_sha256"],
        "items": tuple(
            LetterItem(
                no=item["number"],
                address=item["address"],
                issue=item["issue"],
                basis=item["basis"],
                suggestion=item["suggestion"],
                severity=item["severity"],
                quote=item["quote"],
                adoption=item["adoption"] or "",
                adoption_wording=item["adoption_wording"] or "",
                adoption_reason=item["adoption_reason"] or "",
                adoption_basis=item["adoption_basis"] or "",
            )
            for item in items
        ),
    }


def review(step: Step, about: str) -> Facts:
    """Return how the review was made: its points decided, who was heard, who kept silent.

    A question that nobody else may know of names nobody here either.
    """
    asked = advice_rows.questions_of(step.connection, step.number)
    advisors = [one for one in asked if one.role is Role.ADVISOR]
    colleagues = [one for one in asked if one.role is Role.REVIEWER]
    return {
        "points": _points(step),
        "heard": _names(one for one in advisors if one.is_answered),
        "silent": _names(one for one in advisors if one.kind is AdviceKind.NOT_GIVEN),
        "co_reviewers": _names(one for one in colleagues if one.is_answered),
    }


def _points(step: Step) -> tuple[LetterPoint, ...]:
    rule = step.rules().points
    order = list(rule.asked) if rule else []
    rows = opinions.signed_points(step.connection, step.number)
    return tuple(
        LetterPoint(row["point"], row["finding"], row["note"])
        for row in sorted(rows, key=lambda row: _place(order, row["point"]))
    )


def _place(order: list[ReviewPoint], point: str) -> int:
    return order.index(ReviewPoint(point)) if point in order else len(order)


def _names(questions: Iterable[Question]) -> tuple[str, ...]:
    # Whoever was asked twice is named once.
    return tuple(dict.fromkeys(SECRET if one.secret else one.name for one in questions))
