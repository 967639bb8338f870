"""Lines of a rule in articles (第X条) in, its 编章节条款项目 out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from models.chinese_number import chinese_number
from models.structure.attachment_line import is_attachment
from models.structure.clause import Clause, ClauseLevel, Mark
from models.structure.glued_lines import is_unfinished
from models.structure.line import Line

__all__ = ["is_attachment", "rule_clauses"]

_HEADINGS = (ClauseLevel.PART, ClauseLevel.CHAPTER, ClauseLevel.SECTION)


@dataclass(slots=True)
class _Point:
    """An item or subitem while its lines are gathered."""

    line: Line
    level: ClauseLevel
    number: str
    words: list[str]


@dataclass(slots=True)
class _Paragraph:
    """A 款 while its lines are gathered."""

    position: int
    words: list[str]
    points: list[_Point] = field(default_factory=list)


@dataclass(slots=True)
class _Article:
    """A 条 while its lines are gathered."""

    position: int
    number: str
    paragraphs: list[_Paragraph]


def rule_clauses(lines: Iterable[Line], broken: bool = False) -> Iterator[Clause]:
    """Yield the clauses in reading order.

    In a text that is broken into lines of print (`broken`) a line that stands within a sentence
    goes on with the words before it; else every line is a 款 of its own.
    """
    article: _Article | None = None
    above: dict[ClauseLevel, str] = {}
    for line in lines:
        mark = line.mark
        if mark is not None and mark.level in (*_HEADINGS, ClauseLevel.ARTICLE):
            yield from _closed(article)
            article = None
            if mark.level is ClauseLevel.ARTICLE:
                article = _opened(line, mark)
            else:
                yield _heading(line, mark, above)
        elif article is not None and is_attachment(line.text):
            yield from _closed(article)
            article = None
        elif article is not None:
            _take(article, line, mark, broken)
    yield from _closed(article)


def _heading(line: Line, mark: Mark, above: dict[ClauseLevel, str]) -> Clause:
    """A 编, 章 or 节; `above` keeps the numbers of the headings that it stands under."""
    for level in _HEADINGS[_HEADINGS.index(mark.level) :]:
        above.pop(level, None)
    above[mark.level] = mark.number
    return Clause(line.position, mark.level, mark.number, "".join(above.values()), mark.rest)


def _opened(line: Line, mark: Mark) -> _Article:
    words = [mark.rest] if mark.rest else []
    return _Article(line.position, mark.number, [_Paragraph(line.position, words)])


def _take(article: _Article, line: Line, mark: Mark | None, broken: bool) -> None:
    """Add a line below an article: an item, a subitem or a further 款."""
    last = article.paragraphs[-1]
    words = last.points[-1].words if last.points else last.words
    if mark is not None:
        level = mark.level if last.points else ClauseLevel.ITEM
        last.points.append(_Point(line, level, mark.number, [mark.rest]))
    elif broken and words and is_unfinished(words[-1]):
        words.append(line.text)
    elif not last.words and not last.points:
        last.words.append(line.text)  # The article's number stood alone on its line.
        last.position = line.position
    else:
        article.paragraphs.append(_Paragraph(line.position, [line.text]))


def _closed(article: _Article | None) -> Iterator[Clause]:
    """Yield the article, its 款 when there are several, and its items."""
    if article is None:
        return
    first, *more = article.paragraphs
    words = "" if more else "\n".join(first.words)
    yield Clause(article.position, ClauseLevel.ARTICLE, article.number, article.number, words)
    for n, paragraph in enumerate(article.paragraphs, start=1):
        address = article.number
        if more:
            number = f"第{chinese_number(n)}款"
            address += number
            own = "\n".join(paragraph.words)
            yield Clause(paragraph.position, ClauseLevel.PARAGRAPH, number, address, own)
        yield from _points(paragraph.points, address)


def _points(points: Iterable[_Point], above: str) -> Iterator[Clause]:
    item = above
    for point in points:
        if point.level is ClauseLevel.ITEM:
            address = item = f"{above}第{point.number}项"
        else:
            address = f"{item}第{point.number}目"
        words = "\n".join(point.words)
        yield Clause(point.line.position, point.level, point.number, address, words)
