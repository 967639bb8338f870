"""The machine's clock: set back, jumped, or in another zone, it dates nothing wrongly."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from builders import accepted, received
from databases import case_in, content, entries
from hand_clock import HandClock

from models.errors import ClockSetBack
from models.event import SITE_CHAIN
from review_flows.desk import act
from review_flows.desk.calendar_change import follow_calendar
from review_flows.desk.wall_clock_jump import accept_clock, notice_jump
from review_flows.outside.site import Site
from review_flows.outside.wall_clock import utc_text

TESTS = Path(__file__).parent
HALF_PAST_MIDNIGHT = datetime(2026, 9, 24, 16, 30, tzinfo=UTC)  # of 25 September in Shanghai
ACCEPT = {"matter_type": "normative_document", "reason": "齐备"}


@pytest.fixture
def clock(site: Site) -> HandClock:
    """The clock of the machine that the site runs on."""
    hand = HandClock(HALF_PAST_MIDNIGHT)
    site.clock = hand
    return hand


def of_the_site(site: Site, move: str) -> list[Mapping[str, object]]:
    """What the entries of the site's chain with this name say."""
    chain = entries(site.database, SITE_CHAIN)
    return [json.loads(entry.body) for entry in chain if entry.move == move]


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Asia/Shanghai", "Pacific/Kiritimati"])
def test_the_machines_time_zone_changes_no_date(zone: str, tmp_path: Path) -> None:
    program = [sys.executable, str(TESTS / "dates_process.py"), str(tmp_path)]
    paths = os.pathsep.join([str(TESTS), str(TESTS.parent)])
    run = subprocess.run(
        program,
        env={**os.environ, "TZ": zone, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=True,
    )
    # Friday the 25th is Mid-autumn, 26 and 27 a weekend; 28 to 30 September are three days, then
    # the National Day week; 8 and 9 October are the fourth and fifth, the 10th a Saturday worked.
    assert json.loads(run.stdout) == {
        "accepted_on": "2026-09-25",
        "floor_on": "2026-10-09",
        "ceiling_on": "2026-10-22",
        "letter": "2026-09-25",
    }


def test_a_clock_set_back_by_hours_dates_as_if_it_stood_still(site: Site, clock: HandClock) -> None:
    first = accepted(site, title="甲")
    clock.set(hours=-9)
    second = accepted(site, title="乙")
    of_first, of_second = case_in(site.database, first), case_in(site.database, second)
    assert of_second.accepted_on == of_first.accepted_on == "2026-09-25"
    assert of_second.ceiling_on == of_first.ceiling_on
    times = [entry.at for number in (first, second) for entry in entries(site.database, number)]
    assert times == sorted(times)


def test_another_process_sees_what_the_log_has_reached(site: Site, clock: HandClock) -> None:
    accepted(site, title="甲")
    clock.set(hours=-9)
    other = Site(site.settings, site.database, site.store, clock, site.rules)
    assert case_in(site.database, accepted(other, title="乙")).accepted_on == "2026-09-25"


def test_a_clock_more_than_a_day_back_dates_nothing_and_says_what_to_do(
    site: Site, clock: HandClock
) -> None:
    number = received(site)
    before = content(site.database)
    clock.set(days=-2)
    with pytest.raises(ClockSetBack, match=r"2026-09-23 00:30.*2026-09-25 00:30.*Set the clock"):
        act(site, "deng", number, "accept", ACCEPT)
    assert content(site.database) == before
    clock.set(days=2)
    act(site, "deng", number, "accept", ACCEPT)


def test_a_log_that_ran_ahead_goes_on_once_a_person_says_so(site: Site, clock: HandClock) -> None:
    number = received(site)  # with a clock that somebody had set a year ahead
    clock.set(days=-365)
    with pytest.raises(ClockSetBack):
        act(site, "deng", number, "accept", ACCEPT)
    accept_clock(site, "qian", "时钟曾被误拨快一年")
    act(site, "deng", number, "accept", ACCEPT)
    assert case_in(site.database, number).accepted_on == "2025-09-25"
    (said,) = of_the_site(site, "accept_clock")
    assert said["reason"] == "时钟曾被误拨快一年"
    other = Site(site.settings, site.database, site.store, clock, site.rules)
    act(other, "shen", number, "claim")


@pytest.mark.parametrize("hours", [3, -3, 24 * 40])
def test_a_jump_is_logged_once_with_how_far_it_went(
    site: Site, clock: HandClock, hours: int
) -> None:
    assert notice_jump(site) is None
    clock.set(hours=hours)
    jump = notice_jump(site)
    assert jump is not None
    assert abs(jump.total_seconds() - hours * 3600) < 60
    assert notice_jump(site) is None
    (said,) = of_the_site(site, "clock_jump")
    assert abs(int(str(said["seconds"])) - hours * 3600) < 60
    assert said["says"] == utc_text(clock.now())


def test_a_clock_that_goes_as_the_machine_does_is_no_jump(site: Site, clock: HandClock) -> None:
    for _ in range(3):
        clock.set(seconds=50)
        assert notice_jump(site) is None
    assert of_the_site(site, "clock_jump") == []


@pytest.mark.parametrize(("hours", "jumped"), [(-5, True), (5, False)])
def test_after_a_restart_only_a_clock_that_went_back_is_known_to_be_wrong(
    site: Site, clock: HandClock, hours: int, jumped: bool
) -> None:
    notice_jump(site)
    with site.database.writing() as connection:
        connection.run("UPDATE wall_clock SET boot = 'an earlier start'")
    clock.set(hours=hours)
    assert (notice_jump(site) is not None) is jumped


def test_a_jump_of_more_than_a_day_back_is_logged_though_nothing_else_is(
    site: Site, clock: HandClock
) -> None:
    received(site)
    notice_jump(site)
    clock.set(days=-3)
    assert notice_jump(site) is not None
    (said,) = of_the_site(site, "clock_jump")
    assert str(said["at"]) >= utc_text(HALF_PAST_MIDNIGHT)


def test_a_process_that_was_idle_sees_what_another_has_written_since(
    site: Site, clock: HandClock
) -> None:
    accepted(site, title="甲")
    other = Site(site.settings, site.database, site.store, clock, site.rules)
    clock.set(hours=20)
    accepted(other, title="乙")
    clock.set(hours=-18)
    assert case_in(site.database, accepted(site, title="丙")).accepted_on == "2026-09-25"


def test_what_was_dated_ahead_keeps_its_days_once_the_clock_is_set_right(
    site: Site, clock: HandClock
) -> None:
    number = accepted(site)
    before = case_in(site.database, number)
    clock.set(days=-30)
    accept_clock(site, "qian", "时钟曾被误拨快一个月")
    notice_jump(site)
    act(site, "guan", number, "plan_meeting", {"meeting_on": "2026-12-01"})
    after = case_in(site.database, number)
    assert (after.floor_on, after.ceiling_on) == (before.floor_on, before.ceiling_on)
    assert follow_calendar(site, thorough=True) == 0
