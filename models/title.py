"""The title of a document from its first lines."""

import re

from models.clause import ClauseLevel, mark_of
from models.line import Line, lines_of
from models.word_text import WordText

# What a title ends with: the statutory types, the names of rules, and the papers around a draft.
_ENDINGS = (
    "决定|决议|命令|令|公报|公告|通告|意见|通知|通报|报告|请示|批复|复函|函|纪要|办法|规定|条例|"
    "细则|规则|方案|规程|规范|标准|目录|清单|指引|解释|答复|法典|法|修正案|规划|计划|措施|政策|"
    "说明|依据|情况|情况表|汇总表|结论|审查表|意见书|记录|会议记录"
)
_BRACKETS = r"(?:[（(][^（）()]{1,20}[）)])*"
_ENDED = re.compile(rf"(?:{_ENDINGS}){_BRACKETS}$")
_STAGE = re.compile(
    r"[（(](?:送审稿|征求意见稿|修改稿|修订稿|修订草案|草案|审议稿|代拟稿|讨论稿)[）)]"
)
_ABOVE_TITLE = re.compile(
    r"★|\d{6}$|(?:绝密|机密|秘密)|(?:特急|加急|特提|平急|急件)$|.{0,30}文件$|附\s*件\s*\d*\s*[:：]?$|"
    r".*[〔\[［（(„](?:19|20)\d{2}[〕\]］）)‟].{0,4}号$|送审稿\s*\d*$|[（(][^（）()]*[）)]$"
)
_ADDITION = re.compile(r"[（(](?:试行|暂行|修订|(?:19|20)\d{2}年?(?:版|修订版?)?)[）)]$")
_LOOKED_AT = 15  # lines from the top
_LONGEST = 80  # characters of one line of a title


def title_of(text: WordText) -> str:
    """Return the title, joined where it is broken over lines, without （送审稿） and its like.

    Of a notice with an attached rule it is the title of the notice. Empty when there is no line
    that can be a title.
    """
    parts: list[str] = []
    title = ""
    for line in list(lines_of(text))[:_LOOKED_AT]:
        if title:
            return _cleaned(title + line.text) if _ADDITION.match(line.text) else title
        if _ends_search(line, begun=bool(parts) and _closed("".join(parts))):
            break
        if _ABOVE_TITLE.match(line.text) and _closed("".join(parts)):
            parts.clear()  # The names of the issuers stand above the number, no title yet.
            continue
        parts.append(line.text)
        joined = _cleaned("".join(parts))
        if _ENDED.search(joined) and _closed(joined):
            title = joined
    return title or (_cleaned(parts[0]) if parts else "")


def _closed(title: str) -> bool:
    """Whether no 《 is left open: a title within a title may be broken over lines as well."""
    return title.count("《") == title.count("》")


def _ends_search(line: Line, begun: bool) -> bool:
    """Whether the body, or what follows a title, begins here."""
    mark = mark_of(line.text)
    if mark is not None and (mark.level is not ClauseLevel.ITEM):
        return True
    if re.match(r"目\s*录$", line.text) or len(line.text) > _LONGEST:
        return True
    return line.text.endswith(("。", "；", "：", ":")) or (begun and line.text[0] in "（(")


def _cleaned(title: str) -> str:
    return re.sub(r"\s+", "", _STAGE.sub("", title))
