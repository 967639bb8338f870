"""The last days of what others file here: watched, told once, shown first, moved by a calendar."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from builders import today_is
from calendar_builders import invented_2027
from cli_running import run
from databases import PostgreSQL, content, entries
from inbox_builders import rows
from office_builders import (
    TITLE,
    UPPER,
    Offices,
    a_city,
    answered,
    deliver_due,
    published_by,
    replied,
    two_offices,
)
from running import FlowWorker

from models.event import SiteStep
from models.filing import FilingAnswer, FilingReply
from models.filing_review import ProblemType
from models.filing_terms import ExchangeDays
from models.received_days import OFFICE_ANSWER, SENDER_REPLY, LetterDay, received_days
from models.received_filing import AnswerGiven, chain_of
from review_flows.desk.answer_taken_in import take_answer_package
from review_flows.desk.calendar_change import apply_change, follow_calendar, plan_change
from review_flows.desk.received_filings import receive_filing
from review_flows.desk.received_reminders import remind_of_received
from review_flows.desk.received_terms import terms_of_received
from review_flows.outside import received_filings
from review_flows.outside.database import Row
from review_flows.outside.log_walk import LogFault, walk_log
from review_flows.outside.received_days import sweep_received
from review_flows.outside.site import Site, open_site
from review_flows.outside.wall_clock import day_of

CONGRESS = "npc_standing_committee"
# The city stands in for the congress too: somebody confirms that it is meant.
ADDRESSEES = {UPPER: "", CONGRESS: "青岚区人民代表大会常务委员会"}
A, R = FilingAnswer, FilingReply
Packed = dict[str, tuple[str, bytes]]
SUPPLEMENT = AnswerGiven(A.SUPPLEMENT_REQUIRED, "请补充征求意见的情况")


@pytest.fixture
def offices(site: Site, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Offices]:
    """Both installations, on the same kind of database, each in its own."""
    url = ""
    if site.database.postgresql:
        server: PostgreSQL = request.getfixturevalue("postgresql")
        url = server.fresh()
    city = a_city(tmp_path / "city", url)
    yield Offices(site, city)
    city.database.close()
    if url:
        server.drop(url)


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Packed:
    """A district's first packages by their recipient: name and bytes."""
    with two_offices(tmp_path_factory.mktemp("packed")) as both:
        paths = deliver_due(both.maker, published_by(both.maker))
        return {to: (path.name, path.read_bytes()) for to, path in paths.items()}


@pytest.fixture
def city(tmp_path: Path) -> Iterator[Site]:
    site = a_city(tmp_path / "city")
    today_is(site, date(2026, 3, 27))
    yield site
    site.database.close()


def taken_in(site: Site, packed: Packed, to: str = UPPER) -> str:
    """The number of a package that is taken in today."""
    name, content = packed[to]
    path = site.settings.home / name
    path.write_bytes(content)
    return receive_filing(site, "bai", path, ADDRESSEES[to]).number


def filing(site: Site, number: str) -> Row:
    with site.database.reading() as connection:
        found = received_filings.find(connection, number)
    assert found is not None
    return found


def set_days(site: Site, number: str, **days: str | None) -> None:
    with site.database.writing() as connection:
        received_filings.change(connection, number, **days)


def look(site: Site, day: date, *, hour: int = 9) -> int:
    """What one look of the watch records."""
    today_is(site, day, hour)
    with site.database.reading() as connection:
        found = sweep_received(connection, site, day_of(site.clock.now()))
    return sum(remind_of_received(site, owed) for owed in found.owed if owed.reminders)


def said(site: Site, number: str) -> list[tuple[str, str]]:
    """Which rungs of which last days are in the chain of a filing, in their order."""
    forms = (
        json.loads(entry.body)["form"]
        for entry in entries(site.database, chain_of(number))
        if entry.move == SiteStep.REMIND_FILING
    )
    return [(form["about"], f"{form['left']}:{form['to']}") for form in forms]


