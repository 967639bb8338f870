"""What recipients found in documents that were filed, and what came of it.

The same figures for both sides of an exchange: of our documents with their recipients, and of the
documents of others with us.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from models.filing import FilingAnswer, FilingReply
from models.filing_review import ProblemType
from models.statistics.facts import Exchange, Said, SiteFacts
from models.statistics.figure import FigureRow
from models.statistics.review_figures import Rows
from models.statistics.span import Span

FINDS = frozenset(
    {
        FilingAnswer.REVIEW_OPINION,
        FilingAnswer.CORRECTION_SUGGESTED,
        FilingAnswer.REVOCATION_DECIDED,
    }
)


class ProblemResult(StrEnum):
    """What came of a problem: each document with one is in exactly one of these."""

    CORRECTED = "corrected"  # by its maker, and filed anew
    REVOKED = "revoked"  # changed or revoked by the recipient's decision
    OTHER = "other"  # the review ended without either
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Filed:
    """A document and its exchanges, on whichever side of them this office is."""

    number: str
    title: str
    exchanges: tuple[Exchange, ...]


def _filed(facts: SiteFacts) -> Iterator[Filed]:
    for one in facts.matters:
        yield Filed(one.number, one.title, one.awaited)
    for other in facts.received:
        yield Filed(other.number, other.title, (other.exchange,))


def finds(said: Said) -> bool:
    """Say whether a message finds a problem: by what it is, or by the kind that it names."""
    return said.kind in FINDS or bool(said.problems)


def _problems(filed: Filed) -> list[Said]:
    """Return the messages that find a problem, the earliest first."""
    found = [said for exchange in filed.exchanges for said in exchange.said if finds(said)]
    return sorted(found, key=lambda one: one.said_on)


def _types(found: list[Said]) -> frozenset[ProblemType]:
    """Return the kinds of the problems; where no message names one, it is another kind."""
    named = frozenset(kind for said in found for kind in said.problems)
    return named or frozenset({ProblemType.OTHER})


def problem_where(holds: Callable[[Filed, frozenset[ProblemType]], bool]) -> Rows:
    """Documents in which a problem was first found in the span, of one kind."""

    def rows(facts: SiteFacts, span: Span) -> Iterator[FigureRow]:
        for one in _filed(facts):
            found = _problems(one)
            if found and span.covers(found[0].said_on):
                types = _types(found)
                if holds(one, types):
                    told = tuple(sorted(map(str, types)))
                    yield FigureRow(one.number, one.title, found[0].said_on, told)

    return rows


def of_problem(kind: ProblemType) -> Rows:
    """Documents with a problem of this kind; one with two kinds counts in both."""
    return problem_where(lambda one, types: kind in types)


def result_of(filed: Filed) -> ProblemResult:
    """Return what came of a document with a problem; the gravest, with several recipients."""
    kinds = {said.kind for exchange in filed.exchanges for said in exchange.said}
    if FilingAnswer.REVOCATION_DECIDED in kinds:
        return ProblemResult.REVOKED
    if FilingReply.CORRECTED in kinds:
        return ProblemResult.CORRECTED
    troubled = [one for one in filed.exchanges if any(map(finds, one.said))]
    ended = all(_end(one) is not None for one in troubled)
    return ProblemResult.OTHER if ended else ProblemResult.OPEN


def with_result(result: ProblemResult) -> Rows:
    """Documents in which a problem was found, by what came of it."""
    return problem_where(lambda one, types: result_of(one) is result)


@dataclass(frozen=True, slots=True)
class Ending:
    """What ended a recipient's review, and whether the maker had corrected its document before."""

    said: Said
    corrected: bool


def _end(exchange: Exchange) -> Ending | None:
    """Return what ended the recipient's review.

    That is its word that nothing more is asked for, its decision to change or revoke, or that it
    registered the corrected text.
    """
    corrected = False
    for said in exchange.said:
        corrected = corrected or said.kind == FilingReply.CORRECTED
        if said.kind in (FilingAnswer.PASSED, FilingAnswer.REVOCATION_DECIDED):
            return Ending(said, corrected)
        if corrected and said.kind == FilingAnswer.REGISTERED:
            return Ending(said, corrected)
    return None


def _ended_where(holds: Callable[[Ending], bool]) -> Rows:
    """Reviews by a recipient that ended in the span: a document counts with each recipient."""

    def rows(facts: SiteFacts, span: Span) -> Iterator[FigureRow]:
        for one in _filed(facts):
            for exchange in one.exchanges:
                end = _end(exchange)
                if end is not None and span.covers(end.said.said_on) and holds(end):
                    told = (exchange.recipient, end.said.kind)
                    yield FigureRow(one.number, one.title, end.said.said_on, told)

    return rows


review_ended = _ended_where(lambda end: True)
review_corrected = _ended_where(lambda end: end.corrected)


def taken_in(facts: SiteFacts, span: Span) -> Iterator[FigureRow]:
    """Documents that others filed with this office."""
    for one in facts.received:
        if span.covers(one.received_on):
            yield FigureRow(one.number, one.title, one.received_on, (one.sender,))


def registered_here(facts: SiteFacts, span: Span) -> Iterator[FigureRow]:
    """Those that this office registered."""
    for one in facts.received:
        if span.covers(one.exchange.registered_on):
            yield FigureRow(one.number, one.title, one.exchange.registered_on, (one.sender,))
