"""规范性文件监督管理工作情况统计表: lines go in, the form with its 14 columns comes out.

The columns are those of a form in use in a province (domain.md, §6.5).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from models.house_style import USUAL, HouseStyle
from models.letter import Layout, LetterText, Para, ParaStyle, Table, chinese_day
from models.statistics.facts import MakerRow
from models.statistics.span import Span
from models.statistics.table import TableLine
from review_flows.letters import phrases

CODE = "statistics_table"
NAME = "规范性文件监督管理工作情况统计表"
UNKNOWN = "—"
TOTAL = "合计"
LINES: dict[MakerRow | None, str] = {
    MakerRow.GOVERNMENT: "本级政府",
    MakerRow.DEPARTMENT: "本级政府部门",
    MakerRow.VERTICAL_BODY: "垂直管理部门",
    MakerRow.UNDECIDED: "尚未签发",
    MakerRow.RECEIVED: "报送本机关备案",
    None: TOTAL,
}
COLUMNS = (
    "制定主体数量",
    "制定发布数量",
    "合法性审核数量",
    "报备数量",
    "备案审查发现问题数量",
    "制定主体不合规",
    "制定程序不合规",
    "文件内容不合法",
    "制定技术有缺陷",
    "其他问题",
    "自行修正",
    "废弃撤销",
    "其他结果",
    "备注",
)
NOTES = (
    "第2、4栏以公布日期在期内的文件为准，联合制定的由主办机关统计；第3栏以首份审核意见签发日期在期内的"
    "规范性文件为准；第5至10栏以首次被指出问题的日期在期内为准，一件文件有数类问题的，在各类均计，"
    "故第6至10栏之和可以大于第5栏；第11至13栏与备注中处理中的件数之和等于第5栏。",
    "“报送本机关备案”一行为其他机关制定、向本机关报备的文件，不计入合计；其制定、审核情况本机关不掌握，记“—”。",
)


@dataclass(frozen=True, slots=True)
class StatisticsHead:
    """What stands around the figures: whose they are, of which days, made when."""

    office: str
    span: Span
    made_on: date
    played: bool = False
    style: HouseStyle = field(default=USUAL)

    @property
    def days(self) -> str:
        """The days that it is about, and up to which it was read."""
        span = self.span
        told = f"{chinese_day(span.first_on)}至{chinese_day(span.last_on)}"
        return f"统计期间：{told}，数据截至{chinese_day(span.as_of)}。"


def cells_of(line: TableLine) -> tuple[str | int, ...]:
    """Return a line as it is written: its name, 13 numbers, its remarks."""
    numbers = (UNKNOWN if cell is None else cell.value for cell in line.cells)
    return (LINES[line.row], *numbers, "；".join(_remarks(line)))


def _remarks(line: TableLine) -> Iterator[str]:
    for figure, told in (
        (line.still_open, "发现的问题处理中{}件"),
        (line.pending, "报备期限未满{}件"),
        (line.listed, "发文目录所列未经本系统办理{}件"),
    ):
        if figure.value:
            yield told.format(figure.value)


def compose(lines: Sequence[TableLine], head: StatisticsHead) -> LetterText:
    """Return the form on a page that lies."""
    header = ("制定主体", *(f"{n}\n{name}" for n, name in enumerate(COLUMNS, start=1)))
    rows = tuple(tuple(str(cell) for cell in cells_of(line)) for line in lines)
    widths = (26.0, *(12.8,) * 13, 32.6)
    return LetterText(
        kind=CODE,
        number="",
        heading=NAME,
        addressee="",
        body=(
            Para(head.days),
            Table(header, rows, widths),
            *(Para(note, ParaStyle.NOTE) for note in NOTES),
        ),
        attachments=(),
        sender=head.office,
        date=head.made_on,
        mark=phrases.PLAYED_MARK if head.played else "",
        layout=Layout.REGISTER,
        style=head.style,
    )
