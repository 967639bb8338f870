"""The clock of a case, read from its log; the due days in tables are an index over it."""

import json
from collections.abc import Mapping
from datetime import date

from models.case import ON_THE_CLOCK, MatterType
from models.clock import ClockBreach, ClockReading, read_clock
from models.clock_facts import BreachCause, ClockEvent, ClockEventKind
from models.clock_history import end_of
from models.clock_rules import ClockRules, PauseGround
from models.moves import Move
from models.task import TaskKind
from review_flows.desk.step import Step
from review_flows.outside import records
from review_flows.outside.clock_index import add_clock_event, clock_events_of
from review_flows.outside.database import Connection, Row
from review_flows.outside.wall_clock import day_of_text

TIMED_TASKS = frozenset({TaskKind.CHECK_FORM, TaskKind.REVIEW, TaskKind.SIGN})

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
    Move.REVIEW_AGAIN: ClockEventKind.REVIEWED_AGAIN,
    Move.RETURN_CASE: ClockEventKind.CLOSED,
    Move.WITHDRAW: ClockEventKind.CLOSED,
}
WITH_FORM = frozenset({Move.PAUSE, Move.EXTEND, Move.PLAN_MEETING, Move.SIGN})
ENDING = frozenset({Move.SIGN, Move.RETURN_CASE, Move.WITHDRAW})
FORGET_LATE = (
    "DELETE FROM breaches WHERE case_number = :number AND breach = 'submitted_late' "
    "AND due_on <> :due_on"
)
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
    clock, events = reading(step, rules)
    end = end_of(events, rules)
    step.ended_clock = end is not None and end.number == step.seq
    _keep_days(step, clock, events)
    _record_breaches(step, clock)
    # The opinion of a review without a term proves nothing of the term that ended before it.
    if clock.began_on is not None and (step.ended_clock or step.move not in ENDING):
        _prove(step, clock, rules)
    if clock.submit_by is not None:
        late = clock.submitted_late
        step.facts["meeting"] = {"submit_by": iso(clock.submit_by), "submitted_late": late}
    return clock


def reading(step: Step, rules: ClockRules | None = None) -> tuple[ClockReading, list[ClockEvent]]:
    """Read the clock as the facts so far leave it; `rules` are the case's unless given.

    A fact that lies after today (of a machine whose clock had run ahead) counts as it did then.
    """
    events = clock_events_of(step.connection, step.number)
    latest = max([step.today, *(event.on for event in events)])
    rules = rules or step.rules().review.clock
    return read_clock(events, rules, step.calendar, latest), events


def refuse_ended(step: Step) -> ClockReading:
    """Return the clock; refuse a move on one that an opinion has ended already."""
    clock, _ = reading(step)
    if clock.ended_on is not None:
        raise step.refuse(
            f"its clock ended with the opinion of {clock.ended_on}; a second review has no term"
        )
    return clock


def _keep_days(step: Step, clock: ClockReading, events: list[ClockEvent]) -> None:
    # While the clock stands nobody knows the last day; a second review may have none.
    again = clock.ended_on is not None and step.leads_to in ON_THE_CLOCK
    floor_on, ceiling_on = clock.floor_on, clock.ceiling_on
    if clock.paused or again:
        floor_on, ceiling_on = None, None
    accepted = [event.on for event in events if event.kind is ClockEventKind.ACCEPTED]
    step.changes |= {
        "accepted_on": iso(accepted[0]) if accepted else None,
        "floor_on": iso(floor_on),
        "ceiling_on": iso(ceiling_on),
        "provisional": clock.provisional and not (clock.paused or again),
        "meeting_on": iso(clock.meeting_on),
    }
    for task in step.tasks:
        if task.kind in TIMED_TASKS:
            step.connection.update("tasks", "id = :id", id=task.id, due_on=iso(ceiling_on))


def _record_breaches(step: Step, clock: ClockReading) -> None:
    """Record what was not kept, once; of a clock that has ended, only the move that ended it."""
    if step.move in (Move.RECEIVE, Move.ACCEPT, Move.PLAN_MEETING):
        _record_late_submission(step, clock)
    ends = step.ended_clock
    if clock.breach is None or not (ends or clock.ended_on is None):
        return
    floor = clock.breach is ClockBreach.FLOOR_BREACHED
    due_on = clock.floor_on if floor else clock.ceiling_on
    known = not record_breach(step, clock.breach, due_on, clock.caused_by)
    if known and ends:  # The watch put it down to the side that the facts suggested.
        step.connection.update(
            "breaches",
            "case_number = :number AND breach = :kind AND due_on = :due_on",
            number=step.number,
            kind=str(clock.breach),
            due_on=iso(due_on),
            caused_by=str(clock.caused_by),
        )


def _record_late_submission(step: Step, clock: ClockReading) -> None:
    """Keep the breach of the meeting that is planned now, in the place of one planned before."""
    step.connection.run(FORGET_LATE, number=step.number, due_on=iso(clock.submit_by) or "")
    if clock.submitted_late:
        record_breach(step, ClockBreach.SUBMITTED_LATE, clock.submit_by, BreachCause.DRAFTING_SIDE)


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
    step.facts["calendar"] = {str(y): step.calendar.year(y).digest for y in years}


def extensions(connection: Connection, number: str) -> list[ClockEvent]:
    """Return the extensions of the term so far."""
    events = clock_events_of(connection, number)
    return [event for event in events if event.kind is ClockEventKind.EXTENDED]


def iso(day: date | None) -> str | None:
    """Return a day as tables and log write it, or None."""
    return day.isoformat() if day else None
