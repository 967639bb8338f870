"""Sentences in, which texts they repeal out (废止)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from models.structure.citation import Citation, citations_in

_REPEALS = re.compile(
    r"(?:同时|即行|予以|相应|自行|即日起|随之|一并|起|现)\s*废止|(?:宣布|决定)废止|废止《|》[^，。；]{0,30}废止"
)


@dataclass(frozen=True, slots=True)
class Repeal:
    """One sentence that repeals, and the texts that it names."""

    words: str
    texts: tuple[Citation, ...]


def repeals_in(text: str) -> Iterator[Repeal]:
    """Yield the sentences that repeal a text by its name."""
    for sentence in re.split(r"(?<=[。；])", "".join(text.split("\n"))):
        cited = tuple(citations_in(sentence))
        if cited and _REPEALS.search(sentence):
            # "根据《立法法》，…《某办法》同时废止": what stands before the comma is the basis.
            yield Repeal(sentence.strip(), _repealed(sentence, cited))


def _repealed(sentence: str, cited: tuple[Citation, ...]) -> tuple[Citation, ...]:
    start = 0
    for found in re.finditer(r"[，,](?=[^，]*《)", sentence[: sentence.rfind("废止") + 1]):
        if re.search(r"根据|依据|依照|按照|施行|实施|执行", sentence[: found.start()]):
            start = found.end()
    behind = tuple(one for one in cited if sentence.find(one.words) >= start)
    return behind or cited
