"""复核意见书: the opinion now holds for the revised text, and what became of each item."""

from models.letter import Addressee, Block, LetterFacts, LetterKind, LetterText, Para, Table
from models.opinion import Adoption
from review_flows.letters import phrases


def compose(facts: LetterFacts) -> LetterText:
    """Return the confirmation. Raises UnknownCode for an unknown adoption."""
    opinion = _opinion(facts)
    body = (
        Para(
            f"你单位根据{opinion}报送的{phrases.draft_of(facts)}的修改稿及采纳情况说明收悉。"
            "经复核，现提出如下意见："
        ),
        phrases.h1(1, "复核对象"),
        *phrases.particulars(_particulars(facts)),
        phrases.h1(2, "审核意见采纳情况"),
        *_adoptions(facts),
        phrases.h1(3, "复核意见"),
        *phrases.said(facts.reason),
        Para(
            f"经复核确认，{opinion}的效力及于{_bound(facts)}，"
            "该修改稿取代原送审文本。此后文本再有改动的，应当重新报本机关复核。"
        ),
        *_unadopted(facts),
        Para("本意见书与原审核意见书一并使用，不代替公平竞争审查等其他审查。"),
    )
    return phrases.letter(
        KIND.code,
        f"关于{phrases.draft_of(facts)}修改稿的{KIND.name}",
        facts,
        body,
        addressee=facts.drafting_unit,
        sender=facts.review_office,
    )


def _opinion(facts: LetterFacts) -> str:
    """Return the name of the opinion that is confirmed."""
    number = f"（{facts.opinion_number}）" if facts.opinion_number else ""
    return f"《合法性审核意见书》{number}"


def _bound(facts: LetterFacts) -> str:
    """Return which file the opinion now holds for."""
    return "上述校验值对应的修改稿" if facts.draft_sha256 else "所复核的修改稿"


def _particulars(facts: LetterFacts) -> tuple[tuple[str, str], ...]:
    """Return the rows that say which revised file was read, and by whom."""
    words = phrases.word(phrases.CONCLUSIONS, "Conclusion", facts.conclusion)
    return (
        ("审核件编号", facts.case_number),
        ("原审核意见书", facts.opinion_number),
        ("原审核结论", words),
        ("修改稿校验值（SHA-256）", facts.draft_sha256),
        ("承办人", facts.reviewer),
        ("审批人", facts.chief),
    )


def _adoptions(facts: LetterFacts) -> tuple[Block, ...]:
    """Return the table of adoption, one row for each item of the opinion."""
    if not facts.items:
        return (Para("原审核意见书未提出条款修改意见。"),)
    rows = tuple(
        (
            str(item.no),
            phrases.clause(item.address),
            phrases.clause(item.suggestion or item.issue),
            phrases.word(phrases.ADOPTIONS, "Adoption", item.adoption) or "未反馈",
            phrases.clause(item.adoption_reason),
        )
        for item in facts.items
    )
    header = ("序号", "条款", "审核意见", "采纳情况", "说明")
    return (Table(header, rows, widths=(14, 34, 48, 24, 36)),)


def _unadopted(facts: LetterFacts) -> tuple[Para, ...]:
    """Return the duty of 115号, item 六, for what was not or only partly adopted."""
    numbers = "、".join(str(item.no) for item in facts.items if item.adoption != Adoption.ADOPTED)
    if not numbers:
        return ()
    when = "在提请集体审议时详细" if phrases.is_normative(facts) else "书面"
    return (Para(f"第{numbers}项审核意见未完全采纳或者未反馈，你单位应当{when}说明理由和依据。"),)


KIND = LetterKind(
    code="revision_confirmation",
    name="复核意见书",
    series="{organ}司审复〔{year}〕{number}号",
    sent_on=frozenset({"confirm_revision"}),
    to=Addressee.DRAFTING_UNIT,
    compose=compose,
)
