"""How text is set, as far as that can keep it from the eye: hidden, white, smaller than 3 pt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from models.word_document import Concealment
from review_flows.outside.word.reading.colours import (
    HIGHLIGHTS,
    PAPER,
    UNKNOWN,
    alike,
    ground_of,
    near_white,
    of_theme,
    plain,
    text_color,
)
from review_flows.outside.word.xml import W14, switched_on, w_attribute

LOOK_PROPERTIES = (
    *("w:vanish", "w:color", "w:sz", "w:shd", "w:highlight"),
    *("w:spacing", "w:w", "w:position"),
)
_LEAST_SIZE = 6  # half-points: smaller nobody reads on paper
_HALF_POINTS = {"pt": 2.0, "pc": 24.0, "pi": 24.0, "in": 144.0, "cm": 56.7, "mm": 5.67}
_LEAST_WIDTH = 10  # percent of a letter's own
_MOST_SQUEEZED = -300  # twips between letters: each is pushed back over the one before
_MOST_MOVED = 400  # half-points up or down: off the line, and mostly off the page
_LEAST_LINE = 60  # twips, as an exact height
_COLORS = ("w14:srgbClr", "w14:schemeClr")
_CHANGED = ("w14:lumMod", "w14:lumOff", "w14:shade", "w14:tint", "w14:satMod")
_FILL = ["w14:textFill", "w14:solidFill"]
_OUTLINE = ["w14:textOutline", "w14:solidFill"]
_CLEAR = 90_000  # of 100 000: w14:alpha says how far letters let through what is under them
LETTERS = ("w14:noFill", "w14:gradFill", "w14:alpha", *_COLORS, *_CHANGED)


@dataclass(slots=True)
class Look:
    """What a run or style says of itself; None where it leaves that to what it is based on."""

    hidden: bool | None = None
    size: float | None = None  # half-points
    color: str | None = None  # see `colours`
    ground: str | None = None  # the colour right under its letters
    squeezed: bool | None = None  # over one another, to nothing or off the line
    clear: bool | None = None  # letters that what is under them shows through
    outlined: bool | None = None  # letters with a line around them that can be seen

    @property
    def key(self) -> tuple[object, ...]:
        """What tells it from other looks."""
        said = (self.hidden, self.size, self.color, self.ground)
        return (*said, self.squeezed, self.clear, self.outlined)

    def hear(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take one of the LOOK_PROPERTIES."""
        if name == "w:vanish":
            self.hidden = switched_on(attributes)
        elif name == "w:color":
            self.color = text_color(attributes)
        elif name == "w:sz":
            self.size = half_points(w_attribute(attributes, "val") or "")
        elif name == "w:highlight":
            if w_attribute(attributes, "val") not in (None, "none"):
                self.ground = HIGHLIGHTS.get(w_attribute(attributes, "val") or "", UNKNOWN)
        elif name != "w:shd":
            self.squeezed = _squeezed(name, attributes) or self.squeezed
        else:
            self.ground = self.ground or ground_of(attributes)

    def hear_letters(self, path: Sequence[str], attributes: Mapping[str, str]) -> None:
        """Take one of the LETTERS, `path` leading to it from w:rPr: it goes before w:color."""
        around, name = list(path[:-1]), path[-1]
        if around == _FILL[:1]:
            if name in ("w14:noFill", "w14:gradFill"):
                self.clear, self.color = name == "w14:noFill", UNKNOWN
        elif around == _FILL and name in _COLORS:
            self.clear, self.color = False, _letter_color(name, attributes)
        elif around[:2] == _FILL and name in _CHANGED:
            self.color = UNKNOWN  # White of the theme made darker is a grey that can be read.
        elif around[:2] == _FILL and name == "w14:alpha":
            self.clear = (_number(attributes.get(W14 + "val")) or 0) >= _CLEAR
        elif around == _OUTLINE[:1]:
            self.outlined = name == "w14:gradFill"
        elif around == _OUTLINE and name in _COLORS:
            self.outlined = not near_white(_letter_color(name, attributes))

    def over(self, base: "Look") -> "Look":
        """Return this look with what it leaves open taken from `base`."""
        return Look(
            base.hidden if self.hidden is None else self.hidden,
            base.size if self.size is None else self.size,
            base.color if self.color is None else self.color,
            base.ground if self.ground is None else self.ground,
            base.squeezed if self.squeezed is None else self.squeezed,
            base.clear if self.clear is None else self.clear,
            base.outlined if self.outlined is None else self.outlined,
        )

    def concealment(self, ground: str | None) -> Concealment | None:
        """Return how text of this look is concealed on a ground; None is the paper itself."""
        if self.hidden or self.squeezed or (self.clear and not self.outlined):
            return Concealment.HIDDEN
        if self.color and not self.outlined and (how := self._on(self.ground or ground or PAPER)):
            return how
        if self.size is not None and self.size < _LEAST_SIZE:
            return Concealment.TINY
        return None

    def _on(self, ground: str) -> Concealment | None:
        """Return how its colour is lost on a ground; light grey on paper can be made out."""
        color = self.color or ""
        if near_white(ground):
            return Concealment.WHITE if near_white(color) else None
        return Concealment.BLENDED if alike(color, ground) else None


PLAIN = Look()


def letter_path(names: Sequence[str]) -> Sequence[str]:
    """Return what leads from the nearest w:rPr to the element opened last; () where none is near.

    `names` are those of all open elements.
    """
    for steps in (2, 3, 4):
        if len(names) > steps and names[-1 - steps] == "w:rPr":
            return names[-steps:]
    return ()


def _letter_color(name: str, attributes: Mapping[str, str]) -> str:
    value = attributes.get(W14 + "val", "")
    return plain(value) if name == "w14:srgbClr" else of_theme(value)


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


@lru_cache(maxsize=256)
def half_points(text: str) -> float | None:
    """Return a size in half-points; a unit may follow the number (ECMA-376, ST_HpsMeasure)."""
    number, unit = text.rstrip("abcdefghijklmnopqrstuvwxyz"), text[-2:]
    try:
        return float(number) * (_HALF_POINTS[unit] if number != text else 1)
    except (ValueError, KeyError):
        return None
