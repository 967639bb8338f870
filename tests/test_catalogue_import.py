"""An office's catalogue of issued documents: each row taken or listed, nothing lost or guessed."""

import io
import json
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from builders import today_is
from catalogue_builders import DIRT, HEAD, Clean, Dirt, a_dirty_catalogue, a_workbook
from cli_running import run
from databases import content, entries
from openpyxl import Workbook  # type: ignore[import-untyped]

from models.catalogue.cell import CatalogueRow, CatalogueSheet, MergedCells, dressed
from models.catalogue.days import CatalogueDays
from models.catalogue.document_number import read_number
from models.catalogue.issued_on import read_day
from models.catalogue.line import CatalogueFault, CatalogueLine, CatalogueReading
from models.catalogue.merged import fill_down
from models.catalogue.reading import read_catalogue
from models.errors import BadInput, NotAllowed, NotFound, TakenInBefore
from models.event import SITE_CHAIN, EventResult, SiteStep
from review_flows.desk.catalogue_import import HandedInCatalogue, import_catalogue
from review_flows.outside import catalogue_file
from review_flows.outside.catalogue_file import read_catalogue_file, sheets_of
from review_flows.outside.site import Site

TODAY = date(2026, 12, 1)


def reading(
    file: bytes, *, first: date | None = None, last: date | None = None
) -> CatalogueReading:
    return read_catalogue(
        sheets_of("目录.xlsx", file), CatalogueDays(TODAY, first, last), "区政府办"
    )


def only_line(*rows: object, head: tuple[str, ...] = HEAD) -> CatalogueLine:
    """The last line of a catalogue with a head and these rows."""
    return reading(a_workbook([head, *rows])).lines[-1]  # type: ignore[list-item]


def handed_in(file: bytes, name: str = "目录.xlsx", **other: object) -> HandedInCatalogue:
    return HandedInCatalogue(name, file, sheets_of(name, file), **other)  # type: ignore[arg-type]


@pytest.mark.parametrize("dirt", DIRT, ids=lambda dirt: dirt.name)
def test_each_kind_of_dirt_is_read_or_listed(dirt: Dirt) -> None:
    clean = Clean(7)
    line = only_line(dirt.cells(clean))
    assert line.fault is dirt.fault
    if dirt.fault is None:
        read = (line.title, line.document_number, line.issued_on)
        assert read == dirt.taken_as(clean)


def test_five_thousand_rows_of_every_dirt_are_all_accounted_for() -> None:
    dirty = a_dirty_catalogue(5000)
    found = reading(dirty.content)
    assert len(dirty.kinds) >= 60
    assert {(line.sheet, line.row): line.fault for line in found.lines} == dirty.expected
    taken = {
        (line.sheet, line.row): (line.title, line.document_number, line.issued_on)
        for line in found.taken
    }
    assert taken == dirty.taken
    assert len(found.taken) + sum(found.listed.values()) == len(found.lines)
    assert (found.blank, found.hidden) == (20 * 2, 20)


def test_days_of_a_workbook_that_counts_from_1904_are_the_same() -> None:
    from openpyxl.utils.datetime import MAC_EPOCH  # type: ignore[import-untyped]

    book = Workbook()
    book.epoch = MAC_EPOCH
    book.active.append(HEAD)
    serial = (Clean(3).day - date(1904, 1, 1)).days
    for day in (Clean(3).day, serial):
        book.active.append(Clean(int(day == serial) + 3).cells(day=day))
    content = io.BytesIO()
    book.save(content)
    assert [line.issued_on for line in reading(content.getvalue()).taken] == [Clean(3).day] * 2


def test_a_number_that_its_format_dresses_up_is_read_as_it_is_shown() -> None:
    assert dressed(3, '"青政发〔2026〕"0"号"') == "青政发〔2026〕3号"
    assert dressed(3, '"第"000"号"') == "第003号"
    assert dressed(3, "General") is None
    assert dressed(0.5, '"约"0') is None


def test_the_head_of_a_column_may_say_what_stands_before_every_number() -> None:
    head = ("序号", "标题", "发文字号（青政发〔2026〕）", "日期")
    line = only_line((1, "关于养犬管理的通知", 3, "2026.3.9"), head=head)
    assert (line.fault, line.document_number) == (None, "青政发〔2026〕3号")


