"""`document compare OLD NEW`: what differs between two Word files, clause by clause."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from models.comparison.clause_diff import ClauseChange, clause_changes, words_outside
from models.words import word
from review_flows.cli.output import say, show_lines
from review_flows.cli.reader import Reader, reader_of

if TYPE_CHECKING:
    from models.word_text import WordText
    from review_flows.cli.word_source import NamedDocument

COLUMNS = ("change", "address_before", "address_after", "words_before", "words_after")


def compare(
    context: typer.Context,
    old: Annotated[Path, typer.Argument(metavar="OLD", help="The earlier Word file.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The later Word file.")],
    redline: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write the changes as tracked changes to a Word file."),
    ] = None,
) -> None:
    """Compare two Word files: what was added, removed, changed, moved or renumbered.

    Example: review-flows document compare 旧稿.docx 新稿.docx --redline 对照稿.docx
    """
    # Imported here: reading Word files takes lxml, which few commands need.
    from models.word_document import View
    from review_flows.cli.redline_file import TwoTexts, write_redline
    from review_flows.cli.word_source import changed_at, named_file

    reader = reader_of(context)
    first, second = named_file(old), named_file(new)
    for one in (first, second):
        _say_of_changes(reader, one)
    changes = changes_of(first.document.view(View.FINAL), second.document.view(View.FINAL))
    lines = [_line(change) for change in changes]
    rows = ([word(c.kind, reader.language), *_words(c)] for c in changes)
    if lines or reader.as_json:
        show_lines(reader, COLUMNS, rows, lines)
    say(reader.says("compare.title", count=len(lines)) if lines else reader.says("compare.same"))
    if redline is not None:
        write_redline(reader, TwoTexts(first.content, second.content, changed_at(new)), redline)


def changes_of(before: "WordText", after: "WordText") -> tuple[ClauseChange, ...]:
    """Return what differs: clauses first, then words that belong to none."""
    from models.document import clauses_of

    changes = clause_changes(clauses_of(before), clauses_of(after))
    return (*changes, *clause_changes(words_outside(before), words_outside(after)))


def _say_of_changes(reader: Reader, one: "NamedDocument") -> None:
    if count := one.document.tracked_changes:
        say(reader.says("compare.settled", name=one.name, count=count))


def _words(change: ClauseChange) -> tuple[str, str, str, str]:
    places = (change.address_before, change.address_after)
    return (*places, change.words_before, change.words_after)


def _line(change: ClauseChange) -> dict[str, object]:
    return dict(zip(COLUMNS, (str(change.kind), *_words(change)), strict=True))
