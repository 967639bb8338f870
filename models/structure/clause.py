"""编章节条款项目: a clause, what marks its beginning, and how a lawyer names it."""

import re
from dataclasses import dataclass
from enum import StrEnum

from models.structure.number_value import NUMERALS


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
        return _DEPTHS[self]


_DEPTHS = {level: depth for depth, level in enumerate(ClauseLevel)}


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

    @property
    def part(self) -> str:
        """The label of the part that it stands in (附件1); empty in the main text of a file."""
        return self.address.rpartition(" ")[0]

    def may_hold(self, below: "Clause") -> bool:
        """Whether a clause that follows can stand under this one: deeper, and in the same part."""
        return _DEPTHS[self.level] < _DEPTHS[below.level] and self.part == below.part


@dataclass(frozen=True, slots=True)
class Mark:
    """The beginning of a line that opens a clause: its level, its number, the words after it."""

    level: ClauseLevel
    number: str
    rest: str


_SPACE = r"[\s\u200b]*"
_NUMBER = rf"第{_SPACE}[{NUMERALS}](?:{_SPACE}[{NUMERALS}])*{_SPACE}"
# A text that was read from a picture has 第二十-条 for 第二十一条.
_MISREAD = rf"第[{NUMERALS}]+[-－—](?=条\s)"
_SHORT = r"(?=\s|[^，。；]{0,40}$)"  # A heading: a blank follows, or the rest is short.

# "第八条第二款…", "第八条的规定…", "第八条修改为…" speak of an article elsewhere;
# "第八条项目…", "第八条及时…", "第八条第三方…" open one, though no blank stands between.
_CITATION = (
    rf"(?!第{_SPACE}[（(]?[{NUMERALS}]+[）)]?{_SPACE}[条款项目]|款(?!项)|项(?!目)|之|的|规定|及(?!时)|和(?!谐)"
    r"|至(?!少|今)|[、或](?=第|本|前)|增加(?:一|两|[二三四]|的)|修改|删|改为|中增|中的)"
)
_NO_DECIMAL = r"(?:(?!\d)|(?=(?:19|20)\d\d年))"  # "1.2025年…" is an item, "1.5倍" is none.
_MARKS: tuple[tuple[ClauseLevel, re.Pattern[str]], ...] = (
    (ClauseLevel.PART, re.compile(rf"({_NUMBER}(?:分{_SPACE})?编){_SHORT}")),
    (ClauseLevel.CHAPTER, re.compile(rf"({_NUMBER}章){_SHORT}")),
    (ClauseLevel.SECTION, re.compile(rf"({_NUMBER}节){_SHORT}")),
    (
        ClauseLevel.ARTICLE,
        re.compile(
            rf"((?:{_NUMBER}|{_MISREAD})条(?:之[一二三四五六七八九十]+)?){_CITATION}[\s：:、．.]*"
        ),
    ),
    (ClauseLevel.ITEM, re.compile(rf"([（(﹙]{_SPACE}[一二三四五六七八九十]+{_SPACE}[)）﹚])")),
    (ClauseLevel.SUBITEM, re.compile(rf"(\d{{1,2}}|[０-９]{{1,2}})[．.、]{_NO_DECIMAL}")),
    (ClauseLevel.SUBITEM, re.compile(r"([（(]\d{1,2}[)）]|[①-⑳])")),
)
_OUTLINE: tuple[tuple[ClauseLevel, re.Pattern[str]], ...] = (
    (ClauseLevel.ARTICLE, re.compile(r"([一二三四五六七八九十]{1,3}、)")),
    (ClauseLevel.PARAGRAPH, _MARKS[4][1]),
    (ClauseLevel.ITEM, re.compile(rf"((?:\d{{1,2}}|[０-９]{{1,2}})[．.、]){_NO_DECIMAL}")),
    (ClauseLevel.SUBITEM, _MARKS[6][1]),
)

_SIGN = re.compile(r"第[^编章节条]{1,30}?([编章节条])")
_NUMBERED = {sign: (_MARKS[i],) for i, sign in enumerate("编章节条")}
_POINTS = frozenset("（(﹙0123456789０１２３４５６７８９①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
_OUTLINE_SIGNS = _POINTS | frozenset("一二三四五六七八九十")


def mark_of(line: str) -> Mark | None:
    """Return how the line opens a clause of the family 第X条, or None."""
    # Most lines of a long text open nothing, as their first signs tell.
    if line.startswith("第"):
        sign = _SIGN.match(line)
        return _first(_NUMBERED[sign[1]], line) if sign else None
    return _first(_MARKS[4:], line) if line[:1] in _POINTS else None


def outline_mark_of(line: str) -> Mark | None:
    """Return how the line opens a clause of the family 一、（一）1., or None."""
    return _first(_OUTLINE, line) if line[:1] in _OUTLINE_SIGNS else None


def _first(marks: tuple[tuple[ClauseLevel, re.Pattern[str]], ...], line: str) -> Mark | None:
    for level, pattern in marks:
        if found := pattern.match(line):
            number = "".join(found.group(1).translate(_AS_WRITTEN).split())
            return Mark(level, number, line[found.end() :].strip())
    return None


_AS_WRITTEN = str.maketrans("(﹙)﹚-－—", "（（））一一一", "\u200b")
