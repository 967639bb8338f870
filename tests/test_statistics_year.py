"""A year that went through the real desk: its statistics say what was planned, row by row."""

import json
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from cli_running import run
from docx import Document
from ledger_builders import make_real
from openpyxl import load_workbook  # type: ignore[import-untyped]
from year_builders import YearPlayer, a_site_of_the_year
from year_legs import run_legs
from year_plan import YEAR, PlayedYear, plan_of_year
from year_traces import faults_of_letters, faults_of_log, faults_of_packages

from models.filing_review import ProblemType
from models.statistics.book import every_figure
from models.statistics.figure import FigureCode
from models.statistics.span import Span
from models.statistics.supervision_figures import ProblemResult
from review_flows.outside import persons
from review_flows.outside.database import Value
from review_flows.outside.site import Site
from review_flows.outside.statistics_rows import read_facts

TIME = ("--year", str(YEAR))
REVIEWED, NORMATIVE = 17, 15


# What comes about in a year of many only, or with one kind of maker.
SELDOM = (
    *(f"result_{one}" for one in ProblemResult),
    *(f"problem_{one}" for one in ProblemType if one is not ProblemType.OTHER),
)


def read(site: Site, as_of: date, who: str = "") -> dict[str, int]:
    """Every figure of the year as of a day."""
    span = Span(date(YEAR, 1, 1), date(YEAR, 12, 31), as_of)
    with site.database.reading() as connection:
        person = persons.find_person(connection, who) if who else None
        found = read_facts(site, connection, as_of, played=True, person=person)
    return {str(code): one.value for code, one in every_figure(found.facts, span).items()}


def test_the_figures_of_a_year_are_those_of_its_plan(database_url: str, tmp_path: Path) -> None:
    site = a_site_of_the_year(tmp_path, database_url)
    player = YearPlayer(site, plan_of_year(12, 4))
    expected = player.played.expected()
    player.play(lambda: run_legs(site))
    make_real(site)
    found = read(site, date(YEAR, 12, 31))
    site.database.close()
    assert found == {code: expected[code] for code in found}


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, PlayedYear]]:
    """A year with everything that a plan can hold; its flows ran, and nothing changes it."""
    site = a_site_of_the_year(tmp_path_factory.mktemp("year"))
    year = YearPlayer(site, plan_of_year(REVIEWED, NORMATIVE)).play(lambda: run_legs(site))
    make_real(site)
    yield site, year
    site.database.close()


def test_a_year_with_everything_counts_as_its_plan_says(
    played: tuple[Site, PlayedYear],
) -> None:
    site, year = played
    found, expected = read(site, date(YEAR, 12, 31)), year.expected()
    assert found == {code: expected[code] for code in found}
    for code in (*SELDOM, "filed_late", "filing_pending", "not_filed", "ended_without_opinion"):
        assert found[code], f"{code} does not come about in this year"


def test_every_letter_and_package_of_the_year_lies_where_the_log_says(
    played: tuple[Site, PlayedYear],
) -> None:
    site, year = played
    letters, of_letters = faults_of_letters(site)
    packages, of_packages = faults_of_packages(site)
    _, of_log = faults_of_log(site)
    assert [*of_letters, *of_packages, *of_log] == []
    assert packages == year.packages() and letters > packages


def test_what_is_entered_and_delivered_after_the_year_counts_from_then_on(
    played: tuple[Site, PlayedYear],
) -> None:
    site, year = played
    at_its_end, later = read(site, date(YEAR, 12, 31)), read(site, date(YEAR + 1, 1, 31))
    assert later["published"] == later["filed"] == len(year.published())
    assert later["filing_pending"] == later["not_filed"] == 0
    assert later["filed"] == sum(
        at_its_end[one] for one in ("filed", "filing_pending", "not_filed")
    )
    assert later["filed_late"] == at_its_end["filed_late"] + at_its_end["not_filed"]


def test_the_rows_that_the_command_lists_are_as_many_as_the_figure(
    played: tuple[Site, PlayedYear],
) -> None:
    site, year = played
    figures = read(site, date(YEAR, 12, 31))
    shown = run(site, "statistics", "show", *TIME, "--json").stdout.splitlines()
    told = {one["figure"]: one["value"] for one in map(json.loads, shown) if "figure" in one}
    assert told == figures
    for code in ("reviewed", "filed", "problem", "review_ended", "items_adopted", "makers"):
        listed = run(site, "statistics", "rows", code, *TIME, "--json").stdout.splitlines()
        assert len(listed) == figures[code] > 0
        for row in map(json.loads, listed):
            assert row["number"] in year.numbers.values() and row["why"]


