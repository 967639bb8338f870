"""The automatic number of each paragraph, counted as Word counts: list and style in, label out."""

import re
from dataclasses import dataclass, field

from review_flows.outside.word.reading.lists import Level, ListUse, NumberingPart, whole_number
from review_flows.outside.word.reading.number_formats import formatted
from review_flows.outside.word.reading.styles import StylesPart

_LEVELS = 9


@dataclass(slots=True)
class ListPlace:
    """What a paragraph says of its list: the list, the level in it, and the paragraph's style."""

    number: str | None = None
    level: str | None = None
    style: str | None = None


@dataclass(slots=True)
class _Counters:
    """The counters of one definition; all lists that use the definition share them."""

    values: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


class Lists:
    """The lists of a file, and which of them a paragraph belongs to."""

    def __init__(self, numbering: NumberingPart, styles: StylesPart) -> None:
        self.uses = numbering.uses
        self._numbering = numbering
        self._styles = styles
        self._of_styles: dict[str | None, tuple[str | None, str | None]] = {}
        self._levels: dict[str, dict[int, Level]] = {}

    def in_force(self, place: ListPlace) -> tuple[str | None, int]:
        """Return the list and level (0 … 8): the paragraph's own, else its style's."""
        number, level = place.number, place.level
        if number is None:
            code = place.style or self._styles.default
            if code not in self._of_styles:
                self._of_styles[code] = self._of_style(code)
            number, of_style = self._of_styles[code]
            level = level or of_style
        if number is None:
            return None, 0
        return number, min(_LEVELS - 1, max(0, whole_number(level) or 0))

    def levels(self, number: str) -> dict[int, Level]:
        """Return the levels of a list, those that it changes of its definition included."""
        if number not in self._levels:
            use = self.uses[number]
            self._levels[number] = {**self._definition(use.definition or ""), **use.levels}
        return self._levels[number]

    def _definition(self, code: str) -> dict[int, Level]:
        """The levels of a definition; one that stands for a numbering style borrows its levels."""
        linked = self._numbering.borrowed.get(code)
        if linked is not None:
            code = self._numbering.style_links.get(linked, code)
        return self._numbering.definitions.get(code, {})

    def _of_style(self, style: str | None) -> tuple[str | None, str | None]:
        """The list and level that a style brings, the nearest along what it is based on."""
        for code, found in self._styles.chain(style):
            if found.list_number is not None:
                return found.list_number, self._level_of(found.list_number, code) or found.level
        return None, None

    def _level_of(self, number: str, style: str) -> str | None:
        use = self._numbering.uses.get(number)
        levels = self._definition(use.definition) if use and use.definition else {}
        return next((str(i) for i, level in levels.items() if level.style == style), None)


class ListNumbers:
    """Counts along one view: call `next_label` for every paragraph of it, in reading order."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self._counters: dict[str, _Counters] = {}
        self._begun: set[str] = set()

    def next_label(self, place: ListPlace) -> str:
        """Return the label with the blank after it; "" where the paragraph has no number."""
        number, at = self._lists.in_force(place)
        if number is None or number == "0":
            return ""
        use = self._lists.uses.get(number)
        if use is None or use.definition is None:
            return ""
        levels = self._lists.levels(number)
        if at not in levels:
            return ""
        values = self._counters.setdefault(use.definition, _Counters()).values
        if number not in self._begun:
            self._begun.add(number)
            _begin(values, use)
        _count(values, levels, use, at)
        return _label(values, levels, at)


def _begin(values: list[int | None], use: ListUse) -> None:
    """The first paragraph of a list that overrides starts: count from there, and afresh below."""
    for at, start in use.starts.items():
        values[at] = start - 1
        for below in range(at + 1, _LEVELS):
            if below not in use.starts:
                values[below] = None


def _count(values: list[int | None], levels: dict[int, Level], use: ListUse, at: int) -> None:
    for above in range(at):
        if values[above] is None and above in levels:
            values[above] = use.starts.get(above, levels[above].start)
    current = values[at]
    values[at] = levels[at].start if current is None else current + 1
    for below in range(at + 1, _LEVELS):
        restart = levels[below].restart if below in levels else None
        # 0 means never; n means only after a number of level n or above (counted from 1).
        if restart is None or (restart > 0 and at < restart):
            values[below] = None


def _label(values: list[int | None], levels: dict[int, Level], at: int) -> str:
    level = levels[at]
    if level.format == "bullet":
        return ""

    def number(found: re.Match[str]) -> str:
        index = int(found.group(1)) - 1
        if index not in levels:
            return ""
        value = values[index]
        shape = "decimal" if level.legal else levels[index].format
        return formatted(levels[index].start if value is None else value, shape)

    label = re.sub(r"%([1-9])", number, level.text)
    return label + " " if label and level.suffix != "nothing" else label
