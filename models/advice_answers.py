"""When advice is dealt with: who is awaited, which comments lack an answer, who was heard."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from models.advice import AdviceKind, Question
from models.anchor import WHOLE_TEXT
from models.forms.consultation import AdviseForm, CommentAnswerForm, CommentForm
from models.opinion import Adoption, Severity
from models.person import Role

# Whoever objects, wholly or in part, is owed an answer, also where no clause is named.
OBJECTING = {
    AdviceKind.WITH_RESERVATIONS: Severity.SHOULD_CHANGE,
    AdviceKind.UNFAVOURABLE: Severity.MUST_CHANGE,
}


def comments_of(form: AdviseForm) -> tuple[CommentForm, ...]:
    """Return the comments of an advice; an objection without any is one on the whole text."""
    severity = OBJECTING.get(form.kind)
    if form.comments or severity is None:
        return form.comments
    return (CommentForm(address=WHOLE_TEXT, problem=form.text, severity=severity),)


def awaited(questions: Iterable[Question], today: date) -> list[Question]:
    """Return the questions whose term still runs; its last day is part of it."""
    return [one for one in questions if one.waits and today <= one.answer_by]


def overdue(questions: Iterable[Question], today: date) -> list[Question]:
    """Return the questions whose term has passed without an answer."""
    return [one for one in questions if one.waits and one.answer_by < today]


def unanswered(questions: Iterable[Question]) -> Iterator[str]:
    """Yield the comments that the reviewer has not answered, as consultation.comment (place)."""
    for one in questions:
        for comment in one.comments:
            if not comment.answered:
                yield f"{one.number}.{comment.number} ({comment.address})"


def advisor_heard(questions: Iterable[Question]) -> bool:
    """Say whether an advisor, of the system or outside it, has said something."""
    return any(one.role is Role.ADVISOR and one.is_answered for one in questions)


def answer_problems(
    questions: Sequence[Question], answers: Sequence[CommentAnswerForm]
) -> list[str]:
    """Return everything that is wrong with the reviewer's answers to comments."""
    known = {(one.number, comment.number) for one in questions for comment in one.comments}
    given = [(answer.consultation, answer.comment) for answer in answers]
    problems = [f"there is no comment {_label(one)}" for one in given if one not in known]
    twice = {one for one in given if given.count(one) > 1}
    problems += [f"comment {_label(one)} is answered twice" for one in sorted(twice)]
    problems += [
        f"comment {_label((answer.consultation, answer.comment))}: "
        "what is not fully adopted needs its reason"
        for answer in answers
        if answer.adoption is not Adoption.ADOPTED and not answer.reason
    ]
    return problems


def _label(comment: tuple[int, int]) -> str:
    return "{}.{}".format(*comment)
