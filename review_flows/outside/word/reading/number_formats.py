"""A number in the format that a Word list asks for (ECMA-376, ST_NumberFormat)."""

from collections.abc import Callable

from models.chinese_number import chinese_number

_DIGITS = "零一二三四五六七八九"
_LEGAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC")),
    *((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)


def formatted(number: int, shape: str) -> str:
    """Return the number in that format; in Arabic figures for formats that no draft here uses."""
    return _FORMATS.get(shape, str)(number)


def _by_digit(zero: str) -> Callable[[int], str]:
    digits = zero + _DIGITS[1:]
    return lambda number: "".join(digits[int(digit)] for digit in str(abs(number)))


def _chinese_counting(number: int) -> str:
    return chinese_number(number) if number < 100 else _by_digit("〇")(number)


def _chinese_legal(number: int) -> str:
    text = chinese_number(number).translate(_LEGAL)
    return f"壹{text}" if text.startswith("拾") else text  # Sums of money leave no digit out.


def _roman(number: int) -> str:
    if not 0 < number < 4_000:
        return str(number)
    text = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        text += sign * count
    return text


def _letters(number: int) -> str:
    if not 0 < number <= 26 * 30:
        return str(number)
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _from(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else str(number)


def _run(first: str, count: int) -> str:
    return "".join(chr(ord(first) + i) for i in range(count))


_CIRCLED = _from(_run("①", 20) + _run("㉑", 15) + _run("㊱", 15))

_FORMATS: dict[str, Callable[[int], str]] = {
    "none": lambda number: "",
    "decimalZero": lambda number: f"{number:02d}",
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "chineseCounting": _chinese_counting,
    "chineseCountingThousand": chinese_number,
    "japaneseCounting": chinese_number,
    "taiwaneseCounting": _chinese_counting,
    "taiwaneseCountingThousand": chinese_number,
    "ideographDigital": _by_digit("〇"),
    "japaneseDigitalTenThousand": _by_digit("〇"),
    "taiwaneseDigital": _by_digit("〇"),
    "chineseLegalSimplified": _chinese_legal,
    "ideographTraditional": _from("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _from("子丑寅卯辰巳午未申酉戌亥"),
    "decimalEnclosedCircle": _CIRCLED,
    "decimalEnclosedCircleChinese": _CIRCLED,
    "decimalEnclosedParen": _from(_run("⑴", 20)),
    "decimalEnclosedFullstop": _from(_run("⒈", 20)),
    "ideographEnclosedCircle": _from(_run("㈠", 10)),
    "decimalFullWidth": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda number: str(number).translate(_FULL_WIDTH),
    "numberInDash": lambda number: f"- {number} -",
}
