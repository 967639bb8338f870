"""What a PDF of a letter measures: its bytes go in, millimetres come out. Needs pdfplumber."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise

import pdfplumber

from models.letter import Layout
from review_flows.outside.paper.page import PAGES

MM = 25.4 / 72  # in a point
TOLERANCE = 0.6  # mm; a red line or a border stands on the edge of the text


@dataclass(frozen=True, slots=True)
class PageLine:
    """One line of text on a page: its characters, where they begin and end, its baseline."""

    text: str
    left: float
    right: float
    baseline: float  # from the top of the page


@dataclass(frozen=True, slots=True)
class MeasuredPage:
    """One page: its lines of text from top to bottom, and how far its rules and borders reach."""

    lines: tuple[PageLine, ...]
    rules: tuple[tuple[float, float, float, float], ...]  # left, top, right, bottom

    @property
    def pitches(self) -> list[float]:
        """The distances between one line and the next, in points."""
        return [(b.baseline - a.baseline) / MM for a, b in pairwise(self.lines)]


def measured(content: bytes) -> tuple[MeasuredPage, ...]:
    """Return the pages of a PDF."""
    with pdfplumber.open(BytesIO(content)) as pdf:
        return tuple(MeasuredPage(tuple(_lines(page)), tuple(_rules(page))) for page in pdf.pages)


def _lines(page: pdfplumber.page.Page) -> Iterator[PageLine]:
    rows: dict[int, list[dict[str, object]]] = {}
    for char in page.chars:
        rows.setdefault(round(float(page.height) - char["matrix"][5]), []).append(char)
    for _, row in sorted(rows.items()):
        row.sort(key=lambda char: float(str(char["x0"])))
        seen = [char for char in row if str(char["text"]).strip()]
        if seen:
            text = "".join(str(char["text"]) for char in row).strip()
            ends = [float(str(seen[0]["x0"])), float(str(seen[-1]["x1"]))]
            baseline = float(page.height) - seen[0]["matrix"][5]  # type: ignore[index]
            yield PageLine(text, ends[0] * MM, ends[1] * MM, baseline * MM)


def _rules(page: pdfplumber.page.Page) -> Iterator[tuple[float, float, float, float]]:
    for one in (*page.lines, *page.rects, *page.curves):
        yield tuple(float(one[side]) * MM for side in ("x0", "top", "x1", "bottom"))  # type: ignore[misc]


def _in_margin(line: PageLine, top: float, bottom: float) -> bool:
    """Say whether a line belongs over or under the text: the mark, a page number."""
    is_mark = line.text.startswith("【") and line.baseline < top
    return is_mark or (line.text.startswith("—") and line.baseline > bottom)


def outside(pages: tuple[MeasuredPage, ...], layout: Layout) -> list[str]:
    """Return what stands outside the type area, but for page numbers and the red lines."""
    page = PAGES[layout]
    left, right = page.left - TOLERANCE, page.width - page.right + TOLERANCE
    found = []
    for n, one in enumerate(pages, start=1):
        top = page.top if n == 1 or layout is not Layout.LETTER else 37
        # The name in the letterhead is centred on the page, over its red lines.
        for line in one.lines[1:] if n == 1 else one.lines:
            if _in_margin(line, top, page.height - page.bottom):
                continue
            if line.left < left or line.right > right:
                found.append(f"page {n}: {line.left:.1f}–{line.right:.1f} mm: {line.text[:20]}")
            if not top <= line.baseline <= page.height - page.bottom + TOLERANCE:
                found.append(f"page {n}: at {line.baseline:.1f} mm: {line.text[:20]}")
        red = (20 - TOLERANCE, 190 + TOLERANCE) if layout is Layout.LETTER and n == 1 else ()
        ends = red or (left, right)
        found += [
            f"page {n}: a rule from {x0:.1f} to {x1:.1f} mm at {y:.1f} mm"
            for x0, y, x1, _ in one.rules
            if x0 < ends[0] or x1 > ends[1]
        ]
    return found
