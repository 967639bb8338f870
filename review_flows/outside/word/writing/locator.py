"""Which element shows which character: paragraphs in the order in which the reader reads them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from review_flows.outside.word.reading.alternatives import (
    IGNORABLE,
    PROCESS_CONTENT,
    Ignorable,
    understood,
)
from review_flows.outside.word.reading.marks import KEPT, Mark, mark_of, within
from review_flows.outside.word.reading.signs import symbol
from review_flows.outside.word.writing.atoms import CODES, Around, Atom, Atoms
from review_flows.outside.word.writing.parts import WordParts
from review_flows.outside.word.writing.tree import BOXES, MATH, MC, Element, attributes_of, w
from review_flows.outside.word.xml import short

_P, _R, _BR = w("p"), w("r"), w("br")
_FIELD, _SIMPLE_FIELD = w("fldChar"), w("fldSimple")
_TEXTS = frozenset({w("t"), w("delText"), f"{{{MATH}}}t"})
_SIGNS = {w("tab"): "\t", w("ptab"): "\t", w("cr"): "\n", w("noBreakHyphen"): "-"}
_OBJECTS = frozenset(map(w, ("drawing", "pict", "object", "footnoteReference", "endnoteReference")))
_NOT_READ = frozenset(  # properties, and reading aids
    map(w, ("pPr", "rPr", "trPr", "tcPr", "tblPr", "tblPrEx", "tblGrid", "sectPr", "sdtPr", "rt"))
)
_SHOWN = _TEXTS | _SIGNS.keys() | {_BR, w("sym")}
_ALTERNATIVES = f"{{{MC}}}AlternateContent"
_FALLBACK = f"{{{MC}}}Fallback"
_WHOLE = frozenset({f"{{{MATH}}}oMath", f"{{{MATH}}}oMathPara", _ALTERNATIVES})
_BLANKS = str.maketrans("\n\r\t", "   ")  # Inside w:t a line end is a blank, as for the reader.
_CHANGES = {w(name): f"w:{name}" for name in ("ins", "del", "moveFrom", "moveTo")}
NOTES = ("footnote", "endnote")


@dataclass(slots=True)
class LocatedParagraph:
    """A paragraph of one part with all that is shown in it, deleted words included."""

    part: str
    element: Element
    atoms: list[Atom] = field(default_factory=list)

    @property
    def words(self) -> str:
        """Its marked words, without the automatic number."""
        return "".join(atom.text for atom in self.atoms)


def paragraphs_of(parts: WordParts) -> list[LocatedParagraph]:
    """Return the paragraphs that can be spoken of by their index: body, then the notes.

    Their places in the list are those of `WordDocument.paragraphs`, which headers and footers end.
    """
    body = parts.tree(parts.main)
    located = list(in_element(body, parts.main))
    for kind in NOTES:
        name = parts.linked(parts.main, f"{kind}s")
        if name is None:
            continue
        by_id = notes_by_id(parts.tree(name), kind)
        for number in _references(located, kind):
            if (note := by_id.pop(number, None)) is not None:
                located.extend(in_element(note, name))
    return located


def notes_by_id(root: Element, kind: str) -> dict[str, Element]:
    """Return the notes of a part by their ids, without the lines that part them from the text."""
    notes: dict[str, Element] = {}
    for note in root.iterchildren(w(kind)):
        notes.setdefault(note.get(w("id"), ""), note)
    return {key: note for key, note in notes.items() if note.get(w("type")) in (None, "normal")}


def _references(located: list[LocatedParagraph], kind: str) -> list[str]:
    wanted = w(f"{kind}Reference")
    return [
        atom.element.get(w("id"), "")
        for one in located
        for atom in one.atoms
        if atom.element.tag == wanted
    ]


def in_element(element: Element, part: str) -> Iterator[LocatedParagraph]:
    """Yield the paragraphs in a block, each followed by those inside it, as in text boxes."""
    for child in read_children(element):
        if child.tag == w("p"):
            yield from _with_boxes(child, part)
        else:
            yield from in_element(child, part)


def _with_boxes(paragraph: Element, part: str) -> Iterator[LocatedParagraph]:
    walk = _Walk()
    walk.go(paragraph, None, None, KEPT)
    yield LocatedParagraph(part, paragraph, walk.atoms())
    for inner in walk.inner:
        if inner.tag == w("p"):
            yield from _with_boxes(inner, part)
        else:
            yield from in_element(inner, part)


def located(paragraph: Element, part: str = "") -> LocatedParagraph:
    """Return one paragraph, without its text boxes."""
    walk = _Walk()
    walk.go(paragraph, None, None, KEPT)
    return LocatedParagraph(part, paragraph, walk.atoms())


def boxes_in(element: Element) -> list[Element]:
    """Return what holds the paragraphs of the text boxes in an element, each box once."""
    walk = _Walk()
    walk.go(element, None, None, KEPT)
    return [inner for inner in walk.inner if inner.tag in BOXES]


def read_children(element: Element) -> list[Element]:
    """Return the children that are read: no properties, and of alternative forms one."""
    if element.tag == _ALTERNATIVES:
        understandable = (
            form
            for form in element
            if form.tag == _FALLBACK or understood(form.get("Requires"), _prefixes(form))
        )
        return list(islice(understandable, 1))
    return [
        child
        for child in element
        if (tag := child.tag) not in _NOT_READ and (short(tag) or not _left_out(child))
    ]


def _left_out(element: Element) -> bool:
    """Whether Word is told that it may ignore an element of a namespace that we do not know."""
    ignorable = Ignorable()
    for around in (*reversed(list(element.iterancestors())), element):
        if around.get(IGNORABLE) or around.get(PROCESS_CONTENT):
            ignorable = ignorable.within(attributes_of(around), _prefixes(around))
    return ignorable.leaves_out(str(element.tag))


def _prefixes(element: Element) -> dict[str, str]:
    return {prefix: uri for prefix, uri in element.nsmap.items() if prefix}


class _Walk:
    """Gathers the atoms of one paragraph; what stands in a field's instruction is no text."""

    def __init__(self) -> None:
        self.inner: list[Element] = []  # text boxes, and paragraphs where none belongs
        self._atoms = Atoms()

    def atoms(self) -> list[Atom]:
        """Return the atoms."""
        return self._atoms.kept()

    def go(self, element: Element, run: Element | None, whole: Element | None, mark: Mark) -> None:
        """Walk through an element; `run` and `whole` as of an atom, `mark` what is in force."""
        for child in read_children(element):
            tag = child.tag
            if tag == _R:
                self.go(child, child if run is None else run, whole, mark)
            elif tag in _SHOWN:
                self._atoms.add(Atom(child, _shown(child), run, whole), mark)
            elif tag in BOXES or tag == _P:
                self.inner.append(child)
            elif tag == _FIELD:
                self._atoms.hear_field(child, Around(run, whole, mark))
            elif tag in CODES:
                self._atoms.instruct(child, mark)
            elif tag == _SIMPLE_FIELD:
                field = self._atoms.begin_simple(child, mark)
                self._inside(child, run, whole, mark)
                self._atoms.end_simple(field, Around(run, whole, mark))
            elif tag in _CHANGES:
                changed = within(mark, mark_of(_CHANGES[tag], {}))
                self.go(child, run, whole, changed)
            else:
                if tag in _OBJECTS:
                    self._atoms.add(Atom(child, "", run, whole), mark)
                self._inside(child, run, whole, mark)

    def _inside(
        self, element: Element, run: Element | None, whole: Element | None, mark: Mark
    ) -> None:
        stays_whole = run is not None or element.tag in _WHOLE
        self.go(element, run, element if whole is None and stays_whole else whole, mark)


def _shown(element: Element) -> str:
    if element.tag in _TEXTS:
        return (element.text or "").translate(_BLANKS)
    if element.tag == _BR:
        return "\n" if element.get(w("type")) in (None, "textWrapping") else ""
    if element.tag == w("sym"):
        return symbol(element.get(w("font")), element.get(w("char")))
    return _SIGNS[element.tag]
