"""采纳情况: are the answers to an opinion complete, and does the new text do what they say?

The machine lists what no item asked for and what was said and not done; a person confirms it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.case import CaseState
from models.check import WHOLE_TEXT
from models.comparison.clause_diff import ChangeKind, ClauseChange, differing_words
from models.forms import AnswerForm
from models.opinion import Adoption, Severity

TAKEN_UP = frozenset({Adoption.ADOPTED, Adoption.PARTLY})
LONGEST = 60  # characters of the differing words in an error; `diff` shows them in full


@dataclass(frozen=True, slots=True)
class AnsweredItem:
    """An item of an opinion and what was answered to it; None as long as nothing was."""

    number: int
    address: str
    severity: Severity
    adoption: Adoption | None


@dataclass(frozen=True, slots=True)
class Doubt:
    """A place of a revision that the reviewer has to confirm by its name.

    `item` is set where an item was said to be taken up and nothing changed at its place; else
    `kind` says what was changed there without being asked for. With neither, the texts cannot be
    compared.
    """

    place: str
    named: frozenset[str]
    before: str = ""
    after: str = ""
    kind: ChangeKind | None = None
    item: int | None = None

    def is_named(self, places: Iterable[str]) -> bool:
        """Say whether its place, or one that it stands under, is among these."""
        return any(place in self.named or place == WHOLE_TEXT for place in places)


def answer_faults(items: Sequence[int], answers: Sequence[AnswerForm]) -> list[str]:
    """Return every fault of the answers to these items.

    What is taken up needs its new wording; what is not, or not wholly, its reason; and what is not
    taken up at all its basis too (国办发〔2018〕115号, item 六: 理由、依据).
    """
    answered = Counter(answer.item for answer in answers)
    faults = [f"item {item} is not answered" for item in items if not answered[item]]
    faults += [f"there is no item {item}" for item in answered if item not in items]
    faults += [f"item {item} is answered twice" for item in items if answered[item] > 1]
    return faults + [fault for answer in answers for fault in _faults_of(answer)]


def _faults_of(answer: AnswerForm) -> list[str]:
    needed = {
        "wording": answer.adoption in TAKEN_UP and not answer.wording,
        "reason": answer.adoption is not Adoption.ADOPTED and not answer.reason,
        "basis": answer.adoption is Adoption.NOT_ADOPTED and not answer.basis,
    }
    return [
        f"item {answer.item}: {answer.adoption} needs {field}="
        for field, missing in needed.items()
        if missing
    ]


def unsettled(items: Iterable[AnsweredItem]) -> tuple[int, ...]:
    """Return the items that must be changed and that nobody has answered."""
    return tuple(
        item.number
        for item in items
        if item.severity is Severity.MUST_CHANGE and item.adoption is None
    )


def asking(items: Sequence[AnsweredItem], state: CaseState) -> Sequence[AnsweredItem]:
    """Return the items that the present draft of a case in this state answers to.

    What a meeting changed answers to none: those were settled before it.
    """
    return () if state is CaseState.PASSED_WITH_CHANGES else items


def unasked(
    changes: Iterable[ClauseChange], items: Iterable[AnsweredItem]
) -> tuple[ClauseChange, ...]:
    """Return the changes that no item taken up asked for.

    An item asks for changes at its address and below it. A clause that only got another number
    needs no asking; one that cites another under its new number does. An item on the whole text
    asks for nothing in particular, so what it led to is listed.
    """
    asked = {item.address for item in items if item.adoption in TAKEN_UP}
    return tuple(
        change
        for change in changes
        if change.kind is not ChangeKind.RENUMBERED and not change.under & asked
    )


def not_done(
    changes: Sequence[ClauseChange], items: Iterable[AnsweredItem]
) -> tuple[AnsweredItem, ...]:
    """Return the items said to be taken up whose clause did not change."""
    changed = [change for change in changes if change.kind is not ChangeKind.RENUMBERED]
    touched = {address for change in changed for address in change.under}
    if changed:
        touched.add(WHOLE_TEXT)
    return tuple(
        item for item in items if item.adoption in TAKEN_UP and item.address not in touched
    )


def doubts(changes: Sequence[ClauseChange], items: Sequence[AnsweredItem]) -> tuple[Doubt, ...]:
    """Return what the reviewer has to confirm by name before the opinion holds for a revision."""
    found = [_doubt(change) for change in unasked(changes, items)]
    found += [
        Doubt(item.address, frozenset({item.address}), item=item.number)
        for item in not_done(changes, items)
    ]
    return tuple(found)


def _doubt(change: ClauseChange) -> Doubt:
    before, after = differing_words(change.words_before, change.words_after, LONGEST)
    return Doubt(change.place, change.named, before, after, change.kind)


def told(doubt: Doubt) -> str:
    """Return a doubt as an error says it: the place, what happened, old and new words."""
    if doubt.item is not None:
        return f"{doubt.place} (item {doubt.item} is said to be taken up, nothing changed there)"
    if doubt.kind is None or not (doubt.before or doubt.after):
        return f"{doubt.place} (cannot be compared)"
    words = (f"“{one}”" if one else "nothing" for one in (doubt.before, doubt.after))
    return f"{doubt.place} ({doubt.kind}: {' → '.join(words)})"
