"""Which move leads from which state to which: the one table behind desk, command line and pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from models.case import ENDED, ON_THE_CLOCK, MatterType
from models.case import CaseState as S


class Move(StrEnum):
    """What a person, or a flow, can do to a case."""

    RECEIVE = "receive"
    SCREEN = "screen"
    NAME_MATERIAL = "name_material"
    CHOOSE_VIEW = "choose_view"
    CHECK_MATERIAL = "check_material"
    ACCEPT = "accept"
    REQUEST_SUPPLEMENT = "request_supplement"
    SUPPLEMENT = "supplement"
    RETURN_CASE = "return_case"
    WITHDRAW = "withdraw"
    CLAIM = "claim"
    RELEASE = "release"
    ASSIGN = "assign"
    TRANSFER = "transfer"
    TAKE_OVER = "take_over"
    CONSULT = "consult"
    ADVISE = "advise"
    CO_REVIEW = "co_review"
    COUNTERSIGN = "countersign"
    HAND_OUT = "hand_out"
    RECORD_ADVICE = "record_advice"
    RECALL = "recall"
    ANSWER_ADVICE = "answer_advice"
    PAUSE = "pause"
    RESUME = "resume"
    EXTEND = "extend"
    EXEMPT = "exempt"
    PLAN_MEETING = "plan_meeting"
    REBASE = "rebase"
    PROPOSE_OPINION = "propose_opinion"
    SIGN = "sign"
    SEND_BACK = "send_back"
    TAKE_BACK = "take_back"
    REPORT_ADOPTION = "report_adoption"
    SUBMIT_REVISION = "submit_revision"
    CONFIRM_REVISION = "confirm_revision"
    REVIEW_AGAIN = "review_again"
    OVERRIDE = "override"
    DELIBERATE = "deliberate"
    RESERVE_NUMBER = "reserve_number"
    VOID_NUMBER = "void_number"
    ISSUE = "issue"
    PUBLISH = "publish"
    RECORD_INTERPRETATION = "record_interpretation"
    SETTLE_RELATION = "settle_relation"
    DELIVER_FILING = "deliver_filing"
    RECORD_RECEIPT = "record_receipt"
    RECORD_ANSWER = "record_answer"
    REPLY_TO_RECIPIENT = "reply_to_recipient"
    TAKE_EFFECT = "take_effect"
    CALL_FOR_EVALUATION = "call_for_evaluation"
    EVALUATE = "evaluate"
    CONTINUE_VALIDITY = "continue_validity"
    AMEND = "amend"
    REPEAL = "repeal"
    LAPSE = "lapse"
    ISSUE_LETTER = "issue_letter"
    URGE = "urge"
    SUPERVISE = "supervise"
    REMIND = "remind"
    RECORD_BREACH = "record_breach"
    REPROJECT = "reproject"


ALL = frozenset(MatterType)
NORMATIVE = frozenset({MatterType.NORMATIVE_DOCUMENT})
DECISION = frozenset({MatterType.MAJOR_DECISION})
DELIBERATED = NORMATIVE | DECISION  # what goes before the enacting organ's meeting
NOT_DELIBERATED = ALL - DELIBERATED

EVERYWHERE = frozenset(S) - {S.NEW}
UNENDED = EVERYWHERE - ENDED  # where something can still wait for somebody
IN_REVIEW = frozenset({S.ACCEPTED, S.UNDER_REVIEW})
ASKING = frozenset({S.UNDER_REVIEW, S.PAUSED})  # while advice may be awaited
# A changed text that is not confirmed is reviewed again as it came: so also during the review.
WHERE_TEXTS_ARRIVE = frozenset(
    {S.RECEIVED, S.UNDER_REVIEW, S.REVISION_SUBMITTED, S.PASSED_WITH_CHANGES}
)
# Everybody can read it, and it is not ended.
PUBLIC = frozenset({S.PUBLISHED, S.FILED, S.IN_FORCE, S.EVALUATED})
# Of a meeting that does not pass a draft as it is.
OTHER_ENDS = (S.PASSED_WITH_CHANGES, S.OPINION_SIGNED, S.REJECTED)
# A drafting unit may take its draft back until the enacting organ has decided on it.
BEFORE_DECISION = IN_REVIEW | {
    S.RECEIVED,
    S.SUPPLEMENT_REQUESTED,
    S.PAUSED,
    S.OPINION_PROPOSED,
    S.OPINION_SIGNED,
    S.REVISION_SUBMITTED,
    S.CLEARED,
}


@dataclass(frozen=True, slots=True)
class MoveRule:
    """A line of the table. An empty `leads_to` stays where it is; several are the possible results.

    A `quiet` move adds what the machine produced and decides nothing, so it does not make
    stale what somebody has on the screen: it is logged but counts no version.
    """

    move: Move
    starts_in: frozenset[S]
    leads_to: tuple[S, ...] = ()
    matters: frozenset[MatterType] = ALL
    quiet: bool = False


def _rule(
    move: Move,
    starts_in: Iterable[S],
    *leads_to: S,
    matters: frozenset[MatterType] = ALL,
    quiet: bool = False,
) -> MoveRule:
    return MoveRule(move, frozenset(starts_in), leads_to, matters, quiet)


MOVES: tuple[MoveRule, ...] = (
    # Receipt and form check. The clock starts at acceptance.
    _rule(Move.RECEIVE, {S.NEW}, S.RECEIVED),
    _rule(Move.SCREEN, EVERYWHERE, quiet=True),
    _rule(Move.NAME_MATERIAL, {S.RECEIVED}),
    # Which of its texts counts, of a file that came with tracked changes.
    _rule(Move.CHOOSE_VIEW, WHERE_TEXTS_ARRIVE),
    _rule(Move.CHECK_MATERIAL, {S.RECEIVED}),
    _rule(Move.ACCEPT, {S.RECEIVED}, S.ACCEPTED),
    _rule(Move.REQUEST_SUPPLEMENT, {S.RECEIVED}, S.SUPPLEMENT_REQUESTED),
    _rule(Move.SUPPLEMENT, {S.SUPPLEMENT_REQUESTED}, S.RECEIVED),
    _rule(Move.RETURN_CASE, {S.RECEIVED, S.SUPPLEMENT_REQUESTED}, S.RETURNED),
    _rule(Move.WITHDRAW, BEFORE_DECISION, S.WITHDRAWN),
    # Taking and giving back a task. The reviewer who claims begins the review.
    _rule(Move.CLAIM, {S.ACCEPTED}, S.UNDER_REVIEW),
    _rule(Move.CLAIM, UNENDED - {S.ACCEPTED}),
    _rule(Move.RELEASE, UNENDED),
    _rule(Move.ASSIGN, UNENDED),
    _rule(Move.TRANSFER, UNENDED),
    _rule(Move.TAKE_OVER, {S.UNDER_REVIEW, S.PAUSED}),
    _rule(Move.TAKE_OVER, {S.OPINION_PROPOSED}, S.UNDER_REVIEW),
    # Review.
    _rule(Move.CONSULT, {S.UNDER_REVIEW}),
    _rule(Move.ADVISE, ASKING),
    _rule(Move.CO_REVIEW, {S.UNDER_REVIEW}),
    _rule(Move.COUNTERSIGN, ASKING),
    _rule(Move.HAND_OUT, ASKING, quiet=True),
    _rule(Move.RECORD_ADVICE, ASKING),
    _rule(Move.RECALL, ASKING),
    _rule(Move.ANSWER_ADVICE, {S.UNDER_REVIEW}),
    _rule(Move.PAUSE, {S.UNDER_REVIEW}, S.PAUSED),
    _rule(Move.RESUME, {S.PAUSED}, S.UNDER_REVIEW),
    _rule(Move.EXTEND, IN_REVIEW | {S.OPINION_PROPOSED}),
    _rule(Move.EXEMPT, IN_REVIEW | {S.OPINION_PROPOSED}),
    _rule(Move.PLAN_MEETING, BEFORE_DECISION),
    _rule(Move.REBASE, ON_THE_CLOCK),
    _rule(Move.PROPOSE_OPINION, {S.UNDER_REVIEW}, S.OPINION_PROPOSED),
    _rule(Move.SIGN, {S.OPINION_PROPOSED}, S.OPINION_SIGNED),
    # Back to an earlier stage: its task opens again, and the clock goes on from where it is.
    _rule(Move.SEND_BACK, {S.OPINION_PROPOSED}, S.UNDER_REVIEW, S.RECEIVED),
    _rule(Move.SEND_BACK, IN_REVIEW, S.RECEIVED),
    _rule(Move.SEND_BACK, {S.REVISION_SUBMITTED}, S.OPINION_SIGNED),
    _rule(Move.SEND_BACK, {S.CLEARED}, S.OPINION_SIGNED, matters=DELIBERATED),
    _rule(Move.SEND_BACK, {S.PASSED}, S.CLEARED, S.OPINION_SIGNED, matters=NORMATIVE),
    # One's own last step, as long as nobody has begun the next one.
    _rule(Move.TAKE_BACK, {S.OPINION_PROPOSED}, S.UNDER_REVIEW),
    _rule(Move.TAKE_BACK, {S.REVISION_SUBMITTED}, S.OPINION_SIGNED),
    _rule(Move.TAKE_BACK, {S.CLEARED}, S.OPINION_SIGNED, matters=DELIBERATED),
    # What the drafting unit does with the opinion; a changed text goes back to the reviewer.
    _rule(Move.REPORT_ADOPTION, {S.OPINION_SIGNED}, S.CLEARED, matters=DELIBERATED),
    _rule(Move.REPORT_ADOPTION, {S.OPINION_SIGNED}, S.CLOSED, matters=NOT_DELIBERATED),
    _rule(Move.SUBMIT_REVISION, {S.OPINION_SIGNED}, S.REVISION_SUBMITTED),
    _rule(Move.CONFIRM_REVISION, {S.REVISION_SUBMITTED}, S.CLEARED, matters=DELIBERATED),
    _rule(Move.CONFIRM_REVISION, {S.REVISION_SUBMITTED}, S.CLOSED, matters=NOT_DELIBERATED),
    _rule(Move.CONFIRM_REVISION, {S.PASSED_WITH_CHANGES}, S.PASSED, matters=NORMATIVE),
    _rule(Move.CONFIRM_REVISION, {S.PASSED_WITH_CHANGES}, S.CLOSED, matters=DECISION),
    _rule(Move.REVIEW_AGAIN, {S.REVISION_SUBMITTED, S.PASSED_WITH_CHANGES}, S.UNDER_REVIEW),
    # Decision, issuance, publication, filing.
    _rule(Move.OVERRIDE, {S.OPINION_SIGNED}, S.CLEARED, matters=DELIBERATED),
    _rule(Move.DELIBERATE, {S.CLEARED}, S.PASSED, *OTHER_ENDS, matters=NORMATIVE),
    _rule(Move.DELIBERATE, {S.CLEARED}, S.CLOSED, *OTHER_ENDS, matters=DECISION),
    _rule(Move.RESERVE_NUMBER, {S.PASSED}, matters=NORMATIVE),
    _rule(Move.VOID_NUMBER, {S.PASSED}, matters=NORMATIVE),
    _rule(Move.VOID_NUMBER, {S.ISSUED}, S.PASSED, matters=NORMATIVE),
    _rule(Move.ISSUE, {S.PASSED}, S.ISSUED, matters=NORMATIVE),
    # Where no rule asks for a filing, or another maker files, nothing is waited for.
    _rule(Move.PUBLISH, {S.ISSUED}, S.PUBLISHED, S.FILED, matters=NORMATIVE),
    _rule(Move.RECORD_INTERPRETATION, PUBLIC, matters=NORMATIVE),
    _rule(Move.SETTLE_RELATION, PUBLIC | {S.ISSUED}, matters=NORMATIVE),
    # A filing is an exchange: it goes on after the registration that lets the case go on.
    _rule(Move.DELIVER_FILING, PUBLIC, matters=NORMATIVE, quiet=True),
    _rule(Move.RECORD_RECEIPT, {S.PUBLISHED}, S.PUBLISHED, S.FILED, matters=NORMATIVE),
    _rule(Move.RECORD_RECEIPT, PUBLIC - {S.PUBLISHED}, matters=NORMATIVE),
    _rule(Move.RECORD_ANSWER, {S.PUBLISHED}, S.PUBLISHED, S.FILED, matters=NORMATIVE),
    _rule(Move.RECORD_ANSWER, PUBLIC - {S.PUBLISHED}, matters=NORMATIVE),
    _rule(Move.REPLY_TO_RECIPIENT, PUBLIC, matters=NORMATIVE),
    # What comes after.
    # On its day, whoever has not registered it yet: filing is no condition of effect.
    _rule(Move.TAKE_EFFECT, {S.PUBLISHED, S.FILED}, S.IN_FORCE, matters=NORMATIVE),
    _rule(Move.CALL_FOR_EVALUATION, {S.IN_FORCE}, matters=NORMATIVE, quiet=True),
    _rule(Move.EVALUATE, {S.IN_FORCE}, S.EVALUATED, matters=NORMATIVE),
    _rule(Move.CONTINUE_VALIDITY, {S.EVALUATED}, S.IN_FORCE, matters=NORMATIVE),
    _rule(Move.AMEND, {S.IN_FORCE, S.EVALUATED}, S.AMENDED, matters=NORMATIVE),
    _rule(Move.REPEAL, {S.IN_FORCE, S.EVALUATED}, S.REPEALED, matters=NORMATIVE),
    _rule(Move.LAPSE, {S.IN_FORCE, S.EVALUATED}, S.LAPSED, matters=NORMATIVE),
    # What the machine adds to the record.
    _rule(Move.ISSUE_LETTER, EVERYWHERE, quiet=True),
    _rule(Move.REMIND, EVERYWHERE, quiet=True),
    # What people add without deciding anything.
    _rule(Move.URGE, UNENDED, quiet=True),
    _rule(Move.SUPERVISE, UNENDED, quiet=True),
    _rule(Move.RECORD_BREACH, ON_THE_CLOCK, quiet=True),
    _rule(Move.REPROJECT, ON_THE_CLOCK | PUBLIC | {S.ISSUED}, quiet=True),
)

_BY_START: dict[tuple[Move, S, MatterType], MoveRule] = {
    (rule.move, state, matter): rule
    for rule in MOVES
    for state in rule.starts_in
    for matter in rule.matters
}


def rule_for(move: Move, state: S, matter_type: MatterType) -> MoveRule | None:
    """Return the line of the table for this move, or None when it does not lead on from here."""
    return _BY_START.get((move, state, matter_type))


@cache
def moves_from(state: S, matter_type: MatterType) -> tuple[Move, ...]:
    """Return the moves that are possible in a state, in the order of the walk."""
    return tuple(move for move in Move if (move, state, matter_type) in _BY_START)
