"""The calendar of a person (.ics): read back with a parser, it holds what is due, and no more."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from builders import (
    accepted,
    add_person,
    consulted,
    deliver,
    proposed,
    published,
    signed,
    today_is,
    under_review,
)
from cli_running import run
from icalendar import Calendar, Event

from models.moves import Move
from review_flows.desk import act
from review_flows.outside import feed
from review_flows.outside.feed import deadlines, feed_of, feed_path, people, write_feeds
from review_flows.outside.site import Site

CEILING = date(2026, 3, 30)  # fifteen working days after Monday 9 March
FLOOR = date(2026, 3, 16)
Days = dict[str, date]


def content_of(site: Site, code: str) -> bytes:
    """The calendar of a person as it would be written now."""
    with site.database.reading() as connection:
        person, _ = people(connection)[code]
        return feed_of(person, deadlines(connection, site, played=True), site.clock.now())


def events(content: bytes) -> dict[str, Event]:
    """The events of a calendar by their ids, each of which stands once."""
    found = [event for event in Calendar.from_ical(content).walk() if isinstance(event, Event)]
    assert len({str(event["UID"]) for event in found}) == len(found)
    return {str(event["UID"]).removesuffix("@review-flows"): event for event in found}


def days(site: Site, code: str) -> Days:
    return {uid: event.start for uid, event in events(content_of(site, code)).items()}


def test_a_reviewer_has_the_ceiling_and_the_floor_of_what_waits(site: Site) -> None:
    number = under_review(site)
    assert days(site, "shen") == {f"{number}.review": CEILING, f"{number}.floor": FLOOR}
    assert days(site, "qian") == days(site, "lin") == days(site, "du") == {}


def test_before_anybody_took_it_everybody_who_might_has_it(site: Site) -> None:
    add_person(site, "zhao", "reviewer")
    add_person(site, "wang", "reviewer", unit="zhujian")  # nobody reviews his own unit's document
    number = accepted(site)
    assert (
        set(days(site, "shen"))
        == set(days(site, "zhao"))
        == {
            f"{number}.review",
            f"{number}.floor",
        }
    )
    assert days(site, "wang") == {}
    act(site, "zhao", number, Move.CLAIM)
    assert days(site, "shen") == {}


def test_a_day_moves_with_its_case_and_falls_away_with_it(site: Site) -> None:
    number = under_review(site)
    act(site, "shen", number, Move.PAUSE, {"ground": "hearing", "reason": "举行听证"})
    assert days(site, "shen") == {}
    today_is(site, date(2026, 3, 16))
    act(site, "shen", number, Move.RESUME)
    assert days(site, "shen") == {
        f"{number}.review": date(2026, 4, 7),
        f"{number}.floor": date(2026, 3, 23),
    }
    act(site, "lin", number, Move.WITHDRAW, {"reason": "不再制定"})
    assert days(site, "shen") == {}


def test_the_chief_has_what_is_to_be_signed(site: Site) -> None:
    number = proposed(site)
    assert days(site, "qian") == {f"{number}.sign": CEILING, f"{number}.floor": FLOOR}
    assert set(days(site, "shen")) == set()


def test_after_the_opinion_no_floor_and_no_ceiling_is_left(site: Site) -> None:
    number = signed(site)
    assert days(site, "shen") == days(site, "qian") == {}
    assert number not in str(days(site, "lin"))


def test_an_advisor_has_the_day_of_the_answer(site: Site) -> None:
    number = consulted(site, under_review(site))
    (uid,) = days(site, "gu")
    assert uid == f"{number}.advise"


def test_the_filing_clerk_has_each_filing_until_it_is_delivered(site: Site) -> None:
    number = published(site)
    both = days(site, "bei")
    assert both == {
        f"{number}.filing.upper_government": date(2026, 4, 13),
        f"{number}.filing.npc_standing_committee": date(2026, 4, 27),
    }
    deliver(site, number, "upper_government")
    assert set(days(site, "bei")) == {f"{number}.filing.npc_standing_committee"}


def test_an_event_is_a_whole_day_and_names_no_title(site: Site) -> None:
    number = under_review(site, title="青岚区绝密征收办法")
    content = content_of(site, "shen")
    event = events(content)[f"{number}.review"]
    assert (event.start, event.end) == (CEILING, date(2026, 3, 31))
    assert str(event["SUMMARY"]) == f"【截止】{number} 审核"
    assert f"review-flows show {number}" in str(event["DESCRIPTION"])
    assert (str(event["STATUS"]), str(event["TRANSP"])) == ("CONFIRMED", "TRANSPARENT")
    assert str(events(content)[f"{number}.floor"]["SUMMARY"]) == f"【最短时限届满】{number} 审核"
    assert "绝密" not in content.replace(b"\r\n ", b"").decode()


def test_a_day_of_a_year_without_its_notice_is_marked(site: Site) -> None:
    today_is(site, date(2029, 3, 5))
    number = under_review(site)
    event = events(content_of(site, "shen"))[f"{number}.review"]
    assert str(event["SUMMARY"]).endswith("（暂定）") and str(event["STATUS"]) == "TENTATIVE"


def test_lines_are_folded_and_ended_as_the_format_wants(site: Site) -> None:
    under_review(site)
    raw = content_of(site, "shen")
    assert raw.startswith(b"BEGIN:VCALENDAR\r\n") and raw.endswith(b"END:VCALENDAR\r\n")
    assert max(map(len, raw.split(b"\r\n"))) <= 75
    assert Calendar.from_ical(raw).to_ical() == raw
    assert all(event.errors == [] for event in events(raw).values())


def test_the_files_are_written_where_there_is_something_and_only_when_it_changes(
    site: Site,
) -> None:
    number = under_review(site)
    assert write_feeds(site) == 1
    path = feed_path(site.settings, "shen")
    before = path.read_bytes()
    assert write_feeds(site) == 0 and path.read_bytes() == before
    act(site, "shen", number, Move.RELEASE)
    add_person(site, "zhao", "reviewer")
    assert write_feeds(site) == 1  # shen's stays; zhao's is new
    assert events(feed_path(site.settings, "zhao").read_bytes()).keys() == events(before).keys()


def test_whoever_left_finds_an_empty_calendar(site: Site) -> None:
    under_review(site)
    write_feeds(site)
    with site.database.writing() as connection:
        connection.update("persons", "code = :code", code="shen", active=False)
    write_feeds(site)
    assert events(feed_path(site.settings, "shen").read_bytes()) == {}


def test_a_calendar_holds_the_nearest_days_when_there_are_very_many(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, "MOST_EVENTS", 3)
    numbers = [accepted(site) for _ in range(3)]
    assert set(days(site, "shen")) == {f"{number}.floor" for number in numbers}


@pytest.mark.parametrize("first, second", [(under_review, accepted), (accepted, under_review)])
def test_what_one_has_and_what_one_may_take_stand_in_one_order(
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
    first: Callable[[Site], str],
    second: Callable[[Site], str],
) -> None:
    monkeypatch.setattr(feed, "MOST_EVENTS", 1)
    earlier = first(site)
    today_is(site, date(2026, 3, 11))
    second(site)
    assert set(days(site, "shen")) == {f"{earlier}.floor"}


def test_the_command_prints_the_calendar_or_writes_it(site: Site, tmp_path: Path) -> None:
    number = under_review(site)
    out = tmp_path / "mine.ics"
    assert run(site, "notices", "ics", "shen", "--played", "--out", str(out)).exit_code == 0
    assert f"{number}.review" in events(out.read_bytes())
    printed = run(site, "notices", "ics", "shen", "--played", "--as", "du").stdout
    assert f"{number}.review" in events(printed.encode())


def test_a_calendar_is_for_its_person_and_for_auditors(site: Site) -> None:
    assert run(site, "notices", "ics", "shen", "--as", "lin").exit_code == 4
    unknown = run(site, "notices", "ics", "shem")
    assert unknown.exit_code == 4 and "shen" in unknown.stderr


def test_real_days_and_those_of_a_demonstration_do_not_mix(site: Site) -> None:
    under_review(site)  # on a simulated clock
    assert events(run(site, "notices", "ics", "shen").stdout.encode()) == {}
