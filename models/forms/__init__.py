"""The form of each move: what must be filled in, of which kind; checked before anything stands."""

from collections.abc import Mapping

from pydantic import ValidationError

from models.errors import FormInvalid, nearest
from models.forms.adoption import (
    AdoptionForm,
    AnswerForm,
    ConfirmRevisionForm,
    RevisionForm,
)
from models.forms.clock import (
    ExemptForm,
    ExtendForm,
    PauseForm,
    PlanMeetingForm,
    RebaseForm,
    RecordBreachForm,
    RemindForm,
    ReprojectForm,
    ResumeForm,
)
from models.forms.consultation import (
    AdviseForm,
    AnswerAdviceForm,
    CommentAnswerForm,
    CommentForm,
    ConsultForm,
    CoReviewForm,
    HandOutForm,
    RecallForm,
    RecordAdviceForm,
)
from models.forms.describing import codes_of, form_at, with_lists
from models.forms.issuance import (
    CallForEvaluationForm,
    ContinueForm,
    DeliberateForm,
    DeliverFilingForm,
    IssueForm,
    IssueLetterForm,
    OverrideForm,
    PublishForm,
    RecordAnswerForm,
    RecordInterpretationForm,
    RecordReceiptForm,
    ReplyToRecipientForm,
    ReserveNumberForm,
    SettleRelationForm,
)
from models.forms.queue import (
    AssignForm,
    SendBackForm,
    SuperviseForm,
    TransferForm,
    UrgeForm,
)
from models.forms.receipt import (
    AcceptForm,
    CheckMaterialForm,
    ChooseViewForm,
    ClaimForm,
    FindingForm,
    NameMaterialForm,
    ReceiveForm,
    RequestSupplementForm,
    ReturnForm,
    ScreenForm,
    SupplementForm,
    UrgentForm,
)
from models.forms.review import (
    ItemForm,
    PointForm,
    ProposeOpinionForm,
    SignForm,
)
from models.forms.shape import (
    DocumentForm,
    Form,
    NoForm,
    ReasonForm,
)
from models.moves import Move

__all__ = [
    "FORM_OF",
    "AcceptForm",
    "AdoptionForm",
    "AdviseForm",
    "AnswerAdviceForm",
    "AnswerForm",
    "AssignForm",
    "CallForEvaluationForm",
    "CheckMaterialForm",
    "ChooseViewForm",
    "ClaimForm",
    "CoReviewForm",
    "CommentAnswerForm",
    "CommentForm",
    "ConfirmRevisionForm",
    "ConsultForm",
    "ContinueForm",
    "DeliberateForm",
    "DeliverFilingForm",
    "DocumentForm",
    "ExemptForm",
    "ExtendForm",
    "FindingForm",
    "Form",
    "HandOutForm",
    "IssueForm",
    "IssueLetterForm",
    "ItemForm",
    "NameMaterialForm",
    "NoForm",
    "OverrideForm",
    "PauseForm",
    "PlanMeetingForm",
    "PointForm",
    "ProposeOpinionForm",
    "PublishForm",
    "ReasonForm",
    "RebaseForm",
    "RecallForm",
    "ReceiveForm",
    "RecordAdviceForm",
    "RecordAnswerForm",
    "RecordBreachForm",
    "RecordInterpretationForm",
    "RecordReceiptForm",
    "RemindForm",
    "ReplyToRecipientForm",
    "ReprojectForm",
    "RequestSupplementForm",
    "ReserveNumberForm",
    "ResumeForm",
    "ReturnForm",
    "RevisionForm",
    "ScreenForm",
    "SendBackForm",
    "SettleRelationForm",
    "SignForm",
    "SuperviseForm",
    "SupplementForm",
    "TransferForm",
    "UrgeForm",
    "UrgentForm",
    "fill_form",
]