def test_rows_can_be_narrowed_to_a_line_of_the_form(played: tuple[Site, PlayedYear]) -> None:
    site, year = played
    lines = run(site, "statistics", "table", *TIME, "--json").stdout.splitlines()
    for line in map(json.loads, lines):
        if line["line"] != "total":
            given = ("--makers", line["line"], *TIME, "--json")
            listed = run(site, "statistics", "rows", "published", *given).stdout.splitlines()
            assert len(listed) == line["published"] == len(year.published(line["line"])) > 0
    named = [json.loads(line)["line"] for line in lines]
    assert named == ["government", "department", "vertical_body", "total"]


def test_the_report_says_the_numbers_of_the_plan_with_charts_and_commands(
    played: tuple[Site, PlayedYear], tmp_path: Path
) -> None:
    site, year = played
    path = tmp_path / "report.docx"
    contents = set()
    for _ in range(2):
        result = run(site, "statistics", "report", *TIME, "--out", str(path))
        assert result.exit_code == 0, result.output
        contents.add(path.read_bytes())
    (content,) = contents
    document = Document(BytesIO(content))
    text = "\n".join(one.text for one in document.paragraphs)
    n = year.expected()
    assert f"{YEAR}年共审查相关文件{REVIEWED}件，其中规范性文件{NORMATIVE}件" in text
    assert f"在办{n['unfinished']}件，不计入审查件数" in text
    assert "均为未核实" in text
    cells = [cell.text for one in document.tables for row in one.rows for cell in row.cells]
    for code in FigureCode:
        assert f"review-flows statistics rows {code} --year {YEAR}" in cells
    with ZipFile(BytesIO(content)) as parts:
        pictures = [name for name in parts.namelist() if name.startswith("word/media/")]
        body = parts.read("word/document.xml").decode()
    assert body.count("<w:drawing>") == 8 and len(pictures) >= 6
    assert f'descr="收件{n["received"]}；审查{REVIEWED}；' in body


def test_a_running_year_is_told_as_of_a_day(played: tuple[Site, PlayedYear]) -> None:
    site, _ = played
    early = read(site, date(YEAR, 3, 31))
    said = run(site, "statistics", "report", *TIME, "--until", f"{YEAR}-03-31").stdout
    assert early["reviewed"] < REVIEWED
    assert f"{YEAR}年，截至目前（{YEAR}年3月31日）共审查相关文件{early['reviewed']}件" in said
    assert early["received"] == early["reviewed"] + early["unfinished"]


def test_the_catalogue_holds_what_was_published(
    played: tuple[Site, PlayedYear], tmp_path: Path
) -> None:
    site, year = played
    path = tmp_path / "catalogue.xlsx"
    run(site, "statistics", "catalogue", *TIME, "--out", str(path))
    sheet = load_workbook(path).worksheets[0]
    head, *rows = sheet.iter_rows(values_only=True)
    assert head[:4] == ("序号", "名称", "文号", "登记号")
    titles = {one.title for one in year.published()}
    assert {row[1] for row in rows} == titles
    days = [row[4] for row in rows]
    assert days == sorted(days)
    run(site, "statistics", "catalogue", *TIME, "--out", str(tmp_path / "c.docx"))
    said = Document(str(tmp_path / "c.docx"))
    assert f"{YEAR}年行政规范性文件备案目录" in [one.text for one in said.paragraphs]
    assert len(said.tables[0].rows) == 1 + len(titles)


def test_the_form_has_its_fourteen_columns_on_paper(
    played: tuple[Site, PlayedYear], tmp_path: Path
) -> None:
    site, year = played
    n = year.expected()
    run(site, "statistics", "table", *TIME, "--out", str(tmp_path / "t.docx"))
    (paper,) = Document(str(tmp_path / "t.docx")).tables
    numbered = [cell.text.splitlines()[0] for cell in paper.rows[0].cells]
    assert numbered == ["制定主体", *(str(n) for n in range(1, 15))]
    assert paper.rows[-1].cells[0].text == "合计"
    told = [n[one] for one in ("makers", "published", "reviewed_normative_document", "filed")]
    assert [cell.text for cell in paper.rows[-1].cells[1:5]] == list(map(str, told))


RECEIVED = {
    "number": "R2025-0001",
    "sender": "白河县人民政府",
    "sender_case": "2025-0009",
    "sender_recipient": "upper_government",
    "addressee": "青岚区人民政府",
    "title": "白河县某办法",
    "document_number": "白政规〔2025〕1号",
    "registration_number": "",
    "published_on": "2025-05-06",
    "state": "revoked",
    "received_on": "2025-05-09",
    "registered_on": "2025-05-12",
}
LINES: tuple[dict[str, Value], ...] = (
    {"line": 2, "document_number": "青岚政规[2025]１号", "issued_on": "2025-03-03"},  # a case here
    {"line": 3, "document_number": "青岚政规〔2025〕77号", "issued_on": "2025-03-03"},
    {"line": 4, "document_number": "青岚政规〔2024〕78号", "issued_on": "2024-03-03"},
)


