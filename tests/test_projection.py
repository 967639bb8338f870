"""Every open review is read again by a calendar: those that move are found, in parts or at once."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from builders import a_site, accepted, received, signed, today_is, under_review
from clock_builders import CALENDAR, NATIONAL
from databases import case_in

from models.calendar_year import CalendarYear, Holiday, year_of
from models.case import MatterType
from models.clock import Bounds, read_bounds
from models.clock_rules import PauseGround
from models.moves import Move
from review_flows.desk import act
from review_flows.outside import projection
from review_flows.outside.clock_index import clock_events_of, unpack_facts
from review_flows.outside.projection import (
    CaseRange,
    MovedReview,
    moved_reviews,
    moved_side_by_side,
    rules_in_use,
    split,
)
from review_flows.outside.site import Site

ALL = CaseRange("", "9999-9999")
NEW_YEAR = Holiday("元旦", date(2027, 1, 1), date(2027, 1, 4), (date(2027, 1, 9),))
INVENTED = year_of(2027, [NEW_YEAR], source="虚构", provisional=False, notice="虚构〔2026〕99号")
TODAY = date(2026, 12, 31)


def moved(site: Site, *years: CalendarYear, part: CaseRange = ALL) -> list[MovedReview]:
    calendar = site.calendar
    for year in years:
        calendar = calendar.with_year(year)
    with site.database.reading() as connection:
        in_use = rules_in_use(connection, site.rules)
        return list(moved_reviews(connection, in_use, calendar, TODAY, part))


def parts_of(site: Site, parts: int) -> tuple[CaseRange, ...]:
    with site.database.reading() as connection:
        return split(connection, [1] * parts)


def some_reviews(site: Site) -> dict[str, str]:
    """Reviews in every state of the clock; two of them reach into 2027."""
    numbers = {"ended": signed(site)}  # on 20 March
    numbers["over by then"] = under_review(site)
    today_is(site, date(2026, 12, 14))
    numbers["reaches 2027"] = under_review(site)
    numbers["opinion waits"] = accepted(site)
    numbers["stands"] = under_review(site)
    act(site, "shen", numbers["stands"], Move.PAUSE, {"ground": "hearing", "reason": "听证"})
    numbers["not begun"] = received(site)
    return numbers


def test_after_its_moves_no_review_differs_from_the_calendar_in_force(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    some_reviews(site)
    assert moved(site) == []


def test_a_notice_moves_exactly_the_running_reviews_that_reach_its_year(tmp_path: Path) -> None:
    """Accepted on 14 December 2026, 15 working days: 5 January with only the first off, then 6."""
    site = a_site(tmp_path)
    numbers = some_reviews(site)
    found = {review.number: review for review in moved(site, INVENTED)}
    assert set(found) == {numbers["reaches 2027"], numbers["opinion waits"]}
    review = found[numbers["reaches 2027"]]
    floor_on = date(2026, 12, 21)
    assert review.stored == Bounds(floor_on, date(2027, 1, 5), provisional=True)
    assert review.read == Bounds(floor_on, date(2027, 1, 6), provisional=False)
    assert review.title == case_in(site.database, review.number).title


def test_a_stored_day_that_is_wrong_is_found_whoever_wrote_it(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    number = some_reviews(site)["over by then"]
    with site.database.writing() as connection:
        connection.run("UPDATE cases SET ceiling_on = '2026-03-31' WHERE number = :n", n=number)
    (review,) = moved(site)
    assert (review.number, review.stored.ceiling_on) == (number, date(2026, 3, 31))


def test_a_fact_that_lies_after_today_counts_as_it_did_in_its_move(tmp_path: Path) -> None:
    """A play runs ahead of the machine, and its cases must not be brought back to their start."""
    site = a_site(tmp_path)
    some_reviews(site)
    with site.database.reading() as connection:
        early = date(2026, 1, 1)
        in_use = rules_in_use(connection, site.rules)
        assert not list(moved_reviews(connection, in_use, site.calendar, early, ALL))


@pytest.mark.parametrize("parts", [1, 2, 3, 5, 9])
def test_the_parts_hold_every_open_case_once(tmp_path: Path, parts: int) -> None:
    site = a_site(tmp_path)
    numbers = some_reviews(site)
    ranges = parts_of(site, parts)
    assert 1 <= len(ranges) <= parts
    with site.database.reading() as connection:
        held = [
            row["number"]
            for part in ranges
            for row in connection.rows(
                projection.CASES, after=part.after, until=part.until, page=99
            )
        ]
    assert held == sorted(set(numbers.values()) - {numbers["ended"]})


def test_a_site_without_open_cases_has_no_parts(tmp_path: Path) -> None:
    assert parts_of(a_site(tmp_path), 2) == ()


def test_page_by_page_and_in_parts_the_same_reviews_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = a_site(tmp_path)
    some_reviews(site)
    at_once = moved(site, INVENTED)
    monkeypatch.setattr(projection, "PAGE", 2)
    assert moved(site, INVENTED) == at_once
    in_parts = [one for part in parts_of(site, 2) for one in moved(site, INVENTED, part=part)]
    assert in_parts == at_once


def test_two_processes_find_what_one_finds(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    some_reviews(site)
    at_once = moved(site, INVENTED)
    assert len(at_once) == 2
    calendar = site.calendar.with_year(INVENTED)
    with site.database.reading() as connection:
        found = moved_side_by_side(
            site.settings, connection, site.rules, calendar, (INVENTED,), TODAY
        )
    assert found == at_once


def test_cases_under_different_rules_are_each_read_by_their_own(site: Site) -> None:
    """On both databases: a case of another matter beside a normative document."""
    today_is(site, date(2026, 12, 21))
    normative = accepted(site)
    other = accepted(site, matter_type=MatterType.OTHER_DOCUMENT)
    found = {review.number for review in moved(site, INVENTED)}
    assert moved(site) == [] and normative in found
    assert (other in found) is case_in(site.database, other).provisional


def test_packed_facts_are_those_of_the_table_but_for_what_moves_no_day(site: Site) -> None:
    number = under_review(site)
    act(site, "guan", number, Move.PLAN_MEETING, {"meeting_on": "2026-03-31"})
    act(site, "shen", number, Move.PAUSE, {"ground": "supplement", "reason": "缺材料"})
    sql = projection.facts_by_case(site.database.postgresql)
    with site.database.reading() as connection:
        (row,) = connection.rows(sql, after=ALL.after, until=ALL.until)
        whole = clock_events_of(connection, number)
    assert [event.meeting_on is None for event in whole] == [True, True, False, True]
    assert whole[-1].ground is PauseGround.SUPPLEMENT
    assert unpack_facts(row["facts"]) == [replace(event, meeting_on=None) for event in whole]


def test_facts_gathered_in_any_order_are_read_in_that_of_the_log() -> None:
    """A database gathers them as it likes: 10 before 9, and the resumption before its pause."""
    packed = "10 resumed 2026-03-12 0 ,9 paused 2026-03-10 0 hearing,2 accepted 2026-03-09 0 "
    gathered = unpack_facts(packed)
    in_order = sorted(gathered, key=lambda event: event.number)
    assert gathered != in_order
    read = read_bounds(gathered, NATIONAL, CALENDAR, TODAY)
    assert read == read_bounds(in_order, NATIONAL, CALENDAR, TODAY)
    assert read.ceiling_on == date(2026, 4, 1)
