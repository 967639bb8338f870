"""Prefect's server and the runner killed at random under load: every leg is done, and done once.

`review-flows start` runs on a site at which people bring cases to publication. Every few seconds
kill -9 hits Prefect's server, the runner, or both; a runner is started again, as systemd would. The
people must not notice: a move of theirs that fails is amiss. After the last kill everything has to
come to its end: no leg open or failed, each letter and each filing once in the log and once in the
outbox, every acknowledged move in the log, and the log verifies with the notes that left it.

    python tests/soak/prefect_soak.py [--minutes 10] [--seed 7] [--short]

Prints a line of JSON; ends with 1 where anything was amiss.
"""

import argparse
import json
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from sealed_log_builders import found_by_us
from soak_lives import (
    Step,
    a_real_site,
    lost_moves,
    milliseconds,
    steps_to_publication,
    submission,
)
from soak_runner import Runner

from models.moves import Move
from models.person import SYSTEM
from models.sealing.anchors import notes_in
from review_flows.desk import NEW_CASE, act
from review_flows.outside import legs
from review_flows.outside.sealing.sealer import seal
from review_flows.outside.site import Site

DOWN = (0.0, 3.0)  # seconds until a runner is started again
PAUSE = (0.1, 1.0)  # seconds before each move
READY_SECONDS, SETTLED_SECONDS = 120.0, 600.0
VICTIMS = ("server", "runner", "both")


@dataclass(frozen=True, slots=True)
class Plan:
    """For how long what is killed under whose work."""

    minutes: float = 10.0
    apart: tuple[float, float] = (4.0, 25.0)  # seconds between two kills
    people: int = 3
    most_waiting: int = 40  # legs; nobody begins another case before some are done


SHORT = Plan(minutes=0.1, apart=(3.0, 4.0), people=1, most_waiting=4)


@dataclass(slots=True)
class Person:
    """Leads cases to their publication while things are killed elsewhere."""

    site: Site
    dice: Random
    name: str
    acknowledged: list[tuple[str, int]] = field(default_factory=list)
    published: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    amiss: list[str] = field(default_factory=list)

    def work(self, stop: threading.Event, most_waiting: int) -> None:
        """Begin one case after another until told to stop; a begun one is brought to its end."""
        turn = 0
        try:
            while not stop.is_set():
                if legs.waiting(self.site.database) > most_waiting:
                    stop.wait(1)
                    continue
                turn += 1
                self._lead(f"{self.name}第{turn}号办法")
        except Exception as error:
            self.amiss.append(f"{self.name} {turn}: {type(error).__name__}: {error}")
        finally:
            self.site.database.close()

    def _lead(self, title: str) -> None:
        form = submission(self.site, title)
        number = self._act(NEW_CASE, Step(SYSTEM.code, Move.RECEIVE, form))
        for step in steps_to_publication(self.site):
            self._act(number, step)
        self.published.append(number)

    def _act(self, number: str, step: Step) -> str:
        time.sleep(self.dice.uniform(*PAUSE))
        began = time.perf_counter()
        done = act(self.site, step.actor, number, step.move, step.form)
        self.seconds.append(time.perf_counter() - began)
        self.acknowledged.append((done.number, done.seq))
        return done.number


def wait(true: Callable[[], bool], seconds: float) -> bool:
    """Wait for something; say whether it came true in time."""
    until = time.monotonic() + seconds
    while not true():
        if time.monotonic() > until:
            return False
        time.sleep(0.2)
    return True


def under_load(runner: Runner, people: list[Person], dice: Random, plan: Plan) -> Counter[str]:
    """Let people work and kill meanwhile; return how often what was killed."""
    stop, killed = threading.Event(), Counter[str]()
    threads = [
        threading.Thread(target=person.work, args=(stop, plan.most_waiting)) for person in people
    ]
    for thread in threads:
        thread.start()
    until = time.monotonic() + plan.minutes * 60
    turns = iter(VICTIMS)  # each kind once, then at random
    while time.monotonic() < until:
        time.sleep(dice.uniform(*plan.apart))
        victim = next(turns, None) or dice.choice(VICTIMS)
        runner.kill(victim, dice.uniform(*DOWN))
        killed[victim] += 1
    stop.set()
    for thread in threads:
        thread.join()
    return killed


LEGS = "SELECT status, count(*) AS n FROM legs GROUP BY status"
LETTERS = "SELECT id, case_number, written_at FROM letters WHERE withdrawn_at IS NULL"
DONE = "SELECT chain, move, body FROM events WHERE result = 'done' AND actor = 'system'"
OF_LEGS = {str(Move.SCREEN), str(Move.ISSUE_LETTER), str(Move.DELIVER_FILING)}


