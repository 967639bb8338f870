"""A letter: the facts it may say, its text, and its kind. Facts go in, text comes out; no file."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.house_style import USUAL, HouseStyle
from models.letter_facts import FilingDuty as FilingDuty
from models.letter_facts import LetterFacts as LetterFacts
from models.letter_facts import LetterItem as LetterItem
from models.letter_facts import LetterPoint as LetterPoint
from models.letter_facts import ParcelPaper as ParcelPaper
from models.letter_facts import WalkLine as WalkLine
from models.letter_seal import LetterSeal


class Addressee(StrEnum):
    """To whom a kind of letter is sent."""

    DRAFTING_UNIT = "drafting_unit"
    ADVISOR = "advisor"
    RECIPIENT = "recipient"
    OFFICE = "office"  # which puts the matter before the meeting
    HOLDER = "holder"  # of the task that somebody calls attention to
    FILE = "file"  # stays in the house, with the papers of the case


class Layout(StrEnum):
    """What a page looks like: the forms of GB/T 9704-2012, and sheets that are no letter."""

    LETTER = "letter"  # 信函格式, 10.1: between two offices
    DOCUMENT = "document"  # 文件格式, 7: with red head, 版记 and page numbers
    ATTACHMENT = "attachment"  # 附件 of a letter, 7.3.4: no red head, no addressee
    SHEET = "sheet"  # a form on one upright page: 办理单, 反馈表
    REGISTER = "register"  # a wide table on pages that lie: 登记表, 台账, 目录

    @property
    def room(self) -> int:
        """The width between the margins, in millimetres."""
        return 225 if self is Layout.REGISTER else 156


class ParaStyle(StrEnum):
    """How a paragraph of a letter stands."""

    BODY = "body"
    H1 = "h1"  # 一、
    H2 = "h2"  # （一）
    NOTE = "note"  # small
    SIGN = "sign"  # a line to be signed and dated by hand, at the right edge


@dataclass(frozen=True, slots=True)
class Para:
    """One paragraph, without its indent and without a line break."""

    text: str
    style: ParaStyle = ParaStyle.BODY


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `header` may be empty. A line break in a cell begins a paragraph of it.

    `widths`: millimetres, one a column, together at most `Layout.room`; what is wider is made
    narrower. In a `form`, where labels and values stand by turns, a row may have fewer cells: its
    last one takes the width that is left.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    form: bool = False


Block = Para | Table


@dataclass(frozen=True, slots=True)
class Imprint:
    """版记 at the end of a document (GB/T 9704-2012, 7.4): who gets copies, who printed it when."""

    copies_to: tuple[str, ...]
    printed_by: str
    printed_on: date


@dataclass(frozen=True, slots=True)
class LetterText:
    """A letter as it will be read, from top to bottom; how it looks is the writer's business.

    `mark` stands at the top of every page, `sender` in the letterhead and above the date, `note`
    under the date. An empty field takes no line. A sheet or a register has no addressee, no
    attachments and no signature of its own: sender, date and number stand under its heading.
    """

    kind: str
    number: str
    heading: str
    addressee: str
    body: tuple[Block, ...]
    attachments: tuple[str, ...]
    sender: str
    date: date
    note: str = ""
    mark: str = ""
    layout: Layout = Layout.LETTER
    style: HouseStyle = USUAL
    issuer: str = ""  # 签发人, of a document that goes up
    imprint: Imprint | None = None
    seal: LetterSeal | None = None  # the checkpoint of the log that covers the letter's entry


@dataclass(frozen=True, slots=True)
class LetterKind:
    """A kind of letter: its Chinese name, its number series, on which moves and to whom it goes.

    `series` has the places {organ} (the organ's short name), {year} and {number}. `sent_on` holds
    codes of moves; it is empty for a letter that a flow writes by itself. `series_of_others` is the
    series of the same letter where another office sends it; empty, none does.
    """

    code: str
    name: str
    series: str
    sent_on: frozenset[str]
    to: Addressee
    compose: Callable[[LetterFacts], LetterText]
    series_of_others: str = ""

    def number(self, organ: str, year: int, number: int, *, of_another: bool = False) -> str:
        """Return the letter's number, for example 青岚司审受〔2026〕3号 for the organ 青岚."""
        series = self.series_of_others if of_another and self.series_of_others else self.series
        return series.format(organ=organ, year=year, number=number)


def chinese_day(day: date) -> str:
    """Return the day with Arabic numerals and without leading zeros: 2026年3月9日."""
    return f"{day.year}年{day.month}月{day.day}日"
