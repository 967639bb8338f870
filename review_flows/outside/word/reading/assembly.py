"""Puts the stories of a Word file together in reading order, and the comments in their places."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from models.word_document import MarkedParagraph, Spot, View, WordComment, WordDocument
from review_flows.outside.word.reading.anchors import span
from review_flows.outside.word.reading.notes import Entry
from review_flows.outside.word.reading.paragraph import Range
from review_flows.outside.word.reading.story import Story

_MOST_QUOTED = 5_000_000  # characters, over all comments of a file


class Assembly:
    """The paragraphs of all stories so far, with the anchors in them."""

    def __init__(self) -> None:
        self._paragraphs: list[MarkedParagraph] = []
        self._anchors: dict[str, tuple[Spot, Spot]] = {}
        self._tracked_changes = 0
        self._quotable = _MOST_QUOTED
        self._words: dict[int, str] = {}

    def add(self, story: Story) -> None:
        """Append a whole story."""
        self._append(story, [(i, "") for i in range(len(story.paragraphs))])

    def add_notes(self, story: Story, notes: Iterable[tuple[Entry, str]]) -> None:
        """Append these notes of a part of notes, each with the number that it shows."""
        self._append(
            story, [(i, number) for note, number in notes for i in range(note.first, note.last)]
        )

    def _append(self, story: Story, chosen: list[tuple[int, str]]) -> None:
        own = story.closed_paragraphs()
        last = Spot(len(own) - 1, len(own[-1].words(View.MARKED))) if own else None
        moved = {i: len(self._paragraphs) + k for k, (i, _) in enumerate(chosen)}
        for i, number in chosen:
            self._paragraphs.append(replace(own[i], note=number) if number else own[i])
        self._tracked_changes += story.tracked_changes
        for code, found in story.anchors.ranges.items():
            place = span(_inside(found, last))
            if place is not None and code not in self._anchors:
                start, end = place
                if start.paragraph in moved and end.paragraph in moved:
                    self._anchors[code] = (_moved(start, moved), _moved(end, moved))

    def document(
        self, comments: Iterable[WordComment], properties: tuple[tuple[str, str], ...]
    ) -> WordDocument:
        """Return the whole; of two comments with one id the first has the place."""
        placed = []
        for comment in comments:
            if spots := self._anchors.pop(comment.id, None):
                start, end = spots
                comment = replace(comment, start=start, end=end, quote=self._quote(start, end))
            placed.append(comment)
        paragraphs = _with_unique_keys(self._paragraphs)
        return WordDocument(paragraphs, tuple(placed), self._tracked_changes, properties)

    def _quote(self, start: Spot, end: Spot) -> str:
        """The words between; of many comments on long stretches only what the memory bears."""
        words: list[str] = []
        for position in range(start.paragraph, end.paragraph + 1):
            if self._quotable <= 0:
                break
            own = self._words_of(position)
            last = end.offset if position == end.paragraph else len(own)
            words.append(own[start.offset if position == start.paragraph else 0 : last])
            self._quotable -= len(words[-1]) + 1
        return "\n".join(words)

    def _words_of(self, position: int) -> str:
        if position not in self._words:
            self._words[position] = self._paragraphs[position].words(View.MARKED)
        return self._words[position]


def _inside(found: Range, end: Spot | None) -> Range:
    """Bring back places after the last paragraph: a marker can stand behind all words."""
    spots = (found.start, found.end, found.point)
    return Range(
        *(
            end if spot and (end is None or spot.paragraph > end.paragraph) else spot
            for spot in spots
        )
    )


def _moved(spot: Spot, moved: dict[int, int]) -> Spot:
    return Spot(moved[spot.paragraph], spot.offset)


def _with_unique_keys(paragraphs: list[MarkedParagraph]) -> tuple[MarkedParagraph, ...]:
    """Take away keys that two paragraphs have: programs copy them along with the text."""
    times = Counter(paragraph.key for paragraph in paragraphs)
    return tuple(
        replace(paragraph, key="") if paragraph.key and times[paragraph.key] > 1 else paragraph
        for paragraph in paragraphs
    )
