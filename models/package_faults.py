"""What can be wrong with a package of files: each fault names the file and what happened to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256


class PackageFaultKind(StrEnum):
    """How a package is not what its sender packed."""

    CHANGED = "changed"  # the manifest names other bytes
    MISSING = "missing"  # the manifest names it, and it is not there
    EXTRA = "extra"  # it is there, and the manifest does not name it
    OTHER_ID = "other_id"  # the delivery id is not that of sender, case, recipient and message
    OTHER_LOG = "other_log"  # the checkpoint is of another case
    OUT_OF_TURN = "out_of_turn"  # a first message that answers, or a later one that does not


@dataclass(frozen=True, slots=True)
class PackageFault:
    """One fault, and the name of the file it is in; models.words has the sentences."""

    kind: PackageFaultKind
    file: str


@dataclass(frozen=True, slots=True)
class PackedFile:
    """A file as a manifest names it; `size` in bytes."""

    sha256: str
    size: int


def packed(content: bytes) -> PackedFile:
    """Return how a manifest names these bytes."""
    return PackedFile(sha256(content).hexdigest(), len(content))


def file_faults(
    said: Mapping[str, PackedFile], found: Mapping[str, bytes]
) -> tuple[PackageFault, ...]:
    """Return the faults of files by name, against what a manifest says; the names in order."""
    kinds = {name: _fault(said.get(name), found.get(name)) for name in {*said, *found}}
    return tuple(PackageFault(kind, name) for name, kind in sorted(kinds.items()) if kind)


def _fault(said: PackedFile | None, found: bytes | None) -> PackageFaultKind | None:
    if said is None:
        return PackageFaultKind.EXTRA
    if found is None:
        return PackageFaultKind.MISSING
    return None if packed(found) == said else PackageFaultKind.CHANGED
