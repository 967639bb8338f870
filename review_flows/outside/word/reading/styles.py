"""The styles of a Word file, as far as they number paragraphs or conceal words."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.word_document import Concealment
from review_flows.outside.word.reading.looks import LOOK_PROPERTIES, Look, shading
from review_flows.outside.word.xml import Budget, Listener, short, w_attribute

_FORMER = ("w:pPrChange", "w:rPrChange")
_DEEPEST = 64  # styles based on one another; real files have fewer than ten


@dataclass(slots=True)
class Style:
    """What a style brings along, and the style it is based on."""

    list_number: str | None = None
    level: str | None = None
    based_on: str | None = None
    look: Look = field(default_factory=Look)
    shaded: bool = False  # of a table style: whether it colours any cells


class StylesPart(Listener):
    """Hears styles.xml: `styles` by their codes, and which is the `default` of paragraphs."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.styles: dict[str, Style] = {}
        self.default: str | None = None
        self.default_of_runs: str | None = None
        self.base = Look()  # of the whole document
        self._style: Style | None = None
        self._names: list[str] = []
        self._former = 0

    def opened(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = short(tag)
        self._names.append(name)
        self._former += name in _FORMER
        if self._former:
            return
        if name == "w:style":
            self._open_style(attributes)
        elif name in LOOK_PROPERTIES:
            self._look(name, attributes)
        elif self._style is not None:
            self._numbering(self._style, name, w_attribute(attributes, "val"))

    def closed(self, tag: str) -> None:
        name = self._names.pop()
        self._former -= name in _FORMER
        if name == "w:style":
            self._style = None

    def chain(self, code: str | None) -> list[tuple[str, Style]]:
        """Return a style and those it is based on, nearest first, each with its code."""
        chain: dict[str, Style] = {}
        while code is not None and code not in chain and len(chain) < _DEEPEST:
            found = self.styles.get(code)
            if found is None:
                break
            chain[code] = found
            code = found.based_on
        return list(chain.items())

    def _open_style(self, attributes: Mapping[str, str]) -> None:
        code = w_attribute(attributes, "styleId") or ""
        self._style = self.styles[code] = Style()
        if w_attribute(attributes, "default") not in ("1", "true", "on"):
            return
        kind = w_attribute(attributes, "type")
        if kind in (None, "paragraph"):
            self.default = code
        elif kind == "character":
            self.default_of_runs = code

    def _look(self, name: str, attributes: Mapping[str, str]) -> None:
        above, parent = ["", "", *self._names[:-1]][-2:]
        if parent == "w:rPr" and above == "w:rPrDefault":
            self.base.hear(name, attributes)
        elif self._style is None:
            return
        elif parent == "w:rPr" and above == "w:style":
            self._style.look.hear(name, attributes)
        elif name == "w:shd" and parent in ("w:pPr", "w:tcPr", "w:tblPr"):
            self._style.shaded |= bool(shading(attributes))

    @staticmethod
    def _numbering(style: Style, name: str, value: str | None) -> None:
        if name == "w:basedOn":
            style.based_on = value
        elif name == "w:numId":
            style.list_number = value
        elif name == "w:ilvl":
            style.level = value


class Looks:
    """What the styles make of the looks of runs."""

    def __init__(self, styles: StylesPart) -> None:
        self._styles = styles
        self._whole: dict[str | None, Look] = {None: Look()}
        self._shaded: dict[str | None, bool] = {None: False}
        self._of_runs: dict[tuple[object, ...], Concealment | None] = {}

    def shaded(self, style: str | None) -> bool:
        """Whether a style of tables or paragraphs lays a colour under the words."""
        if style not in self._shaded:
            chain = self._styles.chain(style)
            self._shaded[style] = any(one.shaded for _, one in chain)
        return self._shaded[style]

    def of_run(
        self,
        paragraph: str | None,
        run: str | None,
        own: Look,
        on_shade: bool,
        table: str | None = None,
    ) -> Concealment | None:
        """Return how the words of a run are concealed: by its own look, else by its styles."""
        key = (paragraph, run, own.key, on_shade, table)
        if key not in self._of_runs:
            self._of_runs[key] = self._of_run(paragraph, run, own, on_shade, table)
        return self._of_runs[key]

    def _of_run(
        self,
        paragraph: str | None,
        run: str | None,
        own: Look,
        on_shade: bool,
        table: str | None,
    ) -> Concealment | None:
        below = self._of(paragraph or self._styles.default)
        above = self._of(run or self._styles.default_of_runs)
        look = own.over(above.over(below.over(self._of(table).over(self._styles.base))))
        if own.hidden is None and above.hidden and below.hidden:
            look.hidden = False  # Hidden twice by styles is shown (ECMA-376, 17.7.3).
        return look.concealment(on_shade or self.shaded(paragraph or self._styles.default))

    def _of(self, style: str | None) -> Look:
        """A style's look with that of the styles it is based on."""
        if style not in self._whole:
            look = Look()
            for _, one in self._styles.chain(style):
                look = look.over(one.look)
            self._whole[style] = look
        return self._whole[style]
