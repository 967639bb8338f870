"""Cells of a spreadsheet as people leave them: a value goes in, a plain text comes out.

Nothing is guessed here. Width of letters, blanks of every kind and line breaks carry no meaning
in a catalogue, so they go; what is left of a cell are the signs that somebody wrote.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

CellValue = str | int | float | bool | date | None
UNCALCULATED = "#FORMULA!"  # a formula that no spreadsheet has calculated yet
ERROR = re.compile(r"#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!|FORMULA!)")
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")
_BLANKS = re.compile(r"\s+")
# A blank between two Chinese characters, or beside one, separates nothing.
_NEEDLESS = re.compile(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])")
_WIDE = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0).isalnum()}
_DITTO = frozenset({"同上", "同前", "〃", "″", "”", '"', "''", '""', "〞", "....", "……", "—〃—"})
# A number that its format dresses up: "〔2026〕"0"号" shows 3 as 〔2026〕3号.
_DRESSED = re.compile(
    r'(?P<before>(?:"[^"]*"|\\.)*)(?P<figures>0+|#+0?)(?P<after>(?:"[^"]*"|\\.)*)'
)


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """A row of a sheet; `number` is what the spreadsheet shows beside it."""

    number: int
    cells: tuple[CellValue, ...]
    hidden: bool = False

    @property
    def kept(self) -> tuple[tuple[str, str], ...]:
        """The cells that hold anything as they stood, by the letters of their columns."""
        held = ((place, str(cell)) for place, cell in enumerate(self.cells) if cell is not None)
        return tuple((column_letters(place), text) for place, text in held if text.strip())


@dataclass(frozen=True, slots=True)
class MergedCells:
    """Cells that show one value, that of the first: rows as numbers from 1, columns from 0."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    @property
    def spans(self) -> int:
        """How many columns it takes."""
        return self.last_column - self.first_column + 1


@dataclass(frozen=True, slots=True)
class CatalogueSheet:
    """A sheet: its rows in order, those without any cell left out."""

    name: str
    rows: tuple[CatalogueRow, ...]
    merged: tuple[MergedCells, ...] = ()
    since_1904: bool = False  # from which day its serial numbers of days count
    blank: int = 0  # rows that hold nothing


def column_letters(place: int) -> str:
    """Return the name of a column counted from 0: A, …, Z, AA, …"""
    name, place = "", place + 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def plain_text(value: CellValue) -> str:
    """Return what a cell says as one line, wide letters and figures made narrow."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if not isinstance(value, str):
        return str(value)
    return _plain(value)


@lru_cache(maxsize=4096)  # Each cell is looked at as head, total, note and value.
def _plain(value: str) -> str:
    text = _BLANKS.sub(" ", _UNSEEN.sub("", value)).strip().removeprefix("'")
    return _NEEDLESS.sub("", text.translate(_WIDE)).strip()


def narrow_text(value: CellValue) -> str:
    """Return a cell without any blank and with every sign in its usual width (NFKC)."""
    return _narrow(plain_text(value))


@lru_cache(maxsize=4096)
def _narrow(text: str) -> str:
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text))


def is_error(text: str) -> bool:
    """Whether a cell shows the error of a formula."""
    return ERROR.fullmatch(text) is not None


def is_ditto(text: str) -> bool:
    """Whether a cell says that what stands above it holds here too (同上)."""
    return text in _DITTO


def dressed(value: int | float, number_format: str) -> str | None:
    """Return a whole number as its format shows it, where that adds words; else None."""
    found = _DRESSED.fullmatch(number_format.partition(";")[0])
    if found is None or value != int(value) or not (found["before"] or found["after"]):
        return None
    figures = str(int(value)).zfill(found["figures"].count("0"))
    return _unquoted(found["before"]) + figures + _unquoted(found["after"])


def _unquoted(words: str) -> str:
    return re.sub(r'"([^"]*)"|\\(.)', lambda one: one[1] or one[2] or "", words)
