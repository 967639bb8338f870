"""Which titles and numbers are nearly the same, found without comparing each with each.

Two titles are near when their keys (`title_key`) name the same years and batches, and

- at most two signs were typed otherwise (edit distance ≤ 2, and at most a tenth of the longer), or
- their pairs of neighbouring signs agree by Dice's measure, 2·|A∩B| / (|A|+|B|), to 0.8 or more.

Two numbers are near when year and running number are the same and the words differ by one sign,
or when word and year are the same and one figure of the running number was typed otherwise, left
out, or changed places with its neighbour. Measures and bounds are our choice.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import ceil

from models.catalogue.document_number import DocumentNumber
from models.cross_check.title_key import counted

DICE = 0.8
MOST_EDITS, SIGNS_PER_EDIT = 2, 10
SHORTEST = 6  # signs of a key: shorter titles are near to everything
_SHARED = 2 / 3  # the pairs that two titles share at least, where Dice's measure is 0.8
_MOST_SHARING = 500  # titles: a pair of signs that more of them have says nothing of any


def near_titles(one: str, other: str) -> bool:
    """Say whether two keys of titles are near; equal ones are."""
    if one == other:
        return True
    if min(len(one), len(other)) < SHORTEST or counted(one) != counted(other):
        return False
    most = min(MOST_EDITS, max(len(one), len(other)) // SIGNS_PER_EDIT)
    return _dice(_pairs(one), _pairs(other)) >= DICE or within_edits(one, other, most)


def near_numbers(one: DocumentNumber, other: DocumentNumber) -> bool:
    """Say whether two numbers differ by a slip of typing; equal ones do not differ."""
    if one.year != other.year:
        return False
    if one.running == other.running:
        return within_edits(one.word, other.word, 1)
    slip = within_edits(str(one.running), str(other.running), 1)
    return one.word == other.word and (slip or _swapped(str(one.running), str(other.running)))


def pairs_of_near_numbers(numbers: Sequence[DocumentNumber]) -> Iterator[tuple[int, int]]:
    """Yield the places of numbers that are near or equal, each pair once.

    Only those are compared that have the running number in common, or all but one figure of it.
    """
    blocks: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for place, number in enumerate(numbers):
        blocks[number.year, number.running].append(place)
        figures = str(number.running)
        for cut in {figures, *(figures[:i] + figures[i + 1 :] for i in range(len(figures)))}:
            blocks[number.word, number.year, cut].append(place)
    pairs = {
        (first, second)
        for block in blocks.values()
        for at, first in enumerate(block)
        for second in block[at + 1 :]
        if near_numbers(numbers[first], numbers[second])
    }
    yield from sorted(pairs)


def nearest_titles(keys: Sequence[str], known: Sequence[str]) -> dict[str, str]:
    """Return for each key the known key that is nearest to it, where one is near.

    Of each title only the rarest third of its pairs of signs is looked up: two titles that are
    near share one of them.
    """
    of_all = Counter(pair for key in known for pair in _pairs(key))
    index: defaultdict[str, list[str]] = defaultdict(list)
    for other in sorted(set(known)):
        for pair in _rarest(other, of_all):
            index[pair].append(other)
    found = ((key, _nearest(key, _rarest(key, of_all), index)) for key in dict.fromkeys(keys))
    return {key: nearest for key, nearest in found if nearest}


def _nearest(key: str, rarest: Sequence[str], index: Mapping[str, Sequence[str]]) -> str:
    lists = (index.get(pair, ()) for pair in rarest)
    candidates = {other for listed in lists if len(listed) <= _MOST_SHARING for other in listed}
    near = [other for other in candidates if near_titles(key, other)]
    return min(near, key=lambda other: (-_dice(_pairs(key), _pairs(other)), other), default="")


def _rarest(key: str, of_all: Counter[str]) -> list[str]:
    pairs = _pairs(key)
    looked_up = len(pairs) - ceil(_SHARED * len(pairs)) + 1
    return sorted(pairs, key=lambda pair: (of_all[pair], pair))[:looked_up]


def _pairs(key: str) -> frozenset[str]:
    return frozenset(key[place : place + 2] for place in range(len(key) - 1))


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


def within_edits(one: str, other: str, most: int) -> bool:
    """Say whether one text becomes the other by at most so many signs put in, out or changed."""
    if abs(len(one) - len(other)) > most:
        return False
    row = list(range(len(other) + 1))
    for place, sign in enumerate(one, start=1):
        before, row[0] = row[0], place
        for at, against in enumerate(other, start=1):
            changed = before + (sign != against)
            before, row[at] = row[at], min(changed, row[at] + 1, row[at - 1] + 1)
        if min(row) > most:
            return False
    return row[-1] <= most


def _swapped(one: str, other: str) -> bool:
    if len(one) != len(other):
        return False
    differing = [place for place in range(len(one)) if one[place] != other[place]]
    if len(differing) != 2 or differing[1] != differing[0] + 1:
        return False
    first, second = differing
    return one[first] == other[second] and one[second] == other[first]
