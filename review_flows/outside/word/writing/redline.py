"""Two versions of a Word file made into one with true tracked changes from the first to the second.

All changes accepted it reads as the second version, all rejected as the first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from models.redline import Unshown
from models.word_document import View, WordDocument
from models.word_text import Place
from review_flows.outside.word.jobs import JobResult, Params
from review_flows.outside.word.reading.reader import read_whole
from review_flows.outside.word.writing.new_content import NewContent
from review_flows.outside.word.writing.parts import WordParts
from review_flows.outside.word.writing.pen import Pen
from review_flows.outside.word.writing.redline_blocks import BlocksRedline
from review_flows.outside.word.writing.settled import settle_parts
from review_flows.outside.word.writing.unfolded import with_unfolded
from review_flows.outside.word.writing.versions import Unsaid, Version, pair_notes

_HEADS = (Place.HEADER, Place.FOOTER)


@dataclass(frozen=True, slots=True)
class Redlined:
    """The file with the changes, and what of the new version it does not show.

    Each entry of `unshown` is an `Unshown` code, ": " and words by which the place is found.
    """

    content: bytes
    unshown: tuple[str, ...]


def redline(before: bytes, after: bytes, author: str, at: datetime) -> Redlined:
    """Return `before` with tracked changes by this author at this time that lead to `after`.

    Changes that either file holds already are accepted first. Sections stay as they are in
    `before`; `at` is written as it stands on the clock.
    """
    old_parts, new_parts = (settle_parts(WordParts(one), View.FINAL) for one in (before, after))
    old_read, new_read = read_whole(old_parts.saved()), read_whole(new_parts.saved())
    old = Version(with_unfolded(old_parts), old_read.paragraphs)
    new = Version(new_parts, new_read.paragraphs)
    new.numberings.match(
        old.numberings, (one.element for one in new.located), (one.element for one in old.located)
    )
    unsaid = Unsaid()
    pen = Pen(old.parts, author, at)
    notes = pair_notes(old, new)
    blocks = BlocksRedline(old, new, pen, NewContent(old, new, pen, unsaid))
    blocks.container(old.body, new.body)
    for pair in notes:
        blocks.container(pair.old, pair.new)
    if blocks.looks:
        unsaid.say(Unshown.LOOK, str(blocks.looks))
    content = old.parts.saved()
    _say_differences(unsaid, old_read, new_read, read_whole(content))
    return Redlined(content, unsaid.said())


def _say_differences(
    unsaid: Unsaid, old: WordDocument, new: WordDocument, redlined: WordDocument
) -> None:
    """Note what the result does not say as the versions do: nothing is lost in silence."""
    for view, wanted in ((View.FINAL, new), (View.ORIGINAL, old)):
        lines = [one.text for one in redlined.view(view).paragraphs]
        wanted_lines = [one.text for one in wanted.view(View.FINAL).paragraphs]
        if lines != wanted_lines:
            unsaid.say(Unshown.TEXT, _first_difference(lines, wanted_lines))
    if _heads(old) != _heads(new):
        unsaid.say(Unshown.HEADER, " ".join(_heads(new)))
    there = {(comment.author, comment.text) for comment in old.comments}
    for comment in new.comments:
        if (comment.author, comment.text) not in there:
            unsaid.say(Unshown.COMMENTS, comment.text)


def _first_difference(lines: list[str], wanted: list[str]) -> str:
    for line, other in zip(lines, wanted, strict=False):
        if line != other:
            return other or line
    longer = max(lines, wanted, key=len)
    return longer[min(len(lines), len(wanted))]


def _heads(document: WordDocument) -> list[str]:
    return [one.words(View.FINAL) for one in document.paragraphs if one.place in _HEADS]


def job(params: Params, blobs: Sequence[bytes]) -> JobResult:
    """Redline apart from this process: `params` has author and at (ISO), blobs old and new."""
    at = datetime.fromisoformat(str(params["at"]))
    done = redline(blobs[0], blobs[1], str(params["author"]), at)
    return {"unshown": list(done.unshown)}, [done.content]
