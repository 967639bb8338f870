"""发文登记表: every document that was issued, with the opinion that covers it in the same row.

It is no letter of one case: rows go in, the register of an office comes out. The opinion stands in
each row so that 应审必审 can be read off, row by row.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from models.house_style import USUAL, HouseStyle
from models.issuance import NumberState
from models.issuance_register import IssuedDocument as IssuedDocument
from models.issuance_register import totals
from models.letter import Block, Layout, LetterText, Para, Table
from review_flows.letters import phrases

CODE = "issuance_register"
NAME = "发文登记表"
WITHOUT_OPINION = "无"  # said, because a document without one is what an auditor looks for


@dataclass(frozen=True, slots=True)
class RegisterHead:
    """What stands around the rows: whose register, of which days (both included), made when."""

    office: str
    first_on: date
    last_on: date
    made_on: date
    played: bool = False
    style: HouseStyle = field(default=USUAL)


def compose(rows: Sequence[IssuedDocument], head: RegisterHead) -> LetterText:
    """Return the register, rows in the order given. Raises UnknownCode for a conclusion."""
    body: tuple[Block, ...] = (*map(Para, told(rows, head)), *_table(rows))
    return LetterText(
        kind=CODE,
        number="",
        heading=NAME,
        addressee="",
        body=body,
        attachments=(),
        sender=head.office,
        date=head.made_on,
        mark=phrases.PLAYED_MARK if head.played else "",
        layout=Layout.REGISTER,
        style=head.style,
    )


def told(rows: Sequence[IssuedDocument], head: RegisterHead) -> tuple[str, ...]:
    """Return what is to be known before the rows: their days, and what they add up to."""
    added = totals(rows)
    days = f"{phrases.chinese_day(head.first_on)}至{phrases.chinese_day(head.last_on)}"
    unused = f"另有作废编号{added.void}组、预留编号{added.reserved}组，一并列出。"
    counted = "".join(
        f"{phrases.word(phrases.CONCLUSIONS, 'Conclusion', code)}{count}件，"
        for code, count in added.conclusions.items()
    )
    return (
        f"登记期间：{days}，共{added.issued}件。{unused if added.void or added.reserved else ''}",
        f"审核结论：{counted}无审核意见{added.unreviewed}件；已公布{added.published}件，"
        f"其中超过公开期限{added.published_late}件。",
    )


_UNUSED = {NumberState.VOID: "作废", NumberState.RESERVED: "预留"}
# In millimetres. A number such as QLGS-2026-0012 and an ISO day stay on one line; a 文号 breaks
# before its year.
_COLUMNS = (
    ("序号", 12),
    ("登记号\n及日期", 30.8),
    ("发文字号", 30),
    ("文件标题", 38),
    ("起草单位", 23.4),
    ("签发人\n及日期", 20.8),
    ("审核意见文号", 30),
    ("审核结论", 19.2),
    ("公布日期\n及有效期", 20.8),
)


def _table(rows: Sequence[IssuedDocument]) -> tuple[Table, ...]:
    if not rows:
        return ()
    header, widths = zip(*_COLUMNS, strict=True)
    return (Table(header, tuple(_row(n, row) for n, row in enumerate(rows, start=1)), widths),)


def _row(n: int, row: IssuedDocument) -> tuple[str, ...]:
    """Return a row; its many days are ISO days, which fit their narrow columns."""
    return (
        str(n),
        f"{row.registration_number}\n{row.issued_on}",
        row.document_number,
        _title(row),
        row.drafting_unit,
        f"{row.signer}\n{row.signed_on or ''}".strip(),
        *_opinion(row),
        _sequel(row),
    )


def _title(row: IssuedDocument) -> str:
    title = phrases.clause(row.title)
    if row.state is NumberState.VOID:
        return f"{title}\n（编号作废：{row.void_reason}）"
    if row.makers:
        lead = "，由其主办并备案" if row.led_elsewhere else ""
        return f"{title}\n（联合制定，主办机关：{row.makers[0]}{lead}）"
    return title


def _opinion(row: IssuedDocument) -> tuple[str, str]:
    if not row.issued:
        return "", ""
    conclusion = phrases.word(phrases.CONCLUSIONS, "Conclusion", row.conclusion)
    return row.opinion_number or WITHOUT_OPINION, conclusion or WITHOUT_OPINION


def _sequel(row: IssuedDocument) -> str:
    if not row.issued:
        return _UNUSED[row.state]
    late = "超过公开期限" if row.published_late else ""
    validity = f"有效期至{row.valid_until}" if row.valid_until else ""
    return "\n".join(part for part in (str(row.published_on or ""), late, validity) if part)
