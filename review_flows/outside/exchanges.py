"""Rows of the exchanges with recipients: the tracks of a case, and their messages."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from models.filing import Direction, FilingState
from models.filing_terms import ExchangeDays, FilingMessage
from models.moves import PUBLIC
from review_flows.outside.database import Connection, Row, Value

TRACK = "case_number = :case_number AND recipient = :recipient"
MESSAGE = f"{TRACK} AND number = :number"
COLUMNS = (
    "recipient, number, direction, kind, said_on, text, their_number, answers, documents, "
    "recorded_at, person, delivery_id, package_sha256, delivered_on, via, acknowledgement, "
    "reply_by, problem_types"
)
MESSAGES = (
    f"SELECT {COLUMNS} FROM filing_messages WHERE case_number = :number ORDER BY recipient, number"
)
OF_TRACK = f"SELECT {COLUMNS} FROM filing_messages WHERE {TRACK} ORDER BY number"
# A document that was repealed, or has lapsed, owes nobody an answer any more.
LIVES = f"c.state IN ({', '.join(repr(str(state)) for state in sorted(PUBLIC))})"
# What waits for one of both sides by a day: of these alone a calendar can move one.
RUNNING = f"(f.reply_by IS NOT NULL OR f.answer_by IS NOT NULL) AND {LIVES}"
RUNNING_MESSAGES = (
    "SELECT f.case_number, f.recipient, f.state, f.reply_by AS owed_by, f.answer_by, m.number, "
    "m.direction, m.kind, m.said_on, m.delivered_on, m.reply_by FROM filings f "
    "JOIN filing_messages m ON m.case_number = f.case_number AND m.recipient = f.recipient "
    f"JOIN cases c ON c.number = f.case_number WHERE {RUNNING} "
    "AND (CAST(:number AS TEXT) IS NULL OR f.case_number = :number) "
    "ORDER BY f.case_number, f.recipient, m.number"
)


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A message to be added. `reply_by` is a day that the letter itself sets."""

    direction: Direction
    kind: str
    said_on: date
    text: str = ""
    their_number: str = ""
    answers: int | None = None  # number of the message that it replies to
    documents: tuple[str, ...] = ()  # SHA-256
    reply_by: date | None = None
    problem_types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RunningExchange:
    """A track in which one side owes something: what is stored of it, and its messages."""

    number: str  # of the case
    recipient: str
    state: FilingState
    stored: ExchangeDays
    messages: tuple[FilingMessage, ...]


def messages(connection: Connection, number: str) -> Sequence[Row]:
    """Return every message of a case, by recipient, in its order."""
    return connection.rows(MESSAGES, number=number)


def of_track(connection: Connection, number: str, recipient: str) -> Sequence[Row]:
    """Return the messages of one track in their order."""
    return connection.rows(OF_TRACK, case_number=number, recipient=recipient)


def message_of(row: Row) -> FilingMessage:
    """Return a row as the terms are read from it."""
    return FilingMessage(
        row["number"],
        Direction(row["direction"]),
        row["kind"],
        date.fromisoformat(row["said_on"]),
        day(row["delivered_on"]),
        day(row["reply_by"]),
    )


def add_message(
    connection: Connection, case: str, recipient: str, said: NewMessage, *, person: str, at: str
) -> int:
    """Add a message under the next number of its track, and return that number."""
    number = len(of_track(connection, case, recipient)) + 1
    connection.insert(
        "filing_messages",
        case_number=case,
        recipient=recipient,
        number=number,
        direction=str(said.direction),
        kind=str(said.kind),
        said_on=said.said_on.isoformat(),
        text=said.text,
        their_number=said.their_number,
        answers=said.answers,
        documents=json.dumps(said.documents),
        recorded_at=at,
        person=person,
        delivery_id="",
        via="",
        acknowledgement="",
        reply_by=said.reply_by.isoformat() if said.reply_by else None,
        problem_types=",".join(said.problem_types),
    )
    return number


def change_message(
    connection: Connection, case: str, recipient: str, number: int, **values: Value
) -> None:
    """Change columns of one message."""
    connection.update(
        "filing_messages",
        MESSAGE,
        case_number=case,
        recipient=recipient,
        number=number,
        **values,
    )


def change_track(connection: Connection, case: str, recipient: str, **values: Value) -> None:
    """Change columns of one track."""
    connection.update("filings", TRACK, case_number=case, recipient=recipient, **values)


def running(connection: Connection, number: str = "") -> Iterator[RunningExchange]:
    """Yield the tracks of a case, or of all cases, in which one side owes something by a day."""
    rows = connection.rows(RUNNING_MESSAGES, number=number or None)
    for (case, recipient), found in groupby(
        rows, key=lambda row: (row["case_number"], row["recipient"])
    ):
        yield _running(case, recipient, list(found))


def _running(case: str, recipient: str, rows: list[Row]) -> RunningExchange:
    first = rows[0]
    return RunningExchange(
        number=case,
        recipient=recipient,
        state=FilingState(first["state"]),
        stored=ExchangeDays(day(first["owed_by"]), day(first["answer_by"])),
        messages=in_order(rows),
    )


def in_order(rows: Iterable[Row]) -> tuple[FilingMessage, ...]:
    """Return rows as messages, in their order."""
    return tuple(message_of(row) for row in rows)


def day(text: object) -> date | None:
    """Return a stored day, or None."""
    return date.fromisoformat(str(text)) if text else None
