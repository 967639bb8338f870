"""What stands over the table of a sheet or a register, and how large its characters may be."""

from collections.abc import Iterator

from models.letter import Block, Layout, LetterText, Para, ParaStyle, Table, chinese_day
from review_flows.outside.paper.heading import LINE_WIDTH, heading_lines, width_of
from review_flows.outside.paper.page import LINE_PITCH, PAGES, line_of_cell, twips
from review_flows.outside.paper.table import height_of, lines_of
from review_flows.outside.paper.text import clean, paragraph_of, paragraph_xml, run_xml

_SMALLEST = 18  # half points: 小五
_TITLE_LINE = 660  # twips
_AROUND = 180  # twips over and under the line below the title
_AFTER_TABLE = 20  # twips of the line that parts it from what follows
_GAP = 2.0  # characters between what stands at the left and the number


def form_head(text: LetterText, cell_size: int) -> Iterator[str]:
    """Yield mark, title, and one line: sender and day at the left, the number at the right."""
    if text.mark:
        yield paragraph_xml(text.mark, "Letter mark")
    for line in _title(text):
        yield paragraph_xml(line, "Letter title")
    told = _told(text)
    if _head_lines(text, cell_size) > 1:
        yield paragraph_xml(text.number, "Sheet line", '<w:jc w:val="right"/>')
        yield paragraph_xml(told, "Sheet line")
        return
    end = twips(text.layout.room)
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{end}"/></w:tabs>'
    number = "<w:r><w:tab/></w:r>" + run_xml(text.number) if text.number else ""
    yield paragraph_of(run_xml(told) + number, "Sheet line", tab)


def fitting_size(text: LetterText) -> int:
    """Return the size of a table's characters in half points; a sheet's fill one page if it can.

    Only what stands on one page by a reckoning of its lines is told to; a person who fills it in
    may need more room. What fits no single page has the usual size on several.
    """
    page = PAGES[text.layout]
    if text.layout is not Layout.SHEET:
        return page.cell_size
    room = twips(page.height - page.top - page.bottom)
    return next(
        (size for size in range(page.cell_size, _SMALLEST - 1, -1) if _height(text, size) <= room),
        page.cell_size,
    )


def _title(text: LetterText) -> tuple[str, ...]:
    """Return the lines of the title, which is wider on a page that lies."""
    return heading_lines(clean(text.heading), LINE_WIDTH * text.layout.room / Layout.SHEET.room)


def _told(text: LetterText) -> str:
    """Return what stands at the left under the title."""
    day = chinese_day(text.date)
    return f"{text.sender}　{day}" if text.sender else day


def _head_lines(text: LetterText, size: int) -> int:
    """Return 2 where the number has no room beside what stands at the left."""
    characters = text.layout.room / 25.4 * 144 / size
    width = width_of(_told(text)) + width_of(text.number) + _GAP
    return 2 if text.number and width > characters else 1


def _height(text: LetterText, size: int) -> int:
    """Return about how high the sheet is, in twips, with a line in reserve.

    Readers break lines a little earlier than reckoned: before a long word, or after a bracket.
    """
    line = line_of_cell(size)
    height = (LINE_PITCH if text.mark else 0) + _TITLE_LINE * len(_title(text)) + line
    height += _head_lines(text, size) * (line + _AROUND)
    note = (Para(f"（{text.note}）"),) if text.note else ()
    return height + sum(_block_height(block, text.layout.room, size) for block in text.body + note)


def _block_height(block: Block, room: int, size: int) -> int:
    """Return about how high a table or a paragraph stands, in twips."""
    if isinstance(block, Table):
        return height_of(block, room, size) + _AFTER_TABLE
    above = {ParaStyle.H1: _AROUND, ParaStyle.SIGN: 2 * _AROUND}.get(block.style, 0)
    return above + lines_of(f"　　{block.text}", twips(room), size) * line_of_cell(size)
