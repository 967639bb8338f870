"""How a Word file numbers its lists: the numbering part and the styles part, heard into tables."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from review_flows.outside.word_xml import Budget, Listener, short, switched_on, w_attribute


@dataclass(slots=True)
class Level:
    """One level of a list. `text` is the pattern, for example 第%1条."""

    start: int = 0
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    style: str | None = None
    legal: bool = False  # all numbers of the label in Arabic figures
    suffix: str = "tab"


@dataclass(slots=True)
class ListUse:
    """One `w:num`: which definition it uses, and what it changes of it."""

    definition: str | None = None
    levels: dict[int, Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class ListStyle:
    """The numbering that a paragraph style brings along, and the style it is based on."""

    list_number: str | None = None
    level: str | None = None
    based_on: str | None = None


def whole_number(text: str | None) -> int | None:
    """Return the number, or None for what is none: real files contain such slips."""
    try:
        return int(text or "")
    except ValueError:
        return None


class NumberingPart(Listener):
    """Hears numbering.xml: `definitions` by abstractNumId, `uses` by numId."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.definitions: dict[str, dict[int, Level]] = {}
        self.uses: dict[str, ListUse] = {}
        self.style_links: dict[str, str] = {}  # numbering style → definition that carries it
        self.borrowed: dict[str, str] = {}  # definition → numbering style it stands for
        self._definition = ""
        self._use: ListUse | None = None
        self._override: int | None = None
        self._level: Level | None = None

    def opened(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = short(tag)
        value = w_attribute(attributes, "val")
        if name == "w:abstractNum":
            self._definition = w_attribute(attributes, "abstractNumId") or ""
            self.definitions[self._definition] = {}
            self._use = None
        elif name == "w:num":
            self._use = self.uses[w_attribute(attributes, "numId") or ""] = ListUse()
        elif name in ("w:lvl", "w:lvlOverride"):
            self._open_level(name, whole_number(w_attribute(attributes, "ilvl")))
        elif self._level is not None:
            self._describe(self._level, name, value, attributes)
        else:
            self._outside_levels(name, value)

    def closed(self, tag: str) -> None:
        name = short(tag)
        if name == "w:lvl":
            self._level = None
        elif name == "w:lvlOverride":
            self._override = None

    def _open_level(self, name: str, index: int | None) -> None:
        if index is None or not 0 <= index <= 8:
            return
        if name == "w:lvlOverride":
            self._override = index
            return
        self._level = Level()
        levels = self._use.levels if self._use else self.definitions.get(self._definition, {})
        levels[index] = self._level

    def _outside_levels(self, name: str, value: str | None) -> None:
        if self._use is not None and name == "w:abstractNumId":
            self._use.definition = value
        elif self._use is not None and self._override is not None and name == "w:startOverride":
            self._use.starts[self._override] = whole_number(value) or 0
        elif name == "w:styleLink":
            self.style_links[value or ""] = self._definition
        elif name == "w:numStyleLink":
            self.borrowed[self._definition] = value or ""

    @staticmethod
    def _describe(
        level: Level, name: str, value: str | None, attributes: Mapping[str, str]
    ) -> None:
        if name == "w:start":
            level.start = whole_number(value) or 0
        elif name == "w:numFmt":
            level.format = value or "decimal"
        elif name == "w:lvlText":
            level.text = value or ""
        elif name == "w:lvlRestart":
            level.restart = whole_number(value)
        elif name == "w:pStyle":
            level.style = value
        elif name == "w:isLgl":
            level.legal = switched_on(attributes)
        elif name == "w:suff":
            level.suffix = value or "tab"


class StylesPart(Listener):
    """Hears styles.xml: the numbering of the paragraph `styles`, and which is the `default`."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.styles: dict[str, ListStyle] = {}
        self.default: str | None = None
        self._style: ListStyle | None = None

    def opened(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = short(tag)
        value = w_attribute(attributes, "val")
        if name == "w:style":
            self._open_style(attributes)
        elif self._style is None:
            return
        elif name == "w:basedOn":
            self._style.based_on = value
        elif name == "w:numId":
            self._style.list_number = value
        elif name == "w:ilvl":
            self._style.level = value

    def _open_style(self, attributes: Mapping[str, str]) -> None:
        self._style = None
        if w_attribute(attributes, "type") in (None, "paragraph"):
            code = w_attribute(attributes, "styleId") or ""
            self._style = self.styles[code] = ListStyle()
            if w_attribute(attributes, "default") in ("1", "true"):
                self.default = code
