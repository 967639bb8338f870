"""How text is set, as far as that can keep it from the eye: hidden, white, smaller than 3 pt."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from models.word_document import Concealment
from review_flows.outside.word.xml import switched_on, w_attribute

LOOK_PROPERTIES = (
    *("w:vanish", "w:color", "w:sz", "w:shd", "w:highlight"),
    *("w:spacing", "w:w", "w:position"),
)
_NEAR_WHITE = re.compile(r"#?(?:[fF][0-9a-fA-F]){3}|#?[fF]{3}|white")
_INVISIBLE = re.compile(r"(?i)visibility\s*:\s*hidden")
WHITE_THEME = ("background1", "light1", "bg1", "lt1")
_LEAST_SIZE = 6  # half-points: smaller nobody reads on paper
_HALF_POINTS = {"pt": 2.0, "pc": 24.0, "pi": 24.0, "in": 144.0, "cm": 56.7, "mm": 5.67}
_LEAST_WIDTH = 10  # percent of a letter's own
_MOST_SQUEEZED = -300  # twips between letters: each is pushed back over the one before
_MOST_MOVED = 400  # half-points up or down: off the line, and mostly off the page
_LEAST_LINE = 60  # twips, as an exact height
_HIGHLIGHTS = {
    **{"black": "000000", "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00"},
    **{"magenta": "FF00FF", "red": "FF0000", "yellow": "FFFF00", "darkBlue": "00008B"},
    **{"darkGray": "A9A9A9", "lightGray": "D3D3D3"},
}
_SHAPE_FILLS = ("a:solidFill", "a:gradFill", "a:blipFill", "a:pattFill", "a:grpFill", "a:noFill")

SHAPES = (
    *("wps:wsp", "a:fillRef", "a:srgbClr", "a:schemeClr", *_SHAPE_FILLS),
    *("v:shape", "v:rect", "v:roundrect", "v:oval", "wp:docPr"),
)


@dataclass(slots=True)
class Look:
    """What a run or style says of itself; None where it leaves that to what it is based on."""

    hidden: bool | None = None
    white: bool | None = None
    size: float | None = None  # half-points
    shaded: bool | None = None
    color: str | None = None  # as RRGGBB
    ground: str | None = None  # the colour right under its letters
    squeezed: bool | None = None  # over one another, to nothing or off the line

    @property
    def key(self) -> tuple[object, ...]:
        """What tells it from other looks."""
        said = (self.hidden, self.white, self.size, self.shaded)
        return (*said, self.color, self.ground, self.squeezed)

    def hear(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take one of the LOOK_PROPERTIES."""
        if name == "w:vanish":
            self.hidden = switched_on(attributes)
        elif name == "w:color":
            self.white, self.color = _white(attributes), _plain_color(attributes)
        elif name == "w:sz":
            self.size = half_points(w_attribute(attributes, "val") or "")
        elif name == "w:highlight":
            if w_attribute(attributes, "val") not in (None, "none"):
                self.shaded = w_attribute(attributes, "val") != "white"
                self.ground = _HIGHLIGHTS.get(w_attribute(attributes, "val") or "")
        elif name != "w:shd":
            self.squeezed = _squeezed(name, attributes) or self.squeezed
        elif (shaded := shading(attributes)) is not None:
            self.shaded = self.shaded or shaded
            self.ground = self.ground or _plain_ground(attributes)

    def over(self, base: "Look") -> "Look":
        """Return this look with what it leaves open taken from `base`."""
        return Look(
            base.hidden if self.hidden is None else self.hidden,
            base.white if self.white is None else self.white,
            base.size if self.size is None else self.size,
            base.shaded if self.shaded is None else self.shaded,
            base.color if self.color is None else self.color,
            base.ground if self.ground is None else self.ground,
            base.squeezed if self.squeezed is None else self.squeezed,
        )

    def concealment(self, on_shade: bool) -> Concealment | None:
        """Return how text of this look is concealed where it stands; `on_shade` if on a colour."""
        if self.hidden or self.squeezed:
            return Concealment.HIDDEN
        if self.white and not (on_shade if self.shaded is None else self.shaded):
            return Concealment.WHITE
        if self.ground and self.ground == self.color:
            return Concealment.HIDDEN
        if self.size is not None and self.size < _LEAST_SIZE:
            return Concealment.TINY
        return None


