"""备案目录 of a year: every normative document published in it, due by 31 January of the next.

《法规规章备案审查条例》 (国务院令第782号) asks makers of rules for such a catalogue by 31 January;
local rules ask the same of normative documents (domain.md, §2.9 and §6.4).
"""

from collections.abc import Sequence

from models.letter import Layout, LetterText, Para, Table
from models.statistics.facts import Matter
from models.statistics.span import Span
from review_flows.letters import phrases
from review_flows.letters.statistics_table import StatisticsHead
from review_flows.letters.yearly_paragraph import time_told

CODE = "filing_yearbook"
COLUMNS = (
    ("序号", 12.0),
    ("名称", 48.0),
    ("文号", 29.0),
    ("登记号", 25.0),
    ("公布日期", 21.5),
    ("施行日期", 21.5),
    ("有效期至", 21.5),
    ("制定机关", 24.0),
    ("修改、废止情况", 22.5),
)
FATES = {"amended": "已被修改", "repealed": "已被废止", "lapsed": "已失效"}


def heading(span: Span) -> str:
    """Return the title of the catalogue."""
    return f"{time_told(span)}行政规范性文件备案目录"


def cells_of(number: int, matter: Matter) -> tuple[str, ...]:
    """Return the row of a document that was published."""
    issued = matter.issued
    assert issued is not None and issued.published_on is not None
    done = [f"修改{one}" for one in issued.amends] + [f"废止{one}" for one in issued.repeals]
    done += [FATES[matter.fate]] if matter.fate else []
    return (
        str(number),
        phrases.clause(matter.title),
        issued.document_number,
        issued.registration_number,
        str(issued.published_on),
        str(issued.effective_on or ""),
        str(issued.valid_until or ""),
        "、".join(issued.makers),
        "；".join(done),
    )


def compose(matters: Sequence[Matter], head: StatisticsHead) -> LetterText:
    """Return the catalogue on pages that lie, in the order given."""
    header, widths = zip(*COLUMNS, strict=True)
    rows = tuple(cells_of(n, one) for n, one in enumerate(matters, start=1))
    lead = Para(f"{head.days}期内公布行政规范性文件{len(rows)}件。")
    return LetterText(
        kind=CODE,
        number="",
        heading=heading(head.span),
        addressee="",
        body=(lead, Table(header, rows, widths)) if rows else (lead,),
        attachments=(),
        sender=head.office,
        date=head.made_on,
        mark=phrases.PLAYED_MARK if head.played else "",
        layout=Layout.REGISTER,
        style=head.style,
    )
