"""The daily looks: each rung said once, missed days made up for, days of validity kept."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from builders import (
    FIRST_DAY,
    a_document,
    accepted,
    consulted,
    deliver,
    filed,
    published,
    today_is,
    under_review,
)
from databases import case_in
from inbox_builders import a_site_at, rows
from running import FlowWorker

from models.case import CaseState
from models.document import DocumentKind
from models.moves import Move
from review_flows.desk import act
from review_flows.outside.site import Site

pytestmark = pytest.mark.prefect
# Fifteen working days after Monday 9 March 2026; no holiday lies between.
CEILING = date(2026, 3, 30)
LADDER = [
    (date(2026, 3, 25), "three_days_left"),
    (date(2026, 3, 27), "one_day_left"),
    (date(2026, 3, 30), "due_today"),
    (date(2026, 3, 31), "overdue"),
]


@pytest.fixture
def site(tmp_path: Path, sqlite_file: Path) -> Iterator[Site]:
    """A new site on SQLite."""
    with a_site_at(tmp_path, sqlite_file) as site:
        yield site


class Watch:
    """Whoever looks at a site in the mornings."""

    def __init__(self, site: Site, flows: FlowWorker) -> None:
        self.site, self.flows = site, flows

    def deadlines(self, *days: date) -> list[object]:
        """How many reminders went out on each of these days."""
        return [self.flows.run(self.site, "watch_deadlines", day) for day in days]

    def validity(self, *days: date) -> list[object]:
        """How many cases moved on each of these days."""
        return [self.flows.run(self.site, "watch_validity", day) for day in days]

    def said(self, about: str = "review") -> list[tuple[date, str]]:
        """On which day which rung was said."""
        sql = "SELECT reminded_at, rung FROM reminders WHERE about = :about ORDER BY reminded_at"
        found = rows(self.site, sql, about=about)
        return [(date.fromisoformat(row["reminded_at"][:10]), row["rung"]) for row in found]

    def report(self, day: date) -> list[list[str]]:
        """The lines of a day's report, without its head."""
        path = self.site.settings.docs_out / "reports" / f"deadlines_{day}.tsv"
        head, *lines = path.read_text("utf-8").splitlines()
        assert head.split("\t") == ["case", "about", "due_on", "days_left", "rung"]
        return [line.split("\t") for line in lines]


@pytest.fixture
def watch(site: Site, flows: FlowWorker) -> Watch:
    return Watch(site, flows)


def days(first: date, count: int) -> list[date]:
    return [first + timedelta(n) for n in range(count)]


def test_each_rung_is_said_once_on_its_day(watch: Watch) -> None:
    accepted(watch.site)

    said = watch.deadlines(*days(date(2026, 3, 24), 10))

    assert watch.said() == LADDER
    assert said == [0, 1, 0, 1, 0, 0, 1, 1, 0, 0]


def test_missed_days_are_made_up_for_by_the_strongest_rung_alone(watch: Watch) -> None:
    accepted(watch.site)
    later = date(2026, 4, 7)

    assert watch.deadlines(date(2026, 3, 24), later, later + timedelta(1)) == [0, 1, 0]
    assert watch.said() == [(later, "overdue")]


def test_a_second_look_on_a_day_says_nothing_more_and_the_report_stays(watch: Watch) -> None:
    number = accepted(watch.site)

    assert watch.deadlines(CEILING, CEILING) == [1, 0]

    assert watch.report(CEILING) == [[number, "review", "2026-03-30", "0", "due_today"]]
    logged = "SELECT seq FROM events WHERE chain = :number AND move = 'remind'"
    assert len(rows(watch.site, logged, number=number)) == 1


def test_a_day_on_which_nothing_is_near_has_a_report_too(watch: Watch) -> None:
    accepted(watch.site)

    assert watch.deadlines(FIRST_DAY) == [0]
    assert watch.report(FIRST_DAY) == []


