"""发文字号 as catalogues write it: a cell goes in, 青政发〔2026〕3号 comes out with its parts."""

import re
from dataclasses import dataclass

from models.catalogue.cell import CellValue, narrow_text
from models.structure.number_value import number_value

_OPEN, _CLOSE = r"[〔\[【({「〈<《﹝]", r"[〕\]】)}」〉>》﹞]"
_YEAR = r"(?:19|20)\d{2}|[一二][〇○零九][〇○零一二三四五六七八九]{2}"
_RUNNING = r"\d{1,5}|[〇○零一二三四五六七八九十百千]{1,7}"
_WORD = r"[\u4e00-\u9fffA-Za-z]{1,20}?"
_NUMBER = re.compile(
    rf"(?P<word>{_WORD})?[第\-]?(?:{_OPEN}(?P<year>{_YEAR})年?{_CLOSE}|(?P<bare>{_YEAR})年?[\-_—第]?)"
    rf"(?:字)?第?(?P<running>{_RUNNING})(?P<end>号)?"
)
_ORDER = re.compile(rf"(?P<word>{_WORD}令)[（(]?第?(?P<running>{_RUNNING})号[）)]?")
_ONLY_RUNNING = re.compile(rf"第?(?:{_RUNNING})号?")
_PREFIX = re.compile(rf"(?P<word>{_WORD}){_OPEN}(?P<year>{_YEAR})年?{_CLOSE}")


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A document number. `year` is None of an order (令第3号), which counts on over the years."""

    word: str  # 代字: 青政发
    year: int | None
    running: int

    @property
    def text(self) -> str:
        """The number as GB/T 9704 has it: tortoise brackets, no leading zeros."""
        year = f"〔{self.year}〕" if self.year else "第"
        return f"{self.word}{year}{self.running}号"


@dataclass(frozen=True, slots=True)
class NumberPrefix:
    """What the head of a column says before every number: 发文字号（青政发〔2026〕）."""

    word: str
    year: int


def read_number(value: CellValue, prefix: NumberPrefix | None = None) -> DocumentNumber | None:
    """Return the number that a cell holds; None of what is none, or of more than one.

    Of a cell that holds only 3 or 3号, `prefix` says the rest.
    """
    text = narrow_text(value)
    if prefix is not None and _ONLY_RUNNING.fullmatch(text):
        return _number(prefix.word, str(prefix.year), text)
    if found := _NUMBER.fullmatch(text):
        # Without brackets only 号 tells where year and running number end: 青政发20263号.
        if not found["word"] or (found["bare"] and not found["end"] and "-" not in text):
            return None
        # 字 stays: 鲁政字 and 鲁政 are two series.
        return _number(found["word"], found["year"] or found["bare"], found["running"])
    if found := _ORDER.fullmatch(text):
        return _number(found["word"], None, found["running"])
    return None


def lacks_word_or_year(value: CellValue) -> bool:
    """Whether a cell holds the end of a number only: 3, 3号, 〔2026〕3号."""
    text = narrow_text(value)
    if _ONLY_RUNNING.fullmatch(text):
        return True
    found = _NUMBER.fullmatch(text)
    return found is not None and not found["word"]


def prefix_in(head: str) -> NumberPrefix | None:
    """Return what the head of the column says before every number, or None."""
    found = _PREFIX.search(re.sub(r"^.*?(?:号|号码)[(:]", "", narrow_text(head)))
    if found is None:
        return None
    return NumberPrefix(found["word"], number_value(found["year"]) or 0)


def _number(word: str, year: str | None, running: str) -> DocumentNumber | None:
    value = number_value(running.strip("第号"))
    return DocumentNumber(word, number_value(year) if year else None, value) if value else None
