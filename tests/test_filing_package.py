"""A filing package: the same bytes each time, whole, with the text that the meeting passed."""

import io
import json
import zipfile
from datetime import date
from hashlib import sha256

import pytest
from builders import (
    a_document,
    confirmed,
    deliver,
    published,
    revised,
    signed,
    today_is,
)
from databases import entries
from letters_in_place import write_letters
from word_builders import a_docx, a_docx_saying, a_paragraph, a_run
from word_edits import a_commented_file

from models.document import DocumentKind
from models.filing_manifest import package_faults, read_manifest
from models.forms import DocumentForm
from models.letter import LetterFacts
from models.moves import Move
from review_flows.desk import act
from review_flows.outside import case_files, filing_papers
from review_flows.outside.electronic_text import electronic_text
from review_flows.outside.filing_package import FilingPackage, build_package
from review_flows.outside.filing_papers import filed_documents
from review_flows.outside.letters_due import due_letter
from review_flows.outside.package_letters import PackageIncomplete
from review_flows.outside.site import Site
from review_flows.outside.wall_clock import utc_text
from review_flows.outside.word.apart import open_apart

UPPER, CONGRESS = "upper_government", "npc_standing_committee"
HELD = "<w:r><w:t>（送审</w:t><w:drawing/><w:t>稿）</w:t></w:r>"  # round a picture
REVISION = "改后的送审稿"
PAPERS = {
    "1_备案报告.docx",
    "2_正式文本.docx",
    "3_起草说明.docx",
    "4_制定依据.docx",
    "5_合法性审核意见书.docx",
    "6_备案说明.docx",
    "7_复核意见书.docx",
    "8_备案目录.docx",
}
# Told to each recipient apart; the rest is the same for both.
OWN_TO_EACH = {"1_备案报告.docx", "6_备案说明.docx", "8_备案目录.docx"}


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


def facts_of(site: Site, kind: str, about: str) -> LetterFacts:
    sql = "SELECT id FROM letters WHERE kind = :kind AND about = :about"
    with site.database.reading() as connection:
        found = connection.value(sql, kind=kind, about=about)
    return due_letter(site.database, int(found)).facts


def a_package(site: Site, recipient: str = UPPER) -> FilingPackage:
    number = published_as_revised(site)
    write_letters(site, number)
    return build_package(site, number, recipient)


def test_a_package_holds_the_eight_papers_and_a_manifest(site: Site) -> None:
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
    assert manifest["played"] is True and manifest["message"] == 1
    assert read_manifest(package.files["manifest.json"]) == package.manifest
    assert package_faults(package.manifest, package.files) == ()


def test_the_manifest_names_the_entry_of_the_publication_and_no_later_one(site: Site) -> None:
    package = a_package(site)

    (published_by,) = [
        entry for entry in entries(site.database, "2026-0001") if entry.move == Move.PUBLISH
    ]
    log = package.manifest.log
    assert (log.chain, log.seq, log.hash) == ("2026-0001", published_by.seq, published_by.hash)
    assert published_by.hash != entries(site.database, "2026-0001")[-1].hash


def test_what_comes_in_after_the_publication_changes_no_package(site: Site) -> None:
    package = a_package(site)
    today_is(site, date(2026, 4, 20))
    later = DocumentForm.model_validate(a_document(site, DocumentKind.EXPLANATION, "后来的"))
    with site.database.writing() as connection:
        case_files.add_documents(connection, "2026-0001", [later], utc_text(site.clock.now()))
    deliver(site, "2026-0001", UPPER)

    assert build_package(site, "2026-0001", UPPER).zipped == package.zipped


def test_the_text_goes_along_as_it_reads(site: Site) -> None:
    number = published_as_revised(site)
    write_letters(site, number)
    lines = ("示例办法", "第一条　为了示例，制定本办法。")
    digest = site.store.put(a_docx_saying(*lines))
    with site.database.writing() as connection:
        where = "case_number = :number AND kind = 'draft'"
        connection.update("documents", where, number=number, cleaned_sha256=digest)

    package = build_package(site, number, UPPER)

    assert package.files["2_正式文本.txt"].decode() == "\n".join(lines) + "\n"
    assert "2_正式文本.txt" in package.manifest.files


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

    assert all(congress.files[name] != upper.files[name] for name in OWN_TO_EACH)
    assert all(congress.files[name] == upper.files[name] for name in PAPERS - OWN_TO_EACH)


