"""Hears what runs, paragraphs, cells, tables and shapes look like, where it keeps words unseen."""

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from models.word_document import Concealment
from review_flows.outside.word.reading.colours import ground_of
from review_flows.outside.word.reading.field_blocks import FieldBlocks
from review_flows.outside.word.reading.hearing import Closes, Opens
from review_flows.outside.word.reading.list_numbers import ListPlace
from review_flows.outside.word.reading.looks import (
    LETTERS,
    LOOK_PROPERTIES,
    Look,
    crushed,
    letter_path,
)
from review_flows.outside.word.reading.shapes import SHAPES
from review_flows.outside.word.xml import w_attribute

RUNS = ("w:r", "m:r")


class Appearance(FieldBlocks):
    """Keeps of each open paragraph how the words that come next are concealed."""

    _first_in_shape = 0  # the paragraph at which the shape that is open began
    _in_former = False  # inside what the properties of a paragraph were before a change

    def _open_run(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._open:
            self._open[-1].concealed = self._open[-1].usual

    def _open_run_properties(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._open and self.above() in RUNS:
            self._open[-1].look, self._open[-1].run_style = Look(), None

    def _close_run_properties(self) -> None:
        if self._open and self.names[-1] in RUNS:
            one = self._open[-1]
            one.concealed = self._looks.of_run(one.stand, one.run_style, one.look)

    def _look(self, name: str, attributes: Mapping[str, str]) -> None:
        parent = self.above()
        if parent == "w:rPr":
            if self._open and self.above(2) in RUNS:
                self._open[-1].look.hear(name, attributes)
        elif name == "w:spacing":
            if parent == "w:pPr" and self._open and crushed(attributes):
                self._open[-1].buried = Concealment.TINY
        elif name == "w:shd":
            self._shade(parent, ground_of(attributes))

    def _shade(self, parent: str, ground: str | None) -> None:
        if parent == "w:pPr" and self._open:
            if not self._in_former:
                self._open[-1].shade = ground
        elif parent == "w:tcPr":
            # A cell that is said to have no colour has none, whatever the style of its table says.
            below = self._frames[-2].ground if len(self._frames) > 1 else None
            self._frames[-1].ground = ground or below
        elif parent == "w:tblPr" and self._tables:
            self._tables[-1].ground = ground

    def _letters(self, name: str, attributes: Mapping[str, str]) -> None:
        path = letter_path(self.names)
        if path and self._open and self.above(len(path) + 1) in RUNS:
            self._open[-1].look.hear_letters(path, attributes)

    def _shape(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "wps:wsp":
            self._first_in_shape = len(self.paragraphs)
        self._shapes.hear(self.names, attributes)

    def _close_shape(self) -> None:
        """Only behind its words a shape says that it does not grow with them."""
        for at in range(self._first_in_shape, len(self.paragraphs) if self._shapes.flat else 0):
            if (one := self.paragraphs[at]) is not None:
                pieces = tuple(
                    replace(piece, concealed=Concealment.HIDDEN) if piece.text.strip() else piece
                    for piece in one.pieces
                )
                self.paragraphs[at] = replace(one, pieces=pieces)

    def _table_parts(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._tables and self.above() == "w:tblPr":
            self._tables[-1].hear_parts(attributes)

    def _style(self, name: str, attributes: Mapping[str, str]) -> None:
        value = w_attribute(attributes, "val")
        if name == "w:tblStyle" and self._tables and self.above() == "w:tblPr":
            self._tables[-1].style = value
        elif self._open and name == "w:rStyle" and self.above(2) in RUNS:
            self._open[-1].run_style = value
        elif self._open and name == "w:pStyle" and self.above() == "w:pPr":
            self._list_place().style = value

    def _list_place(self) -> ListPlace:
        one = self._open[-1]
        return one.former if self._in_former and one.former else one.list_place

    LOOK_OPENS: ClassVar[Opens] = {
        **dict.fromkeys(LOOK_PROPERTIES, _look),
        **dict.fromkeys(LETTERS, _letters),
        **dict.fromkeys(RUNS, _open_run),
        **dict.fromkeys(SHAPES, _shape),
        **dict.fromkeys(("w:pStyle", "w:rStyle", "w:tblStyle"), _style),
        "w:rPr": _open_run_properties,
        "w:tblLook": _table_parts,
    }
    LOOK_CLOSES: ClassVar[Closes] = {
        "w:rPr": _close_run_properties,
        "wps:wsp": _close_shape,
    }
