"""`letters CASE`: what was sent on a case, and where it lies."""

from pathlib import Path
from typing import Annotated

import typer

from models.words import Language, letter_word, word_of
from review_flows.cli.looking import looking, person_named, seen_case, today_text
from review_flows.cli.output import show_lines
from review_flows.cli.reader import Reader, reader_of
from review_flows.outside import persons, queries
from review_flows.outside.case_sight import letters_as_seen
from review_flows.outside.database import Row
from review_flows.outside.wall_clock import local_text

COLUMNS = ("letter_number", "letter", "about", "written_at", "path")


def show_letters(
    context: typer.Context,
    number: Annotated[str, typer.Argument(metavar="CASE", help="The case's number.")],
) -> None:
    """List the letters of a case, in the order of their numbering, with where they lie.

    Example: review-flows letters 2026-0001
    """
    reader = reader_of(context)
    with looking() as (site, connection):
        case = seen_case(connection, reader, number, today_text(site))
        lines = queries.letters(connection, case.number)
        person = person_named(connection, reader, today_text(site))
        if person is not None:
            lines = letters_as_seen(lines, persons.standing_of(connection, person, case))
    folder = site.settings.docs_out / case.number
    rows = (_row(reader, line, folder) for line in lines)
    objects = ({**line, "path": _path(line, folder)} for line in lines)
    show_lines(reader, COLUMNS, rows, objects)


def _row(reader: Reader, line: Row, folder: Path) -> tuple[object, ...]:
    title = letter_title(line["kind"], reader.language)
    about = word_of("Recipient", line["about"], reader.language)
    return line["number"], title, about, _written(reader, line), _path(line, folder)


def _written(reader: Reader, line: Row) -> str:
    """Return when a letter was written, or that it is not, and whether it still holds."""
    if not line["written_at"]:
        return reader.says("never_written" if line["withdrawn_at"] else "not_written")
    at = local_text(line["written_at"])
    return reader.says("written_and_void", at=at) if line["withdrawn_at"] else at


def letter_title(code: str, language: Language) -> str:
    """Return what a kind of letter is called in a language."""
    return letter_name(code) if language == "zh" else letter_word(code)


def letter_name(code: str) -> str:
    """Return the Chinese name of a kind of letter."""
    # Imported here: only who reads Chinese needs all kinds of letter for it.
    from review_flows.letters import letter_kind

    return letter_kind(code).name


def _path(line: Row, folder: Path) -> str:
    """Return where the letter lies; empty while it is not written."""
    if not line["written_at"]:
        return ""
    return str(folder / f"{line['number']}_{letter_name(line['kind'])}.docx")
