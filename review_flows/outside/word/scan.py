"""What a part of a Word file contains besides its text: links, fields, protection."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from models.refusal import RefusalReason
from models.safety_report import DocumentWarning, RemovedKind
from review_flows.outside.word import limits
from review_flows.outside.word.field_hearing import CLOSED, DELETED, HEARD, INSERTED, Fields
from review_flows.outside.word.fields import is_address, is_web_link
from review_flows.outside.word.limits import Refused
from review_flows.outside.word.xml import (
    STRICT_WORD,
    Budget,
    Listener,
    full_names,
    short,
    w_attribute,
)

_ON = ("1", "true", "on")
# Elements that send a program elsewhere without any relationship to show for it, or let it show
# other words than those that stand in the text: full names.
SOURCES = {
    full: kind
    for name, kind in {
        "w:mailMerge": RemovedKind.MAIL_MERGE,
        "w:frameset": RemovedKind.EXTERNAL_CONTENT,
        "w:attachedSchema": RemovedKind.EXTERNAL_CONTENT,
        "w:saveThroughXslt": RemovedKind.EXTERNAL_CONTENT,
        "w:dataBinding": RemovedKind.DATA_BINDING,
        "w15:dataBinding": RemovedKind.DATA_BINDING,
    }.items()
    for full in full_names(name)
} | {
    f"{{http://{where}/schemaLibrary{year}/main}}schema": RemovedKind.EXTERNAL_CONTENT
    for where, year in (("schemas.openxmlformats.org", "/2006"), ("purl.oclc.org/ooxml", ""))
}
# Addresses that stand as text among the properties of a file, by the name of the element.
_EXTENDED = (
    "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
    "http://purl.oclc.org/ooxml/officeDocument/extendedProperties",
)
ADDRESSES = {f"{{{name}}}Template": RemovedKind.EXTERNAL_TEMPLATE for name in _EXTENDED} | {
    f"{{{name}}}HyperlinkBase": RemovedKind.UNSAFE_LINK for name in _EXTENDED
}
_ADD_IN = "_assembly"  # _AssemblyName, _AssemblyLocation: Word loads a program from there
_TRACKED = INSERTED | DELETED
WEB_VIDEO = "webVideoPr"
VML = ("{urn:schemas-microsoft-com:vml}", "{urn:schemas-microsoft-com:office:office}")
_ENTRY_DEPTH = 2  # of a link or a type: the root is 1
_WORD_NAMES = full_names("w:")
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


def loads_a_program(attributes: Mapping[str, str]) -> bool:
    """Whether a property of the file, as its author named it, lets Word load an add-in."""
    return attributes.get("name", "").strip().lower().startswith(_ADD_IN)


def drawn_from(tag: str, attributes: Mapping[str, str]) -> dict[str, RemovedKind]:
    """Return the attributes of a VML element that lead out of the file: old drawings hold such."""
    if not tag.startswith(VML):
        return {}
    found: dict[str, RemovedKind] = {}
    for key, value in attributes.items():
        name = key.rpartition("}")[2].lower()
        if name in ("src", "althref") and value:
            found[key] = RemovedKind.EXTERNAL_PICTURE
        elif name == "href" and value and (key.startswith(VML) or not is_web_link(value)):
            # Without a prefix it is a link to click on; with one the place a picture comes from.
            found[key] = RemovedKind.UNSAFE_LINK
    return found


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

    def start_ns(self, prefix: str, uri: str) -> None:
        self.strict = self.strict or uri == STRICT_WORD

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        # What `Listener` does in three calls: half of all inspecting is here.
        self._budget.take_element(len(attributes))
        self._depth += 1
        if self._depth > limits.MAX_DEPTH:
            raise Refused(RefusalReason.XML_TOO_DEEP)
        if _says_nothing(tag):
            return
        heard = _OPENS.get(tag)
        if heard is not None:
            heard(self, short(tag), attributes)
        elif tag in SOURCES:
            self.faults.append(Fault(SOURCES[tag], tag.rpartition("}")[2]))
        elif tag in ADDRESSES:
            self._address, self._words = tag, []
        else:
            self._drawing(tag, attributes)

    def end(self, tag: str) -> None:
        self._depth -= 1
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

    def field(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element that may belong to a field."""
        self._fields.opened(name, attributes)
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


@lru_cache(maxsize=4096)
def _says_nothing(tag: str) -> bool:
    """Whether an element is Word's and not judged: most of all elements tell of looks."""
    judged = tag in _OPENS or tag in SOURCES or tag in ADDRESSES
    return tag.startswith(_WORD_NAMES) and not judged
