"""A filing package: the same bytes each time, whole, with the text that the meeting passed."""

import io
import json
import zipfile
from datetime import date
from hashlib import sha256

import pytest
from builders import confirmed, revised, signed, today_is
from letters_in_place import write_letters

from models.moves import Move
from review_flows.desk import act
from review_flows.outside.filing_package import FilingPackage, PackageIncomplete, build_package
from review_flows.outside.site import Site

UPPER, CONGRESS = "upper_government", "npc_standing_committee"
REVISION = "改后的送审稿"
PAPERS = {
    "1_备案报告.docx",
    "2_正式文本.docx",
    "3_起草说明.docx",
    "4_制定依据.docx",
    "5_合法性审核意见书.docx",
}


def published_as_revised(site: Site) -> str:
    """A case that was published in the text that the drafting unit revised."""
    number = confirmed(site, revised(site, signed(site), REVISION))
    today_is(site, date(2026, 3, 25))
    meeting = {"result": "passed", "meeting": "第58次常务会议", "held_on": "2026-03-25"}
    act(site, "guan", number, Move.DELIBERATE, meeting)
    act(site, "yin", number, Move.ISSUE, {"signer": "区长", "signed_on": "2026-03-25"})
    today_is(site, date(2026, 3, 27))
    publication = {
        "place": "政府门户网站",
        "published_on": "2026-03-27",
        "effective_on": "2026-05-01",
        "valid_until": "2028-04-30",
    }
    act(site, "yin", number, Move.PUBLISH, publication)
    return number


def a_package(site: Site, recipient: str = UPPER) -> FilingPackage:
    number = published_as_revised(site)
    write_letters(site, number)
    return build_package(site, number, recipient)


def test_a_package_holds_the_five_papers_and_a_manifest(site: Site) -> None:
    package = a_package(site)

    assert set(package.files) == PAPERS | {"manifest.json"}
    assert package.zip_name == "2026-0001_upper_government.zip"


def test_the_text_is_the_one_that_the_meeting_passed_and_not_the_first(site: Site) -> None:
    files = a_package(site).files

    assert files["2_正式文本.docx"] == REVISION.encode()
    assert files["3_起草说明.docx"] == "示例办法 explanation".encode()
    assert files["4_制定依据.docx"] == "示例办法 bases".encode()


def test_the_manifest_names_every_paper_with_its_hash_and_size(site: Site) -> None:
    package = a_package(site)

    manifest = json.loads(package.files["manifest.json"])

    said = {name: (file["sha256"], file["size"]) for name, file in manifest["files"].items()}
    assert said == {
        name: (sha256(package.files[name]).hexdigest(), len(package.files[name])) for name in PAPERS
    }
    assert manifest["case"] == "2026-0001" and manifest["recipient"] == UPPER
    assert manifest["title"] == "示例办法" and manifest["published_on"] == "2026-03-27"
    assert manifest["document_number"] and manifest["registration_number"]
    assert manifest["played"] is True


def test_the_zip_holds_the_same_files_and_is_the_same_each_time(site: Site) -> None:
    package = a_package(site)
    today_is(site, date(2027, 1, 4))

    again = build_package(site, "2026-0001", UPPER)

    assert again.zipped == package.zipped
    with zipfile.ZipFile(io.BytesIO(package.zipped)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == dict(package.files)


def test_each_recipient_gets_its_own_report_and_the_same_text(site: Site) -> None:
    upper = a_package(site)

    congress = build_package(site, "2026-0001", CONGRESS)

    assert congress.files["1_备案报告.docx"] != upper.files["1_备案报告.docx"]
    same = PAPERS - {"1_备案报告.docx"}
    assert all(congress.files[name] == upper.files[name] for name in same)


@pytest.mark.parametrize("missing", ["filing_report", "review_opinion"])
def test_a_package_waits_for_its_letters(site: Site, missing: str) -> None:
    number = published_as_revised(site)
    write_letters(site, number, but=missing)
    with pytest.raises(PackageIncomplete, match=rf"letter {missing}.* {number} is not written yet"):
        build_package(site, number, UPPER)

    write_letters(site, number)

    assert set(build_package(site, number, UPPER).files) == PAPERS | {"manifest.json"}
