"""Reviews whose ceiling has passed while they run, and for which no breach is recorded yet."""

from dataclasses import dataclass
from datetime import date

from models.clock import ClockBreach, read_clock
from models.clock_facts import BreachCause
from models.work_calendar import WorkCalendar
from review_flows.outside import records
from review_flows.outside.clock_index import clock_events_of
from review_flows.outside.database import Connection
from review_flows.outside.last_days import ON_CLOCK
from review_flows.outside.rule_source import RuleSource

# The index finds them; the clock itself then says whether there is a breach, and whose.
PASSED = (
    f"SELECT c.number FROM cases c WHERE c.state IN ({ON_CLOCK}) AND c.ceiling_on < :today "
    "AND c.played = :played AND NOT EXISTS (SELECT 1 FROM breaches b "
    "WHERE b.case_number = c.number AND b.breach = 'ceiling_breached' "
    "AND b.due_on = c.ceiling_on) ORDER BY c.number"
)


@dataclass(frozen=True, slots=True)
class PassedCeiling:
    """A breach that has to be recorded. `version` is that of the case when we looked."""

    number: str
    version: int
    due_on: date
    caused_by: BreachCause


def numbers_past_ceiling(connection: Connection, today: date, played: bool) -> list[str]:
    """Return the cases whose stored ceiling is past, and which have no breach of that day."""
    rows = connection.rows(PASSED, today=today.isoformat(), played=played)
    return [row["number"] for row in rows]


def passed_ceiling(
    connection: Connection, rules: RuleSource, calendar: WorkCalendar, today: date, number: str
) -> PassedCeiling | None:
    """Return the breach of a case as its clock reads today, or None where it reads none."""
    case = records.find_case(connection, number)
    assert case is not None
    clock = read_clock(
        clock_events_of(connection, number),
        rules.of_case(connection, case).matter_types[case.matter_type].review.clock,
        calendar,
        today,
    )
    if clock.breach is not ClockBreach.CEILING_BREACHED or clock.ended_on is not None:
        return None
    assert clock.ceiling_on is not None and clock.caused_by is not None
    return PassedCeiling(number, case.version, clock.ceiling_on, clock.caused_by)
