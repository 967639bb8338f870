"""Colours of words and of what lies under them, as far as two of them can be compared.

A colour is RRGGBB, a colour of the theme with its shade and tint ("accent1/BF/"), UNKNOWN where
there is one that we cannot name, and "" where the file leaves it to the program.
"""

import re
from collections.abc import Mapping

from review_flows.outside.word.xml import w_attribute

UNKNOWN = "?"
PAPER = "FFFFFF"
BLACK = "000000"
_NEAR = 20  # of 255, in each of red, green and blue: nobody tells such letters from their ground
_HEX = re.compile(r"[0-9A-F]{6}")
_NEAR_WHITE = re.compile(r"(?:F[0-9A-F]){3}")
_SHARE = re.compile(r"pct(\d{1,3})")
_THEME = {
    **dict.fromkeys(("background1", "light1", "bg1", "lt1"), "background1"),
    **dict.fromkeys(("text1", "dark1", "tx1", "dk1"), "text1"),
    **dict.fromkeys(("background2", "light2", "bg2", "lt2"), "background2"),
    **dict.fromkeys(("text2", "dark2", "tx2", "dk2"), "text2"),
}
_NAMED = {"white": PAPER, "window": PAPER, "black": BLACK, "windowtext": BLACK}
HIGHLIGHTS = {
    **{"black": BLACK, "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00", "white": PAPER},
    **{"magenta": "FF00FF", "red": "FF0000", "yellow": "FFFF00", "darkBlue": "000080"},
    **{"darkCyan": "008080", "darkGreen": "008000", "darkMagenta": "800080", "darkRed": "800000"},
    **{"darkYellow": "808000", "darkGray": "808080", "lightGray": "C0C0C0"},
}


def near_white(color: str) -> bool:
    """Whether a colour cannot be told from paper: F0 and more of each of red, green and blue."""
    return _NEAR_WHITE.fullmatch(color) is not None


def alike(one: str, other: str) -> bool:
    """Whether two colours are the same to the eye; what we cannot compare is not."""
    if _HEX.fullmatch(one) and _HEX.fullmatch(other):
        return all(abs(a - b) <= _NEAR for a, b in zip(_parts(one), _parts(other), strict=True))
    return one == other and one not in ("", UNKNOWN)


def plain(text: str) -> str:
    """Return a colour that is written as RRGGBB, #RRGGBB, #RGB or by a usual name."""
    color = text.removeprefix("#").upper()
    if text.startswith("#") and len(color) == 3:
        color = "".join(digit * 2 for digit in color)
    return color if _HEX.fullmatch(color) else _NAMED.get(text.lower(), UNKNOWN)


def of_theme(name: str, shade: str | None = None, tint: str | None = None) -> str:
    """Return a colour of the theme; white and black, and the greys made of them, are known."""
    name = _THEME.get(name, name)
    try:
        if name == "background1":
            return f"{int(shade or 'FF', 16) & 255:02X}" * 3
        if name == "text1":
            return f"{255 - (int(tint or 'FF', 16) & 255):02X}" * 3
    except ValueError:
        return UNKNOWN
    return f"{name}/{shade or ''}/{tint or ''}"


def text_color(attributes: Mapping[str, str]) -> str:
    """Return the colour that a w:color states: that of the theme goes before the plain one."""
    return _stated(attributes, "val", "themeColor")


def ground_of(attributes: Mapping[str, str]) -> str | None:
    """Return the colour that a w:shd lays under the words; None where it lays none."""
    pattern = w_attribute(attributes, "val") or "clear"
    fill = _stated(attributes, "fill", "themeFill")
    if pattern in ("clear", "nil"):
        return fill or None
    front = _stated(attributes, "color", "themeColor") or BLACK
    if pattern == "solid":
        return front
    share = _SHARE.fullmatch(pattern)
    return _mixed(front, fill or PAPER, int(share[1])) if share else UNKNOWN


def _stated(attributes: Mapping[str, str], value: str, theme: str) -> str:
    name = w_attribute(attributes, theme)
    if name not in (None, "none"):
        # Beside themeFill stands themeFillShade, and beside themeColor themeShade.
        stem = theme.removesuffix("Color")
        shade, tint = (w_attribute(attributes, f"{stem}{what}") for what in ("Shade", "Tint"))
        return of_theme(name or "", shade, tint)
    color = w_attribute(attributes, value) or "auto"
    return "" if color == "auto" else plain(color)


def _mixed(front: str, back: str, share: int) -> str:
    """Return what the eye makes of dots of one colour, in percent, on another."""
    if not (_HEX.fullmatch(front) and _HEX.fullmatch(back)):
        return UNKNOWN
    pairs = zip(_parts(front), _parts(back), strict=True)
    return "".join(f"{(a * share + b * (100 - share)) // 100:02X}" for a, b in pairs)


def _parts(color: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(color))
