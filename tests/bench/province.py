"""A province's database: real cases of eight weeks, and so many copies of their rows.

The models walk through the real desk. A copy has every row of its model under another number,
written by one INSERT … SELECT a table: of a hundred copies three are open, as their models are,
and 97 ended on some day of the years before. The log of a copy names its model and is cut to
a hundred bytes where the case has ended: such a log does not verify, and no look reads it.
"""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import bench_site
from bench_ours import STEPS, submission
from case_copies import PLAN, STATEMENTS
from hand_clock import HandClock

from models.moves import Move
from models.work_calendar import WorkCalendar
from review_flows.desk import NEW_CASE, act
from review_flows.outside.arrivals_watch import last_task, reach
from review_flows.outside.database import Connection, Value
from review_flows.outside.last_days import sweep
from review_flows.outside.passed_ceilings import PASSED
from review_flows.outside.site import Site
from review_flows.outside.wall_clock import utc_text

FIRST_DAY, LAST_DAY = date(2026, 2, 2), date(2026, 3, 27)  # of the models
A_YEAR = 30_000  # cases
OPEN, OVERDUE = 0.03, 0.1  # of all cases; of the open ones on the clock
UNITS, REVIEWERS = 200, 40
SLICE = 10_000  # cases in a transaction
ENDS = ("in_force", "in_force", "in_force", "closed", "lapsed", "withdrawn", "returned")
AFTER = (0, 0, 9, 9, 12, 12)  # working days from receipt to each step of the walk
# For the connection that builds, and is closed afterwards.
QUICKLY = ("PRAGMA synchronous=OFF", "PRAGMA cache_size=-1000000", "PRAGMA foreign_keys=OFF")


def build(site: Site, cases: int) -> None:
    """Fill a new site that has the sample office; the clock stands on the last day afterwards."""
    add_people(site)
    walk_models(site)
    copy_models(site, cases)
    record_what_was_said(site)


def add_people(site: Site) -> None:
    """Add units with a drafter each, and reviewers."""
    units = [f"unit{n}" for n in range(UNITS)]
    people = [(f"drafter{n}", f"unit{n}", "drafter") for n in range(UNITS)]
    people += [(f"reviewer{n}", "sifaju", "reviewer") for n in range(REVIEWERS)]
    with site.database.writing() as connection:
        rows: list[dict[str, Value]]
        rows = [{"code": unit, "name": unit, "kind": "drafting_unit"} for unit in units]
        connection.insert_many("units", rows)
        rows = [{"code": c, "name": c, "unit": u, "active": True} for c, u, _ in people]
        connection.insert_many("persons", rows)
        rows = [{"person": c, "unit": u, "since": "0001-01-01"} for c, u, _ in people]
        connection.insert_many("memberships", rows)
        connection.insert_many("person_roles", [{"person": c, "role": r} for c, _, r in people])


def turn_to(site: Site, day: date) -> None:
    """Set the clock to nine o'clock of a day in Shanghai."""
    assert isinstance(site.clock, HandClock)
    site.clock.shows = datetime.combine(day, time(1), UTC)


def walk(site: Site, number: str, step: int, day: date) -> Iterator[tuple[str, Move]]:
    """Yield (person, move) of a step after each was made: the claim, and the decision."""
    one = STEPS[step]
    form = dict(one.form) | {
        name: str(day) for name in ("held_on", "signed_on") if name in one.form
    }
    act(site, one.person, number, Move.CLAIM)
    yield one.person, Move.CLAIM
    act(site, one.person, number, one.move, form)
    yield one.person, one.move


def walk_models(site: Site) -> None:
    """Let seven cases begin on each working day, and bring each as far as it is to come."""
    days = working_days(site.calendar)
    form = submission(site)
    begun: list[list[Any]] = []  # number, place of its first day, steps to make, steps made
    for place, day in enumerate(days):
        turn_to(site, day)
        for last in range(len(STEPS) + 1):
            begun.append([act(site, "system", NEW_CASE, Move.RECEIVE, form).number, place, last, 0])
        for case in begun:
            number, first, last, made = case
            while made < last and AFTER[made] <= place - first:
                list(walk(site, number, made, day))
                made += 1
            case[3] = made
    with site.database.writing() as connection:
        connection.run("UPDATE legs SET status = 'done'")
        connection.run(
            "UPDATE letters SET sha256 = :sha256, written_at = :at",
            sha256="0" * 64,
            at=utc_text(site.clock.now()),
        )


