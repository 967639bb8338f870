"""What lies in docs_in is taken, or goes back with the reason; nothing is overwritten."""

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import word_builders as build
from databases import entries
from inbox_builders import (
    TITLE,
    a_draft,
    a_site_at,
    case_numbers,
    documents_of,
    in_received,
    in_refused,
    put,
    rows,
    some_bases,
    take_all,
    take_one,
    waiting,
)

from models.arrival import ArrivalResult
from models.errors import NotFound
from models.event import SITE_CHAIN
from review_flows.outside.inbox import is_whole, submissions
from review_flows.outside.site import Site


@pytest.fixture
def site(tmp_path: Path, sqlite_file: Path) -> Iterator[Site]:
    """A new site on SQLite: what is proved here are files."""
    with a_site_at(tmp_path, sqlite_file) as site:
        yield site


LONG = 20.0  # seconds, more than anything has to rest before it is whole


def test_a_file_is_a_submission_and_moves_to_its_case(site: Site) -> None:
    put(site, "办法.docx", a_draft())

    number, arrivals = take_one(site)

    assert number == "2026-0001"
    assert [arrival.result for arrival in arrivals] == [ArrivalResult.TAKEN]
    assert in_received(site, number) == {"办法.docx": a_draft()}
    assert documents_of(site, number) == {"办法.docx": "draft"}
    assert waiting(site) == set()


def test_a_folder_is_one_submission_and_keeps_its_folders(site: Site) -> None:
    put(site, "报送/送审稿.docx", a_draft())
    put(site, "报送/附件/依据/制定依据.docx", some_bases())

    number, _ = take_one(site)

    assert number
    assert set(in_received(site, number)) == {"送审稿.docx", "附件/依据/制定依据.docx"}
    assert documents_of(site, number) == {"送审稿.docx": "draft", "制定依据.docx": "bases"}
    assert not (site.settings.docs_in / "报送").exists()


@pytest.mark.parametrize(
    "name",
    ["~$办法.docx", ".办法.docx", "办法.docx.tmp", "办法.docx.part", "办法.docx.crdownload",
     "Thumbs.db", "desktop.ini", ".git/办法.docx", "__MACOSX/._办法.docx"],
)  # fmt: skip
def test_lock_files_hidden_files_and_half_downloads_are_left_alone(site: Site, name: str) -> None:
    put(site, name, a_draft())
    put(site, f"报送/{name}", a_draft())
    put(site, "报送/送审稿.docx", a_draft())

    number, arrivals = take_one(site)

    assert number
    assert [arrival.name for arrival in arrivals] == ["送审稿.docx"]
    assert waiting(site) == {name, f"报送/{name}"}


def test_a_copy_that_sets_the_time_of_its_content_back_is_still_seen_as_fresh(site: Site) -> None:
    path = put(site, "办法.docx", a_draft())
    os.utime(path, (0, 0))  # as `cp -p` does
    (submission,) = submissions(site.settings.docs_in)

    assert not is_whole(submission, time.time())
    assert is_whole(submission, time.time() + LONG)


def test_a_folder_is_whole_only_when_its_deepest_file_rests(site: Site) -> None:
    path = put(site, "报送/附件/制定依据.docx", some_bases())
    (submission,) = submissions(site.settings.docs_in)
    later = time.time() + LONG
    assert is_whole(submission, later)

    os.utime(path, (later, later))

    assert not is_whole(submission, later)


def test_what_is_refused_lies_beside_a_reason_for_people_and_stands_in_the_log(site: Site) -> None:
    put(site, "报送/送审稿.docx", a_draft())
    put(site, "报送/附件/扫描.docx", b"%PDF-1.7 scan")

    number, arrivals = take_one(site)

    assert number
    assert sorted(arrival.result for arrival in arrivals) == ["refused", "taken"]
    refused = in_refused(site)
    assert refused.pop("报送/附件/扫描.docx") == b"%PDF-1.7 scan"
    ((place, reason),) = refused.items()
    assert place == "报送/附件/扫描.docx.txt"
    assert "这是 PDF 文件。请报送可编辑的 Word 文稿（.docx）。" in reason.decode()
    assert "This is a PDF file. Send the editable Word document (.docx)." in reason.decode()
    said = json.loads(entries(site.database, number)[-1].body)
    assert (said["reason"], said["file"]["name"]) == ("pdf", "扫描.docx")


def test_every_file_that_came_in_has_a_row_and_what_has_no_case_a_log_entry(site: Site) -> None:
    put(site, "坏.docx", b"")

    number, _ = take_one(site)

    assert number is None
    (row,) = rows(site, "SELECT name, result, reason, case_number FROM arrivals")
    assert (row["name"], row["result"], row["reason"]) == ("坏.docx", "refused", "empty")
    assert row["case_number"] == ""
    said = json.loads(entries(site.database, SITE_CHAIN)[-1].body)
    assert (said["move"], said["reason"], said["submission"]) == ("receive", "empty", "坏.docx")


def test_a_folder_with_nothing_but_refused_files_makes_no_case(site: Site) -> None:
    put(site, "报送/空.docx", b"")
    put(site, "报送/旧/网页.docx", b"<html></html>")

    number, arrivals = take_one(site)

    assert number is None and case_numbers(site) == []
    assert [arrival.reason for arrival in arrivals] == ["html", "empty"]
    assert set(in_refused(site)) == {
        "报送/空.docx", "报送/空.docx.txt", "报送/旧/网页.docx", "报送/旧/网页.docx.txt",
    }  # fmt: skip
    assert not (site.settings.docs_in / "报送").exists()


