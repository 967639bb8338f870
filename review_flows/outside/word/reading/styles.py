"""The styles of a Word file, as far as they number paragraphs or conceal words."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from review_flows.outside.word.reading.colours import ground_of
from review_flows.outside.word.reading.looks import LETTERS, LOOK_PROPERTIES, Look, letter_path
from review_flows.outside.word.xml import Budget, Listener, short, w_attribute

_FORMER = ("w:pPrChange", "w:rPrChange")
_DEEPEST = 64  # styles based on one another; real files have fewer than ten
_OF_STYLES = ("w:style", "w:tblStylePr")
WHOLE = "wholeTable"


@dataclass(slots=True)
class Dress:
    """What a style, or a table style in one part of the table, makes words look like."""

    look: Look = field(default_factory=Look)
    ground: str | None = None  # the colour of its paragraphs or cells


@dataclass(slots=True)
class Style:
    """What a style brings along, and the style it is based on."""

    list_number: str | None = None
    level: str | None = None
    based_on: str | None = None
    parts: dict[str, Dress] = field(default_factory=lambda: {WHOLE: Dress()})

    @property
    def dress(self) -> Dress:
        """What it says of all words that have it."""
        return self.parts[WHOLE]


class StylesPart(Listener):
    """Hears styles.xml: `styles` by their codes, and which is the `default` of paragraphs."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.styles: dict[str, Style] = {}
        self.default: str | None = None
        self.default_of_runs: str | None = None
        self.base = Look()  # of the whole document
        self._style: Style | None = None
        self._dress = Dress()  # of the style that is open, or of the part of it
        self._names: list[str] = []
        self._former = 0

    def opened(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = short(tag)
        self._names.append(name)
        self._former += name in _FORMER
        if self._former:
            return
        if name == "w:style":
            self._open_style(attributes)
        elif name in LOOK_PROPERTIES:
            self._look(name, attributes)
        elif name in LETTERS:
            self._letters(attributes)
        elif name == "w:tblStylePr" and self._style is not None:
            part = w_attribute(attributes, "type") or WHOLE
            self._dress = self._style.parts.setdefault(part, Dress())
        elif self._style is not None:
            self._numbering(self._style, name, w_attribute(attributes, "val"))

    def closed(self, tag: str) -> None:
        name = self._names.pop()
        self._former -= name in _FORMER
        if name == "w:style":
            self._style = None
        elif name == "w:tblStylePr" and self._style is not None:
            self._dress = self._style.dress

    def chain(self, code: str | None) -> list[tuple[str, Style]]:
        """Return a style and those it is based on, nearest first, each with its code."""
        chain: dict[str, Style] = {}
        while code is not None and code not in chain and len(chain) < _DEEPEST:
            found = self.styles.get(code)
            if found is None:
                break
            chain[code] = found
            code = found.based_on
        return list(chain.items())

    def _open_style(self, attributes: Mapping[str, str]) -> None:
        code = w_attribute(attributes, "styleId") or ""
        self._style = self.styles[code] = Style()
        self._dress = self._style.dress
        if w_attribute(attributes, "default") not in ("1", "true", "on"):
            return
        kind = w_attribute(attributes, "type")
        if kind in (None, "paragraph"):
            self.default = code
        elif kind == "character":
            self.default_of_runs = code

    def _look(self, name: str, attributes: Mapping[str, str]) -> None:
        above, parent = ["", "", *self._names[:-1]][-2:]
        if parent == "w:rPr" and above == "w:rPrDefault":
            self.base.hear(name, attributes)
        elif self._style is None:
            return
        elif parent == "w:rPr" and above in _OF_STYLES:
            self._dress.look.hear(name, attributes)
        elif name == "w:shd" and above in _OF_STYLES and parent in ("w:pPr", "w:tcPr", "w:tblPr"):
            self._dress.ground = ground_of(attributes) or self._dress.ground

    def _letters(self, attributes: Mapping[str, str]) -> None:
        path = letter_path(self._names)
        if path and self._style is not None and self._names[-2 - len(path)] in _OF_STYLES:
            self._dress.look.hear_letters(path, attributes)

    @staticmethod
    def _numbering(style: Style, name: str, value: str | None) -> None:
        if name == "w:basedOn":
            style.based_on = value
        elif name == "w:numId":
            style.list_number = value
        elif name == "w:ilvl":
            style.level = value
