"""What a disk may hold after power was lost: rebuilt from the system calls that strace recorded.

Two kinds of loss. STRICT: only what was synced is there, file contents by fsync of the file, names
by fsync of the folder. RANDOM: of what was not synced each write is there or not, by lot, some torn
at 512 bytes; of the names of a folder the first few changes, in their order. A rename is one change
of the folder that it leads to, as every journalling file system has it.

`syncs=False` is the disk of a program that never syncs: what is older than AGED events was written
back by the kernel meanwhile, nothing else is certain.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from random import Random

from disk_trace import Event, Kind

SECTOR = 512  # bytes that a disk writes whole or not at all
AGED = 200  # events after which the kernel has written something back by itself
TORN = 0.3  # of the writes that are there


class Loss(StrEnum):
    """How much of what was not synced is gone."""

    STRICT = "strict"
    RANDOM = "random"


# ---- the disk


@dataclass(slots=True, eq=False)
class Inode:
    """A file or a folder: what of it is on the disk, and what waits to be written."""

    folder: bool = False
    synced: bytearray = field(default_factory=bytearray)
    waiting: list[tuple[int, Event]] = field(default_factory=list)

    def settle(self) -> None:
        """Write what waits."""
        for _, event in self.waiting:
            apply(self.synced, event)
        self.waiting.clear()


@dataclass(slots=True)
class Change:
    """A change of names that waits in its folder: a name that comes, one that goes, or both."""

    since: int
    comes: str = ""
    goes: str = ""
    inode: Inode | None = None


def apply(content: bytearray, event: Event) -> None:
    """Write or cut a content as a call did."""
    if event.kind is not Kind.WRITE:
        content[:] = content[: event.at].ljust(event.at, b"\0")
        return
    at = len(content) if event.at < 0 else event.at
    if len(content) < at:
        content.extend(bytes(at - len(content)))
    content[at : at + len(event.data)] = event.data


class Disk:
    """Names and contents as programs see them, and as they are on the disk."""

    def __init__(self, home: Path, syncs: bool = True) -> None:
        self._syncs, self._now = syncs, 0
        self._seen: dict[str, Inode] = {}
        self._changes: dict[str, list[Change]] = {}
        for path in sorted(home.rglob("*")):
            inode = Inode(path.is_dir(), bytearray(b"" if path.is_dir() else path.read_bytes()))
            self._seen[str(path.relative_to(home))] = inode
        self._there = dict(self._seen)

    def feel(self, event: Event) -> None:
        """Take in one event."""
        self._now += 1
        if event.kind is Kind.SYNC:
            self._sync(event.path)
        else:
            self._feel_names(event)
            self._feel_content(event)
        if not self._syncs:
            self._write_back()

    def _feel_content(self, event: Event) -> None:
        inode = self._seen.get(event.path)
        if inode is None:
            return
        if event.kind in (Kind.WRITE, Kind.TRUNCATE):
            inode.waiting.append((self._now, event))
        elif event.emptied:
            inode.waiting.append((self._now, Event(Kind.TRUNCATE, event.path)))

    def _feel_names(self, event: Event) -> None:
        seen, path = self._seen, event.path
        match event.kind:
            case Kind.OPEN if path not in seen:
                self._appear(path, Inode())
            case Kind.MKDIR:
                self._appear(path, Inode(folder=True))
            case Kind.LINK:
                self._appear(event.to, seen[path])
            case Kind.RENAME:
                inode = seen.pop(path)
                seen[event.to] = inode
                self._change(event.to, Change(self._now, event.to, path, inode))
            case Kind.UNLINK | Kind.RMDIR if path in seen:
                del seen[path]
                self._change(path, Change(self._now, goes=path))

    def _appear(self, path: str, inode: Inode) -> None:
        self._seen[path] = inode
        self._change(path, Change(self._now, path, inode=inode))

    def _change(self, path: str, change: Change) -> None:
        self._changes.setdefault(os.path.dirname(path), []).append(change)

    def _sync(self, path: str) -> None:
        if not self._syncs:
            return
        if path and path in self._seen and not self._seen[path].folder:
            self._seen[path].settle()
        for change in self._changes.pop(path, []):
            _rename(self._there, change)

    def _write_back(self) -> None:
        old = self._now - AGED
        for inode in {id(one): one for one in self._seen.values()}.values():
            while inode.waiting and inode.waiting[0][0] < old:
                apply(inode.synced, inode.waiting.pop(0)[1])
        for changes in self._changes.values():
            while changes and changes[0].since < old:
                _rename(self._there, changes.pop(0))

    def after(self, loss: Loss, dice: Random) -> dict[str, bytes | None]:
        """Return what is there when the power comes back: contents by path, None for a folder."""
        there = dict(self._there)
        if loss is Loss.RANDOM:
            for changes in self._changes.values():
                for change in changes[: dice.randint(0, len(changes))]:
                    _rename(there, change)
        # SQLite makes its -shm anew after a crash; it is written through the memory, unseen.
        reached = {
            path: inode
            for path, inode in there.items()
            if _is_reached(path, there) and not path.endswith("-shm")
        }
        contents = {id(inode): _content(inode, loss, dice) for inode in reached.values()}
        return {path: None if one.folder else contents[id(one)] for path, one in reached.items()}

    def as_seen(self) -> dict[str, bytes | None]:
        """Return what programs see, as if everything had been synced."""
        found: dict[str, bytes | None] = {}
        for path, inode in self._seen.items():
            content = bytearray(inode.synced)
            for _, event in inode.waiting:
                apply(content, event)
            found[path] = None if inode.folder else bytes(content)
        return found


def _rename(names: dict[str, Inode], change: Change) -> None:
    if change.goes:
        names.pop(change.goes, None)
    if change.inode is not None:
        names[change.comes] = change.inode


def _is_reached(path: str, there: dict[str, Inode]) -> bool:
    above = os.path.dirname(path)
    return not above or (above in there and _is_reached(above, there))


def _content(inode: Inode, loss: Loss, dice: Random) -> bytes:
    content = bytearray(inode.synced)
    if loss is Loss.RANDOM:
        for _, event in inode.waiting:
            if dice.random() < 0.5:
                apply(content, _torn(event, dice))
    return bytes(content)


def _torn(event: Event, dice: Random) -> Event:
    sectors = len(event.data) // SECTOR
    if event.kind is not Kind.WRITE or not sectors or dice.random() >= TORN:
        return event
    kept = SECTOR * dice.randint(1, sectors)
    return Event(Kind.WRITE, event.path, at=event.at, data=event.data[:kept])


# ---- all together


def lay_out(contents: dict[str, bytes | None], home: Path) -> None:
    """Put what a disk held into a new home."""
    home.mkdir()
    for path in sorted(contents):
        content = contents[path]
        if content is None:
            (home / path).mkdir()
        else:
            (home / path).write_bytes(content)


def disk_at(home: Path, events: Sequence[Event], k: int, *, syncs: bool = True) -> Disk:
    """Return the disk after the first k events, from what lay in a home before them."""
    disk = Disk(home, syncs)
    for event in events[:k]:
        disk.feel(event)
    return disk


def missed_by(events: Sequence[Event], before: Path, now: Path) -> list[str]:
    """Name the files in which what was recorded differs from what lies there: nothing may."""
    said, there = disk_at(before, events, len(events)).as_seen(), Disk(now).as_seen()
    return sorted(
        path
        for path in said.keys() | there.keys()
        if not path.endswith("-shm") and said.get(path, b"?") != there.get(path, b"?")
    )
