"""Fifty people at work on SQLite for minutes, from several processes: nobody meets a lock.

Each looks into the own queue, opens a case, makes the move that its task asks for, and thinks.
Drafters hand in new cases. The log is sealed meanwhile. In the end every acknowledged move has to
stand in the log, once, and the log has to verify with the last checkpoint.

    python tests/soak/users_soak.py [--seconds 300] [--seed 7] [--short] [--deferred]

`--deferred` is the control: no write lock, and a transaction that begins as a reader. Prints a
line of JSON; ends with 1 where a bar is missed.
"""

import argparse
import json
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from sealed_log_builders import found_by_us
from soak_lives import a_real_site, lost_moves, milliseconds
from soak_users import USERS, Seen, User, people

from review_flows.outside.database import Connection, Database, transaction
from review_flows.outside.drivers import friendly_errors
from review_flows.outside.people import import_people
from review_flows.outside.sealing.sealer import seal
from review_flows.outside.settings import Settings
from review_flows.outside.site import Site, open_site
from review_flows.runner.sealing import log_sealed

PROCESSES, SECONDS, SHORT = 5, 300.0, 10.0
MOST_P99, MOST = 250.0, 1_000.0  # milliseconds of a write


class Deferred(Database):
    """The control: writes as a plain program would, without the lock, from a reading BEGIN."""

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Begin as a reader; SQLite refuses where somebody else wrote meanwhile."""
        driver = self._driver()
        with friendly_errors(), transaction(driver, "BEGIN"):
            yield Connection(driver, False)


def serve(
    settings: Settings,
    codes: list[str],
    seed: int,
    seconds: float,
    deferred: bool,
    start: Barrier,
    told: Any,
) -> None:
    """What each process does: a thread for each of its users."""
    site = open_site(settings)
    if deferred:
        site.database = Deferred(settings.database, settings.inside / "write.lock")
    users = [User(site, code, seed) for code in codes]
    seen = Seen()
    try:
        start.wait(120)
        until = time.monotonic() + seconds
        threads = [threading.Thread(target=user.work, args=(until,)) for user in users]
        for thread in threads:
            thread.start()
        for thread, user in zip(threads, users, strict=True):
            thread.join()
            seen.add(user.seen)
    finally:
        told.put(seen)


def all_at_work(site: Site, seed: int, seconds: float, deferred: bool) -> Seen:
    """Let all work in several processes, and seal meanwhile; return what they met."""
    site.database.close()
    context = get_context("fork")
    start, told = context.Barrier(PROCESSES + 1), context.Queue()
    given = (seed, seconds, deferred, start, told)
    work = [
        context.Process(target=serve, args=(site.settings, USERS[place::PROCESSES], *given))
        for place in range(PROCESSES)
    ]
    for process in work:
        process.start()
    seen = Seen()
    start.wait(120)
    with log_sealed(site, min(60.0, seconds / 4)):
        for _ in work:
            seen.add(told.get(timeout=seconds + 120))
    for process in work:
        process.join()
    return seen


def missed(seen: Seen, writes: dict[str, float], lost: int, faults: int) -> list[str]:
    """Name the bars that were missed."""
    bars = {
        f"{len(seen.locked)} lock errors": bool(seen.locked),
        f"p99 of a write {writes['p99']} ms": writes["p99"] > MOST_P99,
        f"slowest write {writes['max']} ms": writes["max"] > MOST,
        f"{lost} acknowledged moves lost or doubled": lost > 0,
        f"{faults} faults of the log": faults > 0,
        f"{len(seen.amiss)} amiss": bool(seen.amiss),
    }
    return [bar for bar, is_missed in bars.items() if is_missed]


def soak(home: Path, seed: int, seconds: float, deferred: bool) -> bool:
    """Run once; print the figures; say whether every bar was met."""
    site = a_real_site(home)
    import_people(site.database, people())
    began = time.perf_counter()
    seen = all_at_work(site, seed, seconds, deferred)
    took = time.perf_counter() - began
    note = seal(site)
    faults, lost = len(found_by_us(site, [note])), lost_moves(site, seen.acknowledged)
    writes = milliseconds(seen.writes)
    not_met = missed(seen, writes, lost, faults)
    line = {
        "soak": "users",
        "control": "deferred" if deferred else "",
        "seed": seed,
        "users": len(USERS),
        "processes": PROCESSES,
        "seconds": round(took, 1),
        "acknowledged": len(seen.acknowledged),
        "a_second": round(len(seen.acknowledged) / took, 1),
        "write_ms": writes,
        "look_ms": milliseconds(seen.looks),
        "slowest_ms_move_second": seen.slowest,
        "lock_errors": len(seen.locked),
        "made": dict(seen.made),
        "somebody_was_first": dict(seen.slower),
        "lost_or_doubled": lost,
        "log": {"entries": note.checkpoint.size, "faults": faults},
        "said": [*seen.locked[:2], *seen.amiss[:3]],
        "missed": not_met,
    }
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    return not not_met


def main() -> None:
    """Build a site of its own, let people work on it, and say how it went."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--seconds", type=float, default=SECONDS)
    asked.add_argument("--seed", type=int, default=7)
    asked.add_argument("--short", action="store_true", help=f"{SHORT:.0f} seconds")
    asked.add_argument("--deferred", action="store_true", help="the control, which has to fail")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="review-flows-users-") as home:
        met = soak(Path(home), given.seed, SHORT if given.short else given.seconds, given.deferred)
    sys.exit(0 if met else 1)


if __name__ == "__main__":
    main()
