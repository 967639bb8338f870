"""发文登记表 as data: a row for each document and each unused number, and what they add up to."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.issuance import NumberState


@dataclass(frozen=True, slots=True)
class IssuedDocument:
    """A row of the register. `conclusion` is a code of `models.opinion`.

    `opinion_number` is empty for a document that no opinion covers, and the register says so. A
    row that is not USED holds the numbers of a document that is not issued: reserved or void, so
    that the series has no hole. `issued_on` is then the day on which the numbers were taken.
    """

    issued_on: date
    document_number: str
    registration_number: str
    title: str
    drafting_unit: str
    signer: str
    signed_on: date | None
    opinion_number: str
    conclusion: str
    published_on: date | None = None
    valid_until: date | None = None
    effective_on: date | None = None
    case_number: str = ""
    state: NumberState = NumberState.USED
    void_reason: str = ""
    makers: tuple[str, ...] = ()  # of a joint document, the lead first
    led_elsewhere: bool = False
    disclose_by: date | None = None
    late_reason: str = ""

    @property
    def issued(self) -> bool:
        """Whether there is a document with these numbers."""
        return self.state is NumberState.USED

    @property
    def unreviewed(self) -> bool:
        """Whether it was issued and no opinion in force covers its text."""
        return self.issued and not self.opinion_number

    @property
    def published_late(self) -> bool:
        """Whether it became public after the last day of the duty of disclosure."""
        days = self.published_on, self.disclose_by
        return None not in days and str(self.published_on) > str(self.disclose_by)


@dataclass(frozen=True, slots=True)
class RegisterTotals:
    """What the rows of a register add up to. `conclusions` counts documents by their code."""

    issued: int
    void: int
    reserved: int
    published: int
    published_late: int
    unreviewed: int
    conclusions: Mapping[str, int]


def totals(rows: Sequence[IssuedDocument]) -> RegisterTotals:
    """Return the totals; only what was issued counts as a document."""
    states = Counter(row.state for row in rows)
    issued = [row for row in rows if row.issued]
    counted = Counter(row.conclusion for row in issued if row.conclusion)
    return RegisterTotals(
        issued=len(issued),
        void=states[NumberState.VOID],
        reserved=states[NumberState.RESERVED],
        published=sum(row.published_on is not None for row in issued),
        published_late=sum(row.published_late for row in issued),
        unreviewed=sum(row.unreviewed for row in issued),
        conclusions=dict(sorted(counted.items())),
    )
