"""合法性审核意见书: what people concluded on one exact file, clause by clause, and what follows."""

from dataclasses import replace

from models.letter import (
    Addressee,
    Block,
    LetterFacts,
    LetterItem,
    LetterKind,
    LetterText,
    Para,
    Table,
)
from models.letter_wording import Wording
from models.opinion import Conclusion
from review_flows.letters import adoption_form, phrases
from review_flows.letters.review_scope import review_of, scope

# What follows from a conclusion: 115号, items 六 and 七, for a normative document.
_NEXT_STEPS = {
    "legal": "送审稿可以依照规定程序提请集体审议，提请时应当附送本意见书。",
    "revise": "你单位应当按照本意见书修改送审稿，并将修改后的文本报本机关复核确认。",
    "illegal": "送审稿不得提交集体审议。重新起草的，应当重新报送合法性审核，"
    "并逐条写明审核意见采纳情况。",
}
_NEXT_STEPS_OF_OTHERS = {
    "revise": _NEXT_STEPS["revise"],
    "illegal": "送审稿不宜按现有内容办理。重新起草的，应当重新报送合法性审核。",
}
# 《重大行政决策程序暂行条例》, art. 25: nothing unreviewed or unlawful goes before the meeting; an
# exploratory reform may go there with its risk stated.
_NEXT_STEPS_OF_DECISIONS = {
    "legal": "决策草案可以依照规定程序提请集体讨论，提请时应当附送本意见书。",
    "revise": _NEXT_STEPS["revise"],
    "illegal": "决策草案不得提交集体讨论。重新拟订的，应当重新报送合法性审查，"
    "并逐条写明审查意见采纳情况。",
    "risk_stated": "属于探索性改革的，可以明示法律风险，提请集体讨论，提请时应当附送本意见书。",
}
_RISK_STATED = "所涉事项国家尚无明确规定，本意见书对其明示法律风险"
_REPORT = (
    "请你单位将{review}意见采纳情况逐条书面反馈本机关。采纳或者部分采纳的，写明修改后的"
    "表述；未采纳或者部分采纳的，应当说明理由和依据。"
)
# 115号, item 六: what is not wholly adopted is explained to the meeting.
_REPORT_BEFORE_MEETING = (
    "请你单位在提请集体审议前，将审核意见采纳情况逐条书面反馈本机关。采纳或者部分采纳的，"
    "写明修改后的表述；未采纳或者部分采纳的，应当说明理由和依据，"
    "并在提请集体审议时作出详细说明。"
)
_LIMITS = "本意见书供机关内部决策使用，不代替公平竞争审查等其他审查"
_LIMITS_OF_DOCUMENTS = f"{_LIMITS}；征求意见、会签、参加审议等方式也不得代替合法性审核"


def compose(facts: LetterFacts) -> LetterText:
    """Return the opinion. Raises UnknownCode for an unknown conclusion or severity."""
    review = review_of(facts)
    body = (
        Para(f"{phrases.received(facts)}。{_basis(facts)}现提出如下{review}意见："),
        phrases.h1(1, "送审情况"),
        *phrases.particulars(_particulars(facts)),
        Para(_bound(facts)),
        phrases.h1(2, f"{review}情况"),
        *scope(facts),
        phrases.h1(3, f"{review}意见"),
        *_items(facts),
        phrases.h1(4, f"{review}结论"),
        *_conclusion(facts),
        *_duties(facts),
    )
    text = phrases.letter(
        KIND.code,
        f"关于{phrases.draft_of(facts)}的合法性{review}意见书",
        facts,
        body,
        addressee=facts.drafting_unit,
        sender=facts.review_office,
    )
    form = (adoption_form.name_of(facts),) if is_reported(facts) else ()
    return replace(text, attachments=(*text.attachments, *form))


def _basis(facts: LetterFacts) -> str:
    """Return by what rule the review was made; for documents the office may word it."""
    if phrases.is_decision(facts):
        return f"依照{phrases.DECISIONS_2019}，本机关对决策权限、程序和内容进行了合法性审查，"
    if not phrases.is_normative(facts):
        return "经审核，"
    usual = f"依照{phrases.GUIDANCE_115}，本机关对制定主体、权限、程序和内容等进行了合法性审核"
    return f"{phrases.clause(facts.style.words(Wording.OPINION_BASIS, usual))}，"


def _bound(facts: LetterFacts) -> str:
    """Return that the opinion holds for one exact file, and what a change of the text does."""
    which = "上述校验值对应的文本" if facts.draft_sha256 else f"本次所{review_of(facts)}的文本"
    return (
        f"本意见书仅对{which}有效。文本此后有改动的，在本机关复核确认前，"
        "本意见书不适用于改动后的文本。"
    )


