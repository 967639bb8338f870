"""Pairs what belongs together in two versions of a list: equal things, then alike ones."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import product

Pair = tuple[int | None, int | None]  # a place in the old list, a place in the new one

LEAST = 0.35  # how alike two things must be to be two versions of one
_MOST = 40_000  # comparisons in one gap; beyond, what is in the gap counts as replaced


def paired(
    old: Sequence[Hashable], new: Sequence[Hashable], likeness: Callable[[int, int], float]
) -> Iterator[Pair]:
    """Yield every place of both lists once, in order; None where the other list has no partner.

    `likeness` is asked with two places and answers 0 … 1; below LEAST they are no pair.
    """
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, first, last, new_first, new_last in matcher.get_opcodes():
        if tag == "equal":
            yield from zip(range(first, last), range(new_first, new_last), strict=True)
        else:
            yield from _alike(range(first, last), range(new_first, new_last), likeness)


def _alike(old: range, new: range, likeness: Callable[[int, int], float]) -> Iterator[Pair]:
    """Pair the places of a gap so that the sum of likeness is greatest."""
    alike: dict[Pair, float] = {}
    if len(old) * len(new) <= _MOST:
        for i, j in product(old, new):
            if (degree := likeness(i, j)) >= LEAST:
                alike[i, j] = degree
    best = _sums(old, new, alike)
    i, j = old.start, new.start
    while i < old.stop or j < new.stop:
        both = alike.get((i, j), 0.0)
        if both and best[i, j] == best[i + 1, j + 1] + both:
            yield i, j
            i, j = i + 1, j + 1
        elif i < old.stop and (j == new.stop or not alike or best[i, j] == best[i + 1, j]):
            yield i, None
            i += 1
        else:
            yield None, j
            j += 1


def _sums(old: range, new: range, alike: dict[Pair, float]) -> dict[tuple[int, int], float]:
    """Return, for every two places, the greatest sum that can be had from there on."""
    if not alike:
        return {}
    best = {(i, new.stop): 0.0 for i in range(old.start, old.stop + 1)}
    best |= {(old.stop, j): 0.0 for j in range(new.start, new.stop + 1)}
    for i, j in product(reversed(old), reversed(new)):
        both = alike.get((i, j), 0.0)
        joined = best[i + 1, j + 1] + both if both else 0.0
        best[i, j] = max(best[i + 1, j], best[i, j + 1], joined)
    return best


def ratio(old: Sequence[Hashable], new: Sequence[Hashable]) -> float:
    """Return how alike two sequences are, 0 … 1; 0 where it is below LEAST anyway."""
    if not old or not new:
        return 0.0
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.real_quick_ratio() < LEAST or matcher.quick_ratio() < LEAST:
        return 0.0
    return matcher.ratio()
