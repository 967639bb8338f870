"""The clauses of two drafts in, the changes from one to the other out: data, nothing drawn."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from models.check import TITLE, draft_text
from models.comparison.clause_pairing import Pairing, pair_clauses, words_of
from models.comparison.order_pairing import Pair
from models.structure.clause import Clause, ClauseLevel
from models.word_text import WordText

OUTSIDE = "条文以外"  # the address of words before the first clause, in tables and attachments
AROUND = 6  # characters shown on either side of the words that differ
_PARAGRAPH = re.compile(r"第\d+段")  # how the checks call what belongs to no clause


class ChangeKind(StrEnum):
    """What became of a clause.

    A RENUMBERED one says the same under another number. A MOVED one stands elsewhere among its
    neighbours; its words may differ as well.
    """

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"
    RENUMBERED = "renumbered"


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """One clause that is not what, or not where, it was; `before` or `after` may be missing.

    `under` are the addresses, as the earlier draft counts, of the clause and of all that it stands
    under; `named` are the same as people see it now: in the later draft, of what is still there.
    """

    kind: ChangeKind
    before: Clause | None
    after: Clause | None
    under: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()

    @property
    def place(self) -> str:
        """Its address in the later draft, or in the earlier one where it is gone."""
        return self.address_after or self.address_before

    @property
    def address_before(self) -> str:
        """Its address in the earlier draft, or nothing."""
        return self.before.address if self.before else ""

    @property
    def address_after(self) -> str:
        """Its address in the later draft, or nothing."""
        return self.after.address if self.after else ""

    @property
    def words_before(self) -> str:
        """Its words in the earlier draft, or nothing."""
        return self.before.text if self.before else ""

    @property
    def words_after(self) -> str:
        """Its words in the later draft, or nothing."""
        return self.after.text if self.after else ""


def clause_changes(before: Sequence[Clause], after: Sequence[Clause]) -> tuple[ClauseChange, ...]:
    """Return what differs, in the order of the later draft, each removal after what it followed."""
    pairing = pair_clauses(before, after)
    old_paths, new_paths = paths(before), paths(after)
    renamed = _renamed(pairing.kept, old_paths, new_paths)
    moved = frozenset(pairing.moved)
    olds = [i for i, _ in pairing.kept]
    found: list[tuple[tuple[int, int, int], ClauseChange]] = []
    for i, j in _places(pairing, before, after):
        one = before[i] if i is not None else None
        other = after[j] if j is not None else None
        kind = _kind(one, other, (i, j) in moved)
        if kind is None:
            continue
        under, named = _under(i, j, old_paths, new_paths, renamed)
        order = (_before_it(i or 0, olds, pairing.kept), 1, i or 0) if j is None else (j, 0, 0)
        found.append((order, ClauseChange(kind, one, other, under, named)))
    return tuple(change for _, change in sorted(found, key=lambda one: one[0]))


Path = tuple[Clause, ...]


def paths(clauses: Sequence[Clause]) -> list[Path]:
    """Return of each clause what it stands under, from the top down, and itself at the end."""
    paths: list[Path] = []
    above: list[Clause] = []
    for clause in clauses:
        while above and not above[-1].may_hold(clause):
            above.pop()
        above.append(clause)
        paths.append(tuple(above))
    return paths


def _renamed(
    kept: Sequence[Pair], old_paths: Sequence[Path], new_paths: Sequence[Path]
) -> Mapping[str, set[str]]:
    """Return the earlier addresses of the articles, chapters … of the later draft.

    They are read from the clauses below them: an article of several 款 has no words of its own.
    """
    renamed: dict[str, set[str]] = {}
    for i, j in kept:
        old = {clause.level: clause.address for clause in old_paths[i]}
        for clause in new_paths[j]:
            if clause.level in old:
                renamed.setdefault(clause.address, set()).add(old[clause.level])
    return renamed


def _under(
    i: int | None,
    j: int | None,
    old_paths: Sequence[Path],
    new_paths: Sequence[Path],
    renamed: Mapping[str, set[str]],
) -> tuple[frozenset[str], frozenset[str]]:
    """Return `under` and `named` of a change."""
    old = {clause.address for clause in old_paths[i]} if i is not None else set()
    new = {clause.address for clause in new_paths[j]} if j is not None else set()
    if i is None:
        old = set().union(*(renamed.get(address, set()) for address in new))
    return frozenset(old), frozenset(new or old)


def _places(
    pairing: Pairing, before: Sequence[Clause], after: Sequence[Clause]
) -> Iterator[tuple[int | None, int | None]]:
    """Yield the places of each clause that has words, paired or alone."""
    pairs = [*pairing.kept, *pairing.moved]
    yield from pairs
    old, new = {i for i, _ in pairs}, {j for _, j in pairs}
    yield from ((i, None) for i, one in enumerate(before) if words_of(one) and i not in old)
    yield from ((None, j) for j, one in enumerate(after) if words_of(one) and j not in new)


def _kind(one: Clause | None, other: Clause | None, moved: bool) -> ChangeKind | None:
    if one is None:
        return ChangeKind.ADDED
    if other is None:
        return ChangeKind.REMOVED
    if moved:
        return ChangeKind.MOVED
    if words_of(one) != words_of(other):
        return ChangeKind.CHANGED
    return ChangeKind.RENUMBERED if one.address != other.address else None


def _before_it(place: int, olds: Sequence[int], kept: Sequence[Pair]) -> int:
    """Return the later place of the clause that a removed one followed; -1 at the beginning.

    The kept pairs rise on both sides; `olds` are their places in the earlier draft.
    """
    at = bisect_left(olds, place)
    return kept[at - 1][1] if at else -1


def words_outside(text: WordText) -> tuple[Clause, ...]:
    """Return the lines that belong to no clause: title, preamble, tables, attachments.

    They are compared as if each were a clause with the address 标题 or 条文以外.
    """
    draft = draft_text(text)
    title = "".join(draft.title.split())
    return tuple(
        Clause(place, ClauseLevel.PART, "", _outside_address(passage.text, title), passage.text)
        for place, passage in enumerate(draft.passages())
        if _PARAGRAPH.fullmatch(passage.address)
    )


def _outside_address(line: str, title: str) -> str:
    return TITLE if "".join(line.split()) in title else OUTSIDE


def differing_words(before: str, after: str, longest: int | None = None) -> tuple[str, str]:
    """Return the words in which two texts differ, with some signs around them.

    `…` stands for what is left out: what is the same further away, and of the differing words what
    goes beyond `longest` characters, if that is given.
    """
    head = next(
        (i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b),
        min(len(before), len(after)),
    )
    most = min(len(before), len(after)) - head
    tail = next((n for n in range(most) if before[-1 - n] != after[-1 - n]), most)
    return _cut(before, head, tail, longest), _cut(after, head, tail, longest)


def _cut(text: str, head: int, tail: int, longest: int | None) -> str:
    first, last = max(0, head - AROUND), min(len(text), len(text) - tail + AROUND)
    if longest is not None:
        last = min(last, first + longest + 2 * AROUND)
    return ("…" if first else "") + text[first:last] + ("…" if last < len(text) else "")
