"""A new calendar moves exactly the terms that run by it; each case is told why, none in silence."""

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from builders import accepted, consulted, published, signed, today_is, under_review
from calendar_builders import invented_2027
from databases import case_in, entries

from models.calendar_year import Amendment, CalendarYear
from models.errors import BadInput, Conflict, NotAllowed
from models.event import SITE_CHAIN
from models.moves import Move
from review_flows.calendars.writing import year_toml
from review_flows.desk import act
from review_flows.desk.calendar_change import (
    CalendarPlan,
    apply_change,
    follow_calendar,
    plan_change,
    remove_year,
)
from review_flows.outside.calendar_source import known_year
from review_flows.outside.site import Site

REASON = "国务院办公厅公布2027年放假安排"
NEW_YEAR = date(2026, 12, 21)  # fifteen working days reach into 2027
JANUARY = date(2027, 1, 18)  # fifteen working days reach past the Spring Festival

# What the invented notice says of January and February; written here once more on purpose.
OFF_2027 = {date(2027, 1, 1), *(date(2027, 2, day) for day in range(5, 13))}
WORKED_2027 = {date(2027, 1, 31), date(2027, 2, 20)}


def by_hand(accepted_on: date, days: int) -> str:
    """The last day of a term by counting on the fingers, with the invented notice."""
    day = accepted_on
    while days:
        day += timedelta(days=1)
        weekday = day.weekday() < 5 and day not in OFF_2027
        days -= weekday or day in WORKED_2027
    return day.isoformat()


def moved_entries(site: Site, number: str) -> list[Any]:
    """What the entries of recalculation say, in order."""
    log = [entry for entry in entries(site.database, number) if entry.move == Move.REPROJECT]
    return [json.loads(entry.body) for entry in log]


def applied(site: Site, *years: CalendarYear) -> CalendarPlan:
    """The plan of these years, carried out."""
    plan = plan_change(site, *years)
    apply_change(site, plan, "qian", REASON)
    return plan


def test_a_notice_moves_the_reviews_that_reach_its_days_and_no_other(site: Site) -> None:
    follow_calendar(site)
    ended = signed(site, "legal", title="已出具")
    over_early = accepted(site, title="年前办结")
    today_is(site, date(2026, 12, 1))
    in_time = accepted(site, title="不跨年")
    today_is(site, NEW_YEAR)
    over_new_year = accepted(site, title="跨年")
    today_is(site, JANUARY)
    over_festival = accepted(site, title="跨春节")
    before = {n: case_in(site.database, n) for n in (over_early, in_time, over_new_year, ended)}
    assert case_in(site.database, over_festival).provisional

    plan = plan_change(site, invented_2027())
    assert plan.numbers == (over_new_year, over_festival)
    apply_change(site, plan, "qian", REASON)

    for number in (over_early, in_time, ended):
        assert case_in(site.database, number) == before[number]
        assert moved_entries(site, number) == []
    festival = case_in(site.database, over_festival)
    assert (festival.floor_on, festival.ceiling_on, festival.provisional) == (
        by_hand(JANUARY, 5),
        by_hand(JANUARY, 15),
        False,
    )
    # No day of this one moves: it only is provisional no more, and its entry says that.
    (said,) = moved_entries(site, over_new_year)
    days = {"floor": "2026-12-28", "ceiling": by_hand(NEW_YEAR, 15)}
    assert said["moved"] == [
        {
            "about": "review",
            "before": {**days, "provisional": True},
            "after": {**days, "provisional": False},
        }
    ]


def test_the_entry_says_why_and_by_which_notice_the_day_moved(site: Site) -> None:
    today_is(site, JANUARY)
    number = accepted(site)
    before = case_in(site.database, number).ceiling_on
    applied(site, invented_2027())
    (said,) = moved_entries(site, number)
    assert said["form"] == {"reason": REASON, "notice": "国办发明电〔2026〕99号", "year": 2027}
    (move,) = said["moved"]
    assert (move["before"]["ceiling"], move["after"]["ceiling"]) == (before, by_hand(JANUARY, 15))
    assert before != by_hand(JANUARY, 15)
    assert said["calendar"]["2027"] == invented_2027().digest
    with site.database.reading() as connection:
        kinds = [row["kind"] for row in connection.rows("SELECT kind FROM letters ORDER BY id")]
        due = connection.value("SELECT due_on FROM tasks WHERE kind = 'review'")
    assert kinds == ["acceptance_notice", "term_notice"]
    assert due == by_hand(JANUARY, 15)


