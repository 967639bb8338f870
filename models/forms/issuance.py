"""Forms of deliberation, issuance, filing, validity, and of what the flows add."""

from datetime import date

from models.deliberation import DeliberationResult
from models.forms.shape import Form, MaybeText, Sha256, Text


class DeliberateForm(Form):
    result: DeliberationResult
    meeting: Text
    held_on: date
    note: MaybeText = ""


class IssueForm(Form):
    signer: Text
    signed_on: date


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
