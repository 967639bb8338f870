"""What is wrong with the numbers of a document, and the traces of a conversion from PDF."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from models.structure.clause import Clause, ClauseLevel
from models.structure.document_part import DocumentPart, NumberFamily
from models.structure.fact import Fact
from models.structure.glued_lines import broken_lines, is_broken, repeated_paragraphs, unglued
from models.structure.line import Line, is_page_number, lines_of
from models.structure.numbering import NumberFault, number_faults
from models.word_text import WordText

_ODD_BRACKETS = re.compile(r"„\s*(?:19|20)\d{2}\s*‟")
_HEADINGS = (ClauseLevel.PART, ClauseLevel.CHAPTER, ClauseLevel.SECTION, ClauseLevel.ARTICLE)


class FaultKind(StrEnum):
    """What a person should look at before he trusts the structure."""

    NUMBER_MISSING = "number_missing"  # 第五条 follows 第三条
    NUMBER_AGAIN = "number_again"  # 第三条 stands twice, or follows 第五条
    GLUED_CLAUSE = "glued_clause"  # a clause within a line: it was split off
    BROKEN_LINE = "broken_line"  # a line of print that ends within a sentence: it was joined
    PAGE_NUMBER = "page_number"  # in the running text: it was left out
    ODD_BRACKETS = "odd_brackets"  # „2025‟ for 〔2025〕
    TEXT_AGAIN = "text_again"  # a paragraph that holds the articles once more: it was left out


CONVERSION_SIGNS = frozenset(
    {
        FaultKind.GLUED_CLAUSE,
        FaultKind.BROKEN_LINE,
        FaultKind.PAGE_NUMBER,
        FaultKind.ODD_BRACKETS,
        FaultKind.TEXT_AGAIN,
    }
)


@dataclass(frozen=True, slots=True)
class DocumentFault:
    """One kind of fault: where it first occurs, in which words, and how often in all."""

    kind: FaultKind
    first: Fact
    count: int = 1


def faults_of(text: WordText, parts: Sequence[DocumentPart]) -> tuple[DocumentFault, ...]:
    """Return each number that does not follow its neighbour, and the signs of a conversion."""
    numbers = (fault for part in parts for fault in _numbers(part))
    return (*numbers, *_signs(text))


def _numbers(part: DocumentPart) -> Iterator[DocumentFault]:
    """Yield what the headings and articles of a part miss or have twice.

    Items are left to the check `numbers_its_articles_in_order`: lists begin and end at will.
    """
    in_articles = part.family is NumberFamily.ARTICLES
    levels = _HEADINGS if in_articles else (ClauseLevel.ARTICLE,)
    counted = [clause for clause in part.clauses if clause.level in levels]
    if part.family is NumberFamily.DECIMAL:
        return
    for fault in number_faults(counted, goes_on=not in_articles):
        yield DocumentFault(_kind(fault), _at(fault.clause))


def _kind(fault: NumberFault) -> FaultKind:
    later = fault.value > fault.before
    return FaultKind.NUMBER_MISSING if later else FaultKind.NUMBER_AGAIN


def _at(clause: Clause) -> Fact:
    return Fact(clause.position, clause.address, f"{clause.number}{clause.text[:20]}")


def _signs(text: WordText) -> Iterator[DocumentFault]:
    lines = unglued(tuple(lines_of(text)))
    again = repeated_paragraphs(lines)
    words = [line for line in lines if not is_page_number(line.text)]
    broken = is_broken(lines)
    found = {
        FaultKind.GLUED_CLAUSE: [one for one in lines if _is_glued(one, again)],
        FaultKind.BROKEN_LINE: broken_lines(words) if broken else (),
        FaultKind.PAGE_NUMBER: [line for line in lines if is_page_number(line.text)],
        FaultKind.ODD_BRACKETS: [line for line in lines if _ODD_BRACKETS.search(line.text)],
        FaultKind.TEXT_AGAIN: _firsts(line for line in lines if line.position in again),
    }
    for kind, where in found.items():
        if where:
            first = where[0]
            yield DocumentFault(kind, Fact(first.position, "", first.text[:30]), len(where))


def _is_glued(line: Line, again: frozenset[int]) -> bool:
    """Whether an article, or 一、, was split off; items in a row are a way of writing."""
    opens = re.match(r"第.{1,8}条|[一二三四五六七八九十]{1,3}、", line.text)
    return line.glued and opens is not None and line.position not in again


def _firsts(lines: Iterator[Line]) -> list[Line]:
    return list({line.position: line for line in reversed(list(lines))}.values())
