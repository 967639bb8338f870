"""Where a listener is in a part: the elements around it, the changes in force, what it skips."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from models.refusal import RefusalReason
from models.word_document import IN_VIEW, View
from review_flows.outside.word import limits
from review_flows.outside.word.limits import Refused
from review_flows.outside.word.reading.alternatives import (
    IGNORABLE,
    PROCESS_CONTENT,
    Ignorable,
)
from review_flows.outside.word.reading.marks import KEPT, Mark, mark_of, within
from review_flows.outside.word.xml import Budget, Listener, short

Opens = Mapping[str, Callable[[Any, str, Mapping[str, str]], None]]
Closes = Mapping[str, Callable[[Any], None]]


class Hearing(Listener):
    """Calls, for each element it knows by name, what OPENS and CLOSES say; subclasses fill them."""

    OPENS: ClassVar[Opens] = {}
    CLOSES: ClassVar[Closes] = {}

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.names: list[str] = []  # of the elements that are open
        self._deaf = 0  # depth of an open element whose content is not heard
        self._ignorable: list[tuple[int, Ignorable]] = []  # by what open elements, with depths
        self._marks: list[tuple[int, Mark]] = []  # of open elements, with their depths

    @property
    def mark(self) -> Mark:
        """The change that is in force here."""
        return self._marks[-1][1] if self._marks else KEPT

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element opens. (What `Listener` does in three calls: half of all reading is here.)"""
        self._budget.take_element(len(attributes))
        name = short(tag)
        names = self.names
        names.append(name)
        if len(names) > limits.MAX_DEPTH:
            raise Refused(RefusalReason.XML_TOO_DEEP)
        if not self._deaf:
            if IGNORABLE in attributes or PROCESS_CONTENT in attributes:
                inner = self._ignorable_here().within(attributes, self.namespaces)
                self._ignorable.append((len(names), inner))
            heard = self.OPENS.get(name)
            if heard is not None:
                heard(self, name, attributes)
            elif not name and self._ignorable and self._ignorable_here().leaves_out(tag):
                self.skip(name, attributes)

    def _ignorable_here(self) -> Ignorable:
        return self._ignorable[-1][1] if self._ignorable else Ignorable()

    def end(self, tag: str) -> None:
        """An element closes."""
        name = self.names.pop()
        depth = len(self.names)
        if self._deaf:
            if depth < self._deaf:
                self._deaf = 0
                self._forget(depth)
            return
        if self._marks:
            self._drop_marks(depth)
        if self._ignorable:
            self._forget(depth)
        heard = self.CLOSES.get(name)
        if heard is not None:
            heard(self)

    def _forget(self, depth: int) -> None:
        while self._ignorable and self._ignorable[-1][0] > depth:
            self._ignorable.pop()

    def _drop_marks(self, depth: int) -> None:
        while self._marks and self._marks[-1][0] > depth:
            self._marks.pop()

    def above(self, steps: int = 1) -> str:
        """Return the name of the element that many steps around the one just opened."""
        return self.names[-1 - steps] if len(self.names) > steps else ""

    def skip(self, name: str, attributes: Mapping[str, str]) -> None:
        """Hear nothing until the element just opened closes."""
        self._deaf = len(self.names)

    def set_mark(self, mark: Mark, steps: int = 0) -> None:
        """Put a change in force until the element that many steps around closes."""
        self._marks.append((len(self.names) - steps, within(self.mark, mark)))

    def open_deleted_text(self, name: str, attributes: Mapping[str, str]) -> None:
        """Deleted words are deleted even where a program forgot to say so around them."""
        if self.mark.revision in IN_VIEW[View.FINAL]:
            self.set_mark(mark_of("w:del", attributes))
