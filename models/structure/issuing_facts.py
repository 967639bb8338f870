"""The first and last lines of a text in; who issued it, its own number and its day out."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from models.structure.issuing_words import NUMBER_WITH_YEAR, day_in, is_date, signature_at
from models.structure.line import Line

_TOP = 25  # lines from the top in which the own number stands
_OWN = re.compile(
    rf"[（(]?(?P<number>[\u4e00-\u9fff]{{1,14}}\s*{NUMBER_WITH_YEAR})[）)]?\s*(?:签发人.{{0,20}})?"
)
_ORDER = re.compile(
    r"(?P<number>[\u4e00-\u9fff]{0,24}?(?:令|公告|通告)\s*[（(]?\s*"
    r"(?:(?:19|20)\d{2}\s*年\s*)?第?\s*[\d一二三四五六七八九十百零〇]{1,5}\s*号)[）)]?"
)
_ORDER_BELOW = re.compile(r"[（(]?\s*(?:(?:19|20)\d{2}\s*年\s*)?第?\s*\d{1,5}\s*号[）)]?")
_ORDER_TITLE = re.compile(r"(.{0,30}?)(?:令|公告|通告)(?:\s*[（(]?第.{1,8}号[）)]?)?")
_NO_NAME = re.compile(r"[。：:；，《（(]|.{41}")
_ORGAN = re.compile(
    r"(?:局|委|委员会|办公室|办公厅|政府|厅|部|院|署|会|中心|办|庭|公司|集团|银行|所|队|团|社|支部)$"
)


@dataclass(frozen=True, slots=True)
class Said:
    """What a line says, and the index of its paragraph."""

    position: int
    words: str


@dataclass(frozen=True, slots=True)
class Dated:
    """The day below a signature, and the names above it, one for each organ."""

    said: Said
    day: date | None
    issuers: tuple[Said, ...]


def own_number(lines: Sequence[Line]) -> Said | None:
    """Return the number of the document itself, from a short line near its top, as written."""
    for above, line in zip([None, *lines], lines[:_TOP], strict=False):
        found = _OWN.fullmatch(line.text) or _ORDER.fullmatch(line.text)
        if found:
            return Said(line.position, found["number"])
        if above and above.text.endswith(("令", "公告")) and _ORDER_BELOW.fullmatch(line.text):
            return Said(line.position, f"{above.text}{line.text}")
    return None


def plain_number(written: str) -> str:
    """Return a number of a document as it should be written: 湘监能市场〔2025〕57号."""
    plain = "".join(unicodedata.normalize("NFKC", written).split())
    return re.sub(r"[\[［﹝【（(„〔]((?:19|20)\d\d)[\]］﹞】）)‟〕](?:第)?", r"〔\1〕", plain)


def signed(lines: Sequence[Line]) -> Dated | None:
    """Return the first day that stands alone below names, and the names."""
    words = [line.text for line in lines]
    for i, line in enumerate(lines):
        if i and is_date(line.text):
            start = signature_at(words, i)
            issuers = tuple(_issuers(lines[start:i]))
            if issuers or i > len(lines) // 2:
                return Dated(Said(line.position, line.text), day_in(line.text), issuers)
    return None


def issuers_above(lines: Iterable[Line]) -> tuple[Said, ...]:
    """Return the organs that a title begins with: what stands before 关于, 令 or 公告."""
    before: list[Line] = []
    for line in lines:
        head, found, _ = line.text.partition("关于")
        order = _ORDER_TITLE.fullmatch(line.text)
        name = order[1] if order else head.strip()
        if line.mark or _NO_NAME.search(name):
            return ()
        if order or found or _ORGAN.search(name):
            before.append(Line(line.position, name))
        if order or found:
            return tuple(one for one in _issuers(before) if _ORGAN.search(one.words))
    return ()


def _issuers(lines: Iterable[Line]) -> Iterator[Said]:
    """Yield the names in the lines; what ends as no organ does goes on in the next piece."""
    begun = ""
    for line in lines:
        for piece in _pieces(line.text):
            begun += piece
            if _ORGAN.search(begun):
                yield Said(line.position, begun)
                begun = ""


def _pieces(line: str) -> list[str]:
    """Split at blanks and 、; a name whose letters are spaced out is one piece."""
    pieces = re.split(r"[\s、]+", line.strip())
    spaced = sum(len(piece) == 1 for piece in pieces) * 2 > len(pieces)
    return ["".join(pieces)] if spaced else [piece for piece in pieces if piece]
