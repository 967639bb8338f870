"""Hears a story of a Word file – its body, a part of notes, a header – down to its words."""

from collections.abc import Mapping
from typing import ClassVar

from models.word_document import Concealment, Spot
from models.word_text import Place
from review_flows.outside.word.reading.alternatives import understood
from review_flows.outside.word.reading.anchors import MARKERS, Anchors
from review_flows.outside.word.reading.blocks import Blocks, Setting
from review_flows.outside.word.reading.hearing import Closes, Opens
from review_flows.outside.word.reading.list_numbers import ListPlace
from review_flows.outside.word.reading.looks import (
    LOOK_PROPERTIES,
    SHAPES,
    WHITE_THEME,
    Look,
    crushed,
    near_white,
    shading,
)
from review_flows.outside.word.reading.marks import CHANGES, Mark
from review_flows.outside.word.reading.notes import ENTRIES, KINDS, NoteReference, NoteShapes
from review_flows.outside.word.reading.signs import SIGNS, symbol
from review_flows.outside.word.xml import W14, w_attribute

_BLANKS = str.maketrans("\n\r\t", "   ")  # Inside w:t a line end is a blank; breaks are elements.
_WORDS = ("w:t", "m:t", "w:delText")
_RUNS = ("w:r", "m:r")


class Story(Blocks):
    """Hears words with the changes they are under, and where comments and notes are attached."""

    def __init__(
        self, setting: Setting, place: Place = Place.BODY, marks: Mapping[str, Mark] | None = None
    ) -> None:
        super().__init__(setting, place, marks)
        self.anchors = Anchors()
        self.references: list[NoteReference] = []
        self.note_shapes = NoteShapes()
        self._choices: list[bool] = []  # one an mc:AlternateContent: has a form been taken?
        self._in_former = False

    def said(self, text: str) -> None:
        if self.names[-1] in _WORDS:
            self._write(text.translate(_BLANKS))

    def _write(self, text: str) -> None:
        if self._open and not self._deaf:
            self._open[-1].write(text, self.mark)

    def _sign(self, name: str, attributes: Mapping[str, str]) -> None:
        if self.above() in _RUNS:  # A tab among the properties of a paragraph is a tab stop.
            self._write(SIGNS[name])

    def _break(self, name: str, attributes: Mapping[str, str]) -> None:
        if w_attribute(attributes, "type") in (None, "textWrapping"):
            self._write("\n")

    def _symbol(self, name: str, attributes: Mapping[str, str]) -> None:
        self._write(symbol(w_attribute(attributes, "font"), w_attribute(attributes, "char")))

    def _field(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._open:
            self._open[-1].hear_field(w_attribute(attributes, "fldCharType"), self.mark)

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

    # What runs, paragraphs, cells and tables look like

    def _open_run(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._open:
            self._open[-1].concealed = self._open[-1].usual

    def _open_run_properties(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._open and self.above() in _RUNS:
            self._open[-1].look, self._open[-1].run_style = Look(), None

    def _close_run_properties(self) -> None:
        if self._open and self.names[-1] in _RUNS:
            one = self._open[-1]
            style, shade = one.list_place.style, one.on_shade
            one.concealed = self._looks.of_run(style, one.run_style, one.look, shade, one.table)

    def _look(self, name: str, attributes: Mapping[str, str]) -> None:
        parent = self.above()
        if parent == "w:rPr":
            if self._open and self.above(2) in _RUNS:
                self._open[-1].look.hear(name, attributes)
        elif name == "w:spacing":
            if parent == "w:pPr" and self._open and crushed(attributes):
                self._open[-1].buried = Concealment.TINY
        elif name == "w:shd" and (shaded := shading(attributes)) is not None:
            if parent == "w:pPr" and self._open:
                self._open[-1].on_shade = shaded
            elif parent == "w:tcPr":
                self._frames[-1].on_shade = shaded
            elif parent == "w:tblPr" and self._tables:
                self._tables[-1] = shaded

    def _no_fill(self, name: str, attributes: Mapping[str, str]) -> None:
        """Letters without any colour at all (w14:textFill): what lies under them shows through."""
        if self._open and self.above() == "w14:textFill" and self.above(3) in _RUNS:
            self._open[-1].look.white = True

    def _letter_fill(self, name: str, attributes: Mapping[str, str]) -> None:
        """The colour that a w14:textFill gives letters: it goes before w:color."""
        if self._open and self.names[-3:-1] == ["w14:textFill", "w14:solidFill"]:
            color = attributes.get(W14 + "val", "")
            if near_white(color) or color in WHITE_THEME:
                self._open[-1].look.white = True

    def _darker(self, name: str, attributes: Mapping[str, str]) -> None:
        """White of the theme made darker is a grey that can be read."""
        if self._open and self.names[-4:-2] == ["w14:textFill", "w14:solidFill"]:
            self._open[-1].look.white = False

    def _shape(self, name: str, attributes: Mapping[str, str]) -> None:
        self._fill.hear(self.above(), name, attributes)

    def _style(self, name: str, attributes: Mapping[str, str]) -> None:
        value = w_attribute(attributes, "val")
        if name == "w:tblStyle" and self._tables and self.above() == "w:tblPr":
            self._tables[-1] = self._looks.shaded(value)
            self._table_styles[-1] = value
        elif self._open and name == "w:rStyle" and self.above(2) in _RUNS:
            self._open[-1].run_style = value
        elif self._open and name == "w:pStyle" and self.above() == "w:pPr":
            self._list_place().style = value

    # Lists, comments, notes

    def _list_place(self) -> ListPlace:
        one = self._open[-1]
        return one.former if self._in_former and one.former else one.list_place

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
        **dict.fromkeys(LOOK_PROPERTIES, _look),
        **dict.fromkeys(MARKERS, _marker),
        **dict.fromkeys(ENTRIES, Blocks.open_entry),
        **dict.fromkeys(KINDS, _note),
        **dict.fromkeys(SIGNS, _sign),
        **dict.fromkeys(_RUNS, _open_run),
        **dict.fromkeys(("w:rt", "w:rPrChange", "w:trPrChange", "w:tcPrChange"), Blocks.skip),
        **dict.fromkeys(("w:tblPrChange", "w:tblPrExChange", "w:sectPrChange"), Blocks.skip),
        **dict.fromkeys(("mc:Choice", "mc:Fallback"), _alternative),
        **dict.fromkeys(("w:pStyle", "w:rStyle", "w:tblStyle"), _style),
        **dict.fromkeys(("w:numId", "w:ilvl"), _list),
        **dict.fromkeys(("w:numFmt", "w:numStart"), _note_shape),
        **dict.fromkeys(SHAPES, _shape),
        "w:p": Blocks.open_paragraph,
        "w:tc": Blocks.open_cell,
        "w:tbl": Blocks.open_table,
        "w:txbxContent": Blocks.open_box,
        "w:delText": Blocks.open_deleted_text,
        "w:pPrChange": _open_former,
        "w:rPr": _open_run_properties,
        "w:br": _break,
        "w:sym": _symbol,
        "w:fldChar": _field,
        "w14:noFill": _no_fill,
        **dict.fromkeys(("w14:srgbClr", "w14:schemeClr"), _letter_fill),
        **dict.fromkeys(("w14:lumMod", "w14:shade"), _darker),
        "mc:AlternateContent": _alternatives,
    }
    CLOSES: ClassVar[Closes] = {
        **dict.fromkeys(ENTRIES, Blocks.close_entry),
        "w:p": Blocks.close_paragraph,
        "w:pPr": Blocks.close_properties,
        "w:tc": Blocks.close_frame,
        "w:txbxContent": Blocks.close_frame,
        "w:tbl": Blocks.close_table,
        "w:pPrChange": _close_former,
        "w:rPr": _close_run_properties,
        "mc:AlternateContent": _close_alternatives,
    }
