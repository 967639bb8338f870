"""Forms of asking for advice, giving it, and answering it."""

from typing import Annotated

from pydantic import Field, field_validator

from models.advice import AdviceKind, CommentOrigin, ProblemKind
from models.forms.shape import DocumentForm, Form, MaybeText, Sha256, Text
from models.opinion import Adoption, Severity

Days = Annotated[int, Field(ge=1, le=30)]  # working days to answer; set by the reviewer


class ConsultForm(Form):
    advisor: MaybeText = ""  # the code of an advisor of the system, or:
    outsider: MaybeText = ""  # name and office of somebody outside it
    question: Text
    days: Days = 3
    secret: bool = False  # not even the other advisors of the case may read the answer


class CoReviewForm(Form):
    person: Text
    question: Text
    days: Days = 3


class CommentForm(Form):
    address: Text
    problem: Text
    kind: ProblemKind = ProblemKind.CONTENT
    severity: Severity = Severity.SHOULD_CHANGE
    quote: MaybeText = ""  # the exact words of the clause
    basis: MaybeText = ""
    suggestion: MaybeText = ""
    replacement: MaybeText = ""  # wording to put in their place
    origin: CommentOrigin = CommentOrigin.FORM
    stated_author: MaybeText = ""  # the name in the Word file; who handed it in is logged
    stated_at: MaybeText = ""  # the time in the Word file


class AdviseForm(Form):
    kind: AdviceKind
    text: Text
    comments: tuple[CommentForm, ...] = ()
    documents: tuple[DocumentForm, ...] = ()
    consultation: int | None = None  # needed only where several are open

    @field_validator("kind")
    @classmethod
    def _is_an_answer(cls, kind: AdviceKind) -> AdviceKind:
        if kind is AdviceKind.NOT_GIVEN:
            raise ValueError("that its term passed is found by the program; nobody can choose it")
        return kind


class RecordAdviceForm(AdviseForm):
    """What somebody outside the system answered, with the paper that shows it."""

    documents: Annotated[tuple[DocumentForm, ...], Field(min_length=1)]


class RecallForm(Form):
    reason: Text
    advisor: MaybeText = ""
    consultation: int | None = None  # needed only where several are open


class HandOutForm(Form):
    """A copy of the draft with comments that somebody takes away to read."""

    recipient: Text  # the code of a person, or the name of somebody outside the system
    consultation: int
    document_sha256: Sha256  # the draft that it is a copy of
    sha256: Sha256  # the copy, in the store
    comments: int = Field(ge=0)


class CommentAnswerForm(Form):
    consultation: int
    comment: int = Field(ge=1)
    adoption: Adoption
    reason: MaybeText = ""  # needed unless it is adopted


class AnswerAdviceForm(Form):
    answers: Annotated[tuple[CommentAnswerForm, ...], Field(min_length=1)]
