"""How long it takes to verify a long log: verify_log.py apart, and `log verify` of the product.

Builds a log of so many entries (those of real cases, over and over, each chain linked anew), seals
it, and prints seconds and the memory of the largest process as JSON lines. Ends with 1 where a
verifier finds something or the auditor's one takes longer than the goal.

    python tests/bench/verify_log_report.py [--entries 100000] [--folder FOLDER]
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter, sleep
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import psutil
from builders import a_site, filed
from cli_running import variables

from models.event import FIRST, Entry, EventResult, next_entry
from review_flows.outside.database import Row
from review_flows.outside.sealing.keys import site_signer
from review_flows.outside.sealing.sealer import seal
from review_flows.outside.site import Site

ENTRIES, BATCH = 100_000, 50_000
LOOK_SECONDS = 0.2  # between two looks at the memory
GOAL_SECONDS = 90  # for a million
OF_THE_CHAIN = {"actor", "alg", "at", "chain", "from", "move", "prev", "result", "seq", "to", "v"}
ROOT = Path(__file__).resolve().parents[2]


def chain_like(model: Sequence[dict[str, Any]], chain: str) -> Iterator[Entry]:
    """Yield the entries of a real case as those of another."""
    head = FIRST
    for said in model:
        entry = next_entry(
            head,
            chain=chain,
            at=said["at"],
            actor=said["actor"],
            move=said["move"],
            result=EventResult(said["result"]),
            from_state=said["from"],
            to_state=said["to"],
            facts={name: value for name, value in said.items() if name not in OF_THE_CHAIN},
        )
        head = (entry.seq, entry.hash)
        yield entry


def columns(entry: Entry) -> dict[str, Any]:
    """The row of an entry."""
    return {name: getattr(entry, name) for name in Entry.__slots__} | {"result": str(entry.result)}


def fill(site: Site, entries: int) -> int:
    """Add cases until the log has so many entries, sealing after each batch; return their bytes."""
    number = filed(site)
    with site.database.reading() as connection:
        bodies = connection.rows("SELECT body FROM events WHERE chain = :c ORDER BY seq", c=number)
        case = dict(connection.row("SELECT * FROM cases WHERE number = :c", c=number) or {})
    model = [json.loads(row["body"]) for row in bodies]
    done, size, batch, cases = len(model), 0, [], []
    while done < entries:
        chain = f"2027-{done:07}"
        made = [columns(entry) for entry in chain_like(model, chain)]
        batch += made
        cases.append({**case, "number": chain})
        done, size = done + len(made), size + sum(len(row["body"]) for row in made)
        if len(batch) >= BATCH or done >= entries:
            add(site, batch, cases)
            batch, cases = [], []
    return size


def add(site: Site, entries: Sequence[Row], cases: Sequence[Row]) -> None:
    """Add entries with their cases, and seal."""
    with site.database.writing() as connection:
        connection.insert_many("cases", cases)
        connection.insert_many("events", entries)
    began = perf_counter()
    seal(site)
    told("sealed", began, entries=len(entries))


def told(what: str, began: float, **figures: object) -> float:
    """Print a line of figures; return the seconds."""
    seconds = round(perf_counter() - began, 2)
    sys.stdout.write(json.dumps({"what": what, "seconds": seconds, **figures}) + "\n")
    sys.stdout.flush()
    return seconds


def measured(what: str, command: Sequence[str], environment: dict[str, str]) -> tuple[int, float]:
    """Run a verifier; print its seconds and memory; return its exit code and the seconds."""
    began, largest, ended = perf_counter(), 0, 0
    process = subprocess.Popen(command, env=os.environ | environment, cwd=ROOT)
    while not ended:
        largest = max(largest, memory_of(process.pid))
        sleep(LOOK_SECONDS)
        ended, status, used = os.wait4(process.pid, os.WNOHANG)
    code, cpu = os.waitstatus_to_exitcode(status), round(used.ru_utime + used.ru_stime, 1)
    return code, told(what, began, exit=code, cpu_seconds=cpu, memory_mb=largest >> 20)


def memory_of(pid: int) -> int:
    """Return the bytes that a process and its children use now, shared ones once."""
    try:
        main = psutil.Process(pid)
        own = [one.memory_full_info().pss for one in (main, *main.children(recursive=True))]
    except psutil.Error:
        return 0  # It ends just now.
    return sum(own)


def report(folder: Path, entries: int) -> int:
    """Build the log where it is not there from an earlier run; verify it twice."""
    path, note = folder / "review.db", folder / "note.txt"
    site, began = a_site(folder, f"sqlite:///{path}"), perf_counter()
    if not note.exists():
        size = fill(site, entries)
        note.write_text(seal(site).text, "utf-8")
        told("built", began, body_mb=size >> 20, file_mb=path.stat().st_size >> 20)
    key = site_signer(site).key.text
    site.database.close()
    apart = [sys.executable, "-I", "review_flows/verify_log.py", str(path)]
    code, seconds = measured("verify_log.py", [*apart, "--anchor", str(note), "--key", key], {})
    ours = [sys.executable, "-c", "from review_flows.cli.main import run; run()", "log", "verify"]
    other, _ = measured("log verify", [*ours, "--anchor", str(note)], variables(site))
    return int(code or other or seconds > GOAL_SECONDS * max(1, entries / 1_000_000))


def main() -> int:
    """Build, verify, print."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--entries", type=int, default=ENTRIES)
    asked.add_argument("--folder", type=Path, help="keep the log here, and take it from here")
    given = asked.parse_args()
    if given.folder is not None:
        given.folder.mkdir(parents=True, exist_ok=True)
        return report(given.folder, given.entries)
    with tempfile.TemporaryDirectory() as folder:
        return report(Path(folder), given.entries)


if __name__ == "__main__":
    sys.exit(main())
