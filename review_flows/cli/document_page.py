"""The page of `document text`: paragraphs with their marks, then comments, in colour or plain."""

import sys
from collections.abc import Callable, Iterator

import typer

from models.copies.marked_lines import (
    NOTES,
    RUNNING_HEADS,
    LinePart,
    MarkedLine,
    lines_in_view,
    readable,
    with_marks,
)
from models.copies.placing import PlacedDraft
from models.copies.tracked_edits import PUT_IN, TAKEN_OUT
from models.word_document import Concealment, View, WordComment, WordDocument
from models.words import word
from review_flows.cli.output import json_text, say
from review_flows.cli.reader import Reader

LONGEST_EXCERPT = 40  # characters of concealed text in a message; the whole stands in its place


def show_document(reader: Reader, document: WordDocument, view: View) -> None:
    """Print a view of a file; of the marked one its comments too, and what is concealed in any."""
    if reader.as_json:
        for one in _objects(document, view):
            typer.echo(json_text(one))
        return
    head = ""
    for line in lines_in_view(document, view):
        section = _section(reader, line)
        if section != head:
            typer.echo(f"\n# {section}")
            head = section
        typer.echo(_printed(reader, line))
    if view is View.MARKED and document.comments:
        typer.echo(f"\n# {reader.says('text.comments')}")
        for text in _comments(reader, document):
            typer.echo(text)
    _say_of_marks(reader, document)


def _section(reader: Reader, line: MarkedLine) -> str:
    if line.place in NOTES:
        return reader.says("text.notes")
    return reader.says("text.running_heads") if line.place in RUNNING_HEADS else ""


def _printed(reader: Reader, line: MarkedLine) -> str:
    note = f"[{line.note}] " if line.note else ""
    return note + "".join(_part(reader, part) for part in line.parts)


def _part(reader: Reader, part: LinePart) -> str:
    text = with_marks(part)
    if part.concealed is not None:
        text = f"⟦{word(part.concealed, reader.language)}: {text}⟧"
    said = " ".join(filter(None, (readable(part.author), readable(part.at))))
    return _coloured(part)(text) + (f"({said})" if said else "")


def _coloured(part: LinePart) -> Callable[[str], str]:
    """Return how a part looks on a terminal; in a pipe the signs around it say the same."""
    if not sys.stdout.isatty():
        return str
    if part.revision in PUT_IN:
        return lambda text: typer.style(text, fg="green", underline=True)
    if part.revision in TAKEN_OUT:
        return lambda text: typer.style(text, fg="red", strikethrough=True)
    return (lambda text: typer.style(text, reverse=True)) if part.concealed else str


def _comments(reader: Reader, document: WordDocument) -> Iterator[str]:
    """Yield the comments that begin a thread, each with what answers it below."""
    placed = PlacedDraft(document, View.FINAL)
    ids = {one.id for one in document.comments}
    first = [one for one in document.comments if one.parent not in ids or one.parent == one.id]
    for number, one in enumerate(first, start=1):
        where = _address(placed, one) or reader.says("text.unanchored")
        quote = f" “{readable(one.quote)}”" if one.quote else ""
        yield f"{number}. {where}{quote} {_said(reader, one)}"
        yield from _answers(reader, document, one, "   ")


def _answers(reader: Reader, document: WordDocument, to: WordComment, indent: str) -> Iterator[str]:
    for one in document.comments:
        if one.parent == to.id and one.parent != one.id:
            yield f"{indent}└ {_said(reader, one)}"
            yield from _answers(reader, document, one, f"{indent}   ")


def _address(placed: PlacedDraft, one: WordComment) -> str:
    if one.start is None or one.end is None:
        return ""
    return placed.place(one.start, one.end).address


def _said(reader: Reader, one: WordComment) -> str:
    resolved = f" [{reader.says('text.resolved')}]" if one.resolved and not one.parent else ""
    stated = " ".join(filter(None, (readable(one.author), readable(one.at))))
    text = readable(one.text).replace("\n", "\n   ")
    return f"({stated}){resolved} {text}"


def _say_of_marks(reader: Reader, document: WordDocument) -> None:
    if document.tracked_changes:
        pieces = [piece for one in document.paragraphs for piece in one.pieces]
        authors = sorted({piece.author for piece in pieces} - {""})
        told = {"count": document.tracked_changes, "authors": ", ".join(map(readable, authors))}
        say(reader.says("text.changes", **told))
    found = document.concealed()
    for how in Concealment:
        texts = [one.text for one in found if one.how is how and one.text.strip()]
        if texts:
            shown = readable(texts[0])[:LONGEST_EXCERPT]
            said = f"{word(how, reader.language)} ({len(texts)}): {shown}"
            say(reader.says("text.concealed") + said)


def _objects(document: WordDocument, view: View) -> Iterator[dict[str, object]]:
    """Yield the file for programs: each paragraph with its pieces, then each comment."""
    for line in lines_in_view(document, view):
        parts = [
            {
                "text": part.text,
                "revision": part.revision,
                "author": part.author,
                "at": part.at,
                "concealed": part.concealed,
            }
            for part in line.parts
        ]
        text = "".join(part.text for part in line.parts)
        yield {"place": line.place, "note": line.note, "text": text, "parts": parts}
    placed = PlacedDraft(document, View.FINAL)
    for one in document.comments:
        yield {
            "comment": one.id,
            "address": _address(placed, one),
            "quote": one.quote,
            "author": one.author,
            "at": one.at,
            "text": one.text,
            "parent": one.parent,
            "resolved": one.resolved,
        }
