"""What LibreOffice makes of letters: 22 lines of 28 characters, nothing outside, text unchanged."""

import shutil
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from letter_builders import FULL, a_letter
from letter_pages import IMPRINT, a_document, grid_page, samples, saved_by_libreoffice

from models.house_style import HouseStyle, LineGrid
from models.letter import Layout, LetterText, Para, ParaStyle, Table
from review_flows import letters
from review_flows.letters import issuance_register
from review_flows.outside.paper.writer import render_letter
from review_flows.outside.pdf import to_pdfs

pytest.importorskip("pdfplumber", reason="pdfplumber, which measures a PDF, is not installed")
if shutil.which("soffice") is None:
    pytest.skip("LibreOffice is not installed", allow_module_level=True)

from page_measures import MeasuredPage, measured, outside

Pages = tuple[MeasuredPage, ...]
BOTH = HouseStyle(grid=LineGrid.LINES_AND_CHARACTERS)
# Letters that end further and further down a page: 版记 must find room under each.
FILLED = {f"filled_{n}": a_document(body=(Para("字" * 28 * n),)) for n in range(1, 23, 3)}
FILLED |= {
    f"closed_{n}": a_document(body=(Para("字" * 28 * n), Para("特此报告。")), attachments=())
    for n in (1, 5, 6, 7, 19, 20, 21, 22, 23)
}
TABLE = Table(("序号", "条款"), (("1", "长" * 900), ("2", "第三条")), (24, 132))
LONG_TITLE = f"关于《青岚区{'电动自行车停放充电' * 3}管理办法（试行）（送审稿）》的合法性审核意见书"
LEAD = (Para("现将意见函告如下："), Para("一、意见", ParaStyle.H1), TABLE, Para("请予研究。"))
UNITS = "、".join(["青岚区住房和城乡建设局"] * 8)
HEADED = {
    f"headed_{layout}": a_letter(
        layout=layout, heading=LONG_TITLE, addressee=UNITS, body=LEAD, attachments=()
    )
    for layout in (Layout.LETTER, Layout.DOCUMENT)
}
# Letters of one paragraph, of which the signature's page has to show some: lengths in characters.
ONLY = {
    f"only_{layout}_{n}": a_letter(
        layout=layout, body=(Para(("本件符合规定，现予以受理。" * 70)[:n]),), **more
    )
    for layout, least in ((Layout.LETTER, 60), (Layout.DOCUMENT, 20), (Layout.ATTACHMENT, 200))
    for n in (*range(least, least + 390, 39), 800, 900)
    for more in ({}, {"attachments": (), "note": ""})[n % 2 :][:1]
}
LAST_DAY = date(2026, 12, 31)
ISSUED = issuance_register.IssuedDocument(
    issued_on=date(2026, 12, 10),
    document_number="青政规〔2026〕12号",
    registration_number="QLGS-2026-0012",
    title=FULL.title,
    drafting_unit="区住建局",
    signer="区长",
    signed_on=date(2026, 12, 9),
    opinion_number="青司审意〔2026〕11号",
    conclusion="revise",
    published_on=date(2026, 12, 11),
)
A_REGISTER = issuance_register.compose(
    (ISSUED,), issuance_register.RegisterHead("区司法局", LAST_DAY, LAST_DAY, LAST_DAY)
)
SHEETS = {
    f"noted_{code}_{n}": replace(
        letters.letter_kind(code).compose(replace(FULL, title=FULL.title * (1 + n % 2))),
        note="备案期限未核实，请以上级机关的规定为准。" * n,
        mark="【演示】本件为演示材料，不具有法律效力",
    )
    for code in ("handling_sheet", "adoption_form")
    for n in range(1, 7)
}


@pytest.fixture(scope="module")
def texts() -> dict[str, LetterText]:
    kinds = {kind.code: kind.compose(FULL) for kind in letters.ALL}
    grids = {"grid": grid_page(), "grid_both": grid_page(style=BOTH)}
    small = {"letter": a_letter(), "document": a_document(), "bare": a_letter(imprint=IMPRINT)}
    return (
        kinds | grids | small | samples() | FILLED | HEADED | SHEETS | ONLY | {"issued": A_REGISTER}
    )


