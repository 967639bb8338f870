"""Power lost in the middle of a case life: a thousand disks as they may look then.

A life (tests/crash_life.py) is recorded call by call, with the data. The disk is rebuilt as it may
be after any of the calls (tests/power_loss.py): with what was synced and nothing else, or with a
part of the rest drawn by lot, torn at 512 bytes. Everything is started on it again and goes to the
end of the life. What was acknowledged has to stand, every effect to be there once and in the log.

    python tests/soak/power_soak.py [--states 1000] [--seed 7] [--short]

The control is the same life without any sync, though the kernel wrote back what is older; of its
states a quarter has to fail. Prints a line of JSON for each; ends with 1 where a bar is missed.
"""

import argparse
import json
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from crash_check import Outcome, after_a_new_start, kinds_of, outcome_of
from crash_life import STAGES, as_it_is, copied, new_home, run_stage, warm
from disk_trace import OPTIONS, Event, Kind, events_in
from power_loss import Disk, Loss, lay_out, missed_by
from struck import WORKERS, in_workers, run_struck, traces

STATES, SHORT, CONTROL, SHORT_CONTROL = 1_000, 6, 60, 4
CONTROL_FAILS = 0.25  # of its states, at least
SHOWN = 5  # of what is wrong


@dataclass(frozen=True, slots=True)
class Recorded:
    """A life that nobody disturbed: what lay there before it, every event, what came of it."""

    before: Path
    events: Sequence[Event]
    control: Outcome


@dataclass(frozen=True, slots=True, order=True)
class State:
    """A disk after the first k events; the dice decide about what was not synced."""

    k: int
    loss: Loss
    dice: int


@dataclass(slots=True)
class Seen:
    """What came of the states."""

    states: Counter[str] = field(default_factory=Counter)  # by loss
    acknowledged: int = 0  # lines that had to stand
    wrong: list[str] = field(default_factory=list)
    lives: int = 0  # with something wrong

    def add(self, other: "Seen") -> None:
        """Take in what another worker saw."""
        self.states += other.states
        self.acknowledged += other.acknowledged
        self.lives += other.lives
        self.wrong += other.wrong


def recorded(root: Path) -> Recorded:
    """Live once, each stage a child under strace that writes down all data."""
    home, before, trace = root / "home", root / "before", root / "trace"
    new_home(home)
    copied(home, before)
    events: list[Event] = []
    for place, stage in enumerate(STAGES):
        options = ["-o", str(trace), *OPTIONS]
        ended = run_struck(partial(run_stage, home, stage), root / "log", *options)
        assert ended.code == 0, f"{stage.name}: {(root / 'log').read_text()[-2000:]}"
        events += events_in(trace, home, place)
    missed = missed_by(events, before, home)
    assert not missed, f"what was recorded differs from what lies there: {missed[:5]}"
    return Recorded(before, events, outcome_of(home))


def drawn(life: Recorded, many: int, dice: Random) -> list[State]:
    """Draw states: each strict one differs from the one before, and the rest is by lot."""
    told = (Kind.SYNC, Kind.ACKNOWLEDGE)
    strict = [k for k, event in enumerate(life.events, 1) if event.kind in told]
    states = [State(k, Loss.STRICT, 0) for k in dice.sample(strict, min(len(strict), many // 2))]
    while len(states) < many:
        k = dice.randint(1, len(life.events))
        states.append(State(k, Loss.RANDOM, dice.randrange(2**32)))
    return sorted(states)


def lose_power(life: Recorded, states: Sequence[State], home: Path, syncs: bool) -> Seen:
    """Rebuild each disk, the earliest first, and start on it again."""
    seen, disk, felt = Seen(), Disk(life.before, syncs), 0
    acknowledged: list[str] = []
    for state in states:
        for event in life.events[felt : state.k]:
            disk.feel(event)
            if event.kind is Kind.ACKNOWLEDGE:
                acknowledged.append(event.data.decode().rstrip("\n"))
        felt = state.k
        shutil.rmtree(home, ignore_errors=True)
        lay_out(disk.after(state.loss, Random(state.dice)), home)
        stage = life.events[state.k - 1].stage
        wrong = after_a_new_start(home, stage, acknowledged, life.control, as_it_is)
        seen.states[state.loss] += 1
        seen.acknowledged += len(acknowledged)
        seen.lives += bool(wrong)
        at = f"{state.k}/{state.loss}/{state.dice} {STAGES[stage].name}"
        seen.wrong += [f"{at}: {what}" for what in wrong[:2]]
    return seen


def told(seen: Seen, seed: int, syncs: bool, events: int, seconds: float) -> None:
    """Print the figures."""
    states = seen.states.total()
    line = {
        "soak": "power",
        "control": "" if syncs else "no sync at all",
        "seed": seed,
        "events": events,
        "states": states,
        "by_loss": dict(seen.states),
        "acknowledged": seen.acknowledged,
        "lives_with_a_fault": seen.lives,
        "share": round(seen.lives / states, 3),
        "kinds": kinds_of(seen.wrong),
        "seconds": round(seconds, 1),
        "wrong": seen.wrong[:SHOWN],
    }
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def soak(life: Recorded, root: Path, seed: int, many: int, *, syncs: bool = True) -> bool:
    """Lose power as often as asked, in parallel; say whether the bar is met."""
    began = time.perf_counter()
    states = drawn(life, many, Random(seed))
    seen = Seen()
    for one in in_workers(
        lambda worker: lose_power(life, states[worker::WORKERS], root / f"{worker}", syncs)
    ):
        seen.add(one)
    told(seen, seed, syncs, len(life.events), time.perf_counter() - began)
    return seen.lives == 0 if syncs else seen.lives >= CONTROL_FAILS * many


def only(life: Recorded, root: Path, text: str) -> bool:
    """Lose power once and say what is wrong then; the home stays for a look."""
    k, loss, dice = text.split("/")
    state = State(int(k), Loss(loss), int(dice))
    seen = lose_power(life, [state], root / "only", True)
    sys.stdout.write("\n".join([str(life.events[state.k - 1])[:300], *seen.wrong]) + "\n")
    return not seen.wrong


def main() -> None:
    """Record once; then the product, then the control."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--states", type=int, default=STATES)
    asked.add_argument("--seed", type=int, default=7)
    asked.add_argument("--short", action="store_true", help=f"{SHORT} states")
    asked.add_argument("--only", metavar="K/LOSS/DICE", help="one state, to look at")
    given = asked.parse_args()
    if why := traces():
        sys.exit(f"This needs strace: {why}")
    with tempfile.TemporaryDirectory(prefix="review-flows-power-") as folder:
        root = Path(folder)
        warm(root)
        life = recorded(root)
        if given.only:
            sys.exit(0 if only(life, root, given.only) else 1)
        fine = soak(life, root, given.seed, SHORT if given.short else given.states)
        many = SHORT_CONTROL if given.short else CONTROL
        fine = soak(life, root, given.seed, many, syncs=False) and fine
    sys.exit(0 if fine else 1)


if __name__ == "__main__":
    main()
