"""What is handed in is kept as it came, beside its cleaned copy; what is refused leaves nothing."""

import json
import stat
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import hostile_builders as hostile
import pytest
import typer
import word_builders as build
from databases import entries
from inbox_builders import (
    a_draft,
    a_site_at,
    case_numbers,
    in_refused,
    put,
    rows,
    take_one,
    waiting,
)
from typer.testing import CliRunner

from models.arrival import ArrivalResult
from models.concealment_note import concealment_notes
from models.document import DocumentKind
from models.errors import DocumentRefused, TryAgain
from models.event import SITE_CHAIN
from models.refusal import RefusalReason
from review_flows.cli.document_check import check
from review_flows.cli.reader import read_reader
from review_flows.desk.inbox_desk import take
from review_flows.outside.handed_in import take_file
from review_flows.outside.inbox import submissions
from review_flows.outside.site import Site
from review_flows.outside.submitted_file import look_at
from review_flows.outside.virus_scan import scanned
from review_flows.outside.word.safety import open_word

TEMPLATE = hostile.a_linked("attachedTemplate", "file:///C:/a.dotm", external=True)
MARKED = build.a_docx_saying("机密★1年", "某项绝不外传的办法")


@pytest.fixture
def site(tmp_path: Path, sqlite_file: Path) -> Iterator[Site]:
    """A new site on SQLite."""
    with a_site_at(tmp_path, sqlite_file) as site:
        yield site


def _file(tmp_path: Path, content: bytes, name: str = "送审稿.docx") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def test_a_file_that_had_to_be_cleaned_is_kept_as_it_came_beside_its_copy(
    site: Site, tmp_path: Path
) -> None:
    form = take_file(site, _file(tmp_path, TEMPLATE), DocumentKind.DRAFT)

    copy = site.store.get(str(form["cleaned_sha256"]))
    assert site.store.get(str(form["sha256"])) == TEMPLATE
    assert form["sha256"] == sha256(TEMPLATE).hexdigest()
    assert b"a.dotm" in TEMPLATE or b"a.dotm" not in copy
    assert open_word(copy).report.outcome == "accepted"
    (removed,) = json.loads(str(form["removed"]))
    assert removed["kind"] == "external_template" and removed["target"] == "file:///C:/a.dotm"


def test_a_clean_file_has_no_copy_and_tells_its_tracked_changes(site: Site, tmp_path: Path) -> None:
    changed = f"<w:ins>{build.a_run('五千元')}</w:ins>"
    content = build.a_docx(build.a_paragraph(build.a_run("罚款") + changed))

    form = take_file(site, _file(tmp_path, content), DocumentKind.DRAFT)

    assert (form["cleaned_sha256"], form["removed"], form["tracked_changes"]) == ("", "", 1)


def test_what_was_taken_out_of_the_worst_file_still_fits_into_its_row(tmp_path: Path) -> None:
    links = tuple(
        build.a_relationship("hyperlink", f"file:///{n}{'险' * 500}", True, n) for n in range(500)
    )
    file = look_at(_file(tmp_path, build.a_docx(links=links)), DocumentKind.DRAFT)

    assert len(str(file.form()["removed"])) < 20_000


def test_the_copy_from_the_inbox_is_in_the_store_and_in_the_row(site: Site) -> None:
    put(site, "办法.docx", TEMPLATE)

    take_one(site)

    (row,) = rows(site, "SELECT * FROM documents")
    assert site.store.has(row["cleaned_sha256"]) and site.store.has(row["sha256"])
    assert json.loads(row["removed"])[0]["kind"] == "external_template"


def test_of_a_classified_file_nothing_is_kept_but_that_it_was_refused(site: Site) -> None:
    put(site, "绝不外传的办法.docx", MARKED)

    number, (arrival,) = take_one(site)

    assert (number, arrival.result, arrival.reason) == (
        None,
        ArrivalResult.REFUSED,
        RefusalReason.CLASSIFIED_MARKING,
    )
    kept = json.dumps(
        [
            [dict(one) for one in rows(site, "SELECT * FROM arrivals")],
            entries(site.database, SITE_CHAIN),
        ],
        default=str,
        ensure_ascii=False,
    )
    digest = sha256(MARKED).hexdigest()
    assert "classified_marking" in kept
    assert "绝不外传" not in kept and digest not in kept and str(len(MARKED)) not in kept
    assert not site.store.has(digest) and case_numbers(site) == []


def test_a_classified_file_is_set_aside_unread_by_others_and_its_owner_is_told_why(
    site: Site,
) -> None:
    before = put(site, "办法.docx", MARKED).stat().st_ino

    take_one(site)

    folder = site.settings.docs_in / "refused"
    assert (folder / "办法.docx").stat().st_ino == before  # renamed, not copied
    assert "密级标识" in in_refused(site)["办法.docx.txt"].decode()
    assert waiting(site) == set()


def test_what_came_with_a_classified_file_is_not_taken_either(site: Site) -> None:
    put(site, "报送/办法.docx", MARKED)
    put(site, "报送/说明.docx", a_draft())

    number, arrivals = take_one(site)

    assert (number, len(arrivals)) == (None, 1)
    assert not site.store.has(sha256(a_draft()).hexdigest())
    aside = in_refused(site)
    assert aside["报送/说明.docx"] == a_draft()
    assert "同一次报送" in aside["报送/说明.docx.txt"].decode()
    (arrival,) = rows(site, "SELECT * FROM arrivals")
    assert (arrival["submission"], arrival["name"]) == ("", "")