def test_what_leaves_the_house_is_the_cleaned_copy_of_each_document(site: Site) -> None:
    number = published_as_revised(site)
    write_letters(site, number)
    cleaned = {kind: site.store.put(f"净化后的{kind}".encode()) for kind in ("draft", "bases")}
    with site.database.writing() as connection:
        for kind, digest in cleaned.items():
            where = "case_number = :number AND kind = :kind"
            connection.update("documents", where, number=number, kind=kind, cleaned_sha256=digest)

    files = build_package(site, number, UPPER).files

    assert files["2_正式文本.docx"] == "净化后的draft".encode()
    assert files["4_制定依据.docx"] == "净化后的bases".encode()
    assert files["3_起草说明.docx"] == "示例办法 explanation".encode()


def test_no_comment_of_the_house_leaves_with_a_document(site: Site) -> None:
    number = published_as_revised(site)
    write_letters(site, number)
    digest = site.store.put(a_commented_file())
    with site.database.writing() as connection:
        where = "case_number = :number AND kind = 'bases'"
        connection.update("documents", where, number=number, cleaned_sha256=digest)

    package = build_package(site, number, UPPER)

    sent = package.files["4_制定依据.docx"]
    assert "别让司法局看到".encode() not in sent
    told = json.loads(package.files["manifest.json"])["files"]["4_制定依据.docx"]
    assert told == {"sha256": sha256(sent).hexdigest(), "size": len(sent)}


def test_the_list_in_the_package_names_what_is_in_it_in_the_same_order(site: Site) -> None:
    number = published_as_revised(site)
    write_letters(site, number)

    facts = facts_of(site, "filing_catalogue", CONGRESS)

    named = [f"{n}_{paper.name}.docx" for n, paper in enumerate(facts.parcel, start=1)]
    assert named == sorted(PAPERS - {"8_备案目录.docx"})
    assert facts.recipient == "青岚区人民代表大会常务委员会"
    report = facts_of(site, "filing_report", CONGRESS)
    assert facts.parcel[0].number == report.letter_number
    assert facts.parcel[1].sha256 == sha256(REVISION.encode()).hexdigest()
    assert report.attachments == tuple(paper.name for paper in facts.parcel[1:])


def test_an_explanation_says_what_the_case_proves_and_no_more(site: Site) -> None:
    published_as_revised(site)

    facts = facts_of(site, "filing_explanation", UPPER)

    assert facts.papers[:2] == ("起草说明", "制定依据")
    assert (facts.meeting, facts.meeting_changed) == ("第58次常务会议", False)
    assert (facts.chapters, facts.articles, facts.early_reason) == ((), 0, "")
    assert facts.opinion_number and facts.reason == ""


def test_what_was_published_before_there_was_a_list_is_packed_without_one(site: Site) -> None:
    number = published_as_revised(site)
    with site.database.writing() as connection:
        later = "kind IN ('filing_explanation', 'filing_catalogue')"
        connection.run(f"DELETE FROM letters WHERE case_number = :n AND {later}", n=number)
    write_letters(site, number)

    files = build_package(site, number, UPPER).files

    assert set(files) == PAPERS - {"6_备案说明.docx", "8_备案目录.docx"} | {"manifest.json"}


@pytest.mark.parametrize(
    "missing", ["filing_report", "review_opinion", "filing_explanation", "filing_catalogue"]
)
def test_a_package_waits_for_its_letters(site: Site, missing: str) -> None:
    number = published_as_revised(site)
    write_letters(site, number, but=missing)
    with pytest.raises(PackageIncomplete, match=rf"letter {missing}.* {number} is not written yet"):
        build_package(site, number, UPPER)

    write_letters(site, number)

    assert set(build_package(site, number, UPPER).files) == PAPERS | {"manifest.json"}


def test_a_text_that_never_changed_needs_no_confirmation_and_has_seven_papers(site: Site) -> None:
    number = published(site)
    write_letters(site, number)

    files = build_package(site, number, UPPER).files

    without = PAPERS - {"7_复核意见书.docx", "8_备案目录.docx"}
    assert set(files) == without | {"7_备案目录.docx", "manifest.json"}
    assert facts_of(site, "filing_report", UPPER).confirmation_number == ""


@pytest.mark.parametrize(
    ("kind", "about"),
    [
        ("filing_report", UPPER),
        ("filing_explanation", UPPER),
        ("issuance_notice", ""),
        ("handling_sheet", ""),
        ("adoption_report", ""),
    ],
)
def test_the_letters_of_a_changed_text_name_its_confirmation(
    site: Site, kind: str, about: str
) -> None:
    published_as_revised(site)

    facts, letter = facts_of(site, kind, about), facts_of(site, "revision_confirmation", "")

    assert letter.letter_number and facts.confirmation_number == letter.letter_number
    assert facts.confirmation_on == letter.written_on


