"""`filing received`: what others filed with this organ, as a list or one exchange with its form."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from models.action import Action
from models.errors import NotAllowed, UnknownCode
from models.filing import ANSWERS, CLOSED, FIRST_PACKAGE, FilingAnswer, FilingState
from models.permission import roles_for
from models.queue import Urgency
from models.words import word, word_of
from review_flows.cli.filing_list import day_text
from review_flows.cli.looking import looking, person_named, refuse_unseen_filing
from review_flows.cli.output import json_text, show_table
from review_flows.cli.reader import Reader, reader_of
from review_flows.cli.received_line import OwedLine, owed_in
from review_flows.outside.database import Connection, Row
from review_flows.outside.site import Site

if TYPE_CHECKING:
    from models.received_filing import FormCheck

COLUMNS = (
    "number",
    "sender",
    "addressee",
    "title",
    "state",
    "filing_number",
    "filing_came_on",
    "sender_reply_by",
    "office_answer_by",
)
MESSAGE_COLUMNS = (
    "filing_message",
    "filing_day",
    "move",
    "letter_number",
    "filing_problems",
    "reason",
)


def received(
    context: typer.Context,
    number: Annotated[
        str, typer.Argument(metavar="[NUMBER]", help="A received filing; all if left out.")
    ] = "",
    state: Annotated[str, typer.Option(help="Only those in this state.")] = "",
) -> None:
    """List what others filed with this organ, the overdue first; or show one exchange, its form.

    Example: review-flows filing received R2026-0001
    """
    from review_flows.outside import received_filings

    reader = reader_of(context)
    if state and state not in list(FilingState):
        raise UnknownCode("The state", state, FilingState)
    with looking() as (site, connection):
        if number:
            _show_one(reader, site, connection, number)
            return
        _refuse_others(reader, connection)
        rows = [r for r in received_filings.every_one(connection) if state in ("", r["state"])]
        lines = [owed_in(site, row) for row in rows]
    lines.sort(key=lambda line: not line.overdue)
    _show_lines(reader, lines)


def _show_lines(reader: Reader, lines: Sequence[OwedLine]) -> None:
    if reader.as_json:
        for line in lines:
            typer.echo(json_text(line.told()))
        return
    late = [place for place, line in enumerate(lines) if line.overdue]
    show_table(reader, COLUMNS, [_line(reader, line) for line in lines], red=late)


def _refuse_others(reader: Reader, connection: Connection) -> None:
    person = person_named(connection, reader)
    if person is not None and person.roles.isdisjoint(roles_for(Action.SEE_RECEIVED)):
        raise NotAllowed(f"{person.code} may not see what others filed with this organ.")


def _line(reader: Reader, line: OwedLine) -> tuple[object, ...]:
    row = line.row
    return (
        row["number"],
        row["sender"],
        row["addressee"],
        row["title"],
        word_of("FilingState", row["state"], reader.language),
        row["filing_number"],
        row["received_on"],
        day_text(reader, row["reply_by"], line.sender),
        day_text(reader, row["answer_by"], line.office),
    )


def _show_one(reader: Reader, site: Site, connection: Connection, number: str) -> None:
    from models.event import FILING_CHAIN
    from models.received_filing import possible_answers
    from review_flows.desk.filing_form import form_of
    from review_flows.outside import received_filings
    from review_flows.outside.received_package import stored_package

    person = person_named(connection, reader)
    refuse_unseen_filing(connection, person, f"{FILING_CHAIN}{number}")
    filing = received_filings.find(connection, number)
    assert filing is not None
    messages = received_filings.messages(connection, number)
    manifest = stored_package(site, messages[0]["package_sha256"])
    came_on = date.fromisoformat(filing["received_on"])
    form = form_of(site, manifest, tuple(manifest.files), came_on)
    possible = possible_answers(FilingState(filing["state"]))
    line = owed_in(site, filing)
    if reader.as_json:
        told = asdict(form) | {"file_by": form.file_by and str(form.file_by)}
        said = {"messages": [dict(row) for row in messages], "form": told}
        typer.echo(json_text({**line.told(), **said, "possible_answers": possible}))
        return
    rows = _fields(reader, line, form, _possible_text(reader, filing["state"], possible))
    how = {"sender_reply_by": line.sender, "office_answer_by": line.office}
    alarming = {reader.says(f"heading.{n}") for n, one in how.items() if one is Urgency.OVERDUE}
    late = [place for place, (heading, _) in enumerate(rows) if heading in alarming]
    show_table(reader, ("field", "value"), rows, red=late)
    show_table(reader, MESSAGE_COLUMNS, _message_rows(reader, messages))


def _fields(
    reader: Reader, line: OwedLine, form: "FormCheck", possible: str
) -> list[tuple[object, ...]]:
    filing = line.row
    state = word_of("FilingState", filing["state"], reader.language)
    told = (
        ("number", filing["number"]),
        ("sender", filing["sender"]),
        ("sender_case", filing["sender_case"]),
        ("addressee", filing["addressee"]),
        ("title", filing["title"]),
        ("document_number", filing["document_number"]),
        ("registration_number", filing["registration_number"]),
        ("published_on", filing["published_on"]),
        ("filing_came_on", filing["received_on"]),
        ("file_by", form.file_by),
        ("form_check", form_text(reader, form)),
        ("state", state),
        ("filing_number", filing["filing_number"]),
        ("sender_reply_by", day_text(reader, filing["reply_by"], line.sender)),
        ("office_answer_by", day_text(reader, filing["answer_by"], line.office)),
        ("possible_answers", possible),
    )
    return [(reader.says(f"heading.{name}"), value) for name, value in told]


def _possible_text(reader: Reader, state: str, possible: str) -> str:
    """Return what can be answered as it is typed, with the Chinese word beside each."""
    if reader.language == "en":
        return possible
    said = [f"{kind} {word(kind, reader.language)}" for kind in ANSWERS.get(FilingState(state), ())]
    closed = "answers_closed" if FilingState(state) in CLOSED else "answers_awaited"
    return "、".join(said) or reader.says(closed)


def form_text(reader: Reader, form: "FormCheck") -> str:
    """Return what the form check found, in the reader's words."""
    from models.received_filing import ReceiptWarning

    language = reader.language
    if form.of_reply:
        return reader.says("form_of_reply")
    if not form.source:
        return word(ReceiptWarning.NO_RULE, language)
    missing = "、".join(word(paper, language) for paper in form.missing)
    told = reader.says("form_lacks", papers=missing) if missing else reader.says("form_whole")
    late = f"; {word(ReceiptWarning.FILED_LATE, language)}" if form.late else ""
    return told + late + ("" if form.verified else reader.says("form_unverified"))


def message_word(reader: Reader, kind: str) -> str:
    """Return what a message of an exchange is: the package that opens it, an answer, a reply."""
    if kind == FIRST_PACKAGE:
        return reader.says("message.filing")
    name = "FilingAnswer" if kind in set(FilingAnswer) else "FilingReply"
    return word_of(name, kind, reader.language)


def _message_rows(reader: Reader, messages: Sequence[Row]) -> list[tuple[object, ...]]:
    return [_message_row(reader, row) for row in messages]


def _message_row(reader: Reader, row: Row) -> tuple[object, ...]:
    language = reader.language
    direction = word_of("Direction", row["direction"], language)
    problems = [word_of("ProblemType", code, language) for code in row["problem_types"].split(",")]
    return (
        row["number"],
        row["said_on"],
        f"{direction} · {message_word(reader, row['kind'])}",
        row["our_number"],
        "、".join(filter(None, problems)),
        row["text"],
    )
