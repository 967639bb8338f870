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
from review_flows.outside.word.xml import SHORT, Budget, Listener

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
        self._until = 0  # depth of the open element by whose end one of these three ends

    @property
    def depth(self) -> int:
        """How many elements are open."""
        return len(self.names)

    @property
    def mark(self) -> Mark:
        """The change that is in force here."""
        return self._marks[-1][1] if self._marks else KEPT

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element opens. (What `Listener` does in three calls: half of all reading is here.)"""
        budget = self._budget
        budget.elements -= 1
        if budget.elements < 0 or len(attributes) > limits.MAX_ATTRIBUTES:
            raise Refused(RefusalReason.TOO_MANY_ELEMENTS)
        name = SHORT[tag]
        names = self.names
        names.append(name)
        if len(names) > limits.MAX_DEPTH:
            raise Refused(RefusalReason.XML_TOO_DEEP)
        if self._deaf:
            return
        if attributes and (IGNORABLE in attributes or PROCESS_CONTENT in attributes):
            self._ignore(attributes)
        heard = self.OPENS.get(name)
        if heard is not None:
            heard(self, name, attributes)
        elif not name and self._ignorable and self._ignorable_here().leaves_out(tag):
            self.skip(name, attributes)

    def end(self, tag: str) -> None:
        """An element closes."""
        names = self.names
        name = names.pop()
        deaf = self._deaf
        if len(names) < self._until:
            self._leave(len(names))
        if not deaf:
            heard = self.CLOSES.get(name)
            if heard is not None:
                heard(self)

    def _ignorable_here(self) -> Ignorable:
        return self._ignorable[-1][1] if self._ignorable else Ignorable()

    def _ignore(self, attributes: Mapping[str, str]) -> None:
        inner = self._ignorable_here().within(attributes, self.namespaces)
        self._ignorable.append((len(self.names), inner))
        self._keep_until(len(self.names))

    def _keep_until(self, depth: int) -> None:
        """Something holds until the open element of this depth closes."""
        self._until = max(self._until, depth)

    def _leave(self, depth: int) -> None:
        """Drop what held within elements deeper than this: they are closed."""
        if self._deaf > depth:
            self._deaf = 0
        for held in (self._ignorable, self._marks):
            while held and held[-1][0] > depth:
                held.pop()
        tops = [held[-1][0] for held in (self._ignorable, self._marks) if held]
        self._until = max(self._deaf, *tops, 0)

    def above(self, steps: int = 1) -> str:
        """Return the name of the element that many steps around the one just opened."""
        return self.names[-1 - steps] if len(self.names) > steps else ""

    def skip(self, name: str, attributes: Mapping[str, str]) -> None:
        """Hear nothing until the element just opened closes."""
        self._deaf = len(self.names)
        self._keep_until(self._deaf)

    def set_mark(self, mark: Mark, steps: int = 0) -> None:
        """Put a change in force until the element that many steps around closes."""
        depth = len(self.names) - steps
        self._marks.append((depth, within(self.mark, mark)))
        self._keep_until(depth)

    def open_deleted_text(self, name: str, attributes: Mapping[str, str]) -> None:
        """Deleted words are deleted even where a program forgot to say so around them."""
        if self.mark.revision in IN_VIEW[View.FINAL]:
            self.set_mark(mark_of("w:del", attributes))
