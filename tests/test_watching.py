"""The hourly looks: each rung recorded once, missed ones made up for, days of validity kept."""

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
    proposed,
    published,
    today_is,
    under_review,
)
from databases import case_in, entries
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from inbox_builders import a_site_at, rows
from running import FlowWorker

from models.case import CaseState
from models.document import DocumentKind
from models.event import FIRST, faults_of
from models.moves import Move
from review_flows.desk import act
from review_flows.outside.database import Row
from review_flows.outside.last_days import sweep
from review_flows.outside.site import Site
from review_flows.outside.wall_clock import day_of
from review_flows.watch_deadlines import MOST_TASKS, shares

pytestmark = pytest.mark.prefect
# Fifteen working days after Monday 9 March 2026; no holiday lies between.
CEILING = date(2026, 3, 30)
LADDER = [
    (date(2026, 3, 25), "3:holder"),
    (date(2026, 3, 27), "1:holder"),
    (date(2026, 3, 30), "0:chief"),
    (date(2026, 3, 31), "-1:auditor"),
    (date(2026, 3, 31), "-1:chief"),
]
RUNGS = sorted(rung for _, rung in LADDER)


class Watch:
    """Whoever looks at a site."""

    def __init__(self, site: Site, flows: FlowWorker) -> None:
        self.site, self.flows = site, flows

    def deadlines(self, *days: date, hour: int = 8) -> list[object]:
        """How many rungs were recorded on each of these days."""
        return [self.flows.run(self.site, "watch_deadlines", day, hour=hour) for day in days]

    def validity(self, *days: date) -> list[object]:
        """How many cases moved on each of these days."""
        return [self.flows.run(self.site, "watch_validity", day) for day in days]

    def said(self, about: str = "review") -> list[tuple[date, str]]:
        """On which day which rung was recorded."""
        sql = "SELECT reminded_at, rung FROM reminders WHERE about = :about"
        found = rows(self.site, sql, about=about)
        return sorted((day_of_row(row["reminded_at"]), row["rung"]) for row in found)

    def sent(self) -> list[tuple[str, str]]:
        """Who got which message, as the first words of its subject."""
        found = rows(self.site, "SELECT person, subject FROM notices ORDER BY made_at, person")
        return [(row["person"], row["subject"].split("】")[0] + "】") for row in found]

    def report(self, day: date) -> list[list[str]]:
        """The lines of a day's report, without its head and its remarks."""
        head, *lines = self._report(day)
        assert head.split("\t") == [
            "case",
            "about",
            "due_on",
            "days_left",
            "rung",
            "state",
            "provisional",
        ]
        return [line.split("\t") for line in lines if not line.startswith("#")]

    def remarks(self, day: date) -> list[str]:
        """What the day's report wants somebody to see to."""
        return [line for line in self._report(day) if line.startswith("#")]

    def _report(self, day: date) -> list[str]:
        path = self.site.settings.docs_out / "reports" / f"deadlines_{day}.tsv"
        return path.read_text("utf-8").splitlines()

    def breaches(self) -> list[tuple[str, str, str]]:
        """The breaches that are recorded: which, of which day, caused by whom."""
        found = rows(self.site, "SELECT breach, due_on, caused_by FROM breaches ORDER BY due_on")
        return [(row["breach"], row["due_on"], row["caused_by"]) for row in found]


def day_of_row(at: str) -> date:
    return date.fromisoformat(at[:10])


@pytest.fixture
def watch(site: Site, flows: FlowWorker) -> Watch:
    return Watch(site, flows)


@pytest.fixture
def one_site(tmp_path: Path, sqlite_file: Path) -> Iterator[Site]:
    """A new site on SQLite, for what does not hang on the database."""
    with a_site_at(tmp_path, sqlite_file) as site:
        yield site


def days(first: date, count: int) -> list[date]:
    return [first + timedelta(n) for n in range(count)]


