"""The sheet a letter is written on: paper, styles, page numbers after GB/T 9704-2012.

Figures: A4, margins 37/35/28/26 mm, 22 lines of 28 characters of 16 pt. The line grid of 579 twips
with exact 28.95 pt and −0.25 pt between characters gives that in Word and in LibreOffice alike;
the usual grid of lines and characters is laid out by LibreOffice with 14 characters a line. The
letterhead is the letter form's, but stands at the top of the type area (37 mm, not 30 mm), so that
all pages share one margin and readers that skip page headers still find it.
"""

from docx import Document
from docx.document import Document as DocumentObject
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section, _Footer
from docx.shared import Mm

BODY_FONT, KAI_FONT = "仿宋_GB2312", "楷体_GB2312"
HEADING_FONT, TITLE_FONT = "黑体", "方正小标宋简体"
LATIN_FONT = "Times New Roman"

LINE_PITCH = 579  # twips; 580 would leave room for 21 lines only
BODY_SIZE = 32  # half points, as Word counts sizes: 三号, 16 pt
TABLE_SIZE = 28  # 四号, 14 pt
RED = "FF0000"

_CENTRED, _RIGHT, _JUSTIFIED = (f'<w:jc w:val="{side}"/>' for side in ("center", "right", "both"))
_RED = f'<w:color w:val="{RED}"/>'
_WIDE = '<w:ind w:left="-397" w:right="-397"/>'  # 170 mm of line over 156 mm of text
_KEEP = "<w:keepNext/>"
_OFF_GRID = '<w:snapToGrid w:val="0"/>'

# What python-docx's own template brings along and a letter does not need; its thumbnail even shows
# another document.
_FOREIGN_PARTS = {RELATIONSHIP_TYPE.THUMBNAIL, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES}
_FOREIGN_DOCUMENT_PARTS = {
    RELATIONSHIP_TYPE.NUMBERING,
    RELATIONSHIP_TYPE.CUSTOM_XML,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
}


def new_sheet(mark: str) -> DocumentObject:
    """Return an empty letter: styles, paper and page numbers; `mark` heads every page after it."""
    document = Document()
    _drop(document.part.package.rels, _FOREIGN_PARTS)
    _drop(document.part.rels, _FOREIGN_DOCUMENT_PARTS)
    _set_styles(document)
    zoom = document.settings.element.find(qn("w:zoom"))
    if zoom is not None:  # The template leaves out an attribute that the schema requires.
        zoom.set(qn("w:percent"), "100")
    document.settings.odd_and_even_pages_header_footer = True
    _set_paper(document.sections[0])
    _set_margins_text(document.sections[0], mark)
    return document


def _drop(relationships: dict[str, object], types: set[str]) -> None:
    """Take relationships of these types away, and with them the parts they lead to."""
    for key in [k for k, rel in relationships.items() if getattr(rel, "reltype", "") in types]:
        del relationships[key]


def _set_paper(section: Section) -> None:
    """Set A4, the margins, and the grid of 22 lines."""
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(18), Mm(20)
    properties = section._sectPr
    for grid in properties.findall(qn("w:docGrid")):
        properties.remove(grid)
    properties.append(
        parse_xml(f'<w:docGrid {nsdecls("w")} w:type="lines" w:linePitch="{LINE_PITCH}"/>')
    )


def _set_margins_text(section: Section, mark: str) -> None:
    """Put the mark over, and the page number under, each page.

    The letter form of GB/T 9704 shows no number on its first page, but the red line 20 mm from the
    bottom; later pages carry theirs on the outer side.
    """
    section.different_first_page_header_footer = True
    for header in (section.header, section.even_page_header):
        header.is_linked_to_previous = False
        header.paragraphs[0].style = "Letter mark"
        header.paragraphs[0].add_run(mark)
    section.first_page_footer.is_linked_to_previous = False
    section.first_page_footer.paragraphs[0].style = "Letter foot line"
    _number_pages(section.footer, "Letter page odd")
    _number_pages(section.even_page_footer, "Letter page even")


def _number_pages(footer: _Footer, style: str) -> None:
    """Write — 1 — with a field that counts the pages."""
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.style = style
    paragraph.add_run("— ")
    paragraph._p.append(
        parse_xml(
            f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        )
    )
    paragraph.add_run(" —")


def _set_styles(document: DocumentObject) -> None:
    """Replace the template's 160 styles, which name theme fonts, by the few that a letter needs."""
    styles = document.styles.element
    for child in list(styles):
        styles.remove(child)
    for child in parse_xml(_styles_xml()):
        styles.append(child)


def _fonts(east: str, latin: str = LATIN_FONT) -> str:
    """Return the fonts by name, for East Asian text too; a theme attribute would win over them."""
    return (
        f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{east}" w:cs="{latin}"'
        ' w:hint="eastAsia"/>'
    )


