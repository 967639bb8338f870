"""Two texts side by side: every change of a clause told, and a redline that is both texts."""

import json
from pathlib import Path

import pytest
from builders import a_site
from cli_running import run
from document_builders import document_of, saved
from revision_builders import (
    ADOPTED,
    AS_ASKED,
    ITEM,
    RULE,
    handed_in,
    reviewed,
    saying,
)
from test_document_text import CHANGED
from word_builders import a_docx_saying

from models.word_document import View
from review_flows.outside.site import Site

LATER = (
    RULE[0],
    RULE[1],
    "第二条　本区实行网格化管理。",
    "第三条　经营者应当备案。",
    "第四条　违反第三条规定的，处一千元罚款。",
    "附件",
    "收费标准：每小时三元",
)


@pytest.fixture
def office(tmp_path: Path) -> Site:
    """The sample office on SQLite."""
    return a_site(tmp_path)


def test_clauses_are_added_changed_and_renumbered(office: Site, tmp_path: Path) -> None:
    old = saved(tmp_path, a_docx_saying(*RULE), "旧.docx")
    new = saved(tmp_path, a_docx_saying(*LATER), "新.docx")
    done = run(office, "document", "compare", old, new, "--json")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(one["change"], one["address_before"], one["address_after"]) for one in found] == [
        ("added", "", "第二条"),
        ("renumbered", "第二条", "第三条"),
        ("changed", "第三条", "第四条"),
        ("changed", "条文以外", "条文以外"),
    ]
    assert "4 changes" in done.stderr
    table = run(office, "--lang", "zh", "document", "compare", old, new).stdout
    assert table.startswith("变化\t原条款\t现条款\t原文\t现文\n新增\t\t第二条\t\t本区")


def test_files_that_say_the_same_have_no_change(office: Site, tmp_path: Path) -> None:
    path = saved(tmp_path, a_docx_saying(*RULE))
    done = run(office, "document", "compare", path, path)
    assert not done.stdout and "Both files say the same" in done.stderr


def test_the_redline_is_the_one_text_rejected_and_the_other_accepted(
    office: Site, tmp_path: Path
) -> None:
    old = saved(tmp_path, a_docx_saying(*RULE), "旧.docx")
    new = saved(tmp_path, a_docx_saying(*LATER), "新.docx")
    path = tmp_path / "对照.docx"
    done = run(office, "document", "compare", old, new, "--redline", str(path))
    assert done.exit_code == 0 and str(path) in done.stderr
    first = path.read_bytes()
    document = document_of(first)
    assert document.view(View.ORIGINAL).text.split("\n") == list(RULE)
    assert document.view(View.FINAL).text.split("\n") == list(LATER)
    assert {change.author for change in document.changes()} == {"版本比对"}
    path.unlink()
    run(office, "document", "compare", old, new, "--redline", str(path))
    assert path.read_bytes() == first


def test_nothing_is_written_over_by_a_redline(office: Site, tmp_path: Path) -> None:
    old = saved(tmp_path, a_docx_saying(*RULE), "旧.docx")
    new = saved(tmp_path, a_docx_saying(*LATER), "新.docx")
    done = run(office, "document", "compare", old, new, "--redline", new)
    assert done.exit_code == 2 and Path(new).read_bytes() == a_docx_saying(*LATER)


def test_changes_that_wait_in_a_file_are_settled_first_and_told(
    office: Site, tmp_path: Path
) -> None:
    old = saved(tmp_path, CHANGED, "旧.docx")
    new = saved(tmp_path, a_docx_saying("某办法", "第一条　处六千元罚款。"), "新.docx")
    done = run(office, "document", "compare", old, new, "--json")
    (one,) = map(json.loads, done.stdout.splitlines())
    assert one["words_before"] == "处五千元罚款。" and "旧.docx holds 2 tracked" in done.stderr


def test_a_case_gives_the_redline_from_the_reviewed_text_to_the_revision(
    office: Site, tmp_path: Path
) -> None:
    number = handed_in(office, reviewed(office, ITEM), saying(AS_ASKED), ADOPTED)
    path = tmp_path / "对照.docx"
    done = run(office, "diff", number, "--redline", str(path))
    assert done.exit_code == 0, done.stderr
    document = document_of(path.read_bytes())
    assert document.view(View.ORIGINAL).text.split("\n") == list(RULE)
    assert document.view(View.FINAL).text.split("\n") == list(saying(AS_ASKED))


def test_without_two_texts_there_is_no_redline(office: Site, tmp_path: Path) -> None:
    path = tmp_path / "对照.docx"
    done = run(office, "diff", reviewed(office, ITEM), "--redline", str(path))
    assert not path.exists() and "is the text it is compared with" in done.stderr
