"""A finding about a line of a catalogue, or about a case: the facts of either, in one shape."""

from datetime import date

from models.catalogue.line import NormativeClaim
from models.cross_check.finding import CrossCheckFinding, CrossCheckList, CrossCheckReason
from models.cross_check.matching import MatchedLine
from models.cross_check.material import CheckedCase, ListedDocument


def finding_of_line(
    kind: CrossCheckList,
    reason: CrossCheckReason,
    one: MatchedLine,
    claim: NormativeClaim,
    *,
    due_on: date | None = None,
    late: int | None = None,
) -> CrossCheckFinding:
    """Return a finding about a line; `other` is its case, or the one of a title near to it."""
    other = one.case or one.near
    line = one.line
    return CrossCheckFinding(
        kind=kind,
        reason=reason,
        day=line.issued_on,
        document_number=line.document_number,
        title=line.title,
        unit=line.unit,
        claim=claim,
        where=place_of(line),
        other=other.number if other else "",
        other_title=other.title if other else "",
        due_on=due_on,
        late=late,
    )


def finding_of_case(
    kind: CrossCheckList,
    reason: CrossCheckReason,
    case: CheckedCase,
    claim: NormativeClaim,
    *,
    recipient: str = "",
    due_on: date | None = None,
    late: int | None = None,
) -> CrossCheckFinding:
    """Return a finding about an issued document of the register."""
    issued = case.issued
    assert issued is not None
    return CrossCheckFinding(
        kind=kind,
        reason=reason,
        day=issued.issued_on,
        document_number=issued.document_number,
        title=case.title,
        unit=case.unit,
        claim=claim,
        where=case.number,
        recipient=recipient,
        due_on=due_on,
        late=late,
    )


def place_of(line: ListedDocument) -> str:
    """Return where a line stands: catalogue, sheet and row."""
    return f"#{line.catalogue} {line.place}"
