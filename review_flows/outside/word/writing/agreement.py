"""Whether the tree that is written to shows the words that were read: the two walk apart."""

from collections.abc import Sequence

from models.word_document import View
from models.word_text import Place
from review_flows.outside.word.reading.reader import read_whole
from review_flows.outside.word.writing.locator import LocatedParagraph


def words_read(content: bytes) -> list[str]:
    """Return the marked words of the paragraphs that can be written on, as the reader has them."""
    apart = (Place.HEADER, Place.FOOTER)
    read = read_whole(content).paragraphs
    return [one.words(View.MARKED) for one in read if one.place not in apart]


def agreeing(located: Sequence[LocatedParagraph], read: Sequence[str]) -> frozenset[int]:
    """Return the indexes at which both have the same paragraph, by its marked words.

    With more paragraphs on one side nothing is sure from the first difference on.
    """
    same = [one.words == words for one, words in zip(located, read, strict=False)]
    if len(located) != len(read) and False in same:
        same = same[: same.index(False)]
    return frozenset(index for index, is_same in enumerate(same) if is_same)
