"""Beside the eyes of others: both views as pandoc reads them, list numbers as LibreOffice shows."""

import sys
from pathlib import Path

import list_builders as lists
import marked_builders as mark
import pytest
import word_builders as build
from list_builders import a_definition, a_level, a_use, items
from marked_builders import a_cell, a_file, a_line, a_row, a_table, deleted, inserted
from other_readers import LIBREOFFICE, PANDOC, libreoffice_lines, our_lines, ours, pandoc

from models.word_document import View
from review_flows.outside.word.reading.reader import read_whole

sys.path.insert(1, str(Path(__file__).parent / "bench"))

from word_text_report import causes_of_difference, labels_agreed, main

# Not among them: what LibreOffice 7.4 does not have and prints as 1, 2, 3 (taiwaneseDigital, ⑴, ⒈)
# or as another format (㈠ as ①; 一〇 of ideographDigital as 十). It knows neither isLgl nor
# lvlRestart 0 either; test_list_numbers.py holds these to the standard.
_SHAPES = (
    *("chineseCounting", "chineseCountingThousand", "chineseLegalSimplified", "japaneseCounting"),
    *("taiwaneseCounting", "taiwaneseCountingThousand", "ideographTraditional", "ideographZodiac"),
    *("decimalEnclosedCircle", "decimalEnclosedCircleChinese", "decimalFullWidth"),
)
_CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
_with_pandoc = pytest.mark.skipif(PANDOC is None, reason="pandoc is not installed")
_with_libreoffice = pytest.mark.skipif(LIBREOFFICE is None, reason="LibreOffice is not installed")
_RUN = build.a_run
_CHANGED = {
    "words": (
        build.a_paragraph(_RUN("处") + deleted("五百") + inserted(_RUN("五千")) + _RUN("元")),
    ),
    "changes in changes": (build.a_paragraph(_RUN("前") + inserted(deleted("删")) + _RUN("后")),),
    "paragraphs": (a_line("甲", mark.marked_end("ins")), a_line("乙", mark.marked_end("del"))),
    "moves": (
        build.a_paragraph(deleted("移", "moveFrom") + _RUN("中") + inserted(_RUN("移"), "moveTo")),
    ),
    "inside a cell": (a_table(a_row(a_cell(build.a_paragraph(deleted("旧") + _RUN("新"))))),),
    "in a hyperlink and a control": (
        build.a_paragraph(f"<w:hyperlink w:anchor='a'>{inserted(_RUN('链'))}</w:hyperlink>")
        + f"<w:sdt><w:sdtContent>{build.a_paragraph(deleted('控'))}</w:sdtContent></w:sdt>",
    ),
}


@_with_pandoc
@pytest.mark.parametrize("blocks", _CHANGED.values(), ids=list(_CHANGED))
@pytest.mark.parametrize("view", [View.ORIGINAL, View.FINAL])
def test_a_view_reads_as_in_pandoc(blocks: tuple[str, ...], view: View, tmp_path: Path) -> None:
    content = a_file(*blocks, a_line("末"))
    file = tmp_path / "changed.docx"
    file.write_bytes(content)

    assert ours(read_whole(content), view) == pandoc(file, view)


@_with_pandoc
def test_a_difference_is_explained_only_by_what_causes_it(tmp_path: Path) -> None:
    file = tmp_path / "looked-at.docx"
    field = build.a_paragraph(_RUN("甲") + f'<w:fldSimple w:instr="X">{_RUN("乙")}</w:fldSimple>')
    unknown = build.a_paragraph(f"<w:dir>{_RUN('甲')}</w:dir>" + _RUN("乙"))
    strange = a_line("甲") + "<w:foo>" + a_line("丙") + "</w:foo>"

    assert causes_of_difference(a_file(a_line("甲")), View.FINAL, file) == []
    assert causes_of_difference(a_file(field), View.FINAL, file) == ["pandoc drops simple fields"]
    assert causes_of_difference(a_file(unknown), View.FINAL, file) == [
        "pandoc drops words of a set direction"
    ]
    assert causes_of_difference(a_file(strange), View.FINAL, file) is None


@_with_libreoffice
def test_numbers_up_to_99_are_those_that_libreoffice_shows(tmp_path: Path) -> None:
    files = {}
    for shape in _SHAPES:
        numbering = a_definition(a_level(0, shape, "第%1条")) + a_use()
        files[shape] = tmp_path / f"{shape}.docx"
        files[shape].write_bytes(a_file(items(*["文"] * 99), numbering=numbering))
    files["mixed"] = tmp_path / "mixed.docx"
    files["mixed"].write_bytes(_mixed())
    found = libreoffice_lines(files, tmp_path)

    for name, file in files.items():
        document = read_whole(file.read_bytes())
        agreed, others = labels_agreed(document, found[name])
        assert (name, others) == (name, [])
        assert agreed == sum(1 for _, label in our_lines(document) if label) > 0


@_with_pandoc
@_with_libreoffice
@pytest.mark.skipif(not _CORPUS.is_dir(), reason=f"no real files in {_CORPUS}")
def test_of_the_real_files_every_difference_is_explained() -> None:
    assert main([str(_CORPUS)]) == 0


def _mixed() -> bytes:
    levels = (
        a_level(0, "chineseCountingThousand", "第%1章"),
        a_level(1, "chineseCountingThousand", "第%2条"),
        a_level(2, "chineseCounting", "（%3）"),
        a_level(3, "decimal", "%2-%4"),
    )
    numbering = a_definition(*levels) + a_use(1) + a_use(2, overrides=lists.starting_at(1, 10))
    body = [
        *(items("总则"), items("甲", "乙", level=1), items("丙", "丁", level=2)),
        *(items("戊", level=3), items("附则"), items("己", level=1), items("庚", level=2)),
        *(items("辛", level=1, number=2), items("壬", level=1, number=2), items("癸", level=2)),
    ]
    return a_file(*body, numbering=numbering)