def test_a_confirmation_of_an_opinion_that_was_voided_is_not_sent_along(site: Site) -> None:
    number = published_as_revised(site)
    with site.database.writing() as connection:
        later = "UPDATE letters SET id = id + 1000 WHERE kind = 'review_opinion'"
        connection.run(later)

    with site.database.reading() as connection:
        assert filing_papers.confirmation(connection, number) is None


def test_a_text_that_cannot_be_read_just_now_is_not_left_out() -> None:
    """Seen in the kill bench, when the child failed: the package went out without it."""
    content = a_docx_saying("示例办法", "第一条　为了示例，制定本办法。")

    assert electronic_text(content) == "示例办法\n第一条　为了示例，制定本办法。\n".encode()
    assert electronic_text(b"no Word file") is None
    with pytest.raises(PackageIncomplete, match="damaged"):
        electronic_text(content.replace(b"word/document.xml", b"word/documemt.xml"))


def test_a_package_waits_for_the_confirmation(site: Site) -> None:
    number = published_as_revised(site)
    write_letters(site, number, but="revision_confirmation")
    with pytest.raises(PackageIncomplete, match="司审复"):
        build_package(site, number, UPPER)


def test_who_confirmed_a_text_is_named_and_nobody_who_did_not(site: Site) -> None:
    published_as_revised(site)

    assert facts_of(site, "revision_confirmation", "").reviewer == "沈审核"


def test_a_last_day_in_a_year_without_its_notice_is_provisional(site: Site) -> None:
    """The review itself ended long before, in a year that was settled."""
    number = confirmed(site, revised(site, signed(site), REVISION))
    today_is(site, date(2026, 12, 21))
    meeting = {"result": "passed", "meeting": "第58次常务会议", "held_on": "2026-12-21"}
    act(site, "guan", number, Move.DELIBERATE, meeting)
    act(site, "yin", number, Move.ISSUE, {"signer": "区长", "signed_on": "2026-12-21"})
    publication = {
        "place": "政府门户网站",
        "published_on": "2026-12-21",
        "effective_on": "2027-02-01",
        "valid_until": "2029-01-31",
    }
    act(site, "yin", number, Move.PUBLISH, publication)

    report = facts_of(site, "filing_report", CONGRESS)

    assert report.file_by is not None and report.file_by.year == 2027 and report.provisional
    duties = facts_of(site, "publication_notice", "").filings
    assert [duty.provisional for duty in duties] == [
        duty.file_by is not None and duty.file_by.year == 2027 for duty in duties
    ]
    assert any(duty.provisional for duty in duties)


@pytest.mark.parametrize(
    ("under_title", "issued"),
    [(a_run("（修改稿）"), ""), (a_run("（试行）"), "（试行）"), (HELD, "（送审稿）")],
    ids=["a mark", "no mark", "a mark that cannot be cut out"],
)
def test_a_text_that_calls_itself_a_draft_is_issued_and_filed_without_these_words(
    site: Site, under_title: str, issued: str
) -> None:
    title, body = "示例办法", "第一条　为了示例，制定本办法。"
    lines = (a_run(title), under_title, a_run(body))
    content = a_docx(*map(a_paragraph, lines))
    number = signed(site)
    draft = {"kind": "draft", "name": "draft.docx", "size": len(content)}
    draft["sha256"] = site.store.put(content)
    answer = {"item": 1, "adoption": "adopted", "wording": "删去该款"}
    form = {"answers": [answer], "documents": [draft]}
    act(site, "lin", number, Move.SUBMIT_REVISION, form)
    confirmed(site, number)
    today_is(site, date(2026, 3, 25))
    meeting = {"result": "passed", "meeting": "第58次常务会议", "held_on": "2026-03-25"}
    act(site, "guan", number, Move.DELIBERATE, meeting)

    done = act(site, "yin", number, Move.ISSUE, {"signer": "区长", "signed_on": "2026-03-25"})

    assert done.warnings == (("issued_as_draft",) if "稿" in issued else ())
    with site.database.reading() as connection:
        text = filed_documents(connection, number)[0]
    read = open_apart(site.store.get(text.sha256)).text
    assert read is not None
    assert read.text.split() == f"{title} {issued} {body}".split()
    assert (text.sha256 == draft["sha256"]) == bool(issued)
