"""The last days of every open review as a calendar has them, beside what the tables say.

The due days in tables are an index over the clock. Here the clock of all open cases is read again,
page by page, and in several processes where a site is large (`split`).
"""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from multiprocessing import get_context

from models.calendar_year import CalendarYear
from models.case import ON_THE_CLOCK
from models.clock import Bounds, bounds_of
from models.clock_facts import ClockEvent
from models.clock_history import read_facts
from models.clock_rules import ClockRules
from models.errors import ReviewError
from models.work_calendar import WorkCalendar
from review_flows.outside import records
from review_flows.outside.clock_index import packed_facts, unpack_facts
from review_flows.outside.database import Connection, Row
from review_flows.outside.rule_source import RuleSource
from review_flows.outside.settings import Settings
from review_flows.outside.site import open_site

PAGE = 1_000  # cases read at once, so that memory does not grow with the site
WORTH_A_PROCESS = 20_000  # open cases; for fewer another process takes longer to start than to read

SHARES = (11, 9)  # of this process, and of the other one, which has to start first

OPEN = ", ".join(f"'{state}'" for state in sorted(ON_THE_CLOCK))
# SQLite would go by the state and so through every open case for each page; a text that is no
# column keeps it to the numbers.
IN_PART = f"c.number > :after AND c.number <= :until AND (c.state || '') IN ({OPEN})"
CASES = (
    "SELECT number, title, matter_type, rule_set, rule_set_digest, floor_on, ceiling_on, "
    f"provisional FROM cases c WHERE {IN_PART} ORDER BY number LIMIT :page"
)
IN_USE = (
    "SELECT rule_set, rule_set_digest, matter_type, min(number) AS number FROM cases "
    f"WHERE state IN ({OPEN}) GROUP BY rule_set, rule_set_digest, matter_type"
)
COUNT = f"SELECT count(*) FROM cases WHERE state IN ({OPEN})"
NUMBER_AT = (
    f"SELECT number FROM cases WHERE state IN ({OPEN}) ORDER BY number LIMIT 1 OFFSET :place"
)
LAST_NUMBER = f"SELECT max(number) FROM cases WHERE state IN ({OPEN})"


RulesKey = tuple[str, str, str]  # code and digest of the rule set, type of matter
RulesInUse = dict[RulesKey, ClockRules | str]


@dataclass(frozen=True, slots=True)
class CaseRange:
    """The open cases after one number, up to and including another, in the database's order."""

    after: str
    until: str


@dataclass(frozen=True, slots=True)
class MovedReview:
    """A review whose stored days are not those of the calendar, and what each of them says.

    `unreadable` says why its rules cannot be read; then nobody knows its days.
    """

    number: str
    title: str
    stored: Bounds
    read: Bounds
    unreadable: str = ""


def open_cases(connection: Connection) -> int:
    """Return how many cases have a review whose clock can still move."""
    return int(connection.value(COUNT))


