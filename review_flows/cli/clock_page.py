"""The page of the `clock` command: a reading in; its fields, its walk, its object of values out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from models.case import Case
from models.clock import ClockReading
from models.clock_facts import ClockEvent, ClockEventKind
from models.clock_rules import PauseGround
from models.clock_walk import WalkDay
from models.words import told_source, word
from models.work_calendar import WorkCalendar
from review_flows.cli.reader import Reader

if TYPE_CHECKING:  # Every command loads this page, and rule sets take long to load.
    from models.matter_rules import ReviewRules
    from models.sourced import Sourced, SourcedPeriod

STANDS = (
    ClockEventKind.SUPPLEMENT_REQUESTED,
    ClockEventKind.SUPPLEMENTED,
    ClockEventKind.PAUSED,
    ClockEventKind.RESUMED,
)
SHOWN_DIGITS = 12  # of a digest; the JSON holds it whole


@dataclass(frozen=True, slots=True)
class YearUsed:
    """A year that the walk goes through, and its digest as the log of the case proves it."""

    year: int
    digest: str
    notice: str
    provisional: bool
    proven: str | None  # None where no entry names the year

    @property
    def changed(self) -> bool:
        """Whether the year was another one when the clock was last logged."""
        return self.proven is not None and self.proven != self.digest


@dataclass(frozen=True, slots=True)
class Reading:
    """The clock of a case at the end of one day, and everything that it was read from."""

    case: Case
    read_on: date
    clock: ClockReading
    events: tuple[ClockEvent, ...]  # up to that day
    rules: "ReviewRules"
    digest: str  # of the rule set
    walk: tuple[WalkDay, ...]
    unverified: tuple[str, ...]  # key paths of the rule set
    years: tuple[YearUsed, ...]

    @property
    def accepted_on(self) -> date | None:
        """The day of the acceptance, if there was one up to then."""
        days = [event.on for event in self.events if event.kind is ClockEventKind.ACCEPTED]
        return days[-1] if days else None

    @property
    def cause_recorded(self) -> bool:
        """Whether the signer said who caused a breach."""
        return any(event.cause is not None for event in self.events)


def years_used(
    walk: Sequence[WalkDay], calendar: WorkCalendar, proven: Mapping[int, str]
) -> tuple[YearUsed, ...]:
    """Return the years of a walk as the calendar has them, beside what the log proves."""
    held = [calendar.year(year) for year in sorted({day.day.year for day in walk})]
    return tuple(
        YearUsed(one.year, one.digest, one.notice, one.provisional, proven.get(one.year))
        for one in held
    )


def warnings(reading: Reading) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield the key and the values of each message that the reader should not overlook."""
    clock, other = reading.clock, reading.clock.other_reading
    if clock.provisional or clock.submit_provisional or (other and other.provisional):
        yield "warn.provisional", {}
    if reading.unverified:
        yield "warn.unverified", {"rule_set": reading.case.rule_set}
    changed = ", ".join(str(year.year) for year in reading.years if year.changed)
    if changed:
        yield "warn.calendar_changed", {"years": changed}


def rows(reader: Reader, reading: Reading) -> Iterator[tuple[str, object]]:
    """Return the fields of the clock with their headings; empty ones are left out."""
    for name, value in {**_days_of(reader, reading), **_grounds_of(reader, reading)}.items():
        if value not in (None, "", False):
            yield reader.says(f"heading.{name}"), value


def _days_of(reader: Reader, reading: Reading) -> dict[str, object]:
    clock, rules = reading.clock, reading.rules
    return {
        "case": reading.case.number,
        "clock_state": word(clock.state, reader.language),
        "read_on": reading.read_on,
        "accepted_on": reading.accepted_on,
        "began_on": clock.began_on,
        "starts": _told(reader, word(rules.starts.event, reader.language), rules.starts),
        "floor_on": _marked(reader, None if clock.paused else clock.floor_on, clock.provisional),
        "floor": _period(reader, rules.floor),
        "ceiling_on": _marked(
            reader, None if clock.paused else clock.ceiling_on, clock.provisional
        ),
        "ceiling": _period(reader, rules.ceiling),
        "extended_by": _extension(reader, reading),
        "elapsed": clock.began_on and _both(reader, clock.elapsed_working, clock.elapsed_calendar),
        "left": _both(reader, clock.left_working, clock.left_calendar),
        "paused": clock.began_on and _both(reader, clock.paused_working, clock.paused_calendar),
        "pauses": "; ".join(told_event(reader, one, True) for one in _stands(reading)),
        "supplement_effect": _supplement(reader, reading),
        "exempted": clock.exempted,
        "ended_on": clock.ended_on,
    }


