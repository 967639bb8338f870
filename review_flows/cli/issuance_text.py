"""`issuance text`: the text of a document as it is printed and filed, as a Word file."""

from pathlib import Path
from typing import Annotated

import typer

from models.errors import NotFound
from review_flows.cli.issuance_page import case_of_document
from review_flows.cli.looking import looking, refuse_unread, today_text
from review_flows.cli.output import say, show_object
from review_flows.cli.reader import reader_of
from review_flows.outside import case_files, issuances


def write_text(
    context: typer.Context,
    document: Annotated[
        str, typer.Argument(metavar="DOCUMENT", help="A case's number, or a number printed on it.")
    ],
    to: Annotated[Path | None, typer.Option(metavar="FILE", help="Write to this file.")] = None,
) -> None:
    """Write the text as it was issued: what the meeting passed, without （送审稿） in its title.

    Example: review-flows issuance text 2026-0001 --as yin
    """
    # Imported here: Word files take lxml, which few commands need.
    from review_flows.outside.new_file import place_for, write_new
    from review_flows.outside.word import apart

    reader = reader_of(context)
    with looking() as (site, connection):
        today = today_text(site)
        case = case_of_document(connection, reader, document, today)
        refuse_unread(connection, reader, case, today)
        issued = issuances.issuance(connection, case.number)
        documents = case_files.documents(connection, case.number)
    if issued is None:
        raise NotFound("An issued document of case", case.number, [])
    row = next(one for one in documents if one["sha256"] == issued["text_sha256"])
    content = site.store.get(case_files.copy_sha256(row))
    _, (printed,) = apart.run("uncomment", {}, [content])
    name = reader.says("issued_text.file", number=case.number)
    path = place_for(to or site.settings.docs_out / case.number, name, printed)
    write_new(path, printed)
    if reader.as_json:
        told = {"case": case.number, "text_sha256": issued["text_sha256"], "path": str(path)}
        show_object(reader, told, ())
    else:
        say(reader.says("issued_text.done", number=case.number, path=path))
