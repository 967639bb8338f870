"""A series of numbers, checked: no gap, no double, none void without a reason, none astray."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from models.case import CaseState
from models.issuance import NumberSeries, NumberState


class NumberFaultKind(StrEnum):
    """What is wrong with a number."""

    GAP = "gap"
    DOUBLE = "double"
    NO_REASON = "no_reason"  # void, and nobody knows why
    NOT_ON_DOCUMENT = "not_on_document"  # used, and the document of its case bears another
    NOT_IN_SERIES = "not_in_series"  # on a document, and nobody ever took it
    KEPT_IN_VAIN = "kept_in_vain"  # reserved, and its case is past the signature, or before it


@dataclass(frozen=True, slots=True)
class NumberLine:
    """A number of a series, as it stands. `case_state` is that of its case."""

    series: NumberSeries
    year: int
    running: int
    text: str
    state: NumberState
    case_number: str
    case_state: str
    reserved_at: str  # UTC
    void_reason: str = ""


@dataclass(frozen=True, slots=True)
class NumberFault:
    """A number that is not as it has to be; `text` is empty where it is missing."""

    kind: NumberFaultKind
    series: NumberSeries
    year: int
    running: int
    text: str
    case_number: str


Last = Mapping[tuple[NumberSeries, int], int]  # the last running number of a series in a year
Borne = Mapping[tuple[NumberSeries, str], str]  # (series, case) → the number on its document


def number_faults(
    lines: Sequence[NumberLine], last: Last, borne: Borne, renewed: Collection[str] = ()
) -> Iterator[NumberFault]:
    """Yield what is wrong with the numbers, series by series.

    `lines` are all numbers ever taken, `last` the counters, `borne` what stands on documents (of
    one that another maker leads without its document number, which is of no series here);
    `renewed` are registration numbers that stood on a document until it was continued.
    """
    runs: dict[tuple[NumberSeries, int], list[int]] = defaultdict(list)
    for line in lines:
        runs[line.series, line.year].append(line.running)
    for series, year in sorted({*runs, *last}):
        taken = runs[series, year]
        for running in _missing(taken, last.get((series, year), 0)):
            yield NumberFault(NumberFaultKind.GAP, series, year, running, "", "")
    yield from _each(lines, borne, renewed)
    yield from _unknown(lines, borne)


def _missing(taken: Iterable[int], last: int) -> list[int]:
    present = set(taken)
    return [one for one in range(1, max([last, *present]) + 1) if one not in present]


def _each(
    lines: Sequence[NumberLine], borne: Borne, renewed: Collection[str]
) -> Iterator[NumberFault]:
    places = Counter((line.series, line.year, line.running) for line in lines)
    texts = Counter(line.text for line in lines)
    for line in lines:
        kinds: list[NumberFaultKind] = []
        if texts[line.text] > 1 or places[line.series, line.year, line.running] > 1:
            kinds.append(NumberFaultKind.DOUBLE)
        on_document = borne.get((line.series, line.case_number))
        match line.state:
            case NumberState.VOID if not line.void_reason.strip():
                kinds.append(NumberFaultKind.NO_REASON)
            case NumberState.USED if line.text != on_document and line.text not in renewed:
                kinds.append(NumberFaultKind.NOT_ON_DOCUMENT)
            case NumberState.RESERVED if line.case_state != CaseState.PASSED:
                kinds.append(NumberFaultKind.KEPT_IN_VAIN)
        for kind in kinds:
            place = (line.series, line.year, line.running)
            yield NumberFault(kind, *place, line.text, line.case_number)


def _unknown(lines: Sequence[NumberLine], borne: Borne) -> Iterator[NumberFault]:
    used = {(one.series, one.text) for one in lines if one.state is NumberState.USED}
    for (series, case), text in sorted(borne.items()):
        if (series, text) not in used:
            yield NumberFault(NumberFaultKind.NOT_IN_SERIES, series, 0, 0, text, case)
