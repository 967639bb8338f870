"""What the sealed log costs: sealing many entries at once, and entries a second by many writers.

Prints a line of JSON for each figure. `sealing`: entries of 1,000 chains as the log writes them,
then one `seal(site)` over all of them; once more over none, which is the minute's cost of an idle
desk. `writers`: so many processes each claim and release the task of a case of their own through
`desk.act` (case, entry, task, outbox: one durable transaction each) while the log is sealed every
second beside them; PostgreSQL waits for its disk. Then every entry has to be a leaf.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from builders import a_site, add_person, received

from models.event import FIRST, Entry, EventResult, next_entry
from models.moves import Move
from review_flows.desk import act
from review_flows.outside.sealing.sealer import seal
from review_flows.outside.settings import Settings
from review_flows.outside.site import Site, open_site

ENTRIES, SECONDS = 100_000, 10.0
CHAINS = 1_000
WRITERS, FEW_WRITERS = (1, 8, 24), (1, 4)
PATIENCE_SECONDS = 180
ACTOR = {"code": "deng", "name": "登记丙", "role": "clerk", "unit": "sifaju"}
FACTS = {
    "form": {"reason": "逐一核对，材料齐全，予以受理。" * 3},
    "rule_set": "datong",
    "version": 3,
}


def entries_of(chain: str, count: int) -> Iterator[Entry]:
    """Yield entries of one chain, some 600 bytes each."""
    head = FIRST
    for turn in range(count):
        entry = next_entry(
            head,
            chain=chain,
            at=f"2026-03-09T01:00:00.{turn:06d}Z",
            actor=ACTOR,
            move=Move.ACCEPT,
            result=EventResult.DONE,
            from_state="received",
            to_state="accepted",
            facts=FACTS,
        )
        head = (entry.seq, entry.hash)
        yield entry


def fill(site: Site, entries: int) -> None:
    """Write entries of many chains in one transaction."""
    columns = Entry.__slots__
    with site.database.writing() as connection:
        for chain in range(CHAINS):
            made = entries_of(f"B{chain:04d}", entries // CHAINS)
            rows = [{name: getattr(entry, name) for name in columns} for entry in made]
            connection.insert_many("events", [{**row, "result": "done"} for row in rows])


def sealing(site: Site, entries: int) -> dict[str, object]:
    """Seal so many at once, then none."""
    fill(site, entries)
    began, cpu = time.perf_counter(), time.process_time()
    size = seal(site).checkpoint.size
    full, cpu = time.perf_counter() - began, time.process_time() - cpu
    turns = 50
    began = time.perf_counter()
    for _ in range(turns):
        seal(site)
    idle = (time.perf_counter() - began) / turns
    began = time.perf_counter()
    seal(site, whole=True)
    whole = time.perf_counter() - began
    return {
        "figure": "sealing",
        "entries": size,
        "seconds": round(full, 2),
        "cpu_seconds": round(cpu, 2),  # of this process: what a machine that others use leaves
        "idle_ms": round(idle * 1000, 2),
        "whole_seconds": round(whole, 2),
    }


def write(
    settings: Settings, place: int, number: str, seconds: float, start: Any, told: Any
) -> None:
    """Claim and release one case for so long; tell how many entries, and how long each took."""
    site = open_site(settings)
    took: list[float] = []
    try:
        start.wait(PATIENCE_SECONDS)
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            began = time.perf_counter()
            move = Move.RELEASE if len(took) % 2 else Move.CLAIM
            act(site, f"clerk{place}", number, move)
            took.append(time.perf_counter() - began)
    finally:
        site.database.close()
        told.put(took)


def writers(site: Site, count: int, seconds: float) -> dict[str, object]:
    """Let so many processes write at once while the log is sealed every second."""
    numbers = [received(site, title=f"{count}-{place}") for place in range(count)]
    # Forked: importing the product 24 times would take longer than a short run. No child uses or
    # closes the connection that it inherits.
    context = get_context("fork")
    start, told = context.Barrier(count + 1), context.Queue()
    processes = [
        context.Process(target=write, args=(site.settings, place, number, seconds, start, told))
        for place, number in enumerate(numbers)
    ]
    for process in processes:
        process.start()
    start.wait(PATIENCE_SECONDS)
    until = time.perf_counter() + seconds
    sealed = []
    while time.perf_counter() < until:
        began = time.perf_counter()
        seal(site)
        sealed.append(time.perf_counter() - began)
        time.sleep(1)
    took = sorted(one for _ in processes for one in told.get())
    for process in processes:
        process.join()
    return {
        "figure": "writers",
        "writers": count,
        "entries_per_second": round(len(took) / seconds),
        "p50_ms": round(took[len(took) // 2] * 1000, 1),
        "p99_ms": round(took[len(took) * 99 // 100] * 1000, 1),
        "max_ms": round(took[-1] * 1000, 1),
        "longest_sealing_ms": round(max(sealed) * 1000, 1),
    }


def left_out(site: Site) -> int:
    """Seal for the last time; return how many entries are no leaves."""
    size = seal(site).checkpoint.size
    with site.database.reading() as connection:
        return int(connection.value("SELECT count(*) FROM events")) - size


def report(site: Site, entries: int, seconds: float, counts: Sequence[int]) -> int:
    """Print every figure of one database; return how many entries were left out."""
    database = "postgresql" if site.database.postgresql else "sqlite"
    for place in range(max(counts)):
        add_person(site, f"clerk{place}", "clerk")
    figures = [writers(site, count, seconds) for count in counts]
    figures.append(sealing(site, entries))
    missing = left_out(site)
    for figure in (*figures, {"figure": "left_out", "entries": missing}):
        sys.stdout.write(json.dumps({"database": database, **figure}) + "\n")
    return missing


@contextmanager
def sites() -> Iterator[Iterator[Site]]:
    """Yield a new site on each database that can be had here, one after the other."""
    from databases import postgresql_server

    with tempfile.TemporaryDirectory() as home, postgresql_server() as server:
        server.execute("ALTER SYSTEM SET fsync = on")  # what the tests do without
        server.execute("SELECT pg_reload_conf()")
        yield (a_site(Path(home, name), url) for name, url in (("a", ""), ("b", server.fresh())))


def main() -> None:
    """Report on both databases; end with 1 where an entry was left out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=ENTRIES)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument(
        "--short", action="store_true", help="2,000 entries, half a second, up to 4 writers"
    )
    asked = parser.parse_args()
    size = (2_000, 0.5, FEW_WRITERS) if asked.short else (asked.entries, asked.seconds, WRITERS)
    with sites() as both:
        missing = 0
        for site in both:
            missing += report(site, *size)
            site.database.close()
    sys.exit(1 if missing else 0)


if __name__ == "__main__":
    main()
