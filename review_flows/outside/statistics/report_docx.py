"""The yearly report as a Word file: paragraphs, a chart for each group, every figure's rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from io import BytesIO

from docx.document import Document as DocumentObject
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import serialize_for_reading
from docx.shared import Mm

from models.letter import Layout, Table
from models.statistics.book import COUNTED
from models.statistics.figure import Figure, FigureGroup
from models.words import phrase, word
from review_flows.letters import phrases
from review_flows.letters.statistics_table import StatisticsHead
from review_flows.letters.yearly_paragraph import YearFigures, notes, paragraphs, time_told
from review_flows.outside.paper.fixed_bytes import fixed_bytes
from review_flows.outside.paper.page import twips
from review_flows.outside.paper.sheet import new_sheet
from review_flows.outside.paper.table import table_xml
from review_flows.outside.paper.text import inner_paragraph, paragraph_xml
from review_flows.outside.statistics.bar_picture import bar_picture

CELL_SIZE = 18  # half points
LABELS, CHART = 66, 88  # mm, of the 156 between the margins
PITCH = 6.0  # mm from one bar to the next, and from one label to the next


@dataclass(frozen=True, slots=True)
class YearReport:
    """What the report says. `asked` are the options that name its time: --year 2026."""

    of: YearFigures
    head: StatisticsHead
    asked: str

    @property
    def title(self) -> str:
        """The report's title."""
        return f"{time_told(self.of.span)}合法性审核和备案工作情况"

    def command(self, code: str) -> str:
        """Return the command that lists the rows of a figure."""
        return f"review-flows statistics rows {code} {self.asked}"


def report_docx(report: YearReport) -> bytes:
    """Return the report; the same figures make the same bytes."""
    head = report.head
    mark = phrases.PLAYED_MARK if head.played else ""
    document = new_sheet(Layout.ATTACHMENT, head.style, mark, CELL_SIZE)
    end = document.element.body.sectPr
    for piece in _pieces(document, report):
        end.addprevious(parse_xml(piece))
    core = document.core_properties
    core.title, core.author, core.last_modified_by = report.title, head.office, head.office
    core.comments, core.language = "", "zh-CN"
    core.created = core.modified = datetime.combine(head.made_on, time(), tzinfo=UTC)
    return fixed_bytes(document, head.made_on)


def _pieces(document: DocumentObject, report: YearReport) -> Iterator[str]:
    head = report.head
    if head.played:
        yield paragraph_xml(phrases.PLAYED_MARK, "Letter mark")
    yield paragraph_xml(report.title, "Letter title")
    yield paragraph_xml("", "Letter body")
    for text in paragraphs(report.of):
        yield paragraph_xml(text, "Letter body")
    for note in notes(report.of):
        yield paragraph_xml(note, "Letter note")
    yield paragraph_xml(f"{head.office}　{phrases.chinese_day(head.made_on)}", "Sheet line")
    yield paragraph_xml("一、指标图示", "Letter h1")
    yield paragraph_xml(head.days, "Sheet line")
    for group in FigureGroup:
        yield from _chart(document, report, group)
    yield paragraph_xml("二、比率", "Letter h1")
    yield _rates(report)
    yield paragraph_xml("三、指标、口径及明细", "Letter h1")
    yield paragraph_xml("每项指标的数值等于所列命令列出的行数。", "Sheet line")
    yield _figures(report)
    yield paragraph_xml("", "Letter no mark")


def _chart(document: DocumentObject, report: YearReport, group: FigureGroup) -> Iterator[str]:
    """Yield a group's title and its chart, labels at the left and bars at the right."""
    shown = [report.of.figures[code] for code in COUNTED[group]]
    if not any(one.value for one in shown):
        return
    yield paragraph_xml(word(group, "zh"), "Sheet h1")
    yield _beside(_labels(shown), _picture(document, shown))


def _labels(shown: Sequence[Figure]) -> str:
    exact = f'<w:spacing w:before="0" w:after="0" w:line="{twips(PITCH)}" w:lineRule="exact"/>'
    return "".join(
        inner_paragraph(f"{word(one.code, 'zh')}　{one.value}", "Letter cell", exact)
        for one in shown
    )


def _picture(document: DocumentObject, shown: Sequence[Figure]) -> str:
    """Return the paragraph of a chart; what it shows is told to who cannot see it."""
    content = BytesIO(bar_picture([one.value for one in shown]))
    height = Mm(PITCH * len(shown))
    inline = document.part.new_pic_inline(content, Mm(CHART), height)
    told = "；".join(f"{word(one.code, 'zh')}{one.value}" for one in shown)
    inline.docPr.set("descr", told)
    return (
        '<w:p><w:pPr><w:pStyle w:val="Lettercell"/><w:spacing w:before="0" w:after="0" '
        'w:line="240" w:lineRule="auto"/></w:pPr><w:r><w:drawing>'
        f"{serialize_for_reading(inline)}</w:drawing></w:r></w:p>"
    )


def _beside(left: str, right: str) -> str:
    columns = (twips(LABELS), twips(CHART))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc>'
        for width, content in zip(columns, (left, right), strict=True)
    )
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(columns)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr></w:tbl>"
    )


def _marked(value: str, unverified: bool) -> str:
    return phrase("statistics.unverified", "zh", value=value) if unverified else value


def _rates(report: YearReport) -> str:
    rows = tuple(
        (
            word(one.code, "zh"),
            _marked(one.percent, one.unverified),
            f"{one.part.value} ÷ {one.whole.value}",
            phrase(f"statistics.definition.{one.code}", "zh"),
        )
        for one in report.of.rates.values()
    )
    table = Table(("比率", "数值", "算式", "口径"), rows, (38, 20, 28, 70))
    return table_xml(table, Layout.ATTACHMENT.room, CELL_SIZE)


def _figures(report: YearReport) -> str:
    rows = tuple(
        (
            word(one.code, "zh"),
            _marked(str(one.value), one.unverified),
            phrase(f"statistics.definition.{one.code}", "zh"),
            report.command(str(one.code)),
        )
        for one in report.of.figures.values()
    )
    table = Table(("指标", "数值", "口径", "列出明细的命令"), rows, (30, 14, 66, 46))
    return table_xml(table, Layout.ATTACHMENT.room, CELL_SIZE)
