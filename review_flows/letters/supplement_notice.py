"""补正通知书: everything that is missing, said once, and by when it is to come."""

from models.letter import Addressee, LetterFacts, LetterKind, LetterText, Para
from models.letter_wording import Wording
from review_flows.letters import phrases
from review_flows.letters.review_scope import review_of

_LATE = (
    "逾期未补正，或者补正后仍不齐全、不符合要求的，本机关可以将送审材料退回你单位。"
    "对本通知有疑问的，请及时与本机关联系。"
)
_SCOPE = "本通知只涉及报送材料是否齐全，不涉及送审稿内容是否合法。"


def compose(facts: LetterFacts) -> LetterText:
    """Return the letter that asks the drafting unit for all missing materials at once."""
    body = (
        Para(
            f"{phrases.received(facts)}。经形式审查，报送材料尚不齐全或者不符合要求，"
            "现将需要补正的内容一次性告知如下："
        ),
        *phrases.listed(facts.missing),
        *phrases.said(facts.reason, "补正事由及要求："),
        Para(
            f"请你单位{_by_when(facts)}将补正材料一次性报送本机关，并注明审核件编号。"
            f"{_what_follows(facts)}补正期间不计入{review_of(facts)}期限。"
        ),
        *phrases.worded(facts, Wording.SUPPLEMENT_LATE, _LATE),
        *phrases.worded(facts, Wording.SUPPLEMENT_SCOPE, _SCOPE),
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
    """Return from when the term is counted, by the rule set of the case.

    A case that was accepted before keeps its count, unless the rule set counts anew.
    """
    review = review_of(facts)
    if facts.accepted_on is not None:
        if facts.restarts:
            return f"{review}期限自补齐之日起重新计算，"
        accepted = phrases.chinese_day(facts.accepted_on)
        began = phrases.chinese_day(facts.began_on or facts.accepted_on)
        return f"本件已于{accepted}受理，{review}期限仍自{began}起计算，"
    if facts.starts == "accepted":
        return f"{review}期限自材料补齐、正式受理之日起计算，"
    counted_from_completion = facts.starts == "materials_complete" or facts.restarts
    return f"{review}期限自补齐之日起计算，" if counted_from_completion else ""


def _by_when(facts: LetterFacts) -> str:
    """Return the term of the supplement, its last day included."""
    if facts.supplement_by is None:
        return "尽快"
    day = phrases.computed_day(facts.supplement_by, facts.provisional)
    return f"于{day}以前（含当日）"


KIND = LetterKind(
    code="supplement_notice",
    name="补正通知书",
    series="{organ}司审补〔{year}〕{number}号",
    sent_on=frozenset({"request_supplement"}),
    to=Addressee.DRAFTING_UNIT,
    compose=compose,
)
