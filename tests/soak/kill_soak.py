"""Kills at system calls: a whole case life is cut off by kill -9 at a thousand of them.

Each stage of the life (tests/crash_life.py) is a process. At each point one is killed as it enters
a call that strace counts; then everything is started again and goes to the end of the life. What
was acknowledged has to stand, every effect to be there once and in the log, nothing to be stuck,
and log, tree, anchors, database and store to verify.

    python tests/soak/kill_soak.py [--points 1000] [--seed 7] [--short]

The control works without transactions and writes files in place; it has to fail. Prints a line of
JSON for each; ends with 1 where a bar is missed.
"""

import argparse
import json
import re
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from crash_check import Outcome, after_a_new_start, kinds_of, outcome_of
from crash_life import STAGES, Prepare, as_it_is, copied, new_home, run_stage, warm
from crash_naive import naive
from struck import WORKERS, in_workers, run_struck, tail, traces

POINTS, SHORT, CONTROL, SHORT_CONTROL = 1_000, 6, 60, 8
CALLS = [
    "pwrite64",
    "write",
    "fsync",
    "fdatasync",
    "rename",
    "mkdir",
    "openat",
    "unlink",
    "ftruncate",
    "link",
]
OPENS, FIRST_START = 0.15, 0.05  # of the points: most opens only read, the first start is long
CALL = re.compile(r"^(?:\d+ +)?(\w+)\(", re.MULTILINE)
SHOWN = 5  # of what is wrong


@dataclass(frozen=True, slots=True)
class Point:
    """Where a life is cut off: entering the n-th such call of a thread of a stage."""

    stage: int
    call: str
    n: int

    def __str__(self) -> str:
        return f"{self.stage}/{self.call}/{self.n}"


@dataclass(slots=True)
class Seen:
    """What came of the kills."""

    killed: Counter[str] = field(default_factory=Counter)  # by call
    missed: int = 0  # the process ended before it came there
    acknowledged: int = 0  # lines that had to stand
    wrong: list[str] = field(default_factory=list)
    lives: int = 0  # with something wrong

    def add(self, other: "Seen") -> None:
        """Take in what another worker saw."""
        self.killed += other.killed
        self.missed += other.missed
        self.acknowledged += other.acknowledged
        self.lives += other.lives
        self.wrong += other.wrong


@dataclass(frozen=True, slots=True)
class Ground:
    """What a life nobody disturbed left: the home before each stage, what was acknowledged."""

    root: Path
    acknowledged: tuple[tuple[str, ...], ...]  # before each stage
    calls: dict[Point, int]  # the last n of each stage and call
    control: Outcome

    def before(self, stage: int) -> Path:
        """The home as it lay before a stage."""
        return self.root / "before" / str(stage)


# ---- a life that nobody disturbs


def watched(root: Path, prepare: Prepare) -> Ground:
    """Live once, each stage a child under strace; keep what lay before each, and its calls."""
    home, acknowledged = root / "home", list[str]()
    told: list[tuple[str, ...]] = []
    calls: dict[Point, int] = {}
    new_home(home)
    for place, stage in enumerate(STAGES):
        told.append(tuple(acknowledged))
        copied(home, root / "before" / str(place))
        log, trace = root / "log", root / "trace"
        work = partial(run_stage, home, stage, prepare=prepare)
        options = ["-o", str(trace), "-e", f"trace={','.join(CALLS)}", *_threads(place)]
        ended = run_struck(work, log, *options)
        assert ended.code == 0, f"{stage.name}: {log.read_text()[-2000:]}"
        acknowledged += ended.acknowledged
        found = Counter(
            re.findall(r"^(?:\d+ +)?(\w+)\(", trace.read_text("utf-8", "replace"), re.M)
        )
        calls |= {Point(place, call, 0): n for call, n in found.items()}
    return Ground(root, tuple(told), calls, outcome_of(home))


def _threads(stage: int) -> list[str]:
    # Messages are handed over by a thread of their own. Elsewhere the only other process is the
    # one that opens Word files, and what becomes of that is tested for itself.
    return ["-f"] if STAGES[stage].name.startswith("told") or STAGES[stage].name == "tell" else []


def drawn(ground: Ground, dice: Random) -> Iterator[Point]:
    """Yield every point there is, in an order drawn by lot that gives each group its share."""
    groups: list[list[Point]] = [[], [], []]
    for last, many in ground.calls.items():
        mine = 0 if last.stage == 0 else 1 if last.call == "openat" else 2
        groups[mine] += [Point(last.stage, last.call, n) for n in range(1, many + 1)]
    for group in groups:
        dice.shuffle(group)
    while any(groups):
        lot = dice.random()
        group = groups[0 if lot < FIRST_START else 1 if lot < FIRST_START + OPENS else 2]
        if group:
            yield group.pop()


