"""The paragraphs on review and filing for the yearly report on 法治政府建设: figures in, text out.

Every number in them is a figure of models.statistics, so that its rows can be listed. What is not
so is not said: that all were filed stands there only where all were.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from models.case import MatterType
from models.letter import chinese_day
from models.statistics.book import Rate, RateCode
from models.statistics.figure import Figure, FigureCode
from models.statistics.span import Span
from review_flows.letters import phrases

C = FigureCode
TYPES = {
    MatterType.MAJOR_DECISION: "重大行政决策",
    MatterType.CONTRACT: "政府合同、协议",
    MatterType.POLICY_DOCUMENT: "党委政府政策文件",
    MatterType.ENFORCEMENT_DECISION: "重大行政执法决定",
    MatterType.OTHER_DOCUMENT: "其他文件",
}
DEFINITION = (
    "注：“审查”指首份审核意见在统计期间内签发的审核件，不分事项类型，一件只计一次；已收件而尚未出具意见的，"
    "列为在办，不计入审查。“应报备”不含期限未满且尚未报送的文件。百分比保留一位小数，四舍六入五成双，"
    "不足全部的不进为100.0%。"
)

UNVERIFIED = (
    "审核最长时限、报备期限所依据的规定尚有未核实的；据以计算的按期、超期、应报备等指标及其比率均为未核实，"
    "引用前应当核实。"
)


@dataclass(frozen=True, slots=True)
class YearFigures:
    """The figures and rates of a span."""

    span: Span
    figures: Mapping[FigureCode, Figure]
    rates: Mapping[RateCode, Rate]

    def count(self, code: FigureCode) -> int:
        """Return a figure's number."""
        return self.figures[code].value

    def share(self, code: RateCode) -> str:
        """Return a share in percent."""
        return self.rates[code].percent


def time_told(span: Span) -> str:
    """Return which time it is: 2026年, or 2026年3月."""
    year = f"{span.first_on.year}年"
    return year if span.is_year else f"{year}{span.first_on.month}月"


def paragraphs(of: YearFigures) -> tuple[str, ...]:
    """Return the paragraphs, what was reviewed first."""
    parts = (_reviewed, _time, _adoption, _issued, _filed, _found, _received)
    return tuple(filter(None, ("".join(part(of)) for part in parts)))


def notes(of: YearFigures) -> tuple[str, ...]:
    """Return what the figures mean, and that some rest on terms that nobody has verified."""
    if any(one.unverified for one in of.figures.values()):
        return DEFINITION, UNVERIFIED
    return (DEFINITION,)


def _reviewed(of: YearFigures) -> Iterator[str]:
    when = time_told(of.span)
    if not of.span.is_over:
        when = f"{when}，截至目前（{chinese_day(of.span.as_of)}）"
    named = [("规范性文件", of.count(C.REVIEWED_NORMATIVE_DOCUMENT))]
    others = [(name, of.count(C(f"reviewed_{code}"))) for code, name in TYPES.items()]
    named += [one for one in others if one[1]]
    told = "，".join(f"{name}{count}件" for name, count in named)
    yield f"{when}共审查相关文件{of.count(C.REVIEWED)}件，其中{told}。"
    concluded = [
        f"{word}{count}件"
        for code, word in phrases.CONCLUSIONS.items()
        if (count := of.count(C(f"concluded_{code}")))
    ]
    if concluded:
        yield f"首份审核意见的结论为{'，'.join(concluded)}。"
    ended, waits = of.count(C.ENDED_WITHOUT_OPINION), of.count(C.UNFINISHED)
    if ended or waits:
        yield f"另有退回、撤回而未出具意见{ended}件，在办{waits}件，不计入审查件数。"


def _time(of: YearFigures) -> Iterator[str]:
    whole = of.count(C.REVIEWED_WITH_CEILING)
    if whole:
        yield f"有最长审核时限的{whole}件中，按期出具意见{of.count(C.REVIEWED_IN_TIME)}件，"
        yield f"超期{of.count(C.REVIEWED_LATE)}件，"
        yield f"审核按期率{of.share(RateCode.REVIEW_TIMELINESS)}。"


def _adoption(of: YearFigures) -> Iterator[str]:
    whole = of.count(C.ITEMS_ANSWERED)
    if whole:
        yield f"送审单位已反馈审核意见{whole}条，采纳（含部分采纳）{of.count(C.ITEMS_ADOPTED)}条，"
        yield f"意见采纳率{of.share(RateCode.ADOPTION_RATE)}。"


def _issued(of: YearFigures) -> Iterator[str]:
    published = of.count(C.PUBLISHED)
    yield f"公布规范性文件{published}件"
    yield "，均已统一登记、统一编号，录入发文登记表。" if published else "。"
    if listed := of.count(C.LISTED):
        yield f"另据导入的发文目录，有规范性文件{listed}件未经本系统审核登记。"


def _filed(of: YearFigures) -> Iterator[str]:
    due, filed, pending = of.count(C.FILING_DUE), of.count(C.FILED), of.count(C.FILING_PENDING)
    if due and due == filed:
        yield f"应报备的{due}件均已向全部备案机关报送"
    elif due:
        yield f"应报备的{due}件中，已向全部备案机关报送{filed}件，"
        yield f"逾期未报备{of.count(C.NOT_FILED)}件"
    if due:
        yield f"，其中按期报备{of.count(C.FILED_IN_TIME)}件，"
        yield f"报备率{of.share(RateCode.FILING_RATE)}，"
        yield f"报备及时率{of.share(RateCode.FILING_TIMELINESS)}；"
        yield f"全部备案机关均已准予登记{of.count(C.FILED_WITH_ALL)}件。"
    if checked := of.count(C.FORM_CHECKED):
        yield f"首次报送已经全部备案机关形式审查的{checked}件中，"
        yield f"报送规范{of.count(C.FORM_REGULAR)}件，"
        yield f"规范率{of.share(RateCode.FILING_REGULARITY)}。"
    if pending:
        yield f"期限未满、尚未报送{pending}件。"


def _found(of: YearFigures) -> Iterator[str]:
    problems, ended = of.count(C.PROBLEM), of.count(C.REVIEW_ENDED)
    if problems:
        yield f"备案审查发现问题{problems}件，自行修正{of.count(C.RESULT_CORRECTED)}件，"
        yield f"被改变或者撤销{of.count(C.RESULT_REVOKED)}件，其他{of.count(C.RESULT_OTHER)}件，"
        yield f"处理中{of.count(C.RESULT_OPEN)}件。"
    if ended:
        yield f"备案审查审结{ended}件次，其中自行改正{of.count(C.REVIEW_CORRECTED)}件次，"
        yield f"备案审查直接纠错率{of.share(RateCode.CORRECTION_RATE)}。"


def _received(of: YearFigures) -> Iterator[str]:
    if taken_in := of.count(C.TAKEN_IN):
        registered = of.count(C.REGISTERED_HERE)
        yield f"收到其他机关报送备案的文件{taken_in}件，准予登记{registered}件。"
