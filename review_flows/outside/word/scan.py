"""What a part of a Word file contains besides its text: links, fields, protection."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import cast

from lxml import etree

from models.refusal import RefusalReason
from models.safety_report import DocumentWarning, RemovedKind
from review_flows.outside.word import limits
from review_flows.outside.word.field_hearing import (
    CLOSED,
    DELETED,
    HEARD,
    INSERTED,
    INSTRUCTIONS,
    TEXTS,
    Fields,
)
from review_flows.outside.word.fields import is_address
from review_flows.outside.word.limits import Refused
from review_flows.outside.word.reaching import (
    ADDRESSES,
    SOURCES,
    VML,
    WEB_VIDEO,
    drawn_from,
    loads_a_program,
)
from review_flows.outside.word.writing.tree import Element
from review_flows.outside.word.xml import (
    STRICT_WORD,
    Budget,
    Listener,
    full_names,
    short,
    w_attribute,
)

_ON = ("1", "true", "on")
_TRACKED = INSERTED | DELETED
_ENTRY_DEPTH = 2  # of a link or a type: the root is 1
_TEXT_PATH = "{urn:schemas-microsoft-com:vml}textpath"


@dataclass(frozen=True, slots=True)
class Relationship:
    """A link from one part to another part, or to something outside the file."""

    kind: str  # the last word of its type: hyperlink, image, attachedTemplate …
    target: str
    external: bool
    id: str = ""


@dataclass(frozen=True, slots=True)
class ContentType:
    """The content type of a part (`name` begins with "/") or an extension, in small letters."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Fault:
    """Something inside a part that a cleaned copy lacks, and where it leads."""

    kind: RemovedKind
    target: str


