"""发文登记表: every document that was issued, with the opinion that covers it in the same row.

It is no letter of one case: rows go in, the register of an office comes out. The opinion stands in
each row so that 应审必审 can be read off, row by row.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from models.house_style import USUAL, HouseStyle
from models.letter import Block, Layout, LetterText, Para, Table
from review_flows.letters import phrases

CODE = "issuance_register"
NAME = "发文登记表"
WITHOUT_OPINION = "无"  # said, because a document without one is what an auditor looks for


@dataclass(frozen=True, slots=True)
class IssuedDocument:
    """A row of the register. `conclusion` is a code of `models.opinion`.

    `opinion_number` is empty for a document that no opinion covers, and the register says so.
    """

    issued_on: date
    document_number: str
    registration_number: str
    title: str
    drafting_unit: str
    signer: str
    signed_on: date
    opinion_number: str
    conclusion: str
    published_on: date | None = None
    valid_until: date | None = None


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
    days = f"{phrases.chinese_day(head.first_on)}至{phrases.chinese_day(head.last_on)}"
    body: tuple[Block, ...] = (Para(f"登记期间：{days}，共{len(rows)}件。"), *_table(rows))
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
    validity = f"有效期至{row.valid_until}" if row.valid_until else ""
    published = (str(row.published_on or ""), validity)
    return (
        str(n),
        f"{row.registration_number}\n{row.issued_on}",
        row.document_number,
        phrases.clause(row.title),
        row.drafting_unit,
        f"{row.signer}\n{row.signed_on}",
        row.opinion_number or WITHOUT_OPINION,
        phrases.word(phrases.CONCLUSIONS, "Conclusion", row.conclusion) or WITHOUT_OPINION,
        "\n".join(part for part in published if part),
    )
