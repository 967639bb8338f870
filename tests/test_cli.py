"""The commands do what people ask for: data on stdout, messages on stderr, in both languages."""

import json
from pathlib import Path

import pytest
from builders import (
    a_site,
    accepted,
    consulted,
    filed,
    opinion,
    proposed,
    published,
    received,
    sample_office,
    under_review,
)
from cli_running import run
from word_builders import a_docx_saying

from review_flows.outside.health_scan import scan_line
from review_flows.outside.settings import Settings
from review_flows.outside.site import open_site

A_DRAFT = (
    "示例区停车管理办法",
    "第一条 为了规范停车，制定本办法。",
    "第二条 本办法自公布之日起施行。",
)
ACCEPTING = ("--field", "matter_type=normative_document", "--field", "reason=四项要件齐备")


def test_a_list_in_a_pipe_is_tab_separated_with_a_header_and_nothing_is_cut(
    tmp_path: Path,
) -> None:
    site = a_site(tmp_path)
    title = "关于" + "甚" * 200 + "长的办法"
    number = received(site, title=title)
    header, line = run(site, "list").stdout.splitlines()
    assert header.split("\t")[:3] == ["number", "title", "state"]
    assert line.split("\t")[:3] == [number, title, "received"]
    chinese = run(site, "--lang", "zh", "list").stdout.splitlines()
    assert chinese[0].startswith("编号\t标题\t状态") and "已收件" in chinese[1]


