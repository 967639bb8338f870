"""The styles of a letter: a HouseStyle goes in, the XML of Word's styles comes out.

The line grid of 579 twips with exact 28.95 pt and −0.25 pt between characters gives 22 lines of 28
characters in Word and in LibreOffice alike; the usual grid of lines and characters is laid out by
LibreOffice with 14 characters a line. Element order within each style follows the schema.
"""

from xml.sax.saxutils import quoteattr

from docx.oxml.ns import nsdecls

from models.house_style import Fonts, HouseStyle, LineGrid
from review_flows.outside.paper.page import (
    BODY_SIZE,
    LINE_PITCH,
    RED,
    SEAL_SIZE,
    SMALL_SIZE,
    TITLE_SIZE,
    line_of_cell,
)

# The red lines are 170 mm long and centred on the page: 8 mm beyond the left margin, 6 mm beyond
# the right one, in twips.
_WIDE = '<w:ind w:left="-454" w:right="-340"/>'
_CENTRED, _RIGHT, _JUSTIFIED = (f'<w:jc w:val="{side}"/>' for side in ("center", "right", "both"))
_RED = f'<w:color w:val="{RED}"/>'
_KEEP = "<w:keepNext/>"
_OFF_GRID = '<w:snapToGrid w:val="0"/>'
_OUTLINE = '<w:outlineLvl w:val="0"/>'


def styles_xml(style: HouseStyle, cell_size: int) -> str:
    """Return all styles; `cell_size` is that of a table's characters, in half points."""
    fonts = style.fonts
    parts = (
        *_head_styles(fonts),
        *_text_styles(fonts),
        *_cell_styles(fonts, cell_size),
        *_page_styles(fonts),
        *_character_styles(fonts),
    )
    spread = "" if style.grid is LineGrid.LINES_AND_CHARACTERS else '<w:spacing w:val="-5"/>'
    return f"<w:styles {nsdecls('w')}>{_defaults(fonts, spread)}{''.join(parts)}</w:styles>"


def size_xml(half_points: int) -> str:
    """Return the size of characters."""
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def exact_line(twips: int, before: int = 0, after: int = 0) -> str:
    """Return an exact line height with space before and after, off the grid."""
    return (
        f'{_OFF_GRID}<w:spacing w:before="{before}" w:after="{after}"'
        f' w:line="{twips}" w:lineRule="exact"/>'
    )


def indent_xml(
    first: float = 0,
    left: float = 0,
    right: float = 0,
    hanging: float = 0,
    size: int = BODY_SIZE,
) -> str:
    """Return indents in characters, and in twips for readers that do not count characters."""
    sides = (("left", left), ("right", right), ("firstLine", first), ("hanging", hanging))
    return (
        "<w:ind "
        + " ".join(
            f'w:{side}Chars="{round(count * 100)}" w:{side}="{round(count * size * 10)}"'
            for side, count in sides
            if count
        )
        + "/>"
    )


def _fonts(east: str, latin: str) -> str:
    """Return the fonts by name, for East Asian text too; a theme attribute would win over them."""
    return (
        f"<w:rFonts w:ascii={quoteattr(latin)} w:hAnsi={quoteattr(latin)}"
        f' w:eastAsia={quoteattr(east)} w:cs={quoteattr(latin)} w:hint="eastAsia"/>'
    )


def _style(name: str, paragraph: str = "", run: str = "") -> str:
    """Return a paragraph style that differs from Normal in these properties only."""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{name.replace(" ", "")}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _rule(side: str, kind: str, size: int, space: int) -> str:
    """Return a red line, `size` eighths of a point thick and `space` points from the text."""
    return (
        f'<w:pBdr><w:{side} w:val="{kind}" w:sz="{size}" w:space="{space}"'
        f' w:color="{RED}"/></w:pBdr>'
    )


def _head_styles(fonts: Fonts) -> tuple[str, ...]:
    """Return what stands above the text: mark, letterheads, number, title."""
    organ = _fonts(fonts.title, fonts.latin) + _RED
    title = _fonts(fonts.title, fonts.latin) + size_xml(TITLE_SIZE)
    under_number = _rule("bottom", "single", 18, 7)
    return (
        _style("Letter mark", _OFF_GRID + _CENTRED, _fonts(fonts.heading, fonts.latin) + _RED),
        _style(
            "Letter head", _rule("bottom", "thickThinSmallGap", 18, 7) + _WIDE + _CENTRED, organ
        ),
        _style("Document head", _CENTRED, organ),
        _style("Letter number", _RIGHT),
        _style("Document number", under_number + _CENTRED),
        _style("Document number up", under_number + _TAB_OF_ISSUER + indent_xml(left=1, right=1)),
        _style("Letter title", _KEEP + exact_line(660) + _CENTRED + _OUTLINE, title),
    )


