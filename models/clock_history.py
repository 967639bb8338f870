"""A list of the clock's facts in, what they say together up to a day out."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from operator import attrgetter

from models.clock_facts import ClockEvent, ClockEventKind, ClockFacts
from models.clock_rules import ClockRules
from models.work_calendar import WorkCalendar

TAKEN_IN_BY: dict[ClockEventKind, Callable[[ClockFacts, ClockEvent], None]] = {
    ClockEventKind.RECEIVED: ClockFacts.receive,
    ClockEventKind.SUPPLEMENT_REQUESTED: ClockFacts.ask_supplement,
    ClockEventKind.SUPPLEMENTED: ClockFacts.supplement,
    ClockEventKind.ACCEPTED: ClockFacts.accept,
    ClockEventKind.PAUSED: ClockFacts.pause,
    ClockEventKind.RESUMED: ClockFacts.resume,
    ClockEventKind.EXTENDED: ClockFacts.extend,
    ClockEventKind.EXEMPTED: ClockFacts.exempt,
    ClockEventKind.MEETING_PLANNED: ClockFacts.plan_meeting,
    ClockEventKind.ISSUED: ClockFacts.end,
    ClockEventKind.REVIEWED_AGAIN: ClockFacts.review_again,
    ClockEventKind.CLOSED: ClockFacts.end,
}


AFTER_THE_END = (ClockEventKind.MEETING_PLANNED, ClockEventKind.REVIEWED_AGAIN)


def end_of(events: Sequence[ClockEvent], rules: ClockRules) -> ClockEvent | None:
    """Return the event that ended the clock, or None while it runs, also in a second review."""
    end: ClockEvent | None = None
    for event in sorted(events, key=attrgetter("number")):
        if event.kind is ClockEventKind.REVIEWED_AGAIN and rules.again is not None:
            end = None
        elif event.kind in (ClockEventKind.ISSUED, ClockEventKind.CLOSED) and end is None:
            end = event
    return end


def first_round(events: Sequence[ClockEvent]) -> list[ClockEvent]:
    """Return the events of the first review: what the terms of the law are about."""
    order = sorted(events, key=attrgetter("number"))
    kinds = [event.kind for event in order]
    if ClockEventKind.REVIEWED_AGAIN not in kinds:
        return order
    return order[: kinds.index(ClockEventKind.REVIEWED_AGAIN)]


def read_facts(
    events: Iterable[ClockEvent], rules: ClockRules, calendar: WorkCalendar, today: date
) -> ClockFacts:
    """Return what the events up to `today` say.

    An open pause is taken to last until today, and to be a plain stop: what starts the count anew
    is the supplement itself, once it is there.
    """
    facts = ClockFacts(rules, calendar, today=today, until=today)
    for event in sorted(events, key=attrgetter("number")):
        # After the opinion a meeting is planned, or a second review begins; nothing else counts.
        if event.on <= today and (facts.ended_on is None or event.kind in AFTER_THE_END):
            TAKEN_IN_BY[event.kind](facts, event)
    facts.stand_until(facts.until)
    return facts
