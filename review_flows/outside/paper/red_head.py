"""The red head: what stands over the title of a letter, as paragraphs from top to bottom."""

from collections.abc import Iterator

from models.letter import Layout, LetterText
from review_flows.outside.paper.heading import width_of
from review_flows.outside.paper.page import LINE_PITCH, SMALL_SIZE, twips
from review_flows.outside.paper.styles import exact_line, size_xml
from review_flows.outside.paper.text import clean, paragraph_of, paragraph_xml, run_xml

DOCUMENT_WORD = "文件"
_LARGEST = {Layout.LETTER: 72, Layout.DOCUMENT: 104}  # half points
_SMALLEST = 26
_LINE = 10.4  # twips of line for a half point of size: the ink then begins at the line's upper edge
_ROOM = 156 / 25.4 * 144  # half points
_NO_INDENT = '<w:ind w:firstLine="0" w:firstLineChars="0"/>'  # against that of the style
_FROM_TOP = twips(35)  # between the type area and the name, in the document form


def red_head(text: LetterText) -> Iterator[str]:
    """Yield mark, name of the sender, number, and the red line; what is empty takes no line.

    After `GB/T 9704-2012`: in the letter form (10.1) a double line under the name and the number
    at the right under it; in the document form (7.2) the name 35 mm under the edge of the type
    area, two empty lines, the number, and 4 mm under it the line. With an issuer the number stands
    at the left and he at the right, his name in 楷体.
    """
    if text.mark:
        yield paragraph_xml(text.mark, "Letter mark")
    if text.layout is Layout.ATTACHMENT:
        yield from _attachment_head(text)
    elif text.layout is Layout.LETTER:
        yield from _letter_head(text)
    else:
        yield from _document_head(text)


def _letter_head(text: LetterText) -> Iterator[str]:
    name = text.style.red_head(text.sender).removesuffix(DOCUMENT_WORD) or text.sender
    if name:
        yield _organ(name, text.layout, "Letter head")
    if text.number:
        yield paragraph_xml(text.number, "Letter number", exact_line(LINE_PITCH, before=120))
    yield paragraph_xml("", "Letter body")
    if text.number:
        yield paragraph_xml("", "Letter body")


def _attachment_head(text: LetterText) -> Iterator[str]:
    """Yield 附件 at the left edge of the first line (7.3.4), its number at the right."""
    number = "<w:r><w:tab/></w:r>" + run_xml(text.number, size_xml(SMALL_SIZE))
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{twips(156)}"/></w:tabs>'
    runs = run_xml("附件") + (number if text.number else "")
    yield paragraph_of(runs, "Letter h1", tab + _NO_INDENT)
    yield paragraph_xml("", "Letter body")


def _document_head(text: LetterText) -> Iterator[str]:
    name = text.style.red_head(text.sender)
    if not name and text.sender:
        name = text.sender + DOCUMENT_WORD
    if name:
        above = _FROM_TOP - (LINE_PITCH if text.mark else 0)
        yield _organ(name, text.layout, "Document head", above)
    yield paragraph_xml("", "Letter body")
    yield paragraph_xml("", "Letter body")
    if text.issuer:
        issuer = run_xml("签发人：") + run_xml(text.issuer, style="Letter kai")
        runs = run_xml(text.number) + "<w:r><w:tab/></w:r>" + issuer
        yield paragraph_of(runs, "Document number up")
    else:
        yield paragraph_xml(text.number, "Document number")
    yield paragraph_xml("", "Letter body")
    yield paragraph_xml("", "Letter body")


def _organ(name: str, layout: Layout, style: str, above: int = 0) -> str:
    """Return the name in one line, as large as it may be; `above` are twips of free room."""
    fitting = int(_ROOM / (width_of(clean(name)) or 1)) - 4
    size = max(_SMALLEST, min(_LARGEST[layout], fitting))
    line = exact_line(round(size * _LINE), before=above)
    return paragraph_of(run_xml(name, size_xml(size)), style, line)
