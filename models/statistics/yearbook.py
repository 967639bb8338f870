"""The catalogue of a year: which documents stand in it, in which order."""

from models.statistics.facts import Matter, SiteFacts
from models.statistics.filing_figures import published
from models.statistics.span import Span


def catalogue_of(facts: SiteFacts, span: Span) -> tuple[Matter, ...]:
    """Return what the figure of the published counts, in the order of publication."""
    by_number = {one.number: one for one in facts.matters}
    rows = sorted(published(facts, span), key=lambda row: (row.on, row.number))
    return tuple(by_number[row.number] for row in rows)