def _particulars(facts: LetterFacts) -> tuple[tuple[str, str], ...]:
    """Return the rows that say which file was reviewed, for whom and by whom."""
    return (
        ("审核件编号", facts.case_number),
        ("文件名称", phrases.quoted(facts.title) if facts.title.strip() else ""),
        ("制定机关", facts.enacting_organ),
        ("起草单位", facts.drafting_unit),
        ("收件日期", phrases.optional_day(facts.received_on)),
        ("受理日期", phrases.optional_day(facts.accepted_on)),
        ("送审稿校验值（SHA-256）", facts.draft_sha256),
        ("听取意见的法律顾问", "、".join(facts.heard) or facts.advisor),
        ("听取意见的外部专家", "、".join(facts.experts)),
        ("逾期未提出意见", _silent(facts)),
        ("会签人", "、".join(facts.co_reviewers)),
        ("承办人", facts.reviewer),
        ("审批人", facts.chief),
    )


def _silent(facts: LetterFacts) -> str:
    """Return the advisors whose term passed without an answer, and what that counts as."""
    return f"{'、'.join(facts.silent)}（视为未提出意见）" if facts.silent else ""


def _items(facts: LetterFacts) -> tuple[Block, ...]:
    """Return the items as a table, a row for each."""
    if not facts.items:
        return (Para(f"本意见书未提出条款修改意见。{review_of(facts)}结论见第四部分。"),)
    header = ("序号", "条款", "存在问题", "依据", "修改建议")
    rows = tuple(_item(item) for item in facts.items)
    lead = Para("对送审稿的具体意见如下：")
    return (lead, Table(header, rows, widths=(13, 30, 44, 31, 38)))


def _item(item: LetterItem) -> tuple[str, ...]:
    """Return one item: number, place with severity, the words and what is wrong, basis, advice."""
    severity = phrases.word(phrases.SEVERITIES, "Severity", item.severity)
    mark = f"\n（{severity}）" if severity else ""
    quote = f"原文：“{phrases.clause(item.quote)}”" if item.quote.strip() else ""
    return (
        str(item.no),
        f"{phrases.clause(item.address) or '送审稿'}{mark}",
        "\n".join(words for words in (quote, phrases.lines(item.issue)) if words),
        phrases.lines(item.basis),
        phrases.lines(item.suggestion),
    )


def _conclusion(facts: LetterFacts) -> tuple[Para, ...]:
    """Return the conclusion in the words of 115号, item 六, and the reason given for it."""
    words = phrases.word(phrases.CONCLUSIONS, "Conclusion", facts.conclusion)
    if not words:
        return (Para(f"本件未载明{review_of(facts)}结论，不得作为提请集体审议的依据。"),)
    said = _RISK_STATED if facts.conclusion == "risk_stated" else words
    return (
        Para(f"经{review_of(facts)}，{phrases.draft_of(facts)}{said}。"),
        *phrases.said(facts.reason, "理由："),
    )


def _duties(facts: LetterFacts) -> tuple[Para, ...]:
    """Return what the drafting unit must do now, and what the opinion is not."""
    step = phrases.said(_next_steps(facts).get(facts.conclusion, ""))
    if not phrases.is_normative(facts):
        asked = (Para(_REPORT.format(review=review_of(facts))),) if is_reported(facts) else ()
        return (*step, *asked, Para(f"{_LIMITS}。"))
    report = phrases.worded(facts, Wording.OPINION_REPORT, _REPORT_BEFORE_MEETING)
    limits = phrases.worded(facts, Wording.OPINION_LIMITS, _LIMITS_OF_DOCUMENTS)
    return (*step, *(report if is_reported(facts) else ()), *limits)


def is_reported(facts: LetterFacts) -> bool:
    """Say whether the unit is asked what became of the items: not of a draft barred from a meeting.

    What no meeting decides is closed by that report, whatever the conclusion was.
    """
    meets = phrases.is_normative(facts) or phrases.is_decision(facts)
    return bool(facts.items) and not (meets and facts.conclusion == Conclusion.ILLEGAL)


def _next_steps(facts: LetterFacts) -> dict[str, str]:
    if phrases.is_decision(facts):
        return _NEXT_STEPS_OF_DECISIONS
    return _NEXT_STEPS if phrases.is_normative(facts) else _NEXT_STEPS_OF_OTHERS


KIND = LetterKind(
    code="review_opinion",
    name="合法性审核意见书",
    series="{organ}司审意〔{year}〕{number}号",
    sent_on=frozenset({"sign"}),
    to=Addressee.DRAFTING_UNIT,
    compose=compose,
)
