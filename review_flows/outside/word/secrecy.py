"""The secrecy marking of an official document, as it stands at the top of its first page.

GB/T 9704-2012, 7.2.2: 密级 and 保密期限 (机密★1年) stand at the top left. Secrets that a text
speaks of (商业秘密, 国家秘密) are no marking, nor is a list of the levels.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from models.word_document import ConcealedText, Concealment, MarkedParagraph, View, WordDocument
from models.word_text import Place

_TOP_LINES = 8
_TOP_PARAGRAPHS = 30  # whose table cells, text boxes and whole lines may stand on the first page
_LONGEST_LINE = 40  # characters of a line with a marking and what stands beside it
_LONGEST_PIECE = 4  # characters of a line that may be a piece of a marking: a cell, one sign
_LONGEST_WATERMARK = 20  # characters

_LEVEL = "(?P<level>绝密|机密|秘密)级?"
_OTHERS = ("商业", "国家", "工作", "技术", "公司", "企业", "客户", "个人", "保守")
_OWN = "".join(f"(?<!{other})" for other in _OTHERS) + "(?:绝密|机密|秘密)级?"
_STAR = "[★☆⭐\u2722-\u274b]"
# Signs that stand for the star where a font or a hand had none; what follows tells them apart.
_LIKE_A_STAR = "[*※×▲△◆◇●■\ufffd\ue000-\uf8ff]"
_ANY_SIGN = r"(?:[^\w;:+~]|[À-ÿ])"  # also a letter that stands for a sign of a symbol font
_TERM = r"(?:\d+|[一二三四五六七八九十]+)(?:年|个月|月|日|天)|长期|永久"
_URGENT = "(?:特急|加急|平急|特提|急件)?"
_STARRED = re.compile(
    rf"{_OWN}(?:{_STAR}|{_ANY_SIGN}+至?(?:{_TERM})|[*※]+$)"
    rf"|国家(?:绝密|机密|秘密)级?{_STAR}+至?(?:{_TERM})"
    rf"|{_STAR}(?:绝密|机密|秘密)级?(?:{_TERM}|$)"
)
# What may stand on the line before it: the number of the copy, or the word for the level.
_BEFORE = (
    rf"{_URGENT}(?:(?:份号|编号|No\.?|第)?:?\d{{1,8}}号?)?"
    rf"(?:密级|秘密等级|保密等级|涉密等级|涉密)?:?{_URGENT}"
)
_ALONE = re.compile(
    rf"{_BEFORE}{_LEVEL}(?:文件|件|资料)?(?:保密期限?:?)?(?:{_TERM})?{_URGENT}$", re.IGNORECASE
)
_WHOLE_LINE = re.compile(
    rf"{_BEFORE}{_LEVEL}(?:{_STAR}|{_LIKE_A_STAR})+(?:{_TERM})?{_URGENT}\d*$", re.IGNORECASE
)
_DRAWN = re.compile(rf"{_OWN}(?!.*(?:办法|规定|条例|细则|规则|制度|法)$)")
_BRACKETS = re.compile(r"[\[\]()【】〔〕〖〗「」<>《》“”\"'|｜·.。,、/\-—_]")
_SIMPLIFIED = str.maketrans("機絕祕級長個", "机绝秘级长个")
_UNSEEN = frozenset({"Cf", "Mn"})  # categories: format characters, variants of a sign
_RUNNING_HEADS = frozenset({Place.HEADER, Place.FOOTER})
_TO_BE_SEEN = frozenset({None, Concealment.INVISIBLE})

Words = Callable[[MarkedParagraph], str]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is not blank: without what nobody sees, and where it stands."""

    words: str
    paragraph: int
    place: Place
    above: int  # lines of the flow above it

    @property
    def is_at_the_top(self) -> bool:
        return self.place not in _RUNNING_HEADS and self.above < _TOP_LINES

    @property
    def is_on_the_first_page(self) -> bool:
        return self.paragraph < _TOP_PARAGRAPHS and self.place not in _RUNNING_HEADS


def is_marked(document: WordDocument, watermarks: Iterable[str]) -> bool:
    """Say whether the file bears a marking: at its top, in a header, a text box or a watermark.

    Deleted words count: what was classified yesterday is not free because of a tracked change.
    Concealed ones do not: nobody put them there to be seen; `concealed_markings` tells them.
    """
    if any(_is_drawn_marking(_plain(words)) for words in watermarks):
        return True
    return bool(_marked_paragraphs(document, _seen))


