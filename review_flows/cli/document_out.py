"""`document out CASE`: a copy of the draft for somebody who is asked, with comments in it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from review_flows.cli.output import say, show_object
from review_flows.cli.reader import Reader, reader_of
from review_flows.outside.site import open_site

if TYPE_CHECKING:
    from review_flows.desk.draft_copies import DraftCopy


def out(
    context: typer.Context,
    number: Annotated[str, typer.Argument(metavar="CASE", help="The case's number.")],
    recipient: Annotated[
        str,
        typer.Option(
            "--for",
            metavar="PERSON",
            help="Who is asked: a code, or the name of somebody outside the system.",
        ),
    ],
    to: Annotated[Path | None, typer.Option(metavar="FILE", help="Write to this file.")] = None,
    consultation: Annotated[
        int | None, typer.Option(help="Which question, where several wait.")
    ] = None,
) -> None:
    """Write a Word copy of the draft with the comments that its reader may see; it is logged.

    Example: review-flows document out 2026-0001 --for gu --as shen
    """
    # Imported here: they load every form and lxml, which few commands need.
    from review_flows.desk.draft_copies import hand_out, make_copy
    from review_flows.outside.new_file import place_for, write_new

    reader = reader_of(context)
    actor, site = reader.actor(), open_site()
    copy = make_copy(site, actor, number, recipient, consultation)
    path = place_for(to or site.settings.docs_out / number, copy.file_name, copy.content)
    hand_out(site, actor, copy)
    write_new(path, copy.content)
    _tell(reader, copy, path)


def _tell(reader: Reader, copy: "DraftCopy", path: Path) -> None:
    told = {
        "number": copy.number,
        "consultation": copy.question,
        "recipient": copy.recipient,
        "comments": copy.comments,
        "not_found": list(copy.not_found),
        "sha256": copy.sha256,
        "document_sha256": copy.draft_sha256,
        "path": str(path),
    }
    if reader.as_json:
        show_object(reader, told, ())
        return
    say(reader.says("out.done", **{**told, "question": copy.question}))
    if copy.not_found:
        say(reader.says("out.not_placed", labels=", ".join(copy.not_found)))
