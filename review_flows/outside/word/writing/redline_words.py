"""Turns a paragraph of the old version into one whose accepted changes give the new version's."""

from collections.abc import Iterator, Sequence
from copy import deepcopy

from review_flows.outside.word.writing.locator import boxes_in, located
from review_flows.outside.word.writing.new_content import NewContent
from review_flows.outside.word.writing.pen import Pen, own_properties
from review_flows.outside.word.writing.runs import cut, cut_after
from review_flows.outside.word.writing.tokens import Edit, Unit, edits, tokens_of, units_of
from review_flows.outside.word.writing.tree import Element, made, w
from review_flows.outside.word.writing.versions import Version

_REFERENCES = frozenset({w("footnoteReference"), w("endnoteReference")})


class WordsRedline:
    """Marks what was changed inside paragraphs."""

    def __init__(self, old: Version, new: Version, pen: Pen, content: NewContent) -> None:
        self._old, self._new = old, new
        self._pen, self._content = pen, content

    def redline(self, old: Element, new: Element) -> list[tuple[Element, Element]]:
        """Mark the changes of one paragraph; return the text boxes that both versions have."""
        units = units_of(located(old))
        new_units = [*self._renumbered(old, new), *units_of(located(new))]
        changes = edits(
            tokens_of(units, [self._old.key(unit) for unit in units]),
            tokens_of(new_units, [self._new.key(unit) for unit in new_units]),
        )
        boxes = list(_kept_boxes(units, new_units, changes))
        for edit in reversed(changes):  # from the end: the places before stay what they were
            self._apply(old, edit, new_units)
        return boxes

    def _renumbered(self, old: Element, new: Element) -> Sequence[Unit]:
        """Give a paragraph the new version's numbering; return a number that has to be words."""
        if self._old.numberings.key(old) == self._new.numberings.key(new):
            return ()
        other = made("p")
        other.append(own_properties(old))
        words = self._content.number_as_text(new, other)
        self._pen.replace_properties(old, other[0])
        return words

    def _apply(self, paragraph: Element, edit: Edit, new_units: Sequence[Unit]) -> None:
        looks = _looks_at(paragraph, edit.start)
        pieces = _pieces(paragraph, edit.start, edit.end)
        after: Element | None = None
        if pieces:
            for piece in pieces:
                self.delete_notes(piece)
            after = self._pen.wrap(pieces, "del")[-1]
        inserted = self._content.inline(_cut_out(new_units, edit), looks)
        _put(paragraph, inserted, after, edit.start)
        self._pen.wrap(inserted, "ins")

    def delete_notes(self, element: Element) -> None:
        """Mark the notes as deleted whose marks in the text are deleted with an element."""
        for reference in element.iter(*_REFERENCES):
            note = self._old.notes.get(self._old.note(reference))
            for paragraph in () if note is None else note.iter(w("p")):
                self._pen.delete_paragraph(paragraph)


def _looks_at(paragraph: Element, place: int) -> Element | None:
    """Return the run properties of the words at a place, or of those next before or after it."""
    at = 0
    looks: Element | None = None
    for unit in units_of(located(paragraph)):
        if unit.thing is None and unit.atom.run is not None:
            if looks is not None and at > place:
                break
            own = unit.atom.run.find(w("rPr"))
            looks = made("rPr") if own is None else own
            if at + unit.length > place:
                break
        at += unit.length
    return None if looks is None else deepcopy(looks)


def _pieces(paragraph: Element, start: int, end: int) -> list[Element]:
    """Cut the paragraph at two places; return the runs and whole things between them."""
    if start == end:
        return []
    _beginning_at(paragraph, end)
    _beginning_at(paragraph, start)
    at = 0
    pieces: dict[Element, None] = {}
    for unit in units_of(located(paragraph)):
        if start <= at and at + unit.length <= end:
            pieces |= dict.fromkeys(_holders(unit))
        at += unit.length
    return list(pieces)


def _holders(unit: Unit) -> Iterator[Element]:
    """Yield what holds a stretch; of what is drawn from a field all runs of that field."""
    last = _holder(unit)
    begin = unit.atom.begin
    run = None if begin is None else begin.getparent()
    while run is not None and run is not last:
        if run.tag == w("r"):
            yield run
        run = run.getnext()
    yield last


def _holder(unit: Unit) -> Element:
    """Return the run that a stretch stands in, or what stands in a run's place."""
    run, whole = unit.atom.run, unit.atom.whole
    if run is not None and (whole is None or whole.getparent() is run):
        return run
    return unit.atom.element if whole is None else whole


def _beginning_at(paragraph: Element, place: int) -> None:
    at = 0
    for unit in units_of(located(paragraph)):
        if at <= place < at + unit.length:
            cut(unit.atom, place - at)
            return
        at += unit.length


def _ending_at(paragraph: Element, place: int) -> Element:
    at = 0
    for unit in units_of(located(paragraph)):
        if at < place <= at + unit.length:
            return cut_after(unit.atom, place - at if unit.thing is None else len(unit.atom.text))
        at += unit.length
    raise AssertionError("a place beyond the end of its paragraph")


def _put(
    paragraph: Element, inserted: Sequence[Element], after: Element | None, place: int
) -> None:
    """Put elements after what was deleted, or after what ends at the place."""
    if not inserted:
        return
    if after is None and place:
        after = _out_of_ends(_ending_at(paragraph, place), paragraph)
    if after is None:
        at = 0 if paragraph.find(w("pPr")) is None else 1
        for offset, element in enumerate(inserted):
            paragraph.insert(at + offset, element)
        return
    for element in reversed(inserted):
        after.addnext(element)


def _out_of_ends(element: Element, paragraph: Element) -> Element:
    """Step out of links, content controls and fields that end with the element."""
    while True:
        following, parent = element.getnext(), element.getparent()
        if following is not None and _only_ends_a_field(following):
            element = following
        elif following is None and parent is not None and parent is not paragraph:
            element = parent
        else:
            return element


def _only_ends_a_field(element: Element) -> bool:
    marks = [child.get(w("fldCharType")) for child in element.iterchildren(w("fldChar"))]
    return element.tag == w("r") and marks == ["end"] and element.find(w("t")) is None


def _cut_out(units: Sequence[Unit], edit: Edit) -> list[Unit]:
    """Return the stretches of the new version between the places of an edit."""
    found: list[Unit] = []
    at = 0
    for unit in units:
        first, last = max(edit.new_start - at, 0), min(edit.new_end - at, unit.length)
        at += unit.length
        if first >= last:
            continue
        if unit.thing is not None:
            found.append(unit)
        elif found and found[-1].thing is None:
            found[-1] = Unit(unit.atom, found[-1].text + unit.text[first:last])
        else:
            found.append(Unit(unit.atom, unit.text[first:last]))
    return found


def _kept_boxes(
    units: Sequence[Unit], new_units: Sequence[Unit], changes: Sequence[Edit]
) -> list[tuple[Element, Element]]:
    """Return, box by box, the text boxes that stand in both versions of a paragraph."""
    at = 0
    placed: dict[int, Unit] = {}
    for unit in new_units:
        placed[at] = unit
        at += unit.length
    kept: list[tuple[Element, Element]] = []
    at = 0
    for unit in units:
        edit = next((one for one in reversed(changes) if one.start <= at), Edit(0, 0, 0, 0))
        other = placed.get(at - edit.end + edit.new_end)
        if unit.thing is not None and at >= edit.end and other and other.thing is not None:
            kept += zip(boxes_in(unit.thing), boxes_in(other.thing), strict=False)
        at += unit.length
    return kept
