"""What documents of this rank may not set by themselves: words of a passage in, findings out.

The words of a red line are lawful where they repeat a law. So each finding says whether a law is
cited beside them, and a person has to compare the two texts.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from models.check import DraftText, Passage
from models.finding import Finding, FindingSeverity
from review_flows.checks.citations import Basis, Support, basis_of

_PART = re.compile(r"[^。；;\n]+")
_EDGE = re.compile(r"[，,。；;：:\n]")
_LONGEST_QUOTE = 40  # characters


@dataclass(frozen=True, slots=True)
class Hit:
    """Words of a red line, and what stands before and after them in the same sentence part."""

    before: str
    words: str
    after: str

    @property
    def quote(self) -> str:
        """The words with their neighbours up to the next comma, at most 40 characters."""
        head = _EDGE.split(self.before)[-1]
        tail = _EDGE.split(self.after)[0]
        return shortened(f"{head}{self.words}{tail}".strip(" \u3000、"))


@dataclass(frozen=True, slots=True)
class RedLine:
    """A matter reserved to higher texts: how it is found, what to say, where the rule stands."""

    code: str
    matter: str  # as a finding says it: 行政处罚
    source: str
    hits: Callable[[Passage], Iterable[Hit]]
    advice_cited: str
    advice_uncited: str
    uncited: FindingSeverity = FindingSeverity.BLOCK
    vague: FindingSeverity = FindingSeverity.WARN  # beside a bare 依法, and for doubtful words
    cited: FindingSeverity = FindingSeverity.INFO
    doubtful: re.Pattern[str] | None = None  # words that often mean something harmless

    def run(self, draft: DraftText) -> Iterator[Finding]:
        """Yield one finding for each passage, with every place in it."""
        for passage in draft.passages():
            hits = tuple(self.hits(passage))
            if hits:
                yield self._finding(passage, hits, basis_of(passage, draft.title))

    def _finding(self, passage: Passage, hits: tuple[Hit, ...], basis: Basis) -> Finding:
        found = "、".join(f"“{quote}”" for quote in dict.fromkeys(hit.quote for hit in hits))
        return Finding(
            check=self.code,
            severity=self._severity(hits, basis),
            address=passage.address,
            message=f"涉及{self.matter}：{found}。{_said_of(basis)}",
            advice=self.advice_cited if basis.named else self.advice_uncited,
            basis=self.source,
        )

    def _severity(self, hits: tuple[Hit, ...], basis: Basis) -> FindingSeverity:
        if basis.named:
            return self.cited
        vague = basis.support is Support.VAGUE or all(map(self._is_doubtful, hits))
        return self.vague if vague else self.uncited

    def _is_doubtful(self, hit: Hit) -> bool:
        return self.doubtful is not None and bool(self.doubtful.search(hit.words))


def hits_of(text: str, wanted: re.Pattern[str]) -> Iterator[Hit]:
    """Yield what the pattern finds, sentence part by sentence part (。；), never across two."""
    for part in _PART.findall(text):
        for found in wanted.finditer(part):
            yield Hit(part[: found.start()], found.group(), part[found.end() :])


def shortened(words: str) -> str:
    """Return the words, cut to 40 characters."""
    return words if len(words) <= _LONGEST_QUOTE else f"{words[: _LONGEST_QUOTE - 1]}…"


def _said_of(basis: Basis) -> str:
    laws = "".join(f"《{law}》" for law in basis.laws[:3])
    match basis.support:
        case Support.HERE:
            return f"已引用上位法：{laws}。"
        case Support.ARTICLE:
            return f"同条他处已引用上位法：{laws}，本处未引用。"
        case Support.VAGUE:
            return "未引用上位法：只写“依法”或者“有关规定”，未写明名称。"
        case Support.NONE:
            return "未引用上位法。"
