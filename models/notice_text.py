"""The text of a yearly holiday notice, made plain: who, when, which year, and its items."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models.errors import BadInput

# Every name in use for the holidays of art. 2 of the regulation, and the one that we write.
NAMES = {
    "元旦": "元旦",
    "新年": "元旦",
    "春节": "春节",
    "清明节": "清明节",
    "清明": "清明节",
    "五一国际劳动节": "劳动节",
    "国际劳动节": "劳动节",
    "五一劳动节": "劳动节",
    "劳动节": "劳动节",
    "五一": "劳动节",
    "端午节": "端午节",
    "端午": "端午节",
    "中秋节": "中秋节",
    "中秋": "中秋节",
    "国庆节": "国庆节",
    "国庆": "国庆节",
    "十一": "国庆节",
}
_NAME = "|".join(NAMES)
_ITEM = re.compile(rf"[一二三四五六七八九十]、((?:{_NAME})(?:[、和及](?:{_NAME}))*)[:,]?(?=\d)")
_NUMBER = re.compile(r"国办发(明电)?[〔\[(【<](20\d\d)[〕\])】>]第?(\d+)号")
_SIGNED = re.compile(r"国务院办公厅\(?(20\d\d)年(\d{1,2})月(\d{1,2})日")
_LEAD = re.compile(r"现将(20\d\d)年元旦")
_TITLE = re.compile(r"(20\d\d)年部分节假日的?(?:休息)?安排")
_NUMERAL = re.compile(r"[〇○零OＯ一二三四五六七八九十两]+(?=[年月日天号])")
_DIGITS = {**dict(zip("一二三四五六七八九", range(1, 10), strict=True)), "两": 2}
_ZEROS = "〇○零OＯ"
_DASH = re.compile(r"(?<=[日号)\d])[-—–―−~〜]+(?=\d)")
_AMENDS = re.compile(r"延长20\d\d年|调整20\d\d年|调休放假的通知|放假调休的通知")


@dataclass(frozen=True, slots=True)
class NoticeItem:
    """One item: the holidays it is about, by our names, and its sentences."""

    names: tuple[str, ...]
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoticeText:
    """What stands around the items: the number, the day of issue and the year."""

    number: str  # 国办发明电〔2025〕7号
    issued_on: date
    year: int
    items: tuple[NoticeItem, ...]


def read_text(text: str) -> NoticeText:
    """Return the parts of a notice. Raises BadInput for what is missing or ambiguous."""
    plain = plain_text(text)
    year = _year(plain)
    number, number_year = _number(plain)
    issued_on = _issued_on(plain)
    if issued_on.year != number_year:
        raise BadInput(f"The notice {number} is signed on {issued_on}. One of the two is wrong.")
    if issued_on >= date(year, 12, 31):
        raise BadInput(f"The notice {number} of {issued_on} cannot be the one for {year}.")
    return NoticeText(number, issued_on, year, tuple(_items(plain)))


def plain_text(text: str) -> str:
    """Return the text on one line, in half-width signs and Arabic numerals, without quotes."""
    folded = unicodedata.normalize("NFKC", text)
    kept = (
        sign
        for sign in folded
        if not sign.isspace() and unicodedata.category(sign) not in ("Cf", "Cc")
    )
    joined = re.sub("[“”\"‘’'「」『』]", "", "".join(kept))
    return _DASH.sub("至", _NUMERAL.sub(_arabic, joined))


def _arabic(numeral: re.Match[str]) -> str:
    signs = numeral[0]
    if "十" not in signs:  # 二○二六 is read sign by sign
        return "".join("0" if sign in _ZEROS else str(_DIGITS[sign]) for sign in signs)
    tens, _, ones = signs.partition("十")
    if not {tens, ones} <= {"", *_DIGITS}:
        return signs  # 二十十 is no number; what reads the sentence will say so
    return str(_DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0))


def _year(plain: str) -> int:
    leads, titles = set(_LEAD.findall(plain)), _TITLE.findall(plain)
    if not leads and not titles:
        if _AMENDS.search(plain):
            raise BadInput(_amending(plain))
        raise BadInput(
            "This is no yearly notice: it does not say 关于……年部分节假日安排的通知. "
            "Take the whole text of the State Council's notice."
        )
    years = leads or set(titles[:1])
    if len(years) > 1 or (titles and not years & set(titles)):
        raise BadInput(f"The text is about several years: {', '.join(sorted({*leads, *titles}))}.")
    return int(years.pop())


def _amending(plain: str) -> str:
    number = _NUMBER.search(plain)
    called = f"国办发{number[1] or ''}〔{number[2]}〕{number[3]}号" if number else "…"
    return (
        "This notice changes days of a year that has its own notice; such a text has to be read by "
        "a person. Add to calendars/<year>.toml of the site:\n"
        f'[[amendment]]\nnotice = "{called}"\nnotice_on = <its day, 2020-01-26>\n'
        'source = "<where it was published>"\n'
        "off = [<days that become off>]\nworkdays = [<days that become worked>]"
    )


def _number(plain: str) -> tuple[str, int]:
    found = {
        (f"国办发{kind}〔{year}〕{n}号", int(year)) for kind, year, n in _NUMBER.findall(plain)
    }
    if not found:
        raise BadInput(
            "The notice has no number. Copies in newspapers leave it out: write it on the first "
            "line, as in 国办发明电〔2025〕7号."
        )
    if len(found) > 1:
        names = ", ".join(sorted(name for name, _ in found))
        raise BadInput(f"The text names several notices: {names}. Keep the one that is meant.")
    return found.pop()


def _issued_on(plain: str) -> date:
    signed = _SIGNED.findall(plain)
    if not signed:
        raise BadInput(
            "The notice is not signed. Write its day on the last line, as in 国务院办公厅 "
            "2025年11月4日."
        )
    year, month, day = map(int, signed[-1])
    try:
        return date(year, month, day)
    except ValueError:
        raise BadInput(f"The notice is signed on {year}-{month}-{day}, which is no day.") from None


def _items(plain: str) -> Iterator[NoticeItem]:
    heads = list(_ITEM.finditer(plain))
    for place, head in enumerate(heads):
        end = heads[place + 1].start() if place + 1 < len(heads) else len(plain)
        names = tuple(NAMES[name] for name in re.findall(_NAME, head[1]))
        body = plain[head.end() : end]
        yield NoticeItem(names, tuple(one for one in re.split("[。;!]", body) if one))
