"""`filing list`: with whom documents are filed, and who owes whom what by when."""

from dataclasses import asdict
from typing import Annotated

import typer

from models.action import Action
from models.errors import UnknownCode
from models.queue import Urgency
from models.words import word, word_of
from review_flows.cli.looking import looking, person_named, today_text
from review_flows.cli.output import Cells, json_text, say, show_table
from review_flows.cli.reader import Reader, reader_of
from review_flows.outside.exchange_lines import RECIPIENTS, TrackLine, track_lines
from review_flows.outside.sight import EVERY_CASE, where_may

COLUMNS = (
    *("case", "title", "recipient", "state", "owed_by", "answer_awaited_by"),
    *("delivered_on", "receipt_number", "registered_on"),
)


def list_filings(
    context: typer.Context,
    overdue: Annotated[
        bool, typer.Option("--overdue", help="Only where this side or the other one is late.")
    ] = False,
    recipient: Annotated[
        str | None, typer.Option(help="Only those with this kind of recipient.")
    ] = None,
) -> None:
    """List the exchanges with recipients, those of the newest case first.

    Example: review-flows filing list --overdue --json
    """
    reader = reader_of(context)
    if recipient is not None and recipient not in RECIPIENTS:
        raise UnknownCode("The recipient", recipient, RECIPIENTS)
    with looking() as (site, connection):
        today = today_text(site)
        person = person_named(connection, reader, today)
        seen = EVERY_CASE if person is None else where_may(person, Action.SEE_CASE)
        lines = track_lines(connection, site.calendar, today, seen, recipient=recipient)
    shown = [line for line in lines if line.overdue or not overdue]
    if reader.as_json:
        for line in shown:
            typer.echo(json_text({**asdict(line), "overdue": line.overdue}))
    else:
        late = [place for place, line in enumerate(shown) if line.overdue]
        show_table(reader, COLUMNS, [row(reader, line) for line in shown], red=late)
    if not shown:
        say(reader.says("no_filings"))


def row(reader: Reader, line: TrackLine) -> Cells:
    """Return the cells of a track under COLUMNS."""
    return (
        line.case_number,
        line.title,
        word_of("UnitKind", line.recipient, reader.language),
        word_of("FilingState", line.state, reader.language),
        day_text(reader, line.owed_by, line.owed),
        day_text(reader, line.answer_by, line.answer),
        line.delivered_on,
        line.receipt_number,
        line.registered_on,
    )


def day_text(reader: Reader, day: str | None, how: Urgency) -> str:
    """Return a last day with the word for how it stands to today."""
    return f"{day} {word(how, reader.language)}" if day else ""
