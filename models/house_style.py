"""How an office's letters look and what it always says: its red head, its fonts, its wording."""

from dataclasses import dataclass
from enum import StrEnum


class LineGrid(StrEnum):
    """How 22 lines of 28 characters are asked for (GB/T 9704-2012, 5.2.2).

    LibreOffice lays out a grid of lines and characters with 14 characters a line; some checkers
    of official documents want that grid all the same.
    """

    LINES = "lines"
    LINES_AND_CHARACTERS = "lines_and_characters"


@dataclass(frozen=True, slots=True)
class Fonts:
    """Names of fonts. They are named in the file and never embedded: some need a licence."""

    body: str = "仿宋_GB2312"
    kai: str = "楷体_GB2312"
    heading: str = "黑体"
    title: str = "方正小标宋简体"
    page_number: str = "宋体"
    latin: str = "Times New Roman"


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """What an office sets of its letters; what it leaves empty is as everywhere.

    `red_heads` are pairs of a sender and what stands in its letterhead (发文机关标志): letters of
    one case come from several offices. `wording` replaces blocks of text by their codes.
    `copies_to` and `printed_by` stand in the 版记 of a document.
    """

    red_heads: tuple[tuple[str, str], ...] = ()
    fonts: Fonts = Fonts()
    grid: LineGrid = LineGrid.LINES
    wording: tuple[tuple[str, str], ...] = ()
    copies_to: tuple[str, ...] = ()
    printed_by: str = ""

    def red_head(self, sender: str) -> str:
        """Return what the office has in its letterhead; "" where nothing is said of it."""
        return dict(self.red_heads).get(sender, "")

    def words(self, block: str, usual: str) -> str:
        """Return the office's own words for a block, or the usual ones."""
        return dict(self.wording).get(block, usual)


USUAL = HouseStyle()  # of an office that sets nothing