def told(site: Site) -> list[tuple[str, str]]:
    found = rows(site, "SELECT person, subject FROM notices ORDER BY made_at, person")
    return [(row["person"], row["subject"]) for row in found]


def faults(site: Site) -> list[LogFault]:
    found: list[LogFault] = []
    walk_log(site.database, found.append)
    return found


def moved(site: Site) -> list[tuple[str, date, date]]:
    with site.database.reading() as connection:
        found = terms_of_received(connection, site, site.calendar)
        return [(one.about, one.stored, one.due_on) for one, _ in found if one.moved]


def test_what_this_office_owes_is_told_rung_by_rung_and_once(city: Site, packed: Packed) -> None:
    number, due = taken_in(city, packed), date(2026, 4, 13)
    set_days(city, number, answer_by=due.isoformat())

    counts = [look(city, due + timedelta(n)) for n in (-6, -5, -5, -3, 0, 1, 1, 2)]

    # Wednesday 8 April is three working days before Monday 13 April, Friday 10 April one.
    assert counts == [0, 1, 0, 1, 1, 2, 0, 0]
    assert said(city, number) == [
        (OFFICE_ANSWER, "3:holder"),
        (OFFICE_ANSWER, "1:holder"),
        (OFFICE_ANSWER, "0:chief"),
        (OFFICE_ANSWER, "-1:auditor"),
        (OFFICE_ANSWER, "-1:chief"),
    ]
    assert [person for person, _ in told(city)] == ["bai", "bai", "fang", "fang", "jin"]
    subject = told(city)[0][1]
    assert number in subject and "答复报送机关" in subject and "2026-04-13" in subject
    assert faults(city) == []


def test_what_the_sender_owes_is_pressed_for_once_it_is_late(city: Site, packed: Packed) -> None:
    number = taken_in(city, packed)
    answered(city, number, SUPPLEMENT)
    due = date.fromisoformat(filing(city, number)["reply_by"])

    counts = [look(city, due + timedelta(n)) for n in (-1, 0, 1, 2)]

    assert counts == [0, 0, 1, 0]
    assert said(city, number) == [(SENDER_REPLY, "-1:holder")]
    ((person, subject),) = told(city)
    assert (person, subject.split("】")[0]) == ("bai", "【催报")
    (text,) = rows(city, "SELECT text FROM notices")
    assert f"review-flows filing received {number}" in text["text"]
    assert "审核件" not in text["text"]
    assert faults(city) == []


def test_days_on_which_nobody_looked_are_made_up_for_and_each_hears_the_strongest(
    city: Site, packed: Packed
) -> None:
    number = taken_in(city, packed)
    set_days(city, number, answer_by="2026-04-13")

    assert look(city, date(2026, 5, 6)) == 5

    assert sorted(rung for _, rung in said(city, number)) == [
        "-1:auditor",
        "-1:chief",
        "0:chief",
        "1:holder",
        "3:holder",
    ]
    assert [person for person, _ in told(city)] == ["bai", "fang", "jin"]
    log = [json.loads(entry.body) for entry in entries(city.database, chain_of(number))]
    heard = {f"{one['form']['left']}:{one['form']['to']}": one["told"] for one in log[1:]}
    assert (heard["1:holder"], heard["3:holder"], heard["0:chief"]) == (["bai"], [], [])


def test_a_last_day_that_was_met_meanwhile_is_not_told_of(city: Site, packed: Packed) -> None:
    number = taken_in(city, packed)
    set_days(city, number, answer_by="2026-04-13")
    today_is(city, date(2026, 4, 20))
    with city.database.reading() as connection:
        found = sweep_received(connection, city, date(2026, 4, 20))
    assert len(found.owed) == 1
    answered(city, number, AnswerGiven(A.REGISTERED))
    before = content(city.database)

    assert [remind_of_received(city, owed) for owed in found.owed] == [0]
    assert content(city.database) == before


