"""应审未审, titles that changed after the review, and issues before their opinion."""

from collections.abc import Iterator, Sequence

from models.case import CaseState
from models.cross_check.claims import OUGHT, claim_of_case, claim_of_line
from models.cross_check.finding import CrossCheckFinding
from models.cross_check.finding import CrossCheckList as L
from models.cross_check.finding import CrossCheckReason as R
from models.cross_check.matching import MatchedLine
from models.cross_check.material import CheckedCase
from models.cross_check.papers import finding_of_case, finding_of_line
from models.cross_check.title_key import title_key
from models.opinion import Conclusion

_ENDED_WITHOUT: dict[CaseState, R] = {
    CaseState.RETURNED: R.RETURNED,
    CaseState.WITHDRAWN: R.WITHDRAWN,
    CaseState.REJECTED: R.REJECTED,
}


def not_reviewed(
    lines: Sequence[MatchedLine], cases: Sequence[CheckedCase]
) -> Iterator[CrossCheckFinding]:
    """Yield what was issued without an opinion that lets it pass: 应审未审.

    Of lines those that are normative, or seem so. What came here and did not pass counts too.
    """
    for one in lines:
        if reason := _why_not(one):
            claim = claim_of_line(one)
            if claim in OUGHT:
                yield finding_of_line(L.NOT_REVIEWED, reason, one, claim)
    for case in cases:
        if case.issued and not case.issued.covered:
            yield finding_of_case(L.NOT_REVIEWED, R.TEXT_NOT_COVERED, case, claim_of_case(case))


def _why_not(one: MatchedLine) -> R | None:
    case = one.case
    if case is None:
        return R.NEAR_CASE if one.near else R.NEVER_SUBMITTED
    if case.issued is not None:
        return None  # its own line of the register says whether an opinion covers it
    if case.state in _ENDED_WITHOUT:
        return _ENDED_WITHOUT[case.state]
    if case.opinion_on is None:
        return R.NO_OPINION_YET
    return R.FOUND_ILLEGAL if case.conclusion is Conclusion.ILLEGAL else None


def title_changed(lines: Sequence[MatchedLine]) -> Iterator[CrossCheckFinding]:
    """Yield what bears the number of a document of the register, and another title."""
    for one in lines:
        if one.case is None or not one.by_number:
            continue
        if title_key(one.line.title) != title_key(one.case.title):
            yield finding_of_line(L.TITLE_CHANGED, R.OTHER_TITLE, one, claim_of_line(one))


def before_opinion(
    lines: Sequence[MatchedLine], cases: Sequence[CheckedCase]
) -> Iterator[CrossCheckFinding]:
    """Yield what was issued before the day on which its opinion was signed."""
    for one in lines:
        signed_on = one.case.opinion_on if one.case else None
        if signed_on and one.line.issued_on < signed_on:
            claim = claim_of_line(one)
            yield finding_of_line(L.BEFORE_OPINION, R.ISSUED_FIRST, one, claim, due_on=signed_on)
    for case in cases:
        if case.issued and case.opinion_on and case.issued.signed_on < case.opinion_on:
            claim = claim_of_case(case)
            yield finding_of_case(
                L.BEFORE_OPINION, R.ISSUED_FIRST, case, claim, due_on=case.opinion_on
            )
