"""Register against catalogues, in both directions."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from models.catalogue.document_number import read_number
from models.cross_check.claims import claim_of_case, claim_of_line
from models.cross_check.finding import CrossCheckFinding
from models.cross_check.finding import CrossCheckList as L
from models.cross_check.finding import CrossCheckReason as R
from models.cross_check.matching import MatchedLine
from models.cross_check.material import CheckedCase, CrossCheckMaterial, ListedDocument
from models.cross_check.papers import finding_of_case, finding_of_line


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a catalogue says it holds: all that these units, or series, issued on these days."""

    first_on: date
    last_on: date
    units: frozenset[str]
    words: frozenset[str]  # 代字 of the numbers in it

    def covers(self, case: CheckedCase) -> bool:
        """Say whether an issued document ought to stand in it."""
        issued = case.issued
        if issued is None or not self.first_on <= issued.issued_on <= self.last_on:
            return False
        number = read_number(issued.document_number)
        if number is not None and number.word in self.words:
            return True
        return not self.units.isdisjoint({case.unit, *issued.makers})


def coverages(material: CrossCheckMaterial) -> tuple[Coverage, ...]:
    """Return what each catalogue covers.

    Where nobody said which days, from its first line to its last: the least that it can cover.
    """
    of_catalogue: defaultdict[int, list[ListedDocument]] = defaultdict(list)
    for line in material.lines:
        of_catalogue[line.catalogue].append(line)
    found = []
    for catalogue in material.catalogues:
        lines = of_catalogue[catalogue.number]
        days = [line.issued_on for line in lines]
        first = catalogue.first_on or min(days, default=None)
        last = catalogue.last_on or max(days, default=None)
        numbers = (read_number(line.document_number) for line in lines)
        units = {catalogue.unit, *(line.unit for line in lines)} - {""}
        words = frozenset(number.word for number in numbers if number)
        if first and last:
            found.append(Coverage(first, last, frozenset(units), words))
    return tuple(found)


def not_in_catalogue(
    lines: Sequence[MatchedLine], material: CrossCheckMaterial
) -> Iterator[CrossCheckFinding]:
    """Yield the documents of the register that a catalogue ought to have, and none has."""
    listed = {one.case.number for one in lines if one.case is not None}
    covered = coverages(material)
    for case in material.cases:
        if case.number not in listed and any(one.covers(case) for one in covered):
            claim = claim_of_case(case)
            yield finding_of_case(L.NOT_IN_CATALOGUE, R.IN_NO_CATALOGUE, case, claim)


def not_in_register(lines: Sequence[MatchedLine]) -> Iterator[CrossCheckFinding]:
    """Yield the lines that are no document of the register, by number or by title."""
    for one in lines:
        if one.case is None or one.case.issued is None:
            yield finding_of_line(L.NOT_IN_REGISTER, R.IN_NO_REGISTER, one, claim_of_line(one))
