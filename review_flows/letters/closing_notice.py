"""办结告知书: the case of another document is closed, and with what."""

from models.letter import Addressee, Block, LetterFacts, LetterKind, LetterText, Para
from models.letter_wording import Wording
from review_flows.letters import phrases
from review_flows.letters.review_scope import review_of


def compose(facts: LetterFacts) -> LetterText:
    """Return the letter that closes the case. Raises UnknownCode for an unknown conclusion."""
    body: tuple[Block, ...] = (
        Para(f"{phrases.received(facts)}。本审核件现予办结，有关情况告知如下："),
        *phrases.particulars(_particulars(facts)),
        *phrases.said(_closed_by(facts), "办结说明："),
        *phrases.worded(facts, Wording.CLOSING_EFFECT, _effect(review_of(facts))),
    )
    return phrases.letter(
        KIND.code,
        KIND.name,
        facts,
        body,
        addressee=facts.drafting_unit,
        sender=facts.review_office,
    )


def _effect(review: str) -> str:
    return (
        f"办结表示本审核件的办理程序已经终结，不改变已出具{review}意见的内容。"
        f"{review}意见仅对所{review}的文本有效，文本有改动的，应当重新报送{review}。"
    )


def _closed_by(facts: LetterFacts) -> str:
    """Return what closed the case and on which day; nothing for a move that closes none."""
    meeting, day = facts.meeting or "集体", phrases.chinese_day(facts.written_on)
    held = f"于{phrases.chinese_day(facts.deliberated_on)}" if facts.deliberated_on else ""
    if facts.occasion == "deliberate":
        return f"本件已{held}经{meeting}审议通过"
    if facts.occasion == "confirm_revision":
        before = f"本件已{held}经{meeting}审议修改后通过，" if facts.meeting else ""
        return f"{before}修改稿已于{day}经承办人复核确认"
    return (
        f"{review_of(facts)}意见采纳情况已于{day}报告"
        if facts.occasion == "report_adoption"
        else ""
    )


def _particulars(facts: LetterFacts) -> tuple[tuple[str, str], ...]:
    """Return the rows that say what was done with the case."""
    return (
        ("审核件编号", facts.case_number),
        ("受理日期", phrases.optional_day(facts.accepted_on)),
        (f"{review_of(facts)}意见书文号", facts.opinion_number),
        (
            f"{review_of(facts)}结论",
            phrases.word(phrases.CONCLUSIONS, "Conclusion", facts.conclusion),
        ),
        ("所审文本校验值（SHA-256）", facts.draft_sha256),
        ("承办人", facts.reviewer),
        ("办结日期", phrases.chinese_day(facts.written_on)),
    )


KIND = LetterKind(
    code="closing_notice",
    name="办结告知书",
    series="{organ}司审结〔{year}〕{number}号",
    sent_on=frozenset(),
    to=Addressee.DRAFTING_UNIT,
    compose=compose,
)
