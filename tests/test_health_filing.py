"""What `doctor` says of filing: packages that do not go out, answers whose package is missing."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from builders import deliver, published
from cli_running import run
from office_builders import UPPER, Offices, deliver_due, published_by, two_offices
from running import FlowWorker

from models.filing import FilingAnswer
from models.received_filing import AnswerGiven
from review_flows.desk.answers_written import write_answers
from review_flows.desk.filing_office import answer_filing
from review_flows.desk.received_filings import receive_filing
from review_flows.outside.health_filing import exchange_lines
from review_flows.outside.site import Site

CONGRESS = "npc_standing_committee"


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[Offices]:
    with two_offices(tmp_path) as both:
        yield both


def said(site: Site, later: timedelta = timedelta()) -> list[tuple[str, dict[str, object]]]:
    """What the lines say so much later."""
    now: datetime = site.clock.now() + later
    with site.database.reading() as connection:
        lines = list(exchange_lines(connection, site.settings, now))
    return [(line.said, line.values) for line in lines]


def as_real(site: Site) -> None:
    """Let the cases of a test count as real ones."""
    with site.database.writing() as connection:
        connection.run("UPDATE cases SET played = FALSE")


def test_a_package_that_has_not_gone_out_for_a_day_is_told_with_its_recipient(site: Site) -> None:
    number = published(site)
    assert said(site, timedelta(days=9)) == []  # a demonstration alarms nobody
    as_real(site)
    assert said(site, timedelta(hours=23)) == []
    deliver(site, number, UPPER)

    ((key, values),) = said(site, timedelta(hours=25))

    assert key == "health.undelivered"
    assert (values["case_number"], values["recipient"], values["number"]) == (number, CONGRESS, 1)
    shown = run(site, "doctor", "--lang", "zh")
    assert shown.exit_code == 1
    assert f"审核件{number}致本级人大常委会的第1件报备包自2026-03-27" in shown.stdout
    assert f"review-flows retry {number}" in shown.stdout
    deliver(site, number, CONGRESS)
    assert said(site, timedelta(days=9)) == []


def test_an_answer_without_its_package_is_told_until_it_is_written(offices: Offices) -> None:
    case, city = published_by(offices.maker), offices.city
    offices.day(date(2026, 3, 30))
    number = receive_filing(city, "bai", deliver_due(offices.maker, case)[UPPER]).number
    assert said(city) == []
    answer_filing(city, "bai", number, AnswerGiven(FilingAnswer.REGISTERED))

    assert said(city) == [("health.answer_unwritten", {"filing": number, "number": 2})]
    shown = run(city, "doctor", "--lang", "en")
    assert f"message 2 of the received filing {number} has no package" in shown.stdout

    (written,) = write_answers(city)
    assert said(city) == []
    written.path.unlink()
    assert len(said(city)) == 1
    write_answers(city)
    with city.database.writing() as connection:  # as a crash right after the file leaves it
        connection.run("UPDATE received_messages SET package_sha256 = '' WHERE number = 2")
    assert len(said(city)) == 1


@pytest.mark.prefect
def test_the_hourly_look_writes_what_a_crash_left_unwritten(
    offices: Offices, flows: FlowWorker
) -> None:
    case, city = published_by(offices.maker), offices.city
    offices.day(date(2026, 3, 30))
    number = receive_filing(city, "bai", deliver_due(offices.maker, case)[UPPER]).number
    answer_filing(city, "bai", number, AnswerGiven(FilingAnswer.REGISTERED))

    flows.run(city, "watch_deadlines", date(2026, 3, 31))

    assert said(city) == []
    assert write_answers(city) == []
