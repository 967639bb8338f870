"""The clock of a case, read from its log; the due days in tables are an index over it."""

import json
from datetime import date

from models.case import MatterType
from models.clock import Clock, ClockEvent, ClockEventKind, read_clock
from models.moves import Move
from models.period import ReviewPeriods
from models.task import TaskKind
from review_flows.desk.step import Step
from review_flows.outside import records
from review_flows.outside.database import Connection, Row
from review_flows.outside.wall_clock import day_of_text

TIMED_TASKS = frozenset({TaskKind.REVIEW, TaskKind.SIGN})

CLOCK_EVENTS = {
    Move.ACCEPT: ClockEventKind.ACCEPTED,
    Move.PAUSE: ClockEventKind.PAUSED,
    Move.RESUME: ClockEventKind.RESUMED,
    Move.EXTEND: ClockEventKind.EXTENDED,
    Move.EXEMPT: ClockEventKind.EXEMPTED,
    Move.SIGN: ClockEventKind.ISSUED,
}


def clock_events(connection: Connection, number: str) -> list[ClockEvent]:
    """Return the facts of the clock from the log of a case, in order."""
    return [_clock_event(row) for row in records.entries_of(connection, number, CLOCK_EVENTS)]


def _clock_event(row: Row) -> ClockEvent:
    move = Move(row["move"])
    form = json.loads(row["body"])["form"] if move in (Move.EXTEND, Move.PAUSE) else {}
    return ClockEvent(
        CLOCK_EVENTS[move],
        day_of_text(row["at"]),
        row["seq"],
        form.get("reason", ""),
        form.get("days", 0),
    )


def keep(step: Step, matter_type: MatterType | None = None, days: int = 0) -> Clock:
    """Read the clock as this move leaves it, and put its days into the case and its tasks.

    `matter_type` is given where the move itself decides it; `days` where it extends the term.
    """
    rules = step.rules(matter_type).review
    events = clock_events(step.connection, step.number)
    events.append(ClockEvent(CLOCK_EVENTS[step.move], step.today, step.seq, days=days))
    clock = read_clock(events, rules.periods, step.site.calendar, step.today)
    assert clock is not None
    _keep_days(step, clock)
    _prove(step, clock, rules.periods)
    return clock


def _keep_days(step: Step, clock: Clock) -> None:
    # While the clock stands nobody knows the last day, so no table says one.
    floor_on, ceiling_on = (None, None) if clock.paused else (clock.floor_on, clock.ceiling_on)
    step.changes |= {
        "accepted_on": clock.accepted_on.isoformat(),
        "floor_on": iso(floor_on),
        "ceiling_on": iso(ceiling_on),
        "provisional": clock.provisional,
    }
    for task in step.tasks:
        if task.kind in TIMED_TASKS:
            step.connection.update("tasks", "id = :id", id=task.id, due_on=iso(ceiling_on))


def _prove(step: Step, clock: Clock, periods: ReviewPeriods) -> None:
    other = clock.other_reading
    last = clock.ceiling_on or clock.floor_on or clock.accepted_on
    step.facts["due"] = {
        "floor": iso(clock.floor_on),
        "ceiling": iso(clock.ceiling_on),
        "other_unit": str(other.unit),
        "other_floor": iso(other.floor_on),
        "other_ceiling": iso(other.ceiling_on),
        "provisional": clock.provisional,
        "breach": str(clock.breach) if clock.breach else None,
        "periods": {
            name: f"{period.days} {period.unit}"
            for name, period in (("floor", periods.floor), ("ceiling", periods.ceiling))
            if period
        },
    }
    years = range(clock.accepted_on.year, last.year + 1)
    step.facts["calendar"] = {str(y): step.site.calendar.year(y).digest for y in years}


def extensions(connection: Connection, number: str) -> list[ClockEvent]:
    """Return the extensions of the term so far."""
    events = clock_events(connection, number)
    return [event for event in events if event.kind is ClockEventKind.EXTENDED]


def iso(day: date | None) -> str | None:
    """Return a day as tables and log write it, or None."""
    return day.isoformat() if day else None
