"""A package names its addressee: another's is handed on, another name is confirmed by a person."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from builders import today_is
from cli_running import run
from databases import content, entries
from office_builders import (
    CITY,
    UPPER,
    a_city,
    answered,
    deliver_due,
    published_by,
    two_offices,
)
from test_received_filings import a_reply, files_of, in_earnest, repacked

from models.addressee import Addressee, addressee_of, name_on_one_line
from models.errors import ReviewError
from models.event import SITE_CHAIN, EventResult
from models.filing import FilingAnswer, FilingReply
from models.filing_manifest import delivery_id_of, manifest_bytes, read_manifest
from models.received_filing import AnswerGiven, ReceiptWarning, chain_of
from review_flows.desk.received_filings import TakenIn, receive_filing
from review_flows.outside import received_filings
from review_flows.outside.filing_package import build_package
from review_flows.outside.log_walk import walk_log
from review_flows.outside.package_zip import PackageMisdirected
from review_flows.outside.people import import_people
from review_flows.outside.site import Site

CONGRESS = "npc_standing_committee"
GOVERNMENT, COMMITTEE = "云中市人民政府", "青岚区人民代表大会常务委员会"
SHORT = "区人大常委会"
SUPPLEMENT = AnswerGiven(FilingAnswer.SUPPLEMENT_REQUIRED, "缺制定依据")
Packed = dict[str, tuple[str, bytes]]


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Packed:
    """A district's first packages by their recipient: name and bytes."""
    with two_offices(tmp_path_factory.mktemp("packed")) as both:
        paths = deliver_due(both.maker, published_by(both.maker))
        return {to: (path.name, path.read_bytes()) for to, path in paths.items()}


def an_office(folder: Path, name: str) -> Iterator[Site]:
    site = a_city(folder, people=CITY.replace(f"{GOVERNMENT},", f"{name},"))
    today_is(site, date(2026, 3, 30))
    yield site
    site.database.close()


@pytest.fixture
def city(tmp_path: Path) -> Iterator[Site]:
    yield from an_office(tmp_path / "city", GOVERNMENT)


@pytest.fixture
def congress(tmp_path: Path) -> Iterator[Site]:
    yield from an_office(tmp_path / "congress", COMMITTEE)


def lying(packed: Packed, folder: Path, to: str = CONGRESS) -> Path:
    path = folder / packed[to][0]
    path.write_bytes(packed[to][1])
    return path


def sent(path: Path, **facts: Any) -> Path:
    """The package as it would be, were these facts of it others."""
    files = files_of(path)
    said = replace(read_manifest(files["manifest.json"]), **facts)
    own_id = delivery_id_of(said.sender, said.case, said.recipient, said.message)
    said = replace(said, delivery_id=own_id, log=replace(said.log, chain=said.case))
    other = path.with_name(f"{own_id}.zip")
    return repacked(other, files | {"manifest.json": manifest_bytes(said)})


def logged(site: Site, number: str) -> dict[str, Any]:
    """The last entry of a received filing."""
    said: dict[str, Any] = json.loads(entries(site.database, chain_of(number))[-1].body)
    return said


def refused(site: Site, path: Path, typed: str = "") -> PackageMisdirected:
    """The refusal of a package that is not for this office; nothing but the log has changed."""
    before = content(site.database, without="events")
    kept = sorted((site.settings.inside / "store").rglob("*"))
    with pytest.raises(PackageMisdirected) as told:
        receive_filing(site, "bai", path, typed)
    assert content(site.database, without="events") == before
    assert sorted((site.settings.inside / "store").rglob("*")) == kept
    return told.value


@pytest.mark.parametrize(
    ("name", "typed", "before", "found"),
    [
        ("甲市人民政府", "", "", Addressee("甲市人民政府")),
        ("甲市人民政府", "甲市人民政府", "R2026-0001", Addressee("甲市人民政府")),
        ("甲市人民政府", "市政府", "", None),
        ("市政府", "", "", None),
        ("市政府", "甲市人民政府", "", None),
        ("市政府", "甲市人民政府", "R2026-0001", None),
        ("市政府", " 市政府 ", "", Addressee("市政府", confirmed_by="bai")),
        ("市政府", "", "R2026-0001", Addressee("市政府", confirmed_with="R2026-0001")),
        ("市政府", "市政府", "R2026-0001", Addressee("市政府", confirmed_with="R2026-0001")),
    ],
)
def test_a_package_is_for_this_office_by_its_name_or_by_one_that_was_confirmed(
    name: str, typed: str, before: str, found: Addressee | None
) -> None:
    assert addressee_of(name, "甲市人民政府", typed, "bai", before) == found


