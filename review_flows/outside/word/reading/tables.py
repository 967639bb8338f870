"""A table while it is heard: where in it a cell stands, so that the table's style can tell."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from review_flows.outside.word.xml import FALSE, w_attribute

_BITS = {"firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "lastColumn": 0x100}
_NOT_BITS = {"noHBand": 0x200, "noVBand": 0x400}
_PARTS = {
    **{"firstRow": ("firstRow",), "lastRow": ("lastRow",)},
    **{"firstColumn": ("firstCol",), "lastColumn": ("lastCol",)},
    **{"noHBand": ("band1Horz", "band2Horz"), "noVBand": ("band1Vert", "band2Vert")},
}


class CellPlace(NamedTuple):
    """What the style of a table makes the look of a cell depend on."""

    style: str | None
    first_row: bool = False
    first_column: bool = False
    heading: bool = False  # a row below the first that stands on every page as well
    off: frozenset[str] = frozenset()  # parts of the style that the table does without


@dataclass(slots=True)
class OpenTable:
    """A table: its style, the colour it lays under all cells, and the cell that is open."""

    style: str | None = None
    ground: str | None = None
    row: int = -1
    column: int = -1
    heading: bool = False
    off: frozenset[str] = frozenset()

    def open_row(self) -> None:
        """A row begins."""
        self.row, self.column, self.heading = self.row + 1, -1, False

    def hear_parts(self, attributes: Mapping[str, str]) -> None:
        """Take a w:tblLook: which parts of its style the table does without."""
        self.off = frozenset(
            part
            for name, parts in _PARTS.items()
            for part in parts
            if _said(attributes, name) is (name in _NOT_BITS)
        )

    @property
    def place(self) -> CellPlace:
        """Where the open cell stands."""
        first_row, first_column = self.row == 0, self.column == 0
        heading = self.heading and not first_row
        return CellPlace(self.style, first_row, first_column, heading, self.off)


def _said(attributes: Mapping[str, str], name: str) -> bool | None:
    """Return what a w:tblLook says of a part; None where it says nothing."""
    if (value := w_attribute(attributes, name)) is not None:
        return value not in FALSE
    try:
        bits = int(w_attribute(attributes, "val") or "", 16)
    except ValueError:
        return None
    return bool(bits & (_BITS.get(name) or _NOT_BITS[name]))
