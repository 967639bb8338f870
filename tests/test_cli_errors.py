"""What bad input gets: an exit code, the reason, the nearest known names, and nothing changed."""

import errno
import json
import os
from pathlib import Path
from typing import Any

import pytest
from builders import a_site, accepted, add_person, environment, received, under_review
from cli_running import run, run_apart, variables
from inbox_builders import a_draft, case_numbers
from typer.testing import CliRunner

from models.errors import ReviewError
from review_flows.cli.acting import read_fields
from review_flows.cli.group import split_globals
from review_flows.cli.main import app
from review_flows.outside.site import Site


@pytest.mark.parametrize("number", [errno.EIO, errno.EROFS])
@pytest.mark.parametrize(("language", "what_now"), [("zh", "请腾出空间"), ("en", "try again")])
def test_a_failing_disk_is_told_with_what_to_do_and_nothing_is_half_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, language: str, what_now: str
) -> None:
    def fail(descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    site = a_site(tmp_path)
    draft = tmp_path / "送审稿.docx"
    draft.write_bytes(a_draft())
    submission = f"submit {draft} --unit zhujian --type normative_document --as lin".split()
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", fail)
        failed = run(site, *submission, "--lang", language)
    assert failed.exit_code == 75, failed.output
    assert what_now in failed.output
    assert case_numbers(site) == []
    assert run(site, *submission).exit_code == 0


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        ("show 2026-0002", 4, "Did you mean 2026-0001?"),
        ("clock 2026-0002", 4, "Did you mean 2026-0001?"),
        ("letters nothing", 4, "was not found"),
        ("log show 2026-0009", 4, "2026-0001"),
        ("act 2026-0009 claim --as deng", 4, "2026-0001"),
        ("list --as shem", 4, "Did you mean shen"),
        ("queue --as shem", 4, "Did you mean shen"),
        ("act 2026-0001 claim --as shem", 4, "Did you mean shen"),
        ("act 2026-0001 clame --as shen", 2, "Did you mean"),
        ("act 2026-0001 accept", 2, "--as PERSON"),
        ("act 2026-0001 accept --as system", 4, "own code"),
        ("act 2026-0001 sign --as qian", 5, "Possible now for qian"),
        ("act 2026-0001 return_case --as deng --field reason=x --version 7", 5, "moved on"),
        ("act 2026-0001 accept --as deng --field reason", 2, "NAME=VALUE"),
        ("act 2026-0001 accept --as deng --field reason=[x", 2, "begins like JSON"),
        ("act 2026-0001 accept --as deng --form none.json", 4, "none.json"),
        ("act 2026-0001 accept --as deng --file none.docx", 4, "none.docx"),
        ("list --state recieved", 2, "Did you mean received"),
        ("list --unit zhujan", 2, "Did you mean zhujian"),
        ("list --type normativ", 2, "Did you mean normative_document"),
        ("list --lang fr", 2, "Known: en, zh"),
        ("list --bogus", 2, "No such option"),
        ("lisst", 2, "Did you mean 'list'"),
        ("people import none.csv", 4, "none.csv"),
        ("submit x.docx --unit zhujia --type normative_document --as lin", 2, "zhujian"),
        ("submit x.docx --unit zhujian --type normativ --as lin", 2, "normative_document"),
        ("submit x.docx --unit zhujian --type normative_document --as lin", 4, "x.docx"),
    ],
)
def test_bad_input_gets_its_exit_code_and_the_nearest_names(
    tmp_path: Path, args: str, code: int, said: str
) -> None:
    site = a_site(tmp_path)
    received(site)
    result = run(site, *args.split())
    assert result.exit_code == code, result.stderr
    assert said in result.stderr and result.stdout == ""
    assert "Traceback" not in result.stderr


