"""What a case is: one file under review, from arrival to the end of its validity."""

from dataclasses import dataclass
from enum import StrEnum


class MatterType(StrEnum):
    """What is under review. It decides how far a case walks and which rules hold for it."""

    NORMATIVE_DOCUMENT = "normative_document"  # 行政规范性文件
    MAJOR_DECISION = "major_decision"  # 重大行政决策
    CONTRACT = "contract"  # 政府合同、协议
    POLICY_DOCUMENT = "policy_document"  # 党委政府政策文件
    ENFORCEMENT_DECISION = "enforcement_decision"  # 重大行政执法决定
    OTHER_DOCUMENT = "other_document"


class CaseState(StrEnum):
    """Where a case rests until a person, or a day, moves it on."""

    NEW = "new"  # Before its receipt: never stored.
    RECEIVED = "received"  # Registered; the clerk checks the form. The clock has not begun.
    SUPPLEMENT_REQUESTED = "supplement_requested"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    ACCEPTED = "accepted"  # The clock runs; no reviewer has taken it yet.
    UNDER_REVIEW = "under_review"
    PAUSED = "paused"
    OPINION_PROPOSED = "opinion_proposed"  # The chief has to sign or send back.
    OPINION_SIGNED = "opinion_signed"  # The drafting unit has to report adoption.
    REVISION_SUBMITTED = (
        "revision_submitted"  # The text changed: the opinion rests until confirmed.
    )
    CLEARED = "cleared"  # May be put before the meeting.
    PASSED = "passed"
    PASSED_WITH_CHANGES = "passed_with_changes"  # The meeting changed the text it passed.
    REJECTED = "rejected"
    ISSUED = "issued"  # Signed, numbered and registered, not yet public.
    PUBLISHED = "published"  # Both filing terms run.
    FILED = "filed"  # Every recipient has answered; waits for its effective day.
    IN_FORCE = "in_force"
    EVALUATED = "evaluated"
    AMENDED = "amended"
    REPEALED = "repealed"
    LAPSED = "lapsed"
    CLOSED = "closed"  # The end of a case that is no normative document.


ENDED = frozenset(
    {
        CaseState.RETURNED,
        CaseState.WITHDRAWN,
        CaseState.REJECTED,
        CaseState.AMENDED,
        CaseState.REPEALED,
        CaseState.LAPSED,
        CaseState.CLOSED,
    }
)

# The states in which the term of review runs or rests; outside them nobody can miss it.
ON_THE_CLOCK = frozenset(
    {
        CaseState.RECEIVED,  # where the rule set counts from the receipt
        CaseState.SUPPLEMENT_REQUESTED,
        CaseState.ACCEPTED,
        CaseState.UNDER_REVIEW,
        CaseState.PAUSED,
        CaseState.OPINION_PROPOSED,
    }
)


@dataclass(frozen=True, slots=True)
class Case:
    """A row of `cases`. Days are ISO dates of Asia/Shanghai, instants ISO texts in UTC."""

    number: str  # "2026-0042": what people call it
    title: str
    matter_type: MatterType
    state: CaseState
    version: int  # counts the moves that people see; a stale one is refused
    rule_set: str
    received_at: str
    state_since: str
    unit: str | None = None  # the drafting unit; None until the clerk names it
    rule_set_digest: str | None = None  # frozen at acceptance
    reviewer: str | None = None
    accepted_on: str | None = None
    floor_on: str | None = None  # an index over read_clock(), recomputed with each move
    ceiling_on: str | None = None
    provisional: bool = False
    played: bool = False  # part of a demonstration on a simulated clock
    meeting_on: str | None = None  # the meeting that is planned to deliberate on it
    submitted_by: str | None = None  # the person who handed it in, where a person did
    supervised_on: str | None = None  # a chief or an auditor watches over it since (督办)
    overridden: bool = False  # goes to the meeting against its opinion


def unborn(number: str, unit: str | None, rule_set: str, at: str, played: bool) -> Case:
    """Return the case as it is before its receipt, so that receiving is a move like any other."""
    return Case(
        number=number,
        title="",
        matter_type=MatterType.OTHER_DOCUMENT,
        state=CaseState.NEW,
        version=0,
        rule_set=rule_set,
        received_at=at,
        state_since=at,
        unit=unit,
        played=played,
    )
