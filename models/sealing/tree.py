"""The tree over the log's entries: RFC 6962 §2.1, with SHA-256. Hashes in, hashes and proofs out.

A leaf is the hash of an entry (`models.event.entry_hash`). A second tree, written by somebody else
from the RFC alone, lives in the tests, and a third in `verify_log.py`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

EMPTY_ROOT = sha256(b"").digest()  # of a tree without leaves (RFC 6962, 2.1)


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of two subtrees; the byte before them tells a node from an entry."""
    return sha256(b"\x01" + left + right).digest()


@dataclass(slots=True)
class Frontier:
    """What is needed of a tree to add leaves: its whole subtrees, the largest first."""

    size: int = 0
    nodes: list[bytes] = field(default_factory=list)

    def add(self, leaf: bytes) -> None:
        """Add a leaf at the end."""
        self.nodes.append(leaf)
        self.size += 1
        pairs = self.size
        while pairs % 2 == 0:
            right = self.nodes.pop()
            self.nodes[-1] = node_hash(self.nodes[-1], right)
            pairs //= 2

    @property
    def root(self) -> bytes:
        """The root of the tree as it is now."""
        if not self.nodes:
            return EMPTY_ROOT
        root = self.nodes[-1]
        for node in reversed(self.nodes[:-1]):
            root = node_hash(node, root)
        return root


class Tree:
    """A whole tree in memory, about 70 bytes a leaf, which answers for every size it had."""

    def __init__(self, leaves: Iterable[bytes]) -> None:
        self._levels = [list(leaves)]
        while len(self._levels[-1]) > 1:
            below = self._levels[-1]
            pairs = zip(below[::2], below[1::2], strict=False)
            self._levels.append([node_hash(left, right) for left, right in pairs])

    @property
    def size(self) -> int:
        """How many leaves there are."""
        return len(self._levels[0])

    def root(self, size: int) -> bytes:
        """Return the root when the tree had this many leaves. ValueError for more than it has."""
        if not 0 <= size <= self.size:
            raise ValueError(f"The tree has {self.size} leaves, and not {size}.")
        return self._hash(0, size) if size else EMPTY_ROOT

    def inclusion_proof(self, index: int, size: int) -> list[bytes]:
        """Return the proof that a leaf stands at `index` in the tree of `size` leaves.

        RFC 6962 §2.1.1. Raises ValueError for a leaf that such a tree does not have.
        """
        if not 0 <= index < size <= self.size:
            raise ValueError(f"There is no leaf {index} in a tree of {size} of {self.size} leaves.")
        return self._path(index, 0, size)

    def consistency_proof(self, earlier: int, later: int) -> list[bytes]:
        """Return the proof that the tree of `earlier` leaves is the beginning of the `later` one.

        RFC 6962 §2.1.2. Raises ValueError where one of the two sizes cannot be.
        """
        if not 0 < earlier <= later <= self.size:
            raise ValueError(f"No tree of {earlier} leaves begins one of {later}.")
        return self._beginning(earlier, 0, later, whole=True)

    def _hash(self, start: int, end: int) -> bytes:
        """Return the hash of the leaves from `start` to `end`, a subtree of some size's tree."""
        width = end - start
        level = width.bit_length() - 1
        if width == 1 << level and start % width == 0:
            return self._levels[level][start // width]
        split = _split(width)
        return node_hash(self._hash(start, start + split), self._hash(start + split, end))

    def _path(self, index: int, start: int, end: int) -> list[bytes]:
        if end - start == 1:
            return []
        middle = start + _split(end - start)
        if index < middle:
            return [*self._path(index, start, middle), self._hash(middle, end)]
        return [*self._path(index, middle, end), self._hash(start, middle)]

    def _beginning(self, earlier: int, start: int, end: int, whole: bool) -> list[bytes]:
        if earlier == end:
            return [] if whole else [self._hash(start, end)]
        middle = start + _split(end - start)
        if earlier <= middle:
            return [*self._beginning(earlier, start, middle, whole), self._hash(middle, end)]
        return [*self._beginning(earlier, middle, end, False), self._hash(start, middle)]


def included(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Say whether a proof shows that the leaf stands at `index` in the tree of that root.

    RFC 9162 §2.1.3.2.
    """
    if not 0 <= index < size:
        return False
    at, last, found = index, size - 1, leaf
    for node in proof:
        if last == 0:
            return False
        if at % 2 or at == last:
            found = node_hash(node, found)
            while at % 2 == 0 and at:
                at, last = at // 2, last // 2
        else:
            found = node_hash(found, node)
        at, last = at // 2, last // 2
    return last == 0 and found == root


def _split(width: int) -> int:
    """Return the largest power of two below the width."""
    return 1 << ((width - 1).bit_length() - 1)
