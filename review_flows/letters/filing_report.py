"""备案报告: a published document goes to one recipient, with its texts and its bases."""

from dataclasses import replace

from models.letter import Addressee, Block, LetterFacts, LetterKind, LetterText, Para
from models.letter_wording import Wording
from review_flows.letters import answers, phrases
from review_flows.letters.review_scope import review_of

_BASIS = "规范性文件备案的有关"
_TO_BE_SIGNED = "　　　"  # room for a name: nobody has signed this letter yet


def compose(facts: LetterFacts) -> LetterText:
    """Return the report to `recipient`, from the enacting organ, for somebody to sign.

    Which values of the rule set nobody has verified is the office's concern, not the recipient's.
    """
    facts = replace(facts, unverified=())
    title = phrases.quoted(facts.title.strip()) if facts.title.strip() else "规范性文件"
    basis = phrases.sentence(facts.style.words(Wording.FILING_BASIS, _basis(facts)))
    body: tuple[Block, ...] = (
        Para(f"{phrases.document_of(facts)}{_decided(facts)}{_published(facts)}。{basis}"),
        *phrases.particulars(_particulars(facts)),
        *_reviewed(facts),
        *phrases.said(facts.reason),
        *_copies(facts),
        *phrases.worded(facts, Wording.FILING_CLOSING, "特此报告，请予备案。"),
    )
    text = phrases.letter(
        KIND.code,
        f"关于{title}的{KIND.name}",
        facts,
        body,
        addressee=facts.recipient,
        sender=facts.enacting_organ,
    )
    return phrases.document(text, facts, issuer=_TO_BE_SIGNED)


def _basis(facts: LetterFacts) -> str:
    """Return by what rule it is filed with this recipient, as far as somebody verified it."""
    return f"现依照{facts.filing_basis or _BASIS}规定，报送备案"


def _decided(facts: LetterFacts) -> str:
    """Return by which meeting the document was decided."""
    if not facts.meeting:
        return ""
    day = f"于{phrases.chinese_day(facts.deliberated_on)}" if facts.deliberated_on else ""
    return f"{day}经{facts.meeting}审议通过，"


def _published(facts: LetterFacts) -> str:
    """Return when and where it was published, and from when it is in force."""
    day = f"于{phrases.chinese_day(facts.published_on)}" if facts.published_on else ""
    place = f"在{facts.published_at}" if facts.published_at else ""
    start = f"，自{phrases.chinese_day(facts.effective_on)}起施行" if facts.effective_on else ""
    return f"已{day}{place}公布{start}"


def _particulars(facts: LetterFacts) -> tuple[tuple[str, str], ...]:
    """Return the rows by which the recipient registers the document."""
    return (
        ("制定机关", facts.enacting_organ),
        ("起草单位", facts.drafting_unit),
        ("发文字号", facts.document_number),
        ("登记号", facts.registration_number),
        ("公布日期", phrases.optional_day(facts.published_on)),
        ("施行日期", phrases.optional_day(facts.effective_on)),
        ("有效期至", phrases.optional_day(facts.valid_until)),
        ("报备期限届满日", phrases.optional_day(facts.file_by, facts.provisional)),
    )


def _reviewed(facts: LetterFacts) -> tuple[Para, ...]:
    """Return who reviewed the document, by which opinion; the opinion itself is attached."""
    if not facts.opinion_number:
        return ()
    review = review_of(facts)
    office = facts.review_office or f"{review}机构"
    confirmed = answers.confirmed(facts)
    also = f"，{confirmed}" if confirmed else ""
    said = f"该文件已经{office}合法性{review}，{review}意见书文号为{facts.opinion_number}{also}。"
    return (Para(said),)


def _copies(facts: LetterFacts) -> tuple[Para, ...]:
    """Return what goes along, with the number of paper copies where one is asked for."""
    along = [(name, n) for name, n in facts.copies if name != KIND.name]
    if not along:
        return ()
    parcel = "，".join(f"{name}{n}份" if n else name for name, n in along)
    return (Para(f"随文报送：{parcel}。"),)


KIND = LetterKind(
    code="filing_report",
    name="备案报告",
    series="{organ}政备〔{year}〕{number}号",
    sent_on=frozenset(),
    to=Addressee.RECIPIENT,
    compose=compose,
)
