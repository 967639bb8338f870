"""Only what was deliberated is issued: the text by its hash, and else what differs, by clause."""

from collections.abc import Sequence

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
from models.structure.title import stage_mark, without_stage
from models.word_document import View
from models.word_text import WordText
from models.words import word
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


def refuse_other_signed(step: Step, signed: DocumentForm, allowed: Sequence[str]) -> None:
    """Refuse a signed text (签发稿) that is not, to the byte, what the meeting passed.

    `allowed` are the hashes of the passed text: of the file itself, of its cleaned copy, which is
    what people are handed, and of the same without （送审稿）.
    """
    if signed.sha256 not in allowed:
        see_all = f"review-flows document compare PASSED.docx {signed.name}"
        passed = allowed[0]
        raise _other_text(step, f"the signed text {signed.name}", signed.sha256, passed, see_all)


def issued_text(step: Step, draft: Row, text: WordText | None) -> DocumentForm | None:
    """Return the passed text as it is issued where it must not go out as it is: without （送审稿）.

    The program cuts the mark out of the very file that was passed, so that nothing else can differ.
    None of a text that bears no mark, and where the mark cannot be cut out by itself.
    """
    mark = "" if text is None else stage_mark(text)
    if text is None or not mark:
        return None
    # Imported here: lxml is needed for this alone.
    from review_flows.outside.draft_copy import open_file
    from review_flows.outside.word import apart

    content = step.site.store.get(case_files.copy_sha256(draft))
    _, made = apart.run("unmark", {"mark": mark}, [content])
    if not made:
        return None
    opened = open_file(made[0], draft["name"])
    if without_stage(opened.document.view(View.FINAL)) != without_stage(text):
        return None
    return DocumentForm(
        name=f"{word(DocumentKind.ISSUED_TEXT, 'zh')}.docx",
        kind=DocumentKind.ISSUED_TEXT,
        sha256=step.site.store.put(opened.content),
        size=len(opened.content),
    )


def signed_in(documents: tuple[DocumentForm, ...]) -> list[DocumentForm]:
    """Return the texts that were handed in as signed."""
    return [one for one in documents if one.kind is DocumentKind.DRAFT]


def _other_text(step: Step, what: str, present: str, passed: str, see_all: str) -> MoveNotPossible:
    told = _told(step, passed, present)
    return step.refuse(
        f"{what} is not the one that the meeting passed ({present[:12]}… and not {passed[:12]}…). "
        f"{told} See all of it with: {see_all}. Issue the text that was passed (without a file: "
        "the program itself takes （送审稿） and its like out of the title), or send the case back "
        "so that the changed one is reviewed and deliberated."
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
