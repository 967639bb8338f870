"""文件清理结果目录: what a clean-up left in force and what not, a list for each outcome.

It is no letter of one case: a clean-up goes in, the lists that the office publishes come out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from models.cleanup import Cleanup, CleanupItem, CleanupOutcome
from models.house_style import USUAL, HouseStyle
from models.letter import Block, Layout, LetterText, Para, ParaStyle, Table
from models.words import word
from review_flows.letters import phrases

CODE = "cleanup_result"
NAME = "规范性文件清理结果目录"
_UNDECIDED = "尚未作出清理意见"


@dataclass(frozen=True, slots=True)
class CleanupHead:
    """What stands around the lists: whose they are, and when they were made."""

    office: str
    made_on: date
    played: bool = False
    style: HouseStyle = field(default=USUAL)


def compose(cleanup: Cleanup, head: CleanupHead) -> LetterText:
    """Return the lists, each with its count and numbered from one."""
    return LetterText(
        kind=CODE,
        number="",
        heading=NAME,
        addressee="",
        body=(*map(Para, told(cleanup)), *_lists(cleanup)),
        attachments=(),
        sender=head.office,
        date=head.made_on,
        mark=phrases.PLAYED_MARK if head.played else "",
        layout=Layout.REGISTER,
        style=head.style,
    )


def told(cleanup: Cleanup) -> tuple[str, ...]:
    """Return what is to be known before the lists: which clean-up, and what it adds up to."""
    counted = "，".join(
        f"{word(outcome, 'zh')}{count}件" for outcome, count in cleanup.counts.items()
    )
    left = f"，{_UNDECIDED}{len(cleanup.undecided)}件" if cleanup.undecided else ""
    open_still = "" if cleanup.closed_at else "清理尚未办结，本目录仅供核对。"
    return (
        f"清理名称：{phrases.clause(cleanup.name)}（{cleanup.number}）。"
        f"清理依据：{phrases.clause(cleanup.basis)}。",
        f"截至{phrases.chinese_day(cleanup.as_of)}有效的规范性文件共{len(cleanup.items)}件，"
        f"其中：{counted}{left}。{open_still}",
    )


def _lists(cleanup: Cleanup) -> Iterator[Block]:
    lists = [
        (word(outcome, "zh"), [item for item in cleanup.items if item.outcome is outcome])
        for outcome in CleanupOutcome
    ]
    shown = [(name, items) for name, items in lists if items]
    if cleanup.undecided:
        shown.append((_UNDECIDED, list(cleanup.undecided)))
    for n, (name, items) in enumerate(shown, start=1):
        yield Para(f"{phrases.numeral(n)}、{name}（{len(items)}件）", ParaStyle.H1)
        yield _table(items)


_COLUMNS = (
    ("序号", 12),
    ("发文字号", 38),
    ("文件名称", 70),
    ("起草单位", 35),
    ("施行日期", 22),
    ("有效期至", 22),
    ("理由", 26),
)


def _table(items: Sequence[CleanupItem]) -> Table:
    header, widths = zip(*_COLUMNS, strict=True)
    return Table(header, tuple(_row(n, item) for n, item in enumerate(items, start=1)), widths)


def _row(n: int, item: CleanupItem) -> tuple[str, ...]:
    return (
        str(n),
        item.document_number,
        phrases.clause(item.title),
        item.unit,
        str(item.effective_on or ""),
        str(item.valid_until or ""),
        phrases.clause(item.reason),
    )
