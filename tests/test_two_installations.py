"""A district files with its city, each with its own installation: a whole exchange."""

import io
import json
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from databases import PostgreSQL, content
from office_builders import (
    UPPER,
    Offices,
    a_city,
    answered,
    deliver_due,
    published_by,
    replied,
    two_offices,
)

from models.event import EventResult
from models.filing import FilingAnswer, FilingReply, FilingState
from models.filing_review import ProblemType
from models.received_filing import AnswerGiven, ReceiptWarning
from review_flows.desk.answer_taken_in import take_answer_package
from review_flows.desk.received_filings import TakenIn, receive_filing
from review_flows.outside import exchanges, issuances, received_filings
from review_flows.outside.log_walk import LogFault, walk_log
from review_flows.outside.package_zip import PackageRefused
from review_flows.outside.site import Site

A, R, S = FilingAnswer, FilingReply, FilingState


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


def faults(site: Site) -> list[LogFault]:
    found: list[LogFault] = []
    walk_log(site.database, found.append)
    return found


def state_here(site: Site, number: str) -> str:
    with site.database.reading() as connection:
        row = received_filings.find(connection, number)
    assert row is not None
    return str(row["state"])


def state_there(site: Site, case: str) -> str:
    with site.database.reading() as connection:
        tracks = {row["recipient"]: row for row in issuances.filings(connection, case)}
    return str(tracks[UPPER]["state"])


# What the city says, or the district, in their order.
WALK: tuple[AnswerGiven | FilingReply, ...] = (
    AnswerGiven(A.SUPPLEMENT_REQUIRED, "请补充征求意见的情况"),
    R.SUPPLEMENT,
    AnswerGiven(A.REGISTERED),
    AnswerGiven(A.INQUIRY, "第二条收费的依据是什么"),
    R.EXPLANATION,
    AnswerGiven(A.CORRECTION_SUGGESTED, "第二条缺乏上位法依据", (ProblemType.CONTENT,)),
    R.CORRECTED,
    AnswerGiven(A.REGISTERED),
    AnswerGiven(A.PASSED),
)


def walk(offices: Offices) -> tuple[str, str, list[Path]]:
    """The whole exchange; returns the case, the number at the city, and every zip that went."""
    case = published_by(offices.maker)
    offices.day(date(2026, 3, 27))
    went = [deliver_due(offices.maker, case)[UPPER]]
    number = receive_filing(offices.city, "bai", went[0]).number
    for day, said in enumerate(WALK, start=1):
        offices.day(date(2026, 4, day))
        if isinstance(said, FilingReply):
            went.append(replied(offices.maker, case, said))
            taken = receive_filing(offices.city, "bai", went[-1])
            assert (taken.number, taken.warnings) == (number, ())
        else:
            went.append(answered(offices.city, number, said)[1])
            assert take_answer_package(offices.maker, "bei", went[-1]).case == case
        assert state_here(offices.city, number) == state_there(offices.maker, case)
    return case, number, went


def test_a_whole_exchange_stands_alike_on_both_sides_and_both_logs_verify(offices: Offices) -> None:
    case, number, went = walk(offices)

    assert state_here(offices.city, number) == S.PASSED
    assert faults(offices.maker) == [] == faults(offices.city)
    with offices.city.database.reading() as connection:
        here = received_filings.messages(connection, number)
    with offices.maker.database.reading() as connection:
        there = exchanges.of_track(connection, case, UPPER)
    assert [row["kind"] for row in here] == [row["kind"] for row in there]
    assert [row["number"] for row in here] == [row["number"] for row in there]
    assert len(here) == len(went) == 10


@dataclass(frozen=True)
class Walked:
    """An exchange that was walked once, on SQLite; tests that share it change nothing in it."""

    offices: Offices
    case: str
    number: str
    went: list[Path]


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walked]:
    with two_offices(tmp_path_factory.mktemp("walked")) as both:
        yield Walked(both, *walk(both))


def test_every_package_of_an_exchange_opens_and_its_hashes_match(walked: Walked) -> None:
    for path in walked.went:
        with zipfile.ZipFile(path) as archive:
            assert archive.testzip() is None
            files = {name: archive.read(name) for name in archive.namelist()}
        said = json.loads(files.pop("manifest.json"))["files"]
        assert {name: sha256(one).hexdigest() for name, one in files.items()} == {
            name: told["sha256"] for name, told in said.items()
        }
        letters = [one for name, one in files.items() if name.endswith(".docx")]
        assert letters
        assert all(zipfile.is_zipfile(io.BytesIO(one)) for one in letters)


