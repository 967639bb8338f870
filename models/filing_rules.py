"""What a rule set says about filing: whose documents go where, by when, and how long each side has.

A maker is of one kind (models.issuance.MakerKind), and its kind alone decides the recipients.
"""

from collections import Counter
from enum import StrEnum

from pydantic import Field, ValidationInfo, field_validator

from models.issuance import MakerKind
from models.period import DayUnit, Period
from models.sourced import Count, CountOrNone, Shape, Sourced, SourcedPeriod


class Recipient(StrEnum):
    """With whom a document is filed."""

    UPPER_GOVERNMENT = "upper_government"
    NPC_STANDING_COMMITTEE = "npc_standing_committee"
    OWN_GOVERNMENT = "own_government"
    SUPERIOR_DEPARTMENT = "superior_department"


class FilingPaper(StrEnum):
    """What a filing package holds."""

    REPORT = "report"
    TEXT = "text"
    EXPLANATION = "explanation"
    BASES = "bases"


class Copies(Shape):
    """Paper copies of each part of a filing package."""

    report: CountOrNone = 0
    text: CountOrNone = 0
    explanation: CountOrNone = 0
    bases: CountOrNone = 0


class AnswerTerms(Shape):
    """How long each side has in the exchange that follows; None where the source sets nothing.

    `register_in`, `review_in` and `answer_in` are the recipient's: from the delivery until it
    registers, from the registration until its review ends, from a reply until it answers. The
    others are the maker's, each from the day of the recipient's letter.
    """

    register_in: SourcedPeriod | None = None
    review_in: SourcedPeriod | None = None
    answer_in: SourcedPeriod | None = None
    supplement_in: SourcedPeriod | None = None
    explain_in: SourcedPeriod | None = None
    correct_in: SourcedPeriod | None = None


class FilingRule(Sourced):
    """With whom, in how many days after publication, in how many copies.

    Without `days` the source says 及时 and sets no number. `makers` file their documents there;
    those of `informs` send theirs to be known (抄送): nothing is answered, and so the delivery
    closes the track.
    """

    recipient: Recipient
    days: Count | None = None
    unit: DayUnit = DayUnit.CALENDAR
    copies: Copies = Copies()
    makers: tuple[MakerKind, ...] = (MakerKind.GOVERNMENT,)
    informs: tuple[MakerKind, ...] = ()
    terms: AnswerTerms = AnswerTerms()
    materials: tuple[FilingPaper, ...] = Field(min_length=1)

    @field_validator("informs")
    @classmethod
    def _names_each_maker_once(
        cls, informs: tuple[MakerKind, ...], others: ValidationInfo
    ) -> tuple[MakerKind, ...]:
        named = Counter((*others.data.get("makers", ()), *informs))
        if twice := [maker for maker, times in named.items() if times > 1]:
            raise ValueError(f"{', '.join(twice)}: a maker files or informs, and is named once")
        return informs

    @property
    def period(self) -> Period | None:
        """The term from publication, or None where no number of days is set."""
        if self.days is None:
            return None
        return Period(self.days, self.unit, self.source, self.verified)
