"""What a cross-check finds: each document in the list that it belongs to, and why."""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from models.catalogue.line import NormativeClaim


class CrossCheckList(StrEnum):
    """The lists of a cross-check; what each counts stands in models/words/cross_check.py."""

    NOT_REVIEWED = "not_reviewed"  # 应审未审
    NOT_FILED = "not_filed"  # 应备未备
    FILED_LATE = "filed_late"  # 迟报
    NOT_IN_CATALOGUE = "not_in_catalogue"
    NOT_IN_REGISTER = "not_in_register"
    NEAR_DUPLICATE = "near_duplicate"
    TITLE_CHANGED = "title_changed"
    BEFORE_OPINION = "before_opinion"


class CrossCheckReason(StrEnum):
    """Why a document stands in a list."""

    NEVER_SUBMITTED = "never_submitted"
    NEAR_CASE = "near_case"  # never submitted under this title, but one near to it was
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    FOUND_ILLEGAL = "found_illegal"
    REJECTED = "rejected"
    NO_OPINION_YET = "no_opinion_yet"
    TEXT_NOT_COVERED = "text_not_covered"
    NO_TRACK = "no_track"
    NOT_HANDED_OVER = "not_handed_over"
    NO_DAY_OF_FILING = "no_day_of_filing"
    AFTER_ITS_TERM = "after_its_term"
    IN_NO_CATALOGUE = "in_no_catalogue"
    IN_NO_REGISTER = "in_no_register"
    SAME_TITLE = "same_title"
    SAME_NUMBER = "same_number"
    NEAR_TITLE_AND_NUMBER = "near_title_and_number"
    NEAR_TITLE = "near_title"
    OTHER_TITLE = "other_title"
    ISSUED_FIRST = "issued_first"


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossCheckFinding:
    """A document in a list, and where it stands: a case, or catalogue, sheet and row.

    `other` is what it is held against. `due_on` is the last day of its filing, or the day of its
    opinion; `late` counts calendar days.
    """

    kind: CrossCheckList
    reason: CrossCheckReason
    day: date
    document_number: str
    title: str
    unit: str
    claim: NormativeClaim
    where: str
    other: str = ""
    other_title: str = ""
    recipient: str = ""
    due_on: date | None = None
    late: int | None = None


@dataclass(frozen=True, slots=True)
class CrossCheckResult:
    """The findings, list by list in the order of days, and what they were drawn from."""

    findings: tuple[CrossCheckFinding, ...]
    cases: int
    issued: int
    lines: int
    repeated: int  # lines that a later catalogue has again
    not_taken: int
    counts: dict[CrossCheckList, int] = field(default_factory=dict)

    def only(self, kind: CrossCheckList) -> "CrossCheckResult":
        """Return the findings of one list; the counts of all stay."""
        return replace(self, findings=tuple(one for one in self.findings if one.kind is kind))