def _size(half_points: int) -> str:
    """Return the size of the characters."""
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _style(name: str, paragraph: str = "", run: str = "") -> str:
    """Return a paragraph style that differs from Normal in these properties only."""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{name.replace(" ", "")}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _indent(first: int = 0, left: int = 0, right: int = 0, size: int = BODY_SIZE) -> str:
    """Return indents in characters, and in twips for readers that do not count characters."""
    sides = (("firstLine", first), ("left", left), ("right", right))
    return (
        "<w:ind "
        + " ".join(
            f'w:{side}Chars="{count * 100}" w:{side}="{count * size * 10}"'
            for side, count in sides
            if count
        )
        + "/>"
    )


def _line(twips: int, before: int = 0, after: int = 0) -> str:
    """Return an exact line height with space before and after, off the grid."""
    return (
        f'{_OFF_GRID}<w:spacing w:before="{before}" w:after="{after}"'
        f' w:line="{twips}" w:lineRule="exact"/>'
    )


def _rule(side: str, kind: str) -> str:
    """Return the double red line of the letter form: 4 mm away from the text."""
    return f'<w:pBdr><w:{side} w:val="{kind}" w:sz="18" w:space="11" w:color="{RED}"/></w:pBdr>'


def _styles_xml() -> str:
    """Return the styles: element order within each follows the schema."""
    styles = (*_head_styles(), *_text_styles(), *_page_styles())
    return f"<w:styles {nsdecls('w')}>{_DEFAULTS}{''.join(styles)}</w:styles>"


def _head_styles() -> tuple[str, ...]:
    """Return what stands above the text: mark, letterhead, number, title."""
    organ = _fonts(TITLE_FONT) + _RED + '<w:spacing w:val="20"/>' + _size(72)
    double_line = _rule("bottom", "thickThinSmallGap") + _line(1000) + _WIDE
    return (
        _style("Letter mark", _OFF_GRID + _CENTRED, _fonts(HEADING_FONT) + _RED),
        _style("Letter head", double_line + _CENTRED, organ),
        _style("Letter number", _RIGHT),
        _style(
            "Letter title",
            _KEEP + _line(660) + _CENTRED + '<w:outlineLvl w:val="0"/>',
            _fonts(TITLE_FONT) + _size(44),
        ),
    )


def _text_styles() -> tuple[str, ...]:
    """Return the text from the addressee to the note under the date."""
    cell_head = _fonts(HEADING_FONT) + _size(TABLE_SIZE)
    return (
        _style("Letter addressee", _KEEP + _JUSTIFIED),
        _style("Letter body", _indent(first=2) + _JUSTIFIED),
        _style("Letter h1", _KEEP + _indent(first=2), _fonts(HEADING_FONT)),
        _style("Letter h2", _KEEP + _indent(first=2), _fonts(KAI_FONT)),
        _style("Letter note", _line(440) + _indent(first=2, size=TABLE_SIZE), _size(TABLE_SIZE)),
        _style("Letter attachment", _JUSTIFIED),
        _style("Letter signature", _KEEP + _RIGHT),
        _style("Letter date", _RIGHT),
        _style("Letter cell", _line(440), _size(TABLE_SIZE)),
        _style("Letter cell head", _KEEP + _line(440) + _CENTRED, cell_head),
    )


def _page_styles() -> tuple[str, ...]:
    """Return the foot of a page: the number in 宋体 of 14 pt, or the line of the first page."""
    font = _fonts("宋体", "宋体") + _size(28)
    return (
        _style("Letter page odd", _indent(right=1, size=28) + _RIGHT, font),
        _style("Letter page even", _indent(left=1, size=28), font),
        _style("Letter foot line", _rule("top", "thinThickSmallGap") + _line(240) + _WIDE),
    )


_DEFAULTS = f"""\
<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(BODY_FONT)}{_size(BODY_SIZE)}\
<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>\
<w:pPrDefault/></w:docDefaults>\
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>\
<w:pPr><w:widowControl w:val="0"/><w:kinsoku/><w:overflowPunct/><w:autoSpaceDE w:val="0"/>\
<w:autoSpaceDN w:val="0"/>\
<w:spacing w:before="0" w:after="0" w:line="{LINE_PITCH}" w:lineRule="exact"/></w:pPr>\
<w:rPr>{_fonts(BODY_FONT)}<w:spacing w:val="-5"/>{_size(BODY_SIZE)}</w:rPr></w:style>\
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">\
<w:name w:val="Default Paragraph Font"/></w:style>\
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>\
<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>\
<w:left w:w="85" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="85" w:type="dxa"/>\
</w:tblCellMar></w:tblPr></w:style>"""
