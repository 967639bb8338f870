"""Rows of a catalogue that are no documents: totals, headings of groups, notes around the table."""

import re
from collections.abc import Sequence

from models.catalogue.cell import CatalogueRow, CellValue, narrow_text
from models.catalogue.line import CatalogueFault as F

_TOTAL = re.compile(
    r"(?:本[月页季年]|全[年区市县]|上半年|下半年|\d{1,2}月(?:份)?|第?[一二三四]季度)?"
    r"(?:小计|合计|总计|共计|累计|总数)(?:[:(].*|\d*[件份个]?)?"
)
_NOTE = re.compile(
    r"(?:注|备注|说明|填表(?:人|说明|日期|单位|时间)|制表(?:人|日期|时间)?|填报(?:人|单位|日期|时间)|"
    r"审核人|审核|负责人|分管领导|联系(?:人|电话|方式)|电话|报送单位|单位负责人|统计(?:人|时间|截止)[^:]*)"
    r"(?:[(][^)]*[)])?[:(].*|第\d+页.*|\(?(?:单位)?盖章\)?.*|以下空白.*|此页无正文.*"
)
_SECTION = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.]|[(][一二三四五六七八九十]{1,3}[)]|第[一二三四]季度|\d{1,2}月份?$)"
)
_WIDE = 3  # columns over which a title of a group is merged, at least


def no_document(cells: Sequence[CellValue], numbered: bool, spans: int) -> F | None:
    """Return what a row is that is no document, or None where it may be one.

    `numbered` says that a document number, or a part of one, stands in its cell; `spans` over how
    many columns its first cell is merged.
    """
    texts = [text for text in map(narrow_text, cells) if text]
    if not texts:
        return None
    if any(map(_TOTAL.fullmatch, texts[:3])):
        return F.TOTAL
    if numbered:
        return None
    if any(map(_NOTE.match, texts[:2])):
        return F.NOTE
    alone = len(texts) == 1
    if alone and (spans >= _WIDE or _SECTION.match(texts[0])):
        return F.SECTION
    return None


def merged_over(row: CatalogueRow, spans: dict[tuple[int, int], int]) -> int:
    """Return over how many columns the first filled cell of a row is merged; 1 where it is not."""
    for place, cell in enumerate(row.cells):
        if narrow_text(cell):
            return spans.get((row.number, place), 1)
    return 1
