"""What stands around the text of an official document: date, signature, the lines below them."""

import re
from collections.abc import Sequence
from datetime import date

from models.structure.number_value import number_value

_DAY = re.compile(
    r"(?P<year>(?:19|20)\d\d|[一二][零〇○九][零〇○一二三四五六七八九]{2})\s*年\s*"
    r"(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})\s*月\s*"
    r"(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})\s*日"
)
# 〔2025〕58号, its brackets as people and conversions write them.
NUMBER_WITH_YEAR = (
    r"[〔\[［﹝【（(„]\s*(?:19|20)\d{2}\s*[〕\]］﹞】）)‟]\s*(?:第\s*)?[0-9０-９]{1,4}\s*号"
)
_SIGNATURE = re.compile(r"[\u4e00-\u9fffX\s（）()、·]{2,60}")
_BELOW = re.compile(
    r"抄送[:：]|主送[:：]|[（(].{0,30}公开.{0,20}[）)]$|.{2,60}(?:19|20)\d\d\s*年.{1,12}日\s*印发$"
    r"|[（(].{0,6}联系.{0,60}[）)]$|[（(]本文有删减[）)]$"
)
_LONGEST = 5  # lines of a joint signature


def day_in(words: str) -> date | None:
    """Return the first day that is written out in full, in figures or in Chinese."""
    found = _DAY.search(words)
    if found is None:
        return None
    numbers = [number_value(found[name]) or 0 for name in ("year", "month", "day")]
    try:
        return date(*numbers)
    except ValueError:
        return None


def is_date(line: str) -> bool:
    """Whether the line is nothing but a day, as below a signature."""
    return _DAY.fullmatch(line.strip()) is not None


def is_signature(line: str) -> bool:
    """Whether the line can be the name of who signs: letters and blanks, no sentence."""
    return _SIGNATURE.fullmatch(line) is not None and not re.search(r"附\s*件|第.+[章节条]", line)


def is_below(line: str) -> bool:
    """Whether the line belongs below the text: 抄送, （此件公开发布）, …印发."""
    return _BELOW.match(line) is not None


def is_signed_near(lines: Sequence[str]) -> bool:
    """Whether all lines down to the first day are names, or go on counting attachments."""
    dated = next((i for i, line in enumerate(lines) if is_date(line)), None)
    if dated is None:
        return False
    counted = re.compile(r"附\s*件\s*\d|\d{1,2}\s*[.．、]|[-—\d\s]+$")
    return all(is_signature(line) or counted.match(line) for line in lines[:dated])


def signature_at(lines: Sequence[str], dated: int) -> int:
    """Return where the signature begins that ends with the day at `dated`."""
    start = dated
    while start > 0 and dated - start < _LONGEST and is_signature(lines[start - 1]):
        start -= 1
    return start
