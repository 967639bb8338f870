"""What was reviewed, how it ended, and whether in time."""

from collections.abc import Callable, Iterator

from models.case import MatterType
from models.opinion import Adoption, Conclusion
from models.statistics.facts import Matter, SiteFacts
from models.statistics.figure import FigureRow, row_of
from models.statistics.span import Span

Rows = Callable[[SiteFacts, Span], Iterator[FigureRow]]
TAKEN_UP = frozenset({Adoption.ADOPTED, Adoption.PARTLY})


def received(facts: SiteFacts, span: Span) -> Iterator[FigureRow]:
    """What came in."""
    return (row_of(one, one.received_on) for one in facts.matters if span.covers(one.received_on))


def _reviewed(facts: SiteFacts, span: Span) -> Iterator[Matter]:
    return (one for one in facts.matters if span.covers(one.reviewed_on))


def reviewed_where(holds: Callable[[Matter], bool]) -> Rows:
    """What was reviewed, of one kind: each matter once, on the day of its first signed opinion."""

    def rows(facts: SiteFacts, span: Span) -> Iterator[FigureRow]:
        for one in _reviewed(facts, span):
            if holds(one):
                said = str(one.conclusion) if one.conclusion else ""
                yield row_of(one, one.reviewed_on, (one.opinion_number, said))

    return rows


def of_type(matter_type: MatterType) -> Rows:
    """What was reviewed of one type of matter."""
    return reviewed_where(lambda one: one.matter_type is matter_type)


def concluded(conclusion: Conclusion) -> Rows:
    """What was reviewed and got this conclusion from its first opinion."""
    return reviewed_where(lambda one: one.conclusion is conclusion)


reviewed = reviewed_where(lambda one: True)
with_ceiling = reviewed_where(lambda one: one.has_ceiling)
in_time = reviewed_where(lambda one: one.has_ceiling and not one.late)
late = reviewed_where(lambda one: one.has_ceiling and one.late)


def ended_without_opinion(facts: SiteFacts, span: Span) -> Iterator[FigureRow]:
    """What was returned or withdrawn before anybody signed an opinion."""
    for one in facts.matters:
        if one.reviewed_on is None and span.covers(one.ended_on):
            yield row_of(one, one.ended_on)


def unfinished(facts: SiteFacts, span: Span) -> Iterator[FigureRow]:
    """What had come in by the last day, whenever, and waited for its opinion then."""
    for one in facts.matters:
        waits = one.reviewed_on is None and one.ended_on is None
        if waits and one.received_on <= min(span.last_on, span.as_of):
            yield row_of(one, one.received_on)


def items_answered(facts: SiteFacts, span: Span) -> Iterator[FigureRow]:
    """The items of signed opinions to which the drafting unit said what became of them."""
    return _items(facts, span, frozenset(Adoption))


def items_adopted(facts: SiteFacts, span: Span) -> Iterator[FigureRow]:
    """Those of them that were adopted, as a whole or in part."""
    return _items(facts, span, TAKEN_UP)


def _items(facts: SiteFacts, span: Span, answers: frozenset[Adoption]) -> Iterator[FigureRow]:
    for one in facts.matters:
        for item in one.items:
            if item.adoption in answers and span.covers(item.signed_on):
                about = (f"{item.opinion}#{item.number}".lstrip("#"), str(item.adoption))
                yield row_of(one, item.signed_on, about)
