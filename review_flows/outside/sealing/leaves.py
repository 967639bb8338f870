"""Rows of leaves and checkpoints."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.sealing.note import Checkpoint
from models.sealing.tree import Frontier
from review_flows.outside.database import Connection, Row

PAGE = 5000  # rows read at once
# Identities may be given in one order and committed in another; nobody holds one for longer than
# this many others. `log verify` and the first sealing after a start look at all of them.
LATE = 10_000
NOT_SEALED = (
    "SELECT e.id, e.body FROM events e WHERE e.id > :after AND NOT EXISTS "
    "(SELECT 1 FROM log_leaves l WHERE l.event_id = e.id) ORDER BY e.id LIMIT :page"
)
LAST_LEAF = "SELECT max(event_id) FROM log_leaves"
LAST_CHECKPOINT = "SELECT id, size, root, at, key, note FROM checkpoints ORDER BY id DESC LIMIT 1"
FRONTIER = "SELECT frontier FROM checkpoints WHERE size = :size ORDER BY id LIMIT 1"
COVERING = (
    "SELECT size, root, at, key, note FROM checkpoints WHERE size > "
    "(SELECT l.idx FROM events e JOIN log_leaves l ON l.event_id = e.id "
    "WHERE e.chain = :chain AND e.seq = :seq) ORDER BY size, id LIMIT 1"  # sizes never shrink
)
LAST_OF_CHAIN = (
    "SELECT e.seq, (SELECT c.id FROM checkpoints c WHERE c.size > l.idx "
    "ORDER BY c.size, c.id LIMIT 1) AS sealed_by FROM events e "
    "LEFT JOIN log_leaves l ON l.event_id = e.id WHERE e.chain = :chain "
    "ORDER BY e.seq DESC LIMIT 1"
)
WAITING = (
    "SELECT count(*) FROM events e WHERE e.id > :after AND NOT EXISTS "
    "(SELECT 1 FROM log_leaves l WHERE l.event_id = e.id)"
)
KNOWN = "SELECT count(*) FROM checkpoints WHERE size = :size AND root = :root"
LEAVES = "SELECT idx, event_id, hash FROM log_leaves WHERE idx >= :first ORDER BY idx LIMIT :page"


@dataclass(frozen=True, slots=True)
class EntrySeal:
    """An entry of a chain, and the number of the first checkpoint that covers it."""

    seq: int
    sealed_by: int | None  # None while none does


def not_sealed(connection: Connection, *, all_of_them: bool = False) -> Iterator[Row]:
    """Yield the entries that are no leaves yet, in the order of their rows.

    `all_of_them` looks at the whole log, and not only at what can have come since the last time.
    """
    last = 0 if all_of_them else int(connection.value(LAST_LEAF) or 0) - LATE
    while page := connection.rows(NOT_SEALED, after=last, page=PAGE):
        yield from page
        last = page[-1]["id"]


def last_checkpoint(connection: Connection) -> Row | None:
    """Return the last checkpoint, or None before the first."""
    return connection.row(LAST_CHECKPOINT)


def covering(connection: Connection, chain: str, seq: int) -> Row | None:
    """Return the first checkpoint that covers an entry, always the same; None while none does."""
    return connection.row(COVERING, chain=chain, seq=seq)


def last_seal(connection: Connection, chain: str) -> EntrySeal | None:
    """Return how far the last entry of a chain is sealed; None where there is no entry."""
    row = connection.row(LAST_OF_CHAIN, chain=chain)
    return None if row is None else EntrySeal(row["seq"], row["sealed_by"])


def count_not_sealed(connection: Connection) -> int:
    """Return how many of the newer entries are no leaves yet."""
    after = int(connection.value(LAST_LEAF) or 0) - LATE
    return int(connection.value(WAITING, after=after))


def is_known(connection: Connection, checkpoint: Checkpoint) -> bool:
    """Say whether this log had this root when it was of this size."""
    root = checkpoint.root.hex()
    return bool(connection.value(KNOWN, size=checkpoint.size, root=root))


def frontier_of(connection: Connection, checkpoint: Row | None) -> Frontier:
    """Return the tree as a checkpoint left it; an empty one before the first.

    Only the first checkpoint of a size keeps it: of the half a million a year most add nothing.
    """
    if checkpoint is None:
        return Frontier()
    kept = str(connection.value(FRONTIER, size=checkpoint["size"]))
    return Frontier(int(checkpoint["size"]), [bytes.fromhex(one) for one in kept.split(",") if one])


def leaf_rows(connection: Connection) -> Iterator[Row]:
    """Yield every leaf in its order, by the page."""
    first = 0
    while page := connection.rows(LEAVES, first=first, page=PAGE):
        yield from page
        first = page[-1]["idx"] + 1


def add_leaves(connection: Connection, rows: Sequence[tuple[int, int, str]]) -> None:
    """Add leaves: (place, id of the entry's row, hash)."""
    columns = ("idx", "event_id", "hash")
    connection.insert_many("log_leaves", [dict(zip(columns, row, strict=True)) for row in rows])
