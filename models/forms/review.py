"""Forms of review, signature and adoption."""

from pydantic import Field

from models.advice import AdviceKind
from models.clock_facts import BreachCause
from models.forms.shape import DocumentForm, Form, MaybeText, Text
from models.opinion import Adoption, Conclusion, Severity


class ConsultForm(Form):
    advisor: Text
    question: Text
    days: int = Field(default=3, ge=1, le=30)  # working days to answer; set by the reviewer


class CommentForm(Form):
    address: Text
    problem: Text
    basis: MaybeText = ""
    suggestion: MaybeText = ""


class AdviseForm(Form):
    kind: AdviceKind
    text: Text
    comments: tuple[CommentForm, ...] = ()
    documents: tuple[DocumentForm, ...] = ()


class ItemForm(Form):
    address: Text
    issue: Text
    basis: Text
    suggestion: Text
    severity: Severity


class ProposeOpinionForm(Form):
    conclusion: Conclusion
    summary: Text
    items: tuple[ItemForm, ...] = ()


class SignForm(Form):
    note: MaybeText = ""
    early_reason: MaybeText = ""  # needed when the floor of the term is not reached
    breach_cause: BreachCause | None = None  # who brought about that a term was not kept


class AnswerForm(Form):
    item: int = Field(ge=1)
    adoption: Adoption
    reason: MaybeText = ""


class AdoptionForm(Form):
    answers: tuple[AnswerForm, ...] = ()
    note: MaybeText = ""


class RevisionForm(AdoptionForm):
    documents: tuple[DocumentForm, ...] = Field(min_length=1)
