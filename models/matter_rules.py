"""The shapes of what a rule set says about one type of matter; each value of law has a source."""

from collections import Counter
from enum import StrEnum
from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator

from models.clock_rules import ClockRules, ClockStart, PauseGround, SupplementEffect
from models.exemption import ExemptionGround
from models.filing_rules import AnswerTerms as AnswerTerms
from models.filing_rules import Copies as Copies
from models.filing_rules import FilingPaper as FilingPaper
from models.filing_rules import FilingRule as FilingRule
from models.filing_rules import Recipient as Recipient
from models.issuance import MakerKind
from models.number_pattern import NumberPattern as NumberPattern
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
from models.sourced import Count, Shape, Sourced, SourcedPeriod, Text


class Silence(StrEnum):
    """What it means that no opinion came in time."""

    NO_EFFECT = "no_effect"
    DEEMED_CONSENT = "deemed_consent"


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
    filing_number: NumberPattern | None = None  # 备案号, of what others file with this organ

    def filing_with(self, recipient: str) -> FilingRule | None:
        """Return the rule of a recipient, or None."""
        return next((rule for rule in self.filing if rule.recipient == recipient), None)

    def filed_by(self, maker: MakerKind) -> tuple[FilingRule, ...]:
        """Return where documents of a maker go, to be filed or to be known."""
        return tuple(rule for rule in self.filing if maker in (*rule.makers, *rule.informs))

    @field_validator("registration_number")
    @classmethod
    def _is_no_document_number(
        cls, pattern: NumberPattern | None, others: ValidationInfo
    ) -> NumberPattern | None:
        # Both series run by themselves, so the same text would come up for two documents.
        document = others.data.get("document_number")
        if pattern and document and pattern.pattern == document.pattern:
            raise ValueError("is the pattern of document_number too; write the two differently")
        return pattern
