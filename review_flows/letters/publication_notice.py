"""公布告知书: where and when the document was published; with whom to file it, by when."""

from models.letter import (
    Addressee,
    Block,
    FilingDuty,
    LetterFacts,
    LetterKind,
    LetterText,
    Para,
    Table,
)
from review_flows.letters import phrases


def compose(facts: LetterFacts) -> LetterText:
    """Return the letter that tells the drafting unit of publication and of both filing tracks."""
    body = (
        Para(f"{phrases.document_of(facts)}{_published(facts)}。现将有关事项告知如下："),
        *phrases.particulars(_particulars(facts)),
        *_filing(facts),
        *phrases.said(facts.reason),
    )
    return phrases.letter(
        KIND.code,
        KIND.name,
        facts,
        body,
        addressee=facts.drafting_unit,
        sender=phrases.issuing(facts),
    )


def _published(facts: LetterFacts) -> str:
    """Return when and where the document was published."""
    day = f"于{phrases.chinese_day(facts.published_on)}" if facts.published_on else ""
    place = f"在{facts.published_at}" if facts.published_at else ""
    return f"已{day}{place}公布"


def _particulars(facts: LetterFacts) -> tuple[tuple[str, str], ...]:
    """Return the rows a reader of the published document needs."""
    return (
        ("制定机关", facts.enacting_organ),
        ("发文字号", facts.document_number),
        ("登记号", facts.registration_number),
        ("公布日期", phrases.optional_day(facts.published_on)),
        ("公布载体", facts.published_at),
        ("施行日期", phrases.optional_day(facts.effective_on)),
        ("有效期至", phrases.optional_day(facts.valid_until)),
        ("审核件编号", facts.case_number),
    )


def _filing(facts: LetterFacts) -> tuple[Block, ...]:
    """Return the duty to file: both tracks, each with its own last day."""
    if not facts.filings:
        return ()
    return (
        Para(
            "该文件应当自公布之日起依照规定报送备案。请你单位配合提供起草说明、制定依据等材料，"
            "备案机关和报送期限届满日如下："
        ),
        Table(
            header=("备案机关", "报送期限届满日（含当日）"),
            rows=tuple((duty.recipient, _file_by(duty)) for duty in facts.filings),
            widths=(86, 70),
        ),
    )


def _file_by(duty: FilingDuty) -> str:
    """Return the last day of a filing, or that it comes without a fixed one (37号: 及时)."""
    return phrases.optional_day(duty.file_by, duty.provisional) or "及时报送"


KIND = LetterKind(
    code="publication_notice",
    name="公布告知书",
    series="{organ}政公〔{year}〕{number}号",
    sent_on=frozenset({"publish"}),
    to=Addressee.DRAFTING_UNIT,
    compose=compose,
)
