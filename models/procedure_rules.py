"""The shapes of what a rule set says of the steps of a review: papers, grounds, points, advice."""

from enum import StrEnum

from pydantic import Field

from models.exemption import ExemptionGround
from models.form_check import ReturnGround
from models.opinion import Conclusion, ReviewPoint
from models.sourced import Sourced, Text
from models.structure.document_kind import DocumentKind


class Required(StrEnum):
    """When a material has to be there."""

    ALWAYS = "always"
    WHEN_RELEVANT = "when_relevant"


class Material(Sourced):
    """A paper that belongs to a submission."""

    kind: DocumentKind
    required: Required


class ConclusionRule(Sourced):
    """The conclusions that an opinion may have."""

    allowed: tuple[Conclusion, ...] = Field(min_length=1)


class AdvisorRule(Sourced):
    """Whether legal advisors have to be heard before the opinion is given."""

    heard: Required


class ReturnRule(Sourced):
    """The grounds on which a submission may be returned."""

    grounds: tuple[ReturnGround, ...] = Field(min_length=1)


class UrgentRule(Sourced):
    """On which grounds which materials may be lacking, with the leader's approval on paper."""

    grounds: tuple[ExemptionGround, ...] = Field(min_length=1)
    may_lack: tuple[DocumentKind, ...] = Field(min_length=1)
    approved_by: Text


class PointsRule(Sourced):
    """The points that an opinion decides one by one, in their order."""

    asked: tuple[ReviewPoint, ...] = Field(min_length=1)


class OverrideRule(Sourced):
    """Who may let a draft go to the meeting against its opinion."""

    approved_by: Text
