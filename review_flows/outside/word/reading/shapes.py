"""Shapes that words stand in: their colour, and whether anybody can see them on the page."""

import re
from collections.abc import Mapping, Sequence

from review_flows.outside.word.reading.colours import PAPER, UNKNOWN, of_theme, plain

_INVISIBLE = re.compile(r"(?i)visibility\s*:\s*hidden")
_LENGTH = re.compile(r"([+-]?\d*\.?\d+)\s*([a-z]*)")
_INCHES = {"in": 1, "pt": 1 / 72, "": 1 / 96, "px": 1 / 96, "pc": 1 / 6, "cm": 1 / 2.54} | {
    "mm": 1 / 25.4
}
_EMU = 914_400  # to the inch
_FARTHEST = 17.0  # inches: a sheet of A3 is 16.5 long
_MARGIN = 3.0  # inches: no letter has a wider one
_LEAST = 1 / 72  # inches
_FROM = {"page": 0.0, **dict.fromkeys(("margin", "column", "topMargin", "leftMargin"), _MARGIN)}
_VML_FROM = {"page": 0.0, "margin": _MARGIN, "text": _MARGIN}
_SIDES = {
    "horizontal": ("margin-left", "left", "width"),
    "vertical": ("margin-top", "top", "height"),
}
_FILLS = ("a:solidFill", "a:gradFill", "a:blipFill", "a:pattFill", "a:grpFill", "a:noFill")
_COLORS = ("a:srgbClr", "a:schemeClr")
_CHANGED = ("a:lumMod", "a:lumOff", "a:shade", "a:tint")
_DRAWN = ("wp:anchor", "wp:inline", "wp:positionH", "wp:positionV", "wp:posOffset", "wp:extent")
SHAPES = (
    *("wps:wsp", "a:fillRef", *_COLORS, *_CHANGED, *_FILLS, *_DRAWN, "wp:docPr"),
    *("w:pict", "v:group", "v:shape", "v:rect", "v:roundrect", "v:oval", "v:fill"),
    *("a:spAutoFit", "v:textbox"),
)


class Shape:
    """The shape heard last: the colour it is filled with, and whether it is kept from the eye."""

    def __init__(self) -> None:
        self.ground: str | None = None
        self.hidden = False
        self.flat = False  # of no height, and as far as was heard it does not grow with its words
        self._group_hidden = False  # of the old language, where groups say so for what is in them
        self._said = False
        self._from = ("", "")
        self._offsets: list[tuple[str, str]] = []  # from where, how far in EMU
        self._sizes: Mapping[str, str] = {}

    def hear(self, names: Sequence[str], attributes: Mapping[str, str]) -> None:
        """Take an element of a drawing, in either of its two languages; `names` lead to it."""
        name = names[-1]
        if name in _DRAWN:
            self._place(names, attributes)
        elif name == "wp:docPr":
            out = attributes.get("hidden", "0") not in ("0", "false")
            self.hidden = out or self._off_the_page()
            height = _inches(self._sizes.get("cy", ""))
            self.flat = height is not None and height < _LEAST
        elif name == "a:spAutoFit":
            self.flat = False  # Word writes captions so.
        elif name.startswith(("v:", "w:")):
            self._old(names, attributes)
        elif name == "wps:wsp":
            self.ground, self._said = None, False
        else:
            self._filled(names, attributes)

    def offset(self, text: str) -> None:
        """Take the words of a wp:posOffset."""
        if self._offsets:
            start, so_far = self._offsets[-1]
            self._offsets[-1] = (start, so_far + text)

    def _filled(self, names: Sequence[str], attributes: Mapping[str, str]) -> None:
        parent, name = names[-2], names[-1]
        if name in _FILLS and parent == "wps:spPr":
            self.ground, self._said = None if name == "a:noFill" else UNKNOWN, True
        elif name == "a:fillRef" and not self._said:
            self.ground = None if attributes.get("idx", "0") == "0" else UNKNOWN
        elif name in _COLORS:
            own = list(names[-3:-1]) == ["wps:spPr", "a:solidFill"]
            if own or (parent == "a:fillRef" and self.ground and not self._said):
                value = attributes.get("val", "")
                self.ground = plain(value) if name == "a:srgbClr" else of_theme(value)
        elif name in _CHANGED and list(names[-4:-2]) == ["wps:spPr", "a:solidFill"]:
            self.ground = UNKNOWN

    def _place(self, names: Sequence[str], attributes: Mapping[str, str]) -> None:
        name = names[-1]
        if name in ("wp:anchor", "wp:inline"):
            self.hidden, self._offsets, self._sizes = False, [], {}
        elif name == "wp:extent":
            self._sizes = {side: attributes.get(side, "") for side in ("cx", "cy")}
        elif name != "wp:posOffset":
            side = "cx" if name == "wp:positionH" else "cy"
            self._from = (side, attributes.get("relativeFrom", ""))
        else:
            self._offsets.append((" ".join(self._from), ""))

    def _off_the_page(self) -> bool:
        """Whether the drawing has no width, or lies on no page however large that may be."""
        sizes = {side: _inches(text) for side, text in self._sizes.items()}
        width = sizes.get("cx")
        if width is not None and width < _LEAST:
            return True
        for start, text in self._offsets:
            side, _, origin = start.partition(" ")
            far = _inches(text)
            if far is not None and _beyond(far, sizes.get(side), _FROM.get(origin)):
                return True
        return False

    def _old(self, names: Sequence[str], attributes: Mapping[str, str]) -> None:
        name, style = names[-1], attributes.get("style", "")
        if name == "w:pict":
            self._group_hidden = False
        elif name == "v:fill":
            if attributes.get("type", "solid") != "solid" and self.ground is not None:
                self.ground = UNKNOWN
        elif name == "v:textbox":
            self.hidden |= self.flat and "mso-fit-shape-to-text:t" not in style.replace(" ", "")
        else:
            grouped = names[-2] == "v:group"
            out = _INVISIBLE.search(style) is not None or (not grouped and _laid_off(style))
            if name == "v:group":
                self._group_hidden |= out
            self.hidden = out or self._group_hidden
            self.flat = not grouped and _of_no(style, "height")
            self.ground = _old_fill(attributes)


