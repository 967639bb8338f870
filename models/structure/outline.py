"""Lines of a text numbered 一、（一）1.（1） in, its clauses out."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from models.structure.attachment_line import is_attachment
from models.structure.clause import Clause, ClauseLevel, Mark, outline_mark_of
from models.structure.line import Line


def outline_clauses(lines: Iterable[Line]) -> Iterator[Clause]:
    """Yield the clauses in reading order; a line without a number continues the one before it."""
    current: Clause | None = None
    words: list[str] = []
    above: dict[ClauseLevel, str] = {}
    for line in lines:
        mark = outline_mark_of(line.text)
        if mark is not None or is_attachment(line.text):
            yield from _closed(current, words)
            current = _opened(line, mark, above) if mark is not None else None
            words = [mark.rest] if mark is not None else []
        else:
            words.append(line.text)
    yield from _closed(current, words)


def _closed(clause: Clause | None, words: list[str]) -> Iterator[Clause]:
    if clause is not None:
        yield replace(clause, text="\n".join(word for word in words if word))


def _opened(line: Line, mark: Mark, above: dict[ClauseLevel, str]) -> Clause:
    """The clause that the mark opens; its address is all numbers down to its own: 一、（二）."""
    for level in [level for level in above if level.depth >= mark.level.depth]:
        del above[level]
    above[mark.level] = mark.number
    return Clause(line.position, mark.level, mark.number, "".join(above.values()), "")
