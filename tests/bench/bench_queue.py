"""The queue of a person beside many cases: every box of a drafter, a reviewer, a chief and a clerk.

A real database, its tables filled in bulk: most cases have ended or are in force, the others wait
at a stage of their walk. One chief signs everything, so that one person has had a part in all.
A line of JSON for each person and box: the first read of a connection, and the median of more.
README.md says how to run the benches.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from random import Random
from statistics import median

import bench_site
from bench_site import open_bench, size_mib

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from models.queue import BOXES_OF_TASKS, Box
from review_flows.outside import persons
from review_flows.outside.database import Connection, Value
from review_flows.outside.queue import cases_in_box, tasks_in_box, waiting_tasks
from review_flows.outside.site import Site

TODAY, FIRST_DAY = date(2026, 12, 20), date(2021, 1, 4)
UNITS, REVIEWERS, CLERKS = 50, 20, 2
ENDED, IN_FORCE = 0.60, 0.25  # of all cases; the others wait
AGAIN, LIMIT = 7, 50
# (task, role, state in which it waits, who has it)
WALK = (
    ("check_form", "clerk", "received", "clerk{clerk}"),
    ("review", "reviewer", "under_review", "reviewer{reviewer}"),
    ("sign", "chief", "opinion_proposed", "chief0"),
    ("report_adoption", "drafter", "opinion_signed", "drafter{unit}"),
    ("deliberate", "office", "cleared", "guan"),
    ("issue", "registrar", "passed", "yin"),
    ("publish", "registrar", "issued", "yin"),
    ("follow_filing", "filing_clerk", "published", "bei"),
)
ENDS = ("closed", "closed", "withdrawn", "returned", "lapsed")
ASKED = ("drafter0", "reviewer0", "chief0", "clerk0", "newcomer", "many")
Values = dict[str, Value]


def people() -> Iterator[tuple[str, str, str]]:
    """Yield (code, unit, roles) of the bench's own office."""
    for n in range(UNITS):
        yield f"drafter{n}", f"unit{n}", "drafter"
    for n in range(REVIEWERS):
        yield f"reviewer{n}", "sifaju", "reviewer"
    for n in range(CLERKS):
        yield f"clerk{n}", "sifaju", "clerk"
    yield "chief0", "sifaju", "chief"
    yield "newcomer", "sifaju", "reviewer"
    yield "many", "sifaju", "clerk reviewer chief office registrar filing_clerk"


def fill(site: Site, n: int) -> None:
    """Put the office and n cases with their tasks into the tables, with no desk between."""
    random = Random(n)
    with site.database.writing() as connection:
        add_people(connection)
        cases: list[Values] = []
        tasks: list[Values] = []
        for place in range(1, n + 1):
            case, of_case = a_case(random, place, n)
            cases.append(case)
            tasks += of_case
            if len(cases) == 5_000:
                flush(connection, cases, tasks)
        flush(connection, cases, tasks)


def add_people(connection: Connection) -> None:
    """Add the bench's own units and persons to the sample office."""
    units: list[Values] = [
        {"code": f"unit{n}", "name": f"第{n}局", "kind": "drafting_unit"} for n in range(UNITS)
    ]
    connection.insert_many("units", units)
    everybody = list(people())
    rows: list[Values] = [
        {"code": code, "name": code, "unit": unit, "active": True} for code, unit, _ in everybody
    ]
    connection.insert_many("persons", rows)
    members: list[Values] = [
        {"person": code, "unit": unit, "since": "0001-01-01"} for code, unit, _ in everybody
    ]
    connection.insert_many("memberships", members)
    held: list[Values] = [
        {"person": code, "role": role} for code, _, roles in everybody for role in roles.split()
    ]
    connection.insert_many("person_roles", held)


def a_case(random: Random, place: int, n: int) -> tuple[Values, list[Values]]:
    """Return the row of a case and those of its tasks; the newest cases are the last ones."""
    began = FIRST_DAY + (TODAY - FIRST_DAY) * place // n
    number = f"{began.year}-{place:06}"
    has = {"clerk": random.randrange(CLERKS), "reviewer": random.randrange(REVIEWERS)}
    unit = random.randrange(UNITS)
    fate = random.random()
    done = len(WALK) if fate < ENDED + IN_FORCE else random.randrange(len(WALK))
    if fate < ENDED:
        state = random.choice(ENDS)
    else:
        state = "in_force" if done == len(WALK) else WALK[done][2]
    ceiling = str(began + timedelta(21))
    tasks = [
        a_task(random, number, began + timedelta(stage), stage, stage < done, ceiling, has, unit)
        for stage in range(min(done + 1, len(WALK)))
    ]
    case: Values = {
        "number": number,
        "title": "关于印发《示例区公共停车场管理办法》的通知（送审稿）",
        "matter_type": "normative_document",
        "state": state,
        "version": done,
        "rule_set": "datong_xinrong_2021",
        "received_at": f"{began}T01:00:00.{place % 1_000_000:06}Z",
        "state_since": f"{began + timedelta(done)}T01:00:00.{place % 1_000_000:06}Z",
        "unit": f"unit{unit}",
        "reviewer": f"reviewer{has['reviewer']}" if done >= 1 else None,
        "accepted_on": str(began),
        "ceiling_on": ceiling,
        "provisional": False,
        "played": False,
        "submitted_by": f"drafter{unit}",
    }
    return case, tasks


