"""The title of a document from its first lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from models.structure.clause import ClauseLevel, mark_of, outline_mark_of
from models.structure.contents_list import is_contents
from models.structure.issuing_words import is_date
from models.structure.line import Line, is_page_number, lines_of
from models.word_text import WordText

# What a title ends with: the statutory types, the names of rules, and the papers around a draft.
_ENDINGS = (
    "决定|决议|命令|令|公报|公告|通告|意见|通知|通报|报告|请示|批复|复函|函|纪要|办法|规定|条例|"
    "细则|规则|方案|规程|规范|标准|目录|清单|指引|解释|答复|法典|法|修正案|规划|计划|措施|政策|"
    "说明|依据|情况|情况表|汇总表|结论|审查表|意见书|记录|会议记录|预案|要点|守则|章程|准则|纲要|"
    "制度|指南|基准|名录|通则|条款|暂行规定"
)
_BRACKETS = r"(?:[（(][^（）()]{1,20}[）)])*"
_ENDED = re.compile(rf"(?:{_ENDINGS}){_BRACKETS}$")
_STAGE = re.compile(
    r"[（(](?:送审稿|征求意见稿|修改稿|修订稿|修订草案|草案|审议稿|代拟稿|讨论稿)[）)]"
)
# The number of a document, its brackets as conversions leave them, 第179号 of an order.
_NUMBER = r".*[〔\[［﹝【（(„](?:19|20)[\dX]{2}[〕\]］﹞】）)‟].{0,6}号"
_ABOVE_TITLE = re.compile(
    r"★|\d{6}$|(?:绝密|机密|秘密)|(?:特急|加急|特提|平急|急件)$|(?!.*关于)(?!行政规范性|规范性).{0,30}文\s*件$|"
    rf"附\s*件\s*\d*\s*[:：]?$|{_NUMBER}(?:$|\s)|第\s*\d+\s*号$|送审稿\s*\d*$|[（(][^（）()]*[）)]$|"
    r"[-—_=*·.\s]{3,}$|[A-Z]{2,}[-—\d]+$|签发人|共\s*\d+\s*页$"
)
_ADDITION = re.compile(r"[（(](?:试行|暂行|修订|(?:19|20)\d{2}年?(?:版|修订版?)?)[）)]$")
_PLACEHOLDER = re.compile(r"[\[［【].{0,4}输入.{0,8}[\]］】]$")
_LOOKED_AT = 15  # lines from the top
_LONGEST = 80  # characters of one line of a title
_LONGEST_BELOW = 45  # the same within a file, where a line of body text may look like a title
_MOST_LINES = 5  # of a title within a file


@dataclass(frozen=True, slots=True)
class TitleBlock:
    """A title that stands within a file, and the index of the line after it."""

    title: str
    end: int


def title_of(text: WordText) -> str:
    """Return the title, joined where it is broken over lines, without （送审稿） and its like.

    Of a notice with an attached rule it is the title of the notice. Empty when there is no line
    that can be a title.
    """
    return title_in(list(lines_of(text)))


def stage_mark(text: WordText) -> str:
    """Return the （送审稿） … at the head of a text, as it stands there; "" without one."""
    for line in list(lines_of(text))[:_LOOKED_AT]:
        if mark_of(line.text):
            return ""
        if found := _STAGE.search(line.text):
            return found.group()
    return ""


def without_stage(text: WordText) -> tuple[str, ...]:
    """Return what a text says, paragraph by paragraph, without its stage mark and empty lines."""
    whole = "\n".join(paragraph.text for paragraph in text.paragraphs)
    if mark := stage_mark(text):
        whole = whole.replace(mark, "", 1)
    return tuple(line for line in map(str.strip, whole.split("\n")) if line)


def title_in(lines: Sequence[Line]) -> str:
    """Return the title that the first of the lines hold, as `title_of` does."""
    parts: list[str] = []
    title = ""
    for line in lines[:_LOOKED_AT]:
        if title:
            return _cleaned(title + line.text) if _ADDITION.match(line.text) else title
        if _ends_search(line, begun=bool(parts) and _closed("".join(parts))):
            break
        if _ABOVE_TITLE.match(line.text) and _closed("".join(parts)):
            parts.clear()  # The names of the issuers stand above the number, no title yet.
            continue
        parts.append(line.text)
        joined = _cleaned("".join(parts))
        if (_ENDED.search(joined) or _PLACEHOLDER.match(line.text)) and _closed(joined):
            title = joined
    return title or (_cleaned(parts[0]) if parts else "")


def title_block(lines: Sequence[Line], start: int) -> TitleBlock | None:
    """Return the title that begins with the line, where one does."""
    parts: list[str] = []
    for i in range(start, min(len(lines), start + _MOST_LINES)):
        line = lines[i].text
        if not _may_be_title(line):
            return None
        parts.append(line)
        joined = _cleaned("".join(parts))
        if _ENDED.search(joined) and _closed(joined):
            return _with_additions(lines, joined, i + 1)
    return None


def short_line(line: Line) -> str:
    """Return the line where it can be the name of an attachment, whatever it ends with."""
    return _cleaned(line.text) if _may_be_title(line.text) else ""


def _with_additions(lines: Sequence[Line], title: str, end: int) -> TitleBlock:
    """Add （试行） on a line of its own; what else stands in brackets below is passed over."""
    while end < len(lines) and re.fullmatch(r"[（(].{1,80}[）)]", lines[end].text):
        if _ADDITION.match(lines[end].text):
            title += _cleaned(lines[end].text)
        end += 1
    return TitleBlock(title, end)


def _may_be_title(line: str) -> bool:
    if len(line) > _LONGEST_BELOW or re.search(r"[。；：:，,？?]", line):
        return False
    if mark_of(line) or outline_mark_of(line) or re.match(r"\d{1,2}[.．、]", line):
        return False
    return not (is_date(line) or is_page_number(line) or is_contents(line) or line[0] in "（(")


def _closed(title: str) -> bool:
    """Whether no 《 is left open: a title within a title may be broken over lines as well."""
    return title.count("《") == title.count("》")


def _ends_search(line: Line, begun: bool) -> bool:
    """Whether the body, or what follows a title, begins here."""
    mark = line.mark
    if mark is not None and (mark.level is not ClauseLevel.ITEM):
        return True
    if is_contents(line.text) or len(line.text) > _LONGEST:
        return True
    return line.text.endswith(("。", "；", "：", ":")) or (begun and line.text[0] in "（(")


def _cleaned(title: str) -> str:
    return re.sub(r"\s+", "", _STAGE.sub("", title))
