"""`clock CASE`: the last days of a case as the law counts them, and the walk that explains them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from models.case import Case, MatterType
from models.clock import Clock, ClockEvent, ClockEventKind, read_clock
from models.clock_walk import WalkDay, explain_clock
from models.period import Period, ReviewPeriods
from models.words import word
from review_flows.cli.looking import looking, seen_case
from review_flows.cli.output import json_text, say, show_object, show_table
from review_flows.cli.reader import Reader, reader_of
from review_flows.outside import queries
from review_flows.outside.wall_clock import day_of, day_of_text

if TYPE_CHECKING:
    from models.rule_set import RuleSet

PAUSING = (ClockEventKind.PAUSED, ClockEventKind.RESUMED)
WALK_COLUMNS = ("day", "day_number", "why", "notice", "marks")


@dataclass(frozen=True, slots=True)
class Reading:
    """The clock of a case and everything that it was read from."""

    case: Case
    clock: Clock
    events: tuple[ClockEvent, ...]
    periods: ReviewPeriods
    walk: tuple[WalkDay, ...]
    unverified: tuple[str, ...]  # key paths of the rule set
    rules_changed: bool  # since they were frozen into the case at acceptance


def show_clock(
    context: typer.Context,
    number: Annotated[str, typer.Argument(metavar="CASE", help="The case's number.")],
    walk: Annotated[bool, typer.Option("--walk", help="Explain it day by day.")] = False,
) -> None:
    """Show the clock of a case: floor, ceiling, what has elapsed and what is left.

    Example: review-flows clock 2026-0001 --walk
    """
    reader = reader_of(context)
    reading = read(reader, number)
    if reading is None:
        say(reader.says("no_clock", number=number))
        if reader.as_json:
            typer.echo(json_text({"number": number, "accepted_on": None}))
        return
    if walk and not reader.as_json:
        show_table(reader, WALK_COLUMNS, (_walk_row(reader, day) for day in reading.walk))
    else:
        show_object(reader, as_object(reading, walk), rows(reader, reading))
    for key in _warnings(reading):
        say(reader.says(key, rule_set=reading.case.rule_set))


def read(reader: Reader, number: str) -> Reading | None:
    """Return the clock of a case as it stands today, or None before acceptance."""
    # Imported here: rule sets take longer to load than the rest of the command.
    from review_flows.desk.timekeeping import clock_events
    from review_flows.rule_sets import rule_set

    with looking() as (site, connection):
        case = seen_case(connection, reader, number)
        events = tuple(clock_events(connection, number))
        rules = rule_set(case.rule_set)
        periods = rules.matter_types[case.matter_type].review.periods
        today = day_of(site.clock.now())
        if case.played:  # Its days are those of the play, not of this machine.
            today = day_of_text(queries.last_entry_at(connection, number))
        clock = read_clock(events, periods, site.calendar, today)
        if clock is None:
            return None
        walk = explain_clock(events, periods, site.calendar, today)
        changed = case.rule_set_digest not in (None, rules.digest)
        unverified = unverified_of(rules, case.matter_type)
        return Reading(case, clock, events, periods, walk, unverified, changed)


def unverified_of(rules: "RuleSet", matter_type: MatterType) -> tuple[str, ...]:
    """Return the key paths of the review's values that nobody has read in their source (未核实)."""
    prefix = f"matter_types.{matter_type}."
    paths = [path for path in rules.unverified() if path.startswith(f"{prefix}review.")]
    return tuple(path.removeprefix(prefix) for path in paths)


