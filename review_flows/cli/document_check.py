"""`document check PATH…`: whether Word files would be taken, and what would come out of them."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from models.errors import BadInput, NotFound
from models.refusal import refusal_sentence
from models.safety_report import DocumentWarning, Removed, removed_sentence, warning_sentence
from models.words import word
from review_flows.cli.output import json_text, program
from review_flows.cli.reader import Reader, reader_of
from review_flows.outside.own_folder import lies_inside, refuse_inside

if TYPE_CHECKING:
    from review_flows.outside.word.safety import OpenedWord

MOST_SHOWN = 5  # places of one kind; --json has all


def check(
    context: typer.Context,
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH…", help="Word files, or folders of them.")
    ],
) -> None:
    """Look at files as receipt does; nothing is stored. Exit code 1 where one is refused.

    Example: review-flows document check 送审稿.docx
    """
    reader = reader_of(context)
    refused = False
    for path in _files(paths):
        opened = _opened(path)
        refused = refused or not opened.report.accepted
        if reader.as_json:
            typer.echo(json_text(_told(path, opened)))
        else:
            typer.echo("\n".join(_lines(reader, path, opened)))
    if refused:
        raise typer.Exit(1)


def _files(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        refuse_inside(path, f"See what receipt took out of it: {program()} show CASE.")
        if not path.exists():
            near = sorted(str(other) for other in path.parent.glob("*.docx"))
            raise NotFound("The file", str(path), near)
        found = sorted(path.rglob("*")) if path.is_dir() else [path]
        files = (one for one in found if not one.is_dir() and not one.name.startswith("."))
        # The home of a site holds the store too: what is in it was looked at when it came in.
        yield from (one for one in files if not lies_inside(one))


def _opened(path: Path) -> "OpenedWord":
    # Imported here: lxml is needed for this alone, and every command loads this file.
    from review_flows.outside.submitted_file import checked

    try:
        return checked(path)[1]
    except OSError as error:
        raise BadInput(f"The file {path} cannot be read: {error.strerror}.") from None


def _lines(reader: Reader, path: Path, opened: "OpenedWord") -> Iterator[str]:
    report = opened.report
    yield f"{path}: {word(report.outcome, reader.language)}"
    if report.refusal is not None:
        yield f"  {refusal_sentence(report.refusal, reader.language)}"
    for warning in report.warnings:
        yield f"  {warning_sentence(warning, reader.language)}"
        if warning is DocumentWarning.CONCEALED_MARKING:
            for one in report.concealed_markings[:MOST_SHOWN]:
                yield f"    {one.spot.paragraph + 1}: {_shown(one.text)}"
        if warning is DocumentWarning.UNREAD_WORDS:
            yield from (f"    {_shown(one)}" for one in report.unread_words[:MOST_SHOWN])
            if len(report.unread_words) > MOST_SHOWN:
                yield f"    … ({len(report.unread_words)})"
    for kind in dict.fromkeys(one.kind for one in report.removed):
        yield f"  {removed_sentence(kind, reader.language)}"
        places = [_place(one) for one in report.removed if one.kind is kind]
        yield from (f"    {place}" for place in places[:MOST_SHOWN] if place)
        if len(places) > MOST_SHOWN:
            yield "    …"


def _place(one: Removed) -> str:
    times = f" ×{one.count}" if one.count > 1 else ""
    where = " → ".join(filter(None, (one.part, _shown(one.target))))
    return f"{where}{times}" if where else ""


def _shown(target: str) -> str:
    """Return what a stranger wrote into a file as a terminal can show it."""
    return "".join(character if character.isprintable() else "?" for character in target)


def _told(path: Path, opened: "OpenedWord") -> dict[str, object]:
    report = opened.report
    return {
        "file": str(path),
        "outcome": str(report.outcome),
        "refusal": report.refusal,
        "size": report.size,
        "paragraphs": report.paragraphs,
        "characters": report.characters,
        "tracked_changes": report.tracked_changes,
        "comments": report.comments,
        "warnings": list(report.warnings),
        "unread_words": list(report.unread_words),
        "removed": [
            {"kind": one.kind, "part": one.part, "target": one.target, "count": one.count}
            for one in report.removed
        ],
    }
