"""Only what was deliberated is issued: the text by its hash, and else what differs, by clause."""

from models.comparison.clause_diff import (
    ChangeKind,
    ClauseChange,
    clause_changes,
    differing_words,
    words_outside,
)
from models.deliberation import DeliberationResult
from models.document import DocumentKind
from models.errors import MoveNotPossible, ReviewError
from models.forms import DocumentForm
from models.structure.clauses import clauses_of
from models.word_text import WordText
from review_flows.desk.adoption import signed_opinion
from review_flows.desk.step import Step
from review_flows.outside import case_files, issuances
from review_flows.outside.database import Row

PASSED = frozenset({DeliberationResult.PASSED, DeliberationResult.PASSED_WITH_CHANGES})
NAMED, LONGEST = 5, 40  # clauses that a refusal names, and characters of what differs in each


def refuse_not_deliberated(step: Step, draft: str) -> Row:
    """Return the meeting that passed this very text. Refused where none did, with what differs."""
    passed = issuances.last_deliberation(step.connection, step.number)
    if passed is None or passed["result"] not in PASSED:
        raise step.refuse("no meeting has passed it")
    if passed["document_sha256"] != draft:
        see_all = f"review-flows diff {step.number} --all"
        raise _other_text(step, "the text", draft, passed["document_sha256"], see_all)
    changed = passed["result"] == DeliberationResult.PASSED_WITH_CHANGES
    if changed and signed_opinion(step)["document_sha256"] != draft:
        raise step.refuse("the reviewer has not confirmed what the meeting changed")
    return passed


def refuse_other_signed(step: Step, signed: DocumentForm, draft: str) -> None:
    """Refuse a signed text (签发稿) that is not, to the byte, what the meeting passed.

    The cleaned copy of the passed text, which is what people are handed, is that text.
    """
    row = case_files.latest(step.connection, step.number, DocumentKind.DRAFT)
    assert row is not None
    if signed.sha256 not in (draft, case_files.copy_sha256(row)):
        see_all = f"review-flows document compare PASSED.docx {signed.name}"
        raise _other_text(step, f"the signed text {signed.name}", signed.sha256, draft, see_all)


def signed_in(documents: tuple[DocumentForm, ...]) -> list[DocumentForm]:
    """Return the texts that were handed in as signed."""
    return [one for one in documents if one.kind is DocumentKind.DRAFT]


def _other_text(step: Step, what: str, present: str, passed: str, see_all: str) -> MoveNotPossible:
    told = _told(step, passed, present)
    return step.refuse(
        f"{what} is not the one that the meeting passed ({present[:12]}… and not {passed[:12]}…). "
        f"{told} See all of it with: {see_all}. Issue the text that was passed, or send the case "
        "back so that the changed one is reviewed and deliberated."
    )


def _told(step: Step, passed: str, present: str) -> str:
    """Return which clauses differ, the first ones with their words."""
    before, after = read_text(step, passed), read_text(step, present)
    if before is None or after is None:
        return "They cannot be compared, because one of them is not there as a readable Word file."
    changes = (
        *clause_changes(clauses_of(before), clauses_of(after)),
        *clause_changes(words_outside(before), words_outside(after)),
    )
    if not changes:
        return "No words differ, and yet the file is another one."
    listed = "; ".join(map(_line, changes[:NAMED]))
    more = f"; and {len(changes) - NAMED} more" if len(changes) > NAMED else ""
    return f"Places that differ: {len(changes)}: {listed}{more}."


def _line(change: ClauseChange) -> str:
    if change.kind in (ChangeKind.ADDED, ChangeKind.REMOVED):
        return f"{change.place} ({change.kind})"
    before, after = differing_words(change.words_before, change.words_after, LONGEST)
    return f"{change.place} ({change.kind}: “{before}” → “{after}”)"


def read_text(step: Step, sha256: str) -> WordText | None:
    """Return the text of a file in the store; None where it is no readable Word file."""
    # Imported here: lxml is needed for this alone.
    from review_flows.outside.word.apart import open_apart

    if not step.site.store.has(sha256):
        return None
    try:
        return open_apart(step.site.store.get(sha256)).text
    except ReviewError:
        return None
