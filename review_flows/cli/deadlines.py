"""`clock CASE`: the last days of a case as the law counts them, and the walk that explains them."""

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from models.case import Case
from models.clock import ClockState, read_clock
from models.clock_facts import ClockEvent
from models.clock_walk import explain_clock
from models.errors import BadInput
from models.moves import Move
from models.words import word
from review_flows.cli.clock_object import as_object
from review_flows.cli.clock_page import Reading, rows, walk_rows, warnings, years_used
from review_flows.cli.looking import looking, seen_case, today_text
from review_flows.cli.output import say, show_object, show_table
from review_flows.cli.reader import Reader, reader_of
from review_flows.outside import queries, records
from review_flows.outside.case_view import entry_lines
from review_flows.outside.database import Connection
from review_flows.outside.site import Site
from review_flows.outside.wall_clock import day_of, day_of_text

if TYPE_CHECKING:
    from models.rule_set import RuleSet

__all__ = ["read", "rows", "show_clock"]

WALK_COLUMNS = ("day", "weekday", "day_number", "why", "notice", "marks")


def show_clock(
    context: typer.Context,
    number: Annotated[str, typer.Argument(metavar="CASE", help="The case's number.")],
    explain: Annotated[bool, typer.Option("--explain", help="Explain it day by day.")] = False,
    on: Annotated[
        str,
        typer.Option("--on", metavar="DATE", help="As of this day, from what was logged up to it."),
    ] = "",
) -> None:
    """Show the clock of a case: floor, ceiling, what has elapsed and what is left.

    A day that is past is read from what was logged up to it, with today's calendar; a day to come
    as if nothing more happened.

    Example: review-flows clock 2026-0001 --explain
    """
    reader = reader_of(context)
    reading = read(reader, number, _day_given(on))
    if explain and not reader.as_json:
        show_table(reader, WALK_COLUMNS, walk_rows(reader, reading.walk))
    else:
        show_object(reader, as_object(reading, explain), rows(reader, reading))
    if on:
        say(reader.says("clock.read_on", day=reading.read_on))
    if reading.clock.state is ClockState.NOT_STARTED:
        start = word(reading.rules.starts.event, reader.language)
        say(reader.says("clock.not_started", number=number, start=start))
    for key, values in warnings(reading):
        say(reader.says(key, **values))


def read(reader: Reader, number: str, on: date | None = None) -> Reading:
    """Return the clock of a case as it stands at the end of a day; without one, of today."""
    # Imported here: moves take longer to load than the rest of the command.
    from review_flows.desk.timekeeping import clock_events

    with looking() as (site, connection):
        case = seen_case(connection, reader, number, today_text(site))
        rule_set = site.rules.of_case(connection, case)
        rules = rule_set.matter_types[case.matter_type].review
        today = on or _today(site, connection, case)
        events = _with_reasons(connection, number, clock_events(connection, number), today)
        walk = explain_clock(events, rules.clock, site.calendar, today)
        return Reading(
            case=case,
            read_on=today,
            clock=read_clock(events, rules.clock, site.calendar, today),
            events=events,
            rules=rules,
            digest=case.rule_set_digest or site.rules.digest(case.rule_set),
            walk=walk,
            unverified=_unverified_of(rule_set, case),
            years=years_used(walk, site.calendar, _proven_years(connection, number, today)),
        )


def _day_given(on: str) -> date | None:
    try:
        return date.fromisoformat(on) if on else None
    except ValueError:
        raise BadInput(f"--on: “{on}” is no day. Write it like 2026-03-09.") from None


def _today(site: Site, connection: Connection, case: Case) -> date:
    if case.played:  # Its days are those of the play, not of this machine.
        return day_of_text(queries.last_entry_at(connection, case.number))
    return day_of(site.clock.now())


def _with_reasons(
    connection: Connection, number: str, events: list[ClockEvent], today: date
) -> tuple[ClockEvent, ...]:
    """Return the events up to a day, each with the reason that its entry in the log gives."""
    reasons = {line.seq: line.reason for line in entry_lines(connection, number)}
    return tuple(
        replace(event, reason=reasons[event.number]) for event in events if event.on <= today
    )


def _proven_years(connection: Connection, number: str, until: date) -> dict[int, str]:
    """Return the digest of each year as the log of the case proves it last, up to a day."""
    proven: dict[int, str] = {}
    for row in records.entries_of(connection, number, Move):
        if day_of_text(row["at"]) <= until:
            calendar = json.loads(row["body"]).get("calendar", {})
            proven |= {int(year): digest for year, digest in calendar.items()}
    return proven


def _unverified_of(rule_set: "RuleSet", case: Case) -> tuple[str, ...]:
    """Return the key paths of the review's values that nobody has read in their source (未核实)."""
    prefix = f"matter_types.{case.matter_type}."
    paths = [path for path in rule_set.unverified() if path.startswith(f"{prefix}review.")]
    return tuple(path.removeprefix(prefix) for path in paths)
