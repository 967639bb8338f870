"""The shapes of what a rule set says about one type of matter; each value of law has a source."""

from collections import Counter
from enum import StrEnum
from string import Formatter
from typing import Annotated

from pydantic import Field, field_validator

from models.clock_rules import ClockRules, ClockStart, PauseGround, SupplementEffect
from models.exemption import ExemptionGround
from models.issuance import MakerKind
from models.period import DayUnit, Period
from models.procedure_rules import (
    AdvisorRule,
    ConclusionRule,
    Material,
    OverrideRule,
    PointsRule,
    ReturnRule,
    UrgentRule,
)
from models.reminder import Reminded, Rung
from models.sourced import Count, CountOrNone, Shape, Sourced, SourcedPeriod, Text


class Silence(StrEnum):
    """What it means that no opinion came in time."""

    NO_EFFECT = "no_effect"
    DEEMED_CONSENT = "deemed_consent"


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


class StartRule(Sourced):
    """The event whose day is day 0."""

    event: ClockStart


class PauseRule(Sourced):
    """What may pause the review."""

    grounds: tuple[PauseGround, ...]


class SupplementRule(Sourced):
    """What waiting for a supplement does to a clock that runs."""

    effect: SupplementEffect


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


class RungRule(Shape):
    """Who is reminded with so many working days left; 0 is the last day, -1 the day after it."""

    left: Annotated[int, Field(strict=True, ge=-1, le=60)]
    to: Reminded

    @property
    def rung(self) -> Rung:
        """The rung as the ladder of reminders takes it."""
        return Rung(self.left, self.to)


class ReminderRule(Sourced):
    """The ladder of reminders before a last day and after it."""

    rungs: tuple[RungRule, ...]

    @field_validator("rungs")
    @classmethod
    def _has_each_once(cls, rungs: tuple[RungRule, ...]) -> tuple[RungRule, ...]:
        # A reminder is recorded under the key of its rung, so a second one would never be sent.
        twice = [key for key, times in Counter(one.rung.key for one in rungs).items() if times > 1]
        if twice:
            raise ValueError(f"names {', '.join(twice)} more than once")
        return rungs


class ReviewRules(Shape):
    """The time of review. What is None is not set: no floor, no ceiling, no extension."""

    floor: SourcedPeriod | None = None
    ceiling: SourcedPeriod | None = None
    starts: StartRule
    pauses_on: PauseRule
    supplement: SupplementRule
    extension: ExtensionRule | None = None
    exemptions: ExemptionRule | None = None
    silence: SilenceRule
    submit_before_meeting: SourcedPeriod | None = None
    again: SourcedPeriod | None = None  # the ceiling of a second review; None sets none
    reminders: ReminderRule

    @property
    def clock(self) -> ClockRules:
        """What `read_clock` takes of it."""
        before = self.submit_before_meeting
        return ClockRules(
            floor=self.floor.period if self.floor else None,
            ceiling=self.ceiling.period if self.ceiling else None,
            starts=self.starts.event,
            supplement=self.supplement.effect,
            submit_before_meeting=before.period if before else None,
            again=self.again.period if self.again else None,
        )


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

    Without `days` the source says 及时 and sets no number.
    """

    recipient: Recipient
    days: Count | None = None
    unit: DayUnit = DayUnit.CALENDAR
    copies: Copies = Copies()
    makers: tuple[MakerKind, ...] = (MakerKind.GOVERNMENT,)  # whose documents go there
    for_information: bool = False  # 抄送: nothing is answered, so delivery closes the track
    terms: AnswerTerms = AnswerTerms()
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
    returns: ReturnRule | None = None  # None: a return needs its reason, and no ground of a list
    urgent: UrgentRule | None = None
    points: PointsRule | None = None
    conclusions: ConclusionRule
    override: OverrideRule | None = None
    advisors: AdvisorRule | None = None
    titles: TitleRule | None = None
    validity: ValidityRule | None = None
    effective_delay: SourcedPeriod | None = None  # from publication to the effective day
    document_number: NumberPattern | None = None
    registration_number: NumberPattern | None = None
    disclosure: SourcedPeriod | None = None  # from the issue to the publication
    filing: tuple[FilingRule, ...] = ()
