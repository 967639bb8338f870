"""Scheduled: what comes near its last day, or is past it, is said once, and stands in a report.

Reads: the clocks of open cases, asked advice, undelivered filings.
Writes: a log entry for each reminder, and docs_out/reports/deadlines_<day>.tsv.
Level-triggered: a day on which nobody looked is made up for by the next (models/reminder.py).
"""

from dataclasses import dataclass
from datetime import date

from prefect import flow, task

from models.clock import read_clock
from models.moves import Move
from models.person import SYSTEM
from models.reminder import Reminder, reminder_to_send, rungs_for_day, rungs_reached
from review_flows.desk import act
from review_flows.desk.timekeeping import clock_events
from review_flows.outside import records
from review_flows.outside.current_site import current_site
from review_flows.outside.database import Connection
from review_flows.outside.last_days import LastDay, last_days, reminders_sent
from review_flows.outside.site import Site
from review_flows.outside.store import write_whole
from review_flows.outside.wall_clock import day_of
from review_flows.rule_sets import rule_set


@dataclass(frozen=True, slots=True)
class Owed:
    """Something near or past its last day; `reminder` is None when that was said already."""

    last_day: LastDay
    strongest: Reminder
    reminder: Reminder | None


@flow(name="watch_deadlines", flow_run_name="watch_deadlines")
async def watch_deadlines() -> int:
    """Say what has to be said today; return how many reminders went out."""
    site = current_site()
    today = day_of(site.clock.now())
    with site.database.reading() as connection:
        found = [_owed(site, connection, one, today) for one in last_days(connection)]
    near = [owed for owed in found if owed is not None]
    due = [owed for owed in near if owed.reminder is not None]
    for owed in due:
        await remind(owed)
    write_report(site, near, today)
    return len(due)


def _owed(site: Site, connection: Connection, one: LastDay, today: date) -> Owed | None:
    reached = _reached(site, connection, one, today)
    if not reached:
        return None
    sent = reminders_sent(connection, one.number, one.about)
    return Owed(one, reached[-1], reminder_to_send(reached, sent))


def _reached(site: Site, connection: Connection, one: LastDay, today: date) -> tuple[Reminder, ...]:
    if one.due_on is not None:
        return rungs_for_day(one.due_on, today, site.calendar)
    case = records.find_case(connection, one.number)
    assert case is not None
    periods = rule_set(case.rule_set).matter_types[case.matter_type].review.periods
    clock = read_clock(clock_events(connection, one.number), periods, site.calendar, today)
    return rungs_reached(clock, today) if clock else ()


@task(task_run_name="remind of {owed.last_day.number}")
async def remind(owed: Owed) -> None:
    """Log one reminder; the queue and the report show it to those it concerns."""
    assert owed.reminder is not None
    form = {
        "about": owed.last_day.about,
        "rung": str(owed.reminder.rung),
        "due_on": owed.reminder.due_on.isoformat(),
        "days_left": owed.reminder.days_left,
    }
    act(current_site(), SYSTEM.code, owed.last_day.number, Move.REMIND, form)


def write_report(site: Site, near: list[Owed], today: date) -> None:
    """Write the day's list, also when it is empty: that nothing was near is worth a file too."""
    lines = ["case\tabout\tdue_on\tdays_left\trung"]
    lines += [
        f"{owed.last_day.number}\t{owed.last_day.about}\t{owed.strongest.due_on}\t"
        f"{owed.strongest.days_left}\t{owed.strongest.rung}"
        for owed in near
    ]
    path = site.settings.docs_out / "reports" / f"deadlines_{today}.tsv"
    write_whole(path, ("\n".join(lines) + "\n").encode())
