"""What a process did to the disk below a home: read from what strace wrote, with the data."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

CALLS = (
    "openat,write,pwrite64,writev,pwritev,ftruncate,fsync,fdatasync,sync_file_range,"
    "mkdir,rmdir,rename,renameat,renameat2,link,linkat,unlink,unlinkat,sendfile,copy_file_range"
)
OPTIONS = ("-f", "-y", "-xx", "-s", "16777216", "-e", f"trace={CALLS}")
LINE = re.compile(r"^(\d+) +(\w+)\((.*)\) += (-?\d+)", re.DOTALL)
CUT = re.compile(r"^(\d+) +(.*) <unfinished \.\.\.>$")
GOES_ON = re.compile(r"^(\d+) +<\.\.\. \w+ resumed>(.*)$")
TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
FILE = re.compile(r"^(\d+)<((?:\\x[0-9a-f]{2})*|[^>]*)>")
ACKNOWLEDGED = (b'{"chain"', b'{"note"')


class Kind(StrEnum):
    """What a call does to the disk, or that something was acknowledged."""

    OPEN = "open"
    WRITE = "write"
    TRUNCATE = "truncate"
    SYNC = "sync"
    MKDIR = "mkdir"
    RMDIR = "rmdir"
    RENAME = "rename"
    LINK = "link"
    UNLINK = "unlink"
    ACKNOWLEDGE = "acknowledge"


@dataclass(frozen=True, slots=True)
class Event:
    """A call that came to its end. Paths are relative to the home."""

    kind: Kind
    path: str = ""
    to: str = ""  # of a rename or a link
    at: int = 0  # offset or length in bytes; -1 appends
    data: bytes = b""
    emptied: bool = False  # O_TRUNC
    stage: int = 0


def events_in(trace: Path, home: Path, stage: int) -> Iterator[Event]:
    """Yield the events of one process and its threads below a home; data as it was written."""
    places: dict[int, int] = {}  # offset of each open file; -1 where it appends
    for call, given, result in _calls(trace):
        yield from _event(call, given, result, home, stage, places)


def _calls(trace: Path) -> Iterator[tuple[str, str, int]]:
    waiting: dict[str, str] = {}
    for line in trace.read_text("ascii", "replace").split("\n"):
        if cut := CUT.match(line):
            waiting[cut[1]] = line.removesuffix(" <unfinished ...>")
            continue
        if more := GOES_ON.match(line):
            line = waiting.pop(more[1]) + more[2]
        if (found := LINE.match(line)) and int(found[4]) >= 0:
            yield found[2], found[3], int(found[4])


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


def _name(text: str) -> bytes:
    return _bytes(text) if text.startswith("\\x") else text.encode()


def _event(
    call: str, given: str, result: int, home: Path, stage: int, places: dict[int, int]
) -> Iterator[Event]:
    def below(path: bytes) -> str | None:
        name = os.fsdecode(path)
        if name == str(home):
            return ""
        return name.removeprefix(f"{home}/") if name.startswith(f"{home}/") else None

    if held := FILE.match(given):
        path, file = below(_name(held[2])), int(held[1])
        if path is not None:
            yield from _on_file(call, given, path, file, stage, places, result)
        elif call == "write" and (said := _bytes(TEXT.findall(given)[0])).startswith(ACKNOWLEDGED):
            yield Event(Kind.ACKNOWLEDGE, data=said, stage=stage)
        return
    names = [below(_bytes(text)) for text in TEXT.findall(given)]
    if not names or names[0] is None:
        assert all(name is None for name in names), f"{call} leads into the home from outside"
        return
    yield from _on_names(call, given, [str(name) for name in names], result, stage, places)


def _on_file(
    call: str, given: str, path: str, file: int, stage: int, places: dict[int, int], result: int
) -> Iterator[Event]:
    match call:
        case "fsync" | "fdatasync":
            yield Event(Kind.SYNC, path, stage=stage)
        case "ftruncate":
            yield Event(Kind.TRUNCATE, path, at=int(given.rsplit(",", 1)[1], 0), stage=stage)
        case "pwrite64":
            data = _bytes(TEXT.findall(given)[0])[:result]
            at = int(given.rsplit(",", 1)[1], 0)
            yield Event(Kind.WRITE, path, at=at, data=data, stage=stage)
        case "write":
            data, at = _bytes(TEXT.findall(given)[0])[:result], places[file]
            places[file] = at if at < 0 else at + len(data)
            yield Event(Kind.WRITE, path, at=at, data=data, stage=stage)
        case _:
            raise AssertionError(f"{call} on {path}: this call is not known here")


def _on_names(
    call: str, given: str, names: list[str], result: int, stage: int, places: dict[int, int]
) -> Iterator[Event]:
    path, to = names[0], names[-1]
    match call:
        case "openat":
            places[result] = -1 if "O_APPEND" in given else 0
            if "O_CREAT" in given or "O_TRUNC" in given:
                yield Event(Kind.OPEN, path, emptied="O_TRUNC" in given, stage=stage)
        case "mkdir" | "rmdir" | "rename" | "link" | "unlink":
            yield Event(Kind(call), path, to, stage=stage)
        case _:
            raise AssertionError(f"{call} of {path}: this call is not known here")