def test_terms_of_advice_and_filing_move_with_their_cases(site: Site) -> None:
    filed_late = published(site, title="待备案")
    today_is(site, date(2027, 2, 3))
    asked = consulted(site, under_review(site, title="征询中"))
    with site.database.writing() as connection:  # published so that the term ends in the festival
        connection.update("issuances", "case_number = :n", n=filed_late, published_on="2027-01-22")
    moves = {(move.number, move.about): move for move in applied(site, invented_2027()).moves}
    advice, government = moves[asked, "advice:gu"], moves[filed_late, "filing:upper_government"]
    # Three working days from Wednesday: Thursday, then the festival, Saturday the 13th, Monday.
    assert advice.due_after == date(2027, 2, 16)
    # Fifteen calendar days end on 6 February, in the festival, and roll over it and its weekend.
    assert government.due_after == date(2027, 2, 15)
    with site.database.reading() as connection:
        answer_by = connection.value("SELECT answer_by FROM consultations")
        task_due = connection.value("SELECT due_on FROM tasks WHERE kind = 'advise'")
        file_by = connection.value(
            "SELECT due_on FROM filings WHERE recipient = 'upper_government'"
        )
    assert (answer_by, task_due, file_by) == ("2027-02-16", "2027-02-16", "2027-02-15")
    (said,) = moved_entries(site, filed_late)
    told = {move["about"]: move["after"] for move in said["moved"]}
    assert told["filing:upper_government"] == "2027-02-15"


def test_a_paused_review_has_no_last_day_that_could_move(site: Site) -> None:
    today_is(site, JANUARY)
    number = under_review(site)
    act(site, "shen", number, Move.PAUSE, {"ground": "hearing", "reason": "听证"})
    applied(site, invented_2027())
    today_is(site, date(2027, 1, 20))
    act(site, "shen", number, Move.RESUME)
    # Two days stood: the nineteenth and the twentieth.
    assert case_in(site.database, number).ceiling_on == by_hand(date(2027, 1, 20), 15)


def test_a_second_look_moves_nothing_more(site: Site) -> None:
    today_is(site, JANUARY)
    number = accepted(site)
    applied(site, invented_2027())
    assert follow_calendar(site) == 0
    assert applied(site, invented_2027()).moves == ()
    assert len(moved_entries(site, number)) == 1


def test_taking_a_year_away_is_refused_with_the_list_while_a_term_runs_by_it(site: Site) -> None:
    today_is(site, JANUARY)
    number = accepted(site)
    applied(site, invented_2027())
    ceiling = case_in(site.database, number).ceiling_on
    plan = plan_change(site, known_year(2027))
    with pytest.raises(Conflict, match=f"cannot be taken away.*1 cases(.|\n)*{number} review"):
        remove_year(site, plan, "qian", "误导入")
    assert site.calendar.year(2027) == invented_2027()
    assert case_in(site.database, number).ceiling_on == ceiling


def test_only_the_chief_changes_the_calendar(site: Site) -> None:
    plan = plan_change(site, invented_2027())
    for change in (apply_change, remove_year):
        with pytest.raises(NotAllowed, match="needs the role chief"):
            change(site, plan, "shen", REASON)
    assert not site.calendar_folder.exists()


def test_a_year_that_nothing_runs_by_can_be_taken_away(site: Site) -> None:
    follow_calendar(site)
    applied(site, invented_2027())
    remove_year(site, plan_change(site, known_year(2027)), "qian", "误导入")
    assert site.calendar.year(2027).provisional
    assert follow_calendar(site) == 0
    assert site.calendar.year(2027).provisional
    said = [json.loads(entry.body) for entry in entries(site.database, SITE_CHAIN)]
    assert [one["move"] for one in said] == ["change_calendar", "change_calendar"]
    assert said[0]["reason"] == REASON


def test_a_file_that_a_hand_took_away_is_put_back(site: Site) -> None:
    today_is(site, JANUARY)
    accepted(site)
    applied(site, invented_2027())
    path = site.calendar_folder / "2027.toml"
    before = path.read_bytes()
    path.unlink()
    assert follow_calendar(site) == 0
    assert path.read_bytes() == before
    assert site.calendar.year(2027) == invented_2027()


