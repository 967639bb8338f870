"""Lines of a file in, the places out where one text ends and the next begins."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.structure.attachment_heads import attachment_heads
from models.structure.clause import ClauseLevel, outline_mark_of
from models.structure.contents_list import is_contents
from models.structure.decimal_clauses import is_decimal
from models.structure.glued_lines import article_value
from models.structure.issuing_words import is_below, is_date
from models.structure.line import Line
from models.structure.number_value import number_value
from models.structure.title import TitleBlock, short_line, title_block

_STOPS = re.compile(r"[\s《》〈〉“”‘’\"'()（）〔〕]+")
_BRACKETED = re.compile(r"[（(].*[）)]$")
_ISSUES = re.compile(r"印发|公布|发布|颁布|下发|转发|[令告]$")
_OUTLINE = re.compile(r"([一二三四五六七八九十]{1,3})、")
_NOW = re.compile(r"现.{0,60}(?:印发|公布|发布|颁布|下发|转发)|(?:印发|下发|转发)(?:给你们|执行)")
_AHEAD = 8  # lines below a title in which the text begins
_SHORTEST = 5  # characters of a title that may be found again by its name
_LONGEST_NAME = 120  # characters within 《》


@dataclass(frozen=True, slots=True)
class Cut:
    """The index of the first line of a text, its label if it is attached, and its title."""

    line: int
    label: str = ""
    title: str = ""


def cuts_of(lines: Sequence[Line]) -> tuple[Cut, ...]:
    """Return where each text begins; the first begins with the first line."""
    heads = attachment_heads(lines)
    found = [Cut(0), *(_headed(lines, head.line, head.label, head.title) for head in heads)]
    ends = [*(cut.line for cut in found[1:]), len(lines)]
    for cut, end in zip(tuple(found), ends, strict=True):
        found += _within(lines, cut.line, end)
    return tuple(sorted(set(found), key=lambda cut: cut.line))


def names(words: str, title: str) -> bool:
    """Whether the words name a text by its title in 《》, whatever brackets and blanks it has."""
    bare = _bare(title)
    return len(bare) >= _SHORTEST and any(_bare(name) == bare for name in _quoted(words))


def _quoted(words: str) -> Iterator[str]:
    """Yield the names in 《》, those within names included."""
    joined = "".join(words.split())
    starts = [found.start() for found in re.finditer("《", joined)]
    for start in starts:
        depth = 0
        for i, sign in enumerate(joined[start : start + _LONGEST_NAME], start):
            depth += (sign == "《") - (sign == "》")
            if depth == 0:
                yield joined[start + 1 : i]
                break


def issues(title: str, words: str) -> bool:
    """Whether a notice, by its title or its words, issues another text."""
    outside = re.sub(r"《.*》", "", title)
    return bool(_ISSUES.search(outside) or _NOW.search(words))


def _headed(lines: Sequence[Line], at: int, label: str, title: str) -> Cut:
    block = title_block(lines, at + 1)
    name = title or (block.title if block else "")
    return Cut(at, label, name or (short_line(lines[at + 1]) if at + 1 < len(lines) else ""))


def _within(lines: Sequence[Line], start: int, end: int) -> Iterator[Cut]:
    """Yield where a text begins without 附件 above it: a rule below its notice, a second rule."""
    begun = _issued(lines, start, end) if start == 0 else None
    if begun is not None:
        yield begun
        start = begun.line
    yield from _restarted(lines, start, end)


def _issued(lines: Sequence[Line], start: int, end: int) -> Cut | None:
    """Return where the rule begins that the notice above it names, or that follows its date."""
    body = next((i for i in range(start, end) if _is_body(lines[i].text)), end)
    for i in range(body + 1, end):
        if article_value(lines[i]) is not None:
            return None
        block = title_block(lines[:end], i)
        if block is None or not _begins(lines, block.end, end):
            continue
        if _after_date(lines, i) or _is_named(lines[start:i], body - start, block.title):
            return Cut(i, "", block.title)
    return None


def _is_named(above: Sequence[Line], body: int, title: str) -> bool:
    """Whether the title of a notice, down to its `body`, or a name in 《》 is that of the text."""
    head = "".join(line.text for line in above[:body])
    within = len(_bare(title)) >= _SHORTEST and _bare(title) in _bare(head)
    return within or names("".join(line.text for line in above), title)


def _is_body(line: str) -> bool:
    return line.endswith(("。", "：", ":", "；"))


def _after_date(lines: Sequence[Line], i: int) -> bool:
    """Whether the line above, but for what stands below a letter, is the day of a signature."""
    above = i - 1
    while above > 0 and (is_below(lines[above].text) or _BRACKETED.match(lines[above].text)):
        above -= 1
    return above > 0 and is_date(lines[above].text)


def _begins(lines: Sequence[Line], at: int, end: int) -> bool:
    """Whether a text begins here: a first number, or a preamble, within a few lines."""
    for line in lines[at : min(end, at + _AHEAD)]:
        mark = line.mark or outline_mark_of(line.text)
        if mark is not None or is_contents(line.text) or is_decimal(line.text):
            return True
        if line.text.endswith(("。", "：", ":")):
            return True
    return False


def _restarted(lines: Sequence[Line], start: int, end: int) -> Iterator[Cut]:
    """Yield where 第一条, or 一、, stands again below a title of its own."""
    last: dict[bool, int] = {}
    for i in range(start, end):
        article = article_value(lines[i])
        found = _OUTLINE.match(lines[i].text)
        value = article if article is not None else number_value(found.group(1)) if found else None
        if value is None:
            continue
        before = last.get(article is None, 0)
        last[article is None] = value
        block = _title_above(lines, start, i) if value == 1 and before > 1 else None
        if block is not None:
            yield Cut(block[0], "", block[1].title)


def _title_above(lines: Sequence[Line], start: int, at: int) -> tuple[int, TitleBlock] | None:
    """Return where the title begins that stands above a first number, and the title.

    Between the two there may be headings and one sentence, the preamble.
    """
    top = at
    preamble = at > start + 2 and _is_body(lines[at - 1].text)
    while top > start + 1 and at - top < _AHEAD and _is_heading(lines[top - 1 - preamble]):
        top -= 1
    for i in range(top - preamble, at):
        block = title_block(lines[:at], i)
        if block is not None:
            return i, block
    return None


def _is_heading(line: Line) -> bool:
    mark = line.mark
    if mark is not None:
        return mark.level in (ClauseLevel.PART, ClauseLevel.CHAPTER, ClauseLevel.SECTION)
    return not line.text.endswith(("。", "；", "：")) and not is_date(line.text)


def _bare(words: str) -> str:
    return _STOPS.sub("", unicodedata.normalize("NFKC", words))
