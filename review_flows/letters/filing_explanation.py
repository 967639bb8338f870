"""备案说明: how a document came about; an attachment of the report to the recipient.

It says what the case proves, no more: why the document was needed says 起草说明, which goes along.
"""

from dataclasses import replace

from models.letter import Addressee, Block, Layout, LetterFacts, LetterKind, LetterText, Para
from models.opinion import Adoption
from review_flows.letters import answers, phrases
from review_flows.letters.review_scope import review_of


def compose(facts: LetterFacts) -> LetterText:
    """Return the explanation of the enacting organ as an attachment. Raises UnknownCode."""
    facts = replace(facts, unverified=())  # a concern of the office that files
    title = phrases.quoted(facts.title.strip()) if facts.title.strip() else "规范性文件"
    parts = (
        ("制定背景", _background(facts)),
        ("主要内容", _contents(facts)),
        (f"合法性{review_of(facts)}情况", _review(facts)),
        ("集体审议和签发情况", _decision(facts)),
        ("公布和施行情况", _publication(facts)),
    )
    told = [(heading, inside) for heading, inside in parts if inside]
    body: list[Block] = [Para(f"现将{phrases.document_of(facts)}的制定情况说明如下：")]
    for number, (heading, inside) in enumerate(told, start=1):
        body += [phrases.h1(number, heading), *inside]
    text = phrases.letter(
        KIND.code,
        f"关于{title}的{KIND.name}",
        facts,
        tuple(body),
        addressee="",
        sender=facts.enacting_organ,
    )
    return replace(text, layout=Layout.ATTACHMENT, body=tuple(body), attachments=())


def _background(facts: LetterFacts) -> tuple[Para, ...]:
    """Return who drafted it and heard whom; the reasons stand in the unit's own explanation."""
    by = f"该文件由{facts.drafting_unit}起草" if facts.drafting_unit else ""
    sent = (
        f"于{phrases.chinese_day(facts.received_on)}报送合法性{review_of(facts)}"
        if facts.received_on
        else ""
    )
    papers = "、".join(facts.papers)
    opening = "，".join(part for part in (by, sent) if part)
    handed_in = f"起草单位随送审稿报送了{papers}" if papers else ""
    why = "制定的必要性、依据和起草过程见所附起草说明" if "起草说明" in facts.papers else ""
    return tuple(Para(f"{text}。") for text in (opening, handed_in, why) if text)


def _contents(facts: LetterFacts) -> tuple[Para, ...]:
    """Return how the text is built: its chapters and how many articles."""
    articles = f"{facts.articles}条" if facts.articles else ""
    if not facts.chapters:
        return (Para(f"该文件共{articles}。"),) if articles else ()
    named = "、".join(phrases.clause(chapter) for chapter in facts.chapters)
    return (Para(f"该文件共{len(facts.chapters)}章{articles}，各章依次为：{named}。"),)


def _review(facts: LetterFacts) -> tuple[Block, ...]:
    """Return who reviewed it with which conclusion, and what became of the items."""
    if not facts.opinion_number:
        return ()
    review = review_of(facts)
    office = facts.review_office or f"{review}机构"
    day = f"于{phrases.chinese_day(facts.opinion_on)}" if facts.opinion_on else ""
    conclusion = phrases.word(phrases.CONCLUSIONS, "Conclusion", facts.conclusion)
    concluded = f"，{review}结论为“{conclusion}”" if conclusion else ""
    given = f"{day}出具{facts.opinion_number}{review}意见书{concluded}"
    confirmed = phrases.said(answers.confirmed(facts))
    opinion = Para(f"该文件的送审稿经{office}合法性{review}，{given}。")
    return (opinion, *_adoption(facts), *confirmed)


def _adoption(facts: LetterFacts) -> tuple[Para, ...]:
    """Return what became of the items, and why something was not or only partly adopted."""
    if not facts.items:
        return ()
    counted = answers.counted(facts.items)
    reasons = (
        para
        for item in facts.items
        if item.adoption in (Adoption.NOT_ADOPTED, Adoption.PARTLY)
        for para in phrases.said(
            item.adoption_reason,
            f"第{item.no}项{phrases.word(phrases.ADOPTIONS, 'Adoption', item.adoption)}的理由：",
        )
    )
    return (Para(f"{review_of(facts)}意见{counted}。"), *reasons)


def _decision(facts: LetterFacts) -> tuple[Para, ...]:
    """Return by which meeting it was passed, and who signed it."""
    held = f"于{phrases.chinese_day(facts.deliberated_on)}" if facts.deliberated_on else ""
    passed = "审议，修改后通过" if facts.meeting_changed else "审议通过"
    met = f"该文件{held}经{facts.meeting}{passed}" if facts.meeting else ""
    day = f"于{phrases.chinese_day(facts.signed_on)}" if facts.signed_on else ""
    signed = f"由{facts.signer}{day}签发" if facts.signer else ""
    said = "，".join(part for part in (met, signed) if part)
    return (Para(f"{said}。"),) if said else ()


def _publication(facts: LetterFacts) -> tuple[Para, ...]:
    """Return where and when it was published, from when to when it holds, and why that soon."""
    day = f"于{phrases.chinese_day(facts.published_on)}" if facts.published_on else ""
    place = f"在{facts.published_at}" if facts.published_at else ""
    parts = (
        f"该文件{day}{place}公布" if day or place else "",
        f"自{phrases.chinese_day(facts.effective_on)}起施行" if facts.effective_on else "",
        f"有效期至{phrases.chinese_day(facts.valid_until)}" if facts.valid_until else "",
    )
    said = "，".join(part for part in parts if part)
    early = phrases.said(facts.early_reason, "公布后较短时间内施行的理由：")
    return (*((Para(f"{said}。"),) if said else ()), *early)


KIND = LetterKind(
    code="filing_explanation",
    name="备案说明",
    series="{organ}政备说〔{year}〕{number}号",
    sent_on=frozenset(),  # with each filing report
    to=Addressee.RECIPIENT,
    compose=compose,
)