_TAB_OF_ISSUER = '<w:tabs><w:tab w:val="right" w:pos="8524"/></w:tabs>'  # 156 mm − 1 character


def _text_styles(fonts: Fonts) -> tuple[str, ...]:
    """Return the text from the addressee to the note under the date."""
    heading, kai = _fonts(fonts.heading, fonts.latin), _fonts(fonts.kai, fonts.latin)
    note = exact_line(line_of_cell(SMALL_SIZE)) + indent_xml(first=2, size=SMALL_SIZE)
    return (
        _style("Letter addressee", _JUSTIFIED),
        _style("Letter body", indent_xml(first=2) + _JUSTIFIED),
        _style("Letter h1", _KEEP + indent_xml(first=2), heading),
        _style("Letter h2", _KEEP + indent_xml(first=2), kai),
        _style("Letter note", note, size_xml(SMALL_SIZE)),
        _style("Letter attachment", _JUSTIFIED),
        _style("Letter signature", _KEEP + _RIGHT),
        _style("Letter date", _RIGHT),
        _style("Letter seal", _KEEP, size_xml(SEAL_SIZE)),
        _style("Letter imprint", exact_line(line_of_cell(SMALL_SIZE)), size_xml(SMALL_SIZE)),
    )


def _cell_styles(fonts: Fonts, size: int) -> tuple[str, ...]:
    """Return the cells of tables, and what stands over and under the table of a sheet."""
    line, heading = line_of_cell(size), _fonts(fonts.heading, fonts.latin)
    return (
        _style("Letter cell", exact_line(line), size_xml(size)),
        _style("Letter cell head", _KEEP + exact_line(line) + _CENTRED, heading + size_xml(size)),
        _style("Sheet line", _KEEP + exact_line(line, 120, 60), size_xml(size)),
        _style("Sheet text", exact_line(line) + indent_xml(first=2, size=size), size_xml(size)),
        _style("Sheet h1", _KEEP + exact_line(line, 120, 60), heading + size_xml(size)),
        _style("Sheet sign", exact_line(line, 240) + _RIGHT, size_xml(size)),
        _style("Sheet seal", exact_line(240), size_xml(SEAL_SIZE)),
    )


def _character_styles(fonts: Fonts) -> tuple[str, ...]:
    """Return the name of who signs a document that goes up."""
    return (
        '<w:style w:type="character" w:customStyle="1" w:styleId="Letterkai">'
        f'<w:name w:val="Letter kai"/><w:rPr>{_fonts(fonts.kai, fonts.latin)}</w:rPr></w:style>',
    )


def _page_styles(fonts: Fonts) -> tuple[str, ...]:
    """Return head and foot of a page: the number in 宋体 of 14 pt, or the lower red line."""
    font = _fonts(fonts.page_number, fonts.page_number) + size_xml(SMALL_SIZE)
    line = _rule("bottom", "thinThickSmallGap", 18, 0)
    return (
        _style("Letter no mark", exact_line(20)),
        _style("Letter page odd", exact_line(400) + indent_xml(right=1, size=28) + _RIGHT, font),
        _style("Letter page even", exact_line(400) + indent_xml(left=1, size=28), font),
        _style("Letter page end", exact_line(282)),
        _style("Letter foot line", line + exact_line(240) + _WIDE),
    )


def _defaults(fonts: Fonts, spread: str) -> str:
    """Return Normal and what stands below it; `spread` is the space between characters."""
    font = _fonts(fonts.body, fonts.latin)
    return f"""\
<w:docDefaults><w:rPrDefault><w:rPr>{font}{size_xml(BODY_SIZE)}\
<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>\
<w:pPrDefault/></w:docDefaults>\
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>\
<w:pPr><w:widowControl w:val="0"/><w:kinsoku/><w:overflowPunct/><w:autoSpaceDE w:val="0"/>\
<w:autoSpaceDN w:val="0"/>\
<w:spacing w:before="0" w:after="0" w:line="{LINE_PITCH}" w:lineRule="exact"/></w:pPr>\
<w:rPr>{font}{spread}{size_xml(BODY_SIZE)}</w:rPr></w:style>\
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">\
<w:name w:val="Default Paragraph Font"/></w:style>\
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>\
<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>\
<w:left w:w="85" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="85" w:type="dxa"/>\
</w:tblCellMar></w:tblPr></w:style>"""
