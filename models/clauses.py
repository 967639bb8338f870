"""A text in, its clauses out: which article, paragraph and item every line belongs to."""

import re
from collections.abc import Sequence

from models.clause import Clause, ClauseLevel, mark_of
from models.line import Line, lines_of
from models.outline import outline_clauses
from models.rule_clauses import rule_clauses
from models.word_text import WordText

_HEADINGS = (ClauseLevel.PART, ClauseLevel.CHAPTER, ClauseLevel.SECTION)
_LONGEST_HEADING = 100  # characters, dots and page number of a contents list included
_OUTLINE_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、")


def clauses_of(text: WordText) -> tuple[Clause, ...]:
    """Return the clauses in reading order; none for a text without numbered clauses.

    Two families are known: 编章节条款项目, and 一、（一）1.（1）. A text with articles is of the
    first. What stands before the first clause, in tables and after 附件 belongs to no clause.
    """
    lines = without_contents(tuple(lines_of(text)))
    articles = article_count(lines)
    outlined = any(_OUTLINE_HEADING.match(line.text) for line in lines)
    if articles >= 2 or (articles and not outlined):
        return tuple(rule_clauses(lines))
    return tuple(outline_clauses(lines))


def words_under(clauses: Sequence[Clause], address: str) -> str:
    """Return the words of the clause and of everything below it, one clause a line.

    Of two clauses with one address (a file that holds two documents) the first counts.
    """
    start = next((i for i, clause in enumerate(clauses) if clause.address == address), None)
    if start is None:
        return ""
    words = [clauses[start].text]
    for clause in clauses[start + 1 :]:
        if clause.level.depth <= clauses[start].level.depth:
            break
        words.append(clause.text)
    return "\n".join(word for word in words if word)


def article_count(lines: Sequence[Line]) -> int:
    """Return how many lines open an article (第X条)."""
    marks = (mark_of(line.text) for line in lines)
    return sum(mark is not None and mark.level is ClauseLevel.ARTICLE for mark in marks)


def without_contents(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the lines without a table of contents, which repeats the headings of the body.

    It runs from the first heading to the same heading again, and holds no sentence.
    """
    headings = [i for i, line in enumerate(lines) if _is_heading(line)]
    if not headings:
        return lines
    first = headings[0]
    again = next((i for i in headings[1:] if _key(lines[i]) == _key(lines[first])), None)
    if again is None or any("。" in line.text for line in lines[first:again]):
        return lines
    return lines[:first] + lines[again:]


def _is_heading(line: Line) -> bool:
    mark = mark_of(line.text) if len(line.text) <= _LONGEST_HEADING else None
    return mark is not None and mark.level in _HEADINGS


def _key(line: Line) -> str:
    """The heading without its blanks and without the dots and page number of a contents list."""
    return re.sub(r"[\s.…·\-—]+", "", re.sub(r"[\s.…·\-—]+\d+$", "", line.text))
