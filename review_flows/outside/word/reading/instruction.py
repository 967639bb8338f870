"""The instruction of one field while it is heard, and what the field shows by it in each view.

The reader and the locator both ask here, so that places agree.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from models.word_document import IN_VIEW, View
from review_flows.outside.word.reading.drawn import drawn, is_symbol, undrawn
from review_flows.outside.word.reading.marks import Mark
from review_flows.outside.word.xml import FALSE

FORMS = ("w:ddList", "w:checkBox")
FORM_VALUES = ("w:listEntry", "w:result", "w:default", "w:checked")


@dataclass(slots=True)
class Instruction:
    """Words with the changes they are under, and what an old form says of its field."""

    said: list[tuple[str, Mark]] = field(default_factory=list)
    _entries: list[str] = field(default_factory=list)
    _values: dict[str, str] = field(default_factory=dict)

    def say(self, text: str, mark: Mark) -> None:
        """Take words."""
        self.said.append((text, mark))

    def take_form(self, name: str, value: str | None) -> None:
        """Take one of FORM_VALUES; a box that is `checked` without a value is so."""
        if name == "w:listEntry":
            self._entries.append(value or "")
        else:
            self._values[name] = "1" if value is None else value

    def shown(self, mark: Mark) -> list[tuple[str, Mark]]:
        """Return what is drawn in place of a result: once, or as it was and as it is.

        `mark` is that of the field's end, which holds where no word of the instruction changed.
        """
        before, after = self._in(View.ORIGINAL), self._in(View.FINAL)
        if before == after:
            return [(text, mark)] if (text := self._drawn(after)) else []
        found = (
            (self._drawn(before), self._changed(View.FINAL)),
            (self._drawn(after), self._changed(View.ORIGINAL)),
        )
        return [(text, changed or mark) for text, changed in found if text]

    def unread(self, shown: str, result: str) -> Iterator[str]:
        """Yield words that are in neither view, though Word, or another program, shows them.

        `shown` is what was drawn, `result` what stands in the file as the field's result.
        """
        code = self._in(View.FINAL)
        result = result.strip()
        if shown:
            if result and result != shown and not (is_symbol(code) and len(result) == 1):
                yield result
        elif (words := undrawn(code)) and words != result:
            yield words

    def _in(self, view: View) -> str:
        return "".join(text for text, mark in self.said if mark.revision in IN_VIEW[view])

    def _changed(self, lacking: View) -> Mark | None:
        """Return the change by which words are missing from a view."""
        marks = (mark for _, mark in self.said if mark.revision not in IN_VIEW[lacking])
        return next(marks, None)

    def _drawn(self, code: str) -> str:
        word = code.split(maxsplit=1)[0].upper() if code.strip() else ""
        if word == "FORMDROPDOWN":
            return self._chosen()
        if word == "FORMCHECKBOX":
            ticked = self._values.get("w:checked", self._values.get("w:default", "0"))
            return "☐" if ticked in FALSE else "☒"
        return drawn(code)

    def _chosen(self) -> str:
        """Return the entry of a list that was chosen; nothing chosen is the default."""
        number = self._values.get("w:result", self._values.get("w:default", "0"))
        at = int(number) if number.isdecimal() and len(number) < len("1000") else 0
        return self._entries[at] if at < len(self._entries) else ""
