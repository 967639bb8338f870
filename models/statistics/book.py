"""Every figure and how it is counted; rates of two figures; the table of the yearly form."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum

from models.case import MatterType
from models.filing_review import ProblemType
from models.opinion import Conclusion
from models.statistics import filing_figures as filing
from models.statistics import review_figures as review
from models.statistics import supervision_figures as supervision
from models.statistics.facts import SiteFacts
from models.statistics.figure import Figure, FigureCode, FigureGroup
from models.statistics.review_figures import Rows
from models.statistics.span import Span
from models.statistics.supervision_figures import ProblemResult

C, G = FigureCode, FigureGroup

COUNTED: Mapping[FigureGroup, Mapping[FigureCode, Rows]] = {
    G.WORKLOAD: {
        C.RECEIVED: review.received,
        C.REVIEWED: review.reviewed,
        C.ENDED_WITHOUT_OPINION: review.ended_without_opinion,
        C.UNFINISHED: review.unfinished,
    },
    G.MATTERS: {C(f"reviewed_{kind}"): review.of_type(kind) for kind in MatterType},
    G.CONCLUSIONS: {C(f"concluded_{one}"): review.concluded(one) for one in Conclusion},
    G.TERM: {
        C.REVIEWED_WITH_CEILING: review.with_ceiling,
        C.REVIEWED_IN_TIME: review.in_time,
        C.REVIEWED_LATE: review.late,
    },
    G.ADOPTION: {C.ITEMS_ANSWERED: review.items_answered, C.ITEMS_ADOPTED: review.items_adopted},
    G.ISSUING: {
        C.MAKERS: filing.makers,
        C.PUBLISHED: filing.published,
        C.LISTED: filing.listed,
    },
    G.FILING: {
        C.FILING_DUE: filing.filing_due,
        C.FILED: filing.filed,
        C.FILED_IN_TIME: filing.filed_in_time,
        C.FILED_LATE: filing.filed_late,
        C.NOT_FILED: filing.not_filed,
        C.FILING_PENDING: filing.filing_pending,
        C.FILED_WITH_ALL: filing.filed_with_all,
        C.FORM_CHECKED: filing.form_checked,
        C.FORM_REGULAR: filing.form_regular,
    },
    G.SUPERVISION: {
        C.PROBLEM: supervision.problem_where(lambda one, types: True),
        **{C(f"problem_{kind}"): supervision.of_problem(kind) for kind in ProblemType},
        **{C(f"result_{one}"): supervision.with_result(one) for one in ProblemResult},
        C.REVIEW_ENDED: supervision.review_ended,
        C.REVIEW_CORRECTED: supervision.review_corrected,
    },
    G.FILED_WITH_US: {
        C.TAKEN_IN: supervision.taken_in,
        C.REGISTERED_HERE: supervision.registered_here,
    },
}
GROUP_OF = {code: group for group, codes in COUNTED.items() for code in codes}


# Which figures rest on the term of the review, and which on the terms of filing.
ON_REVIEW_TERM = frozenset({C.REVIEWED_WITH_CEILING, C.REVIEWED_IN_TIME, C.REVIEWED_LATE})
ON_FILING_TERM = frozenset(
    {C.FILING_DUE, C.FILED_IN_TIME, C.FILED_LATE, C.NOT_FILED, C.FILING_PENDING}
)


def _is_unverified(code: FigureCode, facts: SiteFacts, span: Span) -> bool:
    if code in ON_REVIEW_TERM:
        return any(
            one.has_ceiling and one.unverified and span.covers(one.reviewed_on)
            for one in facts.matters
        )
    return code in ON_FILING_TERM and any(
        each.unverified
        for one in facts.matters
        if one.issued and span.covers(one.issued.published_on)
        for each in one.awaited
    )


def figure(code: FigureCode, facts: SiteFacts, span: Span) -> Figure:
    """Return a figure with its rows, in the order of the facts."""
    rows = tuple(COUNTED[GROUP_OF[code]][code](facts, span))
    return Figure(code, rows, _is_unverified(code, facts, span))


def own(facts: SiteFacts) -> SiteFacts:
    """Return the facts without the documents of others, whose exchanges are counted apart."""
    return SiteFacts(facts.matters, (), facts.listed)


def facts_for(code: FigureCode, facts: SiteFacts) -> SiteFacts:
    """Return the facts that a figure counts where no line of the table was chosen."""
    return facts if GROUP_OF[code] is G.FILED_WITH_US else own(facts)


def every_figure(facts: SiteFacts, span: Span) -> Mapping[FigureCode, Figure]:
    """Return all figures of a span, in their order."""
    return {code: figure(code, facts_for(code, facts), span) for code in GROUP_OF}


class RateCode(StrEnum):
    """A share of two figures."""

    REVIEW_TIMELINESS = "review_timeliness"
    ADOPTION_RATE = "adoption_rate"
    FILING_RATE = "filing_rate"
    FILING_TIMELINESS = "filing_timeliness"
    FILING_REGULARITY = "filing_regularity"
    CORRECTION_RATE = "correction_rate"


# Which figure is divided by which.
RATES: Mapping[RateCode, tuple[FigureCode, FigureCode]] = {
    RateCode.REVIEW_TIMELINESS: (C.REVIEWED_IN_TIME, C.REVIEWED_WITH_CEILING),
    RateCode.ADOPTION_RATE: (C.ITEMS_ADOPTED, C.ITEMS_ANSWERED),
    RateCode.FILING_RATE: (C.FILED, C.FILING_DUE),
    RateCode.FILING_TIMELINESS: (C.FILED_IN_TIME, C.FILING_DUE),
    RateCode.FILING_REGULARITY: (C.FORM_REGULAR, C.FORM_CHECKED),
    RateCode.CORRECTION_RATE: (C.REVIEW_CORRECTED, C.REVIEW_ENDED),
}
NO_SHARE = "—"  # where there is nothing to be a share of


@dataclass(frozen=True, slots=True)
class Rate:
    """A share, with both figures."""

    code: RateCode
    part: Figure
    whole: Figure

    @property
    def unverified(self) -> bool:
        """Whether it rests on a term that nobody has read in its source (未核实)."""
        return self.part.unverified or self.whole.unverified

    @property
    def percent(self) -> str:
        """The share with one decimal, as 98.5%; a dash where the whole is nothing.

        Half is rounded to even, and what is not everything never reads 100.0%.
        """
        return percent(self.part.value, self.whole.value)


def percent(part: int, whole: int) -> str:
    """Return a share in percent with one decimal; a dash where the whole is nothing."""
    if whole == 0:
        return NO_SHARE
    exact = Decimal(part) * 100 / Decimal(whole)
    told = exact.quantize(Decimal("0.1"), ROUND_HALF_EVEN)
    if part < whole:
        told = min(told, Decimal("99.9"))
    if part > 0:
        told = max(told, Decimal("0.1"))
    return f"{told}%"


def every_rate(figures: Mapping[FigureCode, Figure]) -> tuple[Rate, ...]:
    """Return all rates."""
    return tuple(Rate(code, figures[a], figures[b]) for code, (a, b) in RATES.items())
