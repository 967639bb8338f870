"""编章节条款项目: a clause, what marks its beginning, and how a lawyer names it."""

import re
from dataclasses import dataclass
from enum import StrEnum

from models.line import NUMERALS


class ClauseLevel(StrEnum):
    """The seven levels of a rule, from 编 down to 目 (《立法法》2023年修正，第六十五条)."""

    PART = "part"
    CHAPTER = "chapter"
    SECTION = "section"
    ARTICLE = "article"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    SUBITEM = "subitem"

    @property
    def depth(self) -> int:
        """0 for 编 … 6 for 目."""
        return list(ClauseLevel).index(self)


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause with its own words only, so that every line belongs to exactly one clause.

    `position` is the index of its first paragraph in the document; several clauses may share it.
    `number` is as written (第十二条, 第二款, （三）), `address` is what a letter says
    (第十二条第二款第（三）项). An article of several 款 has no words of its own: its 款 have them.
    """

    position: int
    level: ClauseLevel
    number: str
    address: str
    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """The beginning of a line that opens a clause: its level, its number, the words after it."""

    level: ClauseLevel
    number: str
    rest: str


_SPACE = r"[\s\u3000]*"
_NUMBER = rf"第{_SPACE}[{NUMERALS}]+{_SPACE}"
_SHORT = r"(?=\s|[^\s，。；]{0,40}$)"  # A heading: a blank follows, or the rest is short.

# "第八条第二款…", "第八条的规定…", "第八条修改为…" speak of an article elsewhere.
_CITATION = r"(?!第|款|项|之|的|规定|及|和|至|[、或](?=第|本|前)|增加|修改|删|改为|中增|中的)"
_MARKS: tuple[tuple[ClauseLevel, re.Pattern[str]], ...] = (
    (ClauseLevel.PART, re.compile(rf"({_NUMBER}(?:分{_SPACE})?编){_SHORT}")),
    (ClauseLevel.CHAPTER, re.compile(rf"({_NUMBER}章){_SHORT}")),
    (ClauseLevel.SECTION, re.compile(rf"({_NUMBER}节){_SHORT}")),
    (
        ClauseLevel.ARTICLE,
        re.compile(rf"({_NUMBER}条(?:之[一二三四五六七八九十]+)?){_CITATION}[\s：:、．.]*"),
    ),
    (ClauseLevel.ITEM, re.compile(rf"([（(﹙]{_SPACE}[一二三四五六七八九十]+{_SPACE}[)）﹚])")),
    (ClauseLevel.SUBITEM, re.compile(r"(\d{1,2}|[０-９]{1,2})[．.、](?!\d)")),
    (ClauseLevel.SUBITEM, re.compile(r"([（(]\d{1,2}[)）]|[①-⑳])")),
)
_OUTLINE: tuple[tuple[ClauseLevel, re.Pattern[str]], ...] = (
    (ClauseLevel.ARTICLE, re.compile(r"([一二三四五六七八九十]{1,3}、)")),
    (ClauseLevel.PARAGRAPH, _MARKS[4][1]),
    (ClauseLevel.ITEM, re.compile(r"((?:\d{1,2}|[０-９]{1,2})[．.、])(?!\d)")),
    (ClauseLevel.SUBITEM, _MARKS[6][1]),
)


def mark_of(line: str) -> Mark | None:
    """Return how the line opens a clause of the family 第X条, or None."""
    return _first(_MARKS, line)


def outline_mark_of(line: str) -> Mark | None:
    """Return how the line opens a clause of the family 一、（一）1., or None."""
    return _first(_OUTLINE, line)


def _first(marks: tuple[tuple[ClauseLevel, re.Pattern[str]], ...], line: str) -> Mark | None:
    for level, pattern in marks:
        if found := pattern.match(line):
            number = re.sub(r"\s+", "", found.group(1)).translate(_WIDE_BRACKETS)
            return Mark(level, number, line[found.end() :].strip())
    return None


_WIDE_BRACKETS = str.maketrans("(﹙)﹚", "（（））")
