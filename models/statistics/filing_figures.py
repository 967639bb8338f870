"""What was issued and published, and whether it was filed: with whom it had to be, and in time.

A joint document counts where its lead is, which also files it.
"""

from collections.abc import Callable, Iterator

from models.filing import FilingAnswer
from models.statistics.facts import Exchange, Matter, SiteFacts
from models.statistics.figure import FigureRow, row_of
from models.statistics.review_figures import Rows
from models.statistics.span import Span

FORM_ANSWERS = frozenset(
    {FilingAnswer.REGISTERED, FilingAnswer.SUPPLEMENT_REQUIRED, FilingAnswer.RETURNED}
)


def _published(facts: SiteFacts, span: Span) -> Iterator[Matter]:
    for one in facts.matters:
        issued = one.issued
        if issued and not issued.led_elsewhere and span.covers(issued.published_on):
            yield one


def published_where(holds: Callable[[Matter, Span], bool]) -> Rows:
    """Documents that were published in the span, of one kind."""

    def rows(facts: SiteFacts, span: Span) -> Iterator[FigureRow]:
        for one in _published(facts, span):
            if holds(one, span):
                assert one.issued is not None
                told = (one.issued.document_number, one.issued.registration_number)
                yield row_of(one, one.issued.published_on, told)

    return rows


def makers(facts: SiteFacts, span: Span) -> Iterator[FigureRow]:
    """The bodies that made what was published, each once, by name; its first document with it."""
    found: dict[str, FigureRow] = {}
    for one in _published(facts, span):
        assert one.issued is not None
        for name in one.issued.makers[:1]:
            row = FigureRow(one.number, name, one.issued.published_on, (one.title,))
            found.setdefault(name, row)
    return iter(found.values())


def listed(facts: SiteFacts, span: Span) -> Iterator[FigureRow]:
    """Normative documents of catalogues that were handed in, which no case here is about."""
    for one in facts.listed:
        if span.covers(one.issued_on):
            about = (one.document_number, one.catalogue)
            yield FigureRow(f"{one.catalogue}#{one.line}", one.title, one.issued_on, about)


def _is_filed(one: Matter) -> bool:
    return all(exchange.delivered_on for exchange in one.awaited)


def is_pending(one: Matter, span: Span) -> bool:
    """Say whether a document is not filed yet, and nobody is late with it."""
    missing = [exchange for exchange in one.awaited if not exchange.delivered_on]
    return bool(missing) and not any(
        exchange.due_on is not None and exchange.due_on < span.as_of for exchange in missing
    )


def is_due(one: Matter, span: Span) -> bool:
    """Say whether a document counts as one that had to be filed by now."""
    return bool(one.awaited) and not is_pending(one, span)


def _in_time(exchange: Exchange) -> bool:
    if exchange.delivered_on is None:
        return False
    return exchange.due_on is None or exchange.delivered_on <= exchange.due_on


def _is_in_time(one: Matter) -> bool:
    return all(map(_in_time, one.awaited))


published = published_where(lambda one, span: True)
filing_due = published_where(is_due)
filed = published_where(lambda one, span: is_due(one, span) and _is_filed(one))
filed_in_time = published_where(lambda one, span: is_due(one, span) and _is_in_time(one))
filed_late = published_where(
    lambda one, span: is_due(one, span) and _is_filed(one) and not _is_in_time(one)
)
not_filed = published_where(lambda one, span: is_due(one, span) and not _is_filed(one))
filing_pending = published_where(lambda one, span: bool(one.awaited) and is_pending(one, span))
filed_with_all = published_where(
    lambda one, span: bool(one.awaited) and all(each.registered_on for each in one.awaited)
)


def _first_word(exchange: Exchange) -> str:
    """Return what the recipient first said of the form, or nothing."""
    return next((one.kind for one in exchange.said if one.kind in FORM_ANSWERS), "")


def _is_checked(one: Matter) -> bool:
    return bool(one.awaited) and all(map(_first_word, one.awaited))


form_checked = published_where(lambda one, span: _is_checked(one))
form_regular = published_where(
    lambda one, span: (
        _is_checked(one)
        and all(_first_word(each) == FilingAnswer.REGISTERED for each in one.awaited)
    )
)
