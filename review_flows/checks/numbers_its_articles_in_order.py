"""Do the articles follow one another without a gap or a double, and do the items below them?"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from models.check import Check, DraftText
from models.chinese_number import chinese_number
from models.clause import Clause, ClauseLevel
from models.finding import Finding, FindingSeverity

CODE = "numbers_its_articles_in_order"
SOURCE = (
    "参照《中华人民共和国立法法》（2023年修正）第六十五条：编、章、节、条的序号用中文数字依次表述，"
    "项的序号用中文数字加括号依次表述，目的序号用阿拉伯数字依次表述"
)
_LONGEST = 1500  # numbers in Chinese that are read; the Civil Code has 1260 articles
_VALUES = {chinese_number(number): number for number in range(1, _LONGEST)}
_INSERTED = re.compile(r"之[一二三四五六七八九十]+$")  # 第十条之一 follows 第十条


@dataclass(frozen=True, slots=True)
class _Number:
    """A number as written, with its value, its way of writing, and the article it stands in."""

    value: int
    style: str  # 第N条, (N), (n), n., ○n: each way of writing counts by itself
    article: str


def run(draft: DraftText) -> Iterator[Finding]:
    """Yield a finding where a number is not the one after its neighbour's.

    A return to one begins a new list, or a new rule in the same file. In a text without articles
    numbers may also go on from one heading to the next.
    """
    last: dict[str, _Number] = {}
    article = ""
    for clause in draft.clauses:
        if clause.level is ClauseLevel.ARTICLE:
            article = clause.address
        number = _number_of(clause, article)
        if number is None:
            continue
        before = last.get(number.style)
        last[number.style] = number
        if not _follows(number, before, goes_on=not draft.has_articles):
            yield _finding(clause, before.value if before else 0)


def _follows(number: _Number, before: _Number | None, goes_on: bool) -> bool:
    if before is None:
        return number.value == 1
    if number.value == 1:
        return before.value != 1 or before.article != number.article
    return number.value == before.value + 1 and (goes_on or before.article == number.article)


def _number_of(clause: Clause, article: str) -> _Number | None:
    """Return the number that a clause carries; None where it carries none that can be read."""
    plain = unicodedata.normalize("NFKC", clause.number).replace("〇", "零")
    digits = re.sub(r"[第编分章节条款()、.\s]", "", plain)
    value = int(digits) if digits.isdecimal() else _VALUES.get(digits)
    # 款 carry no number of their own in a rule; 第十条之一 stands between two numbers.
    if value is None or plain.endswith("款") or _INSERTED.search(plain):
        return None
    letter = "n" if digits.isdecimal() else "N"  # 第一条 and 第1条 are two ways as well
    circled = "○" if digits == plain and clause.number != plain else ""
    below = clause.level.depth > ClauseLevel.ARTICLE.depth
    return _Number(value, plain.replace(digits, f"{circled}{letter}"), article if below else "")


def _finding(clause: Clause, before: int) -> Finding:
    place = f"前一序号为{before}" if before else "之前没有同类序号"
    return Finding(
        check=CODE,
        severity=FindingSeverity.INFO,
        address=clause.address,
        message=f"序号“{clause.number}”与前文不连续：{place}。",
        advice="请核对是否漏号、重号，并同步核对文中对条款的引用。",
        basis=SOURCE,
    )


CHECK = Check(code=CODE, question="章、条、项、目的序号是否依次连续？", source=SOURCE, run=run)