class PartScan(Listener):
    """Gathers, while a part is fed, what the inspection judges afterwards."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.relationships: list[Relationship] = []
        self.content_types: list[ContentType] = []
        self.warnings: set[DocumentWarning] = set()
        self.faults: list[Fault] = []
        self.watermarks: list[str] = []
        self.alt_chunk = self.strict = False
        self._fields = Fields()
        self._address = ""  # the name of the element that is open, where its words may be one
        self._words: list[str] = []
        self._token: Element | None = None  # the element that opens, where a tree is heard
        self.tree: Element | None = None  # what was heard, where there is something to take out

    def start_ns(self, prefix: str, uri: str) -> None:
        self.strict = self.strict or uri == STRICT_WORD

    @staticmethod
    def concerns(tag: str) -> bool:
        """Whether an element of this name is judged: most of all elements tell of looks."""
        known = tag in _OPENS or tag in SOURCES or tag in ADDRESSES
        return known or tag.startswith(VML) or tag.endswith("}" + WEB_VIDEO)

    @property
    def listens(self) -> bool:
        """Whether words that are said now matter."""
        return self._fields.listens or bool(self._address)

    def hear(self, root: Element) -> None:
        """Hear the tree of a part: the same as is heard of its bytes, event by event."""
        # Words are heard where they stand in an element of text, so that others need no visit; but
        # nothing forbids an element within one, behind or inside which more of its words stand.
        nested = any(len(one) for one in root.iter(*_SAYING))
        names = None if nested else _NAMES
        for event, what in etree.iterwalk(root, ("start-ns", "start", "end"), names):
            if isinstance(what, tuple):
                self.start_ns(*what)
            elif event == "start":
                self._visit(what)
            else:
                self.closed(what.tag)
                self.said(what.tail or "")
        self._token = None
        self.close()
        self.tree = root if self.faults else None

    def _visit(self, element: Element) -> None:
        self._token = element
        if element.tag in _PLACED:
            self._depth = 1 + sum(1 for _ in element.iterancestors())
        self.opened(element.tag, cast("Mapping[str, str]", element.attrib))
        self.said(element.text or "")

    def opened_at(self, depth: int, tag: str, attributes: Mapping[str, str]) -> None:
        """An element opens where another keeps the limits; the root is at depth 1."""
        self._depth = depth
        self.opened(tag, attributes)

    def opened(self, tag: str, attributes: Mapping[str, str]) -> None:
        heard = _OPENS.get(tag)
        if heard is not None:
            heard(self, short(tag), attributes)
        elif tag in SOURCES:
            self.faults.append(Fault(SOURCES[tag], tag.rpartition("}")[2]))
        elif tag in ADDRESSES:
            self._address, self._words = tag, []
        else:
            self._drawing(tag, attributes)

    def closed(self, tag: str) -> None:
        if tag in _ENDS:
            self._fields.closed(short(tag))
        elif tag == self._address:
            words, self._address = "".join(self._words), ""
            if is_address(words):
                self.faults.append(Fault(ADDRESSES[tag], words.strip()))

    def said(self, text: str) -> None:
        if self._fields.listens:
            self._fields.said(text)
        elif self._address:
            self._words.append(text)

    def close(self) -> None:
        self._fields.close()
        self.faults += [Fault(one.kind, one.instruction.strip()) for one in self._fields.faulty]

    def disarming(self) -> dict[object, str]:
        """Return for each element of a faulty field, if a tree was heard, what it has to say."""
        return self._fields.disarming()

    def field(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element that may belong to a field."""
        self._fields.opened(name, attributes, self._token)
        if name in _TRACKED:
            self.warnings.add(DocumentWarning.TRACKED_CHANGES)

    def comment_of(self, name: str, attributes: Mapping[str, str]) -> None:
        """A remark of a reader."""
        self.warnings.add(DocumentWarning.COMMENTS)

    def foreign(self, name: str, attributes: Mapping[str, str]) -> None:
        """A whole document of another format, imported when the file is opened."""
        self.alt_chunk = True

    def property_of(self, name: str, attributes: Mapping[str, str]) -> None:
        """A property that somebody gave the file."""
        if loads_a_program(attributes):
            self.faults.append(Fault(RemovedKind.ADD_IN, attributes["name"]))

    def protection(self, name: str, attributes: Mapping[str, str]) -> None:
        """A restriction of editing. WPS writes enforcement="0", which protects nothing."""
        if name == "w:writeProtection" or w_attribute(attributes, "enforcement") in _ON:
            self.warnings.add(DocumentWarning.PROTECTION_ENFORCED)

    def relationship(self, name: str, attributes: Mapping[str, str]) -> None:
        """A link of a part."""
        if len(self.relationships) >= limits.MAX_RELATIONSHIPS:
            raise Refused(RefusalReason.TOO_MANY_ELEMENTS)
        self._check_place()
        kind = attributes.get("Type", "").rsplit("/", 1)[-1]
        external = attributes.get("TargetMode", "").lower() == "external"
        target, id = attributes.get("Target", ""), attributes.get("Id", "")
        self.relationships.append(Relationship(kind, target, external, id))

    def content_type(self, name: str, attributes: Mapping[str, str]) -> None:
        """The type of a part or of an extension."""
        self._check_place()
        key = attributes.get("PartName" if name == "ct:Override" else "Extension", "")
        value = attributes.get("ContentType", "").lower()
        self.content_types.append(ContentType(key.lower(), value))

    def _check_place(self) -> None:
        """Refuse an entry inside another one: some programs see it and others do not."""
        if self._depth != _ENTRY_DEPTH:
            raise Refused(RefusalReason.DAMAGED)

    def _drawing(self, tag: str, attributes: Mapping[str, str]) -> None:
        for key, kind in drawn_from(tag, attributes).items():
            self.faults.append(Fault(kind, attributes[key]))
        if tag == _TEXT_PATH:
            self.watermarks.append(attributes.get("string", ""))
        elif tag.endswith("}" + WEB_VIDEO):
            self.faults.append(Fault(RemovedKind.EXTERNAL_CONTENT, WEB_VIDEO))


_BY_NAME: dict[str, Callable[[PartScan, str, Mapping[str, str]], None]] = {
    **dict.fromkeys(HEARD, PartScan.field),
    "w:comment": PartScan.comment_of,
    "w:altChunk": PartScan.foreign,
    "op:property": PartScan.property_of,
    "w:documentProtection": PartScan.protection,
    "w:writeProtection": PartScan.protection,
    "rel:Relationship": PartScan.relationship,
    "ct:Default": PartScan.content_type,
    "ct:Override": PartScan.content_type,
}
# By full names, so that none has to be made short first.
_OPENS = {full: heard for name, heard in _BY_NAME.items() for full in full_names(name)}
_ENDS = frozenset(full for name in CLOSED for full in full_names(name))
_SAYING = (*ADDRESSES, *(full for one in (*TEXTS, *INSTRUCTIONS) for full in full_names(one)))
_PLACED = frozenset(
    full for name in ("rel:Relationship", "ct:Default", "ct:Override") for full in full_names(name)
)
# All that concerns a scan, as a tree names it.
_NAMES = (*_OPENS, *SOURCES, *ADDRESSES, *(f"{name}*" for name in VML), f"{{*}}{WEB_VIDEO}")
