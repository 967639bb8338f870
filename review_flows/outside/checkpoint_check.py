"""One checkpoint after another: what its row says, what its note says, who signed, which root."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from models.sealing.note import (
    HASH_NAME,
    NoteUnreadable,
    PublicKey,
    SignedNote,
    read_key,
    read_note,
)
from models.sealing.tree import Frontier
from review_flows.outside.database import Row
from review_flows.outside.log_walk import LogFault

key_of_line = lru_cache(maxsize=64)(read_key)


@dataclass(slots=True)
class CheckpointCheck:
    """Looks at checkpoints in their order, and remembers of the one before what it needs."""

    keys: Sequence[PublicKey]
    _size: int = 0
    _first_of_its_size: bool = True
    _at: str = ""
    _strange: set[str] = field(default_factory=set)  # keys that were told of
    _other_root: int = 0  # checkpoints whose root is not the tree's

    def faults(self, row: Row, tree: Frontier) -> Iterator[LogFault]:
        """Yield what is wrong with a checkpoint; the tree has as many leaves as it covers."""
        for what in (*self._row_faults(row), *self._order_faults(row)):
            yield LogFault("checkpoints", row["id"], what)
        if what := self._root_fault(row, tree):
            # From the place where the log was bent no later root holds; one line says so.
            self._other_root += 1
            if self._other_root == 1:
                yield LogFault("checkpoints", row["id"], what)

    def told_at_the_end(self) -> Iterator[LogFault]:
        """Yield how many checkpoints after the first have another root as well."""
        if (more := self._other_root - 1) > 0:
            yield LogFault("checkpoints", 0, f"{more} more have another root than the log")

    def _row_faults(self, row: Row) -> Iterator[str]:
        try:
            note = read_note(str(row["note"]))
            key = key_of_line(str(row["key"]))
        except NoteUnreadable as error:
            yield error.message
            return
        if note.text != row["note"] or _said(note, key) != _stored(row):
            yield "its columns do not say what its note says"
        if fault := signature_fault(note, (key,)):
            yield fault
        if self.keys and key not in self.keys and key.text not in self._strange:
            self._strange.add(key.text)
            yield f"nobody vouches for its key; if it is an older one, add --key {key.text}"

    def _order_faults(self, row: Row) -> Iterator[str]:
        size, at = row["size"], str(row["at"])
        if not isinstance(size, int) or size < self._size:
            yield f"it covers {size} entries, the one before it {self._size}"
        else:
            self._first_of_its_size = not self._at or size > self._size
            self._size = size
        if at < self._at:
            yield f"it was made at {at}, the one before it at {self._at}"
        self._at = max(at, self._at)

    def _root_fault(self, row: Row, tree: Frontier) -> str:
        if not isinstance(row["size"], int) or row["size"] < tree.size:
            return ""  # told as out of order
        if row["size"] > tree.size:
            return f"it covers {row['size']} entries, only {tree.size} leaves are there"
        if row["root"] != tree.root.hex():
            return f"its root is not that of the first {tree.size} leaves"
        nodes = tree.nodes if self._first_of_its_size else ()
        if row["frontier"] != ",".join(node.hex() for node in nodes):
            return "the subtrees kept with it are not those of the tree"
        return ""


def signature_fault(note: SignedNote, keys: Sequence[PublicKey]) -> str:
    """Return why the note is signed by none of the keys; nothing where one of them signed it."""
    # Imported here: signing takes the library cryptography, which few commands need.
    from review_flows.outside.sealing.signers import signed_by

    signed = [(key, by) for key in keys if (by := note.signature_by(key)) is not None]
    if not signed:
        return "it is signed by no key that is known here; name the key with --key"
    body = note.checkpoint.body.encode()
    if any(signed_by(key, body, signature) for key, signature in signed):
        return ""
    return "its signature is not by the key that it names"


def _said(note: SignedNote, key: PublicKey) -> tuple[object, ...]:
    said = note.checkpoint
    return said.size, said.root.hex(), said.at, HASH_NAME, str(key.signature)


def _stored(row: Row) -> tuple[object, ...]:
    return row["size"], row["root"], row["at"], row["hash_name"], row["signature_name"]
