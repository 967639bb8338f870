"""Remarks on one version of a draft, carried over to the clauses of another."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from models.anchor import WHOLE_TEXT, anchor_problems, is_clause
from models.comparison.reanchoring import Reanchored, reanchor
from models.copies.handed_back import RemarkBack, Unplaced
from models.structure.clause import Clause
from models.words import phrase


def carried_over(
    remarks: Iterable[RemarkBack], before: Sequence[Clause], after: Sequence[Clause]
) -> Iterator[RemarkBack]:
    """Yield remarks on the clauses `before` as remarks on the clauses `after`.

    One whose clause or words are gone keeps them in its text, and says why.
    """
    remarks = list(remarks)
    if tuple(before) == tuple(after):
        yield from remarks
        return
    for one, found in zip(remarks, reanchor(remarks, before, after), strict=True):
        yield _carried(one, found, after) if is_clause(one.address) else one


def _carried(one: RemarkBack, found: Reanchored, after: Sequence[Clause]) -> RemarkBack:
    if not found.after:
        where = f"{one.address}“{one.quote}”" if one.quote else one.address
        problem = phrase("back.was_at", "zh", address=where, text=one.problem)
        gone = Unplaced.CLAUSE_GONE
        return replace(one, address=WHOLE_TEXT, quote="", problem=problem, unplaced=gone)
    there = replace(one, address=found.after)
    # The desk looks places up in this very way, and would refuse the whole answer for one of them.
    if not list(anchor_problems(after, [there], "")):
        return there
    problem = phrase("back.on_words", "zh", words=one.quote, text=one.problem)
    return replace(there, quote="", problem=problem, unplaced=Unplaced.WORDS_GONE)
