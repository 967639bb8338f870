"""The walk of one case beside the peers of "case6": a mode and a number → one line of JSON.

One case is a normative document from receipt to its number: `receive` by the system, then six
people who each claim their task and decide, every time through `desk.act`. README.md says how
to run it and what is inside; the keys are those of the peers' scripts.
"""
# ruff: noqa: E402 (a cold start begins before the imports, as it does for the peers)

import time

STARTED = time.perf_counter()

import argparse
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256

import bench_site
from bench_site import MIB, SYNC, Stopwatch, driver_of, memory, open_bench, size_mib

from models.event import FIRST, Entry, EventResult, faults_of
from models.moves import Move
from models.opinion import ReviewPoint
from review_flows.desk import NEW_CASE, act
from review_flows.outside.site import Site
from review_flows.outside.wall_clock import SimulatedClock
from review_flows.rule_sets import rule_set

TITLE = "关于印发《示例区公共停车场管理办法》的通知（送审稿）"
NOTE = "经审核，制定主体、权限、程序和内容均符合法律、法规、规章的规定。"  # 96 bytes, as the peers'
FIRST_DAY = datetime(2026, 3, 9, 1, tzinfo=UTC)
SIGNING_DAY = date(2026, 3, 20)  # after the floor of five working days
MEETING_DAY = date(2026, 3, 25)
MATERIALS = ("draft", "explanation", "bases", "consultation", "own_legal_opinion")
ALL_MET = [{"point": str(point), "finding": "met"} for point in ReviewPoint]


@dataclass(frozen=True, slots=True)
class HumanStep:
    """What one person does: claim the task on a day, then decide with a form."""

    person: str
    move: Move
    form: dict[str, object]
    day: date


STEPS = (
    HumanStep(
        "deng",
        Move.ACCEPT,
        {"matter_type": "normative_document", "reason": NOTE},
        FIRST_DAY.date(),
    ),
    HumanStep(
        "shen",
        Move.PROPOSE_OPINION,
        {"conclusion": "legal", "summary": NOTE, "points": ALL_MET},
        FIRST_DAY.date(),
    ),
    HumanStep("qian", Move.SIGN, {"note": NOTE}, SIGNING_DAY),
    HumanStep("lin", Move.REPORT_ADOPTION, {"note": NOTE}, SIGNING_DAY),
    HumanStep(
        "guan",
        Move.DELIBERATE,
        {"result": "passed", "meeting": "第58次常务会议", "held_on": "2026-03-25", "note": NOTE},
        MEETING_DAY,
    ),
    HumanStep("yin", Move.ISSUE, {"signer": "区长", "signed_on": "2026-03-25"}, MEETING_DAY),
)
ENTRIES_OF_A_CASE = 1 + 2 * len(STEPS)


def new_site(server: str) -> Site:
    """Open an empty site. Another process builds it: this one stays as small as the product's."""
    subprocess.run([sys.executable, bench_site.__file__, server], check=True)
    site = open_bench(server)
    # Read once in the life of a process, as the peers read their diagrams before they begin.
    rule_set(site.settings.rule_set)
    site.calendar.is_working(MEETING_DAY)
    return site


def submission(site: Site, case: int | None = None) -> dict[str, object]:
    """Return the form of receipt. Its files are stored here; `case` makes their bytes new ones."""
    documents = []
    for kind in MATERIALS:
        content = f"{kind} {'of every case' if case is None else case}".encode()
        site.store.put(content)
        digest = sha256(content).hexdigest()
        name = f"{kind}.docx"
        documents.append({"name": name, "kind": kind, "sha256": digest, "size": len(content)})
    return {
        "title": TITLE,
        "matter_type": "normative_document",
        "unit": "zhujian",
        "documents": documents,
    }


def receive(site: Site, form: dict[str, object]) -> str:
    """Begin a case on the first day of the walk, whatever day the case before it ended on."""
    site.clock = SimulatedClock(FIRST_DAY)
    return act(site, "system", NEW_CASE, Move.RECEIVE, form).number


def walk(site: Site, number: str, step: HumanStep) -> float:
    """Let one person claim and decide, two commits; return the seconds."""
    assert isinstance(site.clock, SimulatedClock)
    site.clock.go_to(step.day)
    began = time.perf_counter()
    act(site, step.person, number, Move.CLAIM)
    act(site, step.person, number, step.move, step.form)
    return time.perf_counter() - began


