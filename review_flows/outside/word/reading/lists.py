"""How a Word file numbers its lists: the numbering part, heard into tables."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from review_flows.outside.word.xml import Budget, Listener, short, switched_on, w_attribute

_LONGEST_NUMBER = 11  # digits with a sign: Word counts in 32 bits
_LONGEST_PATTERN = 100  # characters; a longer one, written out for each paragraph, fills the memory


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


def whole_number(text: str | None) -> int | None:
    """Return the number, or None for what is none: real files contain such slips."""
    try:
        return int(text or "") if len(text or "") <= _LONGEST_NUMBER else None
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
            level.text = (value or "")[:_LONGEST_PATTERN]
        elif name == "w:lvlRestart":
            level.restart = whole_number(value)
        elif name == "w:pStyle":
            level.style = value
        elif name == "w:isLgl":
            level.legal = switched_on(attributes)
        elif name == "w:suff":
            level.suffix = value or "tab"
