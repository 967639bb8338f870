"""退回通知书: why a submission goes back, and what its drafting unit can do now."""

from models.letter import Addressee, LetterFacts, LetterKind, LetterText, Para
from review_flows.letters import phrases


def compose(facts: LetterFacts) -> LetterText:
    """Return the letter that gives a submission back."""
    body = (
        Para(f"{phrases.received(facts)}。经形式审查，本机关决定将送审材料退回你单位。"),
        *phrases.said(facts.reason, "退回理由："),
        Para(
            "退回事由消除后，你单位可以重新报送。重新报送的，按新的送审件登记，审核期限重新计算。"
        ),
        *_still_barred(facts),
        Para(
            "本通知不对送审稿内容是否合法作出判断。对退回决定有不同意见的，可以书面向本机关说明。"
        ),
    )
    return phrases.letter(
        KIND.code,
        KIND.name,
        facts,
        body,
        addressee=facts.drafting_unit,
        sender=facts.review_office,
    )


def _still_barred(facts: LetterFacts) -> tuple[Para, ...]:
    """Return the reminder of 115号, item 七: nothing unreviewed goes to deliberation."""
    if not phrases.is_normative(facts):
        return ()
    return (
        Para(
            f"依照{phrases.GUIDANCE_115}的规定，未经合法性审核或者经审核不合法的文件，"
            "不得提交集体审议。"
        ),
    )


KIND = LetterKind(
    code="return_notice",
    name="退回通知书",
    series="{organ}司审退〔{year}〕{number}号",
    sent_on=frozenset({"return_case"}),
    to=Addressee.DRAFTING_UNIT,
    compose=compose,
)
