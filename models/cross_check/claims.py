"""Whether a document is a normative one: as a person or its catalogue says, else what it seems."""

from functools import lru_cache

from models.case import MatterType
from models.catalogue.line import NormativeClaim
from models.classification import propose
from models.cross_check.matching import MatchedLine
from models.cross_check.material import CheckedCase

# What has to be reviewed and filed; the suspected ones after a person has looked at them.
OUGHT = frozenset({NormativeClaim.YES, NormativeClaim.SUSPECTED})


def claim_of_case(case: CheckedCase) -> NormativeClaim:
    """Return what the case was taken for at its acceptance; before it, nobody has said."""
    normative = case.matter_type is MatterType.NORMATIVE_DOCUMENT
    if case.classified:
        return NormativeClaim.YES if normative else NormativeClaim.NO
    return NormativeClaim.SUSPECTED if normative else NormativeClaim.UNSAID


def claim_of_line(one: MatchedLine) -> NormativeClaim:
    """Return what the case says, else what the catalogue says, else what the title speaks for."""
    if one.case is not None and one.case.classified:
        return claim_of_case(one.case)
    if one.line.normative:
        return NormativeClaim(one.line.normative)
    return NormativeClaim.SUSPECTED if seems_normative(one.line.title) else NormativeClaim.UNSAID


@lru_cache(maxsize=20_000)
def seems_normative(title: str) -> bool:
    """Say whether a title speaks for a normative document; a proposal, never a decision."""
    return propose(title).matter_type is MatterType.NORMATIVE_DOCUMENT