def as_object(reading: Reading, walk: bool) -> dict[str, object]:
    """Return the reading as an object of plain values; days as ISO texts."""
    clock, other = reading.clock, reading.clock.other_reading
    shown: dict[str, object] = {
        "number": reading.case.number,
        "rule_set": reading.case.rule_set,
        "floor": _period_object(reading.periods.floor),
        "ceiling": _period_object(reading.periods.ceiling),
    }
    plain = [name for name in Clock.__dataclass_fields__ if name != "other_reading"]
    shown |= {name: _plain(getattr(clock, name)) for name in plain}
    shown["other_reading"] = {
        "unit": str(other.unit),
        "floor_on": _plain(other.floor_on),
        "ceiling_on": _plain(other.ceiling_on),
    }
    shown["pauses"] = [
        {"kind": str(event.kind), "on": str(event.on), "reason": event.reason}
        for event in reading.events
        if event.kind in PAUSING
    ]
    shown |= {"unverified": reading.unverified, "rules_changed": reading.rules_changed}
    if walk:
        shown["walk"] = [_day_object(day) for day in reading.walk]
    return shown


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, int) else str(value)


def _period_object(period: Period | None) -> dict[str, object] | None:
    if period is None:
        return None
    return {
        "days": period.days,
        "unit": str(period.unit),
        "source": period.source,
        "verified": period.verified,
    }


def _day_object(day: WalkDay) -> dict[str, object]:
    return {
        "day": str(day.day),
        "number": day.number,
        "why": str(day.why),
        "notice": day.notice,
        "provisional": day.provisional,
    }


def rows(reader: Reader, reading: Reading) -> Iterator[tuple[str, object]]:
    """Return the fields of the clock with their headings; empty ones are left out."""
    clock = reading.clock
    mark = f" ({reader.says('mark.provisional')})" if clock.provisional else ""
    values: dict[str, object] = {
        "case": reading.case.number,
        "accepted_on": clock.accepted_on,
        "floor_on": clock.floor_on and f"{clock.floor_on}{mark}",
        "floor": _told(reader, reading.periods.floor),
        "ceiling_on": clock.ceiling_on and f"{clock.ceiling_on}{mark}",
        "ceiling": _told(reader, reading.periods.ceiling),
        "elapsed": _days(reader, clock.elapsed_working, clock.elapsed_calendar),
        "left": _days(reader, clock.left_working, clock.left_calendar),
        "paused": _days(reader, clock.paused_working, clock.paused_calendar),
        "pauses": "; ".join(_pauses(reader, reading)),
        "exempted": clock.exempted,
        "ended_on": clock.ended_on,
        "breach": clock.breach and word(clock.breach, reader.language),
        "other_reading": _other(reader, reading),
        "unverified": ", ".join(reading.unverified),
    }
    for name, value in values.items():
        if value not in (None, "", False):
            yield reader.says(f"heading.{name}"), value


def _told(reader: Reader, period: Period | None) -> str:
    if period is None:
        return ""
    mark = "" if period.verified else f" ({reader.says('mark.unverified')})"
    return f"{period.days} {word(period.unit, reader.language)}, {period.source}{mark}"


def _days(reader: Reader, working: int | None, calendar: int | None) -> str:
    if working is None:
        return ""
    return reader.says("both_days", working=working, calendar=calendar)


def _pauses(reader: Reader, reading: Reading) -> Iterator[str]:
    for event in reading.events:
        if event.kind in PAUSING:
            yield f"{event.on} {word(event.kind, reader.language)} {event.reason}".rstrip()


def _other(reader: Reader, reading: Reading) -> str:
    other = reading.clock.other_reading
    unit = word(other.unit, reader.language)
    return f"{unit}: {other.floor_on or '-'} / {other.ceiling_on or '-'}"


def _walk_row(reader: Reader, day: WalkDay) -> tuple[object, ...]:
    mark = reader.says("mark.provisional") if day.provisional else ""
    return day.day, day.number, word(day.why, reader.language), day.notice, mark


def _warnings(reading: Reading) -> Iterator[str]:
    if reading.clock.provisional:
        yield "warn.provisional"
    if reading.unverified:
        yield "warn.unverified"
    if reading.rules_changed:
        yield "warn.rules_changed"
