"""The paper: for each layout its size, margins and figures, after GB/T 9704-2012."""

from dataclasses import dataclass

from models.letter import Layout

TWIPS = 1440 / 25.4  # in a millimetre
LINE_PITCH = 579  # twips; 580 would leave room for 21 lines only
BODY_SIZE = 32  # half points, as Word counts sizes: 三号, 16 pt
SMALL_SIZE = 28  # 四号, 14 pt
CELL_SIZE = 24  # 小四, 12 pt: nine characters of a label fit 42 mm, six of a clause 30 mm
SEAL_SIZE = 16  # 六号 nearly, 8 pt: two lines fit beside a code of 17 mm
TITLE_SIZE = 44  # 二号, 22 pt
RED = "FF0000"


def twips(millimetres: float) -> int:
    """Return a length as Word counts it."""
    return round(millimetres * TWIPS)


@dataclass(frozen=True, slots=True)
class Page:
    """A page, in millimetres; `cell_size` is the largest of a table's characters, in half points.

    `header` and `footer` are the distances of their outer edges from the edge of the paper.
    """

    width: int
    height: int
    top: float
    right: float
    bottom: float
    left: float
    header: float
    footer: float
    cell_size: int


# 天头 37, 订口 28, 版心 156 × 225. The letter form begins 30 mm from the top of its first page; its
# later pages begin at 37 mm, since their header is as high as the difference.
PAGES = {
    Layout.LETTER: Page(210, 297, 30, 26, 35, 28, 26.79, 20, CELL_SIZE),
    Layout.DOCUMENT: Page(210, 297, 37, 26, 35, 28, 20, 20, CELL_SIZE),
    Layout.ATTACHMENT: Page(210, 297, 37, 26, 35, 28, 20, 20, CELL_SIZE),
    Layout.SHEET: Page(210, 297, 25, 26, 25, 28, 10, 10, CELL_SIZE),
    Layout.REGISTER: Page(297, 210, 28, 35, 26, 37, 15, 11, 21),
}


def line_of_cell(size: int) -> int:
    """Return the height of a line in a table, in twips, for characters of `size` half points."""
    return size * 15 + 20
