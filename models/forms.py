"""The form of each move: what must be filled in, of which kind. Checked before anything is written."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from models.advice import AdviceKind
from models.case import MatterType
from models.deliberation import DeliberationResult
from models.document import DocumentKind
from models.errors import FormInvalid, nearest
from models.finding import FindingSeverity
from models.matter_rules import ExemptionGround, PauseGround
from models.moves import Move
from models.opinion import Adoption, Conclusion, Severity
from models.reminder import Rung

LONGEST_TEXT = 20_000  # characters in one field


class Form(BaseModel):
    """No field but those named; texts without blanks around them."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


Text = Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT)]
MaybeText = Annotated[str, Field(max_length=LONGEST_TEXT)]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class DocumentForm(Form):
    """A file that is in the store already."""

    name: Text
    kind: DocumentKind
    sha256: Sha256
    size: int = Field(gt=0)  # bytes
    candidates: tuple[DocumentKind, ...] = ()


class NoForm(Form):
    pass


class ReasonForm(Form):
    reason: Text


class ReceiveForm(Form):
    submission: MaybeText = ""  # the name it came under
    title: Text
    matter_type: MatterType  # proposed; the clerk decides at acceptance
    unit: MaybeText = ""
    documents: tuple[DocumentForm, ...] = Field(min_length=1)
    questions: tuple[str, ...] = ()


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


class PauseForm(Form):
    ground: PauseGround
    reason: Text


class ExemptForm(Form):
    ground: ExemptionGround
    reason: Text
    approved_by: Text


class ExtendForm(Form):
    days: int = Field(ge=1, le=60)
    reason: Text
    approved_by: Text


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


class AnswerForm(Form):
    item: int = Field(ge=1)
    adoption: Adoption
    reason: MaybeText = ""


class AdoptionForm(Form):
    answers: tuple[AnswerForm, ...] = ()
    note: MaybeText = ""


class RevisionForm(AdoptionForm):
    documents: tuple[DocumentForm, ...] = Field(min_length=1)


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


class RemindForm(Form):
    about: Text  # review, advice:<person>, filing:<recipient>
    rung: Rung
    due_on: date
    days_left: int  # working days; negative when overdue


FORM_OF: dict[Move, type[Form]] = {
    Move.RECEIVE: ReceiveForm,
    Move.SCREEN: ScreenForm,
    Move.ACCEPT: AcceptForm,
    Move.REQUEST_SUPPLEMENT: RequestSupplementForm,
    Move.SUPPLEMENT: SupplementForm,
    Move.RETURN_CASE: ReturnForm,
    Move.WITHDRAW: ReasonForm,
    Move.CLAIM: ClaimForm,
    Move.RELEASE: ClaimForm,
    Move.CONSULT: ConsultForm,
    Move.ADVISE: AdviseForm,
    Move.PAUSE: PauseForm,
    Move.RESUME: NoForm,
    Move.EXTEND: ExtendForm,
    Move.EXEMPT: ExemptForm,
    Move.PROPOSE_OPINION: ProposeOpinionForm,
    Move.SIGN: SignForm,
    Move.SEND_BACK: ReasonForm,
    Move.REPORT_ADOPTION: AdoptionForm,
    Move.SUBMIT_REVISION: RevisionForm,
    Move.CONFIRM_REVISION: ReasonForm,
    Move.REVIEW_AGAIN: ReasonForm,
    Move.DELIBERATE: DeliberateForm,
    Move.ISSUE: IssueForm,
    Move.PUBLISH: PublishForm,
    Move.DELIVER_FILING: DeliverFilingForm,
    Move.RECORD_RECEIPT: RecordReceiptForm,
    Move.TAKE_EFFECT: NoForm,
    Move.EVALUATE: ReasonForm,
    Move.CONTINUE_VALIDITY: ContinueForm,
    Move.AMEND: ReasonForm,
    Move.REPEAL: ReasonForm,
    Move.LAPSE: NoForm,
    Move.ISSUE_LETTER: IssueLetterForm,
    Move.REMIND: RemindForm,
}


def fill_form(move: Move, given: Mapping[str, object]) -> Form:
    """Return the filled form of a move. Raises FormInvalid that lists every field at fault."""
    form = FORM_OF[move]
    try:
        return form.model_validate(dict(given))
    except ValidationError as error:
        problems = [_problem(dict(line), form) for line in error.errors()]
        raise FormInvalid(move, problems) from None


def _problem(line: Mapping[str, object], form: type[Form]) -> str:
    location = line["loc"]
    assert isinstance(location, tuple)
    place = ".".join(str(part) for part in location)
    if line["type"] == "extra_forbidden":
        return f"{place}: no such field. {nearest(str(location[-1]), form.model_fields)}"
    if line["type"] == "missing":
        return f"{place}: missing"
    return f"{place}: {line['msg']}"
