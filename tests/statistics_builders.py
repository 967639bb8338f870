"""Facts for the statistics without a database: matters and filings of one kind or another."""

from dataclasses import replace
from datetime import date

from models.case import MatterType
from models.filing_review import ProblemType
from models.opinion import Conclusion
from models.statistics.book import figure
from models.statistics.facts import (
    Exchange,
    Issued,
    MakerRow,
    Matter,
    ReceivedDocument,
    Said,
    SiteFacts,
)
from models.statistics.figure import FigureCode
from models.statistics.span import Span

YEAR = Span(date(2026, 1, 1), date(2026, 12, 31), date(2026, 12, 31))
MAY = date(2026, 5, 6)


def said(kind: str, day: date = MAY, *problems: ProblemType) -> Said:
    return Said(kind, day, problems)


def exchange(*kinds: str, **more: object) -> Exchange:
    """An exchange that was delivered in time, with these messages."""
    usual = Exchange(
        "upper_government",
        tuple(said(kind) for kind in kinds),
        due_on=date(2026, 5, 20),
        delivered_on=date(2026, 5, 5),
    )
    return replace(usual, **more)  # type: ignore[arg-type]


def a_document(*exchanges: Exchange, number: str = "2026-0001", **more: object) -> Matter:
    """A normative document that was published on 4 May."""
    issued = Issued(
        document_number=f"青岚政规〔2026〕{int(number[-4:])}号",
        registration_number="",
        issued_on=date(2026, 5, 3),
        maker_row=MakerRow.GOVERNMENT,
        makers=("青岚区人民政府",),
        published_on=date(2026, 5, 4),
    )
    usual = Matter(
        number=number,
        title="示例办法",
        matter_type=MatterType.NORMATIVE_DOCUMENT,
        received_on=date(2026, 3, 2),
        reviewed_on=date(2026, 3, 12),
        conclusion=Conclusion.LEGAL,
        ended_on=date(2026, 3, 12),
        has_ceiling=True,
        issued=issued,
        exchanges=exchanges,
    )
    return replace(usual, **more)  # type: ignore[arg-type]


def received_document(*kinds: str, number: str = "R2026-0001") -> ReceivedDocument:
    """A document that another office filed here, with what was said of it."""
    return ReceivedDocument(number, "他办法", "白河县人民政府", MAY, exchange(*kinds))


def counted(code: FigureCode, facts: SiteFacts, span: Span = YEAR) -> int:
    return figure(code, facts, span).value


def of(*matters: Matter) -> SiteFacts:
    return SiteFacts(matters)
