"""What grows with the cases: queue, action, sweep and ledger beside 10³, 10⁴, 10⁵ and 10⁶ of them.

Builds the database of a province (province.py: 30,000 cases a year, 97 of 100 ended) for each
number of cases, and measures in it with the product's own code:

    queue    every box of six persons, each read again and again; the median is of all reads
    action   cases from receipt to their number, each claim and each decision through `desk.act`
    sweep    all that `watch_deadlines` does on a morning on which nothing new is owed, twice
    ledger   the cases received in January 2026 (2,500), and their summary

    python tests/bench/bench_growth.py [--cases 1000,10000,100000,1000000] [--postgresql]

Prints a line of JSON for each figure and at the end a table, in milliseconds (median · worst). Ends
with 1 where an action costs more than twice what it costs beside the fewest cases. A million cases
take 12 GB of disk in tests/bench/.db.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median

import bench_site

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import province
from bench_ours import submission
from hand_clock import HandClock

from models.ledger_summary import summarize
from models.moves import Move
from models.queue import BOXES_OF_TASKS, Box
from review_flows.desk import NEW_CASE, act
from review_flows.desk.answers_written import write_answers
from review_flows.desk.arrivals_told import tell_arrivals
from review_flows.desk.calendar_change import follow_calendar
from review_flows.outside import persons
from review_flows.outside.deadline_report import write_report
from review_flows.outside.delivery import deliver
from review_flows.outside.feed import write_feeds
from review_flows.outside.last_days import Sweep, sweep
from review_flows.outside.ledger_rows import Selection, read_ledger
from review_flows.outside.passed_ceilings import numbers_past_ceiling
from review_flows.outside.queue import cases_in_box, tasks_in_box
from review_flows.outside.received_days import sweep_received
from review_flows.outside.site import Site

CASES = (1_000, 10_000, 100_000, 1_000_000)
ASKED = ("deng", "shen", "qian", "yin", "reviewer0", "drafter0")
LIMIT, READS, WALKS, SWEEPS, LEDGERS = 50, 5, 20, 2, 3
MONTH = (date(2026, 1, 1), date(2026, 1, 31))  # before the models, so that its cases are 2,500
BAR = 2.0  # an action beside the most cases against one beside the fewest, both medians


@dataclass(frozen=True, slots=True)
class Figure:
    """What one kind of look or action took, each time, in milliseconds."""

    what: str
    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Measure what is done inside."""
        wall, cpu = time.perf_counter(), time.process_time()
        yield
        self.wall.append((time.perf_counter() - wall) * 1000)
        self.cpu.append((time.process_time() - cpu) * 1000)


def queue(site: Site) -> Figure:
    """Read every box of six persons as the command does."""
    figure, today = Figure("queue"), str(province.LAST_DAY)
    for code in ASKED:
        for box in Box:
            for _ in range(READS):
                with figure.taken(), site.database.reading() as connection:
                    person = persons.find_person(connection, code, today)
                    assert person is not None
                    read = tasks_in_box if box in BOXES_OF_TASKS else cases_in_box
                    read(connection, person, box, today, LIMIT)
    return figure


def action(site: Site) -> Figure:
    """Walk cases from receipt to their number, abreast, so that the clock only goes forwards."""
    figure, form, numbers = Figure("action"), submission(site), []
    for _ in range(WALKS):
        with figure.taken():
            numbers.append(act(site, "system", NEW_CASE, Move.RECEIVE, form).number)
    for step, days in enumerate(province.AFTER):
        day = working_day_after(site, days)
        province.turn_to(site, day)
        for number in numbers:
            made = province.walk(site, number, step, day)
            for _ in range(2):
                with figure.taken():
                    next(made)
    return figure


def working_day_after(site: Site, days: int) -> date:
    """The working day that so many working days after the last one of the models."""
    day = province.LAST_DAY
    while days:
        day += timedelta(1)
        days -= site.calendar.is_working(day)
    return day


def the_sweep(site: Site) -> Figure:
    """Do what a run of `watch_deadlines` does, in its order, without Prefect around it."""
    figure = Figure("sweep")
    for _ in range(SWEEPS):
        with figure.taken():
            look_at_deadlines(site)
    return figure