def test_a_file_that_a_hand_laid_in_is_followed_with_its_own_source_as_the_reason(
    site: Site,
) -> None:
    other = Site(site.settings, site.database, site.store, site.clock, site.rules)
    today_is(site, JANUARY)
    number = accepted(site)
    follow_calendar(site)
    site.calendar_folder.mkdir()
    (site.calendar_folder / "2027.toml").write_text(year_toml(invented_2027()), "utf-8")
    assert follow_calendar(other) == 1
    assert case_in(site.database, number).ceiling_on == by_hand(JANUARY, 15)
    (said,) = moved_entries(site, number)
    assert said["form"]["reason"] == invented_2027().source


def test_a_broken_file_stops_what_would_be_dated_by_it_and_is_named(site: Site) -> None:
    today_is(site, JANUARY)
    site.calendar_folder.mkdir()
    (site.calendar_folder / "2027.toml").write_text("year = 2027\n", "utf-8")
    with pytest.raises(BadInput, match=r"2027\.toml"):
        accepted(site)


def test_a_later_notice_moves_what_the_first_one_dated(site: Site) -> None:
    """As in January 2020, when the Spring Festival was made longer while it was on."""
    today_is(site, JANUARY)
    applied(site, invented_2027())
    number = accepted(site)
    longer = Amendment(
        "国办发明电〔2027〕1号",
        date(2027, 2, 10),
        "测试虚构",
        frozenset({date(2027, 2, 15), date(2027, 2, 16)}),
        frozenset(),
    )
    assert case_in(site.database, number).ceiling_on == "2027-02-15"
    assert applied(site, invented_2027().amended(longer)).numbers == (number,)
    assert case_in(site.database, number).ceiling_on == "2027-02-17"


def test_killed_between_two_cases_the_next_look_goes_on(site: Site) -> None:
    today_is(site, JANUARY)
    first, second = accepted(site, title="甲"), accepted(site, title="乙")
    plan = plan_change(site, invented_2027())
    apply_change(site, replace(plan, moves=()), "qian", REASON)
    with site.database.writing() as connection:  # as if the process had died before the second
        connection.update("cases", "number = :n", n=second, ceiling_on="2027-02-05")
        connection.run("DELETE FROM calendar_years WHERE year = 2027")
    assert follow_calendar(site) == 1
    assert len(moved_entries(site, first)) == 1
    assert case_in(site.database, second).ceiling_on == by_hand(JANUARY, 15)


def test_rules_that_cannot_be_read_hold_back_their_own_cases_alone(site: Site) -> None:
    today_is(site, JANUARY)
    good, bad = accepted(site, title="甲"), accepted(site, title="乙")
    with site.database.writing() as connection:
        connection.update("cases", "number = :n", n=bad, rule_set="gone", rule_set_digest="0" * 64)
    with pytest.raises(BadInput, match=f"{bad}: "):
        plan_change(site, invented_2027())
    site.calendar_folder.mkdir()
    (site.calendar_folder / "2027.toml").write_text(year_toml(invented_2027()), "utf-8")
    assert follow_calendar(site) == 1
    assert case_in(site.database, good).ceiling_on == by_hand(JANUARY, 15)
    with site.database.writing() as connection:
        connection.update(
            "cases",
            "number = :n",
            n=bad,
            rule_set="datong_xinrong_2021",
            rule_set_digest=site.rules.digest("datong_xinrong_2021"),
        )
    assert follow_calendar(site) == 1
    assert case_in(site.database, bad).ceiling_on == by_hand(JANUARY, 15)
    assert follow_calendar(site) == 0


def test_a_thorough_look_finds_what_was_dated_in_the_moment_of_the_change(site: Site) -> None:
    """A move in another process may have read the calendar just before it changed."""
    today_is(site, JANUARY)
    number = accepted(site)
    applied(site, invented_2027())
    with site.database.writing() as connection:
        connection.update("cases", "number = :n", n=number, ceiling_on="2027-02-05")
    assert follow_calendar(site) == 0
    assert follow_calendar(site, thorough=True) == 1
    assert case_in(site.database, number).ceiling_on == by_hand(JANUARY, 15)
    assert follow_calendar(site, thorough=True) == 0
