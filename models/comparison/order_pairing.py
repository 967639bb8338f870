"""Two rows of words in, the pairs in the order of both that weigh most out; memory by the pairs."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

Pair = tuple[int, int]
Table = Sequence[Mapping[int, int]]  # by old place: how much each new one has in common with it
Gap = tuple[range, range]  # places on both sides between two neighbouring anchors


def heaviest_in_order(table: Table, width: int) -> list[Pair]:
    """Return the pairs, in the order of both sides, that have most in common together.

    `width` is how many places the new side has. Of equally good pairings the same is taken always.
    """
    weights = _weights(table, width)
    holders: dict[int, list[Pair]] = {}
    for i, row in enumerate(weights):
        for j, weight in row.items():
            holders.setdefault(weight, []).append((i, j))
    pairs: list[Pair] = []
    at, left = (0, 0), max(holders, default=0)
    while left:
        i, j = _next(weights, holders[left], at, left)
        pairs.append((i, j))
        at, left = (i + 1, j + 1), left - table[i][j]
    return pairs


def _weights(table: Table, width: int) -> list[dict[int, int]]:
    """Return of each pair what the best row of pairs that begins with it weighs."""
    best = [0] * (width + 1)  # a Fenwick tree: the heaviest row that begins behind a place
    weights: list[dict[int, int]] = []
    for common in reversed(table):
        row = {j: much + _behind(best, width - 1 - j) for j, much in common.items()}
        for j, weight in row.items():
            _put(best, width - j, weight)
        weights.append(row)
    return weights[::-1]


def _behind(best: Sequence[int], place: int) -> int:
    most = 0
    while place > 0:
        most = max(most, best[place])
        place -= place & -place
    return most


def _put(best: list[int], place: int, weight: int) -> None:
    while place < len(best):
        best[place] = max(best[place], weight)
        place += place & -place


def _next(
    weights: Sequence[Mapping[int, int]], holders: Sequence[Pair], at: Pair, left: int
) -> Pair:
    """Return the pair that goes on: side by side if it can be, else as late as possible."""
    first, column = at
    last = max(i for i, j in holders if i >= first and j >= column)
    for i in range(first, last):
        if weights[i].get(column) == left:
            return i, column
    return last, min(j for i, j in holders if i == last and j >= column)


def same_in_order(old: Sequence[str], new: Sequence[str]) -> tuple[list[Pair], list[Gap]]:
    """Return pairs that say the same in the order of both sides, and the gaps between them.

    Only words that occur once on each side of a gap tell a place for sure.
    """
    pairs: list[Pair] = []
    gaps: list[Gap] = []
    open_gaps: list[Gap] = [(range(len(old)), range(len(new)))]
    while open_gaps:
        left, right = open_gaps.pop()
        anchors = _anchors(old, new, left, right)
        pairs += anchors
        between = _between(anchors, left, right)
        (open_gaps if anchors else gaps).extend(between)
    return sorted(pairs), sorted(gaps, key=lambda gap: (gap[0].start, gap[1].start))


def _between(anchors: Sequence[Pair], left: range, right: range) -> Iterator[Gap]:
    edges = [(left.start - 1, right.start - 1), *anchors, (left.stop, right.stop)]
    for (i, j), (next_i, next_j) in pairwise(edges):
        gap = range(i + 1, next_i), range(j + 1, next_j)
        if gap[0] and gap[1]:
            yield gap


def _anchors(old: Sequence[str], new: Sequence[str], left: range, right: range) -> list[Pair]:
    before = Counter(old[i] for i in left)
    after = Counter(new[j] for j in right)
    places = {new[j]: j for j in right if after[new[j]] == 1}
    once = [(i, places[old[i]]) for i in left if before[old[i]] == 1 and old[i] in places]
    return _longest_rising(once)


def _longest_rising(pairs: Sequence[Pair]) -> list[Pair]:
    """Return the longest row of pairs that rises on both sides; the pairs rise on the left."""
    ends: list[int] = []  # the least right place that a row of each length ends with
    heads: list[int] = []  # which pair that is
    previous: list[int] = []
    for at, (_, j) in enumerate(pairs):
        length = bisect_left(ends, j)
        previous.append(heads[length - 1] if length else -1)
        ends[length : length + 1] = [j]
        heads[length : length + 1] = [at]
    row: list[Pair] = []
    at = heads[-1] if heads else -1
    while at >= 0:
        row.append(pairs[at])
        at = previous[at]
    return row[::-1]
