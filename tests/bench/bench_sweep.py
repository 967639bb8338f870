"""The morning's sweep over many open cases: a number in, one line of JSON out.

The sweep is everything that `watch_deadlines` does to find what is owed: ladders, last days within
reach, what is recorded already, breaches. Beside it stands what one reminder costs that is really
made: its move, its log entry, its messages, in one transaction that waits for the disk.

    .venv/bin/python tests/bench/bench_sweep.py 100000
"""

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import psutil

from models.moves import Move
from models.period import add_working_days
from models.reminder import Reminded, Rung, nearness
from review_flows.desk import act
from review_flows.outside.database import Value
from review_flows.outside.feed import write_feeds
from review_flows.outside.last_days import Sweep, sweep
from review_flows.outside.passed_ceilings import numbers_past_ceiling
from review_flows.outside.people import import_people
from review_flows.outside.settings import Settings
from review_flows.outside.site import Site, open_site
from review_flows.outside.wall_clock import SimulatedClock, utc_text

TODAY = date(2026, 6, 16)  # a Tuesday
YESTERDAY = date(2026, 6, 15)
MORNING = datetime(2026, 6, 16, 0, tzinfo=UTC)  # eight o'clock in Shanghai
LADDER = tuple(
    Rung(left, to)
    for left, to in (
        (3, Reminded.HOLDER),
        (1, Reminded.HOLDER),
        (0, Reminded.CHIEF),
        (-1, Reminded.CHIEF),
        (-1, Reminded.AUDITOR),
    )
)
MOST_MADE = 500  # reminders that are really made, to learn what one costs
OFFICE = """unit,unit_name,unit_kind,person,person_name,roles
zhujian,住建局,drafting_unit,lin,林,drafter
sifaju,司法局,review_office,shen,沈,reviewer
sifaju,司法局,review_office,qian,钱,chief
sifaju,司法局,review_office,du,杜,auditor
"""


def build(site: Site, count: int) -> None:
    """Fill a site with open cases as they lie on a morning after hourly looks until yesterday.

    Nine of ten were accepted in the last fifteen working days, so that their ceilings spread
    evenly over the next three weeks; one of ten waits longer and is overdue, some for months.
    """
    import_people(site.database, OFFICE)
    random.seed(20260616)
    ceilings = [_ceiling(site) for _ in range(count)]
    with site.database.writing() as connection:
        digest = site.rules.freeze(connection, site.settings.rule_set, utc_text(MORNING))
        numbers = [f"2026-{number:06d}" for number in range(1, count + 1)]
        for start in range(0, count, 5000):
            part = list(zip(numbers, ceilings, strict=True))[start : start + 5000]
            cases = [_case(number, ceiling, site, digest) for number, ceiling in part]
            connection.insert_many("cases", cases)
            connection.insert_many("tasks", [_task(number, day) for number, day in part])
            said = [row for number, day in part for row in _said(site, number, day)]
            connection.insert_many("reminders", said)
            late = [_breach(number, day) for number, day in part if day < YESTERDAY]
            connection.insert_many("breaches", late)


def _ceiling(site: Site) -> date:
    days = random.randint(0, 15) if random.random() < 0.9 else -random.randint(1, 60)
    if days < 0:
        return date.fromordinal(TODAY.toordinal() + days)
    return add_working_days(TODAY, days, site.calendar) if days else TODAY


def _case(number: str, ceiling: date, site: Site, digest: str) -> dict[str, Value]:
    return {
        "number": number,
        "title": f"关于印发《示例办法（{number}）》的通知",
        "matter_type": "normative_document",
        "state": "under_review",
        "version": 3,
        "rule_set": site.settings.rule_set,
        "rule_set_digest": digest,
        "received_at": "2026-05-01T01:00:00.000000Z",
        "state_since": "2026-05-01T02:00:00.000000Z",
        "unit": "zhujian",
        "reviewer": "shen",
        "accepted_on": "2026-05-01",
        "floor_on": "2026-05-11",
        "ceiling_on": ceiling.isoformat(),
        "provisional": False,
        "played": True,
    }


def _task(number: str, ceiling: date) -> dict[str, Value]:
    return {
        "case_number": number,
        "kind": "review",
        "role": "reviewer",
        "state": "claimed",
        "person": "shen",
        "opened_at": "2026-05-01T02:00:00.000000Z",
        "due_on": ceiling.isoformat(),
        "claimed_at": "2026-05-01T02:00:00.000000Z",
    }


def _said(site: Site, number: str, ceiling: date) -> Iterator[dict[str, Value]]:
    for rung in nearness(LADDER, ceiling, YESTERDAY, site.calendar).reached:
        yield {
            "case_number": number,
            "about": "review",
            "rung": rung.key,
            "due_on": ceiling.isoformat(),
            "reminded_at": "2026-06-15T01:00:00.000000Z",
        }


def _breach(number: str, ceiling: date) -> dict[str, Value]:
    return {
        "case_number": number,
        "breach": "ceiling_breached",
        "due_on": ceiling.isoformat(),
        "caused_by": "review_side",
        "recorded_at": "2026-06-15T01:00:00.000000Z",
    }


def look(site: Site) -> tuple[Sweep, list[str]]:
    """Find everything that is owed."""
    with site.database.reading() as connection:
        found = sweep(connection, site.rules, site.calendar, TODAY, True)
        return found, numbers_past_ceiling(connection, TODAY, True)


def make(site: Site, found: Sweep) -> tuple[int, float]:
    """Really make some of the reminders; return how many, and the seconds."""
    made, began = 0, time.perf_counter()
    for owed in found.owed:
        for one in reversed(owed.reminders):
            if made == MOST_MADE:
                break
            form = {
                "about": "review",
                "left": one.rung.left,
                "to": str(one.rung.to),
                "due_on": one.due_on.isoformat(),
                "days_left": one.days_left,
                "overtaken": one.overtaken,
            }
            act(site, "system", owed.last_day.number, Move.REMIND, form)
            made += 1
    return made, time.perf_counter() - began


def main() -> None:
    """Build, sweep, make some reminders, write one line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("n", type=int, help="open cases")
    count = parser.parse_args().n
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        settings = Settings(home, f"sqlite:///{home}/review.db", "datong_xinrong_2021", "青岚")
        site = open_site(settings, SimulatedClock(MORNING))
        build(site, count)
        memory = psutil.Process().memory_info
        before, wall, cpu = memory().rss, time.perf_counter(), time.process_time()
        found, late = look(site)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        after = memory().rss
        made, seconds = make(site, found)
        feeds = time.perf_counter()
        write_feeds(site)
        line = {
            "open_cases": count,
            "near_or_past": len(found.owed),
            "reminders_owed": sum(len(owed.reminders) for owed in found.owed),
            "breaches_owed": len(late),
            "sweep_wall_s": round(wall, 2),
            "sweep_cpu_s": round(cpu, 2),
            "rss_before_mib": before >> 20,
            "rss_after_mib": after >> 20,
            "ms_per_reminder_made": round(1000 * seconds / max(1, made), 2),
            "feeds_s": round(time.perf_counter() - feeds, 2),
        }
        site.database.close()
    sys.stdout.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main()
