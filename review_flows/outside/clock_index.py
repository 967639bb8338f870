"""The facts of the clock as a table: an index over the log, to read many cases at once."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from models.clock_facts import BreachCause, ClockEvent, ClockEventKind
from models.clock_rules import PauseGround
from review_flows.outside.database import Connection, Row

COLUMNS = "seq, kind, happened_on, days, ground, meeting_on, cause"
OF_CASE = f"SELECT {COLUMNS} FROM clock_events WHERE case_number = :number ORDER BY seq"

KINDS = {str(kind): kind for kind in ClockEventKind}
GROUNDS: dict[str | None, PauseGround | None] = {
    None: None,
    **{str(ground): ground for ground in PauseGround},
}


def add_clock_event(connection: Connection, number: str, event: ClockEvent) -> None:
    """Add one fact, in the transaction that writes its log entry."""
    connection.insert(
        "clock_events",
        case_number=number,
        seq=event.number,
        kind=str(event.kind),
        happened_on=event.on.isoformat(),
        days=event.days,
        ground=str(event.ground) if event.ground else None,
        meeting_on=event.meeting_on.isoformat() if event.meeting_on else None,
        cause=str(event.cause) if event.cause else None,
    )


def clock_events_of(connection: Connection, number: str) -> list[ClockEvent]:
    """Return the facts of one case, in the order of its log."""
    return [clock_event(row) for row in connection.rows(OF_CASE, number=number)]


def clock_event(row: Row) -> ClockEvent:
    """Return the fact of a row that holds COLUMNS."""
    meeting_on, cause = row["meeting_on"], row["cause"]
    return ClockEvent(
        KINDS[row["kind"]],
        date.fromisoformat(row["happened_on"]),
        row["seq"],
        "",
        row["days"],
        GROUNDS[row["ground"]],
        date.fromisoformat(meeting_on) if meeting_on else None,
        BreachCause(cause) if cause else None,
    )


def clock_events_by_case(rows: Iterator[Row]) -> Iterator[tuple[str, list[ClockEvent]]]:
    """Gather rows that hold case_number and COLUMNS, sorted by both, case by case."""
    number, events = "", list[ClockEvent]()
    for row in rows:
        if row["case_number"] != number:
            if events:
                yield number, events
            number, events = row["case_number"], []
        events.append(clock_event(row))
    if events:
        yield number, events


# All facts of a case as one text, because a row for each of them is half of what reading a large
# site costs. No last day depends on the columns left out: the meeting and the cause.
PACKED = (
    "e.seq || ' ' || e.kind || ' ' || e.happened_on || ' ' || e.days || ' ' "
    "|| coalesce(e.ground, '')"
)


def packed_facts(postgresql: bool) -> str:
    """Return the SQL that gathers the facts of a case, `e`, into one text, in any order."""
    return f"string_agg({PACKED}, ',')" if postgresql else f"group_concat({PACKED}, ',')"


def unpack_facts(packed: str) -> list[ClockEvent]:
    """Return what `packed_facts` gathered, in no order: whoever reads a clock sorts its facts."""
    return list(map(unpack_fact, packed.split(",")))


@lru_cache(maxsize=2**15)
def unpack_fact(text: str) -> ClockEvent:
    """Return one fact. Kept, because many cases took the same step on the same day."""
    number, kind, on, days, ground = text.split(" ")
    return ClockEvent(
        KINDS[kind],
        date.fromisoformat(on),
        int(number),
        days=int(days),
        ground=GROUNDS[ground or None],
    )
