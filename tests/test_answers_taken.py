"""A recipient's answer comes home: held against what was sent, it becomes a move of its case."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from databases import content, entries
from office_builders import UPPER, Offices, answered, deliver_due, published_by, two_offices

from models.answer_manifest import answer_bytes, files_said, read_answer_manifest
from models.errors import NotAllowed, ReviewError
from models.event import SITE_CHAIN
from models.filing import FilingAnswer
from models.filing_manifest_reading import ManifestUnreadable
from models.received_filing import AnswerGiven
from review_flows.desk.answer_taken_in import take_answer_package
from review_flows.desk.received_filings import receive_filing
from review_flows.outside import exchanges
from review_flows.outside.package_zip import PackageRefused

Files = dict[str, bytes]


@dataclass(frozen=True)
class Awaited:
    """A case at the district whose package is at the city, and the city's answer."""

    offices: Offices
    case: str
    answer: Path


@pytest.fixture
def awaited(tmp_path: Path) -> Iterator[Awaited]:
    with two_offices(tmp_path) as offices:
        case = published_by(offices.maker)
        package = deliver_due(offices.maker, case)[UPPER]
        offices.day(date(2026, 3, 30))
        number = receive_filing(offices.city, "bai", package).number
        asks = AnswerGiven(
            FilingAnswer.SUPPLEMENT_REQUIRED, "缺制定依据", reply_by=date(2026, 4, 14)
        )
        yield Awaited(offices, case, answered(offices.city, number, asks)[1])


def files_of(path: Path) -> Files:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def repacked(path: Path, files: Files) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, one in files.items():
            archive.writestr(name, one)
    return path


def changed_manifest(path: Path, **values: object) -> Path:
    files = files_of(path)
    said = read_answer_manifest(files["manifest.json"]).model_copy(update=values)
    return repacked(path, files | {"manifest.json": answer_bytes(said)})


def test_an_answer_becomes_a_message_with_its_letter_its_day_and_its_words(
    awaited: Awaited,
) -> None:
    maker = awaited.offices.maker

    taken = take_answer_package(maker, "bei", awaited.answer)

    assert (taken.case, taken.recipient, taken.message) == (awaited.case, UPPER, None)
    assert taken.known_as == taken.office == "云中市人民政府"
    with maker.database.reading() as connection:
        message = exchanges.of_track(connection, awaited.case, UPPER)[-1]
    assert message["kind"] == "supplement_required"
    assert (message["said_on"], message["reply_by"]) == ("2026-03-30", "2026-04-14")
    assert message["text"] == "缺制定依据" and message["their_number"] == "云中备补〔2026〕1号"
    letter = files_of(awaited.answer)["1_备案材料补正通知书.docx"]
    assert maker.store.put(letter) in message["documents"]


def refused(awaited: Awaited, why: str) -> None:
    maker = awaited.offices.maker
    before = content(maker.database, without="events")
    with pytest.raises(PackageRefused, match=why):
        take_answer_package(maker, "bei", awaited.answer)
    assert content(maker.database, without="events") == before
    assert entries(maker.database, SITE_CHAIN)[-1].move == "take_answer"


def test_an_answer_whose_letter_was_changed_is_refused_with_its_name(awaited: Awaited) -> None:
    files = files_of(awaited.answer)
    name = "1_备案材料补正通知书.docx"
    repacked(awaited.answer, files | {name: files[name] + b"x"})
    refused(awaited, f"{name}: .*not the bytes")


def test_an_answer_with_something_beside_its_letter_is_refused(awaited: Awaited) -> None:
    files = files_of(awaited.answer)
    own = {name: one for name, one in files.items() if name != "manifest.json"}
    own["2_附件.docx"] = own["1_备案材料补正通知书.docx"]
    repacked(awaited.answer, files | own)
    refused(awaited, "2_附件.docx: .*not named in the manifest")
    changed_manifest(awaited.answer, files=files_said(own))
    refused(awaited, "an answer is one letter")


def test_an_answer_to_what_this_site_never_sent_is_refused(awaited: Awaited) -> None:
    changed_manifest(awaited.answer, answers="0" * 32)
    refused(awaited, "a message that this site has not sent")


@pytest.mark.parametrize(
    "other",
    [
        {"sender": "白河县人民政府"},
        {"case": "2026-0002"},
        {"recipient": "npc_standing_committee"},
    ],
)
def test_an_answer_to_another_sender_case_or_track_is_refused(
    awaited: Awaited, other: dict[str, str]
) -> None:
    changed_manifest(awaited.answer, **other)
    refused(awaited, f"not sent: .*{next(iter(other.values()))}")


def test_an_answer_under_the_name_of_another_office_is_refused(awaited: Awaited) -> None:
    changed_manifest(awaited.answer, office="某市人民政府")
    refused(awaited, "delivery id")


def test_an_answer_of_another_version_or_with_an_unknown_key_is_refused() -> None:
    for said, why in ((b"{}", "Field required"), (b"[]", "valid dictionary"), (b"{", "JSON")):
        with pytest.raises(ManifestUnreadable, match=why):
            read_answer_manifest(said)


def test_only_who_may_record_it_takes_an_answer_in(awaited: Awaited) -> None:
    maker = awaited.offices.maker
    with pytest.raises(ReviewError) as refusal:
        take_answer_package(maker, "shen", awaited.answer)
    assert refusal.value.exit_code == NotAllowed.exit_code
    with maker.database.reading() as connection:
        assert len(exchanges.of_track(connection, awaited.case, UPPER)) == 1
