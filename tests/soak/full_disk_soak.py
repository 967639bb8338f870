"""A disk that is full or fails: commands meet ENOSPC or EIO at five hundred writes.

A case lives through the real command line and the legs that follow. At each point one call of a
command that writes below the home gets an error, once or from then on. The command has to end well
or with 75, say in the reader's language what now, and have changed nothing where it says so. Then
the disk is well again: the same command is given once more, and the life goes to its end.

    python tests/soak/full_disk_soak.py [--points 500] [--seed 7] [--short]

Prints a line of JSON; ends with 1 where a bar is missed.
"""

import argparse
import json
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from crash_check import Outcome, kinds_of, outcome_of, wrong_in
from crash_life import copied, new_home, warm
from disk_life import LEGS, STEPS, TEMPORARY, beside, broken_backups, run_rest, run_step, state_of
from disk_points import CALLS, OPENS, Point, drawn, writes_in
from struck import WORKERS, in_workers, run_struck, tail, traces

POINTS, SHORT = 500, 6
SHOWN = 8  # of what is wrong
NOTE = '{"note"'
NEXT = {"zh": re.compile("请"), "en": re.compile("try again|Free|Put|run:", re.IGNORECASE)}
CHINESE = re.compile("[\u4e00-\u9fff]{4}")


@dataclass(slots=True)
class Seen:
    """What came of the errors."""

    points: Counter[str] = field(default_factory=Counter)  # by error and call
    ended: Counter[str] = field(default_factory=Counter)  # by exit code
    acknowledged: int = 0  # lines that had to stand
    wrong: list[str] = field(default_factory=list)
    lives: int = 0  # with something wrong

    def add(self, other: "Seen") -> None:
        """Take in what another worker saw."""
        self.points += other.points
        self.ended += other.ended
        self.acknowledged += other.acknowledged
        self.lives += other.lives
        self.wrong += other.wrong


@dataclass(frozen=True, slots=True)
class Ground:
    """A life that nobody disturbed: the home before each step, and every call that wrote."""

    root: Path
    acknowledged: tuple[tuple[str, ...], ...]
    points: Sequence[Point]
    control: Outcome


def watched(root: Path) -> Ground:
    """Live once, each step a child under strace; keep what lay before each, and its writes."""
    home, trace, log = root / "home", root / "trace", root / "log"
    points: list[Point] = []
    told: list[tuple[str, ...]] = []
    new_home(home)
    for place, step in enumerate(STEPS):
        copied(home, root / "before" / str(place))
        told.append(tuple(_lines(partial(state_of, home), log)) if place else ())
        options = ["-f", "-y", "-o", str(trace), "-e", f"trace={','.join((*CALLS, OPENS))}"]
        ended = run_struck(partial(_done, home, place), log, *options)
        assert ended.code == 0, f"{step}: {log.read_text()[-2000:]}"
        points += writes_in(trace, home, place)
    return Ground(root, tuple(told), points, outcome_of(home))


def _done(home: Path, place: int, _: Callable[[str], None]) -> None:
    run_step(home, place)


def _lines(look: Callable[[], Iterator[str] | Sequence[str]], log: Path) -> list[str]:
    """Look in a child, so that nothing of it stays open here; an error is a line too."""

    def tell_all(tell: Callable[[str], None]) -> None:
        for line in look():
            tell(line.replace("\n", " "))

    ended = run_struck(tell_all, log)
    return [*ended.acknowledged, *([f"unreadable: {tail(log)}"] if ended.code else [])]


# ---- errors


def fail_at(ground: Ground, point: Point, home: Path, dice: Random) -> tuple[int | None, list[str]]:
    """Let a call fail, and then live on; return how the command ended, and what is wrong then."""
    copied(ground.root / "before" / str(point.step), home)
    log, language = home.with_suffix(".log"), dice.choice(("zh", "en"))
    log.write_bytes(b"")
    when = f"{point.n}{'+' if point.stays else ''}"
    inject = f"inject={point.call}:error={point.error}:when={when}"
    options = ["-o", str(home.with_suffix(".trace")), "-e", f"trace={point.call}", "-e", inject]
    ended = run_struck(lambda _: run_step(home, point.step, language), log, *options)
    if "(INJECTED)" not in home.with_suffix(".trace").read_text("utf-8", "replace"):
        return None, []
    wrong = list(_said(log.read_text("utf-8", "replace"), ended.code, point, language))
    changed = _changed(ground, point, home)
    if ended.code and changed:
        wrong.append("told: it says that nothing was changed, and it was")
    return ended.code, wrong + _lived_on(ground, point, home, again=not changed)


