"""合法性审核意见书: what people concluded on one exact file, clause by clause, and what follows."""

from collections.abc import Mapping

from models.letter import (
    Addressee,
    Block,
    LetterFacts,
    LetterItem,
    LetterKind,
    LetterPoint,
    LetterText,
    Para,
    ParaStyle,
    Table,
)
from models.opinion import PointFinding, ReviewPoint
from review_flows.letters import phrases

# 115号, item 六: the seven points of review.
_POINTS: Mapping[str, str] = {
    ReviewPoint.MAKER: "制定主体是否合法",
    ReviewPoint.AUTHORITY: "是否超越制定机关法定职权",
    ReviewPoint.CONTENT: "内容是否符合宪法、法律、法规、规章和国家政策",
    ReviewPoint.POWERS_CREATED: "是否违法设立行政许可、行政处罚、行政强制、行政征收、"
    "行政收费等事项",
    ReviewPoint.RIGHTS_AND_DUTIES: "是否没有法律、法规依据减损合法权益或者增加义务",
    ReviewPoint.OWN_POWERS: "是否没有法律、法规依据增加本单位权力或者减少本单位法定职责",
    ReviewPoint.PROCEDURE: "是否违反制定程序",
}
# 《重大行政决策程序暂行条例》, art. 27.
_POINTS_OF_DECISIONS: Mapping[str, str] = {
    ReviewPoint.AUTHORITY: "决策事项是否符合法定权限",
    ReviewPoint.PROCEDURE: "决策草案的形成是否履行相关法定程序",
    ReviewPoint.CONTENT: "决策草案内容是否符合有关法律、法规、规章和国家政策的规定",
}
_FINDINGS: Mapping[str, str] = {
    PointFinding.MET: "符合要求",
    PointFinding.NOT_MET: "不符合要求",
    PointFinding.NOT_APPLICABLE: "不涉及",
}

# What follows from a conclusion: 115号, items 六 and 七, for a normative document.
_NEXT_STEPS = {
    "legal": "送审稿可以依照规定程序提请集体审议，提请时应当附送本意见书。",
    "revise": "你单位应当按照本意见书修改送审稿，并将修改后的文本报本机关复核确认。",
    "illegal": "送审稿不得提交集体审议。重新起草的，应当重新报送合法性审核。",
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
    "illegal": "决策草案不得提交集体讨论。重新拟订的，应当重新报送合法性审查。",
    "risk_stated": "属于探索性改革的，可以明示法律风险，提请集体讨论，提请时应当附送本意见书。",
}

_RISK_STATED = "所涉事项国家尚无明确规定，本意见书对其明示法律风险"


def compose(facts: LetterFacts) -> LetterText:
    """Return the opinion. Raises UnknownCode for an unknown conclusion or severity."""
    body = (
        Para(f"{phrases.received(facts)}。{_basis(facts)}现提出如下{_review(facts)}意见："),
        phrases.h1(1, f"{_review(facts)}对象"),
        *phrases.particulars(_particulars(facts)),
        Para(_bound(facts)),
        phrases.h1(2, f"{_review(facts)}意见"),
        *_opinions(facts),
        phrases.h1(3, f"{_review(facts)}结论"),
        *_conclusion(facts),
        phrases.h1(4, "有关要求"),
        *_duties(facts),
    )
    return phrases.letter(
        KIND.code,
        f"关于{phrases.draft_of(facts)}的合法性{_review(facts)}意见书",
        facts,
        body,
        addressee=facts.drafting_unit,
        sender=facts.review_office,
    )


def _review(facts: LetterFacts) -> str:
    """Return what the law calls the review: 审查 of a major decision, 审核 of all else."""
    return "审查" if phrases.is_decision(facts) else "审核"


def _basis(facts: LetterFacts) -> str:
    """Return by what rule the review was made."""
    if phrases.is_decision(facts):
        return f"依照{phrases.DECISIONS_2019}，本机关对决策权限、程序和内容进行了合法性审查，"
    if not phrases.is_normative(facts):
        return "经审核，"
    return f"依照{phrases.GUIDANCE_115}，本机关对制定主体、权限、内容和程序等进行了合法性审核，"


def _bound(facts: LetterFacts) -> str:
    """Return that the opinion holds for one exact file, and what a change of the text does."""
    which = "上述校验值对应的文本" if facts.draft_sha256 else "本次所审核的文本"
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


