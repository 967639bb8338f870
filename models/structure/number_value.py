"""A number as a document writes it in, its value out: 第十二条, （三）, 12., ①, 一百○五."""

import re
import unicodedata
from functools import lru_cache

# The signs that a number of a clause is written with.
NUMERALS = "一二三四五六七八九十百千零〇○两0-9０-９"

_DIGITS = {name: value for value, name in enumerate("零一二三四五六七八九")} | {"两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_NAMES = re.compile(r"[第部编分章节条款项目()、.．:：\s]")
_ZEROS = str.maketrans("〇○Ｏ", "零零零")


@lru_cache(maxsize=2048)
def number_value(written: str) -> int | None:
    """Return the value of a number with or without what stands around it; None if it has none.

    第一百零五条, 第一百○五条 and 第105条 are the same number; 二〇二五 is read digit by digit.
    """
    plain = _NAMES.sub("", unicodedata.normalize("NFKC", written.translate(_ZEROS)))
    if plain.isdecimal():
        return int(plain)
    if not plain or not all(sign in _DIGITS or sign in _UNITS for sign in plain):
        return None
    if not any(sign in _UNITS for sign in plain):
        return int("".join(str(_DIGITS[sign]) for sign in plain))
    return _counted(plain)


def _counted(plain: str) -> int:
    """Read a number with 十, 百, 千; a unit without a digit before it counts once (十二)."""
    total = digit = 0
    for sign in plain:
        if sign in _UNITS:
            total += (digit or 1) * _UNITS[sign]
            digit = 0
        else:
            digit = _DIGITS[sign]
    return total + digit
