"""The clock of a large site: so many open cases with ten facts each, all read again.

A real SQLite file, its tables filled in bulk; then every stored last day is compared with what the
clock says, in one process and in two, and once more with a notice for 2027 that nobody knows yet.
A line of JSON for each. README.md says how to run the benches.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

import bench_site
from bench_site import MIB, open_bench

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from models.calendar_year import CalendarYear, Holiday, year_of
from models.clock import read_clock
from models.clock_facts import ClockEvent, ClockEventKind
from models.clock_rules import ClockRules, PauseGround
from review_flows.outside.database import Connection, Value
from review_flows.outside.projection import (
    moved_reviews,
    moved_side_by_side,
    rules_in_use,
    split,
)
from review_flows.outside.site import Site

RULE_SET, MATTER = "datong_xinrong_2021", "normative_document"
FIRST_DAY, TODAY = date(2026, 9, 1), date(2026, 12, 20)
PAUSED_NOW = 0.1  # this share of the cases waits for something
FACTS_OF_A_CASE = 10
WAYS = {  # alone or with another process, and with a year that nobody knows yet
    "alone": (True, False),
    "two": (False, False),
    "alone_with_a_new_year": (True, True),
    "two_with_a_new_year": (False, True),
}
KINDS = (
    ClockEventKind.RECEIVED,
    ClockEventKind.SUPPLEMENT_REQUESTED,
    ClockEventKind.SUPPLEMENTED,
    ClockEventKind.ACCEPTED,
    ClockEventKind.PAUSED,
    ClockEventKind.RESUMED,
    ClockEventKind.EXTENDED,
    ClockEventKind.MEETING_PLANNED,
    ClockEventKind.PAUSED,
)
Values = dict[str, Value]


def a_history(random: Random) -> list[ClockEvent]:
    """Return ten facts of an open case, a day or a few apart."""
    last = ClockEventKind.PAUSED if random.random() < PAUSED_NOW else ClockEventKind.RESUMED
    kinds = (*KINDS, last)
    if last is ClockEventKind.PAUSED:  # the pause before it is over, so another fact stands there
        kinds = (*KINDS[:-1], ClockEventKind.EXEMPTED, last)
    on = FIRST_DAY + timedelta(random.randrange(90))
    events = []
    for number, kind in enumerate(kinds, start=1):
        on += timedelta(random.randrange(3))
        events.append(
            ClockEvent(
                kind,
                on,
                number,
                days=5 if kind is ClockEventKind.EXTENDED else 0,
                ground=PauseGround.HEARING if kind is ClockEventKind.PAUSED else None,
                meeting_on=on if kind is ClockEventKind.MEETING_PLANNED else None,
            )
        )
    return events


def rows_of(
    site: Site, rules: ClockRules, digest: str, n: int
) -> Iterator[tuple[Values, list[Values]]]:
    """Yield n cases, each with its facts and the days that the clock reads from them."""
    random = Random(n)
    for place in range(1, n + 1):
        number, events = f"2026-{place:06}", a_history(random)
        read = read_clock(events, rules, site.calendar, max(TODAY, events[-1].on))
        floor_on, ceiling_on = (None, None) if read.paused else (read.floor_on, read.ceiling_on)
        case: Values = {
            "number": number,
            "title": "关于印发《示例区公共停车场管理办法》的通知（送审稿）",
            "matter_type": MATTER,
            "state": "paused" if read.paused else "under_review",
            "version": len(events),
            "rule_set": RULE_SET,
            "rule_set_digest": digest,
            "received_at": f"{events[0].on}T01:00:00.000000Z",
            "state_since": f"{events[-1].on}T01:00:00.000000Z",
            "floor_on": str(floor_on) if floor_on else None,
            "ceiling_on": str(ceiling_on) if ceiling_on else None,
            "provisional": read.provisional and not read.paused,
            "played": False,
        }
        yield case, [fact_row(number, event) for event in events]


def fact_row(number: str, event: ClockEvent) -> Values:
    """Return the row of a fact."""
    return {
        "case_number": number,
        "seq": event.number,
        "kind": str(event.kind),
        "happened_on": str(event.on),
        "days": event.days,
        "ground": str(event.ground) if event.ground else None,
        "meeting_on": str(event.meeting_on) if event.meeting_on else None,
    }


def fill(site: Site, n: int) -> None:
    """Put n open cases with their facts into the tables, with no desk between."""
    rules = site.rules.rule_set(RULE_SET).matter_types[MATTER].review.clock  # type: ignore[index]
    with site.database.writing() as connection:
        digest = site.rules.freeze(connection, RULE_SET, "2026-01-01T00:00:00.000000Z")
        cases: list[Values] = []
        facts: list[Values] = []
        for case, of_case in rows_of(site, rules, digest, n):
            cases.append(case)
            facts += of_case
            if len(cases) == 5_000:
                flush(connection, cases, facts)
        flush(connection, cases, facts)


def flush(connection: Connection, cases: list[Values], facts: list[Values]) -> None:
    """Write what was gathered, and let go of it."""
    connection.insert_many("cases", cases)
    connection.insert_many("clock_events", facts)
    cases.clear()
    facts.clear()


def invented_year() -> CalendarYear:
    """Return a 2027 as no notice has ordered it: three days off at its beginning, one worked."""
    new_year = Holiday("元旦", date(2027, 1, 1), date(2027, 1, 4), (date(2027, 1, 9),))
    return year_of(2027, [new_year], source="虚构", provisional=False, notice="虚构〔2026〕99号")


def look(alone: bool, invented: bool) -> dict[str, object]:
    """Read every open case again in this new process, alone or with another; measure both."""
    began = time.perf_counter()
    site = open_bench("")
    years = (invented_year(),) if invented else ()
    calendar = site.calendar
    for year in years:
        calendar = calendar.with_year(year)
    with site.database.reading() as connection:
        found = (
            list(
                moved_reviews(
                    connection,
                    rules_in_use(connection, site.rules),
                    calendar,
                    TODAY,
                    *split(connection),
                )
            )
            if alone
            else moved_side_by_side(site.settings, connection, site.rules, calendar, years, TODAY)
        )
    site.database.close()
    return {
        "bench": "projection",
        "processes": 1 if alone else 2,
        "invented_year": invented,
        "moved": len(found),
        "wall_s": round(time.perf_counter() - began, 2),
        **used(),
    }


def used() -> dict[str, object]:
    """Return what this process and the one that it started took, imports and start included."""
    own, other = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    cpu = own.ru_utime + own.ru_stime + other.ru_utime + other.ru_stime
    peaks = [one.ru_maxrss * 1024 / MIB for one in (own, other)]
    return {"cpu_s": round(cpu, 2), "peak_mib": [round(peak, 1) for peak in peaks]}


def main() -> None:
    """Build the site where asked, then measure each way of looking in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("n", type=int, help="open cases")
    parser.add_argument("--again", action="store_true", help="measure what stands already")
    parser.add_argument("--look", choices=WAYS, help="what a process of its own measures")
    asked = parser.parse_args()
    if asked.look:
        alone, invented = WAYS[asked.look]
        line = {"n": asked.n, "facts": asked.n * FACTS_OF_A_CASE, **look(alone, invented)}
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
        return
    if not asked.again:
        subprocess.run([sys.executable, bench_site.__file__, ""], check=True)
        site = open_bench("")
        fill(site, asked.n)
        site.database.close()
    for way in WAYS:
        subprocess.run([sys.executable, __file__, str(asked.n), "--look", way], check=True)


if __name__ == "__main__":
    main()
