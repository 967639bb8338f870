"""Which function makes which move: one line each, beside the table of moves."""

from collections.abc import Callable

from models.moves import Move
from review_flows.desk import (
    adoption,
    filing,
    form_check,
    issuance,
    machine,
    meeting,
    receipt,
    review,
    signature,
    validity,
)
from review_flows.desk.step import Step

HANDLERS: dict[Move, Callable[[Step], None]] = {
    Move.RECEIVE: receipt.receive,
    Move.SCREEN: receipt.screen,
    Move.SUPPLEMENT: receipt.supplement,
    Move.NAME_MATERIAL: form_check.name_material,
    Move.ACCEPT: form_check.accept,
    Move.REQUEST_SUPPLEMENT: form_check.request_supplement,
    Move.RETURN_CASE: form_check.return_case,
    Move.WITHDRAW: form_check.withdraw,
    Move.CLAIM: review.claim,
    Move.RELEASE: review.release,
    Move.CONSULT: review.consult,
    Move.ADVISE: review.advise,
    Move.PAUSE: review.pause,
    Move.RESUME: review.resume,
    Move.EXTEND: review.extend,
    Move.EXEMPT: review.exempt,
    Move.PROPOSE_OPINION: review.propose_opinion,
    Move.SIGN: signature.sign,
    Move.SEND_BACK: signature.send_back,
    Move.REPORT_ADOPTION: adoption.report_adoption,
    Move.SUBMIT_REVISION: adoption.submit_revision,
    Move.CONFIRM_REVISION: adoption.confirm_revision,
    Move.REVIEW_AGAIN: adoption.review_again,
    Move.DELIBERATE: meeting.deliberate,
    Move.ISSUE: issuance.issue,
    Move.PUBLISH: issuance.publish,
    Move.DELIVER_FILING: filing.deliver_filing,
    Move.RECORD_RECEIPT: filing.record_receipt,
    Move.TAKE_EFFECT: validity.take_effect,
    Move.EVALUATE: validity.end_or_evaluate,
    Move.CONTINUE_VALIDITY: validity.continue_validity,
    Move.AMEND: validity.end_or_evaluate,
    Move.REPEAL: validity.end_or_evaluate,
    Move.LAPSE: validity.lapse,
    Move.ISSUE_LETTER: machine.issue_letter,
    Move.REMIND: machine.remind,
}