def concealed_markings(document: WordDocument) -> tuple[ConcealedText, ...]:
    """Return the concealed words that are a marking, of a file that bears none to be seen.

    Most are what a template left: a number and a level in white, in a document long published.
    """
    marked = _marked_paragraphs(document, lambda paragraph: paragraph.words(View.MARKED))
    return tuple(
        one
        for one in document.concealed()
        if one.spot.paragraph in marked and one.how not in _TO_BE_SEEN
    )


def _seen(paragraph: MarkedParagraph) -> str:
    return "".join(piece.text for piece in paragraph.pieces if piece.concealed in _TO_BE_SEEN)


def _marked_paragraphs(document: WordDocument, words: Words) -> frozenset[int]:
    """Return the positions of the paragraphs that are or belong to a marking."""
    lines = list(_lines(document, words))
    found = {line.paragraph for line in lines if _is_starred(line)}
    for run in _runs_of_pieces(lines):
        whole = "".join(line.words for line in run)
        if _STARRED.search(whole):
            found |= {line.paragraph for line in run}
    return frozenset(found | _alone(lines))


def _is_starred(line: _Line) -> bool:
    if len(line.words) > _LONGEST_LINE:
        return False
    if line.is_on_the_first_page and _WHOLE_LINE.match(line.words):
        return True
    in_table = line.place is Place.TABLE and line.is_on_the_first_page
    anywhere = line.place in (*_RUNNING_HEADS, Place.TEXT_BOX)
    return (anywhere or in_table or line.is_at_the_top) and bool(_STARRED.search(line.words))


def _alone(lines: list[_Line]) -> set[int]:
    """Return where a level stands without a star; several levels are a list of them instead."""
    found: dict[int, str] = {}
    for run in [*([line] for line in lines), *_runs_of_pieces(lines)]:
        match = _ALONE.match("".join(line.words for line in run))
        if match and all(_may_stand_alone(line) for line in run):
            found |= {line.paragraph: match["level"] for line in run}
    return set(found) if len(set(found.values())) == 1 else set()


def _may_stand_alone(line: _Line) -> bool:
    if line.place is Place.TABLE and "级" in line.words.removeprefix("密级"):
        return False  # 绝密级 in a cell is a row of a table of levels
    in_box = line.place is Place.TEXT_BOX and line.is_on_the_first_page
    return line.place in _RUNNING_HEADS or in_box or line.is_at_the_top


def _runs_of_pieces(lines: list[_Line]) -> Iterator[list[_Line]]:
    """Yield neighbouring short lines near the top: one marking may be cut into cells or signs."""
    top = [line for line in lines if line.is_on_the_first_page]
    for short, run in groupby(top, key=lambda line: len(line.words) <= _LONGEST_PIECE):
        pieces = list(run)
        if short and len(pieces) > 1:
            yield pieces


def _lines(document: WordDocument, words: Words) -> Iterator[_Line]:
    """Yield the lines among which a marking may be; others are left out."""
    above = 0
    for position, paragraph in enumerate(document.paragraphs):
        place = paragraph.place
        if above >= _TOP_LINES and not _may_be_marked_below(position, place):
            continue  # Nobody asks for these lines, and in a long text they are nearly all.
        for line in (paragraph.number, *words(paragraph).splitlines()):
            if plain := _plain(line):
                yield _Line(plain, position, place, above)
                above += place not in _RUNNING_HEADS and line is not paragraph.number


def _may_be_marked_below(paragraph: int, place: Place) -> bool:
    """Whether lines count here that have enough of the text above them to be at its top no more."""
    return paragraph < _TOP_PARAGRAPHS or place in (*_RUNNING_HEADS, Place.TEXT_BOX)


def _is_drawn_marking(words: str) -> bool:
    return len(words) <= _LONGEST_WATERMARK and bool(_DRAWN.search(words))


def _plain(line: str) -> str:
    """Return a line without blanks, brackets and characters that nobody sees, in simple forms."""
    shown = "".join(
        one
        for one in unicodedata.normalize("NFKC", line)
        if unicodedata.category(one) not in _UNSEEN
    )
    return _BRACKETS.sub("", "".join(shown.split())).translate(_SIMPLIFIED)
