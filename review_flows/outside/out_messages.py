"""Messages to recipients: which are still to be delivered, and by which log entry each came to be.

What goes out is bound to that entry, not to the day on which it is packed: so its bytes are the
same whenever that is.
"""

import json
from dataclasses import dataclass

from models.errors import NotFound
from models.event import EventResult
from models.filing import FIRST_PACKAGE
from models.filing_manifest import Checkpoint
from models.moves import Move
from review_flows.outside.database import Connection, Row

COLUMNS = "case_number, recipient, number, kind, said_on, text, answers, documents"
OUT = f"SELECT {COLUMNS} FROM filing_messages WHERE case_number = :case AND direction = 'out'"
# As the tracks are listed: the superior government first; within a track in their order.
DUE = f"{OUT} AND delivered_on IS NULL ORDER BY recipient DESC, number"
OF_TRACK = f"{OUT} AND recipient = :recipient ORDER BY number"
DONE = (
    "SELECT seq, at, hash, body FROM events WHERE chain = :case AND move = :move "
    "AND result = :done ORDER BY seq"
)


@dataclass(frozen=True, slots=True)
class OutMessage:
    """A message to a recipient; `documents` are the SHA-256 of what goes with it."""

    case: str
    recipient: str
    number: int
    kind: str  # FIRST_PACKAGE or a code of models.filing.FilingReply
    said_on: str
    text: str
    answers: int | None
    documents: tuple[str, ...]

    @property
    def is_first(self) -> bool:
        """Whether it is the package that opens the exchange."""
        return self.kind == FIRST_PACKAGE


@dataclass(frozen=True, slots=True)
class Origin:
    """The log entry by which a message came to be, and when that was (UTC)."""

    checkpoint: Checkpoint
    at: str


def messages_due(connection: Connection, case: str, until: int) -> tuple[OutMessage, ...]:
    """Return what was said to recipients of a case and has not been delivered.

    What was said after the log entry `until` waits for its own leg: its letter is written by
    another one, which cannot begin before this leg is done.
    """
    due = map(_message, connection.rows(DUE, case=case))
    return tuple(one for one in due if origin(connection, one).checkpoint.seq <= until)


def out_message(connection: Connection, case: str, recipient: str, number: int) -> OutMessage:
    """Return one message. Raises NotFound."""
    of_track = _of_track(connection, case, recipient)
    for message in of_track:
        if message.number == number:
            return message
    known = [str(message.number) for message in of_track]
    raise NotFound(f"The message to {recipient} in case {case}", str(number), known)


def last_message(connection: Connection, case: str, recipient: str) -> OutMessage:
    """Return what was said last; an exchange begins with a package, so there is something."""
    return _of_track(connection, case, recipient)[-1]


def origin(connection: Connection, message: OutMessage) -> Origin:
    """Return the entry of the publication, or of the reply that the message is."""
    if message.is_first:
        return _origin(message, _entries(connection, message, Move.PUBLISH)[-1])
    earlier = [
        one.number
        for one in _of_track(connection, message.case, message.recipient)
        if not one.is_first and one.number < message.number
    ]
    replies = [
        entry
        for entry in _entries(connection, message, Move.REPLY_TO_RECIPIENT)
        if json.loads(entry["body"])["form"]["recipient"] == message.recipient
    ]
    return _origin(message, replies[len(earlier)])


def _of_track(connection: Connection, case: str, recipient: str) -> list[OutMessage]:
    return [_message(row) for row in connection.rows(OF_TRACK, case=case, recipient=recipient)]


def _entries(connection: Connection, message: OutMessage, move: Move) -> list[Row]:
    done = str(EventResult.DONE)
    return list(connection.rows(DONE, case=message.case, move=str(move), done=done))


def _origin(message: OutMessage, entry: Row) -> Origin:
    return Origin(Checkpoint(message.case, entry["seq"], entry["hash"]), entry["at"])


def _message(row: Row) -> OutMessage:
    return OutMessage(
        row["case_number"],
        row["recipient"],
        row["number"],
        row["kind"],
        row["said_on"],
        row["text"],
        row["answers"],
        tuple(json.loads(row["documents"])),
    )
