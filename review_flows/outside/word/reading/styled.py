"""What the styles of a Word file make of the looks of runs and cells."""

from models.word_document import Concealment
from review_flows.outside.word.reading.colours import UNKNOWN
from review_flows.outside.word.reading.looks import Look
from review_flows.outside.word.reading.stand import Stand
from review_flows.outside.word.reading.styles import WHOLE, StylesPart
from review_flows.outside.word.reading.tables import CellPlace


class Looks:
    """Answers for the styles, once for each like case."""

    def __init__(self, styles: StylesPart) -> None:
        self._styles = styles
        self._parts: dict[tuple[str | None, str], tuple[Look, str | None]] = {}
        self._of_runs: dict[tuple[object, ...], Concealment | None] = {}

    def of_run(self, stand: Stand, run: str | None, own: Look) -> Concealment | None:
        """Return how the words of a run are concealed: by its own look, else by its styles."""
        key = (stand, run, own.key)
        if key not in self._of_runs:
            self._of_runs[key] = self._of_run(stand, run, own)
        return self._of_runs[key]

    def ground_of_cell(self, cell: CellPlace) -> str | None:
        """Return the colour that the style of a table lays under a cell; None where it lays none.

        Where one of its parts may colour the cell of which we do not tell whether the cell is in
        it, that is a colour that we do not know.
        """
        if cell.style is None:
            return None
        parts = self._parts_of(cell)
        for part in (one for one in parts if one in _holding(cell)):
            if ground := self._of(cell.style, part)[1]:
                return ground
        doubtful = [one for one in parts if one not in _KNOWN_PARTS]
        if cell.heading:
            doubtful.append("firstRow")
        if any(self._of(cell.style, part)[1] for part in doubtful):
            return UNKNOWN
        return self._of(cell.style)[1]

    def _of_run(self, stand: Stand, run: str | None, own: Look) -> Concealment | None:
        paragraph = stand.paragraph or self._styles.default
        below, shade = self._of(paragraph)
        above = self._of(run or self._styles.default_of_runs)[0]
        look = own.over(above.over(below.over(self._of_cell(stand.cell).over(self._styles.base))))
        if own.hidden is None and above.hidden and below.hidden:
            look.hidden = False  # Hidden twice by styles is shown (ECMA-376, 17.7.3).
        return look.concealment(stand.shade or shade or stand.ground)

    def _of_cell(self, cell: CellPlace | None) -> Look:
        """Return what the style of a table says of the words in a cell."""
        look = Look()
        if cell is not None and cell.style is not None:
            for part in (*_holding(cell), WHOLE):
                look = look.over(self._of(cell.style, part)[0])
        return look

    def _parts_of(self, cell: CellPlace) -> list[str]:
        """Return the parts of its table style that the table of a cell does not do without."""
        chain = self._styles.chain(cell.style)
        names = dict.fromkeys(part for _, style in chain for part in style.parts)
        return sorted(name for name in names if name not in cell.off)[::-1]

    def _of(self, style: str | None, part: str = WHOLE) -> tuple[Look, str | None]:
        """A style's look and ground with those of the styles it is based on."""
        if (style, part) not in self._parts:
            look, ground = Look(), None
            for _, one in self._styles.chain(style):
                if dress := one.parts.get(part):
                    look, ground = look.over(dress.look), ground or dress.ground
            self._parts[style, part] = (look, ground)
        return self._parts[style, part]


def _holding(cell: CellPlace) -> tuple[str, ...]:
    """Return the parts of a table style that a cell is surely in, the stronger first."""
    held = {"firstRow": cell.first_row, "firstCol": cell.first_column}
    return tuple(part for part, is_held in held.items() if is_held and part not in cell.off)


_KNOWN_PARTS = (WHOLE, "firstRow", "firstCol")
