"""Clauses of two drafts in, which of them became which out; a shift of all numbers is no obstacle.

Clauses are told by their words: the pairs in the order of both drafts that have most in common
are found as a longest common subsequence, where two clauses with the same words always weigh more
than two that are only alike. What is left on both sides and is alike was moved.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from models.comparison.order_pairing import Pair, Table, heaviest_in_order, same_in_order
from models.structure.clause import Clause

SAME = 2_000  # how much two clauses have in common that say the same
ALIKE = 1_000  # the same for nearly the same words; in between, by the share of common digrams
LEAST = 300  # below this, two clauses are no versions of one another
LEAST_MOVED = 700  # a clause out of its order has to be more alike

FEW = 250_000  # pairs of clauses: up to here all are compared with all


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
    """A clause with words: its place, and the words without blanks."""

    place: int
    address: str
    words: str


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
    return [_Said(place, clause.address, words) for place, clause, words in found if words]


def _digrams(words: str) -> frozenset[str]:
    edged = f"^{words}$"  # so that a single sign has digrams as well
    return frozenset(map("".join, pairwise(edged)))


def _key(said: Sequence[_Said]) -> list[tuple[str, str]]:
    return [(one.words, one.address) for one in said]


def _paired(old: Sequence[_Said], new: Sequence[_Said]) -> Pairing:
    head = _same_first(old, new)
    tail = _same_first(old[head:][::-1], new[head:][::-1])
    last_old, last_new = len(old) - tail, len(new) - tail
    middle, moved = _middle(old[head:last_old], new[head:last_new])
    kept = [
        *((place, place) for place in range(head)),
        *((head + i, head + j) for i, j in middle),
        *((last_old + place, last_new + place) for place in range(tail)),
    ]
    return Pairing(
        tuple((old[i].place, new[j].place) for i, j in kept),
        tuple(sorted((old[head + i].place, new[head + j].place) for i, j in moved)),
    )


def _middle(old: Sequence[_Said], new: Sequence[_Said]) -> tuple[list[Pair], list[Pair]]:
    """Return the pairs in order, and those that were moved, of what differs at both ends.

    Of very many clauses those that say the same once on either side are held first, and only what
    stands between them is compared all with all: else a thousand pages would take minutes.
    """
    if len(old) * len(new) <= FEW:
        table = _table(old, new)
        kept = heaviest_in_order(table, len(new))
        return kept, _moved(table, kept)
    kept, gaps = same_in_order([one.words for one in old], [one.words for one in new])
    for left, right in gaps:
        table = _table([old[i] for i in left], [new[j] for j in right])
        pairs = heaviest_in_order(table, len(right))
        kept += [(left[i], right[j]) for i, j in pairs]
    kept.sort()
    return kept, _moved_of_rest(old, new, kept)


def _moved_of_rest(old: Sequence[_Said], new: Sequence[_Said], kept: Sequence[Pair]) -> list[Pair]:
    """Return the moved pairs among what stands in no pair yet."""
    taken_old, taken_new = {i for i, _ in kept}, {j for _, j in kept}
    left = [i for i in range(len(old)) if i not in taken_old]
    right = [j for j in range(len(new)) if j not in taken_new]
    table = _table([old[i] for i in left], [new[j] for j in right])
    return [(left[i], right[j]) for i, j in _moved(table, ())]


def _same_first(old: Sequence[_Said], new: Sequence[_Said]) -> int:
    """Return how many clauses at the beginning say the same on both sides."""
    pairs = enumerate(zip(old, new, strict=False))
    differing = (place for place, (one, other) in pairs if one.words != other.words)
    return next(differing, min(len(old), len(new)))


def _table(old: Sequence[_Said], new: Sequence[_Said]) -> Table:
    """Count the digrams that each two clauses share, by looking up who has a digram."""
    digrams = [_digrams(one.words) for one in new]
    holders: dict[str, list[int]] = {}
    for place, held in enumerate(digrams):
        for digram in held:
            holders.setdefault(digram, []).append(place)
    table: list[dict[int, int]] = []
    for one in old:
        own = _digrams(one.words)
        shared = Counter(chain.from_iterable(holders.get(digram, ()) for digram in own))
        row = {
            place: _in_common(
                one, new[place], 2 * ALIKE * count // (len(own) + len(digrams[place]))
            )
            for place, count in shared.items()
        }
        table.append({place: much for place, much in row.items() if much})
    return table


def _in_common(one: _Said, other: _Said, share: int) -> int:
    """Return how much two clauses have in common: 0 where they are no versions of each other.

    It is the share of common digrams (Dice); where that is equal, the same number decides.
    """
    same_place = one.address == other.address
    if one.words == other.words:
        return SAME + same_place
    return share + same_place if share >= LEAST else 0


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
