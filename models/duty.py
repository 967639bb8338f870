"""Which moves belong to which role; under which condition says models/permission.py."""

from models.moves import Move

SYSTEM = (
    Move.RECEIVE,
    Move.SCREEN,
    Move.ISSUE_LETTER,
    Move.DELIVER_FILING,
    Move.REMIND,
    Move.RECORD_BREACH,
    Move.REPROJECT,
    Move.TAKE_EFFECT,
    Move.CALL_FOR_EVALUATION,
    Move.AMEND,  # by another document that has come into force
    Move.REPEAL,
    Move.LAPSE,
)
DRAFTER = (
    Move.RECEIVE,
    Move.SUPPLEMENT,
    Move.WITHDRAW,
    Move.CLAIM,
    Move.RELEASE,
    Move.TRANSFER,
    Move.TAKE_BACK,
    Move.REPORT_ADOPTION,
    Move.SUBMIT_REVISION,
    Move.RECORD_INTERPRETATION,
    Move.EVALUATE,
    Move.CONTINUE_VALIDITY,
    Move.AMEND,
    Move.REPEAL,
    Move.URGE,
)
CLERK = (
    Move.RECEIVE,
    Move.CLAIM,
    Move.RELEASE,
    Move.ASSIGN,
    Move.TRANSFER,
    Move.NAME_MATERIAL,
    Move.CHOOSE_VIEW,
    Move.CHECK_MATERIAL,
    Move.ACCEPT,
    Move.REQUEST_SUPPLEMENT,
    Move.SUPPLEMENT,  # what was handed over on paper or by mail
    Move.RETURN_CASE,
    Move.PLAN_MEETING,
    Move.URGE,
)
# What the reviewer of a case does; a chief who has taken it over does it too.
REVIEW = (
    Move.RELEASE,
    Move.TRANSFER,
    Move.CONSULT,
    Move.CO_REVIEW,
    Move.HAND_OUT,
    Move.RECORD_ADVICE,
    Move.RECALL,
    Move.ANSWER_ADVICE,
    Move.PAUSE,
    Move.RESUME,
    Move.PROPOSE_OPINION,
    Move.TAKE_BACK,
    Move.CONFIRM_REVISION,
    Move.REVIEW_AGAIN,
)
CHIEF = (Move.SIGN, Move.EXTEND, Move.EXEMPT, Move.REBASE)
OFFICE = (
    Move.CLAIM,
    Move.RELEASE,
    Move.TRANSFER,
    Move.PLAN_MEETING,
    Move.OVERRIDE,
    Move.DELIBERATE,
    Move.URGE,
)
REGISTRAR = (
    Move.CLAIM,
    Move.RELEASE,
    Move.TRANSFER,
    Move.RESERVE_NUMBER,
    Move.VOID_NUMBER,
    Move.ISSUE,
    Move.PUBLISH,
    Move.RECORD_INTERPRETATION,
    Move.SETTLE_RELATION,
)
FILING_CLERK = (
    Move.CLAIM,
    Move.RELEASE,
    Move.TRANSFER,
    Move.RECORD_RECEIPT,
    Move.RECORD_ANSWER,
    Move.REPLY_TO_RECIPIENT,
    Move.URGE,
)
