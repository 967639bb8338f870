"""`review-flows ledger`: on the terminal and as files, for whom, and what is said of bad input."""

import json
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from builders import (
    a_site,
    accepted,
    opinion,
    proposed,
    received,
    signed,
    today_is,
    under_review,
)
from cli_running import run
from docx import Document
from inbox_builders import a_site_at
from running import FlowWorker

from models.moves import Move
from review_flows.desk import act
from review_flows.outside.site import Site


@pytest.fixture
def site(tmp_path: Path, sqlite_file: Path) -> Iterator[Site]:
    """A new site on SQLite, whose cases will be no demonstrations."""
    with a_site_at(tmp_path, sqlite_file) as site:
        yield site


def real(site: Site) -> None:
    """Take the mark of a demonstration, which the simulated clock made, from every case."""
    with site.database.writing() as connection:
        connection.run("UPDATE cases SET played = :played", played=False)


def reports(site: Site) -> list[str]:
    return sorted(path.name for path in (site.settings.docs_out / "reports").iterdir())


def test_the_terminal_shows_the_main_columns_and_the_summary(site: Site) -> None:
    signed(site, title="甲办法")
    real(site)
    result = run(site, "--lang", "zh", "ledger")
    lines = result.stdout.splitlines()
    assert lines[0] == "# 合法性审核台账"
    assert lines[1].split("\t")[:4] == ["序号", "审核件", "送审单位", "文件名称"]
    assert lines[2].split("\t")[:4] == ["1", "2026-0001", "青岚区住房和城乡建设局", "甲办法"]
    assert lines[3:6] == [
        "# 合计",
        "全部\t按期\t少于最短时限\t少于最短时限（豁免）\t超期\t在办\t未开始计时\t退回、撤回\t件数\t"
        "用时中位数（工作日）",
        "合计\t1\t0\t0\t0\t0\t0\t0\t1\t9",
    ]
    assert "# 按出具意见（办结）月份" in lines and "收件日期2026-03-09至" in result.stderr


def test_a_demonstration_is_shown_only_when_it_is_asked_for(site: Site) -> None:
    received(site)
    result = run(site, "--lang", "zh", "ledger")
    assert result.exit_code == 0 and "2026-0001" not in result.stdout
    assert "没有符合条件的审核件。" in result.stderr
    shown = run(site, "--lang", "zh", "ledger", "--played")
    assert "2026-0001" in shown.stdout and "筛选条件：含演示。" in shown.stderr


def test_json_prints_one_object_a_line_or_the_summary(site: Site) -> None:
    first, second = received(site, title="=1+1"), accepted(site)
    real(site)
    rows = [json.loads(line) for line in run(site, "ledger", "--json").stdout.splitlines()]
    assert [row["number"] for row in rows] == [first, second]
    assert (rows[0]["title"], rows[0]["term"]) == ("=1+1", "not_started")
    (summary,) = run(site, "ledger", "--json", "--summary").stdout.splitlines()
    assert json.loads(summary)["whole"]["total"] == 2


@pytest.mark.parametrize("form", ["csv", "xlsx", "docx"])
def test_a_format_without_a_file_is_written_among_the_reports(site: Site, form: str) -> None:
    received(site)
    real(site)
    result = run(site, "ledger", "--from", "2026-01-01", "--to", "2026-12-31", f"--{form}")
    assert result.exit_code == 0
    path = site.settings.docs_out / "reports" / f"ledger_2026-01-01_2026-12-31.{form}"
    assert f"Written to {path} (cases: 1)." in result.stderr
    assert reports(site) == [path.name]
    assert result.stdout == ""


def test_out_is_taken_by_its_ending(site: Site, tmp_path: Path) -> None:
    received(site)
    real(site)
    for name in ("a.csv", "b.xlsx", "c.docx", "d.json"):
        assert run(site, "ledger", "--out", str(tmp_path / "given" / name)).exit_code == 0
    assert json.loads((tmp_path / "given" / "d.json").read_text("utf-8"))["rows"][0]["serial"] == 1
    assert (tmp_path / "given" / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert ZipFile(BytesIO((tmp_path / "given" / "b.xlsx").read_bytes())).testzip() is None
    assert not (site.settings.docs_out / "reports").exists()


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("--from", "2026-02-30"), "--from 2026-02-30: this is no day; write it as 2026-03-09"),
        (("--to", "20260309"), "--to 20260309: this is no day"),
        (("--from", "2026-W10-1"), "this is no day"),
        (("--from", "2026-03-10", "--to", "2026-03-09"), "2026-03-10 is after --to 2026-03-09"),
        (("--state", "acepted"), "Did you mean accepted"),
        (("--type", "contrakt"), "Did you mean contract"),
        (("--unit", "zhujan"), "Did you mean zhujian"),
        (("--reviewer", "shem"), "Did you mean shen"),
        (("--breach", "flor_breached"), "Did you mean floor_breached"),
        (("--csv", "--xlsx"), "Choose one format: --csv, --xlsx"),
        (("--xlsx", "--json"), "Choose one format"),
        (("--out", "ledger.txt"), "say which format"),
        (("--out", "ledger.xlsx", "--csv"), "names a .xlsx file, but --csv was asked for"),
    ],
)
def test_bad_input_is_told_and_nothing_is_written(
    site: Site, args: tuple[str, ...], says: str
) -> None:
    result = run(site, "ledger", *args)
    assert result.exit_code == 2
    assert says in result.stderr
    assert result.stdout == "" and not (site.settings.docs_out / "reports").exists()