def measure_throughput(server: str, n: int, with_files: bool) -> dict[str, object]:
    """Walk n cases from receipt to issuance, one after the other."""
    site = new_site(server)
    form, seconds, watch = submission(site), [], Stopwatch(site.database)
    for case in range(n):
        number = receive(site, submission(site, case) if with_files else form)
        seconds += [walk(site, number, step) for step in STEPS]
    wall, cpu, server_cpu = watch.wall(), watch.cpu(), watch.server_cpu()
    refuse_to_count_unless_whole(site, n)
    size = size_mib(site.database)
    return {
        "wall": round(wall, 3),
        "cases_s": round(n / wall, 1),
        "steps_s": round(len(STEPS) * n / wall, 1),
        "cpu_ms_case": round(cpu / n * 1e3, 2),
        "p50_ms": round(percentile(seconds, 50) * 1e3, 2),
        "p95_ms": round(percentile(seconds, 95) * 1e3, 2),
        "rss": memory("rss"),
        "db_mb": round(size, 2),
        "kb_case": round(size * 1024 / n, 1),
        "load": round(os.getloadavg()[0], 1),
        "sync": SYNC,
        "server_cpu_ms_case": round(server_cpu / n * 1e3, 2),
        "files": with_files,
    }


def refuse_to_count_unless_whole(site: Site, n: int) -> None:
    """Check that every case is issued, nothing was refused, and every chain is whole."""
    with site.database.reading() as connection:
        issued = connection.value("SELECT count(*) FROM cases WHERE state = 'issued'")
        rows = connection.rows(
            "SELECT chain, seq, at, actor, move, result, from_state, to_state, body, hash "
            "FROM events ORDER BY chain, seq"
        )
    assert issued == n, f"{issued} of {n} cases are issued"
    assert len(rows) == n * ENTRIES_OF_A_CASE, f"{len(rows)} entries of {n} cases"
    head = FIRST
    for row in rows:
        entry = Entry(**{**row, "result": EventResult(row["result"]), "body": bytes(row["body"])})
        faults = faults_of(entry, head if entry.seq > 1 else FIRST)
        assert not faults, f"{entry.chain} {entry.seq}: {faults}"
        head = (entry.seq, entry.hash)


def measure_waiting(server: str, n: int) -> dict[str, object]:
    """Bring n cases to their third step, where they wait for the chief."""
    site = new_site(server)
    form, watch = submission(site), Stopwatch(site.database)
    uss_base, rss_base = memory("uss"), memory("rss")
    for _ in range(n):
        number = receive(site, form)
        for step in STEPS[:2]:
            walk(site, number, step)
    wall, cpu = watch.wall(), watch.cpu()
    if not site.database.postgresql:
        driver_of(site.database).execute("PRAGMA wal_checkpoint(TRUNCATE)")
    size = size_mib(site.database)
    return {
        "create_s": round(wall, 2),
        "cpu_s": round(cpu, 2),
        "uss_base": uss_base,
        "uss": memory("uss"),
        "rss_base": rss_base,
        "rss": memory("rss"),
        "db_mb": round(size, 2),
        "bytes_case": round(size * MIB / n),
    }


QUEUE = (
    "SELECT t.case_number, t.id, c.title, t.due_on FROM tasks t JOIN cases c "
    "ON c.number = t.case_number WHERE t.state = 'open' AND t.role = 'chief' "
    "ORDER BY t.due_on, t.id LIMIT 50"
)


def measure_cold(server: str) -> dict[str, object]:
    """Open what `waiting` left, list the chief's queue, and make one step of it."""
    site = open_bench(server)
    with site.database.reading() as connection:
        queue = connection.rows(QUEUE)
    listed = time.perf_counter() - STARTED
    assert queue, "nothing waits: run `bench_ours.py waiting 10000` first"
    site.clock = SimulatedClock(FIRST_DAY)
    one_step = walk(site, queue[len(queue) // 2]["case_number"], STEPS[2])
    return {
        "start_to_list_s": round(listed, 3),
        "one_step_ms": round(one_step * 1e3, 2),
        "queue": len(queue),
        "rss": memory("rss"),
    }


def percentile(values: list[float], percent: int) -> float:
    """Return the value below which so many percent lie."""
    return sorted(values)[min(len(values) - 1, percent * len(values) // 100)]


def main() -> None:
    """Read the command line, run one mode, write its line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("mode", choices=("throughput", "waiting", "cold"))
    parser.add_argument("n", type=int, help="cases; of no meaning for cold")
    parser.add_argument("--database", default="", help="postgresql://… of a server; else SQLite")
    parser.add_argument("--with-files", action="store_true", help="write each case's files too")
    asked = parser.parse_args()
    if asked.mode == "throughput":
        measured = measure_throughput(asked.database, asked.n, asked.with_files)
    elif asked.mode == "waiting":
        measured = measure_waiting(asked.database, asked.n)
    else:
        measured = measure_cold(asked.database)
    peer = "review-flows" + ("-postgresql" if asked.database else "")
    line = {"peer": peer, "mode": asked.mode, "n": asked.n, **measured}
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
