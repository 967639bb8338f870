"""Words that Word shows and that are in no paragraph read: of drawings, diagrams, some fields."""

from collections.abc import Mapping

from review_flows.outside.word.xml import Budget, Listener, short

EXCERPT = 40  # characters that are kept of each place
_MOST = 1_000  # places of one file
DRAWN_PARTS = ("diagramData", "chart", "chartEx")
_CHART = (
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}",
    "{http://purl.oclc.org/ooxml/drawingml/chart}",
)
_LABELS = frozenset(f"{namespace}strCache" for namespace in _CHART)
_VALUES = frozenset(f"{namespace}v" for namespace in _CHART)


class Unread:
    """Gathers such words, each place cut short."""

    def __init__(self) -> None:
        self.words: list[str] = []

    def add(self, words: str) -> None:
        """Take the words of one place; blanks are none."""
        excerpt = " ".join(words[: EXCERPT * 4].split())[:EXCERPT]
        if excerpt and len(self.words) < _MOST:
            self.words.append(excerpt)


class DrawnWords(Listener):
    """Hears the words of a diagram or a chart: they are drawn, none of them stands in a line."""

    def __init__(self, budget: Budget, unread: Unread) -> None:
        super().__init__(budget)
        self._unread = unread
        self._in_labels = False
        self._hears = False
        self._words: list[str] = []

    def opened(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag in _LABELS:
            self._in_labels = True
        self._hears = short(tag) == "a:t" or (self._in_labels and tag in _VALUES)

    def said(self, text: str) -> None:
        if self._hears:
            self._words.append(text)

    def closed(self, tag: str) -> None:
        if tag in _LABELS:
            self._in_labels = False
        self._hears = False
        # What stands in one paragraph of a diagram belongs together however it is cut into runs.
        if self._words and (short(tag) == "a:p" or tag in _VALUES):
            self._unread.add("".join(self._words))
            self._words = []

    def close(self) -> None:
        self._unread.add("".join(self._words))
