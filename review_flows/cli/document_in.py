"""`document in FILE`: what somebody added to a copy in Word, as comments of an advice."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from models.errors import BadInput, NotFound
from models.words import word
from review_flows.cli.output import json_text, program, say, show_lines
from review_flows.cli.reader import Reader, reader_of
from review_flows.outside.site import Site, open_site

if TYPE_CHECKING:
    from models.copies.handed_back import RemarkBack
    from review_flows.desk.copy_taken_in import TakenIn

COLUMNS = (
    *("address", "quote", "problem", "replacement", "origin"),
    *("stated_author", "stated_at", "unplaced"),
)


def take_in(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The Word file that came back.")],
    number: Annotated[
        str, typer.Option("--case", metavar="CASE", help="The case, where the file does not say.")
    ] = "",
    consultation: Annotated[
        int | None, typer.Option(help="Which question, where several wait.")
    ] = None,
    kind: Annotated[
        str | None, typer.Option(help="The answer as a whole, for example with_reservations.")
    ] = None,
    text: Annotated[str | None, typer.Option(help="What to say beside the comments.")] = None,
    send: Annotated[
        bool, typer.Option("--send", help="Answer at once; without it the form is kept for you.")
    ] = False,
    items: Annotated[
        bool, typer.Option("--items", help="Print JSON items for an opinion; nothing is kept.")
    ] = False,
) -> None:
    """Read comments and changes back from a copy, and keep them as your answer to the question.

    Example: review-flows document in 送审稿.docx --as gu
    """
    reader = reader_of(context)
    actor, site = reader.actor(), open_site()
    taken = _read(site, actor, file, number, consultation, asked=not items)
    if items:
        _print_items(taken)
        return
    _show(reader, taken)
    begun = _begun(site, actor, taken)
    form = _form(site, taken, file, begun, {"kind": kind, "text": text})
    _say_replaced(reader, begun, form)
    _answer(reader, site, taken, form, send=send)


def _read(
    site: Site, actor: str, file: Path, number: str, consultation: int | None, *, asked: bool
) -> "TakenIn":
    # Imported here: they load every form and lxml, which few commands need.
    from review_flows.cli.word_source import named_file
    from review_flows.desk import copy_taken_in

    document = named_file(file).document
    return copy_taken_in.take_in(site, actor, document, number, consultation, asked=asked)


def _print_items(taken: "TakenIn") -> None:
    from models.copies.advice_from_copy import item_fields

    for one in taken.remarks:
        typer.echo(json_text(item_fields(one)))


def _show(reader: Reader, taken: "TakenIn") -> None:
    """Print the remarks, and which draft the file is a copy of."""
    rows = (_cells(reader, one) for one in taken.remarks)
    show_lines(reader, COLUMNS, rows, map(_object, taken.remarks))
    for one in taken.resolved:
        say(one)
    version = {"version": taken.version, "present": taken.present}
    if not taken.exact:
        say(reader.says("in.base_paired", **version))
    elif taken.version != taken.present:
        say(reader.says("in.base_version", **version))
    else:
        say(reader.says("in.base_present"))


def _cells(reader: Reader, one: "RemarkBack") -> Sequence[object]:
    return (
        one.address,
        one.quote,
        one.problem,
        one.replacement,
        word(one.origin, reader.language),
        one.author,
        one.at,
        word(one.unplaced, reader.language) if one.unplaced else "",
    )


def _object(one: "RemarkBack") -> Mapping[str, object]:
    from models.copies.advice_from_copy import comment_fields

    return {**comment_fields(one), "unplaced": one.unplaced}


def _begun(site: Site, actor: str, taken: "TakenIn") -> dict[str, object]:
    """Return what the person kept of this answer. Raises BadInput where it is of another one."""
    from review_flows.desk.form_drafts import kept_form

    assert taken.move is not None and taken.question is not None
    try:
        begun = kept_form(site, actor, taken.number, taken.move)
    except NotFound:
        begun = {}
    question = taken.question.number
    if begun.get("consultation", question) != question:
        raise BadInput(
            f"You keep a half-filled answer to question {begun['consultation']} of case "
            f"{taken.number}, which this one would replace. Send that first: {program()} act "
            f"{taken.number} {taken.move} --kept --as {actor}"
        )
    return {**begun, "consultation": question}


def _form(
    site: Site,
    taken: "TakenIn",
    file: Path,
    begun: Mapping[str, object],
    given: Mapping[str, object],
) -> dict[str, object]:
    """Return the form of the answer, with the file itself, which is stored, attached to it."""
    from models.copies.advice_from_copy import advice_form
    from models.document import DocumentKind
    from review_flows.desk.drafts_as_read import earlier_copies
    from review_flows.outside.handed_in import take_file

    document = take_file(site, file, DocumentKind.ADVICE)
    copies = earlier_copies(site, taken.number, begun.get("documents"))
    said = {name: value for name, value in given.items() if value}
    return advice_form(begun, taken.remarks, taken.resolved, document, said, copies)


def _say_replaced(reader: Reader, begun: Mapping[str, object], form: Mapping[str, object]) -> None:
    from models.copies.advice_from_copy import left_out

    comments, files = left_out(begun, form)
    if comments or files:
        say(reader.says("in.replaced", count=len(comments), files=len(files)))


def _answer(
    reader: Reader, site: Site, taken: "TakenIn", form: Mapping[str, object], *, send: bool
) -> None:
    from review_flows.desk import act
    from review_flows.desk.form_drafts import keep_form

    assert taken.move is not None
    actor, move = reader.actor(), word(taken.move, reader.language)
    comments = form["comments"]
    assert isinstance(comments, list)
    count = len(comments)
    if send:
        act(site, actor, taken.number, taken.move, form)
        say(reader.says("in.sent", number=taken.number, count=count, move=move))
        return
    keep_form(site, actor, taken.number, taken.move, form)
    command = f"{program()} act {taken.number} {taken.move} --kept --as {actor}"
    told = {"number": taken.number, "count": count, "move": move, "command": command}
    say(reader.says("in.kept", **told))
