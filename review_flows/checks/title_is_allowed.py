"""Does the title keep the names that are reserved to higher texts out?"""

import re
from collections.abc import Iterator

from models.check import TITLE, Check, DraftText
from models.finding import Finding, FindingSeverity

CODE = "title_is_allowed"
SOURCE = (
    "参照《规章制定程序条例》（2017年修订）第七条：规章的名称一般称“规定”“办法”，但不得称“条例”"
)
_TAIL = re.compile(r"(?:[（(][^（）()]*[）)])+$")
_INNER = re.compile(r"(?:印发|发布|公布|转发)[^《]{0,6}《(?P<inner>.+)》的(?:通知|公告|通告|决定)")
_RESERVED = re.compile(r"条例$")


def run(draft: DraftText) -> Iterator[Finding]:
    """Yield a finding for a reserved name, also where a notice brings the rule with it."""
    if not draft.title:
        yield Finding(
            check=CODE,
            severity=FindingSeverity.QUESTION,
            address=TITLE,
            message="没有认出标题，无法对照名称的要求。",
            advice="请人工确认标题。",
            basis=SOURCE,
        )
        return
    inner = _INNER.search(draft.title)
    name = inner.group("inner") if inner else draft.title
    if _RESERVED.search(_TAIL.sub("", name)):
        yield Finding(
            check=CODE,
            severity=FindingSeverity.BLOCK,
            address=TITLE,
            message=f"标题“{name}”使用“条例”。",
            advice="规范性文件不得称“条例”，请改为“办法”“规定”“细则”“意见”等名称。",
            basis=SOURCE,
        )


CHECK = Check(code=CODE, question="标题是否使用了“条例”？", source=SOURCE, run=run)