def _scanner(tmp_path: Path, script: str) -> str:
    program = tmp_path / "scan.py"
    program.write_text(f"import os, sys, time\n{script}\n")
    return f"{sys.executable} {program}"


@pytest.mark.parametrize(
    ("script", "outcome"),
    [
        ("sys.exit(0)", None),
        ("sys.exit(1)", RefusalReason.VIRUS),
        ("sys.exit(2)", RefusalReason.SCAN_FAILED),
        ("time.sleep(9)", RefusalReason.SCAN_FAILED),
        ("os.abort()", RefusalReason.SCAN_FAILED),
    ],
    ids=["clean", "virus", "failed", "hung", "crashed"],
)
def test_the_scanner_decides_by_its_exit_code(
    tmp_path: Path, script: str, outcome: RefusalReason | None
) -> None:
    assert scanned(b"PK", _scanner(tmp_path, script), seconds=2) is outcome


def test_a_scanner_that_is_late_is_killed_with_all_that_it_started(tmp_path: Path) -> None:
    told = tmp_path / "child"
    script = tmp_path / "scanner"
    script.write_text(f"#!/bin/sh\nsleep 300 &\necho $! > {told}\nwait\n")
    script.chmod(0o755)
    assert scanned(b"x", str(script), 0.5) is RefusalReason.SCAN_FAILED
    status = Path(f"/proc/{told.read_text().strip()}/stat")
    assert not status.exists() or status.read_text().split()[2] == "Z"


def test_a_scanner_that_is_not_there_or_is_mistyped_lets_nothing_pass() -> None:
    assert scanned(b"PK", "/no/such/scanner") is RefusalReason.SCAN_FAILED
    assert scanned(b"PK", "scanner 'open quote") is RefusalReason.SCAN_FAILED
    assert scanned(b"PK", " ") is None


def test_the_scanner_gets_the_bytes_in_a_file_of_the_user_alone_that_is_gone_afterwards(
    tmp_path: Path,
) -> None:
    told = tmp_path / "told"
    script = f"p = sys.argv[1]; open({str(told)!r}, 'w').write(f'{{os.stat(p).st_mode}} {{p}} ')"
    script += f"; open({str(told)!r}, 'ab').write(open(p, 'rb').read())"

    assert scanned(b"the bytes", _scanner(tmp_path, script)) is None

    mode, path, content = told.read_bytes().split(b" ", 2)
    assert stat.S_IMODE(int(mode)) == 0o600 and content == b"the bytes"
    assert not Path(path.decode()).exists() and not Path(path.decode()).parent.exists()


def test_what_the_scanner_cannot_judge_stays_in_the_inbox_and_is_taken_when_it_is_back(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = site.settings.docs_in
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "送审稿.docx").write_bytes(a_draft())
    (submission,) = submissions(folder)
    monkeypatch.setenv("REVIEW_FLOWS_VIRUS_SCAN", "/no/such/scanner")
    with pytest.raises(TryAgain, match="REVIEW_FLOWS_VIRUS_SCAN"):
        take(site, submission)
    assert (folder / "送审稿.docx").read_bytes() == a_draft()

    monkeypatch.setenv("REVIEW_FLOWS_VIRUS_SCAN", _scanner(tmp_path, "sys.exit(0)"))
    number, _ = take(site, submission)
    assert number is not None


def test_a_file_with_a_virus_is_refused_before_it_is_opened_and_is_not_stored(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REVIEW_FLOWS_VIRUS_SCAN", _scanner(tmp_path, "sys.exit(1)"))

    with pytest.raises(DocumentRefused) as refusal:
        take_file(site, _file(tmp_path, a_draft()))

    assert refusal.value.reason == RefusalReason.VIRUS
    assert not site.store.has(sha256(a_draft()).hexdigest())


def test_what_is_concealed_is_told_with_its_first_places_and_a_short_excerpt() -> None:
    white = '<w:rPr><w:color w:val="FFFFFF"/></w:rPr>'
    blocks = [build.a_paragraph(build.a_run(f"第{n}款{'白' * 50}", white)) for n in range(5)]
    blocks.append(build.a_paragraph(build.a_run("罚\u200b款")))
    document = open_word(build.a_docx(*blocks)).document
    assert document is not None

    white_note, invisible_note = concealment_notes(document)

    assert white_note.startswith("文稿含有白色文字5处")
    assert white_note.count("段“") == 3 and "白" * 21 not in white_note
    assert "第6段（U+200B）" in invisible_note


def _check(*args: str) -> tuple[int, str]:
    app = typer.Typer()
    app.callback()(read_reader)
    app.command("check")(check)
    done = CliRunner().invoke(app, [*args])
    return done.exit_code, done.stdout


def test_the_command_says_what_would_become_of_files(tmp_path: Path) -> None:
    clean = _file(tmp_path, a_draft(), "a.docx")
    bad = _file(tmp_path, TEMPLATE, "b.docx")
    _file(tmp_path, b"", "c.docx")

    assert _check("check", str(clean)) == (0, f"{clean}: accepted\n")
    code, said = _check("--lang", "zh", "check", str(bad))
    assert code == 0 and "清理后可以接收" in said and "已去除外部模板路径" in said
    assert "file:///C:/a.dotm" in said
    code, said = _check("check", str(tmp_path))
    assert code == 1 and "This file is empty" in said


def test_the_command_tells_everything_as_json(tmp_path: Path) -> None:
    _file(tmp_path, TEMPLATE)

    code, said = _check("--json", "check", str(tmp_path))

    told = json.loads(said)
    assert (code, told["outcome"], told["refusal"]) == (0, "repaired", None)
    assert told["removed"][0]["kind"] == "external_template"
