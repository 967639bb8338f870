"""Writes comments into a Word file on exact words; replies, resolved marks and all others stay."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from models.word_document import Spot
from review_flows.outside.word.jobs import JobResult, Params
from review_flows.outside.word.writing.agreement import agreeing, words_read
from review_flows.outside.word.writing.comment_part import CommentPart, style_named
from review_flows.outside.word.writing.locator import LocatedParagraph, paragraphs_of
from review_flows.outside.word.writing.parts import WordParts
from review_flows.outside.word.writing.runs import (
    TRACKED,
    edge_after,
    edge_before,
    out_of_marks_after,
    out_of_marks_before,
)
from review_flows.outside.word.writing.tree import BOXES, Element, made, some_runs_content, w

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ANCHORS = ("commentRangeStart", "commentRangeEnd", "commentReference")


@dataclass(frozen=True, slots=True)
class NewComment:
    """A comment to be written. Its spots count marked words, as `WordDocument` does.

    `at` is written as it stands on the clock, as Word does. `parent` is the id of a comment of the
    file or the key of another new one; `key` is how the caller speaks of this one.
    """

    start: Spot
    end: Spot
    text: str
    author: str
    initials: str
    at: datetime
    parent: str = ""
    resolved: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """The file with the comments. By their keys: the ids they got, and those that got no place.

    `widened`: those that had to take in the whole of an equation or of a word with a reading aid.
    """

    content: bytes
    ids: tuple[tuple[str, str], ...]
    unplaced: tuple[str, ...] = ()
    widened: tuple[str, ...] = ()


def write_comments(content: bytes, comments: Sequence[NewComment]) -> Written:
    """Return the file with these comments in it, its text unchanged.

    Unplaced are comments whose spots the file does not have, that end before they begin or begin
    in the body and end in a note, replies to nothing, and comments on paragraphs in which the tree
    of the part shows other words than were read: rather no place than one on other words.
    """
    parts = WordParts(content)
    paragraphs = paragraphs_of(parts)
    writer = _Writer(parts, paragraphs, agreeing(paragraphs, words_read(content)))
    for comment in comments:
        writer.write(comment)
    return writer.written()


class _Writer:
    def __init__(
        self, parts: WordParts, paragraphs: list[LocatedParagraph], sure: frozenset[int]
    ) -> None:
        self._parts = parts
        self._part = CommentPart(parts)
        self._paragraphs = paragraphs
        self._sure = sure  # the indexes of those that are what was read
        self._known: dict[str, Element] = self._part.by_id()
        self._next = self._part.next_id(_anchored(self._paragraphs, parts))
        self._reference_style = style_named(parts, "annotation reference")
        self._text_style = style_named(parts, "annotation text")
        self._ids: list[tuple[str, str]] = []
        self._unplaced: list[str] = []
        self._widened: list[str] = []

    def written(self) -> Written:
        """Return what came of it."""
        content = self._parts.saved()
        return Written(content, tuple(self._ids), tuple(self._unplaced), tuple(self._widened))

    def write(self, comment: NewComment) -> None:
        """Anchor a comment and add it; or note that it has no place."""
        if not self._has_place(comment):
            self._unplaced.append(comment.key)
            return
        number = str(self._next)
        self._next += 1
        if not self._anchor(comment, number):
            self._widened.append(comment.key)
        element = self._element(comment, number)
        self._part.root.append(element)
        self._part.thread(element, self._known.get(comment.parent), comment.resolved)
        self._known[number] = element
        if comment.key:
            self._known[comment.key] = element
        self._ids.append((comment.key, number))

    def _has_place(self, comment: NewComment) -> bool:
        start, end = comment.start, comment.end
        if not 0 <= start.paragraph <= end.paragraph < len(self._paragraphs) or end < start:
            return False
        first, last = self._paragraphs[start.paragraph], self._paragraphs[end.paragraph]
        fits = 0 <= start.offset <= len(first.words) and 0 <= end.offset <= len(last.words)
        sure = start.paragraph in self._sure and end.paragraph in self._sure
        answers = not comment.parent or comment.parent in self._known
        return fits and sure and answers and _story(first) is _story(last)

    def _anchor(self, comment: NewComment, number: str) -> bool:
        """Put the marks of the range and of the comment; return whether the range is exact."""
        first = self._paragraphs[comment.start.paragraph].element
        last = self._paragraphs[comment.end.paragraph].element
        begin = made("commentRangeStart", id=number)
        end = made("commentRangeEnd", id=number)
        before = edge_before(first, comment.start.offset)
        exact = before.exact
        if comment.start == comment.end:
            _put_before(begin, before.element, first)
            begin.addnext(end)
        else:
            # The end is cut first: a cut leaves what is before it in the run that was there.
            after = edge_after(last, comment.end.offset)
            before = edge_before(first, comment.start.offset)
            exact = before.exact and after.exact
            _put_after(end, after.element, last)
            _put_before(begin, before.element, first)
        self._refer(end, number)
        return exact

    def _refer(self, end: Element, number: str) -> None:
        """Put the mark of the comment after its range, and outside of what somebody tracked."""
        run = made("r")
        if self._reference_style:
            properties = made("rPr")
            properties.append(made("rStyle", val=self._reference_style))
            run.append(properties)
        run.append(made("commentReference", id=number))
        after = end
        while (parent := after.getparent()) is not None and parent.tag in TRACKED:
            after = parent
        after.addnext(run)

    def _element(self, comment: NewComment, number: str) -> Element:
        at = comment.at.replace(microsecond=0, tzinfo=None).isoformat() + "Z"
        element = made("comment", id=number, author=_clean(comment.author), date=at)
        element.set(w("initials"), _clean(comment.initials))
        for place, line in enumerate(_clean(comment.text).splitlines() or [""]):
            element.append(self._paragraph(line, first=place == 0))
        return element

    def _paragraph(self, line: str, first: bool) -> Element:
        paragraph = made("p")
        if self._text_style:
            properties = made("pPr")
            properties.append(made("pStyle", val=self._text_style))
            paragraph.append(properties)
        if first:
            mark = made("r")
            mark.append(made("annotationRef"))
            paragraph.append(mark)
        run = made("r")
        run.extend(some_runs_content(line))
        paragraph.append(run)
        return paragraph


def _put_before(mark: Element, element: Element | None, paragraph: Element) -> None:
    """Put the mark before the element; without one, at the end of the paragraph."""
    if element is None:
        paragraph.append(mark)
    else:
        out_of_marks_before(element).addprevious(mark)


def _put_after(mark: Element, element: Element | None, paragraph: Element) -> None:
    """Put the mark after the element; without one, at the beginning of the paragraph."""
    if element is not None:
        out_of_marks_after(element).addnext(mark)
    elif (properties := paragraph.find(w("pPr"))) is not None:
        properties.addnext(mark)
    else:
        paragraph.insert(0, mark)


def _story(paragraph: LocatedParagraph) -> Element:
    """Return what a range must not leave: the body, one note, one text box."""
    inside = BOXES | {w("footnote"), w("endnote")}
    for above in paragraph.element.iterancestors():
        if above.tag in inside:
            return above
    return paragraph.element.getroottree().getroot()


def _anchored(paragraphs: list[LocatedParagraph], parts: WordParts) -> set[str]:
    roots = {one.part: parts.tree(one.part) for one in paragraphs}
    tags = [w(name) for name in _ANCHORS]
    return {mark.get(w("id"), "") for root in roots.values() for mark in root.iter(*tags)}


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub("", text)


def job(params: Params, blobs: Sequence[bytes]) -> JobResult:
    """Write comments apart from this process: `params["comments"]`, one mapping a comment."""
    listed = params["comments"]
    assert isinstance(listed, list)
    done = write_comments(blobs[0], [_from_json(one) for one in listed])
    result: dict[str, object] = {
        "ids": [list(pair) for pair in done.ids],
        "unplaced": list(done.unplaced),
        "widened": list(done.widened),
    }
    return result, [done.content]


def _from_json(one: Mapping[str, object]) -> NewComment:
    """Return a comment from its form in JSON: spots as [paragraph, offset], the time in ISO."""
    start, end = one["start"], one["end"]
    assert isinstance(start, list) and isinstance(end, list)
    texts = {
        name: str(one.get(name, "")) for name in ("text", "author", "initials", "parent", "key")
    }
    return NewComment(
        start=Spot(*start),
        end=Spot(*end),
        at=datetime.fromisoformat(str(one["at"])),
        resolved=bool(one.get("resolved", False)),
        **texts,
    )
