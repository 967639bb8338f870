"""Forms of deliberation, issuance, filing, validity, and of what the flows add."""

from datetime import date
from typing import Annotated

from pydantic import Field

from models.deliberation import DeliberationResult, MeetingKind
from models.filing import FilingAnswer, FilingReply
from models.filing_review import ProblemType
from models.forms.shape import DocumentForm, Evidence, Form, MaybeText, Sha256, Text
from models.issuance import DocumentRelation, MakerKind, RelationState


class OverrideForm(Form):
    """A decision that a draft goes to the meeting against its opinion."""

    reason: Text
    approved_by: Text
    documents: Evidence  # the decision


class DeliberateForm(Form):
    result: DeliberationResult
    meeting: Text
    held_on: date
    kind: MeetingKind = MeetingKind.EXECUTIVE
    papers: tuple[str, ...] = ()  # what lay before the meeting, beside what the case holds
    documents: tuple[DocumentForm, ...] = ()  # the minutes; the changed text
    note: MaybeText = ""


class ReserveNumberForm(Form):
    note: MaybeText = ""


class IssueForm(Form):
    """Who signed, when, and who makes the document where it is not the enacting organ alone."""

    signer: Text
    signed_on: date
    makers: tuple[Text, ...] = ()  # of a joint document, the lead first
    maker_kind: MakerKind = MakerKind.GOVERNMENT
    led_elsewhere: bool = False  # another maker leads, and so numbers and files it
    document_number: MaybeText = ""  # the lead's, where another maker leads
    documents: tuple[DocumentForm, ...] = ()  # the text that was signed; minutes that came late


class PublishForm(Form):
    place: Text
    published_on: date
    effective_on: date
    early_reason: MaybeText = ""  # needed when it takes effect sooner than the rule set says
    late_reason: MaybeText = ""  # needed when it is public later than the rule set says
    valid_until: date | None = None
    interpretation_place: MaybeText = ""  # where its interpretation is published beside it
    documents: tuple[DocumentForm, ...] = ()  # the interpretation


class RecordInterpretationForm(Form):
    place: Text
    published_on: date
    documents: tuple[DocumentForm, ...] = ()


class SettleRelationForm(Form):
    """A word on a relation that was proposed (`relation`), or one that nobody proposed."""

    relation: Annotated[int, Field(ge=1)] | None = None
    state: RelationState = RelationState.CONFIRMED
    kind: DocumentRelation | None = None
    title: MaybeText = ""
    document_number: MaybeText = ""
    target: MaybeText = ""  # the case here that the other document is
    reason: MaybeText = ""


class DeliverFilingForm(Form):
    recipient: Text
    package_sha256: Sha256
    delivered_on: date
    message: Annotated[int, Field(ge=1)] = 1  # of the exchange
    delivery_id: MaybeText = ""
    via: MaybeText = ""
    acknowledgement: MaybeText = ""


class RecordReceiptForm(Form):
    recipient: Text
    receipt_number: Text
    registered_on: date
    documents: tuple[DocumentForm, ...] = ()


class RecordAnswerForm(Form):
    """A letter of a recipient; a registration is recorded with the move record_receipt."""

    recipient: Text
    answer: FilingAnswer
    said_on: date
    number: MaybeText = ""  # of their letter
    text: MaybeText = ""
    reply_by: date | None = None  # as the letter sets it; else as the rule set does
    problems: tuple[ProblemType, ...] = ()
    documents: tuple[DocumentForm, ...] = ()


class ReplyToRecipientForm(Form):
    recipient: Text
    reply: FilingReply
    text: Text
    documents: tuple[DocumentForm, ...] = ()


class CallForEvaluationForm(Form):
    valid_until: date


class ContinueForm(Form):
    """A new period: only by registering and publishing the document anew (domain.md, §2.10)."""

    valid_until: date
    reason: Text
    place: Text
    published_on: date


class IssueLetterForm(Form):
    letter: int
    sha256: Sha256
