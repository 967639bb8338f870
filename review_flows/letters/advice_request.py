"""法律意见征询函: a question to a legal advisor, and the day by which the answer is needed."""

from dataclasses import replace

from models.letter import Addressee, Block, LetterFacts, LetterKind, LetterText, Para
from models.letter_wording import Wording
from review_flows.letters import phrases
from review_flows.letters.review_scope import review_of

_SECRECY = (
    "法律意见供本机关{review}时参考，{review}结论由本机关作出。"
    "送审稿及有关材料尚未公开，请妥善保管，不得对外提供。"
)


def compose(facts: LetterFacts) -> LetterText:
    """Return the letter that asks an advisor; the advisor advises, the office concludes."""
    body: tuple[Block, ...] = (
        Para(
            f"本机关正在对{_whose(facts)}{phrases.draft_of(facts)}进行合法性{review_of(facts)}，"
            "现就有关问题征询法律意见。"
        ),
        *phrases.particulars(_particulars(facts)),
        *phrases.said(facts.question, "征询事项："),
        Para(
            f"请{_by_when(facts)}向本机关出具书面法律意见，逐条载明所涉条款、存在的问题、"
            f"依据和修改建议，并由出具人署名。{_silence(facts)}与送审事项有利害关系的，请及时说明并回避。"
        ),
        *phrases.worded(facts, Wording.REQUEST_SECRECY, _SECRECY.format(review=review_of(facts))),
    )
    text = phrases.letter(
        KIND.code,
        KIND.name,
        facts,
        body,
        addressee=f"{facts.advisor_unit}{facts.advisor}",
        sender=facts.review_office,
    )
    return replace(text, attachments=(phrases.draft_of(facts),))  # on which the advice is asked


def _whose(facts: LetterFacts) -> str:
    """Return who sent the draft, if known."""
    return f"{facts.drafting_unit}报送的" if facts.drafting_unit else ""


def _by_when(facts: LetterFacts) -> str:
    """Return the advisor's term, its last day included."""
    if facts.answer_by is None:
        return ""
    return f"于{phrases.computed_day(facts.answer_by, facts.provisional)}以前（含当日）"


def _silence(facts: LetterFacts) -> str:
    """Return what it means when the term passes without an answer (models.advice.NOT_GIVEN)."""
    return "逾期未答复的，视为未提出意见。" if facts.answer_by else ""


def _particulars(facts: LetterFacts) -> tuple[tuple[str, str], ...]:
    """Return the rows that say which file is meant."""
    return (
        ("审核件编号", facts.case_number),
        ("起草单位", facts.drafting_unit),
        ("制定机关", facts.enacting_organ),
        ("送审稿校验值（SHA-256）", facts.draft_sha256),
    )


KIND = LetterKind(
    code="advice_request",
    name="法律意见征询函",
    series="{organ}司审询〔{year}〕{number}号",
    sent_on=frozenset({"consult"}),
    to=Addressee.ADVISOR,
    compose=compose,
)
