"""Forms of what becomes of the opinion: the drafting unit's answers, the changed text."""

from pydantic import Field

from models.forms.shape import DocumentForm, Form, MaybeText, Text
from models.opinion import Adoption


class AnswerForm(Form):
    item: int = Field(ge=1)
    adoption: Adoption
    wording: MaybeText = ""  # the new wording; needed of what is adopted, wholly or partly
    reason: MaybeText = ""  # needed of what is not wholly adopted
    basis: MaybeText = ""  # needed of what is not adopted


class AdoptionForm(Form):
    answers: tuple[AnswerForm, ...] = ()
    note: MaybeText = ""


class RevisionForm(AdoptionForm):
    documents: tuple[DocumentForm, ...] = Field(min_length=1)


class ConfirmRevisionForm(Form):
    reason: Text
    confirmed: tuple[str, ...] = ()  # places of the changes that no item asked for
