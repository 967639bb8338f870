"""Do the articles follow one another without a gap or a double, and do the items below them?"""

from collections.abc import Iterator

from models.check import Check, DraftText
from models.finding import Finding, FindingSeverity
from models.structure.clause import Clause
from models.structure.numbering import number_faults

CODE = "numbers_its_articles_in_order"
SOURCE = (
    "参照《中华人民共和国立法法》（2023年修正）第六十五条：编、章、节、条的序号用中文数字依次表述，"
    "项的序号用中文数字加括号依次表述，目的序号用阿拉伯数字依次表述"
)


def run(draft: DraftText) -> Iterator[Finding]:
    """Yield a finding where a number is not the one after its neighbour's.

    A return to one begins a new list, or a new rule in the same file. In a text without articles
    numbers may also go on from one heading to the next.
    """
    for fault in number_faults(draft.clauses, goes_on=not draft.has_articles):
        yield _finding(fault.clause, fault.before)


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
