"""Scheduled: what comes near its last day, or is past it, is recorded, sent and reported.

First the machine's clock and the calendar are looked at, by which all of it is counted.
Reads: the last days of open reviews, asked advice and filings, of those received here as well.
Writes: a log entry for each rung and each breach, the messages to the people concerned (also of
what has newly arrived), their calendars (.ics), docs_out/reports/deadlines_<day>.tsv, and the
packages of answers to senders that a crash left unwritten.
Level-triggered: a look that was missed is made up for by the next (models/reminder.py).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from prefect import flow, task

from models.clock import ClockBreach
from models.errors import ReviewError, TryAgain
from models.moves import Move
from models.person import SYSTEM
from models.words import phrase
from models.work_calendar import notice_warning
from review_flows.desk import act
from review_flows.desk.answers_written import write_answers
from review_flows.desk.arrivals_told import tell_arrivals
from review_flows.desk.calendar_change import follow_calendar
from review_flows.desk.received_reminders import remind_of_received
from review_flows.desk.wall_clock_jump import notice_jump
from review_flows.outside.current_site import current_site
from review_flows.outside.deadline_report import write_report
from review_flows.outside.delivery import Delivered, deliver
from review_flows.outside.feed import write_feeds
from review_flows.outside.last_days import Owed, Sweep, sweep
from review_flows.outside.passed_ceilings import numbers_past_ceiling, passed_ceiling
from review_flows.outside.received_days import sweep_received
from review_flows.outside.site import Site
from review_flows.outside.wall_clock import day_of

MOST_TASKS = 25  # of a kind, in one run

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Recorded:
    """How many entries were made, and what was put off to a later look, each with the reason."""

    entries: int
    put_off: tuple[str, ...] = ()


@flow(name="watch_deadlines", flow_run_name="watch_deadlines")
async def watch_deadlines() -> int:
    """Look at everything that is due; return how many rungs were recorded."""
    site = current_site()
    await look_at_clock_and_calendar()
    today = day_of(site.clock.now())
    with site.database.reading() as connection:
        look = sweep(connection, site.rules, site.calendar, today, site.played)
        received = sweep_received(connection, site, today)
    owed = [one for one in look.owed if one.reminders]
    reminded = [await remind(named, share) for named, share in shares(owed, _number)]
    due = [one for one in received.owed if one.reminders]
    pressed = [await remind_of_filings(named, share) for named, share in shares(due, _number)]
    with site.database.reading() as connection:
        late = numbers_past_ceiling(connection, today, site.played)
    breached = [await record_breaches(named, today, share) for named, share in shares(late, str)]
    await tell_of_arrivals()
    await finish_answers()
    await hand_over()
    await write_calendars()
    put_off = _together([*reminded, *pressed, *breached]).put_off
    look = Sweep((*look.owed, *received.owed), (*look.unreadable, *received.unreadable))
    write_report(site.settings.docs_out, look, today, [*warnings(site, look, today), *put_off])
    return _together([*reminded, *pressed]).entries


@task(task_run_name="clock and calendar")
async def look_at_clock_and_calendar() -> None:
    """Log a jump of the machine's clock, and let every due day follow the calendar in force."""
    site = current_site()
    if not site.played:
        notice_jump(site)
    follow_calendar(site, thorough=True)


