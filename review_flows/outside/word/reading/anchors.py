"""Where comments are anchored, as the markers in the text say: the first of each kind counts."""

from models.word_document import Spot
from review_flows.outside.word.reading.paragraph import Range

MARKERS = {
    "w:commentRangeStart": "start",
    "w:commentRangeEnd": "end",
    "w:commentReference": "point",
}


class Anchors:
    """The ranges by the ids of their comments."""

    def __init__(self) -> None:
        self.ranges: dict[str, Range] = {}
        self._heard: set[tuple[str, str]] = set()

    def take(self, code: str, which: str) -> Range | None:
        """Return the range that a marker belongs to; None where there was such a marker before."""
        if (code, which) in self._heard:
            return None
        self._heard.add((code, which))
        return self.ranges.setdefault(code, Range())


def span(found: Range) -> tuple[Spot, Spot] | None:
    """Return start and end, made good where a program left one out or mixed them up."""
    start = found.start or found.end or found.point
    if start is None:
        return None
    end = found.end or found.point or start
    return (start, end) if start <= end else (start, start)
