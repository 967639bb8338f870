"""Catalogues of issued documents as offices keep them: clean rows, and every kind of dirt by name.

Each kind of DIRT is a function: the number of a row goes in, its cells come out, with the fault
that a reading has to find (None: the row is taken in, and reads as the clean row would).
"""

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from openpyxl import Workbook  # type: ignore[import-untyped]

from models.catalogue.line import CatalogueFault as F

HEAD = (
    "序号",
    "文件标题",
    "发文字号",
    "印发日期",
    "制定机关",
    "是否规范性文件",
    "备案日期",
    "备注",
)
FIRST_DAY = date(2026, 1, 5)
PLACES = (
    "电动自行车停放",
    "餐厨垃圾收运",
    "户外招牌",
    "老旧小区加装电梯",
    "河道采砂",
    "农村宅基地",
    "城市绿地养护",
    "校外托管",
    "犬只饲养",
    "共享单车投放",
    "燃气安全",
    "高层建筑消防",
)
MATTERS = (
    "管理",
    "补贴发放",
    "专项整治",
    "考核评价",
    "登记",
    "试点",
    "巡查",
    "信息公开",
    "应急处置",
    "资金使用",
    "监督检查",
    "志愿服务",
    "名录编制",
)
AREAS = (
    "东街",
    "南街",
    "西街",
    "北街",
    "上庄",
    "下庄",
    "河湾",
    "石桥",
    "柳林",
    "青山",
    "白水",
    "龙泉",
    "双塔",
    "三里",
    "新店",
    "老营",
    "大坪",
    "小寨",
    "高桥",
    "平川",
    "云台",
    "花园",
    "金河",
    "银山",
    "铁岭",
    "竹园",
    "松坡",
    "梅里",
    "兰亭",
    "菊潭",
    "荷塘",
    "杏林",
)


