"""A figure: its code, and the rows that it counts. There is no figure without its rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.statistics.facts import Matter


class FigureGroup(StrEnum):
    """What figures are about; each group has its chart."""

    WORKLOAD = "workload"
    MATTERS = "matters"
    CONCLUSIONS = "conclusions"
    TERM = "term"
    ADOPTION = "adoption"
    ISSUING = "issuing"
    FILING = "filing"
    SUPERVISION = "supervision"
    FILED_WITH_US = "filed_with_us"


class FigureCode(StrEnum):
    """Every figure; what each counts stands in models.words.statistics."""

    RECEIVED = "received"
    REVIEWED = "reviewed"
    ENDED_WITHOUT_OPINION = "ended_without_opinion"
    UNFINISHED = "unfinished"
    REVIEWED_NORMATIVE_DOCUMENT = "reviewed_normative_document"
    REVIEWED_MAJOR_DECISION = "reviewed_major_decision"
    REVIEWED_CONTRACT = "reviewed_contract"
    REVIEWED_POLICY_DOCUMENT = "reviewed_policy_document"
    REVIEWED_ENFORCEMENT_DECISION = "reviewed_enforcement_decision"
    REVIEWED_OTHER_DOCUMENT = "reviewed_other_document"
    CONCLUDED_LEGAL = "concluded_legal"
    CONCLUDED_REVISE = "concluded_revise"
    CONCLUDED_ILLEGAL = "concluded_illegal"
    CONCLUDED_RISK_STATED = "concluded_risk_stated"
    REVIEWED_WITH_CEILING = "reviewed_with_ceiling"
    REVIEWED_IN_TIME = "reviewed_in_time"
    REVIEWED_LATE = "reviewed_late"
    ITEMS_ANSWERED = "items_answered"
    ITEMS_ADOPTED = "items_adopted"
    MAKERS = "makers"
    PUBLISHED = "published"
    LISTED = "listed"
    FILING_DUE = "filing_due"
    FILED = "filed"
    FILED_IN_TIME = "filed_in_time"
    FILED_LATE = "filed_late"
    NOT_FILED = "not_filed"
    FILING_PENDING = "filing_pending"
    FILED_WITH_ALL = "filed_with_all"
    FORM_CHECKED = "form_checked"
    FORM_REGULAR = "form_regular"
    PROBLEM = "problem"
    PROBLEM_MAKER = "problem_maker"
    PROBLEM_PROCEDURE = "problem_procedure"
    PROBLEM_CONTENT = "problem_content"
    PROBLEM_TECHNIQUE = "problem_technique"
    PROBLEM_OTHER = "problem_other"
    RESULT_CORRECTED = "result_corrected"
    RESULT_REVOKED = "result_revoked"
    RESULT_OTHER = "result_other"
    RESULT_OPEN = "result_open"
    REVIEW_ENDED = "review_ended"
    REVIEW_CORRECTED = "review_corrected"
    TAKEN_IN = "taken_in"
    REGISTERED_HERE = "registered_here"


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One thing that a figure counts: of which case, what it is called, the day that counts.

    `about` is what else tells why it counts: codes of closed lists, or texts as they are.
    """

    number: str
    title: str
    on: date | None
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, and what stands behind it."""

    code: FigureCode
    rows: tuple[FigureRow, ...]
    unverified: bool = False  # rests on a term that nobody has read in its source (未核实)

    @property
    def value(self) -> int:
        """How many rows it counts; it can be nothing else."""
        return len(self.rows)


def row_of(matter: Matter, on: date | None, about: Iterable[str] = ()) -> FigureRow:
    """Return the row of a matter."""
    return FigureRow(matter.number, matter.title, on, tuple(one for one in about if one))
