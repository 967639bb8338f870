"""Parts of a Word file as trees to be changed: names, parsing, and elements that we add.

Only for bytes that were inspected and cleaned: of others any exception may come. Names are those
of the transitional form; cleaning has turned the strict one into it.
"""

from collections.abc import Iterator
from functools import cache

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
WNE = "http://schemas.microsoft.com/office/word/2006/wordml"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

Element = etree._Element


@cache
def w(name: str) -> str:
    """Return the full name of an element or attribute of WordprocessingML."""
    return f"{{{W}}}{name}"


BOXES = frozenset({w("txbxContent"), f"{{{WNE}}}txbxContent"})  # the latter in strict files


def parser_of_trees() -> etree.XMLParser:
    """Return a parser of one part, without XML comments and instructions; nothing is fetched."""
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def parsed(content: bytes) -> Element:
    """Return the tree of a part; XMLSyntaxError where it is no XML."""
    return etree.fromstring(content, parser_of_trees())


def written(root: Element) -> bytes:
    """Return the bytes of a part."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def attributes_of(element: Element) -> dict[str, str]:
    """Return the attributes by their full names."""
    return {str(key): str(value) for key, value in element.attrib.items()}


def made(name: str, **attributes: str) -> Element:
    """Return a new WordprocessingML element, its attributes in the same namespace."""
    element = etree.Element(w(name), nsmap={"w": W})
    for key, value in attributes.items():
        element.set(w(key), value)
    return element


def a_text(words: str, name: str = "t") -> Element:
    """Return a `w:t` (or `w:delText`) that keeps its blanks."""
    element = made(name)
    element.text = words
    element.set(_XML_SPACE, "preserve")
    return element


def keep_blanks(element: Element) -> None:
    """Let a text element keep the blanks at its ends."""
    element.set(_XML_SPACE, "preserve")


def some_runs_content(text: str) -> Iterator[Element]:
    """Yield what stands in a run for this text; a line end is a break, a tab a tab."""
    words = ""
    for character in text:
        if character not in "\t\n":
            words += character
            continue
        if words:
            yield a_text(words)
        words = ""
        yield made("tab" if character == "\t" else "br")
    if words:
        yield a_text(words)


def unwrapped(element: Element) -> None:
    """Put the children of an element in its place."""
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    children = list(element)
    parent.remove(element)
    for offset, child in enumerate(children):
        parent.insert(at + offset, child)


def removed(element: Element) -> None:
    """Take an element out of its tree."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def first_of(parent: Element | None, *path: str) -> Element | None:
    """Return the element that this path of child names leads to, None where it ends early."""
    for name in path:
        if parent is None:
            return None
        parent = child_of(parent, w(name))
    return parent


def child_of(parent: Element, full_name: str) -> Element | None:
    """Return the first child of this name: what `find` does, without reading a path."""
    return next(parent.iterchildren(full_name), None)


def ensured(parent: Element, name: str, before: tuple[str, ...] | None = None) -> Element:
    """Return the child of this name; a missing one is made, first of all or before these names."""
    found = parent.find(w(name))
    if found is not None:
        return found
    child = made(name)
    if before is None:
        parent.insert(0, child)
        return child
    put_before(parent, child, before)
    return child


def put_before(parent: Element, child: Element, names: tuple[str, ...]) -> None:
    """Put a child before the first child of one of these names, or last."""
    after = {w(name) for name in names}
    for sibling in parent:
        if sibling.tag in after:
            sibling.addprevious(child)
            return
    parent.append(child)
