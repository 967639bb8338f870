"""受理通知书: the clock runs from this day; here is its first and its last day."""

from datetime import date

from models.letter import Addressee, Block, LetterFacts, LetterKind, LetterText, Para
from models.letter_wording import Wording
from models.words import word_of
from review_flows.letters import phrases
from review_flows.letters.review_scope import review_of

_SCOPE = (
    "受理表示送审材料可以进入合法性{review}，不表示送审稿内容合法。"
    "受理后送审稿内容发生变化的，请及时书面告知本机关并报送新的文本。"
)


def compose(facts: LetterFacts) -> LetterText:
    """Return the letter that says that the review has begun and when it will end."""
    body: tuple[Block, ...] = (
        Para(f"{phrases.received(facts)}。经形式审查，本机关决定予以受理。现将有关事项告知如下："),
        *phrases.particulars(_particulars(facts)),
        *_classified(facts),
        *_urgent(facts),
        *_terms(facts),
        *phrases.worded(facts, Wording.ACCEPTANCE_SCOPE, _SCOPE.format(review=review_of(facts))),
    )
    return phrases.letter(
        KIND.code,
        KIND.name,
        facts,
        body,
        addressee=facts.drafting_unit,
        sender=facts.review_office,
    )


def _particulars(facts: LetterFacts) -> tuple[tuple[str, str], ...]:
    """Return the rows of the table; the other reading is named only where it was given."""
    return (
        ("审核件编号", facts.case_number),
        ("事项类型", word_of("MatterType", facts.matter_type, "zh")),
        ("受理日期", phrases.optional_day(facts.accepted_on)),
        ("期限起算日", _began(facts)),
        ("最短时限届满日", _both(facts.floor_on, facts.floor_calendar_on, facts)),
        ("最长时限届满日", _both(facts.ceiling_on, facts.ceiling_calendar_on, facts)),
        ("承办人", facts.reviewer),
        ("送审稿校验值（SHA-256）", facts.draft_sha256),
    )


def _classified(facts: LetterFacts) -> tuple[Para, ...]:
    """Return what the case was taken for, and why; 37号 defines a normative document."""
    return (
        Para(f"经认定，本件{_taken_for(facts)}。"),
        *phrases.said(facts.reason, "认定理由："),
    )


def _taken_for(facts: LetterFacts) -> str:
    name = word_of("MatterType", facts.matter_type, "zh")
    if phrases.is_normative(facts):
        return f"属于{name}"
    lacking = [f"不具备“{limb}”要件" for limb in facts.limbs_missing]
    if facts.exclusion:
        lacking.append(f"属于“{facts.exclusion}”的情形")
    denied = f"{'，'.join(lacking)}，不属于行政规范性文件，" if lacking else ""
    return f"{denied}按“{name}”{review_of(facts)}"


def _urgent(facts: LetterFacts) -> tuple[Para, ...]:
    """Return what an urgent matter may supply later, and who approved it."""
    if not facts.lacking:
        return ()
    ground = word_of("ExemptionGround", facts.ground, "zh")
    why = f"因{ground}，" if ground else ""
    who = f"经{facts.approved_by}批准" if facts.approved_by else "经批准"
    names = "、".join(facts.lacking)
    return (Para(f"{why}{who}，下列材料在受理时未提交，不影响受理：{names}。"),)


_STARTS = {
    "accepted": "{review}期限自受理之日起计算，受理当日不计入；",
    "materials_complete": "{review}期限自收齐送审材料之日起计算，收齐当日不计入；",
    "received": "{review}期限自收到送审材料之日起计算，收到当日不计入；",
}


def _began(facts: LetterFacts) -> str:
    """Return day 0 where it is another day than the acceptance."""
    other = facts.began_on if facts.began_on != facts.accepted_on else None
    return phrases.optional_day(other)


def _both(ruling: date | None, other: date | None, facts: LetterFacts) -> str:
    """Return the ruling day, and behind it the day if the term is read in the other unit."""
    if ruling is None:
        return ""
    day = phrases.term_day(ruling, facts)
    if other is None:
        return day
    return f"{day}；如按{phrases.other_unit(facts)}计算，为{phrases.term_day(other, facts)}"


def _terms(facts: LetterFacts) -> tuple[Para, ...]:
    """Return how the term runs (《民法典》 art. 201: the first day is not counted)."""
    if facts.accepted_on is None:
        return ()
    review = review_of(facts)
    start = _STARTS.get(facts.starts, "").format(review=review)
    text = f"{start}依法中止计时的期间不计入{review}期限。"
    if facts.floor_on:
        text += f"除依照规定紧急豁免外，{review}意见不早于最短时限届满日出具。"
    if facts.floor_calendar_on or facts.ceiling_calendar_on:
        unit = phrases.other_unit(facts)
        text += f"{review}期限以各栏首列日期为准，按{unit}计算的日期供对照。"
    return (Para(text),)


KIND = LetterKind(
    code="acceptance_notice",
    name="受理通知书",
    series="{organ}司审受〔{year}〕{number}号",
    sent_on=frozenset(),  # by the first acceptance, and by a later one as something else
    to=Addressee.DRAFTING_UNIT,
    compose=compose,
)