def test_blanks_in_a_name_make_no_other_office() -> None:
    assert name_on_one_line(" 甲市\n人民 \t政府 ") == "甲市 人民 政府"
    assert addressee_of("甲市 政府", "甲市  政府", "", "bai", "") == Addressee("甲市 政府")


def test_each_package_names_its_own_recipient_as_the_report_in_it_does(
    packed: Packed, tmp_path: Path
) -> None:
    for to, name in ((UPPER, GOVERNMENT), (CONGRESS, COMMITTEE)):
        manifest = files_of(lying(packed, tmp_path, to))["manifest.json"]
        assert read_manifest(manifest).addressee == name


def test_the_package_for_the_other_recipient_is_refused_with_whose_it_is_and_what_to_do(
    city: Site, packed: Packed, tmp_path: Path
) -> None:
    told = refused(city, lying(packed, tmp_path))

    for said in (f"addressed to “{COMMITTEE}”", f"this office is “{GOVERNMENT}”"):
        assert said in told.message
    assert f"Hand it on to “{COMMITTEE}”" in told.message
    assert f"--addressee '{COMMITTEE}'" in told.message
    assert "Ask whoever sent it" not in told.message
    last = entries(city.database, SITE_CHAIN)[-1]
    assert (last.move, last.result, last.actor) == ("receive_filing", EventResult.REFUSED, "bai")
    assert json.loads(last.body)["reason"] == "package_misdirected"


def test_its_own_recipient_takes_it_without_being_asked(
    congress: Site, packed: Packed, tmp_path: Path
) -> None:
    taken = receive_filing(congress, "bai", lying(packed, tmp_path))

    assert (taken.number, taken.addressee) == ("R2026-0001", COMMITTEE)
    assert ReceiptWarning.OTHER_NAME not in taken.warnings
    assert logged(congress, taken.number)["addressee"]["confirmed_by"] == ""
    refused(congress, lying(packed, tmp_path, UPPER))


def confirmed(site: Site, path: Path) -> TakenIn:
    """The first package that calls this office by its short name; somebody confirms it."""
    refused(site, path)
    return receive_filing(site, "bai", path, SHORT)


def short_named(packed: Packed, folder: Path, **facts: Any) -> Path:
    return sent(lying(packed, folder), addressee=SHORT, **facts)


def test_another_writing_of_the_offices_name_is_confirmed_by_typing_it_and_logged_by_whom(
    congress: Site, packed: Packed, tmp_path: Path
) -> None:
    taken = confirmed(congress, short_named(packed, tmp_path))

    assert ReceiptWarning.OTHER_NAME in taken.warnings
    said = logged(congress, taken.number)["addressee"]
    assert said == {"name": SHORT, "confirmed_by": "bai", "confirmed_with": ""}
    with congress.database.reading() as connection:
        filing = received_filings.find(connection, taken.number)
    assert filing is not None and filing["addressee"] == SHORT
    faults: list[object] = []
    walk_log(congress.database, faults.append)
    assert faults == []


def test_a_confirmed_name_is_not_asked_again_of_the_same_sender_and_recipient(
    congress: Site, packed: Packed, tmp_path: Path
) -> None:
    first = short_named(packed, tmp_path)
    number = confirmed(congress, first).number
    answered(congress, number, SUPPLEMENT)

    reply = receive_filing(congress, "bai", a_reply(first, FilingReply.SUPPLEMENT, 3))
    other = receive_filing(congress, "bai", short_named(packed, tmp_path, case="2026-0002"))

    assert (reply.number, reply.message) == (number, 3)
    known = {"name": SHORT, "confirmed_by": "", "confirmed_with": number}
    assert logged(congress, number)["addressee"] == known
    assert logged(congress, other.number)["addressee"] == known
    assert ReceiptWarning.OTHER_NAME in reply.warnings and ReceiptWarning.OTHER_NAME in (
        other.warnings
    )