def wrong(site: Site, published: list[str]) -> Iterator[str]:
    """Yield what the runner did not do, or did twice."""
    with site.database.reading() as connection:
        states = {row["status"]: row["n"] for row in connection.rows(LEGS)}
        letters = connection.rows(LETTERS)
        logged: Counter[tuple[str, str, object]] = Counter()
        for row in connection.rows(DONE):
            if row["move"] in OF_LEGS:
                form = json.loads(bytes(row["body"]))["form"]
                about = form.get("letter") or form.get("recipient") or ""
                logged[row["chain"], row["move"], about] += 1
    yield from (f"{n} legs {state}" for state, n in states.items() if state != "done")
    yield from (f"{n} times {what}" for what, n in logged.items() if n != 1)
    meant = Counter({(one["case_number"], "issue_letter", one["id"]): 1 for one in letters})
    for number in published:
        meant[number, "screen", ""] += 1
        for recipient in ("upper_government", "npc_standing_committee"):
            meant[number, "deliver_filing", recipient] += 1
    yield from (f"in the log, and not meant: {what}" for what in set(logged) - set(meant))
    yield from (f"not in the log: {what}" for what in set(meant) - set(logged))
    of_case = Counter(one["case_number"] for one in letters)
    for number in published:
        folder = site.settings.docs_out / number
        there = len(list(folder.glob("*.docx"))), len(list((folder / "filing").glob("*.zip")))
        if there != (of_case[number], 2):
            yield f"{number}: {there} letters and packages in the outbox, not {of_case[number]}, 2"


def soak(home: Path, seed: int, plan: Plan) -> bool:
    """Run once; print the figures; say whether all is as it should be."""
    site = a_real_site(home)
    people = [Person(site, Random(f"{seed}.{n}"), f"第{n}组") for n in range(plan.people)]
    runner, killed, settled = Runner(home), Counter[str](), 0.0
    began = time.monotonic()
    amiss = [] if wait(runner.is_ready, READY_SECONDS) else ["the runner is not ready"]
    ready = time.monotonic() - began
    try:
        killed = under_load(runner, people, Random(seed), plan)
        began = time.monotonic()
        if not wait(lambda: legs.waiting(site.database) == 0, SETTLED_SECONDS):
            amiss.append("legs still wait")
        settled = time.monotonic() - began
    finally:
        ended = runner.stop()
    amiss += [f"the runner ended with {ended}"] if ended else []
    if not wait(lambda: not runner.left_behind(), 30):
        amiss.append(f"{runner.left_behind()} processes are left behind")
    acknowledged = [one for person in people for one in person.acknowledged]
    published = [number for person in people for number in person.published]
    notes = [*notes_in(runner.anchors.read_text("utf-8")), seal(site)]
    amiss += [what for person in people for what in person.amiss]
    amiss += [*wrong(site, published), *map(str, found_by_us(site, notes))]
    if lost := lost_moves(site, acknowledged):
        amiss.append(f"{lost} acknowledged moves are lost")
    figures: dict[str, object] = {
        "soak": "prefect",
        "seed": seed,
        "minutes": plan.minutes,
        "ready_after_seconds": round(ready, 1),
        "killed": dict(killed),
        "cases_published": len(published),
        "acknowledged": len(acknowledged),
        "move_ms": milliseconds([took for person in people for took in person.seconds]),
        **figures_of_legs(site),
        "settled_after_seconds": round(settled, 1),
        "notes": len(notes),
        "wrong": len(amiss),
        "amiss": amiss[:6],
    }
    sys.stdout.write(json.dumps(figures, ensure_ascii=False) + "\n")
    return not amiss


def figures_of_legs(site: Site) -> dict[str, object]:
    """Return how many legs there are, and how often they were begun again."""
    with site.database.reading() as connection:
        count = connection.value("SELECT count(*) FROM legs")
        again = connection.value("SELECT sum(attempt - 1) FROM legs WHERE attempt > 1")
        most = connection.value("SELECT max(attempt) FROM legs")
    return {"legs": count, "begun_again": again or 0, "most_attempts": most}


def main() -> None:
    """Build a site of its own, kill what runs on it, and say how it went."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--minutes", type=float, default=Plan().minutes)
    asked.add_argument("--seed", type=int, default=7)
    asked.add_argument("--short", action="store_true", help="two kills")
    given = asked.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that the runner ends with it
    plan = SHORT if given.short else Plan(minutes=given.minutes)
    with tempfile.TemporaryDirectory(prefix="review-flows-prefect-") as home:
        fine = soak(Path(home), given.seed, plan)
    sys.exit(0 if fine else 1)


if __name__ == "__main__":
    main()