def test_columns_are_told_by_the_better_name() -> None:
    head = (
        "单位",
        "起草单位",
        "制定机关",
        "名称",
        "文号",
        "时间",
        "公布日期",
        "备案日期",
        "人大备案日期",
    )
    row = (
        "甲",
        "乙",
        "丙",
        "关于养犬管理的通知",
        "青政发〔2026〕3号",
        "2026.3.9",
        "2026.3.10",
        None,
        "4月1日",
    )
    line = only_line(row, head=head)
    assert (line.unit, line.issued_on, line.published_on) == (
        "丙",
        date(2026, 3, 9),
        date(2026, 3, 10),
    )
    assert (line.filed_on, line.remarks) == (None, "4月1日")  # a day without a year is not lost


def test_series_that_differ_by_字_are_two() -> None:
    one, other = read_number("鲁政字〔2026〕3号"), read_number("鲁政〔2026〕3号")
    assert one and other and one.text != other.text


@pytest.mark.parametrize("text", ["2026年2月30日", "9/3/2026", "2026年3月", "3.9", "昨天", "12026"])
def test_what_leaves_a_day_open_is_none(text: str) -> None:
    assert read_day(text, year=2026) is None


def test_a_row_outside_the_days_of_its_catalogue_is_listed() -> None:
    file = a_workbook([HEAD, Clean(1).cells(), Clean(200).cells()])
    found = reading(file, first=Clean(100).day, last=TODAY)
    assert [line.fault for line in found.lines[1:]] == [CatalogueFault.OUTSIDE_DAYS, None]


def test_merged_ranges_that_overlap_end_the_filling() -> None:
    """No spreadsheet has them; thousands of them would have every row filled thousands of times."""
    rows = tuple(CatalogueRow(number, ("甲" if number == 2 else None,)) for number in range(2, 30))
    ranges = (MergedCells(2, 0, 10, 0), MergedCells(5, 0, 20, 0))
    filled = fill_down(CatalogueSheet("目录", rows, ranges))
    assert [row.number for row in filled if row.cells[0]] == list(range(2, 11))


def test_csv_of_an_office_is_read_too() -> None:
    text = "标题,文号,日期\r\n关于养犬管理的通知,青政发〔2026〕3号,2026年3月9日\r\n"
    for encoding in ("utf-8-sig", "gb18030"):
        (sheet,) = sheets_of("目录.csv", text.encode(encoding))
        found = read_catalogue([sheet], CatalogueDays(TODAY))
        assert [line.document_number for line in found.taken] == ["青政发〔2026〕3号"]