def test_two_looks_at_once_record_a_rung_once(city: Site, packed: Packed) -> None:
    number = taken_in(city, packed)
    set_days(city, number, answer_by="2026-04-13")
    today_is(city, date(2026, 4, 20))
    with city.database.reading() as connection:
        (owed,) = sweep_received(connection, city, date(2026, 4, 20)).owed

    assert [remind_of_received(city, owed), remind_of_received(city, owed)] == [5, 0]


def test_a_real_watch_leaves_the_filings_of_a_demonstration_alone(
    city: Site, packed: Packed
) -> None:
    number = taken_in(city, packed)
    set_days(city, number, answer_by="2026-04-13")
    real = open_site(city.settings)
    with real.database.reading() as connection:
        assert sweep_received(connection, real, date(2026, 4, 20)).owed == ()
    real.database.close()


@pytest.mark.prefect
def test_the_hourly_look_records_them_and_its_report_lists_them(
    city: Site, packed: Packed, flows: FlowWorker
) -> None:
    number = taken_in(city, packed)
    due, day = filing(city, number)["answer_by"], date(2026, 4, 14)

    assert flows.run(city, "watch_deadlines", day, hour=8) == 5
    assert flows.run(city, "watch_deadlines", day, hour=9) == 0

    report = city.settings.docs_out / "reports" / f"deadlines_{day}.tsv"
    assert report.read_text("utf-8").splitlines()[1:] == [
        f"{number}\toffice_answer\t{due}\t-1\t-1:auditor\tdelivered\t"
    ]


def test_the_list_shows_the_overdue_first_with_the_word_for_it(city: Site, packed: Packed) -> None:
    first, late = taken_in(city, packed), taken_in(city, packed, CONGRESS)
    set_days(city, first, answer_by="2026-03-01")
    set_days(city, late, answer_by="2059-01-06")

    shown = run(city, "filing", "received", "--lang", "zh").stdout.splitlines()[1:]
    assert [line.split("\t")[0] for line in shown] == [first, late]
    assert "2026-03-01 逾期" in shown[0]
    told_one = run(city, "filing", "received", first, "--lang", "zh").stdout
    assert "2026-03-01 逾期" in told_one
    objects = [
        json.loads(line) for line in run(city, "--json", "filing", "received").stdout.splitlines()
    ]
    assert [(one["number"], one["overdue"]) for one in objects] == [(first, True), (late, False)]


WALK: tuple[AnswerGiven | FilingReply, ...] = (
    SUPPLEMENT,
    R.SUPPLEMENT,
    AnswerGiven(A.REGISTERED),
    AnswerGiven(A.INQUIRY, "依据是什么", reply_by=date(2026, 5, 8)),
    R.EXPLANATION,
    AnswerGiven(A.CORRECTION_SUGGESTED, "缺乏依据", (ProblemType.CONTENT,)),
    R.CORRECTED,
    AnswerGiven(A.REGISTERED),
    AnswerGiven(A.PASSED),
)


def test_the_stored_days_are_those_that_are_read_after_every_message(offices: Offices) -> None:
    case, city = published_by(offices.maker), offices.city
    offices.day(date(2026, 3, 27))
    number = receive_filing(city, "bai", deliver_due(offices.maker, case)[UPPER]).number
    assert moved(city) == []
    for day, one in enumerate(WALK, start=1):
        offices.day(date(2026, 4, day))
        if isinstance(one, FilingReply):
            receive_filing(city, "bai", replied(offices.maker, case, one))
        else:
            take_answer_package(offices.maker, "bei", answered(city, number, one)[1])
        assert moved(city) == []


