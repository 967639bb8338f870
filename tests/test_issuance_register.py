"""发文登记表: a row for each document, its opinion in the row, and no hole in the series."""

import csv
import json
from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from builders import today_is
from cli_running import run
from docx import Document
from inbox_builders import a_site_at
from issuance_builders import (
    issue,
    numbers_in,
    passed_ones,
    passed_text,
    publish,
    reserve,
)

from models.issuance import NumberState
from models.issuance_register import IssuedDocument, totals
from models.moves import Move
from review_flows.desk import act
from review_flows.outside.issued_documents import first_day, register_rows
from review_flows.outside.site import Site

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def office(tmp_path: Path, sqlite_file: Path) -> Iterator[Site]:
    """A new site on SQLite for the command line."""
    with a_site_at(tmp_path, sqlite_file) as site:
        yield site


def a_full_register(site: Site) -> list[str]:
    """Four cases: one issued, one sent back after its reservation, one published, one reserved."""
    numbers = passed_ones(site, ["甲办法", "乙办法", "丙规定", "=丁意见"])
    first, second, third, fourth = numbers
    issue(site, first)
    reserve(site, second)
    act(site, "yin", second, Move.SEND_BACK, {"to": "cleared", "reason": "纪要有误"})
    issue(site, third)
    publish(site, third, valid_until="2031-04-30")
    reserve(site, fourth)
    return numbers


def rows_of(site: Site, **wanted: object) -> tuple[IssuedDocument, ...]:
    with site.database.reading() as connection:
        return register_rows(connection, *YEAR, played=True, **wanted)  # type: ignore[arg-type]


def test_the_register_has_a_row_for_each_number_in_its_order(site: Site) -> None:
    a_full_register(site)
    rows = rows_of(site)
    assert [(row.document_number, str(row.state)) for row in rows] == [
        ("青岚政规〔2026〕1号", "used"),
        ("青岚政规〔2026〕2号", "void"),
        ("青岚政规〔2026〕3号", "used"),
        ("青岚政规〔2026〕4号", "reserved"),
    ]
    taken = {text for text, _, _ in numbers_in(site)}
    assert taken == {t for row in rows for t in (row.document_number, row.registration_number)}
    assert rows[0].opinion_number == "青岚司审意〔2026〕1号" and rows[0].conclusion == "legal"
    assert rows[1].void_reason == "退回上一环节：纪要有误" and rows[1].signed_on is None


def test_a_number_made_void_and_given_anew_is_two_rows_of_one_case(site: Site) -> None:
    (number,) = passed_ones(site, ["甲办法"])
    issue(site, number)
    act(site, "yin", number, Move.VOID_NUMBER, {"reason": "印制有误"})
    issue(site, number)
    rows = rows_of(site)
    assert [(row.case_number, str(row.state)) for row in rows] == [
        (number, "void"),
        (number, "used"),
    ]


def test_the_register_of_a_unit_holds_no_other_units_documents(site: Site) -> None:
    a_full_register(site)
    assert len(rows_of(site, unit="zhujian")) == 4
    assert rows_of(site, unit="shizheng") == ()


def test_the_register_begins_with_its_first_number(site: Site) -> None:
    today = date(2026, 12, 31)
    with site.database.reading() as connection:
        assert first_day(connection, today) == today
    a_full_register(site)
    with site.database.reading() as connection:
        assert first_day(connection, today) == date(2026, 3, 25)


def a_row(**other: object) -> IssuedDocument:
    given: dict[str, object] = {
        "issued_on": date(2026, 4, 9),
        "document_number": "青政规〔2026〕1号",
        "registration_number": "青规登〔2026〕001",
        "title": "某办法",
        "drafting_unit": "某局",
        "signer": "区长",
        "signed_on": date(2026, 4, 8),
        "opinion_number": "青司审意〔2026〕1号",
        "conclusion": "legal",
    }
    return IssuedDocument(**(given | other))  # type: ignore[arg-type]


