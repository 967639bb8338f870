"""Why pandoc may read other words than we do: each cause can be taken out of a file, as a proof."""

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TITLES = {"title", "subtitle", "author", "authors", "date", "abstract"}
_TEXTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")

Find = Callable[[etree._Element], Iterator[etree._Element]]


@dataclass(frozen=True, slots=True)
class Cause:
    """Something in a file that the two programs take differently, and where it is."""

    name: str
    found: Find


def _all(*tags: str) -> Find:
    return lambda root: root.iter(*tags)


def _around(inner: str, *outer: str) -> Find:
    return lambda root: (one for one in root.iter(*outer) if one.find(f".//{inner}") is not None)


def _tracked_rows(root: etree._Element) -> Iterator[etree._Element]:
    for properties in root.iter(f"{_W}trPr"):
        if any(properties.find(f"{_W}{name}") is not None for name in ("ins", "del")):
            yield from filter(None.__ne__, [properties.getparent()])


def _tracked_cells(root: etree._Element) -> Iterator[etree._Element]:
    for mark in root.iter(f"{_W}cellIns", f"{_W}cellDel"):
        yield from mark.iterancestors(f"{_W}tc")


def _deleted_marks(root: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs before a table whose mark was inserted or deleted: where do their words go on?"""
    for table in root.iter(f"{_W}tbl"):
        before = table.getprevious()
        if before is not None and before.tag == f"{_W}p":
            path = f"{_W}pPr/{_W}rPr"
            if any(before.find(f"{path}/{_W}{kind}") is not None for kind in ("ins", "del")):
                yield before


CAUSES = (
    Cause("pandoc puts text boxes nowhere", _around(f"{_W}txbxContent", f"{_MC}AlternateContent")),
    Cause("pandoc puts text boxes nowhere", _around(f"{_W}txbxContent", f"{_W}drawing")),
    Cause(
        "pandoc puts text boxes nowhere", _around(f"{_W}txbxContent", f"{_W}pict", f"{_W}object")
    ),
    Cause("pandoc drops alternative content", _all(f"{_MC}AlternateContent")),
    Cause("pandoc drops simple fields", _all(f"{_W}fldSimple")),
    Cause("pandoc drops the words under a reading aid", _all(f"{_W}ruby")),
    Cause("pandoc drops custom XML", _all(f"{_W}customXml")),
    Cause("pandoc drops words of a set direction", _all(f"{_W}bdo", f"{_W}dir")),
    Cause("pandoc writes equations in TeX", _all(f"{_M}oMathPara", f"{_M}oMath")),
    Cause("symbols of fonts", _all(f"{_W}sym")),
    Cause("pandoc drops or keeps changed rows in both views", _tracked_rows),
    Cause("pandoc does not hear changed cells", _tracked_cells),
    Cause("pandoc drops tables without a grid", _around(f"{_W}tr", f"{_W}tbl")),
    Cause("words before a table, their mark changed", _deleted_marks),
)
TITLE = "pandoc moves the title into metadata"


def without(content: bytes, cause: Cause) -> bytes:
    """The file with everything that the cause names taken out."""
    return _rewritten(content, lambda root: _drop(root, cause.found))


def without_titles(content: bytes) -> bytes:
    """The file with the styles taken off that make a paragraph a title for pandoc."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if "word/styles.xml" not in archive.namelist():
            return content
        styles = _titles(etree.fromstring(archive.read("word/styles.xml")))

    def plain(root: etree._Element) -> None:
        for style in list(root.iter(f"{_W}pStyle")):
            if style.get(f"{_W}val") in styles:
                _parent(style).remove(style)

    return _rewritten(content, plain)


def _titles(styles: etree._Element) -> set[str]:
    """The codes of the styles named so, and of those based on them."""
    found: set[str] = set()
    for _ in range(10):
        for style in styles.iter(f"{_W}style"):
            name, base = style.find(f"{_W}name"), style.find(f"{_W}basedOn")
            named = name is not None and (name.get(f"{_W}val") or "").lower() in _TITLES
            if named or (base is not None and base.get(f"{_W}val") in found):
                found.add(style.get(f"{_W}styleId") or "")
    return found


def _drop(root: etree._Element, found: Find) -> None:
    for one in list(found(root)):
        if one.getparent() is not None:
            _parent(one).remove(one)


def _parent(element: etree._Element) -> etree._Element:
    parent = element.getparent()
    assert parent is not None
    return parent


def _rewritten(content: bytes, edit: Callable[[etree._Element], None]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name in _TEXTS:
                root = etree.fromstring(data)
                edit(root)
                data = etree.tostring(root)
            new.writestr(name, data)
    return file.getvalue()
