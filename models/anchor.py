"""Where a remark on a draft stands: a clause of it, and words that occur there."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol
from unicodedata import normalize

from models.errors import nearest
from models.structure.clause import Clause
from models.structure.clauses import words_under

# Places that are no clause: the text as a whole, its title, and an attachment as a whole.
WHOLE_TEXT, TITLE, ATTACHMENT = "全文", "标题", "附件"
_WITHIN_ATTACHMENT = re.compile(
    rf"{ATTACHMENT}\S*\s+(?:第|[（(]|\d|[一二三四五六七八九十]{{1,3}}、)"
)


class Anchored(Protocol):
    """What stands at a place: an item of an opinion, a comment of an advice."""

    @property
    def address(self) -> str: ...
    @property
    def quote(self) -> str: ...


def is_clause(address: str) -> bool:
    """Say whether an address names a clause, and so can be looked up."""
    if address.startswith(ATTACHMENT):
        return _WITHIN_ATTACHMENT.match(address) is not None
    return address not in (WHOLE_TEXT, TITLE)


def anchor_problems(
    clauses: Sequence[Clause], remarks: Iterable[Anchored], what: str
) -> Iterator[str]:
    """Yield what is wrong with the places of remarks; `what` is how a message calls one."""
    for number, remark in enumerate(remarks, start=1):
        if not is_clause(remark.address):
            continue
        problem = _problem(clauses, remark.address, remark.quote)
        if problem:
            yield f"{what} {number}: {problem}"


def _problem(clauses: Sequence[Clause], address: str, quote: str) -> str:
    clause = next((one for one in clauses if one.address == address), None)
    if clause is None:
        near = nearest(address, (one.address for one in clauses))
        return f"{address} is no clause of the draft. {near}"
    words = _bare(quote).removeprefix(_bare(clause.number))
    if words in _bare(words_under(clauses, address)):
        return ""
    elsewhere = next((one.address for one in clauses if words in _bare(one.text)), "")
    hint = f"; they stand in {elsewhere}" if elsewhere else ""
    return f"the words “{quote}” do not stand in {address}{hint}"


def _bare(text: str) -> str:
    """Return a text without white space, in half width: how a quotation may differ."""
    return "".join(normalize("NFKC", text).split())


def overlaps(one: str, other: str) -> bool:
    """Say whether two places are the same, or one stands below the other."""
    return _covers(one, other) or _covers(other, one)


def _covers(above: str, below: str) -> bool:
    # 第十条之一 stands beside 第十条, not below it; so does a second 第十条（第二处）.
    return below.startswith(above) and not below.removeprefix(above).startswith(("之", "（第"))
