"""The shapes of what a rule set says about one type of matter; each value of law has a source."""

from enum import StrEnum
from string import Formatter
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictStr, field_validator

from models.clock import ClockEventKind
from models.document import DocumentKind
from models.opinion import Conclusion
from models.period import DayUnit, Period, ReviewPeriods

Text = Annotated[StrictStr, Field(min_length=1)]
Count = Annotated[int, Field(strict=True, ge=1)]
CopyCount = Annotated[int, Field(strict=True, ge=0)]


class PauseGround(StrEnum):
    """What the review may wait for while time stands."""

    SUPPLEMENT = "supplement"
    EXPERT_OPINION = "expert_opinion"
    HEARING = "hearing"
    INVESTIGATION = "investigation"


class ExemptionGround(StrEnum):
    """What lifts the floor (国办发〔2018〕115号, item 五)."""

    EMERGENCY = "emergency"
    SUPERIOR_URGENT_ORDER = "superior_urgent_order"


class Silence(StrEnum):
    """What it means that no opinion came in time."""

    NO_EFFECT = "no_effect"
    DEEMED_CONSENT = "deemed_consent"


class Required(StrEnum):
    """When a material has to be there."""

    ALWAYS = "always"
    WHEN_RELEVANT = "when_relevant"


class Recipient(StrEnum):
    """With whom a document is filed."""

    UPPER_GOVERNMENT = "upper_government"
    NPC_STANDING_COMMITTEE = "npc_standing_committee"


class FilingPaper(StrEnum):
    """What a filing package holds."""

    REPORT = "report"
    TEXT = "text"
    EXPLANATION = "explanation"
    BASES = "bases"


class Shape(BaseModel):
    """No key but those named, and no change after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Sourced(Shape):
    """A value of law: where it stands, and whether somebody read it there."""

    source: Text
    verified: StrictBool


class SourcedPeriod(Sourced):
    """A number of days with its unit."""

    days: Count
    unit: DayUnit

    @property
    def period(self) -> Period:
        """The period as the clock takes it."""
        return Period(self.days, self.unit, self.source, self.verified)


class StartRule(Sourced):
    """The event from which the review is counted."""

    event: Literal[ClockEventKind.ACCEPTED]


class PauseRule(Sourced):
    """What may pause the review."""

    grounds: tuple[PauseGround, ...]


class ExtensionRule(Sourced):
    """At most so many more days, in the ceiling's unit, so many times, with whose approval."""

    days: Count
    times: Count
    approved_by: Text


class ExemptionRule(Sourced):
    """What may lift the floor."""

    grounds: tuple[ExemptionGround, ...]


class SilenceRule(Sourced):
    """What follows when no opinion comes in time."""

    effect: Silence


class ReviewRules(Shape):
    """The time of review. What is None is not set: no floor, no ceiling, no extension."""

    floor: SourcedPeriod | None = None
    ceiling: SourcedPeriod | None = None
    starts: StartRule
    pauses_on: PauseRule
    extension: ExtensionRule | None = None
    exemptions: ExemptionRule | None = None
    silence: SilenceRule

    @property
    def periods(self) -> ReviewPeriods:
        """Floor and ceiling as `read_clock` takes them."""
        return ReviewPeriods(
            floor=self.floor.period if self.floor else None,
            ceiling=self.ceiling.period if self.ceiling else None,
        )


class Material(Sourced):
    """A paper that belongs to a submission."""

    kind: DocumentKind
    required: Required


class ConclusionRule(Sourced):
    """The conclusions that an opinion may have."""

    allowed: tuple[Conclusion, ...] = Field(min_length=1)


class TitleRule(Sourced):
    """How a title may end, and the words that it must not end with."""

    allow: tuple[Text, ...]
    forbid: tuple[Text, ...]


class ValidityRule(Sourced):
    """How long a document may be in force, and how long before its end people are reminded."""

    max_years: Count
    trial_max_years: Count  # for a title with 暂行 or 试行
    remind_months: Count


class NumberPattern(Sourced):
    """How a number is written: {organ}, {year} and {number}, as Python's `format` reads them."""

    pattern: Text

    @field_validator("pattern")
    @classmethod
    def _has_its_places(cls, pattern: str) -> str:
        places = {name for _, name, _, _ in Formatter().parse(pattern) if name is not None}
        if places != {"organ", "year", "number"}:
            raise ValueError("needs {organ}, {year} and {number}, each named, and nothing else")
        return pattern

    def of(self, organ: str, year: int, number: int) -> str:
        """Return the number as it is printed; `organ` is the short name of the organ."""
        return self.pattern.format(organ=organ, year=year, number=number)


class Copies(Shape):
    """Paper copies of each part of a filing package."""

    report: CopyCount = 0
    text: CopyCount = 0
    explanation: CopyCount = 0
    bases: CopyCount = 0


class FilingRule(Sourced):
    """With whom, in how many days after publication, in how many copies.

    Without `days` the source says 及时 and sets no number.
    """

    recipient: Recipient
    days: Count | None = None
    unit: DayUnit = DayUnit.CALENDAR
    copies: Copies = Copies()
    materials: tuple[FilingPaper, ...] = Field(min_length=1)

    @property
    def period(self) -> Period | None:
        """The term from publication, or None where no number of days is set."""
        if self.days is None:
            return None
        return Period(self.days, self.unit, self.source, self.verified)


class MatterRules(Shape):
    """What holds for one type of matter. What is None does not apply to it."""

    review: ReviewRules
    materials: tuple[Material, ...]
    conclusions: ConclusionRule
    titles: TitleRule | None = None
    validity: ValidityRule | None = None
    effective_delay: SourcedPeriod | None = None  # from publication to the effective day
    document_number: NumberPattern | None = None
    registration_number: NumberPattern | None = None
    filing: tuple[FilingRule, ...] = ()
