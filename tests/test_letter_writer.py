"""A letter becomes a real Word file after GB/T 9704, and always the same file."""

import os
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from hashlib import sha256
from io import BytesIO
from zipfile import ZipFile

import pytest
from counting_calls import calls_of
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from hypothesis import given, settings
from hypothesis import strategies as st
from letter_builders import a_letter, lines_of, opened

from models.house_style import USUAL, HouseStyle, LineGrid
from models.letter import (
    Imprint,
    Layout,
    LetterFacts,
    LetterItem,
    LetterKind,
    Para,
    ParaStyle,
    Table,
)
from review_flows import letters
from review_flows.outside.paper.heading import heading_lines
from review_flows.outside.paper.writer import render_letter


def test_a_letter_reads_from_letterhead_to_date_in_order() -> None:
    assert lines_of(render_letter(a_letter())) == [
        "青岚区司法局",
        "青司审意〔2026〕1号",
        *heading_lines(a_letter().heading),
        "青岚区住房和城乡建设局：",
        "一、审核对象",
        "（一）关于第二条",
        "该条的“备案”应当删除。",
        *("序号", "条款", "1", "第二条", "2", "第三条"),
        "附件：1. 采纳情况表",
        "　　　2. 依据目录",
        "青岚区司法局",
        "2026年3月9日",
        "（备案期限未核实。）",
    ]


def test_what_is_empty_takes_no_line() -> None:
    empty = a_letter(number="", heading="", addressee="", body=(), attachments=(), sender="")

    assert lines_of(render_letter(replace(empty, note=""))) == ["2026年3月9日"]


@pytest.mark.parametrize("kind", letters.ALL, ids=lambda kind: kind.code)
def test_every_kind_of_letter_opens_in_word_s_own_format(kind: LetterKind) -> None:
    facts = LetterFacts(
        written_on=date(2026, 3, 9),
        letter_number="青司审〔2026〕1号",
        title="办法",
        case_number="QL-1",
        review_office="青岚区司法局",
        enacting_organ="青岚区人民政府",
        items=(LetterItem(1, "第二条", "问题", "依据", "建议"),),
        conclusion="revise",
        played=True,
    )
    text = kind.compose(facts)
    lines = lines_of(render_letter(text))

    assert lines[0] == text.mark and "【演示】" in lines[0]
    assert "青司审〔2026〕1号" in "".join(lines[:8]) and text.sender in "".join(lines[:8])
    assert "2026年3月9日" in "".join(lines)
    assert all(block.text in lines for block in text.body if isinstance(block, Para))


def test_the_mark_of_a_played_letter_heads_every_page() -> None:
    played = opened(render_letter(a_letter(mark="【演示】"))).sections[0]
    real = opened(render_letter(a_letter())).sections[0]

    assert [h.paragraphs[0].text for h in (played.header, played.even_page_header)] == (
        ["【演示】", "【演示】"]
    )
    assert real.header.paragraphs[0].text == ""


@pytest.mark.parametrize(
    ("layout", "size", "margins"),
    [
        # The letter form begins 30 mm from the top; its header keeps later pages at 37 mm.
        (Layout.LETTER, (210, 297), (30, 26, 35, 28)),
        (Layout.DOCUMENT, (210, 297), (37, 26, 35, 28)),
        (Layout.SHEET, (210, 297), (25, 26, 25, 28)),
        (Layout.REGISTER, (297, 210), (28, 35, 26, 37)),
    ],
)
def test_the_paper_has_the_figures_of_the_standard(
    layout: Layout, size: tuple[int, int], margins: tuple[int, int, int, int]
) -> None:
    document = opened(render_letter(a_letter(layout=layout)))
    section, normal = document.sections[0], document.styles["Normal"]
    found = section.top_margin, section.right_margin, section.bottom_margin, section.left_margin

    assert [round((side or 0) / Mm(1)) for side in found] == list(margins)
    assert (
        tuple(round((side or 0) / Mm(1)) for side in (section.page_width, section.page_height))
        == size
    )
    assert normal.font.size == Pt(16)
    assert normal.paragraph_format.line_spacing == Pt(28.95)
    assert normal.element.rPr.find(qn("w:spacing")).get(qn("w:val")) == "-5"


def test_a_document_has_a_grid_of_22_lines_and_of_28_characters_where_the_house_wants_it() -> None:
    def grid(layout: Layout, style: HouseStyle) -> list[str | None] | None:
        document = opened(render_letter(a_letter(layout=layout, style=style)))
        found = document.sections[0]._sectPr.find(qn("w:docGrid"))
        keys = ("type", "linePitch", "charSpace")
        return None if found is None else [found.get(qn(f"w:{key}")) for key in keys]

    both = HouseStyle(grid=LineGrid.LINES_AND_CHARACTERS)
    assert grid(Layout.DOCUMENT, USUAL) == ["lines", "579", None]
    assert grid(Layout.LETTER, USUAL) is None and grid(Layout.SHEET, both) is None
    assert grid(Layout.DOCUMENT, both) == grid(Layout.LETTER, both)
    assert grid(Layout.DOCUMENT, both) == ["linesAndChars", "579", "-849"]
    normal = opened(render_letter(a_letter(style=both))).styles["Normal"]
    assert normal.element.rPr.find(qn("w:spacing")) is None  # the grid spaces characters itself


