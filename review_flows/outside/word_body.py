"""Hears the main part of a Word file and keeps what is read once all changes are accepted."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.word_text import Paragraph
from review_flows.outside.word_list_numbers import ListNumbers
from review_flows.outside.word_xml import Budget, Listener, short, w_attribute

_TRACKED = ("w:ins", "w:del", "w:moveFrom")
_REMOVED = ("w:del", "w:moveFrom")
_PROPERTIES = ("w:pPr", "w:rPr", "w:trPr", "w:tcPr", "w:tblPr", "w:sectPr", "w:sdtPr")
_FORMER = ("w:pPrChange", "w:rPrChange", "w:trPrChange", "w:tcPrChange", "w:sectPrChange")
_SIGNS = {"w:tab": "\t", "w:ptab": "\t", "w:cr": "\n", "w:noBreakHyphen": "-"}
_BLANKS = str.maketrans("\n\r\t", "   ")  # Inside w:t a line end is a blank; breaks are elements.


@dataclass(slots=True)
class _Open:
    """A paragraph while its runs are heard."""

    in_table: bool
    hidden: bool
    words: list[str] = field(default_factory=list)
    boxes: list[Paragraph] = field(default_factory=list)
    fields: list[bool] = field(default_factory=list)  # one a field: is its result being heard?
    held: list[str] = field(default_factory=list)  # text inside an instruction
    instructions: int = 0  # how many of these fields are still at their instruction
    style: str | None = None
    list_number: str | None = None
    list_level: str | None = None
    mark_removed: bool = False


class Body(Listener):
    """Gathers `paragraphs` in reading order; the text of a text box follows its paragraph."""

    def __init__(self, budget: Budget, numbers: ListNumbers) -> None:
        super().__init__(budget)
        self.paragraphs: list[Paragraph] = []
        self.tracked_changes = 0
        self._numbers = numbers
        self._open: list[_Open] = []
        self._names: list[str] = []  # of the elements that are open
        self._gone: list[int] = []  # depths of open elements whose text does not count
        self._choices: list[bool] = []  # one an mc:AlternateContent: has a form been taken?
        self._tables = self._in_properties = self._in_former = 0
        self._carried: list[
            str
        ] = []  # of a paragraph whose mark was deleted: it goes on in the next

    def opened(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = short(tag)
        self._names.append(name)
        self._in_former += name in _FORMER
        self._in_properties += name in _PROPERTIES
        if self._in_former or not name:
            return
        if name in _TRACKED:
            self._tracked(name)
        elif self._in_properties:
            self._property(name, attributes)
        elif name.startswith("mc:") or name == "w:rt":
            self._alternative(name)
        else:
            self._content(name, attributes)

    def closed(self, tag: str) -> None:
        name = self._names.pop()
        if self._gone and self._gone[-1] > len(self._names):
            self._gone.pop()
        self._in_former -= name in _FORMER
        self._in_properties -= name in _PROPERTIES
        if name == "w:p" and self._open:
            self._close_paragraph(self._open.pop())
        elif name == "w:tbl":
            self._tables -= 1
        elif name in ("w:tc", "w:body", "w:txbxContent"):
            self._flush()
        elif name == "mc:AlternateContent":
            self._choices.pop()

    def said(self, text: str) -> None:
        if self._names and self._names[-1] in ("w:t", "m:t"):
            self._write(text.translate(_BLANKS))

    def _tracked(self, name: str) -> None:
        """A change: around runs, of a paragraph's mark, or of a whole row."""
        self.tracked_changes += 1
        if name not in _REMOVED:
            return
        if not self._in_properties:
            self._gone.append(len(self._names))
        elif self._names[-2] == "w:trPr" and len(self._names) > 2:
            self._gone.append(len(self._names) - 2)  # until the row closes
        elif self._names[-3:-1] == ["w:pPr", "w:rPr"] and self._open:
            self._open[-1].mark_removed = True

    def _property(self, name: str, attributes: Mapping[str, str]) -> None:
        if not self._open or self._names[-2] not in ("w:pPr", "w:numPr"):
            return
        value = w_attribute(attributes, "val")
        if name == "w:pStyle":
            self._open[-1].style = value
        elif name == "w:numId":
            self._open[-1].list_number = value
        elif name == "w:ilvl":
            self._open[-1].list_level = value

    def _alternative(self, name: str) -> None:
        """Of the forms of one content the first is heard; the reading aid of a ruby never is."""
        if name == "mc:AlternateContent":
            self._choices.append(False)
        elif name in ("mc:Choice", "mc:Fallback") and self._choices:
            if self._choices[-1]:
                self._gone.append(len(self._names))
            self._choices[-1] = True
        elif name == "w:rt":
            self._gone.append(len(self._names))

    def _content(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "w:p":
            self._open.append(_Open(self._tables > 0, bool(self._gone)))
        elif name == "w:tbl":
            self._tables += 1
        elif name == "w:fldChar":
            self._field(w_attribute(attributes, "fldCharType"))
        elif name == "w:br":
            breaks_line = w_attribute(attributes, "type") in (None, "textWrapping")
            self._write("\n" if breaks_line else "")
        elif name == "w:sym":
            self._write(_symbol(w_attribute(attributes, "char")))
        else:
            self._write(_SIGNS.get(name, ""))

    def _field(self, kind: str | None) -> None:
        """Of a field the result is text, its instruction is not.

        A field without an end would swallow what follows it; so what is held back as part of an
        instruction comes out when the paragraph ends first: nothing can be hidden that way.
        """
        if not self._open:
            return
        current = self._open[-1]
        if kind == "begin":
            current.fields.append(False)
            current.instructions += 1
        elif current.fields and kind == "separate":
            current.instructions -= not current.fields[-1]
            current.fields[-1] = True
        elif current.fields and kind == "end":
            current.instructions -= not current.fields.pop()
        if not current.instructions:
            current.held.clear()

    def _write(self, text: str) -> None:
        if text and self._open and not self._gone:
            current = self._open[-1]
            (current.held if current.instructions else current.words).append(text)

    def _close_paragraph(self, done: _Open) -> None:
        if done.hidden:
            return
        words = "".join((*done.words, *done.held))
        if done.mark_removed:
            self._carried.append(words)
            self._emit(done.boxes)
            return
        label = self._numbers.next_label(done.list_number, done.list_level, done.style)
        words = "".join((label, *self._carried, words))
        self._carried.clear()
        self._emit([Paragraph(words, done.in_table), *done.boxes])

    def _flush(self) -> None:
        """Words carried to a paragraph that never came stand as a paragraph of their own."""
        if self._carried:
            self._emit([Paragraph("".join(self._carried), self._tables > 0)])
            self._carried.clear()

    def _emit(self, paragraphs: list[Paragraph]) -> None:
        target = self._open[-1].boxes if self._open else self.paragraphs
        target.extend(paragraphs)


def _symbol(code: str | None) -> str:
    """A character of a symbol font; the private range F020 … F0FF stands for 0020 … 00FF."""
    try:
        number = int(code or "", 16)
        return chr(number - 0xF000 if 0xF020 <= number <= 0xF0FF else number)
    except (ValueError, OverflowError):
        return ""
