"""Hears the fields of the paragraphs that are open, and the old forms that fields can be."""

from collections.abc import Mapping

from review_flows.outside.word.reading.blocks import Blocks
from review_flows.outside.word.reading.instruction import FORMS
from review_flows.outside.word.xml import w_attribute

CODES = ("w:instrText", "w:delInstrText")


class FieldBlocks(Blocks):
    """Tells the paragraph that is open of its fields."""

    def instruct(self, text: str) -> None:
        """Words of an instruction."""
        if self._open:
            self._open[-1].instruct(text, self.mark)

    def field(self, name: str, attributes: Mapping[str, str]) -> None:
        """A field begins, comes to its result, or ends."""
        if self._open:
            kind = w_attribute(attributes, "fldCharType")
            self._open[-1].hear_field(kind, self.mark, self.unread)

    def form(self, name: str, attributes: Mapping[str, str]) -> None:
        """What an old form says of its field: one of FORM_VALUES."""
        if self._open and self.above() in FORMS:
            self._open[-1].take_form(name, w_attribute(attributes, "val"))

    def open_simple(self, name: str, attributes: Mapping[str, str]) -> None:
        """A field begins that has its instruction beside it."""
        if self._open:
            self._open[-1].open_simple(w_attribute(attributes, "instr") or "", self.mark)

    def close_simple(self) -> None:
        """Such a field ends."""
        if self._open:
            self._open[-1].close_simple(self.mark, self.unread)