def test_only_what_was_issued_counts_as_a_document() -> None:
    late = {"published_on": date(2026, 6, 1), "disclose_by": date(2026, 5, 1)}
    rows = (
        a_row(),
        a_row(opinion_number="", conclusion=""),
        a_row(**late),
        a_row(published_on=date(2026, 5, 1), disclose_by=date(2026, 5, 1), conclusion="revise"),
        a_row(state=NumberState.VOID, opinion_number="", conclusion=""),
        a_row(state=NumberState.RESERVED, opinion_number="", conclusion=""),
    )
    added = totals(rows)
    assert (added.issued, added.void, added.reserved) == (4, 1, 1)
    assert (added.published, added.published_late, added.unreviewed) == (2, 1, 1)
    assert added.conclusions == {"legal": 2, "revise": 1}


# ---------------------------------------------------------------- the commands


def reports(site: Site) -> Path:
    return site.settings.docs_out / "reports"


def test_the_terminal_shows_the_register_and_what_it_adds_up_to(office: Site) -> None:
    a_full_register(office)
    result = run(office, "--lang", "zh", "issuance", "register", "--played")
    lines = result.stdout.splitlines()
    assert lines[0] == "# 发文登记表"
    assert "审核意见文号\t审核结论" in lines[1]
    assert "青岚司审意〔2026〕1号\t合法" in lines[2]
    assert lines[3].split("\t")[1] == "已作废" and lines[3].endswith("退回上一环节：纪要有误")
    assert "印发2件；作废编号1组，预留编号1组" in result.stderr
    assert "审核结论：合法 2；无审核意见 0 件" in result.stderr


def test_a_document_without_an_opinion_is_said_to_have_none(office: Site) -> None:
    a_full_register(office)
    with office.database.writing() as connection:
        connection.run("UPDATE opinions SET state = 'void'")
    result = run(office, "--lang", "zh", "issuance", "register", "--played")
    assert "无\t无" in result.stdout and "无审核意见 2 件" in result.stderr


def test_the_register_is_written_as_csv_xlsx_and_docx_with_the_same_rows(office: Site) -> None:
    a_full_register(office)
    days = ("--from", "2026-01-01", "--to", "2026-12-31", "--played")
    for form in ("csv", "xlsx", "docx"):
        assert (
            run(office, "--lang", "zh", "issuance", "register", *days, f"--{form}").exit_code == 0
        )
    stem = reports(office) / "issuance_register_2026-01-01_2026-12-31_played"
    text = stem.with_suffix(".csv").read_text("utf-8-sig")
    lines = list(csv.reader(StringIO(text)))
    assert len(lines) == 5 and lines[4][5] == "'=丁意见"
    with ZipFile(stem.with_suffix(".xlsx")) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert sheet.count("<row ") == 5 and "退回上一环节：纪要有误" in sheet
    table = Document(str(stem.with_suffix(".docx"))).tables[-1]
    assert len(table.rows) == 5
    assert "编号作废：退回上一环节：纪要有误" in table.rows[2].cells[3].text
    assert [row.cells[-1].text for row in table.rows[1:]] == [
        "",
        "作废",
        "2026-03-25\n有效期至2031-04-30",
        "预留",
    ]


def test_the_same_register_makes_the_same_bytes(office: Site, tmp_path: Path) -> None:
    a_full_register(office)
    for form in ("csv", "xlsx", "docx", "json"):
        files = [tmp_path / f"{turn}.{form}" for turn in "ab"]
        for file in files:
            run(office, "issuance", "register", "--played", "--out", str(file))
        assert files[0].read_bytes() == files[1].read_bytes() != b""


def test_as_json_the_rows_are_codes_and_exact_texts(office: Site) -> None:
    a_full_register(office)
    result = run(office, "--json", "issuance", "register", "--played")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["number_state"] for row in rows] == ["used", "void", "used", "reserved"]
    assert rows[0]["conclusion"] == "legal" and rows[3]["title"] == "=丁意见"
    assert rows[1]["void_reason"] == "退回上一环节：纪要有误"


