"""Numbers of documents under many hands: no gap and no double, whatever is rolled back.

Sixteen processes take numbers of both series, 500 moves each, every move in a transaction of its
own; of ten moves about one is rolled back after it took its numbers. Then so many passed documents
are issued by all of them at once through the real move. Counts as a line of JSON for each; ends
with 1 where a number is missing, double, or not explained.
"""

import argparse
import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from builders import a_site
from issuance_builders import SIGNED, passed_ones

from models.errors import ReviewError
from models.forms import IssueForm
from models.issuance import NumberSeries
from models.moves import Move, rule_for
from models.person import SYSTEM, Role
from review_flows.desk import act, numbers
from review_flows.desk.step import Step
from review_flows.outside import records
from review_flows.outside.number_lines import read_series
from review_flows.outside.settings import Settings
from review_flows.outside.site import Site, open_site
from review_flows.outside.wall_clock import SimulatedClock, day_of, utc_text

PROCESSES, EACH, DOCUMENTS = 16, 500, 320
PATIENCE_SECONDS = 300
COUNT = "SELECT count(*) FROM numbers WHERE series = 'document_number'"
LAST = "SELECT last FROM series WHERE name = 'document_number'"
Work = Callable[[Site, int, int, list[str]], Counter[str]]


class GivenUp(Exception):
    """What has a transaction rolled back."""


def take(site: Site, place: int, count: int, cases: list[str]) -> Counter[str]:
    """Take the numbers of so many documents; give up about one transaction of ten."""
    chance, outcomes = random.Random(place), Counter[str]()
    for turn in range(count):
        case = cases[(place + turn) % len(cases)]
        try:
            with site.database.writing() as connection:
                numbers.use(a_step(site, connection, case))
                if chance.random() < 0.1:
                    raise GivenUp
        except GivenUp:
            outcomes["rolled_back"] += 1
        else:
            outcomes["committed"] += 1
    return outcomes


def a_step(site: Site, connection: Any, number: str) -> Step:
    """A move on a case, as far as its numbers go."""
    records.lock_chain(connection, number)
    case = records.find_case(connection, number)
    assert case is not None
    rule = rule_for(Move.ISSUE, case.state, case.matter_type)
    assert rule is not None
    now = site.clock.now()
    return Step(
        site=site,
        connection=connection,
        case=case,
        person=SYSTEM,
        role=Role.REGISTRAR,
        move=Move.ISSUE,
        rule=rule,
        form=IssueForm.model_validate(SIGNED),
        task=None,
        tasks=[],
        seq=1,
        at=utc_text(now),
        today=day_of(now),
        leads_to=rule.leads_to[0],
    )


def issue(site: Site, place: int, count: int, cases: list[str]) -> Counter[str]:
    """Issue one's share of the documents and try the neighbour's: one of the two is refused."""
    outcomes = Counter[str]()
    mine = cases[place::PROCESSES]
    for number in [*mine, *cases[(place + 1) % PROCESSES :: PROCESSES]]:
        try:
            act(site, "yin", number, Move.ISSUE, SIGNED)
        except ReviewError as refusal:
            outcomes[refusal.code] += 1
        else:
            outcomes["issued"] += 1
    return outcomes


def run_one(
    settings: Settings,
    work: Work,
    place: int,
    count: int,
    cases: list[str],
    start: Barrier,
    told: Any,
) -> None:
    """What each process does, from the moment that all are there."""
    site = open_site(settings, SimulatedClock(datetime(2026, 3, 25, 2, tzinfo=UTC)))
    outcomes: Counter[str] | str = "died"
    try:
        start.wait(PATIENCE_SECONDS)
        outcomes = work(site, place, count, cases)
    finally:
        site.database.close()
        told.put(outcomes)


def all_at_once(site: Site, work: Work, count: int, cases: list[str]) -> tuple[Counter[str], float]:
    """Let every process work; return what became of it, and the seconds it took."""
    context = get_context("spawn")
    start, told = context.Barrier(PROCESSES + 1), context.Queue()
    workers = [
        context.Process(
            target=run_one, args=(site.settings, work, place, count, cases, start, told)
        )
        for place in range(PROCESSES)
    ]
    for worker in workers:
        worker.start()
    start.wait(PATIENCE_SECONDS)
    began = time.perf_counter()
    outcomes = Counter[str]()
    for _ in workers:
        outcomes.update(told.get())
    for worker in workers:
        worker.join()
    return outcomes, time.perf_counter() - began


def series_faults(site: Site) -> Counter[str]:
    """Count gaps and doubles; of numbers that stand on no document, only in the second part."""
    with site.database.reading() as connection:
        found = read_series(connection)
    assert {line.series for line in found.lines} == set(NumberSeries)
    return Counter(str(fault.kind) for fault in found.faults)


def tell(site: Site, part: str, outcomes: Counter[str], seconds: float, given: int) -> int:
    """Print a line; return how much was amiss."""
    faults = series_faults(site)
    with site.database.reading() as connection:
        rows = int(connection.value(COUNT))
        last = int(connection.value(LAST))
    amiss = faults["gap"] + faults["double"] + abs(given - rows) + abs(given - last)
    if part == "issue":
        amiss = sum(faults.values()) + abs(given - rows)
    line = {
        "part": part,
        "database": "postgresql" if site.database.postgresql else "sqlite",
        "processes": PROCESSES,
        "outcomes": dict(sorted(outcomes.items())),
        "given": rows,
        "gaps": faults["gap"],
        "doubles": faults["double"],
        # Expected of the first part, which takes numbers and issues nothing.
        "on_no_document": faults["not_on_document"],
        "seconds": round(seconds, 1),
        "a_second": round(sum(outcomes.values()) / seconds),
    }
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    return amiss


def soak(home: Path, url: Callable[[], str], each: int, documents: int) -> int:
    """Both parts, each on a site of its own; return how much was amiss."""
    amiss = 0
    for part, work, count in (("take", take, each), ("issue", issue, documents)):
        site = a_site(home / part, url())
        cases = passed_ones(
            site, [f"某办法{n}" for n in range(PROCESSES if part == "take" else count)]
        )
        outcomes, seconds = all_at_once(site, work, count, cases)
        given = outcomes["committed"] if part == "take" else count
        amiss += tell(site, part, outcomes, seconds, given)
        site.database.close()
    return amiss


def main() -> None:
    """Build the sites, soak them, and end with 1 where anything was amiss."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("each", type=int, nargs="?", default=EACH, help="moves of each process")
    parser.add_argument("--documents", type=int, default=DOCUMENTS, help="issued by the real move")
    parser.add_argument("--postgresql", action="store_true", help="start a server for this run")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        if asked.postgresql:
            from databases import postgresql_server

            with postgresql_server() as server:
                server.execute("ALTER SYSTEM SET fsync = on")
                server.execute("SELECT pg_reload_conf()")
                amiss = soak(Path(home), server.fresh, asked.each, asked.documents)
        else:
            amiss = soak(Path(home), str, asked.each, asked.documents)
    sys.exit(1 if amiss else 0)


if __name__ == "__main__":
    main()
