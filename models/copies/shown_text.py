"""Where the words that a view shows stand in the file: a Spot for each character, and back."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from models.word_document import MarkedParagraph, Piece, Spot, View, WordDocument
from models.word_text import Paragraph


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters of a shown paragraph that stand together in the file as well.

    `shown` is the index of the shown paragraph, `at` the offset in it; in the file they begin at
    `spot`, which counts in marked words.
    """

    spot: Spot
    shown: int
    at: int
    length: int

    @property
    def end(self) -> Spot:
        """The place after its last character in the file."""
        return Spot(self.spot.paragraph, self.spot.offset + self.length)


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` of a shown paragraph."""

    shown: int
    start: int
    end: int


class ShownText:
    """The paragraphs of a view, as `WordDocument.view` has them, with the spots of their signs."""

    def __init__(self, document: WordDocument, view: View) -> None:
        self.paragraphs = document.view(view).paragraphs
        found = _stretches(document, view, self.paragraphs)
        self._by_spot = sorted(found, key=lambda one: one.spot)
        self._spots = [one.spot for one in self._by_spot]
        self._by_place = sorted(found, key=lambda one: (one.shown, one.at))
        self._places = [(one.shown, one.at) for one in self._by_place]

    def spot_of(self, shown: int, at: int) -> Spot | None:
        """Return where a character stands in the file; None of an automatic number."""
        place = bisect_right(self._places, (shown, at)) - 1
        one = self._by_place[place] if place >= 0 else None
        if one is None or one.shown != shown or at >= one.at + one.length:
            return None
        return Spot(one.spot.paragraph, one.spot.offset + at - one.at)

    def spans(self, start: Spot, end: Spot) -> Iterator[Span]:
        """Yield what the view shows of the words between two places in the file, in order.

        What stands together in the view is one span, also where deleted words lie between.
        """
        open_span: Span | None = None
        for one in self._cut(start, end):
            if open_span and (open_span.shown, open_span.end) == (one.shown, one.start):
                open_span = Span(one.shown, open_span.start, one.end)
                continue
            if open_span:
                yield open_span
            open_span = one
        if open_span:
            yield open_span

    def _cut(self, start: Spot, end: Spot) -> Iterator[Span]:
        first = max(0, bisect_right(self._spots, start) - 1)
        for one in self._by_spot[first : bisect_left(self._spots, end)]:
            begin = max(one.spot, start)
            until = min(one.end, end)
            if begin.paragraph == until.paragraph and begin < until:
                at = one.at + begin.offset - one.spot.offset
                yield Span(one.shown, at, at + until.offset - begin.offset)

    def near(self, spot: Spot) -> Span | None:
        """Return the point of the view at a place of the file, or before it; None in an empty one.

        What the view does not show (a word that was inserted) is thought of where the words
        beside it in its paragraph stand, or after the paragraph before.
        """
        if not self._by_spot:
            return None
        place = bisect_right(self._spots, spot)
        before = self._by_spot[place - 1] if place else None
        after = self._by_spot[place] if place < len(self._by_spot) else None
        if before and before.spot.paragraph == spot.paragraph:
            at = before.at + min(before.length, spot.offset - before.spot.offset)
            return Span(before.shown, at, at)
        if after and (before is None or after.spot.paragraph == spot.paragraph):
            return Span(after.shown, after.at, after.at)
        assert before is not None
        return Span(before.shown, before.at + before.length, before.at + before.length)


_PLACEHOLDER = re.compile("\ue000(\\d+)\ue001")


def _stretches(document: WordDocument, view: View, shown: Sequence[Paragraph]) -> list[Stretch]:
    """Return the stretches of all shown paragraphs.

    The view is made once more of placeholders, one for each piece, so that this need not know how
    a view joins paragraphs. What precedes the pieces of a paragraph is its automatic number.
    """
    pieces: list[tuple[Spot, int]] = []
    stand_ins = tuple(
        _stand_in(place, one, pieces) for place, one in enumerate(document.paragraphs)
    )
    joined = WordDocument(stand_ins).view(view).paragraphs
    found: list[Stretch] = []
    for place, (one, real) in enumerate(zip(joined, shown, strict=True)):
        held = [pieces[int(number)] for number in _PLACEHOLDER.findall(one.text)]
        at = len(real.text) - sum(length for _, length in held)
        for spot, length in held:
            found.append(Stretch(spot, place, at, length))
            at += length
    return found


def _stand_in(
    place: int, paragraph: MarkedParagraph, pieces: list[tuple[Spot, int]]
) -> MarkedParagraph:
    """Return the paragraph with placeholders for its pieces, which are noted in their order."""
    offset = 0
    stand_ins: list[Piece] = []
    for one in paragraph.pieces:
        if one.text:
            stand_ins.append(replace(one, text=f"\ue000{len(pieces)}\ue001"))
            pieces.append((Spot(place, offset), len(one.text)))
        offset += len(one.text)
    return replace(paragraph, pieces=tuple(stand_ins), number="", number_before="")
