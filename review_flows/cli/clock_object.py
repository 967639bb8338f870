"""The `clock` command's reading as one object of plain values, for programs."""

from dataclasses import fields
from typing import TYPE_CHECKING

from models.clock import ClockReading
from models.clock_facts import ClockEvent
from models.clock_walk import WalkDay
from review_flows.cli.clock_page import Reading

if TYPE_CHECKING:
    from models.matter_rules import ReviewRules


def as_object(reading: Reading, explained: bool) -> dict[str, object]:
    """Return the reading as an object; days as ISO texts, the walk only where it is asked for."""
    clock = reading.clock
    shown: dict[str, object] = {
        "number": reading.case.number,
        "read_on": str(reading.read_on),
        "accepted_on": _plain(reading.accepted_on),
    }
    plain = [field.name for field in fields(ClockReading) if field.name != "other_reading"]
    shown |= {name: _plain(getattr(clock, name)) for name in plain}
    shown |= {
        "breach": _plain(clock.breach),
        "cause_recorded": reading.cause_recorded,
        "other_reading": _other(clock),
        "rule_set": reading.case.rule_set,
        "rule_set_digest": reading.digest,
        "rules": _rules(reading.rules),
        "unverified": reading.unverified,
        "calendar": [
            {
                "year": year.year,
                "digest": year.digest,
                "proven": year.proven,
                "changed": year.changed,
                "notice": year.notice,
                "provisional": year.provisional,
            }
            for year in reading.years
        ],
        "events": [_event(event) for event in reading.events],
    }
    if explained:
        shown["walk"] = [_day(day) for day in reading.walk]
    return shown


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, int) else str(value)


def _other(clock: ClockReading) -> dict[str, object] | None:
    other = clock.other_reading
    if other is None:
        return None
    return {field.name: _plain(getattr(other, field.name)) for field in fields(other)}


def _rules(rules: "ReviewRules") -> dict[str, object]:
    """Return what the rule set says about the clock, each value with its source."""
    said = ("floor", "ceiling", "starts", "supplement", "extension", "submit_before_meeting")
    return rules.model_dump(mode="json", include=set(said))


def _event(event: ClockEvent) -> dict[str, object]:
    said = {field.name: _plain(getattr(event, field.name)) for field in fields(event)}
    return {name: value for name, value in said.items() if value not in (None, "", 0)}


def _day(day: WalkDay) -> dict[str, object]:
    return {
        "day": str(day.day),
        "number": day.number,
        "overdue": day.overdue,
        "why": str(day.why),
        "notice": day.notice,
        "provisional": day.provisional,
        "milestones": [str(mark) for mark in day.milestones],
        "events": [_event(event) for event in day.events],
    }
