"""The sheet a letter is written on: an empty Word file with paper, styles and page numbers."""

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Mm

from models.house_style import HouseStyle, LineGrid
from models.letter import Layout
from review_flows.outside.paper.page import LINE_PITCH, PAGES
from review_flows.outside.paper.page_numbers import set_margins_text
from review_flows.outside.paper.styles import styles_xml

# What python-docx's own template brings along and a letter does not need; its thumbnail even shows
# another document, its theme names other fonts.
_FOREIGN_PARTS = {RELATIONSHIP_TYPE.THUMBNAIL, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES}
_FOREIGN_DOCUMENT_PARTS = {
    RELATIONSHIP_TYPE.NUMBERING,
    RELATIONSHIP_TYPE.CUSTOM_XML,
    RELATIONSHIP_TYPE.THEME,
    RELATIONSHIP_TYPE.FONT_TABLE,
    RELATIONSHIP_TYPE.WEB_SETTINGS,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
}
_GRIDDED = (Layout.DOCUMENT, Layout.ATTACHMENT)
_CHARACTER_SPACE = -849  # (156 mm / 28 − 16 pt) × 4096, of a grid of lines and characters


def new_sheet(
    layout: Layout, style: HouseStyle, mark: str = "", cell_size: int = 0
) -> DocumentObject:
    """Return an empty file; `mark` heads every page after the first.

    `cell_size` is that of a table's characters in half points, without it that of the page.
    """
    document = Document()
    _drop(document.part.package.rels, _FOREIGN_PARTS)
    _drop(document.part.rels, _FOREIGN_DOCUMENT_PARTS)
    _fill(document.styles.element, styles_xml(style, cell_size or PAGES[layout].cell_size))
    _fill(document.settings.element, _SETTINGS)
    _set_paper(document.sections[0], layout)
    _set_grid(document.sections[0], layout, style.grid)
    set_margins_text(document.sections[0], layout, mark)
    return document


def _drop(relationships: dict[str, object], types: set[str]) -> None:
    """Take relationships of these types away, and with them the parts they lead to."""
    for key in [k for k, rel in relationships.items() if getattr(rel, "reltype", "") in types]:
        del relationships[key]


def _fill(element: BaseOxmlElement, xml: str) -> None:
    """Replace what stands in a part of the template; its 160 styles name fonts of the theme."""
    for child in list(element):
        element.remove(child)
    for child in parse_xml(xml):
        element.append(child)


def _set_paper(section: Section, layout: Layout) -> None:
    """Set the size of the page and its margins."""
    page = PAGES[layout]
    section.page_width, section.page_height = Mm(page.width), Mm(page.height)
    lies = page.width > page.height
    section.orientation = WD_ORIENT.LANDSCAPE if lies else WD_ORIENT.PORTRAIT
    section.top_margin, section.bottom_margin = Mm(page.top), Mm(page.bottom)
    section.left_margin, section.right_margin = Mm(page.left), Mm(page.right)
    section.header_distance, section.footer_distance = Mm(page.header), Mm(page.footer)


def _set_grid(section: Section, layout: Layout, grid: LineGrid) -> None:
    """Set the grid of 22 lines.

    Pages of tables have none. Nor has the letter form, whose lines are exact without it: its first
    page is higher than 22 lines, and LibreOffice would part the rest between top and bottom.
    """
    properties = section._sectPr
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    if grid is LineGrid.LINES_AND_CHARACTERS and layout in (Layout.LETTER, *_GRIDDED):
        kind = f'w:type="linesAndChars" w:linePitch="{LINE_PITCH}" w:charSpace="{_CHARACTER_SPACE}"'
    elif layout in _GRIDDED:
        kind = f'w:type="lines" w:linePitch="{LINE_PITCH}"'
    else:
        return
    properties.append(parse_xml(f"<w:docGrid {nsdecls('w')} {kind}/>"))


# Without the mode, Word opens a file as one of Word 2007 and says so in its title bar. Punctuation
# keeps its full width: 28 characters fill a line.
_SETTINGS = f"""\
<w:settings {nsdecls("w")}><w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/>\
<w:bordersDoNotSurroundFooter/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>\
<w:drawingGridVerticalSpacing w:val="{LINE_PITCH}"/>\
<w:characterSpacingControl w:val="doNotCompress"/>\
<w:compat><w:spaceForUL/><w:ulTrailSpace/><w:useFELayout/>\
<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"\
 w:val="15"/></w:compat></w:settings>"""
