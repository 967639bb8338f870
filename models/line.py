"""From paragraphs to lines: a soft break starts a line; so does an article glued on by a tab."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from models.word_text import WordText

NUMERALS = "一二三四五六七八九十百千零〇○两0-9０-９"

# Files that were converted from PDF glue articles together: "…情况。\t第九条…".
_BREAK = re.compile(rf"\n|(?<=[。；：])[ \u3000]*\t\s*(?=第[{NUMERALS}]+条)")
_EDGE = " \t\r\u00a0\u3000\u200b\ufeff"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of running text; `position` is the index of its paragraph in the document."""

    position: int
    text: str


def lines_of(text: WordText) -> Iterator[Line]:
    """Yield the lines outside tables that are not blank, trimmed at both ends.

    Tables list articles too (a comparison of old and new, say) without being the text of the rule.
    """
    for position, paragraph in enumerate(text.paragraphs):
        if paragraph.in_table:
            continue
        for piece in _BREAK.split(paragraph.text):
            if trimmed := piece.strip(_EDGE):
                yield Line(position, trimmed)
