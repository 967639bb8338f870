"""Builders for letters: full facts, an item, the text of a letter; and what a letter says."""

from dataclasses import replace
from datetime import date
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from models.letter import (
    FilingDuty,
    LetterFacts,
    LetterItem,
    LetterText,
    Para,
    ParaStyle,
    ParcelPaper,
    Table,
    WalkLine,
)
from models.opinion import Conclusion, Severity
from review_flows import letters

SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


def an_item(
    no: int = 1, severity: str = Severity.MUST_CHANGE, adoption: str = "", adoption_reason: str = ""
) -> LetterItem:
    return LetterItem(
        no,
        address="第二十三条",
        issue="自行设定罚款，未引用上位法",
        basis="《行政处罚法》第十六条",
        suggestion="删除罚款",
        severity=severity,
        adoption=adoption,
        adoption_reason=adoption_reason,
    )


FULL = LetterFacts(
    written_on=date(2026, 3, 30),
    letter_number="青司审意〔2026〕7号",
    case_number="QL-2026-001",
    title="青岚区停放充电管理办法（试行）",
    drafting_unit="青岚区住房和城乡建设局",
    enacting_organ="青岚区人民政府",
    review_office="青岚区司法局",
    issuing_office="青岚区人民政府办公室",
    received_on=date(2026, 3, 9),
    accepted_on=date(2026, 3, 12),
    began_on=date(2026, 3, 12),
    floor_on=date(2026, 3, 19),
    ceiling_on=date(2026, 4, 2),
    reviewer="承办甲",
    chief="审批乙",
    draft_sha256=SHA256,
    missing=("公平竞争审查结论", "制定依据"),
    supplement_by=date(2026, 3, 16),
    reason="办理中需要说明的情况",
    occasion="resume",
    approved_by="局长",
    question="第二十三条的罚款有无依据？",
    advisor="北辰律师事务所",
    answer_by=date(2026, 3, 18),
    conclusion=Conclusion.REVISE,
    items=(an_item(),),
    opinion_number="青司审意〔2026〕1号",
    meeting="区人民政府第12次常务会议",
    deliberated_on=date(2026, 4, 8),
    signer="区长",
    signed_on=date(2026, 4, 9),
    document_number="青政规〔2026〕1号",
    registration_number="QLGS-2026-001",
    published_on=date(2026, 4, 10),
    published_at="区人民政府网站",
    effective_on=date(2026, 5, 15),
    valid_until=date(2028, 5, 14),
    recipient="云中市人民政府",
    file_by=date(2026, 4, 27),
    filings=(
        FilingDuty("云中市人民政府", date(2026, 4, 27)),
        FilingDuty("青岚区人民代表大会常务委员会", date(2026, 5, 11), provisional=True),
    ),
    copies=(("备案报告", 1), ("正式文本", 5)),
    attachments=("起草说明",),
    reply="explanation",
    their_letter="云政备询〔2026〕5号",
    their_letter_on=date(2026, 5, 8),
    opinion_on=date(2026, 3, 27),
    papers=("起草说明", "制定依据", "征求意见及采纳情况"),
    chapters=("总则", "停放管理", "附则"),
    articles=23,
    early_reason="消除火灾隐患的需要",
    parcel=(
        ParcelPaper("备案报告", "青政备〔2026〕1号", 1),
        ParcelPaper("正式文本", "青政规〔2026〕1号", 5, SHA256),
        ParcelPaper("起草说明", "", 5, SHA256),
    ),
    walk=(
        WalkLine(date(2026, 3, 9), "林起草", "receive", "received"),
        WalkLine(date(2026, 3, 12), "登记丙", "accept", "accepted"),
        WalkLine(date(2026, 3, 27), "审批乙", "sign", "opinion_signed"),
    ),
    used_working=11,
    used_calendar=15,
    task="review",
    urged=("承办甲",),
    due_on=date(2026, 3, 25),
    late_working=3,
    late_calendar=5,
    asked_by="督察丁",
    instruction="请核实征地补偿标准",
    report_by=date(2026, 4, 3),
    void_letters=("青政印〔2026〕1号",),
    void_numbers=("青政规〔2026〕9号", "QLGS-2026-009"),
)


def words_of(text: LetterText) -> str:
    """Return everything that the letter says, a line for each paragraph and cell."""
    lines = [text.mark, text.sender, text.number, text.heading, text.addressee]
    for block in text.body:
        if isinstance(block, Para):
            lines.append(block.text)
        else:
            lines += [*block.header, *(cell for row in block.rows for cell in row)]
    return "\n".join([*lines, *text.attachments, text.note])


def said_by(code: str, facts: LetterFacts = FULL) -> str:
    return words_of(letters.letter_kind(code).compose(facts))


def a_letter(**changes: object) -> LetterText:
    text = LetterText(
        kind="review_opinion",
        number="青司审意〔2026〕1号",
        heading="关于《青岚区停放充电管理办法（送审稿）》的合法性审核意见书",
        addressee="青岚区住房和城乡建设局",
        body=(
            Para("一、审核对象", ParaStyle.H1),
            Para("（一）关于第二条", ParaStyle.H2),
            Para("该条的“备案”应当删除。"),
            Table(("序号", "条款"), (("1", "第二条"), ("2", "第三条")), (24, 132)),
        ),
        attachments=("采纳情况表", "依据目录"),
        sender="青岚区司法局",
        date=date(2026, 3, 9),
        note="备案期限未核实。",
    )
    return replace(text, **changes)  # type: ignore[arg-type]


def opened(content: bytes) -> WordDocument:
    return Document(BytesIO(content))


def lines_of(content: bytes) -> list[str]:
    """Return every paragraph of the letter that says something, those in tables included."""
    body = opened(content).element.body
    texts = ("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p")))
    return [text for text in texts if text]
