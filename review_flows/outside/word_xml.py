"""XML of a Word file: parts fed to a listener without building a tree; names made short."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import cast

from lxml import etree

from models.refusal import RefusalReason
from review_flows.outside import word_limits as limits
from review_flows.outside.word_limits import Refused

STRICT_WORD = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w:",
    STRICT_WORD: "w:",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m:",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m:",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:",
    "http://schemas.openxmlformats.org/package/2006/relationships": "rel:",
    "http://schemas.openxmlformats.org/package/2006/content-types": "ct:",
}
_FALSE = ("0", "false", "off")


@lru_cache(maxsize=4096)
def short(tag: str) -> str:
    """Return the name with its usual prefix (`w:ins`); "" for a name of no known namespace.

    The strict and the transitional form of a namespace are the same to us.
    """
    namespace, _, name = tag.removeprefix("{").rpartition("}")
    prefix = _PREFIXES.get(namespace)
    return prefix + name if prefix else ""


def w_attribute(attributes: Mapping[str, str], name: str) -> str | None:
    """Return an attribute of the `w:` namespace, transitional or strict."""
    return next((value for key, value in attributes.items() if short(key) == f"w:{name}"), None)


def switched_on(attributes: Mapping[str, str]) -> bool:
    """Whether a Word property that is either on or off is on: present, and not `w:val="0"`."""
    return w_attribute(attributes, "val") not in _FALSE


class Budget:
    """What may still be read of one file, over all its parts."""

    def __init__(self) -> None:
        self.elements = limits.MAX_ELEMENTS
        self.pieces = limits.MAX_TEXT_PIECES

    def take_element(self, attributes: int) -> None:
        """Count one element; Refused beyond the limits."""
        self.elements -= 1
        if self.elements < 0 or attributes > limits.MAX_ATTRIBUTES:
            raise Refused(RefusalReason.TOO_MANY_ELEMENTS)

    def take_piece(self) -> None:
        """Count one piece of text, comment or instruction; Refused beyond the limit."""
        self.pieces -= 1
        if self.pieces < 0:
            raise Refused(RefusalReason.TOO_MANY_ELEMENTS)


class Listener:
    """Hears a part element by element and keeps within the limits. Subclasses listen."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._depth = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element opens."""
        self._budget.take_element(len(attributes))
        self._depth += 1
        if self._depth > limits.MAX_DEPTH:
            raise Refused(RefusalReason.XML_TOO_DEEP)
        self.opened(tag, attributes)

    def end(self, tag: str) -> None:
        """An element closes."""
        self._depth -= 1
        self.closed(tag)

    def data(self, text: str) -> None:
        """A piece of text."""
        self._budget.take_piece()
        self.said(text)

    def comment(self, text: str) -> None:
        """An XML comment: not heard, but counted."""
        self._budget.take_piece()

    def pi(self, target: str, text: str | None = None) -> None:
        """A processing instruction: not heard, but counted."""
        self._budget.take_piece()

    def doctype(self, *names: str | None) -> None:
        """A document type: entities could hide text, so that no file with one is read."""
        raise Refused(RefusalReason.DTD)

    def close(self) -> None:
        """The part ends."""

    def opened(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Hear an element open."""

    def closed(self, tag: str) -> None:
        """Hear an element close."""

    def said(self, text: str) -> None:
        """Hear text."""


def feed(pieces: Iterable[bytes], listener: Listener) -> None:
    """Feed the bytes of one part to the listener; XMLSyntaxError where they are no XML.

    Nothing is fetched and no entity is resolved.
    """
    target = cast("etree.ParserTarget", listener)
    parser = etree.XMLParser(
        target=target, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > limits.MAX_XML_PART_BYTES:
            raise Refused(RefusalReason.UNPACKS_TOO_LARGE)
        parser.feed(piece)
    parser.close()