def test_choices_by_code_and_by_name(site: Site) -> None:
    early = proposed(site, "legal")
    form = {"early_reason": "会期已定", "breach_cause": "meeting_timetable"}
    act(site, "qian", early, Move.SIGN, form)
    received(site, unit="shenji")
    real(site)

    def numbers(*args: str) -> list[str]:
        lines = run(site, "ledger", "--json", *args).stdout.splitlines()
        return [json.loads(line)["number"] for line in lines]

    for args in (
        ("--unit", "zhujian"),
        ("--unit", "青岚区住房和城乡建设局"),
        ("--reviewer", "shen"),
        ("--reviewer", "沈审核"),
        ("--breach", "any"),
        ("--breach", "floor_breached"),
        ("--state", "opinion_signed"),
    ):
        assert numbers(*args) == [early], args
    assert numbers("--breach", "submitted_late") == []
    assert len(numbers("--type", "normative_document")) == 2


def test_a_drafter_gets_only_the_cases_of_the_own_unit(site: Site) -> None:
    received(site, title="甲办法")
    received(site, title="乙办法", unit="shenji")
    real(site)
    shown = run(site, "ledger", "--as", "lin").stdout
    assert "甲办法" in shown and "乙办法" not in shown and "青岚区审计局" not in shown
    assert "乙办法" in run(site, "ledger", "--as", "du").stdout
    run(site, "ledger", "--csv", "--as", "lin", "--from", "2026-01-01", "--to", "2026-12-31")
    # The whole ledger of these days keeps its own name.
    assert reports(site) == ["ledger_2026-01-01_2026-12-31_person-lin.csv"]
    stranger = run(site, "ledger", "--as", "nobody")
    assert (stranger.exit_code, stranger.stdout) == (4, "")


def test_one_person_of_two_with_a_name_is_asked_for_by_code(site: Site, tmp_path: Path) -> None:
    with site.database.writing() as connection:
        connection.insert("persons", code="shen2", name="沈审核", unit="sifaju", active=True)
    result = run(site, "ledger", "--reviewer", "沈审核")
    assert result.exit_code == 2 and "shen, shen2" in result.stderr


@pytest.mark.prefect
def test_the_monthly_flow_writes_the_year_and_the_month_and_may_run_again(
    site: Site, flows: FlowWorker
) -> None:
    signed(site, title="三月出具")  # on 20 March
    today_is(site, date(2026, 3, 25))
    waiting = under_review(site, title="三月收件")
    today_is(site, date(2026, 4, 1), hour=6)
    received(site, title="四月收件")
    real(site)

    path = flows.run(site, "report_compliance", date(2026, 4, 1), hour=7)
    assert path == str(site.settings.docs_out / "reports" / "ledger_2026-01-01_2026-03-31.xlsx")
    assert reports(site) == ["ledger_2026-01-01_2026-03-31.xlsx", "summary_2026-03.docx"]
    folder = site.settings.docs_out / "reports"
    before = {name: (folder / name).read_bytes() for name in reports(site)}
    with ZipFile(folder / "ledger_2026-01-01_2026-03-31.xlsx") as file:
        sheet = file.read("xl/worksheets/sheet1.xml").decode()
    assert "三月出具" in sheet and "三月收件" in sheet and "四月收件" not in sheet

    assert flows.run(site, "report_compliance", date(2026, 4, 1), hour=8) == path
    assert {name: (folder / name).read_bytes() for name in reports(site)} == before

    today_is(site, date(2026, 4, 10))
    act(site, "shen", waiting, Move.PROPOSE_OPINION, opinion("legal"))
    act(site, "qian", waiting, Move.SIGN)
    flows.run(site, "report_compliance", date(2026, 4, 20))
    # What March was like at its end does not change when April goes on.
    assert summary_lines(folder) == [
        ["合计", "1", "0", "0", "0", "1", "0", "0", "2", "9"],
        ["2026-03", "1", "0", "0", "0", "0", "0", "0", "1", "9"],
        ["（尚未办结）", "0", "0", "0", "0", "1", "0", "0", "1", ""],
    ]


def summary_lines(folder: Path) -> list[list[str]]:
    """The whole and the months of the summary of March."""
    document = Document(str(folder / "summary_2026-03.docx"))
    assert "2026-03办结的和月末尚未办结的审核件" in document.paragraphs[2].text
    tables = [document.tables[0], document.tables[3]]
    return [[c.text for c in row.cells] for table in tables for row in table.rows[1:]]


@pytest.mark.prefect
def test_on_new_years_day_the_flow_reports_on_the_year_that_is_over(
    tmp_path: Path, flows: FlowWorker
) -> None:
    site = a_site(tmp_path)
    path = flows.run(site, "report_compliance", date(2027, 1, 1), hour=7)
    assert str(path).endswith("/ledger_2026-01-01_2026-12-31.xlsx")
    assert reports(site) == ["ledger_2026-01-01_2026-12-31.xlsx", "summary_2026-12.docx"]
    site.database.close()
