"""Prints how well the structure of real files is read: sequences of articles, parts, titles.

Run from the checkout: .venv/bin/python tests/bench/structure_report.py [FOLDER]
FOLDER is the shared one with corpus/ and normative_texts/; ../shared where none is given.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from models.document import DocumentPart, Paragraph, PartKind, WordText, parts_of
from models.structure.clause import Clause, ClauseLevel
from models.structure.number_value import number_value
from review_flows.outside.word.safety import open_word

SHARED = Path(__file__).resolve().parents[3] / "shared"


@dataclass(frozen=True, slots=True)
class Gap:
    """Where a sequence of articles is not complete: the part, and the article that is amiss."""

    part: str
    before: int
    article: str


@dataclass(frozen=True, slots=True)
class Measured:
    """What was found in one file."""

    name: str
    parts: tuple[DocumentPart, ...]
    articles: int
    gaps: tuple[Gap, ...]


def texts_in(shared: Path) -> Iterator[tuple[str, WordText]]:
    """Yield the readable files of the corpus, and the plain texts with a line a paragraph.

    The first line of a plain text says where it was found, and is no part of it.
    """
    for path in sorted((shared / "corpus").rglob("*.docx")):
        opened = open_word(path.read_bytes())
        if opened.text is not None:
            yield path.name, opened.text
    for path in sorted((shared / "normative_texts").glob("*.txt")):
        _, *lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
        yield path.name, WordText(tuple(map(Paragraph, lines)))


def measured(name: str, text: WordText) -> Measured:
    """Return the parts of a text, and where the articles of each do not follow one another."""
    parts = parts_of(text)
    articles = {part.label: _articles(part.clauses) for part in parts}
    gaps = (gap for label, found in articles.items() for gap in _gaps(label, found))
    return Measured(name, parts, sum(map(len, articles.values())), tuple(gaps))


def _articles(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the articles that count: 第十条之一 stands between two numbers."""
    return [
        clause
        for clause in clauses
        if clause.level is ClauseLevel.ARTICLE
        and clause.number.startswith("第")
        and "之" not in clause.number
    ]


def _gaps(label: str, articles: Sequence[Clause]) -> Iterator[Gap]:
    last = 0
    for article in articles:
        value = number_value(article.number) or 0
        if value != last + 1:
            yield Gap(label, last, article.address)
        last = value


def main() -> None:
    """Print the figures, and each file whose articles are not in order with the place."""
    shared = Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED
    found = [measured(name, text) for name, text in texts_in(shared)]
    counted = [one for one in found if one.articles]
    faulty = [one for one in counted if one.gaps]
    whole = len(counted) - len(faulty)
    share = 100 * whole / len(counted) if counted else 0.0
    several = sum(len(one.parts) > 1 for one in found)
    mains = (part for one in found for part in one.parts if part.kind is PartKind.MAIN)
    lines = [
        f"files read: {len(found)}; with articles: {len(counted)}",
        f"articles complete and in order: {whole} of {len(counted)} ({share:.1f} %)",
        f"parts: {sum(len(one.parts) for one in found)}; files of several parts: {several}",
        f"main texts without a title: {sum(not part.title for part in mains)}",
        *(
            f"  {one.name}: {gap.article} follows {gap.before}"
            for one in faulty
            for gap in one.gaps
        ),
    ]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