def test_each_rung_is_recorded_once_on_its_day_and_sent(watch: Watch) -> None:
    number = under_review(watch.site)

    said = watch.deadlines(*days(date(2026, 3, 24), 10))

    assert watch.said() == LADDER
    assert said == [0, 1, 0, 1, 0, 0, 1, 2, 0, 0]
    assert sorted(watch.sent()) == [
        ("du", "【督办】"),
        ("qian", "【督办】"),
        ("qian", "【督办】"),
        ("shen", "【催办】"),
        ("shen", "【催办】"),
    ]
    log = entries(watch.site.database, number)
    before = [FIRST, *((entry.seq, entry.hash) for entry in log)]
    assert [faults_of(entry, last) for entry, last in zip(log, before, strict=False)] == [
        [] for _ in log
    ]


def test_missed_days_are_made_up_for_and_each_hears_the_strongest_alone(watch: Watch) -> None:
    under_review(watch.site)
    later = date(2026, 4, 2)

    assert watch.deadlines(date(2026, 3, 24), later, later + timedelta(1)) == [0, 5, 0]

    assert [rung for _, rung in watch.said()] == RUNGS
    heard = [("du", "【督办】"), ("qian", "【督办】"), ("shen", "【催办】")]
    assert sorted(watch.sent()) == heard


def test_missing_three_days_of_looks_gives_the_same_record_as_looking_hourly(watch: Watch) -> None:
    hourly, missed = proposed(watch.site), proposed(watch.site)
    for day in days(date(2026, 3, 30), 3):
        for hour in range(24):
            today_is(watch.site, day, hour)
            record_all(watch.site, hourly, day)
    watch.deadlines(date(2026, 4, 2))

    for table in ("reminders", "breaches"):
        assert record_of(watch.site, table, hourly) == record_of(watch.site, table, missed)
    assert [row["rung"] for row in record_of(watch.site, "reminders", missed)] == RUNGS
    assert watch.breaches() == [("ceiling_breached", "2026-03-30", "review_side")] * 2


COLUMNS = {"reminders": "about, rung, due_on", "breaches": "breach, due_on, caused_by"}


def record_of(site: Site, table: str, number: str) -> list[Row]:
    """What is recorded of a case, but for when."""
    sql = f"SELECT {COLUMNS[table]} FROM {table} WHERE case_number = :number"
    return sorted(rows(site, sql, number=number), key=repr)


def test_a_second_look_on_a_day_says_nothing_more_and_the_report_stays(watch: Watch) -> None:
    number = under_review(watch.site)

    assert watch.deadlines(CEILING, CEILING) == [3, 0]

    assert watch.report(CEILING) == [
        [number, "review", "2026-03-30", "0", "0:chief", "under_review", ""]
    ]
    logged = "SELECT seq FROM events WHERE chain = :number AND move = 'remind'"
    assert len(rows(watch.site, logged, number=number)) == 3


def test_a_message_lies_in_the_folder_of_its_person_and_so_does_the_calendar(
    watch: Watch,
) -> None:
    under_review(watch.site)
    watch.deadlines(date(2026, 3, 25))
    folder = watch.site.settings.docs_out / "notices" / "shen"
    ics, text = sorted(folder.iterdir(), key=lambda path: path.suffix)
    assert "剩余3个工作日" in text.read_text("utf-8")
    assert b"DTSTART;VALUE=DATE:20260330" in ics.read_bytes()
    (row,) = rows(watch.site, "SELECT state, attempts FROM notice_deliveries")
    assert (row["state"], row["attempts"]) == ("sent", 1)


def test_a_day_on_which_nothing_is_near_has_a_report_too(one_site: Site, flows: FlowWorker) -> None:
    watch = Watch(one_site, flows)
    accepted(one_site)

    assert watch.deadlines(FIRST_DAY) == [0]
    assert (watch.report(FIRST_DAY), watch.remarks(FIRST_DAY)) == ([], [])


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
    assert watch.deadlines(date.fromisoformat(ceiling)) == [3]
    assert watch.report(date.fromisoformat(ceiling)) == [
        [number, "review", ceiling, "0", "0:chief", "under_review", ""]
    ]
    assert watch.breaches() == []


def test_after_the_opinion_nobody_is_reminded_of_the_review(
    one_site: Site, flows: FlowWorker
) -> None:
    watch = Watch(one_site, flows)
    published(one_site)

    watch.deadlines(date(2026, 3, 31))

    assert (watch.said("review"), watch.breaches()) == ([], [])