def working_days(calendar: WorkCalendar) -> list[date]:
    """The working days of the models."""
    days = (FIRST_DAY + timedelta(n) for n in range((LAST_DAY - FIRST_DAY).days + 1))
    return [day for day in days if calendar.is_working(day)]


def copy_models(site: Site, cases: int) -> None:
    """Copy the models' rows under so many new numbers."""
    chance = random.Random(cases)
    with site.database.reading() as connection:
        models = connection.rows("SELECT number, state, ceiling_on FROM cases ORDER BY number")
    ended = [row["number"] for row in models if row["state"] == "issued"]
    late = [
        row["number"]
        for row in models
        if row["state"] in ("under_review", "opinion_proposed")
        and str(row["ceiling_on"]) < str(LAST_DAY)
    ]
    others = [row["number"] for row in models if row["number"] not in {*late, *ended}]
    driver = bench_site.driver_of(site.database)
    for pragma in () if site.database.postgresql else QUICKLY:
        driver.execute(pragma)
    driver.execute(PLAN)
    for first in range(0, cases, SLICE):
        rows = [
            planned(chance, serial, cases, ended, late, others)
            for serial in range(first + 1, min(first + SLICE, cases) + 1)
        ]
        with site.database.writing() as connection:
            connection.insert_many("plan", rows)
            for sql in STATEMENTS:
                connection.run(sql)
            connection.run("DELETE FROM plan")
    if site.database.postgresql:
        driver.execute(
            "SELECT setval(pg_get_serial_sequence('opinions', 'id'), max(id)) FROM opinions"
        )
        driver.execute("ANALYZE")  # its own gathering of statistics would come in a minute


def planned(
    chance: random.Random,
    serial: int,
    cases: int,
    ended: Sequence[str],
    late: Sequence[str],
    others: Sequence[str],
) -> dict[str, Value]:
    """The plan of a copy: an ended case of some day, or an open one as its model is."""
    day = FIRST_DAY - timedelta(1 + (cases - serial) * 365 // A_YEAR)
    is_open = chance.random() < OPEN
    unit = chance.randrange(UNITS)
    waiting = late if chance.random() < OVERDUE else others
    return {
        "number": f"{2026 if is_open else day.year}-{serial:07}",
        "serial": serial,
        "model": chance.choice(waiting if is_open else ended),
        "day": None if is_open else str(day),
        "state": None if is_open else chance.choice(ENDS),
        "unit": f"unit{unit}",
        "drafter": f"drafter{unit}",
        "reviewer": f"reviewer{chance.randrange(REVIEWERS)}",
    }


def record_what_was_said(site: Site) -> None:
    """Enter what hourly looks would have said until the last day: reminders, breaches, arrivals."""
    at = utc_text(site.clock.now())
    with site.database.writing() as connection:
        found = sweep(connection, site.rules, site.calendar, LAST_DAY, False)
        said: list[dict[str, Value]] = [
            {
                "case_number": one.last_day.number,
                "about": one.last_day.about,
                "rung": reminder.rung.key,
                "due_on": str(reminder.due_on),
                "reminded_at": at,
            }
            for one in found.owed
            for reminder in one.reminders
        ]
        connection.insert_many("reminders", said)
        connection.insert_many("breaches", list(breached(connection, at)))
        reach(connection, False, last_task(connection))


def breached(connection: Connection, at: str) -> Iterator[dict[str, Value]]:
    """Yield the breaches of the reviews that are past their ceilings."""
    passed = PASSED.replace("SELECT c.number", "SELECT c.number, c.ceiling_on", 1)
    for row in connection.rows(passed, today=str(LAST_DAY), played=False):
        yield {
            "case_number": row["number"],
            "breach": "ceiling_breached",
            "due_on": row["ceiling_on"],
            "caused_by": "review_side",
            "recorded_at": at,
        }
