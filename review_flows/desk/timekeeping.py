"""The clock of a case, read from its log; the due days in tables are an index over it."""

import json
from collections.abc import Mapping
from datetime import date

from models.case import MatterType
from models.clock import ClockBreach, ClockReading, read_clock
from models.clock_facts import BreachCause, ClockEvent, ClockEventKind
from models.clock_rules import ClockRules, PauseGround
from models.moves import Move
from models.task import TaskKind
from review_flows.desk.step import Step
from review_flows.outside import records
from review_flows.outside.clock_index import add_clock_event, clock_events_of
from review_flows.outside.database import Connection, Row
from review_flows.outside.wall_clock import day_of_text

TIMED_TASKS = frozenset({TaskKind.REVIEW, TaskKind.SIGN})

CLOCK_EVENTS = {
    Move.RECEIVE: ClockEventKind.RECEIVED,
    Move.REQUEST_SUPPLEMENT: ClockEventKind.SUPPLEMENT_REQUESTED,
    Move.SUPPLEMENT: ClockEventKind.SUPPLEMENTED,
    Move.ACCEPT: ClockEventKind.ACCEPTED,
    Move.PAUSE: ClockEventKind.PAUSED,
    Move.RESUME: ClockEventKind.RESUMED,
    Move.EXTEND: ClockEventKind.EXTENDED,
    Move.EXEMPT: ClockEventKind.EXEMPTED,
    Move.PLAN_MEETING: ClockEventKind.MEETING_PLANNED,
    Move.SIGN: ClockEventKind.ISSUED,
    Move.RETURN_CASE: ClockEventKind.CLOSED,
    Move.WITHDRAW: ClockEventKind.CLOSED,
}
WITH_FORM = frozenset({Move.PAUSE, Move.EXTEND, Move.PLAN_MEETING, Move.SIGN})
RECORD_BREACH = (
    "INSERT INTO breaches (case_number, breach, due_on, caused_by, recorded_at) "
    "VALUES (:case_number, :breach, :due_on, :caused_by, :recorded_at) "
    "ON CONFLICT (case_number, breach, due_on) DO NOTHING"
)


def clock_events(connection: Connection, number: str) -> list[ClockEvent]:
    """Return the facts of the clock from the log of a case, in order."""
    return [_logged_event(row) for row in records.entries_of(connection, number, CLOCK_EVENTS)]


def _logged_event(row: Row) -> ClockEvent:
    move = Move(row["move"])
    form = json.loads(row["body"])["form"] if move in WITH_FORM else {}
    return _event(move, day_of_text(row["at"]), row["seq"], form)


def _event(move: Move, on: date, seq: int, form: Mapping[str, object]) -> ClockEvent:
    ground, cause, meeting_on = form.get("ground"), form.get("breach_cause"), form.get("meeting_on")
    return ClockEvent(
        CLOCK_EVENTS[move],
        on,
        seq,
        reason=str(form.get("reason", "")),
        days=int(str(form.get("days", 0))),
        ground=PauseGround(str(ground)) if ground else None,
        meeting_on=date.fromisoformat(str(meeting_on)) if meeting_on else None,
        cause=BreachCause(str(cause)) if cause else None,
    )


def keep(step: Step, matter_type: MatterType | None = None) -> ClockReading:
    """Read the clock as this move leaves it, and put its days into the case and its tasks.

    `matter_type` is given where the move itself decides it. A move that is no fact of the clock
    (new rules, a new calendar) has it read anew.
    """
    if step.move in CLOCK_EVENTS:
        form = step.form.model_dump(mode="json") if step.move in WITH_FORM else {}
        event = _event(step.move, step.today, step.seq, form)
        add_clock_event(step.connection, step.number, event)
    rules = step.rules(matter_type).review.clock
    events = clock_events_of(step.connection, step.number)
    clock = read_clock(events, rules, step.site.calendar, step.today)
    _keep_days(step, clock, events)
    _record_breaches(step, clock)
    if clock.began_on is not None:
        _prove(step, clock, rules)
    return clock


def _keep_days(step: Step, clock: ClockReading, events: list[ClockEvent]) -> None:
    # While the clock stands nobody knows the last day, so no table says one.
    floor_on, ceiling_on = (None, None) if clock.paused else (clock.floor_on, clock.ceiling_on)
    accepted = [event.on for event in events if event.kind is ClockEventKind.ACCEPTED]
    step.changes |= {
        "accepted_on": iso(accepted[-1]) if accepted else None,
        "floor_on": iso(floor_on),
        "ceiling_on": iso(ceiling_on),
        "provisional": clock.provisional and not clock.paused,
        "meeting_on": iso(clock.meeting_on),
    }
    for task in step.tasks:
        if task.kind in TIMED_TASKS:
            step.connection.update("tasks", "id = :id", id=task.id, due_on=iso(ceiling_on))


def _record_breaches(step: Step, clock: ClockReading) -> None:
    """Record what was not kept, once; while the review still runs the watch does it."""
    if clock.submitted_late:
        record_breach(step, ClockBreach.SUBMITTED_LATE, clock.submit_by, BreachCause.DRAFTING_SIDE)
    if clock.ended_on is not None and clock.breach is not None:
        floor = clock.breach is ClockBreach.FLOOR_BREACHED
        due_on = clock.floor_on if floor else clock.ceiling_on
        record_breach(step, clock.breach, due_on, clock.caused_by)


def record_breach(
    step: Step, breach: ClockBreach, due_on: date | None, caused_by: BreachCause | None
) -> bool:
    """Write the row of a breach; say whether it was not there yet."""
    assert due_on is not None and caused_by is not None
    added = step.connection.run(
        RECORD_BREACH,
        case_number=step.number,
        breach=str(breach),
        due_on=due_on.isoformat(),
        caused_by=str(caused_by),
        recorded_at=step.at,
    )
    return added == 1


def _prove(step: Step, clock: ClockReading, rules: ClockRules) -> None:
    other = clock.other_reading
    assert clock.began_on is not None and other is not None
    last = clock.ceiling_on or clock.floor_on or clock.began_on
    step.facts["due"] = {
        "state": str(clock.state),
        "began": iso(clock.began_on),
        "floor": iso(clock.floor_on),
        "ceiling": iso(clock.ceiling_on),
        "other_unit": str(other.unit),
        "other_floor": iso(other.floor_on),
        "other_ceiling": iso(other.ceiling_on),
        "provisional": clock.provisional,
        "breach": str(clock.breach) if clock.breach else None,
        "caused_by": str(clock.caused_by) if clock.caused_by else None,
        "periods": {
            name: f"{period.days} {period.unit}"
            for name, period in (("floor", rules.floor), ("ceiling", rules.ceiling))
            if period
        },
    }
    years = range(clock.began_on.year, last.year + 1)
    step.facts["calendar"] = {str(y): step.site.calendar.year(y).digest for y in years}


def extensions(connection: Connection, number: str) -> list[ClockEvent]:
    """Return the extensions of the term so far."""
    events = clock_events_of(connection, number)
    return [event for event in events if event.kind is ClockEventKind.EXTENDED]


def iso(day: date | None) -> str | None:
    """Return a day as tables and log write it, or None."""
    return day.isoformat() if day else None
