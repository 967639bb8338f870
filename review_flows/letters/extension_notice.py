"""延期告知书: the review takes longer, why, who approved it, and the new last day."""

from models.letter import Addressee, LetterFacts, LetterKind, LetterText, Para
from review_flows.letters import phrases


def compose(facts: LetterFacts) -> LetterText:
    """Return the letter that gives the drafting unit the new last day with the reasons."""
    accepted = (
        f"，本机关已于{phrases.chinese_day(facts.accepted_on)}受理" if facts.accepted_on else ""
    )
    approved = f"经{facts.approved_by}批准" if facts.approved_by else "经批准"
    body = (
        Para(
            f"{phrases.received(facts)}{accepted}。因在原定期限内不能完成审核，{approved}，"
            f"决定延长审核期限。"
        ),
        *phrases.said(facts.reason, "延期理由："),
        *_new_last_day(facts),
    )
    return phrases.letter(
        KIND.code,
        KIND.name,
        facts,
        body,
        addressee=facts.drafting_unit,
        sender=facts.review_office,
    )


def _new_last_day(facts: LetterFacts) -> tuple[Para, ...]:
    """Return the new last day, also read in the other unit where that reading was given."""
    if facts.ceiling_on is None:
        return ()
    day = phrases.term_day(facts.ceiling_on, facts)
    text = f"延长后，最长时限的届满日为{day}，本机关将于该日以前（含当日）出具审核意见。"
    if facts.ceiling_calendar_on:
        other = phrases.term_day(facts.ceiling_calendar_on, facts)
        text += f"如按{phrases.other_unit(facts)}计算，届满日为{other}，供对照。"
    return (Para(text),)


KIND = LetterKind(
    code="extension_notice",
    name="延期告知书",
    series="{organ}司审延〔{year}〕{number}号",
    sent_on=frozenset({"extend"}),
    to=Addressee.DRAFTING_UNIT,
    compose=compose,
)
