"""A Word file without the mark of its stage: what was passed as （送审稿） is issued without it."""

from collections.abc import Sequence

from review_flows.outside.word.jobs import JobResult, Params
from review_flows.outside.word.writing.locator import LocatedParagraph, located, paragraphs_of
from review_flows.outside.word.writing.parts import WordParts
from review_flows.outside.word.writing.runs import edge_after, edge_before
from review_flows.outside.word.writing.tree import Element, removed, w

_WORDS_ALONE = frozenset(map(w, ("rPr", "t", "lastRenderedPageBreak")))


def unmarked(content: bytes, mark: str) -> bytes | None:
    """Return the file without the first place that says `mark`, and without a line of it alone.

    Every other word, look and part stays. None where the mark cannot be cut out: it is not there,
    or something else hangs on it.
    """
    parts = WordParts(content)
    for paragraph in paragraphs_of(parts):
        start = paragraph.words.find(mark)
        if start >= 0:
            return parts.saved() if _cut_out(paragraph, start, start + len(mark)) else None
    return None


def _cut_out(paragraph: LocatedParagraph, start: int, end: int) -> bool:
    element = paragraph.element
    exact = edge_after(element, end).exact and edge_before(element, start).exact
    runs = _runs(element, start, end)
    if not exact or any(child.tag not in _WORDS_ALONE for run in runs for child in run):
        return False
    for run in runs:
        removed(run)
    if all(child.tag == w("pPr") and child.find(w("sectPr")) is None for child in element):
        _close_line(element)
    return True


def _runs(element: Element, start: int, end: int) -> list[Element]:
    """Return what holds the characters from `start` to `end`, where the runs are cut there."""
    at = 0
    held: dict[Element, None] = {}
    for atom in located(element).atoms:
        if start <= at < end and atom.text:
            held[atom.element if atom.run is None else atom.run] = None
        at += len(atom.text)
    return list(held)


def _close_line(paragraph: Element) -> None:
    """Take an empty paragraph out of the body; a cell or a box must not be left without one."""
    above = paragraph.getparent()
    if above is not None and above.tag == w("body"):
        removed(paragraph)


def job(params: Params, blobs: Sequence[bytes]) -> JobResult:
    """Take out `params["mark"]` apart from this process; no bytes come back where it stays."""
    done = unmarked(blobs[0], str(params["mark"]))
    return {}, [] if done is None else [done]
