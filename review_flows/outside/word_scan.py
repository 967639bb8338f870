"""What a part of a Word file contains besides its text: links, fields, hidden words, protection."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from models.safety_report import DocumentWarning
from review_flows.outside.word_xml import (
    STRICT_WORD,
    Budget,
    Listener,
    short,
    switched_on,
    w_attribute,
)

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_TRACKED = ("w:ins", "w:del", "w:moveFrom", "w:moveTo")
_INSTRUCTIONS = ("w:instrText", "w:delInstrText")
_ON = ("1", "true", "on")


@dataclass(frozen=True, slots=True)
class Relationship:
    """A link from one part to another part, or to something outside the file."""

    kind: str  # the last word of its type: hyperlink, image, attachedTemplate …
    target: str
    external: bool


@dataclass(frozen=True, slots=True)
class ContentType:
    """The content type of a part (`name` begins with "/") or an extension, in small letters."""

    name: str
    value: str


class PartScan(Listener):
    """Gathers, while a part is fed, what the inspection judges afterwards."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.relationships: list[Relationship] = []
        self.content_types: list[ContentType] = []
        self.warnings: set[DocumentWarning] = set()
        self.alt_chunk = False
        self._in_text = self._in_run = self._hidden = self._in_instruction = False
        self._instructions: list[str] = []

    @property
    def fields(self) -> tuple[str, ...]:
        """The instructions of all fields, each from its own first word, in capitals."""
        parts = "".join(self._instructions).upper().split("\n")
        return tuple(part.strip(' \t"\\') for part in parts if part.strip())

    def opened(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = short(tag)
        if name.startswith("w:"):
            self._word_element(tag, name, attributes)
        elif name == "rel:Relationship":
            self._relationship(attributes)
        elif name in ("ct:Default", "ct:Override"):
            self._content_type(name, attributes)

    def closed(self, tag: str) -> None:
        name = short(tag)
        if name in ("w:t", "w:delText"):
            self._in_text = False
        elif name in _INSTRUCTIONS:
            self._in_instruction = False
        elif name == "w:r":
            self._in_run = False

    def said(self, text: str) -> None:
        if self._in_instruction:
            self._instructions.append(text.replace("\n", " "))
        elif self._in_text:
            if self._hidden:
                self.warnings.add(DocumentWarning.HIDDEN_TEXT)
            if _INVISIBLE.search(text):
                self.warnings.add(DocumentWarning.INVISIBLE_CHARACTERS)

    def _word_element(self, tag: str, name: str, attributes: Mapping[str, str]) -> None:
        if tag.startswith("{" + STRICT_WORD):
            self.warnings.add(DocumentWarning.STRICT_NAMESPACES)
        if name in ("w:t", "w:delText"):
            self._in_text = True
        elif name == "w:r":
            self._in_run, self._hidden = True, False
        elif name == "w:vanish":
            self._hidden = self._in_run and switched_on(attributes)
        elif name == "w:comment":
            self.warnings.add(DocumentWarning.COMMENTS)
        elif name in _TRACKED:
            self.warnings.add(DocumentWarning.TRACKED_CHANGES)
        elif name == "w:altChunk":
            self.alt_chunk = True
        else:
            self._field_or_protection(name, attributes)

    def _field_or_protection(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in _INSTRUCTIONS:
            self._in_instruction = True
        elif name == "w:fldChar":
            self._instructions.append("\n")
        elif name == "w:fldSimple":
            instruction = (w_attribute(attributes, "instr") or "").replace("\n", " ")
            self._instructions.append(f"\n{instruction}\n")
        elif name == "w:documentProtection":
            # WPS writes enforcement="0" into nearly every file: that protects nothing.
            if w_attribute(attributes, "enforcement") in _ON:
                self.warnings.add(DocumentWarning.PROTECTION_ENFORCED)
        elif name == "w:writeProtection":
            self.warnings.add(DocumentWarning.PROTECTION_ENFORCED)

    def _relationship(self, attributes: Mapping[str, str]) -> None:
        kind = attributes.get("Type", "").rsplit("/", 1)[-1]
        external = attributes.get("TargetMode", "").lower() == "external"
        self.relationships.append(Relationship(kind, attributes.get("Target", ""), external))

    def _content_type(self, name: str, attributes: Mapping[str, str]) -> None:
        key = attributes.get("PartName" if name == "ct:Override" else "Extension", "")
        self.content_types.append(
            ContentType(key.lower(), attributes.get("ContentType", "").lower())
        )
