"""Forms of receipt and form check, and of taking a task."""

from datetime import date

from pydantic import Field

from models.case import MatterType
from models.document import DocumentKind
from models.finding import FindingSeverity
from models.forms.shape import DocumentForm, Form, MaybeText, Text


class ReceiveForm(Form):
    submission: MaybeText = ""  # the name it came under
    title: Text
    matter_type: MatterType  # proposed; the clerk decides at acceptance
    unit: MaybeText = ""
    documents: tuple[DocumentForm, ...] = Field(min_length=1)
    questions: tuple[str, ...] = ()


class NameMaterialForm(Form):
    document: Text  # its file name, or the beginning of its SHA-256
    kind: DocumentKind


class FindingForm(Form):
    check: Text
    severity: FindingSeverity
    address: Text
    message: Text
    advice: MaybeText = ""
    basis: MaybeText = ""


class ScreenForm(Form):
    document_sha256: MaybeText = ""
    missing: tuple[DocumentKind, ...] = ()
    findings: tuple[FindingForm, ...] = ()


class AcceptForm(Form):
    matter_type: MatterType
    reason: Text  # why it is, or is not, a normative document
    unit: MaybeText = ""  # the drafting unit, where receipt could not tell
    title: MaybeText = ""  # corrects what receipt read from the draft


class RequestSupplementForm(Form):
    missing: tuple[DocumentKind, ...] = Field(min_length=1)
    reason: Text
    supplement_by: date | None = None
    unit: MaybeText = ""


class SupplementForm(Form):
    documents: tuple[DocumentForm, ...] = Field(min_length=1)
    note: MaybeText = ""


class ReturnForm(Form):
    reason: Text
    unit: MaybeText = ""


class ClaimForm(Form):
    task: int | None = None  # needed only where several wait for the same person