def test_what_others_filed_and_what_catalogues_list_is_read(
    database_url: str, tmp_path: Path
) -> None:
    site = a_site_of_the_year(tmp_path, database_url)
    YearPlayer(site, plan_of_year(1, 1)).play(lambda: run_legs(site))
    by = {"recorded_at": "2025-05-20T01:00:00.000000Z", "person": "bei"}
    with site.database.writing() as connection:
        connection.insert("received_filings", **RECEIVED, filing_number="", version=1)
        for n, kind, day in ((1, "filing", "2025-05-09"), (2, "revocation_decided", "2025-05-20")):
            connection.insert(
                "received_messages",
                filing="R2025-0001",
                number=n,
                direction="in" if n == 1 else "out",
                kind=kind,
                said_on=day,
                text="",
                our_number="",
                delivery_id=f"id-{n}",
                package_sha256="",
                problem_types="content,procedure" if n == 2 else "",
                **by,
            )
        connection.insert(
            "catalogues",
            id=1,
            name="目录.xlsx",
            sha256="0" * 64,
            unit="",
            imported_at="",
            person="",
        )
        for line in LINES:
            told: dict[str, Value] = {
                "title": "某办法",
                "normative": "yes",
                "fault": "",
                "remarks": "",
                "raw": "{}",
            }
            rest: dict[str, Value] = {
                "sheet": "",
                "sheet_row": 1,
                "fault_detail": "",
                "registration_number": "",
                "unit": "",
            }
            connection.insert("catalogue_lines", catalogue=1, **line, **told, **rest)
    figures, before = read(site, date(YEAR, 12, 31)), read(site, date(YEAR, 5, 10))
    form = {json.loads(one)["line"]: json.loads(one) for one in form_of(site)}
    site.database.close()
    assert figures["taken_in"] == figures["registered_here"] == figures["listed"] == 1
    assert (before["taken_in"], before["registered_here"]) == (1, 0)
    assert form["received"]["published"] is None
    assert form["received"]["problem_content"] == form["received"]["problem_procedure"] == 1
    assert form["received"]["result_revoked"] == 1
    assert form["total"]["result_revoked"] == 0


def form_of(site: Site) -> list[str]:
    return run(site, "statistics", "table", *TIME, "--played", "--json").stdout.splitlines()


def test_a_drafting_unit_counts_its_own_cases_and_nobody_elses(
    played: tuple[Site, PlayedYear],
) -> None:
    site, year = played
    own = PlayedYear(tuple(one for one in year.plan if one.unit == "zhujian"))
    told, expected = read(site, date(YEAR, 12, 31), "lin"), own.expected()
    assert told == {code: expected[code] for code in told}
    assert len(own.plan) < len(year.plan)
    with site.database.reading() as connection:
        person = persons.find_person(connection, "lin")
        found = read_facts(site, connection, date(YEAR, 12, 31), played=True, person=person)
    assert person is not None and person.unit == "zhujian"
    assert found.facts.received == () == found.facts.listed
    assert {one.number for one in found.facts.matters} == {
        year.numbers[one.title] for one in own.plan
    }


def test_everybody_counts_what_the_ledger_shows_them(played: tuple[Site, PlayedYear]) -> None:
    site, _ = played
    assert read(site, date(YEAR, 12, 31), "du") == read(site, date(YEAR, 12, 31))
    refused = run(site, "statistics", "show", *TIME, "--as", "gu")
    assert refused.exit_code != 0


def test_a_demonstration_counts_only_where_it_is_asked_for(tmp_path: Path) -> None:
    site = a_site_of_the_year(tmp_path)
    YearPlayer(site, plan_of_year(2, 1)).play(lambda: run_legs(site))
    for more, count in (((), 0), (("--played",), 2)):
        rows = run(site, "statistics", "rows", "reviewed", *TIME, *more, "--json").stdout
        assert len(rows.splitlines()) == count
    site.database.close()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (("show",), "--year 2026, or --month 2026-03"),
        (("show", "--year", "2025", "--month", "2025-01"), "Say one time"),
        (("show", "--year", "25"), "this is no year"),
        (("show", "--month", "2025-13"), "this is no month"),
        (("show", "--year", "2025", "--until", "2024-12-31"), "give a day from 2025-01-01"),
        (("show", "--year", "2025", "--until", "gestern"), "this is no day"),
        (("show", "--year", "2098"), "nothing is known"),
        (("rows", "file", "--year", "2025"), "Did you mean"),
        (("rows", "filed", "--year", "2025", "--makers", "goverment"), "government"),
        (("report", "--year", "2025", "--out", "x.xlsx"), "ends with .docx"),
        (("table", "--year", "2025", "--xlsx", "--csv"), "Choose one format"),
    ],
)
def test_bad_input_is_told_with_what_and_what_now(
    played: tuple[Site, PlayedYear], given: tuple[str, ...], says: str
) -> None:
    result = run(played[0], "statistics", *given)
    assert result.exit_code == 2
    assert says in result.stderr