FORM_OF: dict[Move, type[Form]] = {
    Move.RECEIVE: ReceiveForm,
    Move.SCREEN: ScreenForm,
    Move.NAME_MATERIAL: NameMaterialForm,
    Move.CHECK_MATERIAL: CheckMaterialForm,
    Move.CHOOSE_VIEW: ChooseViewForm,
    Move.ACCEPT: AcceptForm,
    Move.REQUEST_SUPPLEMENT: RequestSupplementForm,
    Move.SUPPLEMENT: SupplementForm,
    Move.RETURN_CASE: ReturnForm,
    Move.WITHDRAW: ReasonForm,
    Move.CLAIM: ClaimForm,
    Move.RELEASE: ClaimForm,
    Move.ASSIGN: AssignForm,
    Move.TRANSFER: TransferForm,
    Move.TAKE_OVER: ReasonForm,
    Move.CONSULT: ConsultForm,
    Move.ADVISE: AdviseForm,
    Move.CO_REVIEW: CoReviewForm,
    Move.COUNTERSIGN: AdviseForm,
    Move.HAND_OUT: HandOutForm,
    Move.RECORD_ADVICE: RecordAdviceForm,
    Move.RECALL: RecallForm,
    Move.ANSWER_ADVICE: AnswerAdviceForm,
    Move.PAUSE: PauseForm,
    Move.RESUME: ResumeForm,
    Move.EXTEND: ExtendForm,
    Move.EXEMPT: ExemptForm,
    Move.PLAN_MEETING: PlanMeetingForm,
    Move.REBASE: RebaseForm,
    Move.PROPOSE_OPINION: ProposeOpinionForm,
    Move.SIGN: SignForm,
    Move.SEND_BACK: SendBackForm,
    Move.TAKE_BACK: ReasonForm,
    Move.REPORT_ADOPTION: AdoptionForm,
    Move.SUBMIT_REVISION: RevisionForm,
    Move.CONFIRM_REVISION: ConfirmRevisionForm,
    Move.REVIEW_AGAIN: ReasonForm,
    Move.OVERRIDE: OverrideForm,
    Move.DELIBERATE: DeliberateForm,
    Move.RESERVE_NUMBER: ReserveNumberForm,
    Move.VOID_NUMBER: ReasonForm,
    Move.ISSUE: IssueForm,
    Move.PUBLISH: PublishForm,
    Move.RECORD_INTERPRETATION: RecordInterpretationForm,
    Move.SETTLE_RELATION: SettleRelationForm,
    Move.DELIVER_FILING: DeliverFilingForm,
    Move.RECORD_RECEIPT: RecordReceiptForm,
    Move.RECORD_ANSWER: RecordAnswerForm,
    Move.REPLY_TO_RECIPIENT: ReplyToRecipientForm,
    Move.TAKE_EFFECT: NoForm,
    Move.CALL_FOR_EVALUATION: CallForEvaluationForm,
    Move.EVALUATE: ReasonForm,
    Move.CONTINUE_VALIDITY: ContinueForm,
    Move.AMEND: ReasonForm,
    Move.REPEAL: ReasonForm,
    Move.LAPSE: NoForm,
    Move.ISSUE_LETTER: IssueLetterForm,
    Move.URGE: UrgeForm,
    Move.SUPERVISE: SuperviseForm,
    Move.REMIND: RemindForm,
    Move.RECORD_BREACH: RecordBreachForm,
    Move.REPROJECT: ReprojectForm,
}


def fill_form(move: Move, given: Mapping[str, object]) -> Form:
    """Return the filled form of a move; a lone text given for a list is a list of one.

    Raises FormInvalid that lists every field at fault.
    """
    form = FORM_OF[move]
    try:
        return form.model_validate(with_lists(form, given))
    except ValidationError as error:
        problems = [_problem(dict(line), form) for line in error.errors()]
        raise FormInvalid(move, problems) from None


def _problem(line: Mapping[str, object], form: type[Form]) -> str:
    location = line["loc"]
    assert isinstance(location, tuple)
    place = ".".join(str(part) for part in location)
    *above, name = [part for part in location if isinstance(part, str)]
    inside = form_at(form, above)
    if line["type"] == "extra_forbidden":
        return f"{place}: no such field. {nearest(name, inside.model_fields)}"
    if line["type"] == "enum":
        return f"{place}: it takes one of {', '.join(codes_of(inside, name))}"
    if line["type"] == "missing":
        return f"{place}: missing"
    if str(line["type"]).startswith("date_"):
        return f"{place}: this is no day; write it as 2026-03-09"
    return f"{place}: {line['msg']}"