def test_a_breach_is_recorded_once_while_the_review_runs(watch: Watch) -> None:
    number = under_review(watch.site)

    watch.deadlines(CEILING)
    assert watch.breaches() == []
    watch.deadlines(*days(date(2026, 3, 31), 3))

    assert watch.breaches() == [("ceiling_breached", "2026-03-30", "review_side")]
    logged = [entry.move for entry in entries(watch.site.database, number)]
    assert logged.count("record_breach") == 1


def test_a_breach_of_a_later_day_is_another_one(one_site: Site, flows: FlowWorker) -> None:
    watch = Watch(one_site, flows)
    number = under_review(one_site)
    watch.deadlines(date(2026, 3, 31))
    today_is(one_site, date(2026, 3, 31))
    act(one_site, "shen", number, Move.PAUSE, {"ground": "hearing", "reason": "听证"})
    today_is(one_site, date(2026, 4, 7))
    act(one_site, "shen", number, Move.RESUME)
    ceiling = case_in(one_site.database, number).ceiling_on
    watch.deadlines(date(2026, 6, 1))
    assert [due_on for _, due_on, _ in watch.breaches()] == sorted({"2026-03-30", str(ceiling)})


def test_filings_have_their_own_last_days_until_they_are_delivered(watch: Watch) -> None:
    number = published(watch.site)
    due = "SELECT recipient, due_on FROM filings WHERE case_number = :number"
    tracks = {row["recipient"]: row["due_on"] for row in rows(watch.site, due, number=number)}
    # Fifteen and thirty days after 27 March end on a Saturday and a Sunday, and roll to Monday.
    assert tracks == {"upper_government": "2026-04-13", "npc_standing_committee": "2026-04-27"}

    assert watch.deadlines(date(2026, 4, 13)) == [3]
    today_is(watch.site, date(2026, 4, 13))
    deliver(watch.site, number, "upper_government")
    assert watch.deadlines(date(2026, 4, 14), date(2026, 4, 28)) == [0, 5]

    first = [(date(2026, 4, 13), rung) for rung in ("0:chief", "1:holder", "3:holder")]
    assert watch.said("filing:upper_government") == first
    assert [rung for _, rung in watch.said("filing:npc_standing_committee")] == RUNGS
    assert ("bei", "【催办】") in watch.sent()


def test_asked_advice_is_watched_until_it_is_given(watch: Watch) -> None:
    number = consulted(watch.site, under_review(watch.site))
    asked = "SELECT answer_by FROM consultations WHERE case_number = :number"
    (row,) = rows(watch.site, asked, number=number)
    answer_by = date.fromisoformat(row["answer_by"])

    assert watch.deadlines(answer_by) == [3]
    said = [(answer_by, rung) for rung in ("0:chief", "1:holder", "3:holder")]
    assert watch.said("advice:gu") == said
    # What arrived is told by the same look, for nobody looked before.
    assert sorted(watch.sent()) == [("gu", "【催办】"), ("gu", "【新到】"), ("qian", "【督办】")]
    today_is(watch.site, answer_by)
    advice = {"kind": "favourable", "text": "没有意见"}
    documents = [a_document(watch.site, DocumentKind.ADVICE)]
    act(watch.site, "gu", number, Move.ADVISE, advice | {"documents": documents})

    watch.deadlines(answer_by + timedelta(1))

    assert watch.said("advice:gu") == said


def test_a_rule_set_that_cannot_be_read_holds_back_its_own_cases_alone(
    one_site: Site, flows: FlowWorker
) -> None:
    watch = Watch(one_site, flows)
    kept, lost = under_review(one_site), under_review(one_site)
    with one_site.database.writing() as connection:
        connection.run("UPDATE cases SET rule_set = 'gone' WHERE number = :number", number=lost)
        connection.run("UPDATE cases SET rule_set_digest = NULL WHERE number = :lost", lost=lost)
    watch.deadlines(CEILING)
    assert [line[0] for line in watch.report(CEILING)] == [kept]
    (remark,) = watch.remarks(CEILING)
    assert "gone" in remark


