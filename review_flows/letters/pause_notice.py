"""中止计时告知书: the clock stands still, from when, and why."""

from models.letter import Addressee, LetterFacts, LetterKind, LetterText, Para
from models.letter_wording import Wording
from review_flows.letters import phrases

_DUTY = "需要你单位配合的，请及时办理；中止计时的事由消除后，本机关即恢复计时。"


def compose(facts: LetterFacts) -> LetterText:
    """Return the letter that says that the clock stands still from the day after `written_on`."""
    accepted = (
        f"，本机关已于{phrases.chinese_day(facts.accepted_on)}受理" if facts.accepted_on else ""
    )
    body = (
        Para(f"{phrases.received(facts)}{accepted}。现将审核期限中止计时有关事项告知如下："),
        *phrases.said(facts.reason, "中止计时的事由："),
        Para(_what_follows(facts)),
        *phrases.worded(facts, Wording.PAUSE_DUTY, _DUTY),
    )
    return phrases.letter(
        KIND.code,
        KIND.name,
        facts,
        body,
        addressee=facts.drafting_unit,
        sender=facts.review_office,
    )


def _what_follows(facts: LetterFacts) -> str:
    """Return what the pause does to the term, by the rule set of the case."""
    if facts.restarts:
        return (
            "审核期限自补充材料收齐之日的次日起重新计算，"
            "最短和最长时限的届满日届时由本机关另行告知。"
        )
    return (
        f"自{phrases.chinese_day(facts.written_on)}的次日起至恢复计时之日止的期间，"
        "不计入审核期限。恢复计时后，最短和最长时限的届满日相应顺延，由本机关另行告知。"
    )


KIND = LetterKind(
    code="pause_notice",
    name="中止计时告知书",
    series="{organ}司审止〔{year}〕{number}号",
    sent_on=frozenset({"pause"}),
    to=Addressee.DRAFTING_UNIT,
    compose=compose,
)
