"""Hears a story of a Word file – its body, a part of notes, a header – down to its words."""

from collections.abc import Mapping
from typing import ClassVar

from models.word_document import Spot
from models.word_text import Place
from review_flows.outside.word.reading.alternatives import understood
from review_flows.outside.word.reading.anchors import MARKERS, Anchors
from review_flows.outside.word.reading.appearance import RUNS, Appearance
from review_flows.outside.word.reading.blocks import Blocks, Setting
from review_flows.outside.word.reading.field_blocks import CODES, FieldBlocks
from review_flows.outside.word.reading.hearing import Closes, Opens
from review_flows.outside.word.reading.instruction import FORM_VALUES
from review_flows.outside.word.reading.list_numbers import ListPlace
from review_flows.outside.word.reading.marks import CHANGES, Mark
from review_flows.outside.word.reading.notes import ENTRIES, KINDS, NoteReference, NoteShapes
from review_flows.outside.word.reading.signs import SIGNS, symbol
from review_flows.outside.word.xml import w_attribute

_BLANKS = str.maketrans("\n\r\t", "   ")  # Inside w:t a line end is a blank; breaks are elements.
_WORDS = ("w:t", "m:t", "w:delText")


class Story(Appearance):
    """Hears words with the changes they are under, and where comments and notes are attached."""

    def __init__(
        self, setting: Setting, place: Place = Place.BODY, marks: Mapping[str, Mark] | None = None
    ) -> None:
        super().__init__(setting, place, marks)
        self.anchors = Anchors()
        self.references: list[NoteReference] = []
        self.note_shapes = NoteShapes()
        self._choices: list[bool] = []  # one an mc:AlternateContent: has a form been taken?

    def said(self, text: str) -> None:
        name = self.names[-1]
        if name in _WORDS:
            self._write(text.translate(_BLANKS))
        elif name in CODES and not self._deaf:
            self.instruct(text)
        elif name == "wp:posOffset" and not self._deaf:
            self._shapes.offset(text)
        elif name == "a:t" and not self._deaf:
            self.unread.add(text)

    def _write(self, text: str) -> None:
        if self._open and not self._deaf:
            self._open[-1].write(text, self.mark)

    def _sign(self, name: str, attributes: Mapping[str, str]) -> None:
        if self.above() in RUNS:  # A tab among the properties of a paragraph is a tab stop.
            self._write(SIGNS[name])

    def _break(self, name: str, attributes: Mapping[str, str]) -> None:
        if w_attribute(attributes, "type") in (None, "textWrapping"):
            self._write("\n")

    def _symbol(self, name: str, attributes: Mapping[str, str]) -> None:
        self._write(symbol(w_attribute(attributes, "font"), w_attribute(attributes, "char")))

    def _drawn_path(self, name: str, attributes: Mapping[str, str]) -> None:
        """Letters bent along a line: WordArt and watermarks of old drawings."""
        self.unread.add(attributes.get("string", ""))

    def _alternatives(self, name: str, attributes: Mapping[str, str]) -> None:
        self._choices.append(False)

    def _alternative(self, name: str, attributes: Mapping[str, str]) -> None:
        """Of the forms of one content the first that Word understands is heard, once."""
        if not self._choices:
            return
        known = name == "mc:Fallback" or understood(attributes.get("Requires"), self.namespaces)
        if self._choices[-1] or not known:
            self.skip(name, attributes)
        else:
            self._choices[-1] = True

    def _close_alternatives(self) -> None:
        self._choices.pop()

    # Lists, comments, notes

    def _list(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._open and self.above() == "w:numPr":
            value = w_attribute(attributes, "val")
            if name == "w:numId":
                self._list_place().number = value
            else:
                self._list_place().level = value

    def _open_former(self, name: str, attributes: Mapping[str, str]) -> None:
        self._in_former = True
        if self._open:
            self._open[-1].former = ListPlace()

    def _close_former(self) -> None:
        self._in_former = False

    def _marker(self, name: str, attributes: Mapping[str, str]) -> None:
        which = MARKERS[name]
        found = self.anchors.take(w_attribute(attributes, "id") or "", which)
        if found is None:
            return
        if len(self._open) > self._frames[-1].around:
            self._open[-1].anchor(found, which)
        else:
            # Between paragraphs the next one starts, or the one before ends.
            next_start = Spot(len(self.paragraphs), 0)
            setattr(found, which, next_start if which == "start" else self._end or next_start)

    def _note(self, name: str, attributes: Mapping[str, str]) -> None:
        own_sign = w_attribute(attributes, "customMarkFollows") in ("1", "true", "on")
        code = w_attribute(attributes, "id") or ""
        self.references.append(NoteReference(KINDS[name], code, self.mark, own_sign))

    def _note_shape(self, name: str, attributes: Mapping[str, str]) -> None:
        self.note_shapes.hear(self.above(), name, attributes)

    OPENS: ClassVar[Opens] = {
        **dict.fromkeys(CHANGES, Blocks.change),
        **Appearance.LOOK_OPENS,
        **dict.fromkeys(MARKERS, _marker),
        **dict.fromkeys(ENTRIES, Blocks.open_entry),
        **dict.fromkeys(KINDS, _note),
        **dict.fromkeys(SIGNS, _sign),
        **dict.fromkeys(("w:rt", "w:rPrChange", "w:trPrChange", "w:tcPrChange"), Blocks.skip),
        **dict.fromkeys(("w:tblPrChange", "w:tblPrExChange", "w:sectPrChange"), Blocks.skip),
        **dict.fromkeys(("mc:Choice", "mc:Fallback"), _alternative),
        **dict.fromkeys(("w:numId", "w:ilvl"), _list),
        **dict.fromkeys(("w:numFmt", "w:numStart"), _note_shape),
        "w:p": Blocks.open_paragraph,
        "w:tc": Blocks.open_cell,
        "w:tbl": Blocks.open_table,
        "w:tr": Blocks.open_row,
        "w:tblHeader": Blocks.heading_row,
        "w:txbxContent": Blocks.open_box,
        "w:delText": Blocks.open_deleted_text,
        "w:pPrChange": _open_former,
        "w:br": _break,
        "w:sym": _symbol,
        "w:delInstrText": Blocks.open_deleted_text,
        "w:fldChar": FieldBlocks.field,
        "w:fldSimple": FieldBlocks.open_simple,
        **dict.fromkeys(FORM_VALUES, FieldBlocks.form),
        "v:textpath": _drawn_path,
        "mc:AlternateContent": _alternatives,
    }
    CLOSES: ClassVar[Closes] = {
        **Appearance.LOOK_CLOSES,
        **dict.fromkeys(ENTRIES, Blocks.close_entry),
        "w:p": Blocks.close_paragraph,
        "w:pPr": Blocks.close_properties,
        "w:tc": Blocks.close_frame,
        "w:txbxContent": Blocks.close_frame,
        "w:tbl": Blocks.close_table,
        "w:pPrChange": _close_former,
        "w:fldSimple": FieldBlocks.close_simple,
        "mc:AlternateContent": _close_alternatives,
    }
