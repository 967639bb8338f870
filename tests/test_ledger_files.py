"""Files of the ledger: no text becomes a formula, days are days, the same data the same bytes."""

import csv
import json
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO, StringIO
from itertools import repeat
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from ledger_builders import a_ledger, a_report, a_row
from lxml import etree

from models.case import CaseState
from models.clock import ClockState
from models.deliberation import DeliberationResult
from models.errors import BadInput
from models.ledger import LedgerRow, Sequel
from models.ledger_remark import LedgerRemark
from models.words import phrase
from review_flows.outside.ledgers.as_csv import guarded
from review_flows.outside.ledgers.as_docx import MOST_ROWS
from review_flows.outside.ledgers.columns import COLUMNS, MAIN
from review_flows.outside.ledgers.files import FORMATS, ledger_name, report_bytes, write_report
from review_flows.outside.ledgers.report import Report
from review_flows.outside.ledgers.text import one_line
from review_flows.outside.ledgers.xlsx_file import LAST_ROW, Line, Sheet, xlsx_bytes
from review_flows.outside.ledgers.xlsx_parts import LETTERS

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
FORMULAS = ("=1+1", "+86", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", " =1", "=cmd|'/c calc'!A1")
CODES = [column.code for column in COLUMNS]
Shown = dict[str, tuple[str, str]]


def cells_of(content: bytes, sheet: int = 1) -> list[Shown]:
    """The cells of each row of a sheet: column letters → (type, value)."""
    with ZipFile(BytesIO(content)) as file:
        root = etree.fromstring(file.read(f"xl/worksheets/sheet{sheet}.xml"))
    return [
        {
            str(cell.get("r")).rstrip("0123456789"): (
                str(cell.get("t", "n")),
                "".join(map(str, cell.itertext())),
            )
            for cell in row
        }
        for row in root.iter(f"{SHEET}row")
    ]


def column(code: str) -> str:
    return LETTERS[CODES.index(code)]


def csv_rows(content: bytes) -> list[list[str]]:
    text = content.decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.reader(StringIO(text.removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize("title", FORMULAS)
def test_no_title_becomes_a_formula(title: str) -> None:
    report = a_report(a_row(title=title))
    row = cells_of(report_bytes(report, "xlsx"))[1]
    assert row[column("title")] == ("inlineStr", one_line(title))
    with ZipFile(BytesIO(report_bytes(report, "xlsx"))) as file:
        assert b"<f>" not in file.read("xl/worksheets/sheet1.xml")
    assert csv_rows(report_bytes(report, "csv"))[1][CODES.index("title")] == f"'{one_line(title)}"
    assert json.loads(report_bytes(report, "json"))["rows"][0]["title"] == title


@given(st.text())
def test_no_text_of_a_csv_begins_as_a_formula(text: str) -> None:
    cell = guarded(text)
    assert isinstance(cell, str)
    assert cell.strip()[:1] not in {"=", "+", "-", "@", "＝", "＋", "－", "＠"} - {""}
    assert cell in (one_line(text), f"'{one_line(text)}")


def test_numbers_and_days_of_a_csv_stay_as_they_are() -> None:
    assert [guarded(cell) for cell in (-3, date(2026, 3, 9), None)] == [-3, date(2026, 3, 9), None]


# Every sign that a database may hand over; some of them no XML can hold.
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_text_can_stand_in_every_format(text: str) -> None:
    report = a_report(a_row(title=text))
    said = cells_of(report_bytes(report, "xlsx"))[1].get(column("title"), ("", ""))[1]
    assert said.replace("_x005F_", "_") == one_line(text).replace("_x005F_", "_")
    assert csv_rows(report_bytes(report, "csv"))[1][CODES.index("title")].lstrip("'") == (
        one_line(text).lstrip("'")
    )
    assert json.loads(report_bytes(report, "json"))["rows"][0]["title"] == text


def test_control_signs_do_not_cost_the_row(tmp_path: Path) -> None:
    title = "甲\x00乙\x0b丙\ufffe丁\n戊"
    report = a_report(a_row(title=title), a_row(title="己"))
    assert "甲 乙 丙 丁 戊" in report_bytes(report, "csv").decode()
    table = Document(BytesIO(report_bytes(report, "docx"))).tables[0]
    assert [row.cells[3].text for row in table.rows][1:] == ["甲 乙 丙 丁 戊", "己"]


def test_what_looks_like_an_escape_of_the_format_stays_as_it_was_written() -> None:
    row = cells_of(report_bytes(a_report(a_row(title="_x0041_丙_x")), "xlsx"))[1]
    # A reader turns _x005F_ into the underscore; without it, it would read A.
    assert row[column("title")][1] == "_x005F_x0041_丙_x"


def test_a_text_longer_than_a_cell_is_cut() -> None:
    row = cells_of(report_bytes(a_report(a_row(title="长" * 40_000)), "xlsx"))[1]
    assert row[column("title")][1] == "长" * 32_767


def test_days_of_an_xlsx_are_days_and_numbers_are_numbers() -> None:
    content = report_bytes(a_report(a_row()), "xlsx")
    head, row = cells_of(content)[:2]
    kind, value = row[column("signed_on")]
    # Spreadsheets count from the last day but one of 1899.
    assert kind == "n" and date(1899, 12, 30) + timedelta(int(value)) == date(2026, 3, 20)
    assert row[column("used_working")] == ("n", "9")
    assert column("floor_on") not in row  # what is not known is an empty cell
    assert [text for _, text in head.values()][:5] == [
        "序号",
        "审核件",
        "收件日期",
        "送审单位",
        "文件名称",
    ]
    with ZipFile(BytesIO(content)) as file:
        styles = etree.fromstring(file.read("xl/styles.xml"))
        sheet = etree.fromstring(file.read("xl/worksheets/sheet1.xml"))
    place = f"{column('signed_on')}2"
    (cell,) = [one for one in sheet.iter(f"{SHEET}c") if one.get("r") == place]
    formats = styles.find(f"{SHEET}cellXfs")
    assert formats is not None
    assert formats[int(str(cell.get("s")))].get("numFmtId") == "164"
    assert 'formatCode="yyyy\\-mm\\-dd"' in etree.tostring(styles, encoding="unicode")


def test_people_read_words_and_lists_joined() -> None:
    rows = csv_rows(report_bytes(a_report(a_row(ClockState.CEILING_BREACHED)), "csv"))
    told = dict(zip(CODES, rows[1], strict=True))
    assert (told["matter_type"], told["normative"]) == ("行政规范性文件", "是")
    assert (told["advisors"], told["conclusion"]) == ("顾律师、方律师", "应当予以修改")
    assert (told["breaches"], told["exempted"]) == ("超过最长时限", "否")
    assert told["remarks"].count("、") == 1 and "重新审核" in told["remarks"]


def test_headings_and_words_come_in_english_as_well() -> None:
    rows = csv_rows(report_bytes(a_report(a_row(), language="en"), "csv"))
    told = dict(zip(rows[0], rows[1], strict=True))
    assert told["advisors"] == "顾律师; 方律师" and told["normative"] == "yes"
    assert len(rows[0]) == len(set(rows[0])) == len(COLUMNS)


def test_two_lists_with_the_same_code_keep_their_own_words() -> None:
    row = a_row()
    row = replace(
        row,
        entered=replace(row.entered, state=CaseState.REJECTED),
        sequel=Sequel(result=DeliberationResult.REJECTED),
    )
    told = dict(zip(CODES, csv_rows(report_bytes(a_report(row), "csv"))[1], strict=True))
    assert (told["state"], told["result"]) == ("集体审议未通过", "不通过")


def test_json_says_codes_days_and_exact_numbers() -> None:
    said = json.loads(report_bytes(a_report(a_row(ClockState.CEILING_BREACHED)), "json"))
    row = said["rows"][0]
    assert (said["first_on"], said["as_of"]) == ("2026-01-01", "2026-06-30")
    assert (row["term"], row["breaches"]) == ("ceiling_breached", ["ceiling_breached"])
    assert (row["unit_code"], row["signed_on"], row["used_working"]) == ("zhujian", "2026-03-20", 9)
    assert (row["normative"], row["floor_on"]) == (True, None)
    assert said["summary"]["whole"]["late"] == said["summary"]["by_month"][0]["late"] == 1
    assert set(row) == {*CODES, "unit_code", "reviewer_code"}


def test_the_summary_stands_beside_the_rows_or_alone() -> None:
    report = a_report(a_row(), a_row(ClockState.RUNNING, ended_on=None))
    texts = [text for row in cells_of(report_bytes(report, "xlsx"), 2) for _, text in row.values()]
    assert {"按送审单位", "按承办人", "按类别", "（尚未办结）", "zhujian局"} <= set(texts)
    alone = Report(report.ledger, report.summary, "zh", only_summary=True)
    with ZipFile(BytesIO(report_bytes(alone, "xlsx"))) as file:
        assert [name for name in file.namelist() if "sheet" in name] == ["xl/worksheets/sheet1.xml"]
    assert "按承办人" in report_bytes(alone, "csv").decode()
    assert "rows" not in json.loads(report_bytes(alone, "json"))
    assert len(Document(BytesIO(report_bytes(alone, "docx"))).tables) == 5


def test_every_part_of_an_xlsx_is_well_formed_and_named() -> None:
    with ZipFile(BytesIO(report_bytes(a_report(a_row()), "xlsx"))) as file:
        types = etree.fromstring(file.read("[Content_Types].xml"))
        named = {part.get("PartName") for part in types if part.get("PartName")}
        for name in file.namelist():
            etree.fromstring(file.read(name))
    parts = {f"/{name}" for name in file.namelist() if not name.endswith((".rels", "Types].xml"))}
    assert named == parts


def test_a_document_lies_across_with_its_head_repeated() -> None:
    document = Document(BytesIO(report_bytes(a_report(a_row(), a_row()), "docx")))
    (page,) = document.element.body.xpath("w:sectPr/w:pgSz")
    assert (page.get(qn("w:w")), page.get(qn("w:h"))) == ("16838", "11906")  # A4, in twips
    assert page.get(qn("w:orient")) == "landscape"
    table = document.tables[0]
    assert [cell.text for cell in table.rows[0].cells] == [
        phrase(f"heading.ledger.{column.code}", "zh") for column in MAIN
    ]
    assert (
        table._tbl.xpath("w:tr[1]/w:trPr/w:tblHeader")
        and len(table._tbl.xpath("w:tr/w:trPr/w:tblHeader")) == 1
    )
    assert [row.cells[0].text for row in table.rows] == ["序号", "1", "2"]
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert lines[0] == "合法性审核台账"
    assert lines[1] == "收件日期2026-01-01至2026-12-31；时限状态截至2026-06-30；共2件。"
    assert any("月份为出具意见之日所在月份" in line for line in lines)


def overridden() -> LedgerRow:
    """The row of a case that went to the meeting against its opinion."""
    sequel = Sequel(override=("市人民政府", "重大民生"))
    return replace(a_row(), sequel=sequel, remarks=(LedgerRemark.OVERRIDDEN,))


def test_what_went_past_its_opinion_is_red_in_a_sheet() -> None:
    content = report_bytes(a_report(a_row(), overridden()), "xlsx")
    with ZipFile(BytesIO(content)) as file:
        styles = etree.fromstring(file.read("xl/styles.xml"))
        sheet = etree.fromstring(file.read("xl/worksheets/sheet1.xml"))
    fills = [one.get("fillId") for one in styles.findall(f"{SHEET}cellXfs/{SHEET}xf")]
    rows = [[fills[int(cell.get("s", "0"))] for cell in row] for row in sheet.iter(f"{SHEET}row")]
    assert [set(row) for row in rows] == [{"0"}, {"0"}, {"2"}]
    shade = styles.findall(f"{SHEET}fills/{SHEET}fill")[2].find(f".//{SHEET}fgColor")
    assert shade is not None and shade.get("rgb") == "FFFFC7CE"
    days = {cell.get("s") for cell in sheet.iter(f"{SHEET}c") if cell.get("r") == "P3"}
    assert days == {"6"}  # a red day is a day still


def test_what_went_past_its_opinion_is_red_on_paper_and_says_who_and_why() -> None:
    document = Document(BytesIO(report_bytes(a_report(a_row(), overridden()), "docx")))
    shaded = [bool(row._tr.xpath("w:tc/w:tcPr/w:shd")) for row in document.tables[0].rows]
    assert shaded == [False, False, True]
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert any("2026-0001，批准：市人民政府，理由：重大民生" in line for line in lines)
    told = dict(zip(CODES, csv_rows(report_bytes(a_report(overridden()), "csv"))[1], strict=True))
    assert told["override"] == "市人民政府、重大民生" and "特批" in told["remarks"]


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_data_make_the_same_bytes(form: str) -> None:
    assert report_bytes(a_report(a_row()), form) == report_bytes(a_report(a_row()), form)


def test_a_file_bears_the_time_of_the_newest_entry() -> None:
    report = a_report(a_row())
    with ZipFile(BytesIO(report_bytes(report, "xlsx"))) as file:
        assert b">2026-06-29T01:02:03Z</dcterms:created>" in file.read("docProps/core.xml")
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    created = Document(BytesIO(report_bytes(report, "docx"))).core_properties.created
    assert created is not None and created.isoformat()[:19] == "2026-06-29T01:02:03"


@pytest.mark.parametrize("form", FORMATS)
def test_an_empty_ledger_is_a_file_too(form: str) -> None:
    assert report_bytes(a_report(), form)


def test_more_rows_than_a_format_takes_are_refused() -> None:
    rows = [a_row()] * (MOST_ROWS + 1)
    with pytest.raises(BadInput, match="5000 cases, and these are 5001"):
        report_bytes(a_report(*rows), "docx")
    lines = repeat(Line(()), LAST_ROW + 1)
    with pytest.raises(BadInput, match="1048576 rows"):
        xlsx_bytes([Sheet("甲", (1,), lines)], "甲", "")


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "reports" / "ledger.csv"
    write_report(a_report(a_row()), path, "csv")
    before = path.read_bytes()
    write_report(a_report(a_row(), a_row()), path, "csv")
    assert path.read_bytes() != before and list(path.parent.iterdir()) == [path]
    with pytest.raises(BadInput, match="cannot be written"):
        write_report(a_report(a_row()), path / "below_a_file.csv", "csv")


def test_what_was_narrowed_down_never_takes_the_place_of_the_whole() -> None:
    ledger = a_ledger(a_row())
    assert ledger_name(ledger, "xlsx") == "ledger_2026-01-01_2026-12-31.xlsx"
    narrowed = replace(ledger, chosen=(("unit", "../住建"), ("played", "")))
    assert ledger_name(narrowed, "csv") == "ledger_2026-01-01_2026-12-31_unit-住建_played.csv"
    assert ledger_name(ledger, "docx", only_summary=True).startswith("summary_2026-01-01")


def test_a_ledger_on_paper_names_the_office_that_keeps_it_and_no_tool() -> None:
    report = a_report(a_row())
    kept = Document(BytesIO(report_bytes(replace(report, office="青岚区司法局"), "docx")))
    assert kept.core_properties.author == "青岚区司法局"
    assert kept.paragraphs[1].text == "青岚区司法局"
    nameless = Document(BytesIO(report_bytes(report, "docx")))
    assert nameless.core_properties.author == ""
