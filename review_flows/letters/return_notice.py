"""退回通知书: why a submission goes back, and what its drafting unit can do now."""

from collections.abc import Mapping

from models.form_check import ReturnGround
from models.letter import Addressee, LetterFacts, LetterKind, LetterText, Para
from models.letter_wording import Wording
from models.words import word_of
from review_flows.letters import phrases
from review_flows.letters.review_scope import review_of

# What the drafting unit can do now, by the ground of the return.
NEXT: Mapping[str, str] = {
    ReturnGround.OUT_OF_SCOPE: "本件不需要经本机关审核，请按照相应程序办理；"
    "文件内容发生变化、属于审核范围的，可以重新报送。",
    ReturnGround.NO_AUTHORITY: "请提请有权机关制定，"
    "或者删除、修改超越权限和与上位法抵触的内容后重新报送。",
    ReturnGround.NOT_RIPE: "请待制定条件成熟后重新报送，并在起草说明中写明条件的变化。",
    ReturnGround.DISPUTE_OPEN: "请与有关单位协调一致；不能取得一致的，将各方意见、理由和协调过程"
    "写入起草说明后重新报送。",
    ReturnGround.NOT_HEARD: "请依照规定征求意见，附征求意见和采纳情况后重新报送。",
    ReturnGround.MATERIALS_INCOMPLETE: "请将材料补齐、修改至符合要求后一并重新报送。",
    ReturnGround.SUPERSEDED: "已报送的新的送审稿另行登记、审核，本件不需要重新报送。",
}
WITHOUT_GROUND = "退回事由消除后，你单位可以重新报送。"
# Material and form are looked at first; whoever says that a matter is out of scope, or beyond the
# power of its maker, looked at more than that.
_LOOKED_AT = "经审查，"
_FORM_LOOKED_AT: Mapping[str, str] = {
    "": "经形式审查，",
    ReturnGround.MATERIALS_INCOMPLETE: "经形式审查，",
    ReturnGround.NOT_HEARD: "经形式审查，",
    ReturnGround.SUPERSEDED: "",
}
_NO_JUDGEMENT = "本通知不对送审稿内容是否合法作出判断。"
# Such a return does say something of the content, but it is no opinion.
_NO_OPINION = "本通知不代替合法性审核意见。"
_REMEDY = "对退回决定有不同意见的，可以书面向本机关说明。"


def compose(facts: LetterFacts) -> LetterText:
    """Return the letter that gives a submission back."""
    body = (
        Para(f"{phrases.received(facts)}。{_looked_at(facts)}本机关决定将送审材料退回你单位。"),
        *_ground(facts),
        *phrases.said(facts.reason, "退回理由："),
        Para(f"{NEXT.get(facts.ground, WITHOUT_GROUND)}{_what_follows(facts)}"),
        *_still_barred(facts),
        *phrases.worded(facts, Wording.RETURN_REMEDY, _remedy(facts)),
    )
    return phrases.letter(
        KIND.code,
        KIND.name,
        facts,
        body,
        addressee=facts.drafting_unit,
        sender=facts.review_office,
    )


def _looked_at(facts: LetterFacts) -> str:
    """Return what was examined; a draft that a new one replaced was not examined for that."""
    return _FORM_LOOKED_AT.get(facts.ground, _LOOKED_AT)


def _remedy(facts: LetterFacts) -> str:
    """Return what the letter does not say, by its ground, and what can be done against it."""
    judged = facts.ground == ReturnGround.NO_AUTHORITY
    said = _NO_OPINION if judged else _NO_JUDGEMENT
    return f"{said.replace('审核', review_of(facts))}{_REMEDY}"


def _ground(facts: LetterFacts) -> tuple[Para, ...]:
    """Return the ground of the rule set's list; a rule set without a list has none."""
    name = word_of("ReturnGround", facts.ground, "zh")
    return (Para(f"退回情形：{name}。"),) if name else ()


def _what_follows(facts: LetterFacts) -> str:
    """Return what becomes of the term; that of a case once accepted ends here."""
    ended = f"本件的{review_of(facts)}期限自本通知发出之日终止。"
    ends = ended if facts.accepted_on else ""
    if facts.ground == ReturnGround.SUPERSEDED:
        return ends
    return f"{ends}重新报送的，按新的送审件登记，{review_of(facts)}期限重新计算。"


def _still_barred(facts: LetterFacts) -> tuple[Para, ...]:
    """Return the reminder of 115号, item 七: nothing unreviewed goes to deliberation.

    What needs no review is not barred for the want of one.
    """
    if not phrases.is_normative(facts) or facts.ground == ReturnGround.OUT_OF_SCOPE:
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