def a_task(
    random: Random,
    number: str,
    day: date,
    stage: int,
    done: bool,
    ceiling: str,
    has: dict[str, int],
    unit: int,
) -> Values:
    """Return the row of a task: done by who has it, or waiting for one or for everybody."""
    kind, role, _, who = WALK[stage]
    person = who.format(**has, unit=unit)
    waits = "claimed" if kind == "review" else random.choice(("open", "open", "claimed"))
    state = "done" if done else waits
    return {
        "case_number": number,
        "kind": kind,
        "role": role,
        "state": state,
        "person": None if state == "open" else person,
        "opened_at": f"{day}T01:00:00.000000Z",
        "due_on": ceiling if kind in ("check_form", "review", "sign") else None,
        "claimed_at": f"{day}T02:00:00.000000Z" if state != "open" else None,
        "ended_at": f"{day}T03:00:00.000000Z" if done else None,
        "ended_by": person if done else None,
    }


def flush(connection: Connection, cases: list[Values], tasks: list[Values]) -> None:
    """Write what was gathered, and let go of it."""
    connection.insert_many("cases", cases)
    connection.insert_many("tasks", tasks)
    cases.clear()
    tasks.clear()


Look = Callable[[Connection], int]


def measure(site: Site, n: int, label: str) -> Iterator[dict[str, object]]:
    """Yield the figures of each box of each person, each in a new view of the database."""
    for code in ASKED:
        for box in Box:
            yield line_of(label, n, code, box, *timed(site, partial(read, code=code, box=box)))
    everybody = timed(site, lambda c: len(waiting_tasks(c, str(TODAY), LIMIT)))
    yield line_of(label, n, "everybody", "waiting", *everybody)


def timed(site: Site, look: Look) -> tuple[int, list[float], list[float]]:
    """Return how many lines there are, and of each look the milliseconds and those of our CPU."""
    found, wall, cpu = 0, [], []
    for _ in range(AGAIN):
        began, busy = time.perf_counter(), time.process_time()
        with site.database.reading() as connection:
            found = look(connection)
        wall.append((time.perf_counter() - began) * 1000)
        cpu.append((time.process_time() - busy) * 1000)
    return found, wall, cpu


def read(connection: Connection, code: str, box: Box) -> int:
    """Read a box as the command does, the person too; return how many lines it has."""
    person = persons.find_person(connection, code, str(TODAY))
    assert person is not None
    if box in BOXES_OF_TASKS:
        return len(tasks_in_box(connection, person, box, str(TODAY), LIMIT))
    return len(cases_in_box(connection, person, box, str(TODAY), LIMIT))


def line_of(
    label: str, n: int, person: str, box: str, found: int, wall: list[float], cpu: list[float]
) -> dict[str, object]:
    """Return one line of figures in milliseconds; on a server `cpu` leaves its work out."""
    return {
        "bench": "queue",
        "database": label,
        "n": n,
        "person": person,
        "box": str(box),
        "lines": found,
        "first_ms": round(wall[0], 1),
        "median_ms": round(median(wall[1:]), 1),
        "worst_ms": round(max(wall), 1),
        "cpu_ms": round(median(cpu), 1),
    }


def main() -> None:
    """Build the site where asked, then read every box."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("n", type=int, help="cases")
    parser.add_argument("--database", default="", help="a PostgreSQL server instead of SQLite")
    parser.add_argument("--again", action="store_true", help="measure what stands already")
    asked = parser.parse_args()
    if not asked.again:
        subprocess.run([sys.executable, bench_site.__file__, asked.database], check=True)
        site = open_bench(asked.database)
        fill(site, asked.n)
        if site.database.postgresql:  # its own gathering of statistics would come in a minute
            bench_site.driver_of(site.database).execute("ANALYZE")
        site.database.close()
    site = open_bench(asked.database)
    label = "postgresql" if site.database.postgresql else "sqlite"
    for line in measure(site, asked.n, label):
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.stdout.write(json.dumps({"bench": "queue", "mib": round(size_mib(site.database))}) + "\n")
    site.database.close()


if __name__ == "__main__":
    main()
