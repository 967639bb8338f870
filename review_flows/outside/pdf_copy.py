"""A Word file as LibreOffice may have it for a PDF: bytes in, what it refers to or a copy out."""

import re
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

from lxml import etree

_DOCUMENT, _STYLES = "word/document.xml", "word/styles.xml"
_HYPERLINK = "/hyperlink"
_GRID = re.compile(rb"<w:docGrid\b[^>]*>")
_SPACE = re.compile(rb'\s*w:charSpace="(-?\d+)"')
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
    """Return a copy with a grid that LibreOffice lays out as Word does.

    It sets 14 characters a line where a grid of lines and characters asks for 28. The copy has a
    grid of lines, and what the other one takes from each character stands in its defaults.
    """
    with ZipFile(BytesIO(content)) as package:
        if b'"linesAndChars"' not in package.read(_DOCUMENT):
            return content
        parts = {name: package.read(name) for name in package.namelist()}
    space = _SPACE.search(parts[_DOCUMENT])
    parts[_DOCUMENT] = _GRID.sub(_of_lines, parts[_DOCUMENT])
    if space and _STYLES in parts:
        # 4096ths of a point there, twentieths here; 28 characters need the next smaller one.
        twentieths = int(space.group(1)) * 20 // 4096
        spacing = b'<w:spacing w:val="%d"/>' % twentieths
        parts[_STYLES] = _DEFAULTS.sub(rb"\1\2" + spacing + rb"\3", parts[_STYLES], count=1)
    copy = BytesIO()
    with ZipFile(copy, "w", ZIP_STORED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return copy.getvalue()


def _of_lines(grid: re.Match[bytes]) -> bytes:
    return _SPACE.sub(b"", grid.group().replace(b'"linesAndChars"', b'"lines"'))
