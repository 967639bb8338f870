"""Forms of receipt and form check, and of taking a task."""

from datetime import date

from pydantic import Field

from models.case import MatterType
from models.document import DocumentKind
from models.exemption import ExemptionGround
from models.finding import FindingSeverity
from models.form_check import Exclusion, Limb, MaterialState, ReturnGround
from models.forms.shape import DocumentForm, Form, MaybeText, Text
from models.word_document import SettledView


class QuestionForm(Form):
    """What receipt could not tell. The answer to it is read from the case (receipt_question)."""

    about: Text  # a file name, or one of the subjects in models.receipt_question
    text: Text


class ReceiveForm(Form):
    submission: MaybeText = ""  # the name it came under
    title: Text
    matter_type: MatterType  # proposed; the clerk decides at acceptance
    unit: MaybeText = ""
    documents: tuple[DocumentForm, ...] = Field(min_length=1)
    questions: tuple[QuestionForm, ...] = ()


class NameMaterialForm(Form):
    document: Text  # its file name, or the beginning of its SHA-256
    kind: DocumentKind


class ChooseViewForm(Form):
    """Which view of a file with tracked changes counts: its settled copy becomes the next version.

    `document` is its file name, or the beginning of its SHA-256; empty means the draft.
    """

    view: SettledView
    reason: Text
    document: MaybeText = ""


class FindingForm(Form):
    check: Text
    severity: FindingSeverity
    address: Text
    message: Text
    advice: MaybeText = ""
    basis: MaybeText = ""
    document_sha256: MaybeText = ""  # of another file than the one that was screened


class ScreenForm(Form):
    document_sha256: MaybeText = ""
    missing: tuple[DocumentKind, ...] = ()
    findings: tuple[FindingForm, ...] = ()


class CheckMaterialForm(Form):
    kind: DocumentKind
    state: MaterialState  # sufficient, insufficient or not_needed
    note: MaybeText = ""  # needed of what is insufficient; the supplement notice prints it


class UrgentForm(Form):
    """Steps before the review that an urgent matter left out, with the leader's approval."""

    ground: ExemptionGround
    reason: Text
    approved_by: Text


class AcceptForm(Form):
    matter_type: MatterType
    reason: Text  # why it is, or is not, a normative document
    limbs_missing: tuple[Limb, ...] = ()  # of these or an exclusion one has to be named
    exclusion: Exclusion | None = None  # where it is taken for no normative document
    urgent: UrgentForm | None = None
    documents: tuple[DocumentForm, ...] = ()  # evidence alone: the approval of an urgent matter
    unit: MaybeText = ""  # the drafting unit, where receipt could not tell
    title: MaybeText = ""  # corrects what receipt read from the draft


class RequestSupplementForm(Form):
    missing: tuple[DocumentKind, ...] = ()  # beside what the list of materials says is missing
    reason: Text
    supplement_by: date | None = None
    unit: MaybeText = ""


class SupplementForm(Form):
    documents: tuple[DocumentForm, ...] = Field(min_length=1)
    note: MaybeText = ""


class ReturnForm(Form):
    ground: ReturnGround | None = None  # needed where the rule set lists its grounds
    reason: Text
    unit: MaybeText = ""


class ClaimForm(Form):
    task: int | None = None  # needed only where several wait for the same person