def test_all_missing_and_wrong_fields_are_listed_at_once(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    number = received(site)
    result = run(site, "act", number, "accept", "--field", "raeson=x", "--as", "deng")
    assert result.exit_code == 2
    for said in ("matter_type: missing", "reason: missing", "raeson: no such field", "mean reason"):
        assert said in result.stderr


def test_an_unknown_kind_of_document_names_the_nearest(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    paper = tmp_path / "x.docx"
    paper.write_bytes(b"")
    options = ("--unit", "zhujian", "--type", "normative_document", "--as", "lin")
    result = run(site, "submit", f"{paper}:drafft", *options)
    assert result.exit_code == 2 and "Did you mean draft" in result.stderr


def test_a_case_that_a_person_may_not_see_does_not_exist_for_that_person(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    number = received(site)
    for command in ("show", "clock", "letters"):
        hidden = run(site, command, number, "--as", "gu")
        missing = run(site, command, "2026-0777", "--as", "gu")
        assert hidden.exit_code == missing.exit_code == 4
        assert hidden.stderr.replace(number, "2026-0777") == missing.stderr
    assert run(site, "list", "--as", "gu").stdout.count("\n") == 1  # the header alone


def test_the_person_may_come_from_the_environment(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    number = accepted(site)
    with environment({**variables(site), "REVIEW_FLOWS_AS": "shen"}):
        result = CliRunner().invoke(app, ["act", number, "claim"])
    assert result.exit_code == 0, result.stderr


@pytest.mark.parametrize(
    ("args", "lead"),
    [
        ("act 2026-0001 sign --as qian", "此件目前不能这样办理"),
        ("act 2026-0001 sign --as gu", "没有找到，或者您无权查看"),
        ("act 2026-0001 accept --as deng", "表单未填完整或填写有误"),
        ("act 2026-0001 acept --as deng", "没有这个代码"),
    ],
)
def test_in_chinese_an_error_begins_with_what_happened_and_what_to_do(
    tmp_path: Path, args: str, lead: str
) -> None:
    site = a_site(tmp_path)
    received(site)
    assert run(site, *args.split(), "--lang", "zh").stderr.startswith(f"错误：{lead}。")


def test_a_task_that_somebody_holds_is_a_conflict_that_names_the_holder(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    add_person(site, "second", "reviewer")
    number = under_review(site)
    result = run(site, "act", number, "claim", "--as", "second", "--lang", "zh")
    assert result.exit_code == 5
    assert result.stderr.startswith("错误：此项任务已被他人领取。") and "沈审核" in result.stderr


def test_a_refused_move_leaves_the_case_as_it_was(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    number = received(site)
    before = page_of(site, number)
    assert run(site, "act", number, "sign", "--as", "qian").exit_code == 5
    after = page_of(site, number)
    entries = [one.pop("last_entry")["seq"] for one in (before, after)]
    assert after == before and entries[1] == entries[0] + 1


def page_of(site: Site, number: str) -> dict[str, Any]:
    """The page of a case as programs read it."""
    page = json.loads(run(site, "show", number, "--json").stdout)
    assert isinstance(page, dict)
    return page


def test_a_database_of_a_newer_program_is_refused_and_not_touched(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    with site.database.writing() as connection:
        connection.run("UPDATE alembic_version SET version_num = '9999'")
    site.database.close()
    for command in ("list", "queue"):
        result = run(site, command)
        assert result.exit_code == 1 and "9999" in result.stderr
    doctor = run(site, "doctor", "--json")
    assert doctor.exit_code == 1
    assert [x["subject"] for x in json.loads(doctor.stdout)["lines"] if x["level"] == "broken"] == [
        "schema"
    ]


def test_a_locked_database_means_try_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = a_site(tmp_path)
    number = accepted(site)
    monkeypatch.setattr("review_flows.outside.write_lock.WriteLock.__init__.__defaults__", (0.05,))
    with site.database.locked().held():
        result = run(site, "act", number, "claim", "--as", "shen")
    assert result.exit_code == 75 and "Try again" in result.stderr


def test_exit_codes_reach_the_shell_without_a_traceback(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    number = received(site)
    missing = run_apart(site, "show", "2026-0099")
    conflict = run_apart(site, "act", number, "sign", "--as", "qian")
    assert (missing.returncode, conflict.returncode) == (4, 5)
    assert missing.stdout == conflict.stdout == ""
    assert "Traceback" not in missing.stderr + conflict.stderr


def test_global_options_stand_anywhere_before_two_dashes() -> None:
    first, rest = split_globals(["show", "--as", "lin", "x", "--lang=zh", "--json", "--", "--json"])
    assert first == ["--as", "lin", "--lang=zh", "--json"]
    assert rest == ["show", "x", "--", "--json"]


def test_a_value_may_hold_equals_signs_and_be_empty() -> None:
    assert read_fields(["a=b=c", "d="]) == {"a": "b=c", "d": ""}
    with pytest.raises(ReviewError):
        read_fields(["=x"])
