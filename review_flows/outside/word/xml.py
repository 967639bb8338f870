"""XML of a Word file: names made short, and who hears a part element by element, within limits."""

from collections.abc import Mapping
from functools import cache

from models.refusal import RefusalReason
from review_flows.outside.word import limits
from review_flows.outside.word.limits import Refused

STRICT_WORD = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w:",
    STRICT_WORD: "w:",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m:",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m:",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:",
    "http://schemas.openxmlformats.org/package/2006/relationships": "rel:",
    "http://schemas.openxmlformats.org/package/2006/content-types": "ct:",
    "http://schemas.microsoft.com/office/word/2010/wordml": "w14:",
    "http://schemas.microsoft.com/office/word/2012/wordml": "w15:",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape": "wps:",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a:",
    "http://purl.oclc.org/ooxml/drawingml/main": "a:",
    "urn:schemas-microsoft-com:vml": "v:",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp:",
    "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": "wp:",
    "http://schemas.microsoft.com/office/word/2006/wordml": "wne:",
    "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties": "op:",
    "http://purl.oclc.org/ooxml/officeDocument/customProperties": "op:",
    "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes": "vt:",
    "http://purl.oclc.org/ooxml/officeDocument/docPropsVTypes": "vt:",
}
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"  # before a name
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_MOST_NAMES = 4096
FALSE = ("0", "false", "off")
_STRICT_SHAPES = {  # Word writes shapes into strict files by other names than into all others.
    "wne:txbxContent": "w:txbxContent",
    **{f"wp:{name}": f"wps:{name}" for name in ("wsp", "spPr", "txbx", "bodyPr")},
}


def short(tag: str) -> str:
    """Return the name with its usual prefix (`w:ins`); "" for a name of no known namespace.

    The strict and the transitional form of a namespace are the same to us.
    """
    return SHORT[tag]


class _Short(dict[str, str]):
    """The short names of as many full ones as any real file has, each made once."""

    def __missing__(self, tag: str) -> str:
        name = _shortened(tag)
        if len(self) < _MOST_NAMES:
            self[tag] = name
        return name


def _shortened(tag: str) -> str:
    namespace, _, name = tag.removeprefix("{").rpartition("}")
    prefix = _PREFIXES.get(namespace)
    known = prefix + name if prefix else ""
    return _STRICT_SHAPES.get(known, known)


SHORT: Mapping[str, str] = _Short()  # What `short` returns, for where every call counts.


def full_names(name: str) -> tuple[str, ...]:
    """Return what `short` makes this of: `w:ins` has a transitional and a strict full name."""
    names = (name, *(other for other, known in _STRICT_SHAPES.items() if known == name))
    return tuple(
        f"{{{namespace}}}{one.rpartition(':')[2]}"
        for one in names
        for namespace, prefix in _PREFIXES.items()
        if prefix == one.rpartition(":")[0] + ":"
    )


def w_attribute(attributes: Mapping[str, str], name: str) -> str | None:
    """Return an attribute of the `w:` namespace, transitional or strict."""
    if not attributes:
        return None
    usual, strict = _w_names(name)
    value = attributes.get(usual)
    return value if value is not None else attributes.get(strict)


@cache
def _w_names(name: str) -> tuple[str, str]:
    """Return the full names of an attribute; those asked for are the few that our code names."""
    return _WORD + name, f"{{{STRICT_WORD}}}{name}"


def switched_on(attributes: Mapping[str, str]) -> bool:
    """Whether a Word property that is either on or off is on: present, and not `w:val="0"`."""
    return w_attribute(attributes, "val") not in FALSE


class Budget:
    """What may still be read of one file, over all its parts."""

    def __init__(self) -> None:
        self.elements = limits.MAX_ELEMENTS
        self.pieces = limits.MAX_TEXT_PIECES
        self.marks = limits.MAX_TREE_MARKS

    def take_tree(self, elements: int, pieces: int, marks: int) -> bool:
        """Count a whole part; beyond a limit count nothing of it, and return False.

        That its `marks` are not too many has to be asked before a tree is made.
        """
        if elements > self.elements or pieces > self.pieces:
            return False
        self.elements -= elements
        self.pieces -= pieces
        self.marks -= marks
        return True

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
        self.namespaces: dict[str, str] = {}  # what the prefixes stand for here
        self._outer: dict[str, list[str | None]] = {}  # what they stood for around it

    @property
    def depth(self) -> int:
        """How many elements are open."""
        return self._depth

    def start_ns(self, prefix: str, uri: str) -> None:
        """A prefix is declared: mc:Choice names what it requires by prefixes."""
        self._outer.setdefault(prefix, []).append(self.namespaces.get(prefix))
        self.namespaces[prefix] = uri

    def end_ns(self, prefix: str) -> None:
        """The element ends that declared a prefix: it stands for what it did before."""
        outer = self._outer.get(prefix)
        if not outer:
            return  # A listener need not hear what is declared.
        before = outer.pop()
        if before is None:
            del self.namespaces[prefix]
        else:
            self.namespaces[prefix] = before

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
