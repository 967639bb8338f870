"""Traces of a conversion from PDF: articles run together, lines that break off, page numbers."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from models.structure.attachment_line import is_attachment
from models.structure.clause import ClauseLevel, mark_of, outline_mark_of
from models.structure.line import Line, is_page_number
from models.structure.number_value import NUMERALS, number_value

_BLANK = r"[\s\u200b]*"
_WITHIN = re.compile(rf"第{_BLANK}([{NUMERALS}]+){_BLANK}条")
_SENTENCE_END = re.compile(r"[。；：！？…;:!?][”’」』）)\]】\s]*$")
_SPEAKS_OF = re.compile(r"(?:[照据按合反及和或与本该法定》、]|办法|细则|规则|前款)$")
_FINAL = re.compile(r"本[\u4e00-\u9fff]{1,4}(?:自|由)")  # "…负责解释第二十三条本办法自公布之日…"
_FEWEST = 3  # articles in one paragraph
_BEGINNING = 12  # characters by which two articles are told to be the same
_SHARE = 50  # one line in so many breaks off
_MANY = 3  # lines that break off: one or two are slips of the pen
_LONG = 15  # characters: a line that was full when it was broken off, and no heading


def article_value(line: Line) -> int | None:
    """Return the number of the article that the line opens; None of 之一 and of other lines."""
    mark = line.mark
    if mark is None or mark.level is not ClauseLevel.ARTICLE:
        return None
    return number_value(mark.number)


def unglued(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines with a break before each article that is missing and stands within a line.

    Where the sequence has no gap nothing is split: "…。第九条规定的…" speaks of an article.
    """
    values = [article_value(line) for line in lines]
    if sum(value is not None for value in values) < 2:
        return tuple(lines)
    following = _next_values(values)
    expected: int | None = None
    found: list[Line] = []
    for line, value, after in zip(lines, values, following, strict=True):
        expected = value + 1 if value is not None else expected
        pieces = tuple(_pieces(line, expected, after))
        if len(pieces) > 1 and expected is not None:
            expected += len(pieces) - 1
        found += pieces
    return tuple(found)


def _next_values(values: Sequence[int | None]) -> list[int | None]:
    """Return for each line the number of the next article; 0 where there is none."""
    following: list[int | None] = []
    after: int | None = 0
    for value in reversed(values):
        following.append(after)
        after = value if value is not None else after
    return following[::-1]


def _pieces(line: Line, expected: int | None, after: int | None) -> Iterator[Line]:
    if expected is None or after == expected:
        yield line
        return
    start, glued = 0, line.glued
    for found in _WITHIN.finditer(line.text, 1):
        if after == expected or number_value(found.group(1)) != expected:
            continue
        if _opens(line.text[: found.start()].rstrip(), line.text[found.end() :]):
            yield Line(line.position, line.text[start : found.start()].rstrip(), glued)
            start, glued, expected = found.start(), True, expected + 1
    yield Line(line.position, line.text[start:], glued)


def _opens(before: str, after: str) -> bool:
    """Whether an article number within a line opens the article."""
    if _SENTENCE_END.search(before):
        return mark_of(f"第一条{after}") is not None
    return _FINAL.match(after.lstrip()) is not None and not _SPEAKS_OF.search(before)


def breaks_off(line: str) -> bool:
    """Whether a line of body text ends within a sentence."""
    return len(line) >= _LONG and not _SENTENCE_END.search(line)


def is_unfinished(words: str) -> bool:
    """Whether a passage ends within a sentence."""
    return bool(words) and not _SENTENCE_END.search(words)


def broken_lines(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines that only continue the one before: one line of print, one paragraph."""
    marked = (i for i, line in enumerate(lines) if _opens_clause(line))
    body = lines[next(marked, len(lines)) :]
    return tuple(
        line
        for before, line in pairwise(body)
        if breaks_off(before.text) and before.position != line.position and _runs_on(before, line)
    )


def _runs_on(before: Line, line: Line) -> bool:
    """Whether both are words of one sentence: no heading, formula or list stands between them."""
    if _opens_clause(line) or is_attachment(before.text) or is_attachment(line.text):
        return False
    return re.search(r"[，。；：]", before.text) is not None


def _opens_clause(line: Line) -> bool:
    return line.mark is not None or outline_mark_of(line.text) is not None


def is_broken(lines: Sequence[Line]) -> bool:
    """Whether the text is broken into lines of print, so that a line is no 款 of its own."""
    words = [line for line in lines if not is_page_number(line.text)]
    pages = len(lines) - len(words)
    return pages > 1 or len(broken_lines(words)) >= max(_MANY, len(lines) // _SHARE)


def repeated_paragraphs(lines: Sequence[Line]) -> frozenset[int]:
    """Return the paragraphs that say a run of articles again, all glued together.

    A text that was saved from a page of the web has itself as one long line at its end.
    """
    held = Counter(line.position for line in lines)
    seen: set[tuple[int, str]] = set()
    again: dict[int, list[bool]] = {}
    for line in lines:
        mark = line.mark
        if mark is None or mark.level is not ClauseLevel.ARTICLE:
            continue
        key = (number_value(mark.number) or 0, "".join(mark.rest[:_LONG].split())[:_BEGINNING])
        if held[line.position] >= _FEWEST:
            again.setdefault(line.position, []).append(key in seen)
        seen.add(key)
    return frozenset(
        position
        for position, known in again.items()
        if len(known) >= _FEWEST and 2 * sum(known) > len(known)
    )
