"""Rows of what others filed with this organ, and of the messages of each such exchange."""

from collections.abc import Sequence

from models.filing import Direction, FilingState
from models.filing_manifest import FilingManifest
from models.received_filing import HeldMessage
from review_flows.outside.database import Connection, Row, Value
from review_flows.outside.wall_clock import day_of_text

COLUMNS = (
    "number, sender, sender_case, sender_recipient, addressee, title, document_number, "
    "registration_number, published_on, state, filing_number, received_on, registered_on, "
    "reply_by, answer_by, version"
)
FIND = f"SELECT {COLUMNS} FROM received_filings WHERE number = :number"
FIND_EXCHANGE = (
    f"SELECT {COLUMNS} FROM received_filings WHERE sender = :sender "
    "AND sender_case = :sender_case AND sender_recipient = :sender_recipient"
)
# A filing that was sent back confirms no name any more: so a mistake can be mended.
CONFIRMED_WITH = (
    "SELECT number FROM received_filings WHERE sender = :sender "
    "AND sender_recipient = :sender_recipient AND addressee = :addressee "
    f"AND state <> '{FilingState.RETURNED}' ORDER BY number LIMIT 1"
)
EVERY_ONE = f"SELECT {COLUMNS} FROM received_filings ORDER BY number DESC"
MESSAGE_COLUMNS = (
    "filing, number, direction, kind, said_on, text, our_number, answers, delivery_id, "
    "package_sha256, problem_types, recorded_at, person"
)
MESSAGES = f"SELECT {MESSAGE_COLUMNS} FROM received_messages WHERE filing = :number ORDER BY number"
BY_DELIVERY = f"SELECT {MESSAGE_COLUMNS} FROM received_messages WHERE delivery_id = :delivery_id"


def find(connection: Connection, number: str) -> Row | None:
    """Return a received filing, or None."""
    return connection.row(FIND, number=number)


def find_exchange(connection: Connection, sender: str, case: str, recipient: str) -> Row | None:
    """Return the filing that a sender's case is here, or None."""
    return connection.row(
        FIND_EXCHANGE, sender=sender, sender_case=case, sender_recipient=recipient
    )


def confirmed_with(connection: Connection, manifest: FilingManifest) -> str:
    """Return the first filing that came here under the addressee's name, or nothing.

    What counts is the same sender and the same kind of recipient, whichever the case.
    """
    found = connection.value(
        CONFIRMED_WITH,
        sender=manifest.sender,
        sender_recipient=manifest.recipient,
        addressee=manifest.addressee,
    )
    return str(found or "")


def every_one(connection: Connection) -> Sequence[Row]:
    """Return all received filings, the newest first."""
    return connection.rows(EVERY_ONE)


def messages(connection: Connection, number: str) -> Sequence[Row]:
    """Return the messages of an exchange in their order."""
    return connection.rows(MESSAGES, number=number)


def by_delivery(connection: Connection, delivery_id: str) -> Row | None:
    """Return the message that came under a delivery id, or None."""
    return connection.row(BY_DELIVERY, delivery_id=delivery_id)


def held(rows: Sequence[Row]) -> list[HeldMessage]:
    """Return messages as their terms are counted: by the day on which they were recorded here.

    The last day that a letter of ours sets stands in the filing's own row.
    """
    return [
        HeldMessage(
            row["number"],
            Direction(row["direction"]),
            row["kind"],
            day_of_text(row["recorded_at"]),
        )
        for row in rows
    ]


def change(connection: Connection, number: str, **values: Value) -> None:
    """Change columns of a received filing."""
    connection.update("received_filings", "number = :number", number=number, **values)
