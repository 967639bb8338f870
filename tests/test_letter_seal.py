"""A letter prints the checkpoint that covers its entry: always the same, on its last page."""

import asyncio
import shutil
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
import segno
from builders import accepted
from inbox_builders import rows
from letter_builders import FULL, a_letter, lines_of
from letter_pages import a_document, a_register, a_sheet, samples

from models.letter import Layout, LetterText
from models.letter_seal import LetterSeal, seal_of
from models.sealing.note import Checkpoint, PublicKey, SignatureName, signed
from review_flows import letters
from review_flows.issue_letters import write_letter
from review_flows.outside.current_site import use_site
from review_flows.outside.letters_due import due_letter, letter_path
from review_flows.outside.paper.qr_code import SCALE, qr_png
from review_flows.outside.paper.writer import render_letter
from review_flows.outside.pdf import to_pdfs
from review_flows.outside.sealing.letter_seals import letter_seal
from review_flows.outside.sealing.sealer import seal
from review_flows.outside.site import Site

ORIGIN = "review-flows/青岚"
KEY = PublicKey(ORIGIN, SignatureName.ED25519, bytes(32))


def a_seal(size: int = 1234) -> LetterSeal:
    checkpoint = Checkpoint(ORIGIN, size, bytes(range(32)), "2026-03-09T01:02:03.123456Z")
    return seal_of(signed(checkpoint, KEY, bytes(range(64))).text)


def picture_in(content: bytes) -> bytes:
    with ZipFile(BytesIO(content)) as parts:
        (name,) = [name for name in parts.namelist() if name.startswith("word/media/")]
        return parts.read(name)


def first_letter(site: Site) -> int:
    return int(rows(site, "SELECT min(id) AS id FROM letters")[0]["id"])


def written(site: Site) -> bytes:
    """Write the first letter as the flow does; return its bytes."""
    use_site(site)
    asyncio.run(write_letter.fn(first_letter(site)))
    return letter_path(site.settings, due_letter(site.database, first_letter(site))).read_bytes()


def checkpoints(site: Site) -> list[str]:
    return [row["note"] for row in rows(site, "SELECT note FROM checkpoints ORDER BY id")]


def test_the_log_is_sealed_before_a_letter_is_written_and_the_letter_says_so(site: Site) -> None:
    accepted(site)
    content = written(site)
    (note,) = checkpoints(site)
    printed = seal_of(note)
    assert [line for line in lines_of(content) if line in printed.lines] == list(printed.lines)
    assert picture_in(content) == qr_png(note)


def test_a_letter_written_again_much_later_has_the_same_bytes(site: Site) -> None:
    accepted(site)
    first = written(site)
    accepted(site, title="又一办法")
    seal(site)
    letter = due_letter(site.database, first_letter(site))
    again = letters.letter_kind(letter.kind).compose(letter.facts)
    mark = letter_seal(site, letter.case_number, letter.event_seq)
    assert render_letter(replace(again, seal=mark)) == first


def test_a_log_that_is_sealed_far_enough_is_not_sealed_again(site: Site) -> None:
    number = accepted(site)
    note = seal(site)
    seal(site)
    assert letter_seal(site, number, 2) == seal_of(note.text)
    assert len(checkpoints(site)) == 2


def test_an_entry_whose_row_is_far_behind_is_found_for_its_letter(site: Site) -> None:
    accepted(site)
    seal(site)
    with site.database.writing() as connection:
        row = dict(connection.row("SELECT * FROM events WHERE id = 1") or {})
        connection.insert("events", **row | {"id": 50_000, "chain": "later"})
    seal(site)
    with site.database.writing() as connection:
        connection.insert("events", **row | {"id": 30_000, "chain": "late"})
    assert letter_seal(site, "late", 1).size == 4


def test_what_is_printed_is_short_and_names_log_number_and_root() -> None:
    assert a_seal().lines == ("封存：review-flows/青岚", "至第1234条 · 0001020304050607")


def test_the_code_holds_the_whole_note_and_has_the_same_bytes_each_time() -> None:
    note = a_seal().note
    code = segno.make_qr(note, error="m", encoding="utf-8")
    content = qr_png(note)
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(content[16:20], "big") == code.symbol_size(border=0)[0] * SCALE
    qr_png.cache_clear()
    assert qr_png(note) == content


def test_a_name_with_signs_of_xml_does_not_break_the_file() -> None:
    seal_ = replace(a_seal(), origin='review-flows/<甲>&"乙"')
    for text in (a_letter(seal=seal_), a_sheet()):
        content = render_letter(replace(text, seal=seal_))
        assert '封存：review-flows/<甲>&"乙"' in lines_of(content)


# What follows looks at pages.

SEALED = {
    **{kind.code: replace(kind.compose(FULL), seal=a_seal()) for kind in letters.ALL},
    **{name: replace(text, seal=a_seal()) for name, text in samples().items()},
    "small": a_letter(seal=a_seal()),
    "document": a_document(seal=a_seal(9_999_999)),
    "many_pages": replace(a_register(), seal=a_seal()),
}


@pytest.fixture(scope="module")
def pages() -> dict[str, tuple[object, object]]:
    """Each letter's pages without and with its seal."""
    pytest.importorskip("pdfplumber", reason="pdfplumber, which measures a PDF, is not installed")
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    from page_measures import measured

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FONTCONFIG_FILE", str(Path(__file__).parent / "fonts.conf"))
        both = [t for text in SEALED.values() for t in (replace(text, seal=None), text)]
        pdfs = [measured(pdf) for pdf in to_pdfs([render_letter(text) for text in both])]
    return dict(zip(SEALED, zip(pdfs[::2], pdfs[1::2], strict=True), strict=True))


def is_seal(text: str) -> bool:
    return text.startswith("封存") or (text.startswith("至第") and "·" in text)


@pytest.mark.parametrize("name", SEALED)
def test_a_seal_moves_nothing_else_on_any_page(
    pages: dict[str, tuple[object, object]], name: str
) -> None:
    """So no page is added, and 办理单 stays one A4."""
    from page_measures import MeasuredPage

    bare, sealed = pages[name]
    assert isinstance(bare, tuple) and isinstance(sealed, tuple)

    def told(page: MeasuredPage) -> list[tuple[str, int, int]]:
        return [
            (x.text, round(x.left), round(x.baseline)) for x in page.lines if not is_seal(x.text)
        ]

    assert [told(page) for page in sealed] == [told(page) for page in bare]


@pytest.mark.parametrize("name", SEALED)
def test_a_seal_stands_on_the_last_page_within_the_paper(
    pages: dict[str, tuple[object, object]], name: str
) -> None:
    _, sealed = pages[name]
    assert isinstance(sealed, tuple)
    found = [
        (n, line) for n, page in enumerate(sealed, 1) for line in page.lines if is_seal(line.text)
    ]
    assert [n for n, _ in found] == [len(sealed)] * 2
    text: LetterText = SEALED[name]
    width, height = (297, 210) if text.layout is Layout.REGISTER else (210, 297)
    for _, line in found:
        assert line.left >= 28 and line.right <= width - 26 and line.baseline <= height - 6
