"""What runs towards a last day, and what is owed of it: from the review to the last answer.

The reviews' last days are taken from `cases.ceiling_on`, the index over the clock (design.md, D4),
and only days within reach of the widest rung are looked at, so that a look at 100,000 open cases
takes about two seconds (tests/bench/bench_sweep.py).
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

from models.case import ON_THE_CLOCK, CaseState
from models.errors import ReviewError
from models.filing import FilingState
from models.reminder import (
    Nearness,
    Reminded,
    Reminder,
    Rung,
    last_day_in_reach,
    nearness,
    reminders_owed,
)
from models.work_calendar import WorkCalendar
from review_flows.outside import records
from review_flows.outside.database import Connection, Row
from review_flows.outside.exchanges import LIVES
from review_flows.outside.rule_source import RuleSource

ON_CLOCK = ", ".join(f"'{state}'" for state in sorted(ON_THE_CLOCK))
OF_CASE = "c.state, c.version, c.matter_type, c.rule_set, c.rule_set_digest"
# A case of a demonstration is watched by the demonstration alone, whose clock it follows.
NEAR_REVIEWS = f"c.state IN ({ON_CLOCK}) AND c.ceiling_on <= :reach AND c.played = :played"
REVIEWS = (
    f"SELECT c.number, 'review' AS about, c.ceiling_on AS due_on, c.provisional, {OF_CASE} "
    f"FROM cases c WHERE {NEAR_REVIEWS} ORDER BY c.ceiling_on, c.number"
)
CONSULTATIONS = (
    "SELECT q.case_number AS number, 'advice:' || q.advisor AS about, q.answer_by AS due_on, "
    f"NULL AS provisional, {OF_CASE} FROM consultations q "
    "JOIN tasks t ON t.about = q.id AND t.kind IN ('advise', 'co_review') "
    "AND t.state IN ('open', 'assigned', 'claimed') "
    "JOIN cases c ON c.number = q.case_number "
    "WHERE q.answered_at IS NULL AND q.answer_by <= :reach AND c.played = :played ORDER BY q.id"
)
PUBLICATIONS = (
    "SELECT i.case_number AS number, 'publication' AS about, i.disclose_by AS due_on, "
    f"NULL AS provisional, {OF_CASE} FROM issuances i JOIN cases c ON c.number = i.case_number "
    "WHERE c.state = 'issued' AND i.disclose_by <= :reach AND c.played = :played "
    "ORDER BY i.case_number"
)
# Of an exchange: the first package, the reply that is owed (never both), and what the other side
# owes. A document that was repealed, or has lapsed, owes nobody anything.
OWED_DAYS = {
    "filing": "CASE WHEN f.state = 'due' THEN f.due_on ELSE f.reply_by END",
    # A recipient that finds nothing in what it registered need not say so: nothing is owed then.
    "answer": "CASE WHEN f.state <> 'registered' THEN f.answer_by END",
}
EXCHANGES = {
    kind: f"SELECT f.case_number AS number, '{kind}:' || f.recipient AS about, {day} AS due_on, "
    f"NULL AS provisional, {OF_CASE} FROM filings f JOIN cases c ON c.number = f.case_number "
    f"WHERE {day} <= :reach AND {LIVES} AND c.played = :played "
    "ORDER BY f.case_number, f.recipient"
    for kind, day in OWED_DAYS.items()
}
# Only of what is still open: nobody asks what was said of a settled last day.
RECORDED = (
    f"SELECT r.case_number, r.about, r.rung, r.due_on FROM cases c JOIN reminders r "
    f"ON r.case_number = c.number AND r.about = 'review' WHERE {NEAR_REVIEWS}",
    "SELECT r.case_number, r.about, r.rung, r.due_on FROM consultations q JOIN reminders r "
    "ON r.case_number = q.case_number AND r.about = 'advice:' || q.advisor "
    "WHERE q.answered_at IS NULL",
    "SELECT r.case_number, r.about, r.rung, r.due_on FROM cases c JOIN reminders r "
    "ON r.case_number = c.number AND r.about = 'publication' WHERE c.state = 'issued'",
    *(
        "SELECT r.case_number, r.about, r.rung, r.due_on FROM filings f JOIN reminders r "
        f"ON r.case_number = f.case_number AND r.about = '{kind}:' || f.recipient "
        f"WHERE {day} IS NOT NULL"
        for kind, day in OWED_DAYS.items()
    ),
)
# The cases of which something can be due: by their state, and by an exchange that goes on.
GROUPS = (
    "SELECT rule_set, rule_set_digest, matter_type, min(number) AS number FROM cases "
    f"WHERE state IN ({ON_CLOCK}, '{CaseState.ISSUED}', '{CaseState.PUBLISHED}') "
    "AND played = :played GROUP BY rule_set, rule_set_digest, matter_type",
    "SELECT c.rule_set, c.rule_set_digest, c.matter_type, min(c.number) AS number "
    f"FROM filings f JOIN cases c ON c.number = f.case_number WHERE {LIVES} "
    f"AND ({' OR '.join(f'{day} IS NOT NULL' for day in OWED_DAYS.values())}) "
    "AND c.played = :played GROUP BY c.rule_set, c.rule_set_digest, c.matter_type",
)
# What another office owes is nobody's to hurry on before it is late; then the filing clerk asks.
INQUIRY = (Rung(-1, Reminded.HOLDER),)

Group = tuple[str, str | None, str]  # rule set, its frozen digest, matter type
Bounds = dict[str, str | bool]
Recorded = dict[tuple[str, str], set[tuple[str, date]]]  # (case, about) → (rung, last day)


@dataclass(frozen=True, slots=True)
class LastDay:
    """What is due in a case.

    `about` is review, advice:<person>, publication, filing:<recipient> (what is owed to it) or
    answer:<recipient> (what that one owes); of a received filing one of models.received_days.
    """

    number: str
    about: str
    due_on: date
    state: CaseState | FilingState
    version: int  # of the case, as it was when we looked
    provisional: bool


@dataclass(frozen=True, slots=True)
class Owed:
    """A last day that is near or past, with the reminders that nobody has recorded yet."""

    last_day: LastDay
    near: Nearness
    reminders: tuple[Reminder, ...]


@dataclass(frozen=True, slots=True)
class Sweep:
    """One look at everything that is due. `unreadable` are rule sets, each with the reason."""

    owed: tuple[Owed, ...]
    unreadable: tuple[tuple[str, str], ...]


def sweep(
    connection: Connection, rules: RuleSource, calendar: WorkCalendar, today: date, played: bool
) -> Sweep:
    """Return all that is near its last day or past it, and what is owed of it today.

    A rule set that cannot be read holds back the reminders of its own cases alone.
    """
    ladders, unreadable = _ladders(connection, rules, played)
    widest = [rung for ladder in ladders.values() for rung in ladder]
    reach = last_day_in_reach(widest, today, calendar)
    bounds: Bounds = {"reach": reach.isoformat(), "played": played}
    look = _Look(ladders, _recorded(connection, bounds), today, calendar)
    found = (look.owed(row) for row in _last_days(connection, bounds))
    return Sweep(tuple(owed for owed in found if owed is not None), tuple(unreadable))


@dataclass(frozen=True, slots=True)
class _Look:
    """What one look knows; the same last day under the same ladder is reckoned once."""

    ladders: dict[Group, tuple[Rung, ...]]
    recorded: Recorded
    today: date
    calendar: WorkCalendar

    def owed(self, row: Row) -> Owed | None:
        ladder = self.ladders.get(_group(row))
        if ladder is None:
            return None
        if row["about"].startswith("answer:"):
            ladder = INQUIRY
        due_on = date.fromisoformat(row["due_on"])
        near = nearness(ladder, due_on, self.today, self.calendar)
        if not near.reached:
            return None
        recorded = self.recorded.get((row["number"], row["about"]), set())
        reminders = reminders_owed(near, due_on, recorded)
        return Owed(self._last_day(row, due_on), near, reminders)

    def _last_day(self, row: Row, due_on: date) -> LastDay:
        stored = row["provisional"]
        provisional = self.calendar.is_provisional(due_on) if stored is None else bool(stored)
        state = CaseState(row["state"])
        return LastDay(row["number"], row["about"], due_on, state, row["version"], provisional)


def _group(row: Row) -> Group:
    return row["rule_set"], row["rule_set_digest"], row["matter_type"]


def _ladders(
    connection: Connection, rules: RuleSource, played: bool
) -> tuple[dict[Group, tuple[Rung, ...]], list[tuple[str, str]]]:
    ladders: dict[Group, tuple[Rung, ...]] = {}
    unreadable = []
    for row in chain(*(connection.rows(sql, played=played) for sql in GROUPS)):
        if _group(row) in ladders:
            continue
        case = records.find_case(connection, row["number"])
        assert case is not None
        try:
            matter = rules.of_case(connection, case).matter_types[case.matter_type]
        except ReviewError as error:
            unreadable.append((case.rule_set, error.message))
            continue
        ladders[_group(row)] = tuple(rule.rung for rule in matter.review.reminders.rungs)
    return ladders, unreadable


def _recorded(connection: Connection, bounds: Bounds) -> Recorded:
    recorded: Recorded = defaultdict(set)
    for sql in RECORDED:
        values = bounds if ":reach" in sql else {}
        for row in connection.rows(sql, **values):
            spoken = row["rung"], date.fromisoformat(row["due_on"])
            recorded[row["case_number"], row["about"]].add(spoken)
    return recorded


def _last_days(connection: Connection, bounds: Bounds) -> Iterator[Row]:
    for sql in (REVIEWS, CONSULTATIONS, PUBLICATIONS, *EXCHANGES.values()):
        yield from connection.rows(sql, **bounds)
