"""材料清单: what a rule set asks for, line by line, as documents and clerk leave it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from models.form_check import MaterialState
from models.procedure_rules import Material, Required
from models.structure.document_kind import DocumentKind

# What only the clerk can say; the others are read from the documents.
CLERKS_WORDS = frozenset(
    {MaterialState.SUFFICIENT, MaterialState.INSUFFICIENT, MaterialState.NOT_NEEDED}
)


@dataclass(frozen=True, slots=True)
class MaterialWord:
    """The clerk's word on one kind of material, and when it was given (ISO text, UTC)."""

    state: MaterialState
    note: str
    decided_at: str


@dataclass(frozen=True, slots=True)
class MaterialLine:
    """One line of the list. `note` is the clerk's; `source` says where the paper is asked for."""

    kind: DocumentKind
    required: Required
    state: MaterialState
    note: str
    there: bool  # some document of the case is of this kind
    source: str

    @property
    def wanting(self) -> bool:
        """Whether it stands in the way of acceptance, and belongs into a supplement notice.

        What is there and of no use is wanting even of a paper that is asked for when relevant: the
        clerk who finds it not needed says so.
        """
        missing = self.state is MaterialState.MISSING and self.required is Required.ALWAYS
        return missing or self.state is MaterialState.INSUFFICIENT

    @property
    def open(self) -> bool:
        """Whether nobody has said yet if a paper that is asked for when relevant is needed."""
        looked_at = self.state in CLERKS_WORDS
        return self.required is Required.WHEN_RELEVANT and not looked_at


@dataclass(frozen=True, slots=True)
class CasePapers:
    """What a case has: when the latest document of each kind came, and the clerk's words."""

    came_at: Mapping[DocumentKind, str]  # ISO texts, UTC
    words: Mapping[DocumentKind, MaterialWord]


def material_lines(materials: Iterable[Material], papers: CasePapers) -> tuple[MaterialLine, ...]:
    """Return the list of a rule set as it stands for a case, in the rule set's order."""
    return tuple(_line(material, papers) for material in materials)


def _line(material: Material, papers: CasePapers) -> MaterialLine:
    """Return a line; a word that a newer document or another list has overtaken counts no more."""
    came_at, word = papers.came_at.get(material.kind), papers.words.get(material.kind)
    state, note = MaterialState.MISSING if came_at is None else MaterialState.RECEIVED, ""
    if word is not None and _counts(word, came_at, material.required):
        state, note = word.state, word.note
    return MaterialLine(
        material.kind,
        material.required,
        state,
        note,
        there=came_at is not None,
        source=material.source,
    )


def _counts(word: MaterialWord, came_at: str | None, required: Required) -> bool:
    if word.state is MaterialState.NOT_NEEDED:
        # Said under the rules of one matter type; under those of another it may be required.
        return required is Required.WHEN_RELEVANT and (came_at or "") <= word.decided_at
    return came_at is not None and came_at <= word.decided_at


def word_fault(line: MaterialLine, state: MaterialState, note: str) -> str:
    """Return what is wrong with a clerk's word on a line, as a sentence, or nothing."""
    if state not in CLERKS_WORDS:
        return (
            f"state: {state} is read from the documents; say one of "
            f"{', '.join(sorted(CLERKS_WORDS))}."
        )
    if state is MaterialState.NOT_NEEDED:
        needed = line.required is Required.ALWAYS
        return f"state: {line.kind} is always required ({line.source})." if needed else ""
    if not line.there:
        return (
            f"kind: no document of the case is {line.kind}. Ask for it with request_supplement, "
            "or say with name_material which one it is."
        )
    if state is MaterialState.INSUFFICIENT and not note:
        return "note: say what is wrong with it; the supplement notice prints it."
    return ""
