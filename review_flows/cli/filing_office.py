"""`filing receive`, `received`, `answer`, `take`: the recipient's side, and its answers at home."""

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from models.errors import BadInput, UnknownCode
from models.filing import FilingAnswer
from models.filing_review import ProblemType
from models.words import word, word_of
from review_flows.cli.output import json_text, program, say, show_object
from review_flows.cli.reader import Reader, reader_of
from review_flows.outside.site import Site, open_site

if TYPE_CHECKING:
    from models.received_filing import AnswerGiven
    from review_flows.desk.filing_office import Answered
    from review_flows.desk.received_filings import TakenIn

Package = Annotated[str, typer.Argument(metavar="PACKAGE.zip", help="The package, a .zip.")]


def receive(
    context: typer.Context,
    package: Package,
    addressee: Annotated[
        str,
        typer.Option(metavar="NAME", help="Confirm that this name in it means this office."),
    ] = "",
) -> None:
    """Take in a package that another office filed with this one.

    Example: review-flows filing receive 2026-0001_upper_government.zip --as bei
    """
    # Imported here: reading packages and rules takes what no command that only looks needs.
    from review_flows.desk.received_filings import receive_filing

    reader = reader_of(context)
    actor, site = reader.actor(), open_site()
    _write_left(reader, site)
    taken = receive_filing(site, actor, Path(package), addressee)
    if reader.as_json:
        typer.echo(json_text(taken_object(taken)))
    else:
        show_object(reader, {}, taken_rows(reader, taken))
    if taken.known:
        say(reader.says("filing_known", number=taken.number, message=taken.message))
        return
    command = f"{program()} filing received {taken.number}"
    say(reader.says("filing_received", number=taken.number, command=command))


def taken_object(taken: "TakenIn") -> dict[str, object]:
    """Return what became of a package as JSON has it."""
    form = asdict(taken.form) | {"file_by": taken.form.file_by and str(taken.form.file_by)}
    return asdict(taken) | {"form": form}


def taken_rows(reader: Reader, taken: "TakenIn") -> list[tuple[object, ...]]:
    """Return what became of a package in the reader's words."""
    from review_flows.cli.received_page import form_text

    language = reader.language
    return [
        (reader.says("heading.number"), taken.number),
        (reader.says("heading.addressee"), taken.addressee),
        (reader.says("heading.filing_message"), taken.message),
        (reader.says("heading.state"), word(taken.state, language)),
        (reader.says("heading.form_check"), form_text(reader, taken.form)),
        (reader.says("heading.file_by"), taken.form.file_by),
        (
            reader.says("heading.warnings"),
            "; ".join(word(warning, language) for warning in taken.warnings),
        ),
    ]


def answer(
    context: typer.Context,
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="The received filing.")],
    kind: Annotated[str, typer.Option(help="The kind of answer.")],
    text: Annotated[
        str, typer.Option(help="What the letter says: what is missing, asked, or found.")
    ] = "",
    problems: Annotated[
        list[str] | None,
        typer.Option("--problem", metavar="TYPE", help="What is wrong, once for each type."),
    ] = None,
    reply_by: Annotated[
        str,
        typer.Option(metavar="DAY", help="The sender's last day; by the rules if left out."),
    ] = "",
) -> None:
    """Answer a received filing: its letter and its package are written into docs_out.

    Example: review-flows filing answer R2026-0001 --kind registered --as bei
    """
    from review_flows.desk.answers_written import write_answers
    from review_flows.desk.filing_office import answer_filing

    reader = reader_of(context)
    actor, given = reader.actor(), answer_given(kind, text, problems or [], reply_by)
    site = open_site()
    _write_left(reader, site)
    done = answer_filing(site, actor, number, given)
    written = {(one.number, one.message): one.path for one in write_answers(site)}
    _show_answered(reader, done, written.get((done.number, done.message)))


def _show_answered(reader: Reader, done: "Answered", path: Path | None) -> None:
    rows = [
        (reader.says("heading.number"), done.number),
        (reader.says("heading.filing_message"), done.message),
        (reader.says("heading.state"), word(done.state, reader.language)),
        (reader.says("heading.filing_number"), done.filing_number),
        (reader.says("heading.letter_number"), done.letter_number),
        (reader.says("heading.sender_reply_by"), done.reply_by),
        (reader.says("heading.path"), path),
    ]
    show_object(reader, asdict(done) | {"path": path and str(path)}, rows)
    told = {"kind": word(done.kind, reader.language), "letter": done.letter_number}
    say(reader.says("filing_answered", number=done.number, path=path, **told))


def answer_given(kind: str, text: str, problems: list[str], reply_by: str) -> "AnswerGiven":
    """Return what the options say. Raises UnknownCode and BadInput."""
    from models.received_filing import AnswerGiven

    if kind not in list(FilingAnswer):
        raise UnknownCode("The kind of answer", kind, FilingAnswer)
    for problem in problems:
        if problem not in list(ProblemType):
            raise UnknownCode("The type of problem", problem, ProblemType)
    found = tuple(dict.fromkeys(map(ProblemType, problems)))
    return AnswerGiven(FilingAnswer(kind), text, found, _day(reply_by))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise BadInput(f"--reply-by takes a day like 2026-04-30, not “{text}”.") from None


def _write_left(reader: Reader, site: Site) -> None:
    """Write the answers that an earlier command was stopped before writing."""
    from review_flows.desk.answers_written import write_answers

    if left := write_answers(site):
        say(reader.says("answers_written", count=len(left)))


def take(context: typer.Context, package: Package) -> None:
    """Take in a recipient's answer: it is recorded in the case it is about.

    Example: review-flows filing take R2026-0001_02_registered.zip --as bei
    """
    from review_flows.desk.answer_taken_in import take_answer_package

    reader = reader_of(context)
    actor, site = reader.actor(), open_site()
    taken = take_answer_package(site, actor, Path(package))
    recipient = word_of("UnitKind", taken.recipient, reader.language)
    if reader.as_json:
        typer.echo(json_text(asdict(taken)))
    if taken.known_as != taken.office:
        say(reader.says("answer_from_other", office=taken.office, known=taken.known_as))
    if taken.message is not None:
        key = {"number": taken.case, "recipient": recipient, "message": taken.message}
        say(reader.says("answer_known", **key))
        return
    kind = word(taken.kind, reader.language)
    say(reader.says("answer_taken", number=taken.case, recipient=recipient, kind=kind))
