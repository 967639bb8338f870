"""The texts beside the log: written with their entry, and put back where the log is read."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from secrets import token_bytes
from typing import Any

from models.event import Entry, EventResult, next_entry
from models.kept_text import SALT_BYTES, KeptText, put_back, set_aside
from review_flows.outside.database import Connection, Row, Value

TEXTS = "SELECT seq, name, text FROM log_texts WHERE chain = :chain"


def new_salt() -> bytes:
    """Return the salt of one text."""
    return token_bytes(SALT_BYTES)


def add_entry(
    connection: Connection,
    previous: tuple[int, str],
    *,
    chain: str,
    at: str,
    actor: Mapping[str, str],
    move: str,
    result: EventResult,
    from_state: str,
    to_state: str,
    facts: Mapping[str, object],
) -> Entry:
    """Write the entry that follows the previous one, its texts beside it, and return it.

    The only place where the log is written; the chain has to be locked. Raises ValueError for
    facts that have no canonical form.
    """
    facts, kept = set_aside(move, result, facts, new_salt)
    entry = next_entry(
        previous,
        chain=chain,
        at=at,
        actor=actor,
        move=move,
        result=result,
        from_state=from_state,
        to_state=to_state,
        facts=facts,
    )
    _append(connection, entry, kept)
    return entry


def _append(connection: Connection, entry: Entry, kept: Sequence[KeptText]) -> None:
    connection.insert(
        "events",
        chain=entry.chain,
        seq=entry.seq,
        at=entry.at,
        actor=entry.actor,
        move=entry.move,
        result=str(entry.result),
        from_state=entry.from_state,
        to_state=entry.to_state,
        body=entry.body,
        hash=entry.hash,
    )
    for one in kept:
        place: dict[str, Value] = {"chain": entry.chain, "seq": entry.seq, "name": one.name}
        connection.insert("log_texts", **place, salt=one.salt, text=one.text)


def said_in(
    connection: Connection, chain: str, rows: Sequence[Row], gone: str
) -> list[dict[str, Any]]:
    """Return what entries of a chain say, their texts put back; `rows` hold seq and body.

    A text that was removed reads `gone`. Whoever reads a field of models.kept_text reads it by
    this; the other readers of bodies need not.
    """
    texts: dict[int, dict[str, str | None]] = defaultdict(dict)
    for row in connection.rows(TEXTS, chain=chain):
        texts[row["seq"]][row["name"]] = row["text"]
    return [
        put_back(said, texts[row["seq"]], gone) if row["seq"] in texts else said
        for row in rows
        for said in (json.loads(row["body"]),)
    ]