# ---- kills


def kill_at(ground: Ground, point: Point, home: Path, prepare: Prepare) -> tuple[bool, list[str]]:
    """Kill a stage at a point, start again; say whether it was killed, and what is wrong then."""
    copied(ground.before(point.stage), home)
    stage, log = STAGES[point.stage], home.with_suffix(".log")
    log.write_bytes(b"")
    inject = f"inject={point.call}:signal=SIGKILL:when={point.n}"
    options = ["-o", "/dev/null", "-e", f"trace={point.call}", "-e", inject, *_threads(point.stage)]
    ended = run_struck(lambda line: run_stage(home, stage, line, prepare), log, *options)
    if ended.code != -signal.SIGKILL:
        return False, [] if ended.code == 0 else [f"ended with {ended.code}: {tail(log)}"]
    acknowledged = (*ground.acknowledged[point.stage], *ended.acknowledged)
    return True, after_a_new_start(home, point.stage, acknowledged, ground.control, prepare)


def kill_many(ground: Ground, points: Iterator[Point], many: int, home: Path, how: Prepare) -> Seen:
    """Kill at so many points; return what came of it."""
    seen = Seen()
    for point in points:
        if seen.killed.total() >= many:
            break
        killed, wrong = kill_at(ground, point, home, how)
        seen.killed[point.call] += killed
        seen.missed += not killed
        seen.acknowledged += len(ground.acknowledged[point.stage])
        seen.lives += bool(wrong)
        seen.wrong += [f"{point} {STAGES[point.stage].name}: {what}" for what in wrong[:2]]
    return seen


def soak(root: Path, seed: int, many: int, how: Prepare) -> tuple[Seen, float]:
    """Live once undisturbed, then kill in parallel; return what was seen and the seconds."""
    began = time.perf_counter()
    ground = watched(root, how)
    points = list(drawn(ground, Random(seed)))

    def share(worker: int) -> Seen:
        mine = many // WORKERS + (worker < many % WORKERS)
        return kill_many(ground, iter(points[worker::WORKERS]), mine, root / f"{worker}", how)

    seen = Seen()
    for one in in_workers(share):
        seen.add(one)
    return seen, time.perf_counter() - began


def run(seed: int, many: int, how: Prepare) -> bool:
    """Soak in a folder of its own; print the figures; say whether all was as it should be."""
    control = how is not as_it_is
    with tempfile.TemporaryDirectory(prefix="review-flows-kill-") as folder:
        seen, seconds = soak(Path(folder), seed, many, how)
    line = {
        "soak": "kill",
        "control": "no transactions, files in place" if control else "",
        "seed": seed,
        "killed": seen.killed.total(),
        "by_call": dict(seen.killed.most_common()),
        "ended_before": seen.missed,
        "acknowledged": seen.acknowledged,
        "lives_with_a_fault": seen.lives,
        "kinds": kinds_of(seen.wrong),
        "seconds": round(seconds, 1),
        "wrong": seen.wrong[:SHOWN],
    }
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.stdout.flush()
    return bool(seen.lives) == control and seen.killed.total() == many


def only(text: str) -> bool:
    """Kill at one point and say what is wrong then."""
    stage, call, n = text.split("/")
    with tempfile.TemporaryDirectory(prefix="review-flows-kill-") as folder:
        ground = watched(Path(folder), as_it_is)
        killed, wrong = kill_at(
            ground, Point(int(stage), call, int(n)), Path(folder) / "only", as_it_is
        )
    sys.stdout.write("\n".join(["killed" if killed else "not killed", *wrong]) + "\n")
    return not wrong


def main() -> None:
    """Kill the product, then the control."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--points", type=int, default=POINTS)
    asked.add_argument("--seed", type=int, default=7)
    asked.add_argument("--short", action="store_true", help=f"{SHORT} points")
    asked.add_argument("--only", metavar="STAGE/CALL/N", help="one point, to look at")
    given = asked.parse_args()
    if why := traces():
        sys.exit(f"This needs strace: {why}")
    if given.only:
        sys.exit(0 if only(given.only) else 1)
    with tempfile.TemporaryDirectory(prefix="review-flows-kill-") as folder:
        warm(Path(folder))
    fine = run(given.seed, SHORT if given.short else given.points, as_it_is)
    fine = run(given.seed, SHORT_CONTROL if given.short else CONTROL, naive) and fine
    sys.exit(0 if fine else 1)


if __name__ == "__main__":
    main()
