"""Lines of a text numbered 1 / 1.1 / 1.1.1 in, its clauses out, as standards count them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from models.structure.attachment_line import is_attachment
from models.structure.clause import Clause, ClauseLevel
from models.structure.line import Line

_DEEP = re.compile(r"(\d{1,2}(?:[.．]\d{1,3}){1,6})[.．、]?(?=[\s\u4e00-\u9fff“《（(A-Z])")
_TOP = re.compile(r"(\d{1,2})(?:[.．、](?!\d)|(?=\s))\s*(?=[\u4e00-\u9fffA-Z])")
_POINT = re.compile(r"([（(]\d{1,2}[)）]|\d{1,2}[)）]|[a-z][)）]|[①-⑳])")
_LONGEST_TOP = 40  # characters of a chapter's heading: "1.…" within a clause is longer or goes on
_LEVELS = (ClauseLevel.CHAPTER, ClauseLevel.ARTICLE, ClauseLevel.PARAGRAPH, ClauseLevel.ITEM)


@dataclass(frozen=True, slots=True)
class _Found:
    """A number at the start of a line, its level, and the words after it."""

    number: str
    level: ClauseLevel
    rest: str


def is_decimal(line: str) -> bool:
    """Whether the line opens with a number such as 6.1 or 6.1.1."""
    return _DEEP.match(line) is not None


def decimal_clauses(lines: Iterable[Line]) -> Iterator[Clause]:
    """Yield the clauses in reading order; a line without a number continues the one before it.

    The address is the number itself: 6.1.1, and 6.1.1（2） for a point below it.
    """
    current: Clause | None = None
    words: list[str] = []
    above = ""
    for line in lines:
        found = _number(line.text, above)
        if found is None and not is_attachment(line.text):
            words.append(line.text)
            continue
        yield from _closed(current, words)
        current, words = None, []
        if found is not None:
            point = found.level is ClauseLevel.SUBITEM and "." not in found.number
            above = above if point else found.number
            address = f"{above}{found.number}" if point else found.number
            current = Clause(line.position, found.level, found.number, address, "")
            words = [found.rest]
    yield from _closed(current, words)


def _closed(clause: Clause | None, words: Iterable[str]) -> Iterator[Clause]:
    if clause is not None:
        yield replace(clause, text="\n".join(word for word in words if word))


def _number(line: str, above: str) -> _Found | None:
    """Return the number that opens the line; a chapter's has to follow the chapter before."""
    if found := _DEEP.match(line):
        number = unicodedata.normalize("NFKC", found.group(1))
        if _follows(number, above):
            depth = number.count(".")
            level = _LEVELS[depth] if depth < len(_LEVELS) else ClauseLevel.SUBITEM
            return _Found(number, level, line[found.end() :].strip())
    elif (found := _TOP.match(line)) and _is_chapter(line, int(found.group(1)), above):
        return _Found(str(int(found.group(1))), _LEVELS[0], line[found.end() :].strip())
    if above and (found := _POINT.match(line)):
        number = unicodedata.normalize("NFKC", found.group(1)).replace("(", "（").replace(")", "）")
        return _Found(number, ClauseLevel.SUBITEM, line[found.end() :].strip())
    return None


def _is_chapter(line: str, value: int, above: str) -> bool:
    """Whether the line heads the next chapter: short, and no sentence."""
    heading = len(line) <= _LONGEST_TOP and not line.endswith(("。", "；", "，"))
    return heading and value == _chapter(above) + 1


def _chapter(number: str) -> int:
    return int(number.partition(".")[0] or 0)


def _follows(number: str, above: str) -> bool:
    """Whether the number stands in the chapter at hand or opens the next: 1.5 may be an amount."""
    return _chapter(above) <= _chapter(number) <= _chapter(above) + 1
