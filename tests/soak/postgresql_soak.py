"""PostgreSQL stopped and crashed every few seconds under a thousand lives: no case is hurt.

Eight processes lead cases from receipt to their end: most to registered filings, some are returned
or withdrawn on the way. Who is told to try again does what the message says: he looks whether his
step stands, and makes it again where it does not. The log is sealed all the while, and each
checkpoint goes to a file elsewhere. In the end every acknowledged step stands in the log, every
life holds exactly its steps and ends where it should, numbers have no gap and no double, and the
log verifies with every checkpoint that left.

    python tests/soak/postgresql_soak.py [--lives 1000] [--seed 7] [--short]

Prints a line of JSON; ends with 1 where anything was amiss.
"""

import argparse
import json
import logging
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from databases import PostgreSQL, postgresql_server
from sealed_log_builders import found_by_us
from soak_lives import a_real_site, lost_moves, milliseconds, settings_of
from soak_living import PATIENCE, Living, Seen

from models.errors import ReviewError
from models.number_series import NumberFaultKind
from models.sealing.anchors import notes_in
from models.sealing.note import SignedNote
from review_flows.outside.number_lines import read_series
from review_flows.outside.sealing.sealer import seal
from review_flows.outside.settings import Settings
from review_flows.outside.site import Site, open_site
from review_flows.runner.sealing import log_sealed

LIVES, PROCESSES, SEALED_EVERY = 1_000, 8, 5.0
APART, AWAY = (5.0, 40.0), (0.0, 3.0)  # seconds between two stops, and down at each
PAUSE = (0.0, 0.5)  # seconds before each step
SECONDS_OF_A_LIFE = 30.0  # at the very most, with stops, on a busy machine
STOPS = ("fast", "immediate")  # told to end, or crashed


@dataclass(frozen=True, slots=True)
class Given:
    """How many lives, from which seed, with how many seconds between stops and before steps."""

    lives: int
    seed: int
    apart: tuple[float, float]
    pause: tuple[float, float]
    processes: int = PROCESSES


SHORT = Given(lives=12, seed=0, apart=(0.5, 1.5), pause=(0.0, 0.1), processes=4)


def live(
    settings: Settings, place: int, lives: int, given: Given, start: Barrier, told: Any
) -> None:
    """What each process does: its share of the lives, one after the other."""
    living = Living(open_site(settings), Random(f"{given.seed}.{place}"), given.pause)
    title = ""
    start.wait(PATIENCE)
    try:
        for turn in range(lives):
            title = f"第{place}组第{turn}号办法"
            try:
                living.lead(title)
            except (ReviewError, TimeoutError) as error:
                living.seen.amiss.append(f"{title}: {type(error).__name__}: {error}")
    except Exception as error:
        living.seen.amiss.append(f"{title}: the process ended: {type(error).__name__}: {error}")
    finally:
        told.put(living.seen)


@contextmanager
def stopped_now_and_then(
    server: PostgreSQL, dice: Random, apart: tuple[float, float]
) -> Iterator[Counter[str]]:
    """Stop and start the server again and again; yields how often it was stopped in which way."""
    stops: Counter[str] = Counter()
    enough = threading.Event()

    def disturb() -> None:
        while not enough.wait(dice.uniform(*apart)):
            how = dice.choice(STOPS)
            server.restart(how, dice.uniform(*AWAY))
            stops[how] += 1

    thread = threading.Thread(target=disturb, name="stops")
    thread.start()
    try:
        yield stops
    finally:
        enough.set()
        thread.join()


class Bugs(logging.Handler):
    """Keeps what is logged as an error; that the sealer has to wait is only a warning."""

    def __init__(self) -> None:
        super().__init__()
        self.warnings, self.errors = 0, list[str]()

    def emit(self, record: logging.LogRecord) -> None:
        """Count a warning, keep an error with its cause."""
        if record.levelno < logging.ERROR:
            self.warnings += 1
        else:
            cause = record.exc_info[1] if record.exc_info else ""
            self.errors.append(f"{record.getMessage()} {cause!r}")