def test_another_sender_or_another_recipient_or_another_name_is_asked_again(
    congress: Site, packed: Packed, tmp_path: Path
) -> None:
    confirmed(congress, short_named(packed, tmp_path))

    refused(congress, short_named(packed, tmp_path, sender="白河县人民政府"))
    refused(congress, short_named(packed, tmp_path, recipient="superior_department"))
    refused(congress, sent(lying(packed, tmp_path), case="2026-0002", addressee="人大常委会"))


def test_a_filing_that_was_sent_back_confirms_no_name_any_more(
    congress: Site, packed: Packed, tmp_path: Path
) -> None:
    number = confirmed(congress, short_named(packed, tmp_path)).number
    answered(congress, number, AnswerGiven(FilingAnswer.RETURNED, "不是报送本机关的"))

    refused(congress, short_named(packed, tmp_path, case="2026-0002"))


def test_a_name_that_is_not_the_one_in_the_package_confirms_nothing(
    congress: Site, packed: Packed, tmp_path: Path
) -> None:
    told = refused(congress, short_named(packed, tmp_path), COMMITTEE)
    assert f"“{COMMITTEE}” was confirmed" in told.message and f"“{SHORT}”" in told.message

    told = refused(congress, lying(packed, tmp_path), SHORT)
    assert "leave out --addressee" in told.message


def test_what_was_taken_in_before_is_not_asked_again_and_a_reply_is_refused_in_its_chain(
    congress: Site, packed: Packed, tmp_path: Path
) -> None:
    first = lying(packed, tmp_path)
    number = receive_filing(congress, "bai", first).number
    answered(congress, number, SUPPLEMENT)

    assert receive_filing(congress, "bai", first, "无此机关").known is True
    refused(congress, sent(a_reply(first, FilingReply.SUPPLEMENT, 3), addressee=GOVERNMENT))
    last = entries(congress.database, chain_of(number))[-1]
    assert (last.result, last.from_state) == (EventResult.REFUSED, last.to_state)


def test_the_addressee_is_that_of_the_day_of_the_message_whatever_the_unit_is_named_later(
    site: Site,
) -> None:
    case = published_by(site)
    deliver_due(site, case)
    before = build_package(site, case, CONGRESS).zipped
    with site.database.reading() as connection:
        code = connection.value(
            "SELECT code FROM units WHERE kind = :kind", kind="npc_standing_committee"
        )
    import_people(
        site.database,
        f"unit,unit_name,unit_kind,person,person_name\n{code},某新名称,npc_standing_committee,,\n",
    )

    assert build_package(site, case, CONGRESS).zipped == before


def test_the_commands_say_for_whom_it_is_and_take_a_confirmation(
    congress: Site, packed: Packed, tmp_path: Path
) -> None:
    path = in_earnest(short_named(packed, tmp_path))
    chinese = ("--as", "bai", "--lang", "zh")

    told = run(congress, "filing", "receive", str(path), *chinese)
    assert told.exit_code == ReviewError.exit_code
    assert "文件包不是报送本机关的，未作登记" in told.stderr
    assert f"主送机关是“{SHORT}”，本机关是“{COMMITTEE}”" in told.stderr
    assert f"--addressee '{SHORT}'" in told.stderr

    done = run(congress, "filing", "receive", str(path), "--addressee", SHORT, *chinese)
    assert done.exit_code == 0, done.output
    assert f"主送机关\t{SHORT}" in done.stdout and "已由人确认即为本机关" in done.stdout
    (line,) = run(congress, "filing", "received", *chinese).stdout.splitlines()[1:]
    assert SHORT in line.split("\t")
    page = run(congress, "filing", "received", "R2026-0001", *chinese).stdout
    assert f"主送机关\t{SHORT}" in page
    listed = run(congress, "--json", "filing", "received", "--as", "bai").stdout
    assert json.loads(listed)["addressee"] == SHORT