def test_the_report_says_when_the_notice_of_a_year_is_due(
    one_site: Site, flows: FlowWorker
) -> None:
    watch = Watch(one_site, flows)
    watch.deadlines(date(2028, 3, 1))
    (remark,) = watch.remarks(date(2028, 3, 1))
    assert "放假安排尚未公布或录入" in remark and "calendar import" in remark


def test_a_term_that_reaches_an_unknown_year_is_marked_provisional(
    one_site: Site, flows: FlowWorker
) -> None:
    watch = Watch(one_site, flows)
    today_is(one_site, date(2029, 3, 5))
    number = under_review(one_site)
    ceiling = date.fromisoformat(str(case_in(one_site.database, number).ceiling_on))
    watch.deadlines(ceiling)
    assert [line[-1] for line in watch.report(ceiling)] == ["暂定"]
    (row,) = rows(one_site, "SELECT subject FROM notices WHERE person = 'qian'")
    assert row["subject"].endswith("（暂定）")


def test_every_kind_of_last_day_is_found_on_the_day_of_its_first_rung(site: Site) -> None:
    review = under_review(site)
    consulted(site, review)
    published(site)
    first: dict[str, int] = {}
    for day in days(FIRST_DAY, 60):
        with site.database.reading() as connection:
            for owed in sweep(connection, site.rules, site.calendar, day, True).owed:
                first.setdefault(owed.last_day.about, owed.near.days_left)
    assert first == {
        "review": 3,
        "advice:gu": 3,
        "filing:upper_government": 3,
        "filing:npc_standing_committee": 3,
    }


def test_cases_of_a_demonstration_are_left_to_the_demonstration(one_site: Site) -> None:
    under_review(one_site)
    with one_site.database.reading() as connection:
        looks = [
            sweep(connection, one_site.rules, one_site.calendar, CEILING, played).owed
            for played in (True, False)
        ]
    assert [len(owed) for owed in looks] == [1, 0]


@settings(
    deadline=None,
    max_examples=15,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.sets(st.integers(0, 30), min_size=1))
def test_whatever_days_somebody_looks_on_the_same_rungs_are_recorded(
    site: Site, looked_on: set[int]
) -> None:
    number = under_review(site)
    start = day_of(site.clock.now()) + timedelta(14)
    last = start + timedelta(max(looked_on))
    for day in (start + timedelta(n) for n in sorted(looked_on)):
        today_is(site, day)
        record_all(site, number, day)
    found = rows(site, "SELECT rung FROM reminders WHERE case_number = :number", number=number)
    with site.database.reading() as connection:
        owed = sweep(connection, site.rules, site.calendar, last, True).owed
    reached = [
        rung.key for one in owed if one.last_day.number == number for rung in one.near.reached
    ]
    assert sorted(row["rung"] for row in found) == sorted(reached)
    act(site, "lin", number, Move.WITHDRAW, {"reason": "下一例"})


def record_all(site: Site, number: str, today: date) -> None:
    """Record what is owed of a case, as the flow does, without Prefect between."""
    with site.database.reading() as connection:
        look = sweep(connection, site.rules, site.calendar, today, True)
    for owed in look.owed:
        for one in reversed(owed.reminders if owed.last_day.number == number else ()):
            form = {
                "about": owed.last_day.about,
                "left": one.rung.left,
                "to": str(one.rung.to),
                "due_on": one.due_on.isoformat(),
                "days_left": one.days_left,
                "overtaken": one.overtaken,
            }
            act(site, "system", number, Move.REMIND, form, version=owed.last_day.version)


def test_few_cases_are_a_task_each_and_very_many_share_few_tasks() -> None:
    assert list(shares(["a", "b"], str)) == [("a", ["a"]), ("b", ["b"])]
    assert list(shares([], str)) == []
    many = [f"2026-{number:04d}" for number in range(1, 1002)]
    told = list(shares(many, str))
    assert [number for _, share in told for number in share] == many
    assert len(told) <= MOST_TASKS and told[0][0] == "2026-0001 and 40 more"


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


def test_years_in_which_nobody_looked_are_made_up_for_at_once(watch: Watch) -> None:
    number = filed(watch.site)
    long_after = date(2028, 6, 1)

    assert watch.validity(long_after, long_after, long_after) == [2, 0, 0]
    assert state_of(watch, number) is CaseState.LAPSED
