"""审核期限告知书: the first and the last day of the review are others than were told, and why."""

from datetime import date

from models.letter import Addressee, Block, LetterFacts, LetterKind, LetterText, Para
from review_flows.letters import phrases

_WHY = {
    "resume": "中止计时的事由已经消除，审核期限自次日起恢复计算。",
    "reproject": "审核期限所涉年度的节假日安排有新的规定，审核期限届满日相应重新计算。",
    "rebase": "本审核件改为适用新的审核规则，审核期限届满日相应重新计算。",
    "exempt": "因紧急情况，本审核件不再适用最短时限；合法性审核仍须进行，最长时限不变。",
}
_RESTARTED = "补充的材料已经收齐，依照审核规则，审核期限自收齐之日的次日起重新计算。"


def compose(facts: LetterFacts) -> LetterText:
    """Return the letter that keeps what an earlier letter promised: to tell the new days."""
    why = _RESTARTED if facts.restarts else _WHY.get(facts.occasion, "")
    body: tuple[Block, ...] = (
        Para(f"{phrases.received(facts)}。现将审核期限的有关事项重新告知如下："),
        *phrases.said(why),
        *phrases.said(facts.reason, "说明："),
        *phrases.particulars(_days(facts)),
        Para("此前告知的届满日与上述日期不一致的，以本告知书为准。"),
    )
    return phrases.letter(
        KIND.code,
        KIND.name,
        facts,
        body,
        addressee=facts.drafting_unit,
        sender=facts.review_office,
    )


def _days(facts: LetterFacts) -> tuple[tuple[str, str], ...]:
    """Return the rows of the table; an exempted review has no first day any more."""
    floor_on = None if facts.occasion == "exempt" else facts.floor_on
    return (
        ("受理日期", phrases.optional_day(facts.accepted_on)),
        ("批准人", facts.approved_by),
        ("最短时限届满日", _day(floor_on, facts)),
        ("最长时限届满日", _day(facts.ceiling_on, facts)),
    )


def _day(day: date | None, facts: LetterFacts) -> str:
    return phrases.term_day(day, facts)


KIND = LetterKind(
    code="term_notice",
    name="审核期限告知书",
    series="{organ}司审限〔{year}〕{number}号",
    sent_on=frozenset({"resume", "rebase", "exempt"}),  # and by a calendar that moves the review
    to=Addressee.DRAFTING_UNIT,
    compose=compose,
)