def _said(text: str, code: int, point: Point, language: str) -> Iterator[str]:
    last = (text.strip().splitlines() or [""])[-1][:300]
    if STEPS[point.step][0] == LEGS:
        if code not in (0, TEMPORARY):
            yield f"ended: the legs with {code}: {last}"
        return
    if code not in (0, TEMPORARY) or "Traceback" in text:
        yield f"ended: with {code}: {last}"
    elif code and not NEXT[language].search(text):
        yield f"message: names no next action: {last}"
    elif code and language == "zh" and not CHINESE.search(text):
        yield f"message: not in Chinese: {last}"


def _changed(ground: Ground, point: Point, home: Path) -> bool:
    if not point.step or STEPS[point.step][0] == LEGS:
        return False  # Both may be begun again wherever they broke off.
    now = _lines(partial(state_of, home), home.with_suffix(".log"))
    before = ground.acknowledged[point.step]
    # A checkpoint changes nothing of the office's: a backup seals the log before it begins.
    return [one for one in now if NOTE not in one] != [one for one in before if NOTE not in one]


def _lived_on(ground: Ground, point: Point, home: Path, *, again: bool) -> list[str]:
    log = home.with_suffix(".log")
    log.write_bytes(b"")
    rest = run_struck(lambda _: run_rest(home, point.step if again else point.step + 1), log)
    if rest.code:
        steps = re.findall(r"^step .*$", log.read_text("utf-8", "replace"), re.MULTILINE)
        return [f"stuck: {steps[-1:]}: {tail(log)}"]
    acknowledged = [line for line in ground.acknowledged[point.step] if line.startswith("{")]
    looked = _lines(lambda: wrong_in(home, acknowledged, ground.control), log)
    return looked + _lines(lambda: broken_backups(home), log)


def fail_many(ground: Ground, points: Sequence[Point], many: int, home: Path, seed: int) -> Seen:
    """Let so many calls fail; return what came of it."""
    seen, dice = Seen(), Random(seed)
    for point in points:
        if seen.points.total() >= many:
            break
        code, wrong = fail_at(ground, point, home, dice)
        if code is None:
            continue  # The command ended before it came there.
        seen.points[f"{point.error} {point.call}"] += 1
        seen.ended[str(code)] += 1
        seen.acknowledged += len(ground.acknowledged[point.step])
        seen.lives += bool(wrong)
        seen.wrong += [f"{point} {STEPS[point.step][0]}: {what}" for what in wrong[:2]]
    return seen


def soak(root: Path, seed: int, many: int) -> bool:
    """Live once undisturbed, then let calls fail in parallel; print the figures."""
    began = time.perf_counter()
    ground = watched(root)
    points = drawn(ground.points, Random(seed))

    def share(worker: int) -> Seen:
        mine = many // WORKERS + (worker < many % WORKERS)
        return fail_many(ground, points[worker::WORKERS], mine, root / f"{worker}", seed)

    seen = Seen()
    for one in in_workers(share):
        seen.add(one)
    line = {
        "soak": "full_disk",
        "seed": seed,
        "writes": len(ground.points),
        "points": seen.points.total(),
        "by_error": dict(seen.points.most_common()),
        "exit_codes": dict(seen.ended),
        "acknowledged": seen.acknowledged,
        "lives_with_a_fault": seen.lives,
        "kinds": kinds_of(seen.wrong),
        "seconds": round(time.perf_counter() - began, 1),
        "wrong": seen.wrong[:SHOWN],
    }
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    return not seen.lives and seen.points.total() == many


def main() -> None:
    """Let calls fail as often as asked."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--points", type=int, default=POINTS)
    asked.add_argument("--seed", type=int, default=7)
    asked.add_argument("--short", action="store_true", help=f"{SHORT} points")
    given = asked.parse_args()
    if why := traces():
        sys.exit(f"This needs strace: {why}")
    with tempfile.TemporaryDirectory(prefix="review-flows-disk-") as folder:
        root = Path(folder)
        beside(root)
        warm(root)
        fine = soak(root, given.seed, SHORT if given.short else given.points)
    sys.exit(0 if fine else 1)


if __name__ == "__main__":
    main()
