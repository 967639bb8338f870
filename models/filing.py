"""Filing with each recipient: an exchange of typed messages, closed only by the recipient.

What each side may say when is one table for both: the maker's desk records answers and sends
replies by it, the recipient's desk gives answers and takes replies in by it (the exchange is that
of 法规规章备案审查条例 (国务院令第782号) and the local rules; domain.md, §2.9).
"""

from collections.abc import Mapping
from enum import StrEnum


class FilingState(StrEnum):
    """Where an exchange stands. The maker has to act in those of OURS, the recipient otherwise."""

    DUE = "due"  # the package has to go out
    DELIVERED = "delivered"  # the recipient checks its form
    SUPPLEMENT_DUE = "supplement_due"
    REGISTERED = "registered"  # has its number, and may be reviewed
    EXPLANATION_DUE = "explanation_due"
    CORRECTION_DUE = "correction_due"
    REPLIED = "replied"  # explained or objected to; the recipient answers
    PASSED = "passed"  # the recipient ended its review and asks for nothing
    RETURNED = "returned"  # out of scope: not registered
    REVOKED = "revoked"  # the recipient decided that it is changed or revoked
    INFORMED = "informed"  # 抄送: was sent to be known, and nothing is answered


class FilingAnswer(StrEnum):
    """What a recipient says."""

    REGISTERED = "registered"  # 准予登记, with its number (备案号)
    SUPPLEMENT_REQUIRED = "supplement_required"  # 暂缓登记, 补正
    RETURNED = "returned"  # 不予登记: out of scope
    INQUIRY = "inquiry"  # 请予说明
    REVIEW_OPINION = "review_opinion"  # 书面审查意见
    CORRECTION_SUGGESTED = "correction_suggested"  # 建议自行纠正
    REVOCATION_DECIDED = "revocation_decided"  # 决定改变或者撤销
    PASSED = "passed"  # 审查通过, 审查终止


class FilingReply(StrEnum):
    """What the maker says to an answer."""

    SUPPLEMENT = "supplement"
    EXPLANATION = "explanation"
    CORRECTED = "corrected"  # corrected, and filed anew
    OBJECTION = "objection"


class Direction(StrEnum):
    """Which way a message of an exchange went, as this site sees it."""

    OUT = "out"
    IN = "in"


S, A, R = FilingState, FilingAnswer, FilingReply
FIRST_PACKAGE = "filing"  # the kind of the message that opens an exchange

_AFTER_REVIEW: Mapping[FilingAnswer, FilingState] = {
    A.INQUIRY: S.EXPLANATION_DUE,
    A.REVIEW_OPINION: S.CORRECTION_DUE,
    A.CORRECTION_SUGGESTED: S.CORRECTION_DUE,
    A.REVOCATION_DECIDED: S.REVOKED,
    A.PASSED: S.PASSED,
}
ANSWERS: Mapping[FilingState, Mapping[FilingAnswer, FilingState]] = {
    S.DELIVERED: {
        A.REGISTERED: S.REGISTERED,
        A.SUPPLEMENT_REQUIRED: S.SUPPLEMENT_DUE,
        A.RETURNED: S.RETURNED,
    },
    # A recipient that waits in vain may still register what it has, or send all of it back.
    S.SUPPLEMENT_DUE: {A.REGISTERED: S.REGISTERED, A.RETURNED: S.RETURNED},
    S.REGISTERED: _AFTER_REVIEW,
    S.EXPLANATION_DUE: _AFTER_REVIEW,
    S.CORRECTION_DUE: _AFTER_REVIEW,
    S.REPLIED: _AFTER_REVIEW,
}
# A correction is filed anew: its form is checked, and it is registered, like the first package.
REPLIES: Mapping[FilingState, Mapping[FilingReply, FilingState]] = {
    S.SUPPLEMENT_DUE: {R.SUPPLEMENT: S.DELIVERED},
    S.EXPLANATION_DUE: {R.EXPLANATION: S.REPLIED, R.CORRECTED: S.DELIVERED},
    S.CORRECTION_DUE: {R.CORRECTED: S.DELIVERED, R.OBJECTION: S.REPLIED},
}
OURS = frozenset({S.DUE, *REPLIES})  # the maker has to act
CLOSED = frozenset({S.PASSED, S.RETURNED, S.REVOKED, S.INFORMED})  # nothing is answered any more
# Before these the recipient has not said whether it takes the document in.
UNSETTLED = frozenset({S.DUE, S.DELIVERED, S.SUPPLEMENT_DUE})
SETTLED = frozenset(S) - UNSETTLED


def after_answer(state: FilingState, answer: FilingAnswer) -> FilingState | None:
    """Return where an exchange stands after an answer; None where that answer cannot come."""
    return ANSWERS.get(state, {}).get(answer)


def after_reply(state: FilingState, reply: FilingReply) -> FilingState | None:
    """Return where an exchange stands after a reply; None where nothing asks for that one."""
    return REPLIES.get(state, {}).get(reply)
