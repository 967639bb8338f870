"""Words of a draft and their clause: an address with a quote in, spots out; and the way back."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.anchor import ATTACHMENT, TITLE, WHOLE_TEXT, anchor_problems, is_clause
from models.copies.bare_text import bare, bare_signs
from models.copies.shown_text import ShownText, Span
from models.structure.clause import Clause
from models.structure.clauses import clauses_of
from models.structure.rule_clauses import is_attachment
from models.structure.title import title_of
from models.word_document import Spot, View, WordDocument
from models.word_text import WordText

Ends = tuple[Spot, Spot]


@dataclass(frozen=True, slots=True)
class Placement:
    """Where words stand: the clause, and those of them that stand in it word for word.

    `words` are all that were meant: more than the quote where they go beyond one clause.
    """

    address: str
    quote: str = ""
    words: str = ""


class PlacedDraft:
    """One view of a document with its clauses and its title."""

    def __init__(self, document: WordDocument, view: View) -> None:
        self.shown = ShownText(document, view)
        self.text = WordText(self.shown.paragraphs)
        self.clauses = clauses_of(self.text)
        self.title = bare(title_of(self.text))
        self.bare = bare(self.text.text)
        self._parents = _parents(self.clauses)
        self._positions = [clause.position for clause in self.clauses]
        lines = (i for i, one in enumerate(self.text.paragraphs) if is_attachment(one.text.strip()))
        self._attached = next(lines, len(self.text.paragraphs))

    def find(self, address: str, quote: str) -> Ends | None:
        """Return from where to where a quote stands in a clause; without a quote its first line.

        Blanks and the width of signs do not count. None where the draft does not have it.
        """
        region = self._region(address)
        if region is None:
            return None
        first, last, opening = region
        signs = self._signs(range(first, last + 1))
        text = "".join(sign for sign, _, _ in signs)
        begin = max(0, text.find(opening))
        wanted = bare(quote) or opening
        at = text.find(wanted, begin) if wanted else -1
        if at < 0 and wanted:
            at = text.find(wanted)
        return self._ends(signs[at : at + len(wanted)]) if at >= 0 else None

    def find_anywhere(self, quote: str) -> Ends | None:
        """Return where a quote stands, if at one place of the draft only."""
        wanted = bare(quote)
        if not wanted or self.bare.count(wanted) != 1:
            return None
        return self.find(WHOLE_TEXT, quote)

    def title_ends(self) -> Ends | None:
        """Return from where to where the title stands, or the first line of a text without one."""
        ends = self.find(TITLE, "")
        if ends is not None:
            return ends
        whole = (self._signs([place]) for place in range(len(self.text.paragraphs)))
        return next((ends for signs in whole if (ends := self._ends(signs))), None)

    def place(self, start: Spot, end: Spot) -> Placement:
        """Return the clause of the words between two spots, and what of them it holds.

        A point, and words that this view does not show, have an address and no quote.
        """
        spans = list(self.shown.spans(start, end))
        lines = [line for span in spans for line in self._lines(span)]
        words = "\n".join(line for _, line in lines).strip()
        if not lines:
            near = self.shown.near(start)
            return Placement(self._addresses(near)[0] if near else WHOLE_TEXT)
        first, line = lines[0]
        addresses = self._addresses(first)
        tried = [(address, words) for address in addresses] + [(addresses[0], line.strip())]
        held = (Placement(a, q, words) for a, q in tried if self._holds(a, q))
        return next(held, Placement(addresses[0], "", words))

    def beside(self, spot: Spot, longest: int) -> tuple[Placement, bool]:
        """Return up to so many characters before a spot, or behind it where a line begins there.

        Second, whether they stand before it. There may be none: then the address is all.
        """
        near = self.shown.near(spot)
        if near is None:
            return Placement(WHOLE_TEXT), True
        text = self.text.paragraphs[near.shown].text
        begin, end = text.rfind("\n", 0, near.start) + 1, text.find("\n", near.start)
        end = len(text) if end < 0 else end
        sides = (
            (Span(near.shown, max(begin, near.start - longest), near.start), True),
            (Span(near.shown, near.start, min(near.start + longest, end)), False),
        )
        for span, is_before in sides:
            quote, address = text[span.start : span.end].strip(), self._addresses(span)[0]
            number = next((one.number for one in self.clauses if one.address == address), "")
            quote = quote.removeprefix(number).strip()
            if quote and self._holds(address, quote):
                return Placement(address, quote), is_before
        return Placement(self._addresses(near)[0]), True

    def _holds(self, address: str, quote: str) -> bool:
        if not is_clause(address):
            return bool(quote)
        return not list(anchor_problems(self.clauses, [Placement(address, quote)], ""))

    def _region(self, address: str) -> tuple[int, int, str] | None:
        """Return the first and last shown paragraph of an address, and how it opens, bare.

        None for a clause that the draft does not have.
        """
        end = len(self.text.paragraphs)
        if address == TITLE:
            return 0, (self._positions[0] if self._positions else end) - 1, self.title
        if not is_clause(address):
            return self._attached if address.startswith(ATTACHMENT) else 0, end - 1, ""
        place = next((i for i, one in enumerate(self.clauses) if one.address == address), None)
        if place is None:
            return None
        below = _below(self.clauses, place)
        after = self.clauses[below].position if below < len(self.clauses) else end
        words = next((one.text for one in self.clauses[place:below] if one.text), "")
        opening = bare(words.split("\n")[0]) or bare(self.clauses[place].number)
        last = max(self.clauses[below - 1].position, after - 1)
        return self.clauses[place].position, last, opening

    def _signs(self, places: Sequence[int]) -> list[tuple[str, int, int]]:
        return [
            (sign, place, offset)
            for place in places
            for sign, offset in bare_signs(self.text.paragraphs[place].text)
        ]

    def _ends(self, signs: Sequence[tuple[str, int, int]]) -> Ends | None:
        """Return the spots around signs; those of an automatic number stand nowhere in the file."""
        spots = [spot for _, p, o in signs if (spot := self.shown.spot_of(p, o)) is not None]
        if not spots:
            return None
        return spots[0], Spot(spots[-1].paragraph, spots[-1].offset + 1)

    def _lines(self, span: Span) -> Iterator[tuple[Span, str]]:
        """Yield the lines of a span that are not blank: a soft break ends a line."""
        at = span.start
        for line in self.text.paragraphs[span.shown].text[span.start : span.end].split("\n"):
            if line.strip():
                yield Span(span.shown, at, at + len(line)), line
            at += len(line) + 1

    def _addresses(self, span: Span) -> list[str]:
        """Return the clause to which a line belongs, then those above it; else what else it is."""
        paragraph = self.text.paragraphs[span.shown]
        start = paragraph.text.rfind("\n", 0, span.start) + 1
        line = bare(paragraph.text[start:].split("\n")[0])
        if paragraph.in_running_text:
            place = self._clause_of(span.shown, line)
            if place is not None:
                return [self.clauses[i].address for i in self._path(place)]
        if span.shown >= self._attached:
            return [ATTACHMENT]
        return [TITLE if line and line in self.title else WHOLE_TEXT]

    def _path(self, place: int | None) -> Iterator[int]:
        """Yield the place of a clause, then of those that it stands under, from the bottom up."""
        while place is not None:
            yield place
            place = self._parents[place]

    def _clause_of(self, shown: int, line: str) -> int | None:
        last = bisect_right(self._positions, shown)
        if not last:
            return None
        first = bisect_left(self._positions, self._positions[last - 1])
        places = range(last - 1, first - 1, -1)
        return next((i for i in places if _has_line(self.clauses[i], line)), None)


def _has_line(clause: Clause, line: str) -> bool:
    """Say whether a bare line is one of a clause, with its number or without."""
    own = [bare(words) for words in clause.text.split("\n")]
    return line == bare(clause.number) or any(words and words in line for words in own)


def _below(clauses: Sequence[Clause], place: int) -> int:
    """Return the place of the first clause after one that does not stand under it."""
    depth = clauses[place].level.depth
    later = range(place + 1, len(clauses))
    return next((i for i in later if clauses[i].level.depth <= depth), len(clauses))


def _parents(clauses: Sequence[Clause]) -> list[int | None]:
    """Return of each clause the place of the one that it stands under, if any."""
    parents: list[int | None] = []
    above: list[int] = []
    for place, clause in enumerate(clauses):
        while above and clauses[above[-1]].level.depth >= clause.level.depth:
            above.pop()
        parents.append(above[-1] if above else None)
        above.append(place)
    return parents