def test_an_empty_folder_is_left_for_what_will_come_into_it(site: Site) -> None:
    (site.settings.docs_in / "报送" / "附件").mkdir(parents=True)

    assert take_all(site) == []
    assert (site.settings.docs_in / "报送" / "附件").is_dir()


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(200 << 20)


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda path: path.write_bytes(b""), "empty"),
        (_sparse, "too_large"),
        (lambda path: path.write_bytes(build.a_docx_saying(" ")), "no_text"),
        (lambda path: path.symlink_to("/etc/hostname"), "not_a_word_file"),
        (lambda path: path.symlink_to("/nowhere"), "not_a_word_file"),
        (lambda path: path.symlink_to("/etc"), "not_a_word_file"),
        (os.mkfifo, "not_a_word_file"),
    ],
    ids=["empty", "200 MB", "no text", "link", "dangling link", "link to a folder", "pipe"],
)  # fmt: skip
@pytest.mark.parametrize("place", ["坏.docx", "报送/坏.docx"])
def test_what_cannot_be_taken_is_refused_and_makes_no_case(
    site: Site, make: object, reason: str, place: str
) -> None:
    path = put(site, place, b"")
    path.unlink()
    assert callable(make)
    make(path)

    number, (arrival,) = take_one(site)

    assert (number, arrival.result, arrival.reason) == (None, ArrivalResult.REFUSED, reason)
    gone_to = site.settings.docs_in / "refused" / place
    assert os.path.lexists(gone_to) and gone_to.with_name("坏.docx.txt").is_file()
    assert waiting(site) == set()


def test_what_a_link_in_a_submission_leads_to_stays_where_it_is(site: Site, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "别人的.docx").write_bytes(a_draft())
    put(site, "报送/送审稿.docx", a_draft())
    (site.settings.docs_in / "报送" / "别处").symlink_to(elsewhere)

    _, arrivals = take_one(site)

    assert {arrival.name: str(arrival.result) for arrival in arrivals} == {
        "送审稿.docx": "taken", "别处": "refused",
    }  # fmt: skip
    assert (elsewhere / "别人的.docx").read_bytes() == a_draft()


ODD_NAMES = {
    "newline": "办\n法.docx",
    "as long as can be": "长" * 83 + "1.docx",
    "emoji": "🙂办法🏛.docx",
    "right to left": "\u202excod.办法.docx",
    "control characters": "办\x01\x1b[31m法.docx",
    "tab and quotes": "办\t'法\".docx",
    "only an ending": "办法",
    "not UTF-8": os.fsdecode(b"\xff\xfe.docx"),
}
ODD = pytest.mark.parametrize("name", ODD_NAMES.values(), ids=ODD_NAMES.keys())


@ODD
def test_a_file_is_taken_whatever_its_name(site: Site, name: str) -> None:
    path = put(site, name, a_draft())

    number, _ = take_one(site)

    assert number
    (kept,) = (site.settings.docs_in / "received" / number).iterdir()
    assert kept.name == path.name and kept.read_bytes() == a_draft()
    (row,) = rows(site, "SELECT d.name, c.title FROM documents d JOIN cases c ON true")
    assert (row["name"], row["title"]) == (name.encode("utf-8", "replace").decode(), TITLE)


@ODD
def test_a_file_is_refused_with_its_reason_whatever_its_name(site: Site, name: str) -> None:
    put(site, f"{name}/{name}", b"")

    number, _ = take_one(site)

    assert number is None and waiting(site) == set()
    lying = [path for path in (site.settings.docs_in / "refused").rglob("*") if path.is_file()]
    assert sorted(path.read_bytes() == b"" for path in lying) == [False, True]
    assert any(path.suffix == ".txt" and "0 bytes" in path.read_text() for path in lying)


def test_refusing_overwrites_neither_an_earlier_file_nor_somebodys_text(site: Site) -> None:
    folder = site.settings.docs_in / "refused" / "报送"
    folder.mkdir(parents=True)
    (folder / "甲.docx.txt").write_text("somebody's own")
    (folder / "乙.docx").symlink_to("/nowhere")
    for name in ("甲.docx", "乙.docx"):
        put(site, f"报送/{name}", b"")

    take_one(site)

    assert (folder / "甲.docx.txt").read_text() == "somebody's own"
    assert (folder / "乙.docx").is_symlink()
    for name in ("甲", "乙"):
        assert (folder / f"{name} (2).docx").read_bytes() == b""
        assert "0 bytes" in (folder / f"{name} (2).docx.txt").read_text()


def test_a_name_that_does_not_lie_there_names_the_nearest(site: Site) -> None:
    put(site, "示例办法.docx", a_draft())

    with pytest.raises(NotFound, match=r"示例办.docx.* not found. Did you mean 示例办法\.docx"):
        submissions(site.settings.docs_in, ["示例办.docx"])
    assert [one.name for one in submissions(site.settings.docs_in, ["示例办法.docx"])] == [
        "示例办法.docx"
    ]


def test_what_keeps_a_classified_file_from_being_moved_is_told_without_its_name(site: Site) -> None:
    put(site, "refused/报送", b"where its folder would have to be")
    put(site, "报送/绝不外传的办法.docx", build.a_docx_saying("机密★1年", "某办法"))

    with pytest.raises(OSError, match=r"^\[Errno \d+\] [A-Za-z ]+$"):
        take_one(site)

    assert waiting(site) == {"报送/绝不外传的办法.docx"}