def test_fonts_are_named_for_east_asian_text_and_no_theme_overrides_them() -> None:
    document = opened(render_letter(a_letter()))
    fonts = [
        {style.name: style.element.rPr.find(qn("w:rFonts"))}
        for style in document.styles
        if style.element.rPr is not None and style.element.rPr.find(qn("w:rFonts")) is not None
    ]
    named = {k: f.get(qn("w:eastAsia")) for each in fonts for k, f in each.items()}

    assert named["Normal"] == "仿宋_GB2312"
    assert named["Letter h1"] == "黑体"
    assert named["Letter h2"] == "楷体_GB2312"
    assert named["Letter title"] == named["Letter head"] == "方正小标宋简体"
    assert "Theme" not in document.styles.element.xml


def test_pages_are_numbered_on_the_outer_side() -> None:
    section = opened(render_letter(a_letter())).sections[0]

    for footer in (section.footer, section.even_page_footer):
        assert " PAGE " in footer.paragraphs[0]._p.xml
        assert "".join(t.text or "" for t in footer._element.iter(qn("w:t"))) == "— 1 —"
    assert section.footer.paragraphs[0].style.name == "Letter page odd"
    assert "PAGE" not in section.first_page_footer._element.xml


def test_a_table_has_borders_and_repeats_its_header() -> None:
    table = opened(render_letter(a_letter())).tables[0]

    assert table._tbl.tblPr.find(qn("w:tblBorders")) is not None
    assert table.rows[0]._tr.trPr is not None
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert [cell.text for cell in table.rows[2].cells] == ["2", "第三条"]


def test_a_row_with_a_cell_too_few_is_refused() -> None:
    with pytest.raises(ValueError, match="a row has 1 cells, its table 2 columns"):
        render_letter(a_letter(body=(Table((), (("1",),), (24, 132)),)))


def test_the_end_of_the_body_stays_with_the_signature() -> None:
    body = opened(render_letter(a_letter(body=(Para("首段。"), Para("末段。")), attachments=())))
    kept = {p.text: p.paragraph_format.keep_with_next for p in body.paragraphs if p.text}

    assert kept["末段。"] is True
    assert not kept["首段。"]


@pytest.mark.parametrize("first", [Para("意见如下："), Para("一、对象", ParaStyle.H1)])
def test_nothing_draws_the_first_text_from_the_first_page(first: Para) -> None:
    body = opened(render_letter(a_letter(body=(first, *a_letter().body)))).paragraphs
    place = next(n for n, one in enumerate(body) if one.text == first.text)
    styles = [one.style.paragraph_format.keep_with_next for one in body if one.style]

    assert body[place].paragraph_format.keep_with_next is False
    assert not styles[place - 1]  # the addressee


def test_the_imprint_is_held_by_the_last_text() -> None:
    imprint = Imprint(("区委办公室",), "青岚区司法局", date(2026, 3, 9))

    def held(**changes: object) -> dict[str, bool]:
        body = opened(render_letter(a_letter(**changes))).paragraphs
        return {one.text: bool(one.paragraph_format.keep_with_next) for one in body if one.text}

    assert held(imprint=imprint, note="")["2026年3月9日"]
    assert held(imprint=imprint)["（备案期限未核实。）"]
    assert not held(note="")["2026年3月9日"]


def test_the_file_names_the_sender_and_not_its_tool() -> None:
    content = render_letter(a_letter())
    properties = opened(content).core_properties

    assert (properties.author, properties.last_modified_by) == ("青岚区司法局", "青岚区司法局")
    assert properties.title == a_letter().heading
    assert properties.created is not None and properties.created.date() == date(2026, 3, 9)
    with ZipFile(BytesIO(content)) as parts:
        assert not any(b"python-docx" in parts.read(name) for name in parts.namelist())
        assert not any("thumbnail" in name for name in parts.namelist())


def test_the_same_letter_is_the_same_file_at_any_time_and_in_any_place() -> None:
    code = (
        "import sys, hashlib; sys.path[:0] = ['.', 'tests'];"
        "import letter_builders as b, review_flows.outside.paper.writer as w;"
        "sys.stdout.write(hashlib.sha256(w.render_letter(b.a_letter())).hexdigest())"
    )
    first = sha256(render_letter(a_letter())).hexdigest()
    time.sleep(2.1)  # A zip tells two seconds apart.
    elsewhere = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7", "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert sha256(render_letter(a_letter())).hexdigest() == first
    assert elsewhere.stdout == first


def test_another_letter_is_another_file() -> None:
    assert render_letter(a_letter()) != render_letter(a_letter(number="青司审意〔2026〕2号"))
    assert render_letter(a_letter()) != render_letter(a_letter(date=date(2026, 3, 10)))


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=40))
def test_whatever_people_type_can_be_written(typed: str) -> None:
    content = render_letter(
        a_letter(heading=f"标题{typed}", sender=typed, body=(Para(f"首{typed}尾"),))
    )

    assert any(line.startswith("首") and line.endswith("尾") for line in lines_of(content))


def test_a_sender_longer_than_a_property_may_be_is_written_in_full() -> None:
    assert "局" * 300 in lines_of(render_letter(a_letter(sender="局" * 300)))


def test_the_work_of_writing_grows_no_faster_than_the_letter() -> None:
    short, long = (
        a_letter(body=tuple(Para("审核意见内容。" * 30) for _ in range(paragraphs)))
        for paragraphs in (30, 120)
    )
    render_letter(short)
    assert calls_of(lambda: render_letter(long)) < 4 * calls_of(lambda: render_letter(short))