def shares(found: Sequence[T], number: Callable[[T], str]) -> Iterator[tuple[str, Sequence[T]]]:
    """Yield what was found in equal shares, each with the name of its task.

    On most days a task is one case. Thousands at once would keep Prefect's server busy for
    minutes after the run, and the log names every case anyway.
    """
    size = -(-len(found) // MOST_TASKS) or 1
    for start in range(0, len(found), size):
        share = found[start : start + size]
        more = f" and {len(share) - 1} more" if len(share) > 1 else ""
        yield f"{number(share[0])}{more}", share


def _number(owed: Owed) -> str:
    return owed.last_day.number


@task(task_run_name="remind of {named}")
async def remind(named: str, share: Sequence[Owed]) -> Recorded:
    """Record every rung that is reached, each in one transaction with its messages."""
    return _together([_remind(owed) for owed in share])


@task(task_run_name="remind of {named}")
async def remind_of_filings(named: str, share: Sequence[Owed]) -> Recorded:
    """Record every rung that received filings have reached, each filing in one transaction."""
    return _together([_remind_of_filing(owed) for owed in share])


def _remind_of_filing(owed: Owed) -> Recorded:
    try:
        return Recorded(remind_of_received(current_site(), owed))
    except TryAgain:
        raise
    except ReviewError as error:
        return Recorded(0, _put_off(owed.last_day.number, error))


def _together(ends: Sequence[Recorded]) -> Recorded:
    put_off = tuple(why for end in ends for why in end.put_off)
    return Recorded(sum(end.entries for end in ends), put_off)


def _remind(owed: Owed) -> Recorded:
    last_day, entries = owed.last_day, 0
    # The strongest first: whoever hears of a last day in two roles hears the strongest alone.
    for reminder in reversed(owed.reminders):
        form = {
            "about": last_day.about,
            "left": reminder.rung.left,
            "to": str(reminder.rung.to),
            "due_on": reminder.due_on.isoformat(),
            "days_left": reminder.days_left,
            "overtaken": reminder.overtaken,
        }
        refused = _refused(last_day.number, last_day.version, Move.REMIND, form)
        if refused:
            return Recorded(entries, refused)
        entries += 1
    return Recorded(entries)


@task(task_run_name="breach of {named}")
async def record_breaches(named: str, today: date, share: Sequence[str]) -> Recorded:
    """Record that the ceilings of running reviews have passed, as their clocks read it."""
    return _together([_record_breach(number, today) for number in share])


def _record_breach(number: str, today: date) -> Recorded:
    site = current_site()
    try:
        with site.database.reading() as connection:
            passed = passed_ceiling(connection, site.rules, site.calendar, today, number)
    except TryAgain:
        raise
    except ReviewError as error:
        return Recorded(0, _put_off(number, error))
    if passed is None:
        return Recorded(0)
    form = {
        "breach": str(ClockBreach.CEILING_BREACHED),
        "due_on": passed.due_on.isoformat(),
        "caused_by": str(passed.caused_by),
    }
    refused = _refused(number, passed.version, Move.RECORD_BREACH, form)
    return Recorded(0 if refused else 1, refused)


def _refused(number: str, version: int, move: Move, form: Mapping[str, object]) -> tuple[str, ...]:
    """Make a move, unless the case has moved on since we looked; return why not, if it was not.

    One case that cannot be dealt with must not hold back the others. TryAgain is raised: then
    nothing can be written for any of them.
    """
    try:
        act(current_site(), SYSTEM.code, number, move, form, version=version)
    except TryAgain:
        raise
    except ReviewError as error:
        return _put_off(number, error)
    return ()


def _put_off(number: str, error: ReviewError) -> tuple[str, ...]:
    return (phrase("report.put_off", "zh", number=number, why=error.message),)


@task(task_run_name="tell of arrivals")
async def tell_of_arrivals() -> int:
    """Make the messages of what has begun to wait since the last look."""
    return tell_arrivals(current_site())


@task(task_run_name="write answers")
async def finish_answers() -> int:
    """Write the packages of answers that a crash left without one; return how many."""
    return len(write_answers(current_site()))


@task(task_run_name="deliver messages")
async def hand_over() -> Delivered:
    """Try once whatever waits to be delivered; what fails is tried again by a later look."""
    return deliver(current_site())


@task(task_run_name="write calendars")
async def write_calendars() -> int:
    """Write each person's calendar anew where it changed."""
    return write_feeds(current_site())


def warnings(site: Site, look: Sweep, today: date) -> Iterator[str]:
    """Yield what a person has to see to, so that the days of this report stay right."""
    missing = notice_warning(site.calendar, today)
    if missing is not None:
        yield phrase("report.no_notice", "zh", year=missing.year, days=missing.days_left)
    for rule_set, why in look.unreadable:
        yield phrase("report.rules_unreadable", "zh", rule_set=rule_set, why=why)