def test_who_drafts_sees_the_rows_of_the_own_unit_alone(office: Site) -> None:
    a_full_register(office)
    assert len(run(office, "--json", "issuance", "register", "--played", "--as", "lin").stdout) > 9
    with office.database.writing() as connection:
        connection.run("UPDATE cases SET unit = 'sifaju'")
    for command in ("register --played", "numbers"):
        told = run(office, "--json", "issuance", *command.split(), "--as", "lin")
        assert (told.stdout, told.exit_code) == ("", 0)
    refused = run(office, "issuance", "register", "--as", "gu")
    assert refused.exit_code == 4 and "needs the role" in refused.stderr


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--from", "2026-04-01", "--to", "2026-03-01"), "no day lies between"),
        (("--from", "1.4.2026"), "this is no day; write it as"),
        (("--unit", "zhujain"), "Did you mean zhujian"),
        (("--csv", "--xlsx"), "Choose one format"),
        (("--out", "x.pdf"), "say which format"),
    ],
)
def test_what_cannot_be_chosen_is_refused(
    office: Site, options: tuple[str, ...], says: str
) -> None:
    result = run(office, "issuance", "register", *options)
    assert result.exit_code == 2 and says in result.stderr


def test_an_empty_register_says_so(office: Site) -> None:
    result = run(office, "--lang", "zh", "issuance", "register")
    assert result.exit_code == 0 and "没有印发文件" in result.stderr


def test_the_series_are_listed_with_their_states_and_found_whole(office: Site) -> None:
    a_full_register(office)
    result = run(office, "--json", "issuance", "numbers", "--year", "2026")
    states = [json.loads(line)["number_state"] for line in result.stdout.splitlines()]
    assert states == ["used", "void", "used", "reserved"] * 2
    assert result.exit_code == 0 and "no gap, no double" in result.stderr
    none = run(office, "--json", "issuance", "numbers", "--year", "2025")
    assert (none.stdout, none.exit_code) == ("", 0)
    assert run(office, "issuance", "numbers", "--year", "26").exit_code == 2


def test_a_gap_is_named_and_ends_with_one(office: Site) -> None:
    a_full_register(office)
    with office.database.writing() as connection:
        connection.run("DELETE FROM numbers WHERE text = '青岚政规〔2026〕2号'")
    result = run(office, "--lang", "zh", "issuance", "numbers")
    assert result.exit_code == 1
    assert "发文字号 2026 2: 缺号" in result.stderr
    only = run(office, "--json", "issuance", "numbers", "--faults")
    assert [json.loads(line)["fault"] for line in only.stdout.splitlines()] == ["gap"]


def test_a_document_is_shown_by_its_case_or_by_a_number_on_it(office: Site) -> None:
    _, second, third, _ = a_full_register(office)
    for named in (third, "青岚政规〔2026〕3号", " 青岚规登〔2026〕003 "):
        (line,) = run(office, "--json", "issuance", "show", named).stdout.splitlines()
        said = json.loads(line)
        assert (said["case"], said["disclose_by"]) == (third, "2026-04-23")
    void = json.loads(run(office, "--json", "issuance", "show", "青岚政规〔2026〕2号").stdout)
    assert void["case"] == second and {one["state"] for one in void["numbers"]} == {"void"}
    assert "有效期至\t2031-04-30" in run(office, "--lang", "zh", "issuance", "show", third).stdout


def test_the_text_is_written_as_it_is_printed(office: Site, tmp_path: Path) -> None:
    number = passed_text(office, "停放管理办法（送审稿）", "第一条 为了规范停放，制定本办法。")
    assert run(office, "issuance", "text", number, "--as", "yin").exit_code == 4
    issue(office, number)
    to = tmp_path / "out.docx"
    done = run(office, "--lang", "zh", "issuance", "text", number, "--to", str(to), "--as", "yin")
    assert done.exit_code == 0 and "印发文本" in done.stderr
    words = [one.text for one in Document(str(to)).paragraphs]
    assert words == ["停放管理办法", "第一条 为了规范停放，制定本办法。"]
    assert run(office, "issuance", "text", number, "--to", str(to), "--as", "gu").exit_code == 4


def test_what_was_never_numbered_has_nothing_to_show(office: Site) -> None:
    (number,) = passed_ones(office, ["甲办法"])
    for named in (number, "青岚政规〔2026〕99号"):
        assert run(office, "issuance", "show", named).exit_code == 4


def test_who_may_not_see_the_case_is_not_told_of_its_number(office: Site) -> None:
    _, second, *_ = a_full_register(office)
    today_is(office, date(2026, 3, 26))
    for named in (second, "青岚政规〔2026〕2号"):
        hidden = run(office, "issuance", "show", named, "--as", "gu")
        assert hidden.exit_code == 4
        assert named in hidden.stderr and (second not in hidden.stderr or named == second)
