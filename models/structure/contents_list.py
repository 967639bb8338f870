"""A table of contents, which repeats the headings of the body: found, and left out."""

import re
from collections.abc import Sequence

from models.structure.clause import ClauseLevel
from models.structure.line import Line

_HEADINGS = (ClauseLevel.PART, ClauseLevel.CHAPTER, ClauseLevel.SECTION)
_LONGEST_HEADING = 100  # characters, dots and page number of a contents list included
_HEAD = re.compile(r"目\s*[录次]")
_PAGE = re.compile(r"(?:[.…·．]{3,}|\t)\s*[-—]?\s*\d+\s*[-—]?$")


def is_contents(line: str) -> bool:
    """Whether the line heads a table of contents."""
    return _HEAD.fullmatch(line) is not None


def without_contents(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines without a table of contents.

    It stands below 目录, or runs from the first heading to the same heading again and holds no
    sentence.
    """
    return _without_repeated(_without_listed(tuple(lines)))


def _without_listed(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Leave out what stands below 目录, up to the first heading again or to what is no heading."""
    head = next((i for i, line in enumerate(lines) if is_contents(line.text)), None)
    if head is None or head + 1 == len(lines):
        return lines
    end = head + 1
    while end < len(lines) and _is_listed(lines[end]) and not _stands_before(lines, head + 1, end):
        end += 1
    if not any(_key(line) == _key(lines[head + 1]) for line in lines[end:]):
        end = head + 1  # The list itself stands in a table: these are the headings of the body.
    return (*lines[:head], *lines[end:])


def _stands_before(lines: tuple[Line, ...], first: int, at: int) -> bool:
    """Whether the list begins with the heading, so that the body begins again with it."""
    return at > first and _key(lines[at]) == _key(lines[first])


def _is_listed(line: Line) -> bool:
    return _is_heading(line) or _PAGE.search(line.text) is not None


def _without_repeated(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    headings = [i for i, line in enumerate(lines) if _is_heading(line)]
    if not headings:
        return lines
    first = headings[0]
    again = next((i for i in headings[1:] if _key(lines[i]) == _key(lines[first])), None)
    if again is None or any("。" in line.text for line in lines[first:again]):
        return lines
    return (*lines[:first], *lines[again:])


def _is_heading(line: Line) -> bool:
    mark = line.mark if len(line.text) <= _LONGEST_HEADING else None
    return mark is not None and mark.level in _HEADINGS


def _key(line: Line) -> str:
    """The heading without its blanks and without the dots and page number of a contents list."""
    return re.sub(r"[\s.…·\-—]+", "", re.sub(r"[\s.…·\-—]+\d+$", "", line.text))
