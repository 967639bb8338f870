"""Walks the sealed log: leaves, the tree over them, and every checkpoint and kept note against it.

Memory stays the same however long the log is: of the tree only its whole subtrees are kept, and
the root is taken where the size of a checkpoint is reached.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from models.event import entry_hash
from models.sealing.note import PublicKey, SignedNote
from models.sealing.tree import Frontier
from review_flows.outside.checkpoint_check import CheckpointCheck, signature_fault
from review_flows.outside.database import Connection, Database, Row
from review_flows.outside.log_walk import LogFault, body_bytes

PAGE = 2000  # rows read at once
BEFORE_ANY = -(2**31)  # below every number of a row
LEAVES = (
    "SELECT l.idx, l.hash, e.chain, e.seq, e.body FROM log_leaves l "
    "LEFT JOIN events e ON e.id = l.event_id WHERE l.idx > :after ORDER BY l.idx LIMIT :page"
)
CHECKPOINTS = (
    "SELECT id, size, root, at, hash_name, signature_name, key, note, frontier FROM checkpoints "
    "WHERE id > :after ORDER BY id LIMIT :page"
)
WAITING = (
    "SELECT e.id, e.at FROM events e WHERE e.id > :after AND NOT EXISTS "
    "(SELECT 1 FROM log_leaves l WHERE l.event_id = e.id) ORDER BY e.id LIMIT :page"
)
ENTRIES = "SELECT count(*) FROM events"


@dataclass(frozen=True, slots=True)
class Anchor:
    """A note that was kept outside, and where it was read from."""

    source: str
    note: SignedNote

    @property
    def size(self) -> int:
        """How many entries the log had."""
        return self.note.checkpoint.size


@dataclass(slots=True)
class SealWalk:
    """What a walk saw; `waiting` entries are no leaves yet, the oldest made at `since` (UTC)."""

    leaves: int = 0
    checkpoints: int = 0
    waiting: int = 0
    since: str = ""
    faults: int = 0


def walk_seal(
    database: Database,
    keys: Sequence[PublicKey],
    anchors: Sequence[Anchor],
    report: Callable[[LogFault], None],
) -> SealWalk:
    """Walk leaves and checkpoints; hand each fault to `report`, and return the counts.

    Only checkpoints by one of the keys hold; where no key is given, whatever key stands beside a
    checkpoint is taken at its word. Raises OpenSslFailed for SM2 on a machine without OpenSSL.
    """
    walk = SealWalk()
    with database.reading() as connection:
        waiting = sorted(anchors, key=lambda anchor: anchor.size)
        for fault in _Walker(connection, keys, waiting, walk).faults():
            walk.faults += 1
            report(fault)
    return walk


@dataclass(slots=True)
class _Walker:
    connection: Connection
    keys: Sequence[PublicKey]
    anchors: list[Anchor]  # the smallest first; what was reached is taken out
    walk: SealWalk
    frontier: Frontier = field(default_factory=Frontier)

    def faults(self) -> Iterator[LogFault]:
        """Walk leaves and checkpoints side by side; yield what does not hold."""
        leaves = self._leaves()
        check = CheckpointCheck(self.keys)
        for row in by_page(self.connection, CHECKPOINTS, "id"):
            self.walk.checkpoints += 1
            yield from self._reach(leaves, whole_number(row["size"]))
            yield from check.faults(row, self.frontier)
        yield from check.told_at_the_end()
        while self.anchors:
            yield from self._reach(leaves, self.anchors[-1].size)
        yield from _faults_in(leaves)
        yield from self._waiting()

    def _reach(self, leaves: Iterator[LogFault | None], size: int) -> Iterator[LogFault]:
        """Add leaves until there are as many, and hold each note on the way against the tree."""
        while self.anchors and self.anchors[0].size <= size:
            anchor = self.anchors.pop(0)
            yield from self._advance(leaves, anchor.size)
            yield from map(partial(_of_anchor, anchor), self._anchor_faults(anchor))
        yield from self._advance(leaves, size)

    def _advance(self, leaves: Iterator[LogFault | None], size: int) -> Iterator[LogFault]:
        while self.frontier.size < size:
            try:
                fault = next(leaves)
            except StopIteration:
                return
            if fault is not None:
                yield fault

    def _leaves(self) -> Iterator[LogFault | None]:
        """Add one leaf after another to the tree; yield what is wrong with it, or None."""
        for row in by_page(self.connection, LEAVES, "idx"):
            stored, place = str(row["hash"]), self.frontier.size
            self.frontier.add(leaf_bytes(stored))
            self.walk.leaves += 1
            yield _leaf_fault(row, stored, place)

    def _anchor_faults(self, anchor: Anchor) -> Iterator[str]:
        if fault := signature_fault(anchor.note, self.keys):
            yield fault
        if anchor.size > self.frontier.size:
            there = self.frontier.size
            yield f"the log was cut: the note covers {anchor.size} entries, {there} are sealed"
        elif anchor.note.checkpoint.root != self.frontier.root:
            yield f"the log was rewritten: its first {anchor.size} entries had another root"

    def _waiting(self) -> Iterator[LogFault]:
        """Count what is not sealed yet, and say where one entry has more leaves than one."""
        for row in by_page(self.connection, WAITING, "id"):
            self.walk.waiting += 1
            self.walk.since = min(self.walk.since or str(row["at"]), str(row["at"]))
        entries = int(self.connection.value(ENTRIES) or 0)
        if self.walk.leaves + self.walk.waiting > entries:
            more = self.walk.leaves + self.walk.waiting - entries
            yield LogFault("leaves", 0, f"there are {more} leaves more than entries that have one")


def _faults_in(leaves: Iterator[LogFault | None]) -> Iterator[LogFault]:
    return (fault for fault in leaves if fault is not None)


def _of_anchor(anchor: Anchor, what: str) -> LogFault:
    return LogFault(f"note {anchor.source}", anchor.size, what)


def _leaf_fault(row: Row, stored: str, place: int) -> LogFault | None:
    if row["idx"] != place:
        return LogFault("leaves", place, f"the leaf is missing (the next one is {row['idx']})")
    if row["chain"] is None:
        return LogFault("leaves", place, "the entry of this leaf is not in the log")
    if entry_hash(body_bytes(row["body"])) != stored:
        return LogFault(row["chain"], row["seq"], f"it is not what was sealed as leaf {place}")
    return None


def by_page(connection: Connection, sql: str, key: str) -> Iterator[Row]:
    """Yield every row of a question with `:after` and `:page`, in the order of its key."""
    after = BEFORE_ANY
    while page := connection.rows(sql, after=after, page=PAGE):
        yield from page
        after = page[-1][key]


def leaf_bytes(stored: str) -> bytes:
    """Return a stored hash; what is none counts as nothing, so that no root will hold."""
    try:
        return bytes.fromhex(stored)
    except ValueError:
        return b""


def whole_number(stored: object) -> int:
    """Return a stored number; -1 for what is none (SQLite keeps whatever was put there)."""
    return stored if isinstance(stored, int) else -1