PLAIN = Look()


def near_white(color: str) -> bool:
    """Whether a colour cannot be told from paper: F0 and more of each of red, green and blue."""
    return _NEAR_WHITE.fullmatch(color) is not None


def _white(attributes: Mapping[str, str]) -> bool:
    """Whether a w:color is white: a colour of the theme goes before the plain one beside it."""
    shade = w_attribute(attributes, "themeShade") or w_attribute(attributes, "themeTint")
    if w_attribute(attributes, "themeColor") in WHITE_THEME and shade is None:
        return True
    return near_white(w_attribute(attributes, "val") or "")


def _plain_color(attributes: Mapping[str, str]) -> str | None:
    color = w_attribute(attributes, "val") or "auto"
    plain = color != "auto" and w_attribute(attributes, "themeColor") is None
    return color.upper() if plain else ""  # "" is said as well: it is not that of the style


def _plain_ground(attributes: Mapping[str, str]) -> str | None:
    """Return the colour that a w:shd lays flat under the letters, unless it is the theme's."""
    flat = w_attribute(attributes, "val") in (None, "clear")
    fill = w_attribute(attributes, "fill") or "auto"
    if not flat or fill == "auto" or w_attribute(attributes, "themeFill") is not None:
        return None
    return fill.upper()


def _squeezed(name: str, attributes: Mapping[str, str]) -> bool:
    number = _number(w_attribute(attributes, "val"))
    if number is None:
        return False
    if name == "w:w":
        return 0 < number < _LEAST_WIDTH
    if name == "w:position":
        return abs(number) > _MOST_MOVED
    return number < _MOST_SQUEEZED


def _number(text: str | None) -> float | None:
    try:
        return float((text or "").removesuffix("%"))
    except ValueError:
        return None


def crushed(attributes: Mapping[str, str]) -> bool:
    """Whether a paragraph's w:spacing gives its lines a height that no letter fits in."""
    line = _number(w_attribute(attributes, "line"))
    exact = w_attribute(attributes, "lineRule") == "exact"
    return exact and line is not None and 0 < line < _LEAST_LINE


def shading(attributes: Mapping[str, str]) -> bool | None:
    """Return whether a w:shd lays a colour under the text; None where it lays nothing."""
    pattern = w_attribute(attributes, "val")
    fill = w_attribute(attributes, "fill") or "auto"
    if pattern not in (None, "clear", "nil"):
        return not near_white(w_attribute(attributes, "color") or "auto")
    return None if fill == "auto" else not near_white(fill)


def half_points(text: str) -> float | None:
    """Return a size in half-points; a unit may follow the number (ECMA-376, ST_HpsMeasure)."""
    number, unit = text.rstrip("abcdefghijklmnopqrstuvwxyz"), text[-2:]
    try:
        return float(number) * (_HALF_POINTS[unit] if number != text else 1)
    except (ValueError, KeyError):
        return None


class Fill:
    """Whether the shape heard last is filled with a colour: white words on it are meant so."""

    def __init__(self) -> None:
        self.shaded = False
        self.hidden = False
        self._said = False

    def hear(self, parent: str, name: str, attributes: Mapping[str, str]) -> None:
        """Take an element of a drawing, in either of its two languages."""
        if name == "wps:wsp":
            self.shaded = self._said = False
        elif name == "wp:docPr":
            self.hidden = attributes.get("hidden", "0") not in ("0", "false")
        elif name.startswith("v:"):
            self.hidden = _INVISIBLE.search(attributes.get("style", "")) is not None
            color = attributes.get("fillcolor", "")
            self.shaded = bool(color) and not near_white(color.split(" ")[0])
        elif name in _SHAPE_FILLS and parent == "wps:spPr":
            self.shaded, self._said = name != "a:noFill", True
        elif name == "a:fillRef" and not self._said:
            self.shaded = attributes.get("idx", "0") != "0"
        elif name in ("a:srgbClr", "a:schemeClr") and parent == "a:solidFill" and self.shaded:
            color = attributes.get("val", "")
            self.shaded = not near_white(color) and color not in WHITE_THEME
