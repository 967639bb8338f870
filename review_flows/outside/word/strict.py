"""Strict Open XML → transitional: the names of its namespaces and links, and nothing else."""

import re

_OLD = "http://schemas.openxmlformats.org/"
_LINKS = b"http://purl.oclc.org/ooxml/officeDocument/relationships/"
_OTHER_LINKS = {  # Their last word differs as well.
    b"extendedProperties": b"extended-properties",
    b"customProperties": b"custom-properties",
}
_NAMES = {
    "wordprocessingml/main": "wordprocessingml/2006/main",
    "officeDocument/relationships": "officeDocument/2006/relationships",
    "officeDocument/math": "officeDocument/2006/math",
    "officeDocument/extendedProperties": "officeDocument/2006/extended-properties",
    "officeDocument/customProperties": "officeDocument/2006/custom-properties",
    "officeDocument/docPropsVTypes": "officeDocument/2006/docPropsVTypes",
    "officeDocument/bibliography": "officeDocument/2006/bibliography",
    "officeDocument/customXml": "officeDocument/2006/customXml",
    "officeDocument/sharedTypes": "officeDocument/2006/sharedTypes",
    "officeDocument/characteristics": "officeDocument/2006/characteristics",
    "schemaLibrary/main": "schemaLibrary/2006/main",
    "drawingml/main": "drawingml/2006/main",
    "drawingml/wordprocessingDrawing": "drawingml/2006/wordprocessingDrawing",
    "drawingml/picture": "drawingml/2006/picture",
    "drawingml/chart": "drawingml/2006/chart",
    "drawingml/chartDrawing": "drawingml/2006/chartDrawing",
    "drawingml/compatibility": "drawingml/2006/compatibility",
    "drawingml/diagram": "drawingml/2006/diagram",
    "drawingml/lockedCanvas": "drawingml/2006/lockedCanvas",
    "drawingml/spreadsheetDrawing": "drawingml/2006/spreadsheetDrawing",
    "spreadsheetml/main": "spreadsheetml/2006/main",
    "presentationml/main": "presentationml/2006/main",
}
_SPELLED = {
    f'"http://purl.oclc.org/ooxml/{new}"'.encode(): f'"{_OLD}{old}"'.encode()
    for new, old in _NAMES.items()
}
# A serialised part escapes "<" and ">" wherever they belong to no tag.
_TAG = re.compile(rb"<[A-Za-z_][^>]*>")
_NAME = re.compile(rb'"http://purl\.oclc\.org/ooxml/[A-Za-z/]+"')


def to_transitional(content: bytes) -> bytes:
    """Return the UTF-8 bytes of a serialised part with the names of the transitional form."""
    return _TAG.sub(lambda tag: _NAME.sub(_renamed, tag[0]), content)


def _renamed(found: re.Match[bytes]) -> bytes:
    name = found[0]
    if name in _SPELLED:
        return _SPELLED[name]
    if name[1:].startswith(_LINKS):
        word = name[1 + len(_LINKS) : -1]
        old = f"{_OLD}officeDocument/2006/relationships/".encode()
        return b'"' + old + _OTHER_LINKS.get(word, word) + b'"'
    return name