def split(connection: Connection, shares: Sequence[int] = (1,)) -> tuple[CaseRange, ...]:
    """Return ranges that together hold every open case, in these proportions, none empty."""
    count, whole = open_cases(connection), sum(shares)
    if count == 0:
        return ()
    ends = accumulate(shares[:-1])
    places = sorted({count * end // whole - 1 for end in ends} - {-1})
    borders = [str(connection.value(NUMBER_AT, place=place)) for place in places]
    borders.append(str(connection.value(LAST_NUMBER)))
    return tuple(
        CaseRange(after, until)
        for after, until in zip(["", *borders[:-1]], borders, strict=True)
        if after != until
    )


def facts_by_case(postgresql: bool) -> str:
    """Return the SQL of the facts of each open case of a part, one row for each case."""
    return (
        f"SELECT c.number, {packed_facts(postgresql)} AS facts FROM cases c "
        f"JOIN clock_events e ON e.case_number = c.number WHERE {IN_PART} "
        "GROUP BY c.number ORDER BY c.number"
    )


def rules_in_use(connection: Connection, rules: RuleSource) -> RulesInUse:
    """Return the rules of the clock that open cases are under, read once for all of them.

    Few rules serve many cases, and finding those of a case takes longer than its whole clock. In
    the place of rules that cannot be read stands why.
    """
    found: RulesInUse = {}
    for row in connection.rows(IN_USE):
        case = records.find_case(connection, row["number"])
        assert case is not None
        try:
            rule_set = rules.of_case(connection, case)
            found[_key(row)] = rule_set.rules_for(case.matter_type).review.clock
        except ReviewError as error:
            found[_key(row)] = error.message
    return found


def moved_reviews(
    connection: Connection,
    in_use: RulesInUse,
    calendar: WorkCalendar,
    today: date,
    part: CaseRange,
) -> Iterator[MovedReview]:
    """Yield the reviews of a part whose stored days are not those of a calendar.

    A rule set that cannot be read holds back its own cases alone; they are yielded as unreadable.
    """
    sql = facts_by_case(connection.postgresql)
    for page, cases in _pages(connection, part):
        for row in connection.rows(sql, after=page.after, until=page.until):
            case = cases[row["number"]]
            # Rules that nobody used when the look began are those of a case accepted since then.
            rules = in_use.get(_key(case), "")
            if isinstance(rules, str):
                if rules:
                    days = _stored(case, paused=False)
                    yield MovedReview(case["number"], case["title"], days, days, rules)
                continue
            read = read_days(unpack_facts(row["facts"]), rules, calendar, today)
            stored = _stored(case, read.paused)
            if stored != read:
                yield MovedReview(case["number"], case["title"], stored, read)


def read_days(
    events: Sequence[ClockEvent], rules: ClockRules, calendar: WorkCalendar, today: date
) -> Bounds:
    """Return the days of a case as tables hold them: none while time stands, or in a second review.

    A fact that lies after `today` (of a demonstration, or of a machine whose clock was set back)
    counts here, as it did in its move.
    """
    latest = max(today, *(event.on for event in events))
    facts = read_facts(events, rules, calendar, latest)
    unknown = facts.paused_on is not None or facts.ended_on is not None
    return Bounds(None, None, paused=True) if unknown else bounds_of(facts)


def moved_in_part(
    settings: Settings,
    in_use: RulesInUse,
    years: Sequence[CalendarYear],
    today: date,
    part: CaseRange,
) -> list[MovedReview]:
    """Do the same in a process of its own, if these years held beside the site's calendar."""
    site = open_site(settings)
    calendar = site.calendar
    for year in years:
        calendar = calendar.with_year(year)
    try:
        with site.database.reading() as connection:
            return list(moved_reviews(connection, in_use, calendar, today, part))
    finally:
        site.database.close()


def moved_side_by_side(
    settings: Settings,
    connection: Connection,
    rules: RuleSource,
    calendar: WorkCalendar,
    years: Sequence[CalendarYear],
    today: date,
) -> list[MovedReview]:
    """Look at one part here and at the rest in another process; return what moves, in order.

    `calendar` holds `years` already. The process is a new one and no fork, because a fork of a
    program with threads can hang; while it starts, this one is at work already, so its part is
    the larger.
    """
    in_use = rules_in_use(connection, rules)
    own, *rest = split(connection, SHARES)
    if not rest:
        return list(moved_reviews(connection, in_use, calendar, today, own))
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        asked = [pool.submit(moved_in_part, settings, in_use, years, today, part) for part in rest]
        found = list(moved_reviews(connection, in_use, calendar, today, own))
        return [*found, *(moved for part in asked for moved in part.result())]


def _pages(
    connection: Connection, part: CaseRange
) -> Iterator[tuple[CaseRange, Mapping[str, Row]]]:
    after = part.after
    while cases := connection.rows(CASES, after=after, until=part.until, page=PAGE):
        page = CaseRange(after, cases[-1]["number"])
        yield page, {case["number"]: case for case in cases}
        after = page.until


def _key(case: Row) -> RulesKey:
    return case["rule_set"], case["rule_set_digest"] or "", case["matter_type"]


def _stored(case: Row, paused: bool) -> Bounds:
    floor_on, ceiling_on = case["floor_on"], case["ceiling_on"]
    return Bounds(
        date.fromisoformat(floor_on) if floor_on else None,
        date.fromisoformat(ceiling_on) if ceiling_on else None,
        # Whatever a paused case says of it: a day that nobody knows is not provisional either.
        bool(case["provisional"]) and not paused,
        paused,
    )
