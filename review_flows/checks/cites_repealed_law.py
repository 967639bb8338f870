"""Does the text cite a law that is no longer in force?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models.check import Check, DraftText
from models.finding import Finding, FindingSeverity

CODE = "cites_repealed_law"
SOURCE = "国办发〔2018〕115号（六）：审核内容是否符合宪法、法律、法规、规章和国家政策规定"


@dataclass(frozen=True, slots=True)
class RepealedLaw:
    """A law that ended: its name without 中华人民共和国, the day, what holds now, and by what."""

    name: str
    repealed_on: date
    successor: str
    source: str


_CIVIL_CODE_ON = date(2021, 1, 1)
_BY_CIVIL_CODE = "《中华人民共和国民法典》第一千二百六十条"
_CIVIL = (
    ("婚姻法", "婚姻家庭编"),
    ("继承法", "继承编"),
    ("民法通则", "总则编等"),
    ("收养法", "婚姻家庭编"),
    ("担保法", "物权编、合同编"),
    ("合同法", "合同编"),
    ("物权法", "物权编"),
    ("侵权责任法", "侵权责任编"),
    ("民法总则", "总则编"),
)
REPEALED: tuple[RepealedLaw, ...] = (
    *(
        RepealedLaw(name, _CIVIL_CODE_ON, f"《中华人民共和国民法典》{part}", _BY_CIVIL_CODE)
        for name, part in _CIVIL
    ),
    RepealedLaw(
        "法规规章备案条例",
        date(2024, 11, 1),
        "《法规规章备案审查条例》",
        "《法规规章备案审查条例》（2024年）第二十六条",
    ),
)
_BY_NAME = {law.name: law for law in REPEALED}
# The whole name, so that 劳动合同法 and 婚姻登记条例 are not meant.
_CITED = re.compile(
    rf"[《〈](?:中华人民共和国)?({'|'.join(_BY_NAME)})(?:[（(][^（）()]*[）)])?[》〉]"
    r"(?![^。；，]{0,6}(?:废止|失效))"
)


def run(draft: DraftText) -> Iterator[Finding]:
    """Yield one finding for each such law in each passage."""
    for passage in draft.passages():
        for name in dict.fromkeys(_CITED.findall(passage.text)):
            yield _finding(passage.address, _BY_NAME[name])


def _finding(address: str, law: RepealedLaw) -> Finding:
    day = law.repealed_on
    return Finding(
        check=CODE,
        severity=FindingSeverity.WARN,
        address=address,
        message=f"引用了《{law.name}》，该法已于{day.year}年{day.month}月{day.day}日废止。",
        advice=f"请改引现行规定（{law.successor}），并重新核对条款序号和内容。",
        basis=law.source,
    )


CHECK = Check(code=CODE, question="是否引用已经废止的法律、法规？", source=SOURCE, run=run)