def test_the_first_registration_gives_the_number_and_a_correction_keeps_it(
    walked: Walked,
) -> None:
    with walked.offices.city.database.reading() as connection:
        filing = received_filings.find(connection, walked.number)
    with walked.offices.maker.database.reading() as connection:
        tracks = issuances.filings(connection, walked.case)
    track = {row["recipient"]: row for row in tracks}[UPPER]
    assert filing is not None
    assert filing["filing_number"] == "云中备〔2026〕1号" == track["receipt_number"]
    assert filing["registered_on"] == "2026-04-03" == track["registered_on"]


def test_what_is_filed_anew_is_held_against_the_papers_and_not_against_the_first_term(
    walked: Walked,
) -> None:
    with walked.offices.city.database.reading() as connection:
        rows = connection.rows(
            "SELECT body FROM events WHERE chain = :chain ORDER BY seq",
            chain=f"filing:{walked.number}",
        )
    came = {said["kind"]: said for row in rows if "file_by" in (said := json.loads(row["body"]))}
    assert came["filing"]["file_by"] == "2026-04-13"
    assert (came["corrected"]["file_by"], came["corrected"]["missing"]) == (None, [])


def test_what_comes_again_stands_once_on_either_side(walked: Walked) -> None:
    city, maker = walked.offices.city, walked.offices.maker
    before = content(city.database), content(maker.database)

    again = receive_filing(city, "bai", walked.went[0])
    answer = take_answer_package(maker, "bei", walked.went[1])

    assert (again.number, again.message, again.known) == (walked.number, 1, True)
    assert (answer.case, answer.message) == (walked.case, 2)
    assert (content(city.database), content(maker.database)) == before


def filed(offices: Offices) -> Path:
    """The zip of a first package, not taken in yet."""
    case = published_by(offices.maker)
    offices.day(date(2026, 3, 27))
    return deliver_due(offices.maker, case)[UPPER]


def test_a_package_is_taken_in_with_its_form_checked(offices: Offices) -> None:
    package = filed(offices)
    offices.day(date(2026, 4, 20))

    taken = receive_filing(offices.city, "bai", package)

    assert taken.state is S.DELIVERED
    assert taken.form.missing == ()
    assert taken.form.late and str(taken.form.file_by) == "2026-04-13"
    assert taken.warnings == (ReceiptWarning.FILED_LATE,)
    assert taken.addressee == "云中市人民政府"


def test_a_site_does_not_take_in_what_it_sent_itself(offices: Offices) -> None:
    package = filed(offices)

    with pytest.raises(PackageRefused, match="this site sent it"):
        receive_filing(offices.maker, "bei", package)


def test_the_log_of_a_received_filing_has_a_chain_of_its_own_that_names_each_file(
    offices: Offices,
) -> None:
    package = filed(offices)
    taken = receive_filing(offices.city, "bai", package)

    with offices.city.database.reading() as connection:
        rows = connection.rows(
            "SELECT body, result FROM events WHERE chain = :chain", chain=f"filing:{taken.number}"
        )
    (entry,) = rows
    said = json.loads(bytes(entry["body"]))
    assert entry["result"] == EventResult.DONE
    assert said["actor"]["role"] == "filing_clerk"
    assert {one["name"] for one in said["files"]} == set(zipfile.ZipFile(package).namelist()) - {
        "manifest.json"
    }


def taken_apart(city: Site, package: Path) -> TakenIn:
    """Take a package in over a connection of this thread's own."""
    try:
        return receive_filing(city, "bai", package)
    finally:
        city.database.close()


def test_a_package_that_four_take_in_at_once_stands_once(offices: Offices) -> None:
    package = filed(offices)

    with ThreadPoolExecutor(4) as pool:
        taken = list(pool.map(lambda _: taken_apart(offices.city, package), range(4)))

    assert {one.number for one in taken} == {"R2026-0001"}
    assert sorted(one.known for one in taken) == [False, True, True, True]
    assert faults(offices.city) == []
