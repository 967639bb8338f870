"""What a check is, and the text it reads: a title, paragraphs and clauses in, findings out."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from models.document import clauses_of, title_of
from models.finding import Finding
from models.structure.clause import Clause, ClauseLevel, mark_of, outline_mark_of
from models.structure.glued_lines import unglued
from models.structure.line import lines_of
from models.word_text import Paragraph, WordText

WHOLE_TEXT = "全文"
TITLE = "标题"


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of the text that a finding can point at.

    `lead` are the words above it that introduce it (第十二条第一款 of its （四）项); `article` are
    the words of the whole article, or of the whole （一） in a text without articles.
    """

    address: str
    text: str
    lead: str
    article: str


@dataclass(frozen=True, slots=True)
class DraftText:
    """A draft as the checks see it: no file, no case, no day.

    `paragraphs` are all of the document's, tables included; `clauses` count positions in them.
    """

    title: str
    paragraphs: tuple[str, ...]
    clauses: tuple[Clause, ...]

    @property
    def has_articles(self) -> bool:
        """Whether the text is written in articles (第X条) and not as 一、（一）1."""
        return any(_opens_article(clause) for clause in self.clauses)

    def passages(self) -> tuple[Passage, ...]:
        """Return the whole text in pieces, in reading order: no line is left out."""
        placed = [*_outside(self.paragraphs, self.clauses), *_inside(self.clauses)]
        placed.sort(key=lambda pair: pair[0])
        return tuple(passage for _, passage in placed)


@dataclass(frozen=True, slots=True)
class Check:
    """One question to a draft. `question` and `source` are Chinese; the code is its file's name."""

    code: str
    question: str
    source: str
    run: Callable[[DraftText], Iterable[Finding]]


def draft_text(text: WordText) -> DraftText:
    """Return what the checks read of a Word file."""
    paragraphs = tuple(paragraph.text for paragraph in text.paragraphs)
    return DraftText(title_of(text), paragraphs, clauses_of(text))


def _opens_article(clause: Clause) -> bool:
    return clause.level is ClauseLevel.ARTICLE and clause.number.startswith("第")


def _inside(clauses: Iterable[Clause]) -> Iterator[tuple[int, Passage]]:
    for group in _articles(tuple(clauses)):
        article = "\n".join(clause.text for clause in group if clause.text)
        above: list[Clause] = []
        for clause in group:
            while above and not above[-1].may_hold(clause):
                above.pop()
            lead = "\n".join(one.text for one in above if one.text)
            yield clause.position, Passage(clause.address, clause.text, lead, article)
            above.append(clause)


def _articles(clauses: tuple[Clause, ...]) -> Iterator[list[Clause]]:
    """Yield the clauses article by article; in a text without articles （一） is what they are."""
    in_articles = any(map(_opens_article, clauses))
    last = ClauseLevel.ARTICLE if in_articles else ClauseLevel.PARAGRAPH
    group: list[Clause] = []
    for clause in clauses:
        if group and clause.level.depth <= last.depth:
            yield group
            group = []
        group.append(clause)
    if group:
        yield group


def _outside(paragraphs: Iterable[str], clauses: Iterable[Clause]) -> Iterator[tuple[int, Passage]]:
    """Yield what belongs to no clause: the words before the first, tables, attachments."""
    known = {line for clause in clauses for line in clause.text.split("\n")}
    pieces = WordText(tuple(Paragraph(paragraph) for paragraph in paragraphs))
    number, last = 0, -1
    for line in unglued(tuple(lines_of(pieces))):
        number += line.position != last  # Blank paragraphs do not count: people do not see them.
        last = line.position
        if not _is_known(line.text, known):
            yield line.position, Passage(f"第{number}段", line.text, "", line.text)


def _is_known(line: str, known: set[str]) -> bool:
    marks = (mark_of(line), outline_mark_of(line))
    return line in known or any(mark.rest in known for mark in marks if mark)
