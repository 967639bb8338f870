"""Which case a line of a catalogue is about: by its number, else by its title."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.cross_check.material import CheckedCase, ListedDocument
from models.cross_check.similar import nearest_titles
from models.cross_check.title_key import number_key, title_key

MOST_APART = 366  # days between a review and an issue under the same title; our choice
SAME_ISSUE = 31  # days between two entries of one issue that has two numbers; our choice


@dataclass(frozen=True, slots=True)
class MatchedLine:
    """A line with its case, if any. `near` is a case of a title near to it, where it has none."""

    line: ListedDocument
    case: CheckedCase | None = None
    by_number: bool = False
    near: CheckedCase | None = None


def matched(
    lines: Sequence[ListedDocument], cases: Sequence[CheckedCase]
) -> tuple[MatchedLine, ...]:
    """Return each line with the case that it is about."""
    by_number = {number: case for case in cases for number in _numbers(case)}
    by_title: defaultdict[str, list[CheckedCase]] = defaultdict(list)
    for case in cases:
        by_title[title_key(case.title)].append(case)
    found = [_matched(line, by_number, by_title) for line in lines]
    open_keys = [title_key(one.line.title) for one in found if one.case is None]
    nearest = nearest_titles(open_keys, [key for key, of in by_title.items() if _unissued(of)])
    return tuple(_with_near(one, nearest, by_title) for one in found)


def _numbers(case: CheckedCase) -> Iterable[str]:
    if case.issued is None:
        return ()
    numbers = (case.issued.document_number, case.issued.registration_number)
    return (number_key(number) for number in numbers if number)


def _unissued(cases: Sequence[CheckedCase]) -> bool:
    return any(case.issued is None for case in cases)


def _matched(
    line: ListedDocument,
    by_number: dict[str, CheckedCase],
    by_title: dict[str, list[CheckedCase]],
) -> MatchedLine:
    for number in filter(None, (line.document_number, line.registration_number)):
        if case := by_number.get(number_key(number)):
            return MatchedLine(line, case, by_number=True)
    fitting = [case for case in by_title.get(title_key(line.title), ()) if _fits(line, case)]
    return MatchedLine(line, min(fitting, key=lambda case: _rank(line, case), default=None))


def _fits(line: ListedDocument, case: CheckedCase) -> bool:
    if case.issued is not None:  # under another number: one issue typed twice, or two issues
        return abs((line.issued_on - case.issued.issued_on).days) <= SAME_ISSUE
    return abs((line.issued_on - case.received_on).days) <= MOST_APART


def _rank(line: ListedDocument, case: CheckedCase) -> tuple[bool, int, str]:
    """Return how well a case fits: one with an opinion before one that was returned, then days."""
    return case.opinion_on is None, abs((line.issued_on - case.received_on).days), case.number


def _with_near(
    one: MatchedLine, nearest: dict[str, str], by_title: dict[str, list[CheckedCase]]
) -> MatchedLine:
    key = nearest.get(title_key(one.line.title)) if one.case is None else None
    near = [case for case in by_title.get(key or "", ()) if case.issued is None]
    return MatchedLine(one.line, near=near[0]) if near else one