def _opinions(facts: LetterFacts) -> tuple[Block, ...]:
    """Return what was looked at, and one section for each item."""
    scope = _scope(facts)
    if not facts.items:
        return (*scope, Para("本意见书未提出条款修改意见。审核结论见第三部分。"))
    lead = (Para("具体意见如下："),) if facts.points else ()
    items = (block for n, item in enumerate(facts.items, start=1) for block in _item(n, item))
    return (*scope, *lead, *items)


def _scope(facts: LetterFacts) -> tuple[Block, ...]:
    """Return the points as they were decided; the bare list where none is recorded."""
    if facts.points:
        header = ("序号", f"{_review(facts)}内容", f"{_review(facts)}意见", "说明")
        rows = tuple(_point(n, point, facts) for n, point in enumerate(facts.points, start=1))
        lead = Para(f"{_review(facts)}内容逐项意见如下：")
        return (lead, Table(header, rows, widths=(14, 68, 24, 50)))
    if phrases.is_normative(facts):
        return (Para(f"审核内容包括：{'，'.join(_POINTS.values())}。"),)
    return ()


def _point(n: int, point: LetterPoint, facts: LetterFacts) -> tuple[str, ...]:
    words = _POINTS if not phrases.is_decision(facts) else {**_POINTS, **_POINTS_OF_DECISIONS}
    return (
        str(n),
        phrases.word(words, "ReviewPoint", point.point),
        phrases.word(_FINDINGS, "PointFinding", point.finding),
        phrases.clause(point.note),
    )


def _item(n: int, item: LetterItem) -> tuple[Para, ...]:
    """Return one item: place and severity, the words, issue, basis, suggestion."""
    severity = phrases.word(phrases.SEVERITIES, "Severity", item.severity)
    about = f"关于{phrases.clause(item.address)}" if item.address.strip() else "关于送审稿"
    mark = f"（{severity}）" if severity else ""
    quote = f"“{phrases.clause(item.quote)}”" if item.quote.strip() else ""
    return (
        Para(f"（{phrases.numeral(n)}）{about}{mark}", ParaStyle.H2),
        *phrases.said(quote, "送审稿原文："),
        *phrases.said(item.issue, "存在问题："),
        *phrases.said(item.basis, "依据："),
        *phrases.said(item.suggestion, "修改建议："),
    )


def _conclusion(facts: LetterFacts) -> tuple[Para, ...]:
    """Return the conclusion in the words of 115号, item 六, and the reason given for it."""
    words = phrases.word(phrases.CONCLUSIONS, "Conclusion", facts.conclusion)
    if not words:
        return (Para("本件未载明审核结论，不得作为提请集体审议的依据。"),)
    said = _RISK_STATED if facts.conclusion == "risk_stated" else words
    return (
        Para(f"经审核，{phrases.draft_of(facts)}{said}。"),
        *phrases.said(facts.reason, "理由："),
    )


def _duties(facts: LetterFacts) -> tuple[Para, ...]:
    """Return what the drafting unit must do now, and what the opinion is not."""
    normative = phrases.is_normative(facts)
    step = _next_steps(facts).get(facts.conclusion, "")
    limits = "本意见书供机关内部决策使用，不代替公平竞争审查等其他审查"
    if normative:
        limits += "；征求意见、会签、参加审议等方式也不得代替合法性审核"
    return (*phrases.said(step), *_report_adoption(facts), Para(f"{limits}。"))


def _next_steps(facts: LetterFacts) -> dict[str, str]:
    if phrases.is_decision(facts):
        return _NEXT_STEPS_OF_DECISIONS
    return _NEXT_STEPS if phrases.is_normative(facts) else _NEXT_STEPS_OF_OTHERS


def _report_adoption(facts: LetterFacts) -> tuple[Para, ...]:
    """Return the duty to report before deliberation what was adopted, and why not the rest."""
    if not facts.items:
        return ()
    if not phrases.is_normative(facts):
        return (
            Para(
                "请你单位将审核意见采纳情况逐条书面反馈本机关。采纳或者部分采纳的，写明修改后的"
                "表述；未采纳或者部分采纳的，应当说明理由和依据。"
            ),
        )
    return (
        Para(
            "请你单位在提请集体审议前，将审核意见采纳情况逐条书面反馈本机关。采纳或者部分采纳的，"
            "写明修改后的表述；未采纳或者部分采纳的，应当说明理由和依据，"
            "并在提请集体审议时作出详细说明。"
        ),
    )


KIND = LetterKind(
    code="review_opinion",
    name="合法性审核意见书",
    series="{organ}司审意〔{year}〕{number}号",
    sent_on=frozenset({"sign"}),
    to=Addressee.DRAFTING_UNIT,
    compose=compose,
)
