"""A Word file as LibreOffice may have it for a PDF: bytes in, what it refers to or a copy out."""

import re
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

from lxml import etree

_DOCUMENT, _STYLES = "word/document.xml", "word/styles.xml"
_HYPERLINK = "/hyperlink"
_GRID = re.compile(rb"<w:docGrid\b[^>]*>")
_SPACE = re.compile(rb'\s*w:charSpace="(-?\d+)"')
# The joiner after the hyphen forbids the break; LibreOffice leaves it out of the text of a PDF.
_NO_BREAK, _JOINED = b"<w:noBreakHyphen/>", "<w:t>-\u2060</w:t>".encode()
_DEFAULTS = re.compile(rb"(<w:rPrDefault>\s*<w:rPr>)(.*?)(</w:rPr>)", re.DOTALL)


def outside_references(content: bytes) -> list[str]:
    """Return what a file refers to outside itself, links to click left out.

    The file is one that was let in, or our own: its package is sound.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    found = []
    with ZipFile(BytesIO(content)) as package:
        for name in package.namelist():
            if name.endswith(".rels"):
                for one in etree.fromstring(package.read(name), parser):
                    is_link = str(one.get("Type")).endswith(_HYPERLINK)
                    if one.get("TargetMode") == "External" and not is_link:
                        found.append(str(one.get("Target")))
    return found


def printable(content: bytes) -> bytes:
    """Return a copy that LibreOffice lays out as Word does; the file itself if it already would.

    It breaks a line after the hyphen that forbids it. And it sets 14 characters a line where a
    grid of lines and characters asks for 28: the copy has a grid of lines, and what the other one
    takes from each character stands in its defaults.
    """
    with ZipFile(BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    text = parts[_DOCUMENT]
    parts[_DOCUMENT] = text.replace(_NO_BREAK, _JOINED)
    if b'"linesAndChars"' in text:
        _set_lines(parts)
    return content if parts[_DOCUMENT] == text else _package(parts)


def _set_lines(parts: dict[str, bytes]) -> None:
    """Put a grid of lines in the place of one of lines and characters."""
    space = _SPACE.search(parts[_DOCUMENT])
    parts[_DOCUMENT] = _GRID.sub(_of_lines, parts[_DOCUMENT])
    if space and _STYLES in parts:
        # 4096ths of a point there, twentieths here; 28 characters need the next smaller one.
        twentieths = int(space.group(1)) * 20 // 4096
        spacing = b'<w:spacing w:val="%d"/>' % twentieths
        parts[_STYLES] = _DEFAULTS.sub(rb"\1\2" + spacing + rb"\3", parts[_STYLES], count=1)


def _package(parts: dict[str, bytes]) -> bytes:
    copy = BytesIO()
    with ZipFile(copy, "w", ZIP_STORED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return copy.getvalue()


def _of_lines(grid: re.Match[bytes]) -> bytes:
    return _SPACE.sub(b"", grid.group().replace(b'"linesAndChars"', b'"lines"'))
