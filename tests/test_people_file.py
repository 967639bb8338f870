"""A table of people as offices have it: UTF-8, GB18030 or .xlsx, and hostile files refused."""

import io
import zipfile
from collections.abc import Sequence
from csv import writer
from datetime import date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook  # type: ignore[import-untyped]

from models.errors import BadInput, NotFound
from review_flows.outside.people_file import (
    MAX_BYTES,
    MAX_LINES,
    NEEDED,
    FileLine,
    lines_of_csv,
    read_people_file,
)
from review_flows.outside.people_lines import line_problems

HEAD = (*NEEDED, "since", "active")
LINE = ("sifaju", "青岚区司法局", "review_office", "zhao", "赵审核", "2026-03-09", "yes")
MORNING = datetime.combine(date(2026, 3, 9), time(8))
CELLS = dict(zip(HEAD, LINE, strict=True))


def workbook(*rows: Sequence[object], path: Path) -> Path:
    """An .xlsx file with these rows; a text is a text, also one that looks like a formula."""
    book = Workbook()
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = book.active.cell(number, column, value)
            if isinstance(value, str) and value.startswith("="):
                cell.data_type = "s"
    book.save(path)
    return path


def repacked(path: Path, part: str, old: bytes, new: bytes) -> Path:
    """The same archive with one part changed."""
    with zipfile.ZipFile(path) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    assert old in parts[part]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content.replace(old, new) if name == part else content)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_file_is_read_in_the_encodings_of_offices(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "people.csv"
    path.write_text(f"{','.join(HEAD)}\r\n{','.join(LINE)}\r\n", encoding)
    assert read_people_file(path) == [FileLine(2, CELLS)]


def test_numbers_dates_blanks_and_switches_of_a_spreadsheet_are_what_was_meant(
    tmp_path: Path,
) -> None:
    path = workbook(
        HEAD,
        ("sifaju", "青岚区司法局", "review_office", 1001, " 赵审核 ", date(2026, 3, 9), True),
        (),
        (
            "sifaju",
            "青岚区司法局",
            "review_office",
            7.5,
            "齐",
            MORNING,
            False,
        ),
        path=tmp_path / "people.xlsx",
    )
    first, second = read_people_file(path)
    assert first == FileLine(2, {**CELLS, "person": "1001"})
    assert (second.number, second.cell("person"), second.cell("active")) == (4, "7.5", "no")
    assert second.cell("since") == "2026-03-09"


texts = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=9)


@given(st.lists(st.lists(texts, min_size=5, max_size=5), min_size=1, max_size=5))
def test_a_spreadsheet_and_a_csv_of_the_same_texts_say_the_same(rows: list[list[str]]) -> None:
    text = io.StringIO()
    writer(text).writerows([NEEDED, *rows])
    with TemporaryDirectory() as folder:
        path = workbook(NEEDED, *rows, path=Path(folder) / "people.xlsx")
        assert read_people_file(path) == lines_of_csv(text.getvalue())


def test_a_cell_that_shows_an_error_is_refused(tmp_path: Path) -> None:
    path = workbook(HEAD, (*LINE[:4], "#DIV/0!"), path=tmp_path / "people.xlsx")
    with pytest.raises(BadInput, match=r"the error #DIV/0!"):
        read_people_file(path)


def test_a_cell_at_the_far_corner_costs_no_memory(tmp_path: Path) -> None:
    """The file of 5 KB on which another library ends the whole process."""
    path = tmp_path / "people.xlsx"
    book = Workbook()
    book.active.append(HEAD)
    book.active.append(LINE)
    book.active.cell(1_048_576, 16_384, "x")
    book.save(path)
    assert [line.cell("person") for line in read_people_file(path)] == ["zhao"]


def test_an_archive_that_unpacks_too_large_is_refused(tmp_path: Path) -> None:
    path = workbook(HEAD, LINE, path=tmp_path / "people.xlsx")
    bomb = b"<worksheet " + b" " * (80 << 20)
    with pytest.raises(BadInput, match="cannot be taken: "):
        read_people_file(repacked(path, "xl/worksheets/sheet1.xml", b"<worksheet ", bomb))


def test_entities_are_never_expanded(tmp_path: Path) -> None:
    path = workbook(HEAD, LINE, path=tmp_path / "people.xlsx")
    entities = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><worksheet '
    with pytest.raises(BadInput, match="cannot be taken: "):
        read_people_file(repacked(path, "xl/worksheets/sheet1.xml", b"<worksheet ", entities))


@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04", b"PK\x03\x04" + b"\x00" * 400, "姓名".encode("utf-16"), b"\xff\xfe\x00\x01"],
)
def test_what_is_no_table_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "people.xlsx"
    path.write_bytes(content)
    with pytest.raises(BadInput):
        read_people_file(path)


def test_a_zip_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "people.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "no table")
    with pytest.raises(BadInput, match=r"is no \.xlsx table"):
        read_people_file(path)


def test_files_beyond_the_limits_are_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(b"x" * (MAX_BYTES + 1))
    with pytest.raises(BadInput, match="larger than 5 MiB"):
        read_people_file(path)
    line = ",".join(LINE)
    path.write_text("\n".join([",".join(HEAD), *[line] * (MAX_LINES + 1)]), "utf-8")
    with pytest.raises(BadInput, match=f"more than {MAX_LINES} lines"):
        read_people_file(path)
    rows = [HEAD, *[LINE] * (MAX_LINES + 1)]
    with pytest.raises(BadInput, match=f"more than {MAX_LINES} lines"):
        read_people_file(workbook(*rows, path=tmp_path / "people.xlsx"))


def test_a_file_that_is_not_there_and_a_folder_are_told(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read_people_file(tmp_path / "none.csv")
    with pytest.raises(BadInput, match="cannot be read"):
        read_people_file(tmp_path)


def test_a_field_without_its_end_is_told_with_its_line() -> None:
    with pytest.raises(BadInput, match="breaks off at line 2"):
        lines_of_csv(f"{','.join(HEAD)}\n{'x' * 200_000},,,,,,\n")


UNIT = {"unit": "sifaju", "unit_name": "青岚区司法局", "unit_kind": "review_office"}


@pytest.mark.parametrize(
    "cells",
    [
        {"person_name": "赵审核"},
        {"roles": "reviewer"},
        {"mail": "zhao@example.org"},
        {"since": "2026-03-09"},
        {"active": "no"},
    ],
)
def test_a_line_about_somebody_without_a_code_is_not_dropped_in_silence(
    cells: dict[str, str],
) -> None:
    problems = list(line_problems(FileLine(2, {**UNIT, **cells}), "2026-03-09"))
    assert len(problems) == 1
    assert problems[0].startswith("person is needed") and next(iter(cells)) in problems[0]


def test_a_line_may_name_a_unit_alone() -> None:
    empty = dict.fromkeys(("person", "person_name", "roles", "mail"), "")
    assert not list(line_problems(FileLine(2, UNIT | empty), "2026-03-09"))
