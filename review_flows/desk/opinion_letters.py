"""What letters say of a question to an advisor, and of a signed opinion with its review."""

from collections.abc import Iterable, Mapping
from datetime import date

from models.advice import AdviceKind, Question
from models.forms import ConsultForm
from models.letter import LetterItem, LetterPoint
from models.moves import DELIBERATED
from models.opinion import Conclusion, OpinionState, ReviewPoint
from models.person import Role
from review_flows.desk.step import Step
from review_flows.outside import advice_rows, case_files, opinions, persons, records
from review_flows.outside.database import Row
from review_flows.outside.wall_clock import day_of_text

Facts = dict[str, object]
# Who ended the task of a question did answer it: the person asked, or who stood in for him.
ANSWERED_BY = (
    "SELECT t.about, t.ended_by, p.name FROM tasks t JOIN persons p ON p.code = t.ended_by "
    "WHERE t.case_number = :number AND t.kind IN ('advise', 'co_review') AND t.state = 'done'"
)


def question(step: Step, about: str) -> Facts:
    """Return what is asked, of whom and until when; somebody outside is called by name."""
    form = step.form_as(ConsultForm)
    inside = None if form.outsider else persons.find_person(step.connection, form.advisor)
    return {
        "question": form.question,
        "advisor": form.outsider or records.person_name(step.connection, form.advisor),
        "advisor_unit": records.unit_name(step.connection, inside.unit) if inside else "",
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
        "opinion_on": day_of_text(signed["signed_at"]),
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


def has_items(step: Step) -> bool:
    """Say whether the signed opinion has anything to be answered before the matter goes on.

    What was found unlawful does not go on to a meeting that would hear the answers.
    """
    signed = opinions.opinion_in(step.connection, step.number, OpinionState.SIGNED)
    if signed is None:
        return False
    if signed["conclusion"] == Conclusion.ILLEGAL and step.case.matter_type in DELIBERATED:
        return False
    return bool(opinions.items_of(step.connection, signed["id"]))


def meeting(passed: Row) -> Facts:
    """Return which meeting decided on the text, and when."""
    return {
        "meeting": passed["meeting"],
        "deliberated_on": date.fromisoformat(passed["held_on"]),
    }


def review(step: Step, about: str) -> Facts:
    """Return how the review was made: its points decided, who was heard, who kept silent.

    A question that nobody else may know of is left out: a row without a name would tell of it.
    """
    questions = advice_rows.questions_of(step.connection, step.number)
    asked = [one for one in questions if not one.secret]
    silent = [one for one in asked if one.kind is AdviceKind.NOT_GIVEN]
    answered = [one for one in asked if one.is_answered]
    stand_ins = _stand_ins(step, answered) if answered else {}
    inside = [one for one in answered if not one.outsider]
    return {
        "points": _points(step),
        "heard": _names((one for one in inside if one.role is Role.ADVISOR), stand_ins),
        "experts": _names((one for one in answered if one.outsider), stand_ins),
        "silent": _names((one for one in silent if one.role is Role.ADVISOR), stand_ins),
        "co_reviewers": _names((one for one in inside if one.role is Role.REVIEWER), stand_ins),
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


def _stand_ins(step: Step, answered: Iterable[Question]) -> dict[int, str]:
    """Return of each question that a stand-in answered his name; the reviewer records outsiders."""
    asked = {one.id: one.person for one in answered if not one.outsider}
    rows = step.connection.rows(ANSWERED_BY, number=step.number)
    return {
        row["about"]: row["name"]
        for row in rows
        if asked.get(row["about"], row["ended_by"]) != row["ended_by"]
    }


def _names(questions: Iterable[Question], stand_ins: Mapping[int, str]) -> tuple[str, ...]:
    """Return who is named, once each, and a stand-in before whom he stood in for."""
    return tuple(dict.fromkeys(_name(one, stand_ins.get(one.id, "")) for one in questions))


def _name(question: Question, stand_in: str) -> str:
    return f"{stand_in}（代{question.name}）" if stand_in else question.name
