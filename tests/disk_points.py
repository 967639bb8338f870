"""At which write of which command the disk fails: found in what strace wrote, drawn by lot."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

CALLS = ("pwrite64", "write", "ftruncate", "fsync", "fdatasync", "mkdir", "rename", "link")
STAYS = frozenset(CALLS) - {"write"}  # the message itself is written
OPENS = "openat"
FIRST_START = 0.05  # of its points: building the database takes many calls of one kind
LINE = re.compile(r"^\d+ +(\w+)\((.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Point:
    """Which call of which step gets which error, and whether all later ones of its kind do."""

    step: int
    call: str
    n: int
    error: str = "ENOSPC"
    stays: bool = False

    def __str__(self) -> str:
        return f"{self.step}/{self.call}/{self.n}/{self.error}/{'stays' if self.stays else 'once'}"


def writes_in(trace: Path, home: Path, step: int) -> Iterator[Point]:
    """Yield every call of the command's own thread that writes below the home."""
    counted: Counter[str] = Counter()
    text = trace.read_text("utf-8", "replace")
    first = text.split(" ", 1)[0]
    for line in text.splitlines():
        found = LINE.match(line)
        if found is None or line.split(" ", 1)[0] != first:
            continue
        call, given = found[1], found[2]
        counted[call] += 1
        if str(home) in given and (call != OPENS or "O_CREAT" in given):
            yield Point(step, call, counted[call])


def drawn(points: Sequence[Point], dice: Random) -> list[Point]:
    """Put the points in an order by lot, each with an error by lot; few of the first step."""
    kept = [point for point in points if point.step or dice.random() < FIRST_START]
    pages = [point for point in kept if point.call == "pwrite64"]  # of the database
    others = [point for point in kept if point.call != "pwrite64"]
    dice.shuffle(pages)
    dice.shuffle(others)
    chosen = [one for pair in zip(pages, others, strict=False) for one in pair]
    chosen += pages[len(others) :]
    return [
        replace(
            point,
            error=dice.choice(("ENOSPC", "EIO")),
            stays=point.call in STAYS and dice.random() < 0.5,
        )
        for point in chosen
    ]
