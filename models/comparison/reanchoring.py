"""Places in an earlier draft in, the same places in the later one out, or why there is none."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from models.anchor import Anchored, is_clause
from models.comparison.clause_diff import Path, paths
from models.comparison.clause_pairing import pair_clauses
from models.copies.bare_text import bare
from models.structure.clause import Clause
from models.structure.clauses import words_under

_CLEAR = 2 / 3  # of the words of a clause without own words that have to stand in one clause later


class AnchorFate(StrEnum):
    """What became of the clause that a remark points at."""

    KEPT = "kept"
    RENUMBERED = "renumbered"  # the same words under another number
    MOVED = "moved"  # elsewhere among its neighbours
    CHANGED = "changed"  # other words; the number may be another as well
    REMOVED = "removed"
    AMBIGUOUS = "ambiguous"  # its words stand in several clauses now
    UNKNOWN = "unknown"  # the earlier draft has no such clause


class QuoteFate(StrEnum):
    """What became of the words that a remark quotes."""

    NOT_QUOTED = "not_quoted"
    STANDS = "stands"
    ELSEWHERE = "elsewhere"  # in another clause
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class AnchorPoint:
    """A clause of a draft, and words of it, or none."""

    address: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Reanchored:
    """A place in the earlier draft and its place in the later one.

    `after` is empty where there is none: the fate says why. `candidates` are the clauses between
    which a person has to choose; `quote_in` is the clause that the quoted words stand in now.
    """

    before: str
    after: str
    fate: AnchorFate
    quote: QuoteFate = QuoteFate.NOT_QUOTED
    quote_in: str = ""
    candidates: tuple[str, ...] = ()


def reanchor(
    anchors: Iterable[Anchored], before: Sequence[Clause], after: Sequence[Clause]
) -> tuple[Reanchored, ...]:
    """Return for each place what became of it, in the order given.

    What is no clause (全文, 标题, an attachment without clauses) keeps its address.
    """
    drafts = _Drafts(before, after)
    return tuple(drafts.reanchored(anchor.address, anchor.quote) for anchor in anchors)


class _Drafts:
    """Two drafts whose clauses were paired once for all places."""

    def __init__(self, before: Sequence[Clause], after: Sequence[Clause]) -> None:
        pairing = pair_clauses(before, after)
        self._before, self._after = before, after
        self._later = dict((*pairing.kept, *pairing.moved))
        self._moved = {i for i, _ in pairing.moved}
        self._places = {clause.address: i for i, clause in reversed([*enumerate(before)])}
        self._paths: list[Path] = paths(after)

    def reanchored(self, address: str, quote: str) -> Reanchored:
        place = self._places.get(address)
        if place is None:
            outside = not is_clause(address)
            fate = AnchorFate.KEPT if outside else AnchorFate.UNKNOWN
            return Reanchored(address, address if outside else "", fate)
        target, candidates = self._target(place)
        told, where = self._quoted(self._before[place], quote, target)
        if target is not None:
            return Reanchored(address, target.address, self._fate(place, target), told, where)
        fate = AnchorFate.AMBIGUOUS if candidates else AnchorFate.REMOVED
        return Reanchored(address, "", fate, told, where, candidates)

    def _target(self, place: int) -> tuple[Clause | None, tuple[str, ...]]:
        """Return the later clause of the same level; else those that share the words.

        An article of several 款 has no words of its own: what stands below it tells.
        """
        votes: Counter[int] = Counter()
        for i in self._with_all_below(place):
            if i in self._later:
                votes[self._lifted(i, place)] += len(self._before[i].text)
        if not votes:
            return None, ()
        (best, most), *others = votes.most_common()
        if not others or most >= _CLEAR * votes.total():
            return self._after[best], ()
        return None, tuple(self._after[j].address for j in sorted(votes))

    def _with_all_below(self, place: int) -> range:
        above = self._before[place]
        end = place + 1
        while end < len(self._before) and above.may_hold(self._before[end]):
            end += 1
        return range(place, end)

    def _lifted(self, i: int, place: int) -> int:
        """Return the later clause of the level of `place` that holds what `i` became."""
        level = self._before[place].level
        path = self._paths[self._later[i]]
        at = next((one for one in path if one.level is level), path[-1])
        return next(j for j in range(self._later[i], -1, -1) if self._after[j] is at)

    def _fate(self, place: int, target: Clause) -> AnchorFate:
        old = self._before[place]
        said = bare(words_under(self._before, old.address))
        if said != bare(words_under(self._after, target.address)):
            return AnchorFate.CHANGED
        if self._moved.intersection(self._with_all_below(place)):
            return AnchorFate.MOVED
        same = old.address == target.address
        return AnchorFate.KEPT if same else AnchorFate.RENUMBERED

    def _quoted(self, old: Clause, quote: str, target: Clause | None) -> tuple[QuoteFate, str]:
        words = bare(quote).removeprefix(bare(old.number))
        if not words:
            return QuoteFate.NOT_QUOTED, ""
        if target is not None and words in bare(words_under(self._after, target.address)):
            return QuoteFate.STANDS, target.address
        holding = (one.address for one in self._after if words in bare(one.text))
        where = next(holding, "")
        return (QuoteFate.ELSEWHERE if where else QuoteFate.GONE), where