def test_days_that_are_not_the_calendars_are_mended_and_told_of_on_both_databases(
    offices: Offices,
) -> None:
    case, city = published_by(offices.maker), offices.city
    offices.day(date(2026, 3, 27))
    number = receive_filing(city, "bai", deliver_due(offices.maker, case)[UPPER]).number
    due = filing(city, number)["answer_by"]
    set_days(city, number, answer_by="2026-04-01")
    assert [(about, str(after)) for about, _, after in moved(city)] == [(OFFICE_ANSWER, due)]

    assert follow_calendar(city, thorough=True) == 1

    assert (filing(city, number)["answer_by"], moved(city)) == (due, [])
    assert follow_calendar(city, thorough=True) == 0
    assert look(city, date(2026, 4, 20)) == 5
    assert look(city, date(2026, 4, 20)) == 0
    assert faults(city) == []


JANUARY = date(2027, 2, 1)  # five working days, and ten, reach into the Spring Festival


@pytest.fixture
def shanghai(city: Site) -> Site:
    """A city whose rules count these terms in working days."""
    city.settings = replace(city.settings, rule_set="shanghai_2019")
    follow_calendar(city)
    today_is(city, JANUARY)
    return city


def moved_entry(site: Site, number: str) -> dict[str, Any]:
    log = entries(site.database, chain_of(number))
    (entry,) = (entry for entry in log if entry.move == SiteStep.REPROJECT_FILING)
    said: dict[str, Any] = json.loads(entry.body)
    return said


def test_a_new_calendar_moves_what_this_office_owes_and_says_why(
    shanghai: Site, packed: Packed
) -> None:
    number = taken_in(shanghai, packed, CONGRESS)
    before = filing(shanghai, number)["answer_by"]

    plan = plan_change(shanghai, invented_2027())
    assert plan.numbers == (number,)
    apply_change(shanghai, plan, "fang", "国务院办公厅公布2027年放假安排")

    after = filing(shanghai, number)["answer_by"]
    # The festival lasts from Friday 5 to Friday 12 February; 31 January is no day of this term.
    assert (before, after) == (plan.moves[0].due_before.isoformat(), "2027-02-16")  # type: ignore[union-attr]
    said = moved_entry(shanghai, number)
    assert said["moved"] == [{"about": OFFICE_ANSWER, "before": before, "after": after}]
    assert said["form"]["notice"] == "国办发明电〔2026〕99号"
    assert (plan.moves[0].title, moved(shanghai), faults(shanghai)) == (TITLE, [], [])


@pytest.mark.parametrize("named", [False, True])
def test_a_new_calendar_moves_what_the_sender_owes_unless_a_person_set_the_day(
    shanghai: Site, packed: Packed, named: bool
) -> None:
    number = taken_in(shanghai, packed, CONGRESS)
    set_by_hand = replace(SUPPLEMENT, reply_by=date(2027, 2, 10))
    answered(shanghai, number, set_by_hand if named else SUPPLEMENT)
    before = filing(shanghai, number)["reply_by"]

    apply_change(shanghai, plan_change(shanghai, invented_2027()), "fang", "公布")

    after = filing(shanghai, number)["reply_by"]
    assert after == before if named else after > before
    assert (moved(shanghai), faults(shanghai)) == ([], [])


COUNTED, LATER = date(2027, 2, 10), date(2027, 2, 18)


@pytest.mark.parametrize(
    ("counted", "letter", "reply_by"),
    [
        (LATER, LetterDay(COUNTED, named=False), LATER),
        (COUNTED, LetterDay(LATER, named=False), LATER),  # the letter has promised more
        (LATER, LetterDay(COUNTED, named=True), COUNTED),
        (None, LetterDay(COUNTED, named=True), COUNTED),
        (None, LetterDay(COUNTED, named=False), COUNTED),
        (None, None, None),
    ],
)
def test_a_calendar_takes_no_time_from_a_sender_and_leaves_a_day_that_a_person_set(
    counted: date | None, letter: LetterDay | None, reply_by: date | None
) -> None:
    days = received_days(ExchangeDays(reply_by=counted, answer_by=LATER), letter)
    assert days == ExchangeDays(reply_by, LATER)
