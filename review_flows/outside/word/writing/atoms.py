"""The atoms of one paragraph while it is walked through, its fields heard as the reader hears them.

What stands in the instruction of a field is no text, and what Word draws from it is.
"""

from dataclasses import dataclass, field

from models.word_document import IN_VIEW, Revision, View
from review_flows.outside.word.reading.instruction import FORM_VALUES, FORMS, Instruction
from review_flows.outside.word.reading.marks import Mark, mark_of, within
from review_flows.outside.word.writing.tree import Element, w

CODES = frozenset({w("instrText"), w("delInstrText")})
_DELETED = frozenset({w("delText"), w("delInstrText")})
_FORMS = tuple(w(name.removeprefix("w:")) for name in FORMS)
_FORM_VALUES = {w(name.removeprefix("w:")): name for name in FORM_VALUES}
_MOST_FIELDS = 64  # one in another, as for the reader


@dataclass(frozen=True, slots=True)
class Atom:
    """What shows some characters, or stands between two as a picture or a note's mark does.

    `run` is the run it stands in, None in an equation. `whole` is the element around it that cannot
    be cut in two (an equation, a word with a reading aid, alternative forms), None elsewhere: a
    child of the run, or what stands in the run's place. What Word draws from an instruction
    (`drawn`) stands whole at the end of its field; `begin` is where that begins, in a run beside.
    """

    element: Element
    text: str
    run: Element | None
    whole: Element | None
    drawn: bool = False
    begin: Element | None = None


@dataclass(frozen=True, slots=True)
class Around:
    """What is around an element: `run` and `whole` as of an atom, `mark` what is in force."""

    run: Element | None
    whole: Element | None
    mark: Mark


@dataclass(slots=True)
class _Field:
    """A field that was begun: where, under which change, and whether its result is read."""

    first: int
    begin: Element
    revision: Revision
    in_result: bool = False
    result: int = 0
    instruction: Instruction = field(default_factory=Instruction)


class Atoms:
    """Gathers atoms in order."""

    def __init__(self) -> None:
        self._atoms: list[Atom | None] = []  # None: was an instruction
        self._revisions: list[Revision] = []
        self._fields: list[_Field] = []

    def kept(self) -> list[Atom]:
        """Return the atoms; a field without an end hides nothing."""
        return [atom for atom in self._atoms if atom is not None]

    def add(self, atom: Atom, mark: Mark) -> None:
        """Take an atom under a mark."""
        mark = _deleted_anyway(atom.element, mark)
        if self._fields and atom.text:
            self._say(atom.text, mark, shown=True)
        self._atoms.append(atom)
        self._revisions.append(mark.revision)

    def instruct(self, element: Element, mark: Mark) -> None:
        """Take words of an instruction, one of CODES."""
        self._say(element.text or "", _deleted_anyway(element, mark), shown=False)

    def hear_field(self, mark: Element, around: Around) -> None:
        """As the reader hears a w:fldChar (`OpenParagraph.hear_field`), so that places agree."""
        kind, revision = mark.get(w("fldCharType")), around.mark.revision
        if kind == "begin" and len(self._fields) < _MOST_FIELDS:
            self._fields.append(_Field(len(self._atoms), mark, revision))
        elif self._fields and kind in ("separate", "end"):
            current = self._fields[-1]
            if not current.in_result:
                self._drop(current, current.first, revision)
                current.result = len(self._atoms)
            current.in_result = True
            if kind == "end":
                self._draw(self._fields.pop(), mark, around)
        if self._fields:
            _take_form(mark, self._fields[-1].instruction)

    def begin_simple(self, element: Element, mark: Mark) -> _Field:
        """Return a w:fldSimple to be ended by `end_simple` when its result was taken."""
        begun = len(self._atoms)
        simple = _Field(begun, element, mark.revision, in_result=True, result=begun)
        simple.instruction.say(element.get(w("instr"), ""), mark)
        return simple

    def end_simple(self, simple: _Field, around: Around) -> None:
        """Take what Word draws in place of the result of a w:fldSimple."""
        self._draw(simple, simple.begin, around)

    def _say(self, text: str, mark: Mark, shown: bool) -> None:
        for one in reversed(self._fields):
            if not one.in_result:
                one.instruction.say(text, mark)
            if not (shown and one.in_result):
                return

    def _draw(self, ended: _Field, end: Element, around: Around) -> None:
        drawn = ended.instruction.shown(around.mark)
        if drawn:
            self._drop(ended, ended.result, around.mark.revision)
        whole = end if around.whole is None else around.whole
        begin = ended.begin if whole is end and _beside(ended.begin, end) else None
        for text, mark in drawn:
            self.add(Atom(end, text, around.run, whole, True, begin), mark)

    def _drop(self, ended: _Field, first: int, revision: Revision) -> None:
        if ended.revision is revision:
            for at in range(first, len(self._atoms)):
                if revision in (Revision.KEPT, self._revisions[at]):
                    self._atoms[at] = None


def _beside(begin: Element, end: Element) -> bool:
    """Whether both stand in runs of one parent, so that all between can be taken as one."""
    runs = begin.getparent(), end.getparent()
    if begin is end or any(run is None or run.tag != w("r") for run in runs):
        return False
    return runs[0].getparent() is runs[1].getparent()  # type: ignore[union-attr]


def _take_form(mark: Element, instruction: Instruction) -> None:
    for form in mark.iter(*_FORMS):
        for child in form:
            if child.tag in _FORM_VALUES:
                instruction.take_form(_FORM_VALUES[child.tag], child.get(w("val")))


def _deleted_anyway(element: Element, mark: Mark) -> Mark:
    """Deleted words are deleted even where a program forgot to say so around them."""
    if element.tag in _DELETED and mark.revision in IN_VIEW[View.FINAL]:
        return within(mark, mark_of("w:del", {}))
    return mark
