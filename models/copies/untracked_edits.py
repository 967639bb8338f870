"""What was changed in a copy without a mark: found by comparing it with what was handed out."""

from collections.abc import Iterator

from models.advice import CommentOrigin
from models.anchor import TITLE, WHOLE_TEXT, anchor_problems, is_clause
from models.comparison.clause_diff import ChangeKind, ClauseChange, clause_changes, words_outside
from models.comparison.clause_pairing import pair_clauses
from models.copies.handed_back import BESIDE, RemarkBack, edit_sentence
from models.copies.placing import PlacedDraft
from models.words import phrase

LEAST_ALIKE = 50  # percent of the clauses that have to be found again in a copy of a draft


def is_copy_of(copy: PlacedDraft, draft: PlacedDraft) -> bool:
    """Say whether most of a draft stands in a text: of its clauses, or of its lines without any."""
    if copy.bare == draft.bare:
        return True
    old, new = draft.clauses, copy.clauses
    if not any(one.text for one in old):
        old, new = words_outside(draft.text), words_outside(copy.text)
    said = sum(1 for one in old if one.text.split())
    pairing = pair_clauses(old, new)
    return bool(said) and 100 * len(pairing.kept + pairing.moved) >= LEAST_ALIKE * said


def untracked_edits(draft: PlacedDraft, copy: PlacedDraft) -> Iterator[RemarkBack]:
    """Yield the changes from a draft to its copy, placed in the draft. Blanks do not count."""
    if copy.bare == draft.bare:
        return
    changes = clause_changes(draft.clauses, copy.clauses)
    outside = clause_changes(words_outside(draft.text), words_outside(copy.text))
    for change in (*changes, *outside):
        if change.kind is not ChangeKind.RENUMBERED:
            yield _remark(draft, change)


def _remark(draft: PlacedDraft, change: ClauseChange) -> RemarkBack:
    old, new = _cut(change.words_before, change.words_after)
    address = change.address_before or WHOLE_TEXT
    if not is_clause(address) or all(one.address != address for one in draft.clauses):
        address = TITLE if address == TITLE else WHOLE_TEXT
    moved = change.kind is ChangeKind.MOVED
    quote = old if _stands(draft, address, old) else ""
    return RemarkBack(
        CommentOrigin.UNTRACKED_CHANGE,
        address,
        edit_sentence(old, new, moved=moved, tracked=False),
        quote=quote,
        replacement=new,
        suggestion="" if new else phrase("back.delete", "zh"),
    )


def _stands(draft: PlacedDraft, address: str, quote: str) -> bool:
    if not is_clause(address):
        return True
    remark = RemarkBack(CommentOrigin.UNTRACKED_CHANGE, address, "", quote=quote)
    return not list(anchor_problems(draft.clauses, [remark], ""))


def _cut(before: str, after: str) -> tuple[str, str]:
    """Return both texts without what they have in common at either end, but for some signs."""
    if not before or not after:
        return before, after
    most = min(len(before), len(after))
    head = next((i for i in range(most) if before[i] != after[i]), most)
    tail = next((i for i in range(most - head) if before[-1 - i] != after[-1 - i]), most - head)
    head, tail = max(0, head - BESIDE), max(0, tail - BESIDE)
    return before[head : len(before) - tail], after[head : len(after) - tail]
