"""复核意见书: the opinion now holds for the revised text, and what became of each item."""

from collections.abc import Sequence

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
from models.opinion import Adoption
from review_flows.letters import phrases
from review_flows.letters.review_scope import review_of


def compose(facts: LetterFacts) -> LetterText:
    """Return the confirmation. Raises UnknownCode for an unknown adoption."""
    opinion, review = _opinion(facts), review_of(facts)
    bound = (
        f"经复核确认，{opinion}的效力及于{_bound(facts)}，"
        "该修改稿取代原送审文本。此后文本再有改动的，应当重新报本机关复核。"
        f"本意见书与原{review}意见书一并使用，不代替公平竞争审查等其他审查。"
    )
    reviewed = (*phrases.said(facts.reason), *_also_changed(facts), Para(bound))
    sections: list[tuple[str, tuple[Block, ...]]] = [
        ("复核对象", phrases.particulars(_particulars(facts))),
        ("复核意见", (*reviewed, *_unadopted(facts))),
    ]
    if not _by_meeting(facts):  # What a meeting changed answers to no item.
        sections.insert(1, (f"{review}意见采纳情况", _adoptions(facts)))
    body: list[Block] = [Para(f"{_opening(facts)}经复核，现提出如下意见：")]
    for number, (heading, inside) in enumerate(sections, start=1):
        body += [phrases.h1(number, heading), *inside]
    return phrases.letter(
        KIND.code,
        f"关于{phrases.draft_of(facts)}修改稿的{KIND.name}",
        facts,
        tuple(body),
        addressee=facts.drafting_unit,
        sender=facts.review_office,
    )


def _by_meeting(facts: LetterFacts) -> bool:
    return facts.occasion == "deliberate"


def _opening(facts: LetterFacts) -> str:
    """Return where the changed text comes from: the drafting unit, or the meeting."""
    draft = phrases.draft_of(facts)
    if _by_meeting(facts):
        return f"{draft}经{facts.meeting or '集体'}审议修改后通过。"
    return f"你单位根据{_opinion(facts)}报送的{draft}的修改稿及采纳情况说明收悉。"


def _also_changed(facts: LetterFacts) -> tuple[Para, ...]:
    """Return what was changed without being asked for, so that nobody overlooks it."""
    places = "、".join(map(phrases.clause, facts.also_changed))
    if not places:
        return ()
    return (Para(f"修改稿中{review_of(facts)}意见未涉及的改动（{places}），已经一并复核。"),)


def _opinion(facts: LetterFacts) -> str:
    """Return the name of the opinion that is confirmed."""
    number = f"（{facts.opinion_number}）" if facts.opinion_number else ""
    return f"《合法性{review_of(facts)}意见书》{number}"


def _bound(facts: LetterFacts) -> str:
    """Return which file the opinion now holds for."""
    return "上述校验值对应的修改稿" if facts.draft_sha256 else "所复核的修改稿"


def _particulars(facts: LetterFacts) -> tuple[tuple[str, str], ...]:
    """Return the rows that say which revised file was read, and by whom."""
    review = review_of(facts)
    words = phrases.word(phrases.CONCLUSIONS, "Conclusion", facts.conclusion)
    return (
        ("审核件编号", facts.case_number),
        (f"原{review}意见书", facts.opinion_number),
        (f"原{review}结论", words),
        ("修改稿校验值（SHA-256）", facts.draft_sha256),
        ("承办人", facts.reviewer),
    )


def _adoptions(facts: LetterFacts) -> tuple[Block, ...]:
    """Return the table of adoption, one row for each item of the opinion."""
    review = review_of(facts)
    if not facts.items:
        return (Para(f"原{review}意见书未提出条款修改意见。"),)
    rows = tuple(
        (
            str(item.no),
            phrases.clause(item.address),
            phrases.clause(item.suggestion or item.issue),
            phrases.word(phrases.ADOPTIONS, "Adoption", item.adoption) or "未反馈",
            _answer(item),
        )
        for item in facts.items
    )
    header = ("序号", "条款", f"{review}意见", "采纳情况", "说明")
    return (Table(header, rows, widths=(13, 30, 30, 22, 61)),)


def _answer(item: LetterItem) -> str:
    """Return the new wording, and the reason and basis of what was not wholly adopted."""
    said = (
        ("修改为：", item.adoption_wording),
        ("理由：", item.adoption_reason),
        ("依据：", item.adoption_basis),
    )
    return "；".join(f"{lead}{phrases.clause(words)}" for lead, words in said if words.strip())


def _unadopted(facts: LetterFacts) -> tuple[Para, ...]:
    """Return the duty of 115号, item 六, for what was not or only partly adopted."""
    if _by_meeting(facts):
        return ()
    silent = [item for item in facts.items if not item.adoption]
    unadopted = [item for item in facts.items if item.adoption not in ("", Adoption.ADOPTED)]
    review = review_of(facts)
    said = (
        *_numbered(unadopted, f"{review}意见未完全采纳"),
        *_numbered(silent, f"{review}意见未反馈"),
    )
    if not said:
        return ()
    when = "在提请集体审议时详细" if phrases.is_normative(facts) else "书面"
    return (Para(f"{'，'.join(said)}，你单位应当{when}说明理由和依据。"),)


def _numbered(items: Sequence[LetterItem], what: str) -> tuple[str, ...]:
    numbers = "、".join(str(item.no) for item in items)
    return (f"第{numbers}项{what}",) if numbers else ()


KIND = LetterKind(
    code="revision_confirmation",
    name="复核意见书",
    series="{organ}司审复〔{year}〕{number}号",
    sent_on=frozenset({"confirm_revision"}),
    to=Addressee.DRAFTING_UNIT,
    compose=compose,
)