def _grounds_of(reader: Reader, reading: Reading) -> dict[str, object]:
    clock, language = reading.clock, reader.language
    planned = clock.meeting_on is not None
    return {
        "breach": clock.breach and word(clock.breach, language),
        "caused_by": _cause(reader, reading),
        "meeting_on": clock.meeting_on,
        "submit_by": _marked(reader, clock.submit_by, clock.submit_provisional),
        "submit_before_meeting": planned and _period(reader, reading.rules.submit_before_meeting),
        "submitted_late": clock.submitted_late,
        "other_reading": _other(reader, reading),
        "rule_set": f"{reading.case.rule_set} {reading.digest[:SHOWN_DIGITS]}",
        "calendar_used": "; ".join(_year(reader, year) for year in reading.years),
        "unverified": ", ".join(reading.unverified),
    }


def _marked(reader: Reader, day: date | None, provisional: bool) -> str:
    mark = f" ({reader.says('mark.provisional')})" if provisional else ""
    return f"{day}{mark}" if day else ""


def _told(reader: Reader, text: str, rule: "Sourced") -> str:
    mark = "" if rule.verified else f" ({reader.says('mark.unverified')})"
    return f"{text}, {told_source(rule.source, reader.language)}{mark}"


def _period(reader: Reader, period: "SourcedPeriod | None") -> str:
    if period is None:
        return ""
    return _told(reader, f"{period.days} {word(period.unit, reader.language)}", period)


def _both(reader: Reader, working: int | None, calendar: int | None) -> str:
    if working is None:
        return ""
    return reader.says("both_days", working=working, calendar=calendar)


def _extension(reader: Reader, reading: Reading) -> str:
    rule, more = reading.rules.extension, reading.clock.extended_by
    if not more:
        return ""
    text = f"{more} {word(reading.rules.clock.unit, reader.language)}"
    return _told(reader, text, rule) if rule else text


def _stands(reading: Reading) -> list[ClockEvent]:
    """Return the facts that made time stand, or run again, since the first day 0."""
    if not reading.walk:
        return []
    first = reading.walk[0].day
    return [event for event in reading.events if event.kind in STANDS and event.on >= first]


def _supplement(reader: Reader, reading: Reading) -> str:
    rule, asked = reading.rules.supplement, ClockEventKind.SUPPLEMENT_REQUESTED
    waited = any(
        event.kind is asked or event.ground is PauseGround.SUPPLEMENT for event in _stands(reading)
    )
    return _told(reader, word(rule.effect, reader.language), rule) if waited else ""


def _cause(reader: Reader, reading: Reading) -> str:
    cause = reading.clock.caused_by
    if cause is None:
        return ""
    known = "recorded" if reading.cause_recorded else "suggested"
    return f"{word(cause, reader.language)} ({reader.says(f'mark.cause_{known}')})"


def _other(reader: Reader, reading: Reading) -> str:
    other = reading.clock.other_reading
    if other is None:
        return ""
    mark = f" ({reader.says('mark.provisional')})" if other.provisional else ""
    unit = word(other.unit, reader.language)
    return f"{unit}: {other.floor_on or '-'} / {other.ceiling_on or '-'}{mark}"


def _year(reader: Reader, year: YearUsed) -> str:
    marks = [reader.says("mark.provisional")] if year.provisional else []
    marks += [reader.says("mark.calendar_changed")] if year.changed else []
    mark = f" ({', '.join(marks)})" if marks else ""
    return f"{year.year} {year.notice} {year.digest[:SHOWN_DIGITS]}{mark}".replace("  ", " ")


def told_event(reader: Reader, event: ClockEvent, dated: bool) -> str:
    """Return one fact in words: what, on which ground, how many days, and the reason given."""
    parts = (
        str(event.on) if dated else "",
        word(event.kind, reader.language),
        word(event.ground, reader.language) if event.ground else "",
        f"+{event.days}" if event.days else "",
        str(event.meeting_on or ""),
        word(event.cause, reader.language) if event.cause else "",
        event.reason,
    )
    return " ".join(part for part in parts if part)


def walk_rows(reader: Reader, walk: Sequence[WalkDay]) -> Iterator[tuple[object, ...]]:
    """Return the lines of the walk; a day after the ceiling has its number with a plus."""
    for day in walk:
        marks = [reader.says("mark.provisional")] if day.provisional else []
        marks += [word(mark, reader.language) for mark in day.milestones]
        marks += [told_event(reader, event, False) for event in day.events]
        number = day.number if day.overdue is None else f"+{day.overdue}"
        why = word(day.why, reader.language)
        weekday = reader.says(f"weekday.{day.day.weekday()}")
        yield day.day, weekday, number, why, day.notice, "; ".join(marks)
