"""Forms of deliberation, issuance, filing, validity, and of what the flows add."""

from datetime import date

from models.deliberation import DeliberationResult, MeetingKind
from models.forms.shape import DocumentForm, Evidence, Form, MaybeText, Sha256, Text


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


class IssueForm(Form):
    signer: Text
    signed_on: date
    documents: tuple[DocumentForm, ...] = ()  # the minutes, where they came after the meeting


class PublishForm(Form):
    place: Text
    published_on: date
    effective_on: date
    early_reason: MaybeText = ""  # needed when it takes effect sooner than the rule set says
    valid_until: date | None = None


class DeliverFilingForm(Form):
    recipient: Text
    package_sha256: Sha256
    delivered_on: date


class RecordReceiptForm(Form):
    recipient: Text
    receipt_number: Text
    registered_on: date


class ContinueForm(Form):
    valid_until: date
    reason: Text


class IssueLetterForm(Form):
    letter: int
    sha256: Sha256
