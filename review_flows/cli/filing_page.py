"""`filing show CASE`: each exchange of a case, message by message, and what to do next."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Annotated

import typer

from models.action import Action
from models.case import Case
from models.filing import FIRST_PACKAGE, OURS, Direction, FilingState
from models.moves import Move
from models.permission import may
from models.person import Role
from models.words import told_source, word_of
from review_flows.cli.filing_list import day_text
from review_flows.cli.looking import looking, person_named, seen_case, today_text
from review_flows.cli.next_step import next_command
from review_flows.cli.output import Cells, json_text, program, say, show_table
from review_flows.cli.reader import Reader, reader_of
from review_flows.outside import exchanges, persons, records
from review_flows.outside.database import Connection, Row
from review_flows.outside.exchange_lines import TrackLine, track_lines
from review_flows.outside.sight import EVERY_CASE
from review_flows.outside.site import Site

MESSAGES = (
    *("number", "day", "direction", "kind", "their_number", "answers"),
    *("delivered_on", "via", "papers", "text"),
)
LETTERS = (
    *("number", "direction", "kind", "said_on", "their_number", "answers", "delivered_on"),
    *("via", "acknowledgement", "delivery_id", "package_sha256", "reply_by", "problem_types"),
)
# What a clerk does with an exchange as it stands; where it stands otherwise it is at rest.
NEXT = {
    FilingState.DELIVERED: (Move.RECORD_RECEIPT, ("receipt_number", "registered_on")),
    FilingState.REGISTERED: (Move.RECORD_ANSWER, ("answer", "said_on")),
    FilingState.REPLIED: (Move.RECORD_ANSWER, ("answer", "said_on")),
    **dict.fromkeys(OURS - {FilingState.DUE}, (Move.REPLY_TO_RECIPIENT, ("reply", "text"))),
}


@dataclass(frozen=True, slots=True)
class Track:
    """One exchange as the page shows it. `unverified` is the source of a term nobody verified."""

    line: TrackLine
    messages: Sequence[Row]
    unverified: str


def show_filing(
    context: typer.Context,
    number: Annotated[str, typer.Argument(metavar="CASE", help="The case's number.")],
) -> None:
    """Show with whom a document is filed: every message, and who owes what by when.

    Example: review-flows filing show 2026-0001
    """
    reader = reader_of(context)
    with looking() as (site, connection):
        today = today_text(site)
        case = seen_case(connection, reader, number, today)
        person = person_named(connection, reader, today)
        reads = person is None or may(
            persons.standing_of(connection, person, case), Action.READ_DOCUMENTS
        )
        tracks = list(_tracks(site, connection, case, today))
        following = _following(connection, reader, number, tracks, today)
    if reader.as_json:
        found = [_object(track, reads=reads) for track in tracks]
        typer.echo(json_text({"case": case.number, "title": case.title, "tracks": found}))
    else:
        for track in tracks:
            _show(reader, track, reads=reads)
    if not tracks:
        say(reader.says("no_filings"))
    say(reader.says("next", command=following))


def _tracks(site: Site, connection: Connection, case: Case, today: str) -> Iterator[Track]:
    lines = track_lines(connection, site.calendar, today, EVERY_CASE, case=case.number)
    for line in lines:
        messages = exchanges.of_track(connection, case.number, line.recipient)
        yield Track(line, messages, _unverified(site, connection, case, line, messages))


def _unverified(
    site: Site, connection: Connection, case: Case, line: TrackLine, messages: Sequence[Row]
) -> str:
    """Return the source of the term that runs, where nobody has verified it; else nothing."""
    if line.owed_by is None and line.answer_by is None:
        return ""
    # Imported here: the rules come with pydantic, and an exchange at rest does without.
    from models.filing_terms import running_answer

    rules = site.rules.of_case(connection, case).rules_for(case.matter_type)
    rule = rules.filing_with(line.recipient)
    if rule is None:
        return ""
    if line.state == FilingState.DUE:
        return "" if rule.verified else rule.source
    found = running_answer(FilingState(line.state), exchanges.in_order(messages), rule.terms)
    if found is None or found.named or found.term is None or found.term.verified:
        return ""
    return found.term.source


def _following(
    connection: Connection, reader: Reader, number: str, tracks: Sequence[Track], today: str
) -> str:
    """Return the command of the track that waits for this side, else for an answer."""
    first = sorted(tracks, key=lambda one: FilingState(one.line.state) not in OURS)
    clerks = records.persons_with_role(connection, Role.FILING_CLERK)
    who = reader.person if reader.person in clerks else next(iter(clerks), "")
    for track in first:
        found = NEXT.get(FilingState(track.line.state))
        if found and who:
            move, names = found
            fields = "".join(f" --field {name}=..." for name in names)
            to = f"--field recipient={track.line.recipient}"
            return f"{program()} act {number} {move} {to}{fields} --as {who}"
    return next_command(connection, number, seen_by=reader.person, today=today)


def _show(reader: Reader, track: Track, *, reads: bool) -> None:
    line, language = track.line, reader.language
    name = word_of("UnitKind", line.recipient, language)
    values: tuple[tuple[str, object], ...] = (
        ("state", word_of("FilingState", line.state, language)),
        ("owed_by", day_text(reader, line.owed_by, line.owed)),
        ("answer_awaited_by", day_text(reader, line.answer_by, line.answer)),
        ("unverified", told_source(track.unverified, language)),
        ("receipt_number", line.receipt_number),
        ("registered_on", line.registered_on),
    )
    fields = [(reader.says(f"heading.{code}"), value) for code, value in values if value]
    show_table(reader, ("field", "value"), fields, name, red=_late(line, len(fields)))
    rows = [_message(reader, row, reads=reads) for row in track.messages]
    show_table(reader, MESSAGES, rows)


def _late(line: TrackLine, fields: int) -> Sequence[int]:
    """Return the place of the day that has passed: it comes right after the state."""
    return [1] if line.overdue and fields > 1 else []


def _message(reader: Reader, row: Row, *, reads: bool) -> Cells:
    language, kind = reader.language, row["kind"]
    closed_list = "FilingAnswer" if row["direction"] == Direction.IN else "FilingReply"
    return (
        row["number"],
        row["said_on"],
        word_of("Direction", row["direction"], language),
        reader.says("first_package")
        if kind == FIRST_PACKAGE
        else word_of(closed_list, kind, language),
        row["their_number"],
        row["answers"],
        row["delivered_on"],
        word_of("DeliveryWay", row["via"], language) if row["via"] else "",
        len(json.loads(row["documents"])) or "",
        row["text"] if reads else "",
    )


def _object(track: Track, *, reads: bool) -> dict[str, object]:
    found = [
        {
            **{name: row[name] for name in LETTERS},
            "text": row["text"] if reads else "",
            "documents": json.loads(row["documents"]),
        }
        for row in track.messages
    ]
    return {**asdict(track.line), "unverified": track.unverified, "messages": found}
