"""Near-duplicates: one document typed twice, as far as title and number tell."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from models.catalogue.document_number import DocumentNumber, read_number
from models.catalogue.line import NormativeClaim
from models.cross_check.claims import claim_of_case, claim_of_line
from models.cross_check.finding import CrossCheckFinding
from models.cross_check.finding import CrossCheckList as L
from models.cross_check.finding import CrossCheckReason as R
from models.cross_check.matching import MatchedLine
from models.cross_check.material import CheckedCase
from models.cross_check.papers import finding_of_case, finding_of_line, place_of
from models.cross_check.similar import SHORTEST, near_titles, pairs_of_near_numbers
from models.cross_check.title_key import title_key

SAME_DAYS = 7  # between two entries of one document that was typed twice; our choice


@dataclass(frozen=True, slots=True)
class _Paper:
    """An issued document, of a catalogue or of the register."""

    of: MatchedLine | CheckedCase
    key: str
    number: DocumentNumber | None

    @property
    def where(self) -> str:
        return place_of(self.of.line) if isinstance(self.of, MatchedLine) else self.of.number

    @property
    def source(self) -> int:
        """The catalogue; 0 is the register."""
        return self.of.line.catalogue if isinstance(self.of, MatchedLine) else 0

    @property
    def day(self) -> date:
        if isinstance(self.of, MatchedLine):
            return self.of.line.issued_on
        assert self.of.issued is not None
        return self.of.issued.issued_on

    @property
    def title(self) -> str:
        return self.of.line.title if isinstance(self.of, MatchedLine) else self.of.title


def near_duplicates(
    lines: Sequence[MatchedLine], cases: Sequence[CheckedCase]
) -> Iterator[CrossCheckFinding]:
    """Yield each document that is near to another one, with the other beside it.

    The same title under two numbers, one number on two titles, title and number both near, and a
    title near to one that is under review. A line and its own document of the register are one.
    """
    papers = [*map(_of_line, lines), *(_of_case(case) for case in cases if case.issued)]
    told: set[tuple[int, int]] = set()
    for reason, first, second in (*_same_titles(papers), *_near_numbers(papers)):
        if (first, second) not in told and not _are_one(papers[first], papers[second]):
            told.add((first, second))
            yield _finding(reason, papers[second], papers[first])
    for one in lines:
        if one.near is not None:
            yield finding_of_line(L.NEAR_DUPLICATE, R.NEAR_TITLE, one, claim_of_line(one))


def _of_line(one: MatchedLine) -> _Paper:
    return _Paper(one, title_key(one.line.title), read_number(one.line.document_number))


def _of_case(case: CheckedCase) -> _Paper:
    assert case.issued is not None
    return _Paper(case, title_key(case.title), read_number(case.issued.document_number))


def _same_titles(papers: Sequence[_Paper]) -> Iterator[tuple[R, int, int]]:
    """Yield each paper with the first one of its title: not each with each of fifty notices."""
    of_key: defaultdict[str, list[int]] = defaultdict(list)
    for place, paper in enumerate(papers):
        if len(paper.key) >= SHORTEST:
            of_key[paper.key].append(place)
    for first, *others in of_key.values():
        yield from ((R.SAME_TITLE, first, place) for place in others)


def _near_numbers(papers: Sequence[_Paper]) -> Iterator[tuple[R, int, int]]:
    numbered = [(place, one.number) for place, one in enumerate(papers) if one.number]
    for one, other in pairs_of_near_numbers([number for _, number in numbered]):
        first, second = numbered[one][0], numbered[other][0]
        if papers[first].number == papers[second].number:
            yield R.SAME_NUMBER, first, second
        elif _may_be_one(papers[first], papers[second]):
            yield R.NEAR_TITLE_AND_NUMBER, first, second


def _may_be_one(first: _Paper, second: _Paper) -> bool:
    """Whether two papers of near numbers are near in title and day as well.

    Within one catalogue 31号 and 32号 are two documents, however near: village after village gets
    the same reply. There only the word of the number can be a slip.
    """
    assert first.number and second.number
    if first.source == second.source and first.number.running != second.number.running:
        return False
    apart = abs((first.day - second.day).days)
    return apart <= SAME_DAYS and near_titles(first.key, second.key)


def _are_one(first: _Paper, second: _Paper) -> bool:
    """Whether a line and a case are matched by their number: one document, not two."""
    line, case = first.of, second.of
    if isinstance(line, CheckedCase):
        line, case = case, line
    if not isinstance(line, MatchedLine) or not isinstance(case, CheckedCase):
        return False
    return line.by_number and line.case is case


def _finding(reason: R, paper: _Paper, other: _Paper) -> CrossCheckFinding:
    """Return the finding about the later paper; of a line and a case, about the line."""
    if isinstance(paper.of, CheckedCase) and isinstance(other.of, MatchedLine):
        paper, other = other, paper
    claim: NormativeClaim
    if isinstance(paper.of, MatchedLine):
        claim = claim_of_line(paper.of)
        found = finding_of_line(L.NEAR_DUPLICATE, reason, paper.of, claim)
    else:
        claim = claim_of_case(paper.of)
        found = finding_of_case(L.NEAR_DUPLICATE, reason, paper.of, claim)
    return replace(found, other=other.where, other_title=other.title)
