"""Characters that are written as elements, not as text, and characters that nobody can see."""

import re

SIGNS = {"w:tab": "\t", "w:ptab": "\t", "w:cr": "\n", "w:noBreakHyphen": "-"}
INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
    "\U000e0001\U000e0020-\U000e007f]+"
)
# The boxes, ticks and bullets of forms, in the fonts that Word draws them with.
_WINGDINGS = {
    **{0x6C: "●", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "❑", 0x72: "❒", 0xA7: "▪", 0xA8: "□"},
    **{0xD8: "➢", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑"},
}
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0xA3: "□", 0x2A: "□"}

_LETTERS = "".join(chr(code) for code in (*range(ord("A"), ord("Z") + 1), *range(97, 123)))
_GREEK = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖαβχδεφγηιϕκλμνοπθρστυϖωξψζ"
_SYMBOL = {
    **dict(zip(map(ord, _LETTERS), _GREEK, strict=True)),
    **{0x2D: "−", 0xA3: "≤", 0xA5: "∞", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×"},
    **{0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xD7: "⋅"},
}
_FONTS = {"Wingdings": _WINGDINGS, "Wingdings 2": _WINGDINGS_2, "Symbol": _SYMBOL}


def symbol(font: str | None, code: str | None) -> str:
    """Return a character of a symbol font; the private range F020 … F0FF stands for 0020 … 00FF."""
    try:
        number = int(code or "", 16)
        number -= 0xF000 if 0xF020 <= number <= 0xF0FF else 0
        sign = _FONTS.get(font or "", {}).get(number) or chr(number)
    except (ValueError, OverflowError):
        return ""
    return "" if "\ud800" <= sign <= "\udfff" or sign < " " else sign
