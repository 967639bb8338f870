"""版记 at the foot of the last page: who gets copies, who printed it when."""

from docx.oxml.ns import nsdecls

from models.letter import Imprint, chinese_day
from review_flows.outside.paper.page import twips
from review_flows.outside.paper.styles import indent_xml
from review_flows.outside.paper.text import paragraph_of, paragraph_xml, run_xml

_ROOM = twips(156)
_PRINTER = twips(96)
_SIZE = 28  # half points
# First and last line 0.35 mm thick, those between 0.25 mm (GB/T 9704-2012, 7.4.1).
_LINES = (
    "<w:tblBorders>"
    '<w:top w:val="single" w:sz="8" w:space="0" w:color="000000"/>'
    '<w:bottom w:val="single" w:sz="8" w:space="0" w:color="000000"/>'
    '<w:insideH w:val="single" w:sz="6" w:space="0" w:color="000000"/>'
    "</w:tblBorders>"
)
# Placed from the edge of the page: LibreOffice lets a table as wide as the text float only so.
_AT_THE_FOOT = (
    '<w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin" w:horzAnchor="page"'
    f' w:tblpX="{twips(28)}" w:tblpYSpec="bottom"/>'
)


def imprint_xml(imprint: Imprint, *, lined: bool = True) -> str:
    """Return 版记 as a table that stands at the foot of the type area, and what must follow it.

    The letter form has neither lines nor printer (`lined` is False). "" where nothing is left.
    """
    rows = _copies(imprint.copies_to) if imprint.copies_to else ""
    if lined and imprint.printed_by:
        rows += _printer(imprint)
    if not rows:
        return ""
    grid = f'<w:gridCol w:w="{_PRINTER}"/><w:gridCol w:w="{_ROOM - _PRINTER}"/>'
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr>{_AT_THE_FOOT}<w:tblW w:w="{_ROOM}" w:type="dxa"/>'
        f'{_LINES if lined else ""}<w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


# LibreOffice drops a floating table that nothing follows.
AFTER_IMPRINT = paragraph_xml("", "Letter no mark")


def _copies(names: tuple[str, ...]) -> str:
    """Return 抄送; further lines begin under the first name."""
    indent = indent_xml(left=4, right=1, hanging=3, size=_SIZE)
    return _row(_cell(run_xml(f"抄送：{'，'.join(names)}。"), _ROOM, indent, 2))


def _printer(imprint: Imprint) -> str:
    """Return who printed it and when."""
    day = f"{chinese_day(imprint.printed_on)}印发"
    return _row(
        _cell(run_xml(imprint.printed_by), _PRINTER, indent_xml(left=1, size=_SIZE)),
        _cell(
            run_xml(day),
            _ROOM - _PRINTER,
            indent_xml(right=1, size=_SIZE) + '<w:jc w:val="right"/>',
        ),
    )


def _row(*cells: str) -> str:
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def _cell(runs: str, width: int, properties: str, span: int = 1) -> str:
    over = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    paragraph = paragraph_of(runs, "Letter imprint", properties)
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{over}'
        f'<w:vAlign w:val="center"/></w:tcPr>{paragraph}</w:tc>'
    )
