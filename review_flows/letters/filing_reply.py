"""备案复函: what a recipient asked for goes to it; a correction goes as a report."""

from collections.abc import Mapping
from dataclasses import replace

from models.errors import UnknownCode
from models.filing import FilingReply
from models.letter import Addressee, LetterFacts, LetterKind, LetterText, Para
from review_flows.letters import phrases
from review_flows.letters.review_scope import review_of

# The heading around the title, what introduces the words of the office, and how it ends.
_WORDS: Mapping[str, tuple[str, str, str]] = {
    FilingReply.SUPPLEMENT: (
        "关于补充{}备案材料的函",
        "现按要求补充有关材料，情况如下：",
        "请予登记。",
    ),
    FilingReply.EXPLANATION: ("关于{}有关情况的备案复函", "现将有关情况说明如下：", "特此函复。"),
    FilingReply.CORRECTED: (
        "关于{}纠正情况的报告",
        "该文件已予纠正，现将纠正情况报告如下：",
        "纠正后的正式文本随文重新报送，请予备案。",
    ),
    FilingReply.OBJECTION: (
        "关于{}备案审查意见的复函",
        "经研究，对所提意见有不同认识，理由如下：",
        "请予研究答复。",
    ),
}
_UNKNOWN = ("关于{}的备案复函", "现函复如下：", "特此函复。")
_OPINION_OF_EARLIER = "随文所附合法性{}意见书系对纠正前的文本出具。"
_TO_BE_SIGNED = "　　　"  # room for a name: nobody has signed this letter yet


def compose(facts: LetterFacts) -> LetterText:
    """Return the letter to `recipient`, from the enacting organ. Raises UnknownCode.

    Which values of the rule set nobody has verified is the office's concern, not the recipient's.
    """
    facts = replace(facts, unverified=())
    if facts.reply and facts.reply not in _WORDS:
        raise UnknownCode("FilingReply", facts.reply, _WORDS)
    heading, lead, closing = _WORDS.get(facts.reply, _UNKNOWN)
    title = phrases.quoted(facts.title.strip()) if facts.title.strip() else "规范性文件"
    body = (
        Para(f"{_theirs(facts)}{_about(facts)}{lead}"),
        *phrases.said(facts.reason),
        *(_earlier(facts) if facts.reply == FilingReply.CORRECTED else ()),
        Para(closing),
    )
    text = phrases.letter(
        KIND.code,
        heading.format(title),
        facts,
        body,
        addressee=facts.recipient,
        sender=facts.enacting_organ,
    )
    if facts.reply != FilingReply.CORRECTED:
        return text
    return phrases.document(text, facts, issuer=_TO_BE_SIGNED)


def _theirs(facts: LetterFacts) -> str:
    """Return which letter of theirs is answered."""
    day = phrases.chinese_day(facts.their_letter_on) if facts.their_letter_on else ""
    number = f"（{facts.their_letter}）" if facts.their_letter else ""
    return f"贵机关{day}来函{number}收悉。"


def _about(facts: LetterFacts) -> str:
    """Return which document it is about."""
    return f"就{phrases.document_of(facts)}，"


def _earlier(facts: LetterFacts) -> tuple[Para, ...]:
    """Return that the opinion which goes along is not about the corrected text."""
    return (Para(_OPINION_OF_EARLIER.format(review_of(facts))),)


KIND = LetterKind(
    code="filing_reply",
    name="备案复函",
    series="{organ}政备复〔{year}〕{number}号",
    sent_on=frozenset(),  # with each reply, for its recipient
    to=Addressee.RECIPIENT,
    compose=compose,
)
