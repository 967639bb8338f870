"""The received filings in which one side owes something by a day, with all that sets that day."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from models.event import FILING_CHAIN, EventResult, SiteStep
from models.filing import FilingState
from models.filing_terms import ExchangeDays
from models.received_days import LetterDay
from models.received_filing import HeldMessage
from review_flows.outside.database import Connection, Row
from review_flows.outside.exchanges import day
from review_flows.outside.received_filings import held

DONE = (
    f"JOIN events e ON e.chain = '{FILING_CHAIN}' || r.number AND e.result = '{EventResult.DONE}'"
)
OF_ONE = "AND (CAST(:number AS TEXT) IS NULL OR r.number = :number)"
RUNNING = "(r.answer_by IS NOT NULL OR r.reply_by IS NOT NULL)"
RUNNING_MESSAGES = (
    "SELECT r.number AS filing, r.title, r.sender_recipient, r.state, r.reply_by, r.answer_by, "
    "m.number, m.direction, m.kind, m.recorded_at FROM received_filings r "
    f"JOIN received_messages m ON m.filing = r.number WHERE {RUNNING} {OF_ONE} "
    "ORDER BY r.number, m.number"
)
LETTERS = (
    f"SELECT r.number, e.body FROM received_filings r {DONE} "
    f"AND e.move = '{SiteStep.ANSWER_FILING}' WHERE r.reply_by IS NOT NULL {OF_ONE} "
    "ORDER BY r.number, e.seq"
)


@dataclass(frozen=True, slots=True)
class RunningFiling:
    """A received filing in which one side owes something: what is stored of it, its messages.

    `letter` is the last day that our last letter names, where it names one.
    """

    number: str
    title: str
    recipient: str  # as what the sender files with us
    state: FilingState
    stored: ExchangeDays
    messages: tuple[HeldMessage, ...]
    letter: LetterDay | None


def running_filings(connection: Connection, number: str = "") -> Iterator[RunningFiling]:
    """Yield the received filings, or one, in which a side owes something by a day."""
    wanted = number or None
    letters = {
        row["number"]: letter
        for row in connection.rows(LETTERS, number=wanted)
        if (letter := _letter_day(row)) is not None
    }
    rows = connection.rows(RUNNING_MESSAGES, number=wanted)
    for filing, found in groupby(rows, key=lambda row: str(row["filing"])):
        messages = list(found)
        first = messages[0]
        yield RunningFiling(
            number=filing,
            title=first["title"],
            recipient=first["sender_recipient"],
            state=FilingState(first["state"]),
            stored=ExchangeDays(day(first["reply_by"]), day(first["answer_by"])),
            messages=tuple(held(messages)),
            letter=letters.get(filing),
        )


def _letter_day(row: Row) -> LetterDay | None:
    said = json.loads(bytes(row["body"]))
    reply_by = day(said["letter"]["reply_by"])
    return LetterDay(reply_by, bool(said.get("reply_by_named"))) if reply_by else None
