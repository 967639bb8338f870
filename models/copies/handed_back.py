"""A copy that came back: what somebody added to it in Word, as comments on clauses of the draft.

Names and times are those that the file states. Nothing that was added is left out: what has no
place in the draft is a comment on the whole text, with its words in the comment.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from models.advice import CommentOrigin
from models.anchor import WHOLE_TEXT
from models.copies.bare_text import bare
from models.copies.placing import PlacedDraft
from models.copies.tracked_edits import TrackedEdit, tracked_edits, without_common_break
from models.word_document import WordComment, WordDocument
from models.words import phrase

BESIDE = 12  # characters shown beside words that were only put in
LONGEST_SHOWN = 60  # characters of words that a sentence repeats; the whole stands in the fields


class Unplaced(StrEnum):
    """Why a remark stands at the whole text, or without its exact words."""

    NOT_ANCHORED = "not_anchored"  # the file anchors the comment nowhere
    CLAUSE_GONE = "clause_gone"  # its clause is not in the present draft
    WORDS_GONE = "words_gone"  # its clause is, and says something else


@dataclass(frozen=True, slots=True)
class RemarkBack:
    """A remark that was added; `author` and `at` as the file states them."""

    origin: CommentOrigin
    address: str
    problem: str
    quote: str = ""
    suggestion: str = ""
    replacement: str = ""
    author: str = ""
    at: str = ""
    unplaced: Unplaced | None = None


@dataclass(frozen=True, slots=True)
class HandedBack:
    """What came back. `resolved` says in Chinese whose mark as resolved was set or taken off."""

    remarks: tuple[RemarkBack, ...]
    resolved: tuple[str, ...] = ()


def handed_back(
    document: WordDocument, copy: PlacedDraft, ours: Sequence[WordComment]
) -> HandedBack:
    """Return what was added to a copy in which `ours` stood, placed in the copy's own text.

    `copy` is the original view of the document: as it was before anybody changed it.
    """
    known, new = _known(document.comments, ours)
    remarks = [_comment(copy, one, document.comments, known) for one in new]
    remarks += [_edit(copy, without_common_break(edit)) for edit in tracked_edits(document)]
    return HandedBack(tuple(remarks), tuple(_resolved(known, ours)))


def _known(
    comments: Iterable[WordComment], ours: Iterable[WordComment]
) -> tuple[list[WordComment], list[WordComment]]:
    """Tell the comments that stood in the copy from those that came to it.

    They are told by their words: a program that saves the file may give new numbers and dates.
    """
    left = Counter(bare(one.text) for one in ours)
    known: list[WordComment] = []
    new: list[WordComment] = []
    for one in comments:
        is_known = left[bare(one.text)] > 0
        left[bare(one.text)] -= is_known
        (known if is_known else new).append(one)
    return known, new


def _resolved(known: Iterable[WordComment], ours: Iterable[WordComment]) -> Iterator[str]:
    before = {bare(one.text): one.resolved for one in ours}
    for one in known:
        if one.resolved != before[bare(one.text)]:
            key = "back.resolved" if one.resolved else "back.reopened"
            yield phrase(key, "zh", comment=_first_line(one.text))


def _comment(
    copy: PlacedDraft,
    one: WordComment,
    comments: Sequence[WordComment],
    known: Sequence[WordComment],
) -> RemarkBack:
    parent = next((p for p in comments if p.id == one.parent), None) if one.parent else None
    text = one.text.strip() or phrase("back.no_words", "zh")
    if parent is not None:
        key = "back.reply" if parent in known else "back.reply_to_own"
        text = phrase(key, "zh", comment=_first_line(parent.text), text=text)
    start = one.start or (parent.start if parent else None)
    end = one.end or (parent.end if parent else None)
    remark = RemarkBack(CommentOrigin.WORD_COMMENT, WHOLE_TEXT, text, author=one.author, at=one.at)
    if start is None or end is None:
        return replace(remark, unplaced=Unplaced.NOT_ANCHORED)
    place = copy.place(start, end)
    said = place.words or one.quote
    if bare(said) != bare(place.quote):
        text = phrase("back.on_words", "zh", words=said, text=text)
    return replace(remark, address=place.address, quote=place.quote, problem=text)


def _edit(copy: PlacedDraft, edit: TrackedEdit) -> RemarkBack:
    remark = RemarkBack(
        CommentOrigin.TRACKED_CHANGE,
        WHOLE_TEXT,
        edit_sentence(edit.old, edit.new, moved=edit.moved),
        author=edit.author,
        at=edit.at,
    )
    if not edit.old.strip():
        return _put_in(copy, edit, remark)
    place = copy.place(edit.start, edit.end)
    new = edit.new.strip("\n")
    return replace(
        remark,
        address=place.address,
        quote=place.quote,
        replacement=new,
        suggestion="" if new else phrase("back.delete", "zh"),
    )


def _put_in(copy: PlacedDraft, edit: TrackedEdit, remark: RemarkBack) -> RemarkBack:
    """Return a remark on words that came without any having gone: told by those beside them."""
    place, is_before = copy.beside(edit.start, BESIDE)
    new = edit.new.strip("\n")
    if not place.quote or not new:
        return replace(remark, address=place.address, quote=place.quote, replacement=new)
    between = "\n" if "\n" in edit.new else ""
    both = (place.quote, new) if is_before else (new, place.quote)
    return replace(remark, address=place.address, quote=place.quote, replacement=between.join(both))


def edit_sentence(old: str, new: str, *, moved: bool = False, tracked: bool = True) -> str:
    """Return in Chinese what was done to words of the draft."""
    if old.strip():
        key = "back.replaced" if new.strip() else "back.taken_out"
    elif new.strip():
        key = "back.put_in"
    else:
        key = "back.split" if new else "back.joined"
    how = "back.untracked" if not tracked else "back.moved" if moved else "back.tracked"
    said = phrase(key, "zh", old=_shown(old), new=_shown(new))
    return phrase(how, "zh", what=said)


def _shown(words: str) -> str:
    words = words.strip()
    return words if len(words) <= LONGEST_SHOWN else f"{words[:LONGEST_SHOWN]}…"


def _first_line(text: str) -> str:
    return _shown(next((line for line in text.splitlines() if line.strip()), ""))