def bomb() -> bytes:
    """An archive whose sheet unpacks to far more than it is."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"<a>" + b" " * (80 << 20) + b"</a>")
    return content.getvalue()


def with_entity() -> bytes:
    """A workbook with a document type in a sheet."""
    content = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(a_workbook([HEAD]))) as whole,
        zipfile.ZipFile(content, "w") as new,
    ):
        for name in whole.namelist():
            part = whole.read(name)
            if name.endswith("sheet1.xml"):
                part = b'<!DOCTYPE a [<!ENTITY b "c">]>' + part
            new.writestr(name, part)
    return content.getvalue()


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (b"\xd0\xcf\x11\xe0" + b"0" * 600, "save it as .xlsx"),
        (b"PK\x03\x04 nothing", "cannot be taken"),
        (b"\x00\x01\x02", "no CSV text"),
        (bomb(), "cannot be taken"),
        (with_entity(), "cannot be taken"),
    ],
    ids=["xls", "cut off", "bytes", "bomb", "entity"],
)
def test_a_hostile_or_foreign_file_is_refused(file: bytes, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        sheets_of("目录.xlsx", file)


def test_a_file_beyond_the_limits_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = a_workbook([HEAD, *(Clean(n).cells() for n in range(1, 30))])
    monkeypatch.setattr(catalogue_file, "MAX_ROWS", 20)
    with pytest.raises(BadInput, match="more than 20 rows"):
        sheets_of("目录.xlsx", file)
    monkeypatch.setattr(catalogue_file, "MAX_BYTES", 100)
    (tmp_path / "目录.xlsx").write_bytes(file)
    with pytest.raises(BadInput, match="Split it"):
        read_catalogue_file(tmp_path / "目录.xlsx")
    with pytest.raises(NotFound):
        read_catalogue_file(tmp_path / "none.xlsx")


def test_an_import_keeps_every_row_and_one_entry_of_the_log(site: Site) -> None:
    today_is(site, TODAY)
    file = a_workbook([HEAD, Clean(1).cells(), Clean(2).cells(title=None)])
    done = import_catalogue(site, "yin", handed_in(file, unit="区政府办"))
    assert done.figures == {"rows": 3, "documents": 2, "taken": 1, "hidden": 0, "blank": 0}
    with site.database.reading() as connection:
        rows = connection.rows("SELECT * FROM catalogue_lines ORDER BY line")
    assert [row["fault"] for row in rows] == ["head", "", "title_missing"]
    assert json.loads(rows[2]["raw"])["C"] == Clean(2).number
    last = entries(site.database, SITE_CHAIN)[-1]
    assert (last.move, last.result) == (SiteStep.IMPORT_CATALOGUE, EventResult.DONE)
    assert json.loads(last.body)["listed"] == {"head": 1, "title_missing": 1}


def test_the_same_file_is_refused_naming_its_import(site: Site) -> None:
    today_is(site, TODAY)
    file = a_workbook([HEAD, Clean(1).cells()])
    import_catalogue(site, "deng", handed_in(file, "一月.xlsx"))
    before = content(site.database, without="events")
    with pytest.raises(TakenInBefore) as refused:
        import_catalogue(site, "yin", handed_in(file, "二月.xlsx"))
    told = str(refused.value)
    assert "catalogue 1, imported on " in told and "by deng under the name 一月.xlsx" in told
    assert re.search(r"imported on \d{4}-\d\d-\d\d \d\d:\d\d by", told)
    assert ": 2 rows, 1 of them taken in" in told and "issuance catalogues 1" in told
    assert content(site.database, without="events") == before
    assert entries(site.database, SITE_CHAIN)[-1].result == EventResult.REFUSED


def test_a_trial_keeps_nothing(site: Site) -> None:
    today_is(site, TODAY)
    before = content(site.database)
    done = import_catalogue(
        site, "yin", handed_in(a_workbook([HEAD, Clean(1).cells()])), try_only=True
    )
    assert (done.number, done.figures["taken"]) == (0, 1)
    assert content(site.database) == before


def test_a_file_without_a_table_of_documents_is_refused_whole(site: Site) -> None:
    file = a_workbook([("序号", "姓名", "电话"), (1, "甲", "1234567")])
    with pytest.raises(BadInput, match=r"发文字号.*印发日期"):
        import_catalogue(site, "yin", handed_in(file))
    with site.database.reading() as connection:
        assert not connection.rows("SELECT id FROM catalogues")


@pytest.mark.parametrize("person", ["lin", "shen", "bei"])
def test_others_may_not_import(site: Site, person: str) -> None:
    with pytest.raises(NotAllowed, match="clerk or registrar"):
        import_catalogue(site, person, handed_in(a_workbook([HEAD, Clean(1).cells()])))


def test_the_command_tells_what_was_taken_and_what_was_not(site: Site, tmp_path: Path) -> None:
    today_is(site, TODAY)
    path = tmp_path / "目录.xlsx"
    path.write_bytes(
        a_workbook([HEAD, Clean(1).cells(day=date(2026, 1, 6)), Clean(2).cells(number=2)])
    )
    arguments = ("issuance", "import", str(path), "--unit", "区政府办", "--as", "yin")
    tried = run(site, *arguments, "--dry-run", "--json")
    assert (tried.exit_code, json.loads(tried.stdout)["catalogue"]) == (0, None)
    done = json.loads(run(site, *arguments, "--json").stdout)
    assert (done["catalogue"], done["taken"]) == (1, 1)
    assert done["listed"] == {"head": 1, "number_incomplete": 1}
    (listed,) = map(json.loads, run(site, "issuance", "catalogues", "--json").stdout.splitlines())
    assert (listed["unit"], listed["rows_read"], listed["taken"]) == ("区政府办", 3, 1)
    rows = run(site, "issuance", "catalogues", "1", "--json").stdout.splitlines()
    assert [json.loads(row)["sheet_row"] for row in rows] == [1, 3]
    assert run(site, "issuance", "catalogues", "7").exit_code == 4
    assert run(site, *arguments).exit_code == 5
