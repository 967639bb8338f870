"""Walks the whole log: every chain in its order, entry by entry; says where it does not hold.

Memory stays the same however long the log is: entries are read by the page within one view of
the database, and of each chain only its end is kept until the next chain begins.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from models.event import FILING_CHAIN, FIRST, SITE_CHAIN, Entry, EventResult, faults_of
from review_flows.outside.database import Connection, Database, Row
from review_flows.outside.text_check import Removal, TextCheck

PAGE = 2000  # entries read at once
ENTRIES_AFTER = (
    "SELECT chain, seq, at, actor, move, result, from_state, to_state, body, hash FROM events "
    "WHERE (chain, seq) > (:chain, :seq) ORDER BY chain, seq LIMIT :page"
)
RESULTS = frozenset(EventResult)
# What the chains of the log are about; the key is the name of the chain.
CASES = (
    "SELECT number, state, version FROM cases "
    f"UNION ALL SELECT '{FILING_CHAIN}' || number, state, version FROM received_filings"
)


@dataclass(frozen=True, slots=True)
class LogFault:
    """A place where the log does not hold; `seq` is 0 where a whole chain is meant."""

    chain: str
    seq: int
    what: str


@dataclass(slots=True)
class LogWalk:
    """What a walk saw; `removed` are texts that went as they may go."""

    entries: int = 0
    chains: int = 0
    faults: int = 0
    removed: tuple[Removal, ...] = ()


@dataclass(slots=True)
class _End:
    """The end of the chain that is being walked."""

    chain: str
    head: tuple[int, str] = FIRST
    state: str = ""
    last_done: bytes = b""


def walk_log(database: Database, report: Callable[[LogFault], None]) -> LogWalk:
    """Walk every chain; hand each fault to `report` as it is found, and return the counts."""
    walk = LogWalk()
    with database.reading() as connection:
        cases = {row["number"]: row for row in connection.rows(CASES)}
        for fault in _faults(connection, cases, walk):
            walk.faults += 1
            report(fault)
    return walk


def _faults(connection: Connection, cases: dict[str, Row], walk: LogWalk) -> Iterator[LogFault]:
    end: _End | None = None
    texts = TextCheck(connection)
    for entry in entries(connection):
        if end is None or entry.chain != end.chain:
            yield from _closing(end, cases)
            end = _End(entry.chain)
            walk.chains += 1
        walk.entries += 1
        broken = *faults_of(entry, end.head), *_broken_walk(entry, end), *texts.faults(entry)
        for what in broken:
            yield LogFault(entry.chain, entry.seq, what)
        _go_on(end, entry)
    yield from _closing(end, cases)
    for number in cases:  # What is left has met no chain.
        yield LogFault(number, 0, "the case has no entries")
    yield from (LogFault(*fault) for fault in texts.left())
    walk.removed = tuple(texts.removed.values())


def entries(connection: Connection) -> Iterator[Entry]:
    """Return every entry of every chain in the order of (chain, seq), by the page."""
    chain, seq = "", 0
    while page := connection.rows(ENTRIES_AFTER, chain=chain, seq=seq, page=PAGE):
        for row in page:
            # The result stays the text it is: an unknown one is a fault to report, not a crash.
            yield Entry(**{**row, "body": body_bytes(row["body"])})
        chain, seq = page[-1]["chain"], page[-1]["seq"]


def body_bytes(body: object) -> bytes:
    """Return a stored body; SQLite keeps a text too where somebody put one."""
    return bytes(body) if isinstance(body, bytes | memoryview) else str(body).encode()


def _broken_walk(entry: Entry, end: _End) -> Iterator[str]:
    if entry.result not in RESULTS:
        yield f"the result {entry.result!r} is not known"
    if entry.result == EventResult.DONE and end.last_done and entry.from_state != end.state:
        yield f"it starts from {entry.from_state!r}, but the case was {end.state!r}"


def _go_on(end: _End, entry: Entry) -> None:
    end.head = (entry.seq, entry.hash)
    if entry.result == EventResult.DONE:
        end.state = entry.to_state
        end.last_done = entry.body


def _closing(end: _End | None, cases: dict[str, Row]) -> Iterator[LogFault]:
    """Compare the case with what the end of its chain says."""
    if end is None or end.chain == SITE_CHAIN:
        return
    case = cases.pop(end.chain, None)
    if case is None:
        yield LogFault(end.chain, end.head[0], "the chain belongs to no case")
        return
    if case["state"] != end.state:
        what = f"the case is {case['state']!r}, its last done entry says {end.state!r}"
        yield LogFault(end.chain, end.head[0], what)
    version = _version(end.last_done)
    if case["version"] != version:
        what = f"the case has version {case['version']}, its last done entry says {version}"
        yield LogFault(end.chain, end.head[0], what)


def _version(body: bytes) -> object:
    try:
        said = json.loads(body)
    except ValueError:
        return None
    return said.get("version") if isinstance(said, dict) else None
