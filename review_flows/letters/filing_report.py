"""备案报告: a published document goes to one recipient, with its texts and its bases."""

from models.letter import Addressee, Block, LetterFacts, LetterKind, LetterText, Para
from review_flows.letters import phrases


def compose(facts: LetterFacts) -> LetterText:
    """Return the report to `recipient`, from the enacting organ."""
    title = phrases.quoted(facts.title.strip()) if facts.title.strip() else "规范性文件"
    body: tuple[Block, ...] = (
        Para(
            f"{phrases.document_of(facts)}{_decided(facts)}{_published(facts)}。"
            "现依照规范性文件备案的有关规定，报送备案。"
        ),
        *phrases.particulars(_particulars(facts)),
        *_reviewed(facts),
        *phrases.said(facts.reason),
        *_copies(facts),
        Para("特此报告，请予备案。"),
    )
    return phrases.letter(
        KIND.code,
        f"关于{title}的{KIND.name}",
        facts,
        body,
        addressee=facts.recipient,
        sender=facts.enacting_organ,
    )


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
    office = facts.review_office or "审核机构"
    return (Para(f"该文件已经{office}合法性审核，审核意见书文号为{facts.opinion_number}。"),)


def _copies(facts: LetterFacts) -> tuple[Para, ...]:
    """Return what is in the parcel, with the number of paper copies."""
    if not facts.copies:
        return ()
    parcel = "，".join(f"{name}{n}份" for name, n in facts.copies)
    return (Para(f"随文报送：{parcel}。"),)


KIND = LetterKind(
    code="filing_report",
    name="备案报告",
    series="{organ}政备〔{year}〕{number}号",
    sent_on=frozenset(),
    to=Addressee.RECIPIENT,
    compose=compose,
)