def test_json_lists_are_one_object_a_line_with_chinese_as_it_is(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    first, second = received(site, title="甲办法"), received(site, title="乙办法")
    for args in (("list", "--json"), ("--json", "list")):
        result = run(site, *args)
        assert [json.loads(line)["number"] for line in result.stdout.splitlines()] == [
            second,
            first,
        ]
        assert "甲办法" in result.stdout


def test_a_title_cannot_break_the_lines_or_command_the_terminal(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    received(site, title="甲\t乙\x1b[2J丙\n丁")
    result = run(site, "list")
    assert len(result.stdout.splitlines()) == 2
    assert "\x1b" not in result.stdout and "甲 乙 [2J丙 丁" in result.stdout


def test_filters_of_the_list(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    received(site)
    number = accepted(site, title="乙办法")

    def numbers(*args: str) -> list[str]:
        lines = run(site, "list", "--json", *args).stdout.splitlines()
        return [json.loads(line)["number"] for line in lines]

    assert numbers("--state", "accepted") == [number]
    every = map(json.loads, run(site, "list", "--json").stdout.splitlines())
    assert numbers("--overdue") == [line["number"] for line in every if line["overdue"]]
    assert (
        len(numbers("--unit", "青岚区住房和城乡建设局")) == len(numbers("--unit", "zhujian")) == 2
    )
    assert numbers("--unit", "sifaju") == numbers("--real") == []
    assert len(numbers("--played", "--type", "normative_document")) == 2


def test_the_page_of_a_case_shows_each_section_and_what_comes_next(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    number = proposed(site)
    result = run(site, "show", number)
    for section in ("# tasks", "# documents", "# opinions", "# opinion items"):
        assert section in result.stdout.splitlines()
    assert f"Next: review-flows act {number} sign --as qian" in result.stderr
    told = json.loads(run(site, "show", number, "--json", "--as", "qian").stdout)
    assert told["number"] == number and len(told["documents"]) == 5
    assert {"sign", "send_back"} <= set(told["moves"]) and "propose_opinion" not in told["moves"]


def test_the_queue_groups_by_role_and_with_a_person_shows_what_waits_for_that_person(
    tmp_path: Path,
) -> None:
    site = a_site(tmp_path)
    first, second = received(site), accepted(site, title="乙办法")
    everybody = run(site, "queue").stdout.splitlines()
    assert everybody[0] == "# clerk" and "# reviewer" in everybody
    mine = [json.loads(x) for x in run(site, "queue", "--as", "shen", "--json").stdout.splitlines()]
    assert [(line["case_number"], line["kind"]) for line in mine] == [(second, "review")]
    assert first not in run(site, "queue", "--as", "shen").stdout
    assert "Nothing waits." in run(site, "queue", "--as", "yin").stderr


def test_a_move_says_what_to_run_next_and_that_command_works(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    number = received(site)
    result = run(site, "act", number, "accept", *ACCEPTING, "--as", "deng")
    assert result.exit_code == 0 and "accepted" in result.stdout
    command = result.stderr.strip().removeprefix("Next: review-flows ")
    assert command == f"act {number} claim --as shen"
    claimed = run(site, *command.split(), "--json")
    assert json.loads(claimed.stdout)["state"] == "under_review"
    assert "propose_opinion --field conclusion=... --field summary=... --as shen" in claimed.stderr


def test_next_is_the_advisor_while_one_is_asked_and_then_the_reviewer(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    number = consulted(site, under_review(site))
    assert f"act {number} advise --as gu" in run(site, "show", number).stderr
    fields = ("--field", "kind=favourable", "--field", "text=可行")
    assert "propose_opinion" in run(site, "act", number, "advise", *fields, "--as", "gu").stderr


def test_a_form_comes_from_fields_json_values_and_a_file(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    number = under_review(site)
    form = tmp_path / "form.json"
    form.write_text(json.dumps(opinion("legal")), "utf-8")
    item = {"address": "第一条", "issue": "越权", "basis": "某法", "suggestion": "删除"}
    items = json.dumps([{**item, "severity": "must_change"}], ensure_ascii=False)
    fields = ("--field", "conclusion=revise", "--field", f"items={items}")
    result = run(
        site, "act", number, "propose_opinion", "--form", str(form), *fields, "--as", "shen"
    )
    assert result.exit_code == 0, result.stderr
    told = json.loads(run(site, "show", number, "--json").stdout)
    assert told["opinions"][0]["conclusion"] == "revise"  # the field goes before the file
    assert told["opinion_items"][0]["issue"] == "越权"


def test_a_field_given_again_makes_a_list(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    number = received(site)
    missing = ("--field", "missing=bases", "--field", "missing=explanation")
    fields = (*missing, "--field", "reason=缺材料")
    result = run(site, "act", number, "request_supplement", *fields, "--as", "deng")
    assert result.exit_code == 0, result.stderr


def test_a_word_file_is_looked_at_stored_and_added(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    number = received(site)
    fields = ("--field", 'missing=["fair_competition"]', "--field", "reason=缺材料")
    run(site, "act", number, "request_supplement", *fields, "--as", "deng")
    paper = tmp_path / "结论.docx"
    paper.write_bytes(a_docx_saying("经审查，不排除、限制竞争。"))
    given = f"{paper}:fair_competition"
    result = run(site, "act", number, "supplement", "--file", given, "--as", "lin")
    assert result.exit_code == 0, result.stderr
    documents = json.loads(run(site, "show", number, "--json").stdout)["documents"]
    assert (documents[-1]["kind"], documents[-1]["name"]) == ("fair_competition", "结论.docx")
    assert site.store.has(documents[-1]["sha256"])


def test_a_submission_becomes_a_case_with_the_title_of_its_draft(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    draft = tmp_path / "送审稿.docx"
    draft.write_bytes(a_docx_saying(*A_DRAFT))
    options = ("--unit", "zhujian", "--type", "normative_document", "--as", "lin")
    result = run(site, "submit", str(draft), *options, "--json")
    assert result.exit_code == 0, result.stderr
    told = json.loads(run(site, "show", json.loads(result.stdout)["number"], "--json").stdout)
    assert (told["title"], told["unit"], told["state"]) == (A_DRAFT[0], "zhujian", "received")
    assert [document["kind"] for document in told["documents"]] == ["draft"]


def test_a_submission_names_every_file_that_cannot_be_taken_at_once(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    (tmp_path / "空.docx").write_bytes(b"")
    (tmp_path / "扫描.docx").write_bytes(b"%PDF-1.7")
    (tmp_path / "好.docx").write_bytes(a_docx_saying(*A_DRAFT))
    files = [str(tmp_path / name) for name in ("空.docx", "好.docx", "扫描.docx")]
    options = ("--unit", "zhujian", "--type", "normative_document", "--as", "lin")
    result = run(site, "submit", *files, *options, "--lang", "zh")
    assert result.exit_code == 1 and result.stdout == ""
    assert "空.docx: 此文件是空文件" in result.stderr and "扫描.docx: 这是 PDF" in result.stderr
    assert run(site, "list", "--json").stdout == ""


def test_letters_are_listed_with_their_names_and_where_they_lie(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    number = filed(site)
    with site.database.writing() as connection:
        connection.run("UPDATE letters SET written_at = '2026-03-27T01:00:00.000000Z' WHERE id = 1")
    lines = [json.loads(x) for x in run(site, "letters", number, "--json").stdout.splitlines()]
    written = lines[0]
    name = f"{written['number']}_受理通知书.docx"
    assert written["path"] == str(site.settings.docs_out / number / name)
    assert {line["path"] for line in lines[1:]} == {""}
    chinese = run(site, "letters", number, "--lang", "zh").stdout
    assert "合法性审核意见书" in chinese and "待制发" in chinese and "本级人大常委会" in chinese


def test_people_come_from_a_file_and_are_listed(tmp_path: Path) -> None:
    home = tmp_path / "new"
    site = open_site(Settings(home, f"sqlite:///{home}/review.db", "national_2018", "青"))
    file = tmp_path / "people.csv"
    file.write_text("\ufeff" + sample_office(), "utf-8")  # as Excel writes it
    assert "shen" not in run(site, "people", "list").stdout
    imported = run(site, "people", "import", str(file))
    assert imported.exit_code == 0 and "9 persons" in imported.stderr
    lines = [json.loads(x) for x in run(site, "people", "list", "--json").stdout.splitlines()]
    assert {"code": "shen", "roles": ["reviewer"]}.items() <= next(
        line for line in lines if line["code"] == "shen"
    ).items()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_doctor_names_what_is_broken_and_what_to_do(tmp_path: Path, language: str) -> None:
    site = a_site(tmp_path)
    number = published(site)
    sound = run(site, "doctor", "--lang", language)
    assert sound.exit_code == 0, sound.stdout
    with site.database.writing() as connection:
        connection.run(
            "UPDATE legs SET status = 'failed', error = 'Trace\nDiskGone: no' WHERE id = 1"
        )
        digest = connection.value("SELECT sha256 FROM documents ORDER BY id LIMIT 1")
    site.store.path_of(digest).unlink()
    broken = run(site, "doctor", "--lang", language, "--json")
    assert broken.exit_code == 1
    lines = [x for x in json.loads(broken.stdout)["lines"] if x["level"] == "broken"]
    assert [line["subject"] for line in lines] == ["leg", "file"]
    assert "DiskGone: no" in lines[0]["finding"] and number in lines[0]["finding"]
    assert digest in lines[1]["finding"]


def test_doctor_looks_without_building_a_database(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    site.settings = Settings(tmp_path, f"sqlite:///{tmp_path}/none.db", "national_2018", "青")
    result = run(site, "doctor")
    assert result.exit_code == 0 and "does not exist yet" in result.stdout
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize(
    ("script", "level", "says"),
    [
        ("", "note", "files handed in are not scanned"),
        ("exit 0", "fine", "answers"),
        ("exit 1", "broken", "calls a harmless file a virus"),
        ("exit 2", "broken", "Run it by hand"),
        ("missing", "broken", "is not there, and no file is taken until it is"),
    ],
)
def test_doctor_tries_the_virus_scanner(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, level: str, says: str
) -> None:
    site = a_site(tmp_path)
    command = tmp_path / "scanner"
    if script != "missing":
        command.write_text(f"#!/bin/sh\n{script}\n")
        command.chmod(0o700)
    monkeypatch.setenv("REVIEW_FLOWS_VIRUS_SCAN", str(command) if script else "")
    done = run(site, "doctor", "--json")
    lines = json.loads(done.stdout)["lines"]
    (line,) = (one for one in lines if one["subject"] == "virus_scan")
    assert line["level"] == level and says in line["finding"]
    assert done.exit_code == (level == "broken")


def test_doctor_does_not_wait_for_a_scanner_that_hangs(tmp_path: Path) -> None:
    hanging = tmp_path / "scanner"
    hanging.write_text("#!/bin/sh\nsleep 60\n")
    hanging.chmod(0o700)
    assert scan_line(str(hanging), seconds=0.2).said == "health.scan_failed"
    assert scan_line('"open quote').said == "health.scan_missing"
