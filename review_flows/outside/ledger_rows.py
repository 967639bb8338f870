"""SQL → the compliance ledger: a handful of reads for all cases together, none per case."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta

from models.action import Action
from models.ledger import Ledger, LedgerRow
from models.person import Person
from review_flows.outside import ledger_queries
from review_flows.outside.database import Connection, Row, Value
from review_flows.outside.ledger_parts import beside_cases, ledger_row
from review_flows.outside.ledger_rules import MatterBook
from review_flows.outside.sight import numbers_where, where_may
from review_flows.outside.site import Site
from review_flows.outside.wall_clock import SHANGHAI, utc_text

ANY_BREACH = "any"
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Selection:
    """Which cases to put into the ledger; None lets all through.

    The days are those of receipt (收件日期) in Asia/Shanghai, both included. `unit` and `reviewer`
    are codes; `breach` is a ClockBreach or ANY_BREACH. `played` takes demonstrations in as well.
    """

    first_on: date | None = None
    last_on: date | None = None
    unit: str | None = None
    matter_type: str | None = None
    state: str | None = None
    reviewer: str | None = None
    breach: str | None = None
    played: bool = False

    @property
    def chosen(self) -> tuple[tuple[str, str], ...]:
        """What was chosen beside the days: (option, code), without a code for `played`."""
        named = [(one.name, getattr(self, one.name)) for one in fields(self)[2:]]
        return tuple((name, "" if value is True else value) for name, value in named if value)


def read_ledger(
    site: Site, connection: Connection, wanted: Selection, today: date, person: Person | None = None
) -> Ledger:
    """Return the ledger as it stands at the end of `today`, in the order of receipt.

    With a `person` only the cases whose ledger is open to that person (Action.SEE_LEDGER). A case
    of a demonstration is read on the last day of its play.
    """
    values = _values(wanted)
    cases = _visible(connection, connection.rows(ledger_queries.CASES, **values), person)
    beside = beside_cases(connection, values)
    book = MatterBook(site, connection)
    rows: list[LedgerRow] = []
    for case in cases:
        day = beside.last_days.get(case["number"], today)
        row = ledger_row(case, beside, book, day, serial=len(rows) + 1)
        if _passes(row, wanted):
            rows.append(row)
    days = [row.entered.received_on for row in rows]
    return Ledger(
        first_on=wanted.first_on or min([*days, wanted.last_on or today]),
        last_on=wanted.last_on or max([*days, wanted.first_on or today, today]),
        as_of=today,
        changed_at=str(connection.value(ledger_queries.NEWEST_ENTRY) or ""),
        rows=tuple(rows),
        chosen=wanted.chosen + ((("person", person.code),) if person else ()),
    )


def _visible(connection: Connection, cases: Iterable[Row], person: Person | None) -> Iterable[Row]:
    if person is None:
        return cases
    seen = numbers_where(connection, where_may(person, Action.SEE_LEDGER))
    return [case for case in cases if case["number"] in seen]


def _values(wanted: Selection) -> dict[str, Value]:
    """Return the values of every statement."""
    after_last = wanted.last_on + ONE_DAY if wanted.last_on else None
    return {
        "since": _midnight(wanted.first_on) if wanted.first_on else ledger_queries.FIRST,
        "before": _midnight(after_last) if after_last else ledger_queries.LAST,
        "unit": wanted.unit,
        "matter_type": wanted.matter_type,
        "state": wanted.state,
        "played": wanted.played,
    }


def _midnight(day: date) -> str:
    return utc_text(datetime.combine(day, time(), SHANGHAI))


def _passes(row: LedgerRow, wanted: Selection) -> bool:
    if wanted.reviewer and row.entered.reviewer != wanted.reviewer:
        return False
    if wanted.breach == ANY_BREACH:
        return bool(row.term.breaches)
    return wanted.breach is None or wanted.breach in row.term.breaches
