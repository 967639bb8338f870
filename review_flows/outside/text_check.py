"""Holds each text beside the log against the hash in its entry, and each gap against its removal.

A text that is there has to be the one that was logged. One that is gone has to have an entry in
the site's log that says who removed it; so nothing goes in silence, and nothing breaks.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from models.event import SITE_CHAIN, Entry, EventResult, SiteStep
from models.kept_text import MARK, hashes_in, text_hash
from review_flows.outside.database import Connection, Row

OF_ENTRY = "SELECT name, salt, text FROM log_texts WHERE chain = :chain AND seq = :seq"
COUNT = "SELECT count(*) FROM log_texts"
Key = tuple[str, int, str]  # chain, number of the entry, name of the text


@dataclass(frozen=True, slots=True)
class Removal:
    """A text that was removed as it may be: by whom, and when (UTC)."""

    chain: str
    seq: int
    name: str
    at: str
    by: str


@dataclass(slots=True)
class TextCheck:
    """Is shown every entry of the log, in any order of chains; then asked what is left."""

    connection: Connection
    removed: dict[Key, Removal] = field(default_factory=dict)
    _gone: set[Key] = field(default_factory=set)
    _named: int = 0  # rows that an entry names

    def faults(self, entry: Entry) -> Iterator[str]:
        """Yield what is wrong with the texts of an entry."""
        if (entry.chain, entry.move, entry.result) == REMOVAL:
            self._note(entry)
        if MARK not in entry.body:
            return
        hashes = hashes_in(_said(entry.body))
        found = self.connection.rows(OF_ENTRY, chain=entry.chain, seq=entry.seq)
        rows = {row["name"]: row for row in found}
        for name, expected in hashes.items():
            if name not in rows:
                yield f"the text {name} is not there, not even empty"
            elif rows[name]["salt"] is None and rows[name]["text"] is None:
                self._gone.add((entry.chain, entry.seq, name))
            elif not _is(rows[name], expected):
                yield f"the text {name} is not what was logged"
        self._named += len(hashes.keys() & rows.keys())

    def left(self) -> Iterator[tuple[str, int, str]]:
        """Yield (chain, entry, what is wrong) of removals and rows, once every entry was seen."""
        for chain, seq, name in sorted(self._gone - self.removed.keys()):
            yield chain, seq, f"the text {name} is gone, and no entry says who removed it"
        for chain, seq, name in sorted(self.removed.keys() - self._gone):
            yield chain, seq, f"the text {name} was removed by an entry, and is not gone"
        more = int(self.connection.value(COUNT) or 0) - self._named
        if more:
            yield "texts", 0, f"{more} texts are stored that no entry names"

    def _note(self, entry: Entry) -> None:
        said = _said(entry.body)
        if isinstance(said, dict):
            removal = Removal(
                str(said.get("of")),
                _number(said.get("entry")),
                str(said.get("name")),
                entry.at,
                entry.actor,
            )
            self.removed[removal.chain, removal.seq, removal.name] = removal


REMOVAL = (SITE_CHAIN, SiteStep.REDACT_LOG, EventResult.DONE)


def _said(body: bytes) -> object:
    try:
        return json.loads(body)
    except ValueError:  # what the walk of the log reports by itself
        return None


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _is(row: Row, expected: str) -> bool:
    """Say whether a row holds the text of a hash; SQLite keeps whatever was put there."""
    try:
        return text_hash(str(row["salt"]), row["text"]) == expected
    except (ValueError, TypeError):
        return False
