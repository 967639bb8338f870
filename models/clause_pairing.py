"""Clauses of two drafts in, which of them became which out; a shift of all numbers is no obstacle.

Clauses are told by their words: the pairs in the order of both drafts that have most in common
are found as a longest common subsequence, where two clauses with the same words always weigh more
than two that are only alike. What is left on both sides and is alike was moved.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from models.clause import Clause

SAME = 2_000  # how much two clauses have in common that say the same
ALIKE = 1_000  # the same for nearly the same words; in between, by the share of common digrams
LEAST = 300  # below this, two clauses are no versions of one another
LEAST_MOVED = 700  # a clause out of its order has to be more alike

Pair = tuple[int, int]
Table = Sequence[Mapping[int, int]]  # by old clause: how much each new one has in common with it


@dataclass(frozen=True, slots=True)
class Pairing:
    """Pairs of places: those in the order of both drafts, and those that were moved across it.

    A clause without words of its own (an article of several 款) stands in no pair.
    """

    kept: tuple[Pair, ...]
    moved: tuple[Pair, ...]

    def mirrored(self) -> "Pairing":
        """The same pairs, seen from the other draft."""
        return Pairing(
            tuple((new, old) for old, new in self.kept),
            tuple(sorted((new, old) for old, new in self.moved)),
        )


@dataclass(frozen=True, slots=True)
class _Said:
    """A clause with words: its place, the words without blanks, and their digrams."""

    place: int
    address: str
    words: str
    digrams: frozenset[str]


def words_of(clause: Clause) -> str:
    """Return the words of a clause without blanks, which mean nothing in Chinese."""
    return "".join(clause.text.split())


def pair_clauses(before: Sequence[Clause], after: Sequence[Clause]) -> Pairing:
    """Return which clauses became which. Seen from the other side the pairs are the same."""
    old, new = _said(before), _said(after)
    # Where several pairings are equally good, one is taken by looking from a fixed side.
    if _key(old) > _key(new):
        return _paired(new, old).mirrored()
    return _paired(old, new)


def _said(clauses: Sequence[Clause]) -> list[_Said]:
    found = ((place, clause, words_of(clause)) for place, clause in enumerate(clauses))
    return [
        _Said(place, clause.address, words, _digrams(words))
        for place, clause, words in found
        if words
    ]


def _digrams(words: str) -> frozenset[str]:
    edged = f"^{words}$"  # so that a single sign has digrams as well
    return frozenset(map("".join, pairwise(edged)))


def _key(said: Sequence[_Said]) -> list[tuple[str, str]]:
    return [(one.words, one.address) for one in said]


def _paired(old: Sequence[_Said], new: Sequence[_Said]) -> Pairing:
    head = _same_first(old, new)
    tail = _same_first(old[head:][::-1], new[head:][::-1])
    last_old, last_new = len(old) - tail, len(new) - tail
    table = _table(old[head:last_old], new[head:last_new])
    middle = _best_in_order(table, last_new - head)
    kept = [
        *((place, place) for place in range(head)),
        *((head + i, head + j) for i, j in middle),
        *((last_old + place, last_new + place) for place in range(tail)),
    ]
    moved = [(head + i, head + j) for i, j in _moved(table, middle)]
    return Pairing(
        tuple((old[i].place, new[j].place) for i, j in kept),
        tuple(sorted((old[i].place, new[j].place) for i, j in moved)),
    )


def _same_first(old: Sequence[_Said], new: Sequence[_Said]) -> int:
    """Return how many clauses at the beginning say the same on both sides."""
    pairs = enumerate(zip(old, new, strict=False))
    differing = (place for place, (one, other) in pairs if one.words != other.words)
    return next(differing, min(len(old), len(new)))


def _table(old: Sequence[_Said], new: Sequence[_Said]) -> Table:
    """Count the digrams that each two clauses share, by looking up who has a digram."""
    holders: dict[str, list[int]] = {}
    for place, one in enumerate(new):
        for digram in one.digrams:
            holders.setdefault(digram, []).append(place)
    table: list[dict[int, int]] = []
    for one in old:
        found = (holders.get(digram, ()) for digram in one.digrams)
        shared = Counter(chain.from_iterable(found))
        common = {place: _in_common(one, new[place], count) for place, count in shared.items()}
        table.append({place: much for place, much in common.items() if much})
    return table


def _in_common(one: _Said, other: _Said, shared: int) -> int:
    """Return how much two clauses have in common: 0 where they are no versions of each other.

    It is the share of common digrams (Dice); where that is equal, the same number decides.
    """
    same_place = one.address == other.address
    if one.words == other.words:
        return SAME + same_place
    share = 2 * ALIKE * shared // (len(one.digrams) + len(other.digrams))
    return share + same_place if share >= LEAST else 0


def _best_in_order(table: Table, width: int) -> list[Pair]:
    """Return the pairs, in the order of both sides, that have most in common."""
    best = [[0] * (width + 1)]  # the last row first: what is to be had from there on
    for common in reversed(table):
        best.append(_row(common, best[-1]) if common else best[-1])
    best.reverse()
    pairs: list[Pair] = []
    i = j = 0
    while i < len(table) and j < width:
        common_here = table[i].get(j, 0)
        if common_here and best[i][j] == best[i + 1][j + 1] + common_here:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _row(common: Mapping[int, int], below: Sequence[int]) -> list[int]:
    row = list(below)
    for j in range(len(row) - 2, -1, -1):
        most = row[j + 1] if row[j + 1] > below[j] else below[j]
        if j in common and below[j + 1] + common[j] > most:
            most = below[j + 1] + common[j]
        row[j] = most
    return row


def _moved(table: Table, kept: Sequence[Pair]) -> list[Pair]:
    """Return pairs among what is left, those most alike first."""
    taken_old, taken_new = {i for i, _ in kept}, {j for _, j in kept}
    alike = [
        (-much, i, j)
        for i, common in enumerate(table)
        for j, much in common.items()
        if much >= LEAST_MOVED
    ]
    pairs: list[Pair] = []
    for _, i, j in sorted(alike):
        if i not in taken_old and j not in taken_new:
            taken_old.add(i)
            taken_new.add(j)
            pairs.append((i, j))
    return pairs
