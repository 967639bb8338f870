"""The head of a catalogue: rows in, which column means what out. One row or two, merged or not."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from models.catalogue.cell import CatalogueRow, CatalogueSheet, CellValue, narrow_text
from models.catalogue.document_number import NumberPrefix, prefix_in, read_number
from models.catalogue.issued_on import read_day
from models.catalogue.line import CatalogueColumn as C

LOOKED_AT = 40  # rows of a sheet in which the first head must begin
_LONGEST = 40  # characters of a head's cell
# What stands in brackets in a head explains it: 发文日期（年月日）.
_EXPLAINS = re.compile(r"[(\[【〔《][^)\]】〕》]*[)\]】〕》]?|[*:?!、/\\)\]】〕》]")
_BELOW = "\n"  # between what stands above and below in a head of two rows; no cell holds it
# The better name stands first: of two columns of one kind, the earlier pattern is taken.
_NAMES: Mapping[C, tuple[str, ...]] = {
    C.TITLE: (
        r"(?:规范性)?(?:文件|公文|发文|行政规范性文件)?(?:标题|题名|题目)(?:名称)?",
        r"(?:规范性|行政规范性|制发|印发|发文|公文)?文件(?:名称|名)",
        r"名称",
    ),
    C.DOCUMENT_NUMBER: (
        r"(?:发文|公文|文件|制发)(?:字号|文号|号|号码)",
        r"(?:文号|字号|发文编号|文件编号)",
    ),
    C.REGISTRATION_NUMBER: (
        r"(?:规范性文件)?(?:统一|三统一)?登记(?:号|编号|号码)",
        r"统一编号",
    ),
    C.ISSUED_ON: (
        r"(?:发文|印发|制发|签发|下发|成文|发文登记|落款)(?:日期|时间|日)",
        r"(?:日期|时间|年月日)",
    ),
    C.PUBLISHED_ON: (r"(?:公布|发布|公开|公开发布|对外公布)(?:日期|时间|日)",),
    C.UNIT: (
        r"(?:发文|制定|制发|发布|印发|行文|公布)(?:单位|机关|部门|主体|机构)(?:名称)?",
        r"(?:起草|主办|承办|责任|拟稿|牵头)(?:单位|部门|科室)",
        r"(?:单位|部门|机关)(?:名称)?",
    ),
    C.NORMATIVE: (
        r"(?:是否|是不是)(?:为|属于?|系)?(?:行政)?规范性文件",
        r"(?:行政)?规范性文件",
        r"(?:文件|公文)?(?:类别|类型|性质|种类|属性)",
    ),
    C.FILED_ON: (
        r"(?:报送|上报|向[^,]{1,12}|市政府|人大|政府)?(?:报备|备案)(?:日期|时间|日|情况)",
    ),
    C.REMARKS: (r"备注(?:说明)?", r"说明"),
}
_PATTERNS = {kind: tuple(map(re.compile, names)) for kind, names in _NAMES.items()}
_TITLE_NAMED = re.compile(r"[标题名]\s*[题名目称]|文\s*件\s*名")
_DAYS = frozenset({C.ISSUED_ON, C.PUBLISHED_ON})


@dataclass(frozen=True, slots=True)
class CatalogueHead:
    """Which column means what; of a day of filing several may, one for each recipient."""

    columns: tuple[tuple[C, int], ...]  # from 0, in the order of the sheet
    rows: int  # that the head takes
    prefix: NumberPrefix | None = None  # what it says before every document number

    def places(self, kind: C) -> tuple[int, ...]:
        """Return the columns of a kind."""
        return tuple(place for one, place in self.columns if one is kind)

    @property
    def usable(self) -> bool:
        """Whether documents can be told by it: a title, a number and a day."""
        kinds = {kind for kind, _ in self.columns}
        return {C.TITLE, C.DOCUMENT_NUMBER} <= kinds and not _DAYS.isdisjoint(kinds)


def head_at(
    rows: Sequence[CatalogueRow], place: int, sheet: CatalogueSheet
) -> CatalogueHead | None:
    """Return the head that begins with a row, or None. It takes the next row too where that helps.

    `rows` are the sheet's, cells that are merged downwards filled in.
    """
    here = rows[place : place + 2]
    if not any(map(_may_name_a_title, here)) or _holds_data(rows[place].cells):
        return None
    first = [narrow_text(cell) for cell in rows[place].cells]
    one = _head(first, 1)
    if len(here) > 1 and not _holds_data(here[1].cells):
        groups = _spread(first, rows[place], sheet)
        second = [narrow_text(cell) for cell in rows[place + 1].cells]
        two = _head(list(_joined(groups, second)), 2)
        if two.usable and (not one.usable or len(two.columns) > len(one.columns)):
            return two
        if one.usable and second == first:
            return _head(first, 2)  # every cell of it is merged over two rows
    return one if one.usable else None


def _may_name_a_title(row: CatalogueRow) -> bool:
    """Look at once whether a head can be here: most rows are documents, and are asked only this."""
    return any(
        isinstance(cell, str) and len(cell) <= _LONGEST and _TITLE_NAMED.search(cell)
        for cell in row.cells
    )


def _spread(texts: Sequence[str], row: CatalogueRow, sheet: CatalogueSheet) -> list[str]:
    """Return the texts with what is merged over several columns standing in each of them."""
    spread = list(texts)
    for merged in sheet.merged:
        if merged.first_row == row.number and merged.first_column < len(texts):
            places = range(merged.first_column, min(merged.last_column + 1, len(texts)))
            for place in places:
                spread[place] = texts[merged.first_column]
    return spread


def _joined(groups: Sequence[str], second: Sequence[str]) -> Iterator[str]:
    for place in range(max(len(groups), len(second))):
        above = groups[place] if place < len(groups) else ""
        below = second[place] if place < len(second) else ""
        yield above if above == below else f"{above}{_BELOW}{below}"


def _holds_data(cells: Sequence[CellValue]) -> bool:
    """Whether a number or a day stands in a row: no head has one."""
    held = [cell for cell in cells if cell is not None]
    if not all(isinstance(cell, str) for cell in held):
        return True
    return any(read_number(cell) or read_day(cell) for cell in held)


def _head(texts: Sequence[str], rows: int) -> CatalogueHead:
    found: dict[C, list[tuple[int, int]]] = {}
    for place, text in enumerate(texts):
        if (kind := _kind_of(text)) is not None:
            found.setdefault(kind[0], []).append((kind[1], place))
    columns = [(kind, place) for kind, ranked in found.items() for place in _chosen(kind, ranked)]
    prefix = next((prefix_in(texts[at]) for kind, at in columns if kind is C.DOCUMENT_NUMBER), None)
    return CatalogueHead(tuple(sorted(columns, key=lambda one: one[1])), rows, prefix)


def _chosen(kind: C, ranked: Sequence[tuple[int, int]]) -> list[int]:
    if kind is C.FILED_ON:
        return [place for _, place in ranked]
    return [min(ranked)[1]]


def _kind_of(text: str) -> tuple[C, int] | None:
    if not text or len(text) > _LONGEST:
        return None
    above, _, below = _EXPLAINS.sub("", text).partition(_BELOW)
    if found := _named(above + below):
        return found
    # By itself, only a name that says it all: a mere 日期 below 收文情况 is of something else.
    found = _named(below) if above and below else None
    return found if found and found[1] == 0 else None


def _named(text: str) -> tuple[C, int] | None:
    for kind, patterns in _PATTERNS.items():
        for rank, pattern in enumerate(patterns):
            if pattern.fullmatch(text):
                return kind, rank
    return None