def all_lives(site: Site, given: Given, server: PostgreSQL) -> tuple[Seen, Counter[str]]:
    """Lead all lives in several processes while the server stops; return what they met."""
    site.database.close()
    context = get_context("fork")
    start, told = context.Barrier(given.processes + 1), context.Queue()
    shares = [len(range(at, given.lives, given.processes)) for at in range(given.processes)]
    work = [
        context.Process(target=live, args=(site.settings, place, share, given, start, told))
        for place, share in enumerate(shares)
    ]
    for process in work:
        process.start()
    start.wait(PATIENCE)
    seen = Seen()
    stopped = stopped_now_and_then(server, Random(given.seed), given.apart)
    with stopped as stops, log_sealed(site, SEALED_EVERY):
        for _ in work:
            seen.add(told.get(timeout=PATIENCE + max(shares) * SECONDS_OF_A_LIFE))
    for process in work:
        process.join()
    return seen, stops


def wrong(site: Site, seen: Seen, lives: int, notes: Sequence[SignedNote]) -> Iterator[str]:
    """Yield everything that is not as it should be."""
    yield from seen.amiss
    with site.database.reading() as connection:
        states = {r["number"]: r["state"] for r in connection.rows("SELECT * FROM cases")}
        done = "SELECT chain, move FROM events WHERE result = 'done' ORDER BY chain, seq"
        moves: dict[str, list[str]] = {}
        for row in connection.rows(done):
            moves.setdefault(row["chain"], []).append(row["move"])
        faults = [one.kind for one in read_series(connection).faults]
    yield from (f"{lives} lives, {len(n)} {what}" for what, n in cases(states, seen, lives))
    for number, (end, meant) in seen.meant.items():
        if states.get(number) != end or tuple(moves.get(number, ())) != meant:
            yield f"{number}: meant {end} by {meant}, is {states.get(number)} by {moves[number]}"
    yield from (
        f"numbers: {kind}"
        for kind in faults
        if kind in (NumberFaultKind.GAP, NumberFaultKind.DOUBLE)
    )
    if lost := lost_moves(site, seen.acknowledged):
        yield f"{lost} acknowledged steps lost or doubled"
    yield from map(str, found_by_us(site, notes))


def cases(states: dict[str, str], seen: Seen, lives: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what there are too many or too few of."""
    counted: tuple[tuple[str, dict[str, Any]], ...] = (
        ("cases", states),
        ("led to an end", seen.meant),
    )
    yield from (one for one in counted if len(one[1]) != lives)


def soak(server: PostgreSQL, home: Path, given: Given) -> bool:
    """Run once; print the figures; say whether all is as it should be."""
    anchors, url, bugs = home / "anchors.txt", server.fresh(), Bugs()
    logging.getLogger("review_flows").addHandler(bugs)
    settings = replace(settings_of(home, url), anchor_file=anchors)
    site = a_real_site(home, url)
    site.settings = settings
    began = time.monotonic()
    seen, stops = all_lives(site, given, server)
    took = time.monotonic() - began
    notes = [*notes_in(anchors.read_text("utf-8")), note := seal(site)]
    amiss = [*wrong(site, seen, given.lives, notes), *bugs.errors]
    line = {
        "soak": "postgresql",
        "seed": given.seed,
        "lives": given.lives,
        "ends": dict(Counter(end for end, _ in seen.meant.values())),
        "seconds": round(took, 1),
        "stops": dict(stops),
        "acknowledged": len(seen.acknowledged),
        "tried_again": sum(seen.tried_again.values()),
        "made_and_never_acknowledged": seen.made_unheard,
        "told": dict(seen.told),
        "step_ms": milliseconds(seen.waits),
        "log": {"entries": note.checkpoint.size, "notes": len(notes)},
        "sealings_put_off": bugs.warnings,
        "wrong": len(amiss),
        "amiss": amiss[:5],
    }
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    return not amiss


def main() -> None:
    """Start a server of its own, lead the lives on it, and say how it went."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--lives", type=int, default=LIVES)
    asked.add_argument("--seed", type=int, default=7)
    asked.add_argument("--short", action="store_true", help=f"{SHORT.lives} lives, hasty stops")
    told = asked.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that the server ends with it
    given = Given(told.lives, told.seed, APART, PAUSE)
    if told.short:
        given = replace(SHORT, seed=told.seed)
    with postgresql_server() as server, tempfile.TemporaryDirectory() as home:
        server.execute("ALTER SYSTEM SET fsync = on")
        server.execute("SELECT pg_reload_conf()")
        fine = soak(server, Path(home), given)
    sys.exit(0 if fine else 1)


if __name__ == "__main__":
    main()