@pytest.fixture(scope="module")
def pages(texts: dict[str, LetterText]) -> dict[str, Pages]:
    """All letters by one call of LibreOffice, with the fonts that this machine has."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FONTCONFIG_FILE", str(Path(__file__).parent / "fonts.conf"))
        pdfs = to_pdfs([render_letter(text) for text in texts.values()])
    return {name: measured(pdf) for name, pdf in zip(texts, pdfs, strict=True)}


@pytest.mark.parametrize("name", ["grid", "grid_both"])
def test_a_page_has_22_lines_of_28_characters(pages: dict[str, Pages], name: str) -> None:
    page = pages[name][1]  # the first one has the red head's room
    lines = [line for line in page.lines if "法" in line.text]
    full = [line for line in lines if "律" not in line.text and "　" not in line.text]
    widest = max(full, key=lambda line: line.right - line.left)

    assert len(lines) == 22
    assert len(widest.text) == 28
    assert widest.left == pytest.approx(28.0, abs=0.2)
    assert 182.5 < widest.right < 184.2
    steps = [(b.baseline - a.baseline) / 0.352778 for a, b in pairwise(lines)]
    assert sum(steps) / len(steps) == pytest.approx(28.95, abs=0.02)


def test_nothing_of_any_letter_stands_outside_its_page(
    texts: dict[str, LetterText], pages: dict[str, Pages]
) -> None:
    found = {name: outside(pages[name], text.layout) for name, text in texts.items()}
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_a_letter_begins_30_mm_from_the_top_and_its_later_pages_at_37(
    pages: dict[str, Pages],
) -> None:
    first, second, *_ = pages["long_letter"]
    # The baseline of 36 pt, and of 16 pt in a line of 28.95 pt, is 80 % down its line.
    assert first.lines[0].baseline == pytest.approx(30 + 0.8 * 36 * 1.04 * 0.3528, abs=0.5)
    assert second.lines[0].baseline == pytest.approx(37 + 0.8 * 28.95 * 0.3528, abs=0.5)
    reds = sorted(y for left, y, right, _ in first.rules if right - left > 165)
    assert reds[-1] == pytest.approx(297 - 20, abs=1.6)


def test_the_red_head_of_a_document_stands_where_the_standard_has_it(
    pages: dict[str, Pages],
) -> None:
    page = pages["document"][0]
    name, number = page.lines[:2]
    assert name.text == "青岚区司法局文件"
    assert name.baseline == pytest.approx(72 + 0.8 * 52 * 1.04 * 0.3528, abs=0.6)
    line = min(y for left, y, right, _ in page.rules if right - left > 150)
    # 4 mm from the foot of the characters to the upper edge of the line, 0.8 mm thick.
    assert line - number.baseline == pytest.approx(0.85 + 4.0 + 0.4, abs=0.5)


def test_page_numbers_stand_7_mm_under_the_text_on_the_outer_side(pages: dict[str, Pages]) -> None:
    for n, page in enumerate(pages["long_document"], start=1):
        number = page.lines[-1]
        assert number.text.replace(" ", "") == f"—{n}—"
        assert number.baseline == pytest.approx(270.6, abs=1.0)
        outer = number.right > 170 if n % 2 else number.left < 40
        assert outer
    assert not any("—" in line.text for line in pages["long_letter"][0].lines)


def test_the_imprint_ends_with_the_text_of_the_last_page_and_covers_nothing(
    pages: dict[str, Pages],
) -> None:
    for name in (*FILLED, "document", "long_document", "long_document_names"):
        last = pages[name][-1]
        above = [line for line in last.lines if not line.text.startswith("—")]
        place = next(n for n, line in enumerate(above) if line.text.startswith("抄送"))
        assert above[-1].text.endswith("印发"), name
        assert above[-1].baseline == pytest.approx(259.5, abs=1.5), name
        assert place, f"{name}: stands alone"
        assert above[place].baseline - above[place - 1].baseline > 5, name


@pytest.mark.parametrize("name", HEADED)
def test_the_first_page_shows_text_under_the_longest_head(
    pages: dict[str, Pages], name: str
) -> None:
    assert "现将意见函告如下：" in [line.text for line in pages[name][0].lines]


@pytest.mark.parametrize("name", ONLY)
def test_the_only_paragraph_stands_on_the_first_page_and_on_that_of_the_signature(
    pages: dict[str, Pages], name: str
) -> None:
    first, last = pages[name][0], pages[name][-1]
    for page in (first, last):
        assert any("受理" in line.text or "本件" in line.text for line in page.lines), name
    assert any("2026" in line.text and "日" in line.text for line in last.lines)


def test_no_number_label_or_day_is_broken_for_want_of_room(pages: dict[str, Pages]) -> None:
    def said(name: str) -> str:
        # LibreOffice parts Chinese and Latin characters by a space of its own.
        return "\n".join(line.text.replace(" ", "") for page in pages[name] for line in page.lines)

    assert "QL-2026-001" in said("return_notice")
    assert "QLGS-2026-0012" in said("issued") and "2026-12-10" in said("issued")
    for words in ("最短时限届满日", "归档人（签字）", "所审文本校验值", "2026年3月12日登记丙"):
        assert words in said("handling_sheet")
    assert "听取意见的法律顾问" in said("review_opinion")
    assert FULL.draft_sha256 in said("filing_catalogue")


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_with_mark_and_note_is_one_page(pages: dict[str, Pages], name: str) -> None:
    assert len(pages[name]) == 1


def test_a_sheet_is_one_page(pages: dict[str, Pages]) -> None:
    assert [len(pages[name]) for name in ("sheet", "full_sheet", "handling_sheet")] == [1, 1, 1]


def test_libreoffice_opens_and_saves_letters_without_a_change_of_text(
    texts: dict[str, LetterText],
) -> None:
    files = {
        name: render_letter(text)
        for name, text in texts.items()
        if name not in FILLED | SHEETS | ONLY
    }
    assert {name for name, kept in saved_by_libreoffice(files).items() if not kept} == set()


def test_every_layout_was_measured(texts: dict[str, LetterText]) -> None:
    assert {text.layout for text in texts.values()} == set(Layout)
    assert replace(texts["grid"], style=BOTH) == texts["grid_both"]