@dataclass(frozen=True, slots=True)
class Clean:
    """What a row is about, before anybody typed it."""

    n: int

    @property
    def title(self) -> str:
        area, place = AREAS[self.n % 32], PLACES[self.n // 32 % 12]
        return f"关于{area}{place}{MATTERS[self.n // 384 % 13]}工作的通知"

    @property
    def number(self) -> str:
        return f"青政办发〔2026〕{self.n}号"

    @property
    def day(self) -> date:
        return FIRST_DAY + timedelta(days=self.n % 300)

    @property
    def written(self) -> str:
        return f"{self.day.year}年{self.day.month}月{self.day.day}日"

    def cells(self, **other: Any) -> list[Any]:
        """The row as a careful clerk types it; what is given replaces a cell."""
        cells: dict[str, Any] = {
            "serial": self.n,
            "title": self.title,
            "number": self.number,
            "day": self.day,
            "unit": "青岚区人民政府办公室",
            "flag": "否",
            "filed": None,
            "remarks": None,
        }
        return list((cells | other).values())


@dataclass(frozen=True, slots=True)
class Dirt:
    """A kind of dirt: what it is called, what it makes of a row, and what has to be found."""

    name: str
    cells: Callable[[Clean], list[Any]]
    fault: F | None = None
    taken_as: Callable[[Clean], tuple[str, str, date]] = field(
        default=lambda one: (one.title, one.number, one.day)
    )


def _chinese(day: date) -> str:
    tens = ("", "十", "二十", "三十")
    ones = "〇一二三四五六七八九"
    year = "".join(ones[int(figure)] for figure in str(day.year))

    def small(number: int) -> str:
        return tens[number // 10] + (ones[number % 10] if number % 10 else "")

    return f"{year}年{small(day.month)}月{small(day.day)}日"


def _serial(day: date) -> int:
    return (day - date(1899, 12, 30)).days


def _wide(text: str) -> str:
    return text.translate({code: code + 0xFEE0 for code in range(ord("0"), ord("9") + 1)})


def _year_before(one: Clean) -> list[Any]:
    return one.cells(day=one.day.replace(year=2025))


DIRT = (
    Dirt("day as 2026年3月9日", lambda c: c.cells(day=c.written)),
    Dirt("day as 2026.3.9", lambda c: c.cells(day=f"{c.day.year}.{c.day.month}.{c.day.day}")),
    Dirt("day as 2026/3/9", lambda c: c.cells(day=f"{c.day.year}/{c.day.month}/{c.day.day}")),
    Dirt("day as 2026-03-09 with a time", lambda c: c.cells(day=f"{c.day} 00:00:00")),
    Dirt("day as 20260309, a text", lambda c: c.cells(day=f"{c.day:%Y%m%d}")),
    Dirt("day as 20260309, a number", lambda c: c.cells(day=int(f"{c.day:%Y%m%d}"))),
    Dirt("day in Chinese figures", lambda c: c.cells(day=_chinese(c.day))),
    Dirt("day without a year", lambda c: c.cells(day=f"{c.day.month}月{c.day.day}日")),
    Dirt("day as a serial number", lambda c: c.cells(day=_serial(c.day))),
    Dirt("day as a serial number, a text", lambda c: c.cells(day=str(_serial(c.day)))),
    Dirt("day with an hour", lambda c: c.cells(day=datetime.combine(c.day, datetime.min.time()))),
    Dirt("day with a leading apostrophe", lambda c: c.cells(day=f"'{_serial(c.day)}")),
    Dirt("day in wide figures", lambda c: c.cells(day=_wide(c.written))),
    Dirt("day with blanks within", lambda c: c.cells(day=" ".join(c.written))),
    Dirt("number in wide figures", lambda c: c.cells(number=_wide(c.number))),
    Dirt("number in round brackets", lambda c: c.cells(number=f"青政办发（2026）{c.n}号")),
    Dirt("number in square brackets", lambda c: c.cells(number=f"青政办发[2026]{c.n}号")),
    Dirt("number in wide square brackets", lambda c: c.cells(number=f"青政办发［2026］{c.n}号")),
    Dirt("number in thick brackets", lambda c: c.cells(number=f"青政办发【2026】{c.n}号")),
    Dirt("number with 第 and zeros", lambda c: c.cells(number=f"青政办发〔2026〕第{c.n:05}号")),
    Dirt("number with blanks within", lambda c: c.cells(number=f"青政办发 〔 2026 〕 {c.n} 号")),
    Dirt("number with a line break", lambda c: c.cells(number=f"青政办发\n〔2026〕{c.n}号")),
    Dirt(
        "number with hard blanks",
        lambda c: c.cells(number=f"\u00a0青政办发〔2026〕\u3000{c.n}号\u200b"),
    ),
    Dirt("number without brackets", lambda c: c.cells(number=f"青政办发2026年{c.n}号")),
    Dirt("number without 号", lambda c: c.cells(number=f"青政办发〔2026〕{c.n}")),
    Dirt("title with a line break", lambda c: c.cells(title=f"{c.title[:6]}\n{c.title[6:]}")),
    Dirt("title with blanks around", lambda c: c.cells(title=f"\u3000\u00a0{c.title} \u200b")),
    Dirt("flag as √", lambda c: c.cells(flag="√")),
    Dirt("flag as ×", lambda c: c.cells(flag="×")),
    Dirt("flag as a switch", lambda c: c.cells(flag=True)),
    Dirt("flag that says nothing", lambda c: c.cells(flag="/")),
    Dirt("filed, without a day", lambda c: c.cells(filed="已备案")),
    Dirt("row longer than the head", lambda c: [*c.cells(), "存档", 12, "甲柜"]),
    Dirt("unit as a percentage", lambda c: c.cells(remarks=0.85)),
    Dirt("error in a column that is not needed", lambda c: c.cells(serial="#REF!")),
    Dirt("number is a running number only", lambda c: c.cells(number=c.n), F.NUMBER_INCOMPLETE),
    Dirt(
        "number without its word", lambda c: c.cells(number=f"〔2026〕{c.n}号"), F.NUMBER_INCOMPLETE
    ),
    Dirt(
        "two numbers in a cell",
        lambda c: c.cells(number=f"{c.number}、{c.n + 1}号"),
        F.NUMBER_UNREADABLE,
    ),
    Dirt("number missing", lambda c: c.cells(number=None), F.NUMBER_MISSING),
    Dirt("number as a dash", lambda c: c.cells(number="——"), F.NUMBER_MISSING),
    Dirt("title missing", lambda c: c.cells(title=None), F.TITLE_MISSING),
    Dirt("title is a figure", lambda c: c.cells(title=4711), F.TITLE_UNREADABLE),
    Dirt("day missing", lambda c: c.cells(day=None), F.DAY_MISSING),
    Dirt("day that is none", lambda c: c.cells(day="2026年2月30日"), F.DAY_UNREADABLE),
    Dirt("day of which the month is open", lambda c: c.cells(day="9/3/2026"), F.DAY_UNREADABLE),
    Dirt("month without a day", lambda c: c.cells(day="2026年3月"), F.DAY_UNREADABLE),
    Dirt("day in the future", lambda c: c.cells(day=date(2026, 12, 31)), F.DAY_IN_FUTURE),
    Dirt("year of the number is another", _year_before, F.YEARS_DIFFER),
    Dirt("error instead of the number", lambda c: c.cells(number="#N/A"), F.CELL_ERROR),
    Dirt("formula without a value", lambda c: c.cells(title="=A1&B1"), F.CELL_ERROR),
    Dirt("subtotal", lambda c: [None, "小计", None, None, None, None, None, 25], F.TOTAL),
    Dirt("total with its sum", lambda c: ["合计：25件"], F.TOTAL),
    Dirt("heading of a group", lambda c: ["一、区政府办公室文件"], F.SECTION),
    Dirt("head of a new page", lambda c: list(HEAD), F.HEAD),
    Dirt("note", lambda c: ["填表人：甲", None, "填表日期：2026年12月31日"], F.NOTE),
)


@dataclass(slots=True)
class DirtyCatalogue:
    """The file, and what has to be found: a fault, or what is taken in, by sheet and row."""

    content: bytes
    expected: dict[tuple[str, int], F | None]
    taken: dict[tuple[str, int], tuple[str, str, date]]
    kinds: set[str]


def a_workbook(
    rows: Sequence[Sequence[Any]], *, merged: Sequence[str] = (), name: str = "发文目录"
) -> bytes:
    """An .xlsx file of one sheet with these rows."""
    book = Workbook()
    book.active.title = name
    for row in rows:
        book.active.append(list(row))
    for cells in merged:
        book.active.merge_cells(cells)
    return saved(book)


def saved(book: Any) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def a_dirty_catalogue(documents: int) -> DirtyCatalogue:
    """A catalogue of so many rows over two sheets, dirty in every way, every second row clean."""
    book = Workbook()
    found = DirtyCatalogue(b"", {}, {}, set())
    second = book.create_sheet("下半年")
    book.active.title = "上半年"
    _page(book.active, _rows(1, documents // 2), found)
    _page(second, _rows(documents // 2 + 1, documents), found)
    found.content = saved(book)
    return found


def _rows(first: int, last: int) -> Iterator[tuple[Clean, Dirt | None]]:
    for n in range(first, last + 1):
        yield Clean(n), DIRT[n // 2 % len(DIRT)] if n % 2 else None


def _page(sheet: Any, rows: Iterator[tuple[Clean, Dirt | None]], found: DirtyCatalogue) -> None:
    """Put a title, a head of two rows, then the rows with doubles and the like between them."""
    name = sheet.title
    sheet.append(["青岚区2026年发文目录"])
    sheet.merge_cells("A1:H1")
    sheet.append(["填报单位：青岚区人民政府办公室"])
    sheet.append(["序号", "文件标题", "发文", None, "制定机关", "是否规范性文件", "备案", "备注"])
    sheet.append([None, None, "字号", "日期", None, None, "日期", None])
    for column in "ABEFH":
        sheet.merge_cells(f"{column}3:{column}4")
    sheet.merge_cells("C3:D3")
    found.expected |= {(name, 1): F.ABOVE_HEAD, (name, 2): F.ABOVE_HEAD}
    found.expected |= {(name, 3): F.HEAD, (name, 4): F.HEAD}
    for clean, dirt in rows:
        _add(sheet, found, dirt, clean)
        if clean.n % 250 == 10:
            _add_specials(sheet, found, clean)


def _add(sheet: Any, found: DirtyCatalogue, dirt: Dirt | None, clean: Clean) -> None:
    sheet.append(dirt.cells(clean) if dirt else clean.cells())
    at = (sheet.title, sheet._current_row)
    found.expected[at] = dirt.fault if dirt else None
    if dirt:
        found.kinds.add(dirt.name)
    if found.expected[at] is None:
        found.taken[at] = dirt.taken_as(clean) if dirt else (clean.title, clean.number, clean.day)


def _add_specials(sheet: Any, found: DirtyCatalogue, clean: Clean) -> None:
    """Add what needs the rows around it: doubles, 同上, merged cells, a hidden and an empty row."""
    name, extra = sheet.title, Clean(50_000 + clean.n)

    def put(cells: list[Any], fault: F | None, taken: tuple[str, str, date] | None = None) -> None:
        sheet.append(cells)
        at = (name, sheet._current_row)
        found.expected[at] = fault
        if taken:
            found.taken[at] = taken

    put(clean.cells(), F.REPEATED)
    put(clean.cells(title=f"{clean.title}（修订）"), F.NUMBER_TWICE)
    put(extra.cells(), None, (extra.title, extra.number, extra.day))
    below = Clean(extra.n + 1)
    put(below.cells(day="同上", unit="〃"), None, (below.title, below.number, extra.day))
    sheet.append([])  # an empty row
    sheet._current_row += 1
    merged, first = Clean(extra.n + 2), sheet._current_row + 1
    put(merged.cells(unit="青岚区司法局"), None, (merged.title, merged.number, merged.day))
    for step in (3, 4):
        one = Clean(extra.n + step)
        put(one.cells(day=None, unit=None), None, (one.title, one.number, merged.day))
    sheet.merge_cells(f"D{first}:D{first + 2}")
    sheet.merge_cells(f"E{first}:E{first + 2}")
    hidden = Clean(extra.n + 5)
    put(hidden.cells(), None, (hidden.title, hidden.number, hidden.day))
    sheet.row_dimensions[sheet._current_row].hidden = True
    found.kinds |= {
        "row twice",
        "number twice",
        "同上",
        "empty row",
        "cells merged downwards",
        "hidden row",
        "title above the head",
        "head of two rows",
        "several sheets",
    }
