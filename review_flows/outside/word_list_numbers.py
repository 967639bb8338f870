"""The automatic number of each paragraph, counted as Word counts: list and style in, label out."""

import re
from dataclasses import dataclass, field

from review_flows.outside.word_lists import (
    Level,
    ListUse,
    NumberingPart,
    StylesPart,
    whole_number,
)
from review_flows.outside.word_number_formats import formatted

_LEVELS = 9


@dataclass(slots=True)
class _Counters:
    """The counters of one definition; all lists that use the definition share them."""

    values: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


class ListNumbers:
    """Counts along the document: call `next_label` once for every paragraph, in reading order."""

    def __init__(self, numbering: NumberingPart, styles: StylesPart) -> None:
        self._numbering = numbering
        self._styles = styles
        self._counters: dict[str, _Counters] = {}
        self._begun: set[str] = set()

    def next_label(self, number: str | None, level: str | None, style: str | None) -> str:
        """Return the label with the blank after it; "" where the paragraph has no number."""
        number, level = self._in_force(number, level, style)
        use = self._numbering.uses.get(number or "0")
        if number in (None, "0") or use is None or use.definition is None:
            return ""
        at = min(_LEVELS - 1, max(0, whole_number(level) or 0))
        levels = {**self._definition(use.definition), **use.levels}
        if at not in levels:
            return ""
        values = self._counters.setdefault(use.definition, _Counters()).values
        if number not in self._begun:
            self._begun.add(number or "")
            _begin(values, use)
        _count(values, levels, use, at)
        return _label(values, levels, at)

    def _definition(self, code: str) -> dict[int, Level]:
        """The levels of a definition; one that stands for a numbering style borrows its levels."""
        linked = self._numbering.borrowed.get(code)
        if linked is not None:
            code = self._numbering.style_links.get(linked, code)
        return self._numbering.definitions.get(code, {})

    def _in_force(
        self, number: str | None, level: str | None, style: str | None
    ) -> tuple[str | None, str | None]:
        """The list in force: the paragraph's own, else the nearest along its chain of styles."""
        seen: set[str] = set()
        code = style or self._styles.default
        while number is None and code is not None and code not in seen:
            seen.add(code)
            found = self._styles.styles.get(code)
            if found is None:
                break
            if found.list_number is not None:
                number = found.list_number
                level = level or self._level_of_style(number, code) or found.level
            code = found.based_on
        return number, level

    def _level_of_style(self, number: str, style: str) -> str | None:
        use = self._numbering.uses.get(number)
        levels = self._definition(use.definition) if use and use.definition else {}
        return next((str(i) for i, level in levels.items() if level.style == style), None)


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
