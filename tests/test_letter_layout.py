"""Each layout has its own head, foot and tables, after GB/T 9704-2012; read from the .docx."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx.oxml.ns import qn
from letter_builders import a_letter, lines_of, opened
from letter_pages import IMPRINT, LONG_WORD, a_document, a_register, a_sheet, samples

from models.house_style import Fonts, HouseStyle
from models.letter import Layout, LetterText, Para, ParaStyle, Table
from review_flows.outside.paper.form_head import fitting_size
from review_flows.outside.paper.writer import render_letter

LAYOUTS = [replace(a_letter(), layout=layout) for layout in Layout]


def part(content: bytes, name: str) -> str:
    with ZipFile(BytesIO(content)) as package:
        return package.read(name).decode()


def properties_of(content: bytes, text: str) -> str:
    """The XML of the paragraph that says this."""
    body = opened(content).element.body
    return next(
        str(p.xml)
        for p in body.iter(qn("w:p"))
        if "".join(t.text or "" for t in p.iter(qn("w:t"))) == text
    )


# The head.


def test_a_document_has_a_red_head_with_the_word_for_it_and_its_number_under_it() -> None:
    lines = lines_of(render_letter(a_document()))
    assert lines[:2] == ["青岚区司法局文件", "青司审意〔2026〕1号"]


def test_the_red_head_of_a_document_stands_35_mm_under_the_edge_of_the_text() -> None:
    assert 'w:before="1984"' in properties_of(render_letter(a_document()), "青岚区司法局文件")
    # The mark of a played one stands above it and takes nothing from its place.
    played = render_letter(a_document(mark="【演示】"))
    assert 'w:before="1405"' in properties_of(played, "青岚区司法局文件")


def test_who_signs_a_document_that_goes_up_stands_beside_its_number() -> None:
    content = render_letter(a_document(issuer="王某某"))
    line = "青司审意〔2026〕1号签发人：王某某"
    assert lines_of(content)[1] == line
    xml = properties_of(content, line)
    assert "<w:tab/>" in xml and '<w:rStyle w:val="Letterkai"/>' in xml
    assert "签发人" not in "".join(lines_of(render_letter(a_document())))


def test_an_office_s_own_red_head_is_that_of_its_own_letters_only() -> None:
    style = HouseStyle(red_heads=(("青岚区司法局", "青岚区法制办公室文件"),))
    own = a_letter(style=style)
    assert lines_of(render_letter(own))[0] == "青岚区法制办公室"  # a letter is no 文件
    assert (
        lines_of(render_letter(replace(own, layout=Layout.DOCUMENT)))[0] == "青岚区法制办公室文件"
    )
    other = replace(own, sender="青岚区人民政府")
    assert lines_of(render_letter(other))[0] == "青岚区人民政府"
    assert lines_of(render_letter(own))[-2] != "青岚区法制办公室"  # who signs is the same


def test_a_long_name_of_an_office_is_smaller_and_not_wider() -> None:
    def size(sender: str) -> int:
        run = opened(render_letter(a_letter(sender=sender))).paragraphs[0].runs[0]
        assert run.font.size is not None
        return int(run.font.size.pt * 2)

    assert size("青岚区司法局") == 72
    assert 26 <= size("内蒙古自治区呼和浩特市新城区人民政府行政审批和政务服务局") < 36


# The foot.


def test_the_imprint_stands_at_the_foot_and_something_follows_it() -> None:
    content = render_letter(a_document())
    table = opened(content).tables[-1]._tbl
    place = table.tblPr.find(qn("w:tblpPr"))
    assert place is not None
    assert place.get(qn("w:tblpYSpec")) == "bottom" and place.get(qn("w:horzAnchor")) == "page"
    # LibreOffice drops a floating table at the end.
    assert table.xpath("following-sibling::*[1]")[0].tag == qn("w:p")
    assert lines_of(content)[-3:] == [
        "抄送：区委办公室，区人大常委会办公室，区政协办公室。",
        "青岚区司法局办公室",
        "2026年3月9日印发",
    ]


def test_a_document_without_an_imprint_has_that_of_the_house() -> None:
    style = HouseStyle(copies_to=("区政协办公室",), printed_by="青岚区司法局办公室")
    lines = lines_of(render_letter(a_document(imprint=None, style=style)))
    assert lines[-3:] == ["抄送：区政协办公室。", "青岚区司法局办公室", "2026年3月9日印发"]
    assert not any("抄送" in one for one in lines_of(render_letter(a_letter(style=style))))
    assert not any("印发" in one for one in lines_of(render_letter(a_document(imprint=None))))


def test_the_imprint_of_a_letter_has_copies_only() -> None:
    content = render_letter(a_letter(imprint=IMPRINT))
    assert lines_of(content)[-1].startswith("抄送：")
    assert opened(content).tables[-1]._tbl.tblPr.find(qn("w:tblBorders")) is None
    alone = replace(IMPRINT, copies_to=())
    assert lines_of(render_letter(a_letter(imprint=alone))) == lines_of(render_letter(a_letter()))


@pytest.mark.parametrize("text", LAYOUTS, ids=lambda text: text.layout)
def test_a_first_page_has_its_number_where_the_layout_has_one(text: LetterText) -> None:
    section = opened(render_letter(text)).sections[0]
    first = section.first_page_footer._element.xml
    assert ("PAGE" in first) is (
        text.layout in (Layout.DOCUMENT, Layout.ATTACHMENT, Layout.REGISTER)
    )
    assert ("LetterFootline" in first.replace("Letterfootline", "LetterFootline")) is (
        text.layout is Layout.LETTER
    )
    for footer in (section.footer, section.even_page_footer):
        assert " PAGE " in footer._element.xml


# Sheets, registers and their tables.


def test_a_sheet_has_its_sender_day_and_number_under_its_title_and_no_signature() -> None:
    lines = lines_of(render_letter(a_sheet()))
    assert lines[:2] == ["合法性审核办理单", "青岚区司法局　2026年3月9日青司审意〔2026〕1号"]
    assert lines[-1].startswith("承办人（签字）")


def test_the_last_cell_of_a_row_of_a_form_takes_the_width_that_is_left() -> None:
    table = opened(render_letter(a_sheet())).tables[0]._tbl
    first, second = (table.xpath(f"w:tr[{n}]/w:tc/w:tcPr") for n in (1, 2))
    assert [len(first), len(second)] == [2, 4]
    assert first[1].xpath("w:gridSpan/@w:val") == ["3"]
    widths = [
        sum(int(w) for cell in row for w in cell.xpath("w:tcW/@w:w")) for row in (first, second)
    ]
    assert widths[0] == widths[1]


def test_a_line_break_in_a_cell_begins_a_paragraph() -> None:
    lines = lines_of(render_letter(a_sheet()))
    assert "第二十三条的罚款应当删除。" in lines and "其余条款合法。" in lines


def test_a_full_sheet_has_smaller_characters_than_an_empty_one() -> None:
    assert fitting_size(a_sheet()) == 24
    assert 18 <= fitting_size(a_sheet(24)) < 24


def test_a_sheet_that_fits_no_single_page_keeps_the_usual_size() -> None:
    assert fitting_size(a_sheet(200)) == 24


@pytest.mark.parametrize(
    "more", [{"note": "备案期限未核实。" * 20}, {"mark": "【演示】"}, {"heading": "审核办理单" * 9}]
)
def test_all_that_stands_on_a_sheet_is_reckoned_with(more: dict[str, str]) -> None:
    rows = next(n for n in range(1, 40) if fitting_size(a_sheet(n + 1)) < 24)
    assert fitting_size(a_sheet(rows)) == 24
    assert fitting_size(replace(a_sheet(rows), **more)) < 24  # type: ignore[arg-type]


@pytest.mark.parametrize("text", samples().values(), ids=samples())
def test_no_table_is_wider_than_the_text(text: LetterText) -> None:
    document = opened(render_letter(text))
    for table in document.tables:
        (width,) = (int(w) for w in table._tbl.xpath("w:tblPr/w:tblW/@w:w"))
        assert width <= text.layout.room / 25.4 * 1440 + 3  # one twip for each rounded column


def test_a_register_lies_and_repeats_its_header() -> None:
    document = opened(render_letter(a_register()))
    assert document.sections[0]._sectPr.xpath("w:pgSz/@w:orient") == ["landscape"]
    rows = document.tables[0].rows
    assert len(document.tables[0]._tbl.xpath("w:tr[1]/w:trPr/w:tblHeader")) == 1
    assert rows[1].cells[3].text == LONG_WORD


def test_only_a_long_row_is_split_between_two_pages() -> None:
    rows = (("1", "短"), ("2", "长" * 900))
    document = opened(render_letter(a_letter(body=(Table((), rows, (24, 132)), Para("完。")))))
    whole = [bool(row._tr.xpath("w:trPr/w:cantSplit")) for row in document.tables[0].rows]
    assert whole == [True, False]


# The file.


@pytest.mark.parametrize("text", LAYOUTS, ids=lambda text: text.layout)
def test_fonts_are_the_house_s_own_in_every_layout_and_none_is_of_a_theme(text: LetterText) -> None:
    fonts = Fonts(
        body="FZ仿宋 <A&B>", kai="KT", heading="HT", title="BS", page_number="ST", latin="LA"
    )
    content = render_letter(replace(text, style=HouseStyle(fonts=fonts)))
    styles = opened(content).styles.element
    named = {str(one.get(qn("w:eastAsia"))) for one in styles.iter(qn("w:rFonts"))}
    assert named == {"FZ仿宋 <A&B>", "KT", "HT", "BS", "ST"}
    with ZipFile(BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert not [name for name in parts if "theme" in name or "font" in name.lower()]
    assert not [name for name, found in parts.items() if b"asciiTheme" in found]


@pytest.mark.parametrize("text", LAYOUTS, ids=lambda text: text.layout)
def test_the_file_of_every_layout_names_no_tool_and_is_always_the_same(text: LetterText) -> None:
    content = render_letter(text)
    assert content == render_letter(text)
    with ZipFile(BytesIO(content)) as package:
        assert "docProps/app.xml" not in package.namelist()
        assert not any(b"python-docx" in package.read(name) for name in package.namelist())
    settings = part(content, "word/settings.xml")
    assert 'w:val="15"' in settings  # else Word opens it as a file of Word 2007


def test_text_on_a_sheet_is_as_small_as_its_table_and_all_of_it_is_there() -> None:
    body = (
        *a_sheet().body,
        Para("说明。"),
        Para("一、填写", ParaStyle.H1),
        Para("注。", ParaStyle.NOTE),
    )
    content = render_letter(replace(a_sheet(), body=body, note="备注"))
    assert lines_of(content)[-4:] == ["说明。", "一、填写", "注。", "（备注）"]
    assert "Sheettext" in properties_of(content, "说明。")