def _old_fill(attributes: Mapping[str, str]) -> str | None:
    """Return the colour of a v:shape; without a word on it it is white."""
    if attributes.get("filled", "t") in ("f", "false", "0"):
        return None
    color = attributes.get("fillcolor", "").split(" ")[0]
    return plain(color) if color else PAPER


def _laid_off(style: str) -> bool:
    """Whether the style of a v:shape gives it no width, or a place on no page."""
    said = _said(style)
    if _of_no(style, "width"):
        return True
    for side, (margin, plain_name, size_name) in _SIDES.items():
        size = _length(said.get(size_name))
        placed = said.get(f"mso-position-{side}", "absolute") == "absolute"
        far = _length(said.get(margin, said.get(plain_name)))
        origin = said.get(f"mso-position-{side}-relative", "text")
        if side == "vertical" and origin == "text":
            origin = ""
        absolute = said.get("position") == "absolute"
        if absolute and placed and far is not None and _beyond(far, size, _VML_FROM.get(origin)):
            return True
    return False


def _of_no(style: str, side: str) -> bool:
    """Whether a v:shape has no width or height; a share of the page's goes before its own."""
    said = _said(style)
    size = _length(said.get(side))
    own = said.get(f"mso-{side}-percent", "0") in ("0", "")
    return own and size is not None and size < _LEAST


def _said(style: str) -> dict[str, str]:
    pairs = (one.partition(":") for one in style.lower().split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs}


def _beyond(far: float, size: float | None, margin: float | None) -> bool:
    """Whether a shape this far from where it is measured, in inches, misses every page.

    `margin` is how far before that the page may begin; None where it may be anywhere on the page.
    """
    before = _FARTHEST if margin is None else margin
    return far > _FARTHEST or far + (size or 0) <= -before


def _inches(text: str) -> float | None:
    try:
        return int(text) / _EMU
    except ValueError:
        return None


def _length(text: str | None) -> float | None:
    found = _LENGTH.fullmatch(text or "")
    if found is None or found[2] not in _INCHES:
        return None
    return float(found[1]) * _INCHES[found[2]]
