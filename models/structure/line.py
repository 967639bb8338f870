"""From paragraphs to lines: a soft break starts a line, and so does a clause that is glued on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from models.structure.clause import Mark, mark_of
from models.structure.number_value import NUMERALS
from models.word_text import WordText

_BLANK = r"[ \u00a0\u2002\u2003\u3000]*"
_ARTICLE = rf"第\s*[{NUMERALS}]+\s*条"
_BREAK = re.compile(
    r"\n"
    # Files that were converted from PDF glue clauses together: "…情况。\t第九条…".
    rf"|(?<=[。；：]){_BLANK}\t\s*(?={_ARTICLE})"
    rf"|(?<=[。；])\s*(?={_ARTICLE}\s)"
    r"|(?<=[。；”])\s+(?=[一二三四五六七八九十]{1,3}、)"
    # Items in a row are items: "…下列情形：（一）…；（二）…。"
    rf"|(?<=[。；：])\s*(?=[（(]{_BLANK}[一二三四五六七八九十]{{1,3}}{_BLANK}[)）])"
)
_EDGE = " \t\r\u00a0\u2002\u2003\u3000\u200b\ufeff"
_PAGE_NUMBER = re.compile(r"[-—–－一\s·]{0,4}\d{1,4}[-—–－一\s·]{0,4}")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of running text; `position` is the index of its paragraph in the document.

    `glued` says that no break but other words stand before it in its paragraph; `mark` is what
    opens a clause of the family 第X条, found once because every step asks for it.
    """

    position: int
    text: str
    glued: bool = False
    mark: Mark | None = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "mark", mark_of(self.text))


def lines_of(text: WordText) -> Iterator[Line]:
    """Yield the lines outside tables that are not blank, trimmed at both ends.

    Tables list articles too (a comparison of old and new, say) without being the text of the rule.
    """
    for position, paragraph in enumerate(text.paragraphs):
        if paragraph.in_running_text:
            yield from _lines(position, paragraph.text)


def _lines(position: int, text: str) -> Iterator[Line]:
    start, glued = 0, False
    for found in _BREAK.finditer(text):
        if trimmed := text[start : found.start()].strip(_EDGE):
            yield Line(position, trimmed, glued)
        start, glued = found.end(), "\n" not in found.group()
    if trimmed := text[start:].strip(_EDGE):
        yield Line(position, trimmed, glued)


def is_page_number(line: str) -> bool:
    """Whether the line is a page number ("- 3 -", "12") that a conversion left in the text."""
    return _PAGE_NUMBER.fullmatch(line) is not None
