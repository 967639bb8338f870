"""`letters-pdf CASE`: the written letters of a case as PDF, to print them."""

from pathlib import Path
from typing import Annotated

import typer

from models.errors import BadInput
from review_flows.cli.letters import letter_name
from review_flows.cli.looking import looking, person_named, seen_case, today_text
from review_flows.cli.output import say
from review_flows.cli.reader import reader_of
from review_flows.outside import persons, queries
from review_flows.outside.case_sight import letters_as_seen

FOLDER = "pdf"


def as_pdf(
    context: typer.Context,
    number: Annotated[str, typer.Argument(metavar="CASE", help="The case's number.")],
) -> None:
    """Make a PDF of each written letter of a case, in docs_out/CASE/pdf. Needs LibreOffice.

    The letters themselves stay as they are: what was sent is the .docx.

    Example: review-flows letters-pdf 2026-0001
    """
    # Imported here: only who prints needs what runs LibreOffice.
    from review_flows.outside.pdf import has_wall, to_pdfs
    from review_flows.outside.store import write_whole

    reader = reader_of(context)
    with looking() as (site, connection):
        case = seen_case(connection, reader, number, today_text(site))
        lines = queries.letters(connection, case.number)
        person = person_named(connection, reader, today_text(site))
        if person is not None:
            lines = letters_as_seen(lines, persons.standing_of(connection, person, case))
    written = [line for line in lines if line["written_at"]]
    if not written:
        raise BadInput(
            f"No letter of {case.number} is written yet. See review-flows letters {case.number}"
        )
    if not has_wall():
        say(reader.says("pdf_without_wall"))
    folder = site.settings.docs_out / case.number / FOLDER
    made = to_pdfs([site.store.get(line["sha256"]) for line in written])
    for line, pdf in zip(written, made, strict=True):
        path = Path(folder, f"{line['number']}_{letter_name(line['kind'])}.pdf")
        write_whole(path, pdf)
        typer.echo(path)