def test_while_the_clock_stands_nothing_is_said_and_then_the_ladder_begins_anew(
    watch: Watch,
) -> None:
    number = under_review(watch.site)
    assert watch.deadlines(date(2026, 3, 25)) == [1]
    today_is(watch.site, date(2026, 3, 26))
    ground = {"ground": "supplement", "reason": "等待补充材料"}
    act(watch.site, "shen", number, Move.PAUSE, ground)

    assert watch.deadlines(CEILING, date(2026, 4, 20)) == [0, 0]
    assert watch.report(CEILING) == []

    today_is(watch.site, date(2026, 4, 20))
    act(watch.site, "shen", number, Move.RESUME)
    ceiling = case_in(watch.site.database, number).ceiling_on
    assert ceiling and ceiling > "2026-04-20"
    assert watch.deadlines(date.fromisoformat(ceiling)) == [1]
    assert watch.report(date.fromisoformat(ceiling)) == [
        [number, "review", ceiling, "0", "due_today"]
    ]


def test_after_the_opinion_nobody_is_reminded_of_the_review(watch: Watch) -> None:
    published(watch.site)

    watch.deadlines(date(2026, 3, 31))

    assert watch.said("review") == []


def test_filings_have_their_own_last_days_until_they_are_delivered(watch: Watch) -> None:
    number = published(watch.site)
    due = "SELECT recipient, due_on FROM filings WHERE case_number = :number"
    tracks = {row["recipient"]: row["due_on"] for row in rows(watch.site, due, number=number)}
    # Fifteen and thirty days after 27 March end on a Saturday and a Sunday, and roll to Monday.
    assert tracks == {"upper_government": "2026-04-13", "npc_standing_committee": "2026-04-27"}

    assert watch.deadlines(date(2026, 4, 13)) == [1]
    deliver(watch.site, number, "upper_government")
    assert watch.deadlines(date(2026, 4, 14), date(2026, 4, 28)) == [0, 1]

    assert watch.said("filing:upper_government") == [(date(2026, 4, 13), "due_today")]
    assert watch.said("filing:npc_standing_committee") == [(date(2026, 4, 28), "overdue")]


def test_asked_advice_is_watched_until_it_is_given(watch: Watch) -> None:
    number = consulted(watch.site, under_review(watch.site))
    asked = "SELECT answer_by FROM consultations WHERE case_number = :number"
    (row,) = rows(watch.site, asked, number=number)
    answer_by = date.fromisoformat(row["answer_by"])

    assert watch.deadlines(answer_by) == [1]
    assert watch.said("advice:gu") == [(answer_by, "due_today")]
    today_is(watch.site, answer_by)
    advice = {"kind": "favourable", "text": "没有意见"}
    documents = [a_document(watch.site, DocumentKind.ADVICE)]
    act(watch.site, "gu", number, Move.ADVISE, advice | {"documents": documents})

    watch.deadlines(answer_by + timedelta(1))

    assert watch.said("advice:gu") == [(answer_by, "due_today")]


def state_of(watch: Watch, number: str) -> CaseState:
    return case_in(watch.site.database, number).state


def test_a_filed_document_takes_effect_on_its_day_and_once(watch: Watch) -> None:
    number = filed(watch.site)

    assert watch.validity(date(2026, 4, 30)) == [0]
    assert state_of(watch, number) is CaseState.FILED
    assert watch.validity(date(2026, 5, 1), date(2026, 5, 1), date(2026, 5, 2)) == [1, 0, 0]
    assert state_of(watch, number) is CaseState.IN_FORCE


def test_what_is_in_force_lapses_after_the_last_day_of_its_validity(watch: Watch) -> None:
    number = filed(watch.site)
    watch.validity(date(2026, 5, 1))

    assert watch.validity(date(2028, 4, 30)) == [0]
    assert state_of(watch, number) is CaseState.IN_FORCE
    assert watch.validity(date(2028, 5, 1)) == [1]
    assert state_of(watch, number) is CaseState.LAPSED


def test_years_in_which_nobody_looked_are_made_up_for_step_by_step(watch: Watch) -> None:
    number = filed(watch.site)
    long_after = date(2028, 6, 1)

    assert watch.validity(long_after, long_after, long_after) == [1, 1, 0]
    assert state_of(watch, number) is CaseState.LAPSED