def look_at_deadlines(site: Site) -> None:
    """One run. Raises AssertionError where something is owed: that would be an action's cost."""
    today = province.LAST_DAY
    follow_calendar(site, thorough=True)
    with site.database.reading() as connection:
        look = sweep(connection, site.rules, site.calendar, today, site.played)
        received = sweep_received(connection, site, today)
        late = numbers_past_ceiling(connection, today, site.played)
    assert not late and not any(one.reminders for one in look.owed)
    tell_arrivals(site)
    write_answers(site)
    deliver(site)
    write_feeds(site)
    together = Sweep((*look.owed, *received.owed), (*look.unreadable, *received.unreadable))
    write_report(site.settings.docs_out, together, today, [])


def ledger(site: Site) -> Figure:
    """Read the ledger of a month, with its summary."""
    figure, chosen = Figure("ledger"), Selection(*MONTH)
    for _ in range(LEDGERS):
        with figure.taken(), site.database.reading() as connection:
            summarize(read_ledger(site, connection, chosen, province.LAST_DAY).rows)
    return figure


MEASURED: tuple[Callable[[Site], Figure], ...] = (queue, the_sweep, ledger, action)


def measured(server: str, cases: int) -> Iterator[Figure]:
    """Build a province of so many cases; yield its figures."""
    bench_site.build(server)
    site = opened(server)
    building = Figure("building")
    with building.taken():
        province.build(site, cases)
        site.database.close()
    site = opened(server)
    province.turn_to(site, province.LAST_DAY)
    told("building", cases, building, mib=round(bench_site.size_mib(site.database)))
    for measure in MEASURED:
        figure = measure(site)
        told(figure.what, cases, figure)
        yield figure
    site.database.close()


def opened(server: str) -> Site:
    """Open the bench's site, as durable as the product, with a clock set by hand."""
    site = bench_site.open_bench(server)
    site.clock = HandClock(datetime.combine(province.FIRST_DAY, datetime.min.time(), UTC))
    return site


def told(what: str, cases: int, figure: Figure, **more: object) -> None:
    """Print the line of a figure, in milliseconds."""
    line = {
        "bench": "growth",
        "cases": cases,
        "what": what,
        "times": len(figure.wall),
        "median_ms": round(median(figure.wall), 2),
        "worst_ms": round(max(figure.wall), 2),
        "cpu_median_ms": round(median(figure.cpu), 2),
        **more,
    }
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


Table = dict[int, dict[str, Figure]]


def print_table(table: Table) -> None:
    """Print median and worst of each figure beside each number of cases."""
    names = list(next(iter(table.values())))
    sys.stdout.write(f"| cases | {' | '.join(names)} |\n|{'---|' * (len(names) + 1)}\n")
    for cases, row in table.items():
        cells = [f"{median(one.wall):.3g} · {max(one.wall):.3g}" for one in row.values()]
        sys.stdout.write(f"| {cases:,} | {' | '.join(cells)} |\n")


def growth(table: Table) -> tuple[float, float]:
    """How many times more the median action costs beside the most cases: on the wall, and CPU."""
    few, many = table[min(table)]["action"], table[max(table)]["action"]
    return median(many.wall) / median(few.wall), median(many.cpu) / median(few.cpu)


def main() -> int:
    """Measure beside each number of cases. Returns 1 where an action grew by more than the bar."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", default=",".join(map(str, CASES)))
    parser.add_argument("--postgresql", action="store_true")
    asked = parser.parse_args()
    bench_site.SYNC = "FULL"
    with server(asked.postgresql) as url:
        table = {
            cases: {figure.what: figure for figure in measured(url, cases)}
            for cases in map(int, asked.cases.split(","))
        }
    print_table(table)
    grown, cpu = growth(table)
    sys.stdout.write(f"an action: {grown:.2f} times, {cpu:.2f} times the CPU\n")
    return int(grown > BAR)


@contextmanager
def server(postgresql: bool) -> Iterator[str]:
    """Yield the address of a PostgreSQL server that waits for its disk; none for SQLite."""
    from databases import postgresql_server

    if not postgresql:
        yield ""
        return
    with postgresql_server() as found:
        found.execute("ALTER SYSTEM SET fsync = on")  # what the tests do without
        found.execute("SELECT pg_reload_conf()")
        yield found.url()


if __name__ == "__main__":
    sys.exit(main())
