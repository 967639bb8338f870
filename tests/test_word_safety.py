"""A file is accepted, or refused with a cause, before anything opens it."""

import os
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import hostile_builders as hostile
import pytest
import word_builders as build
from hypothesis import given, settings
from hypothesis import strategies as st

from models.concealment_note import marking_note
from models.document import DocumentWarning, SafetyReport
from models.errors import DocumentRefused
from models.refusal import SENTENCES, RefusalReason, refusal_sentence
from review_flows.outside.draft_copy import redlined
from review_flows.outside.word import limits
from review_flows.outside.word.container import open_container
from review_flows.outside.word.limits import Refused
from review_flows.outside.word.safety import inspect, inspect_file, open_word

_DTD = '<!DOCTYPE w:document [<!ENTITY x "千">]>'


def _type(kind: str) -> bytes:
    return build.a_docx(main_type=kind)


def _deep() -> bytes:
    return build.a_docx("<w:sdt><w:sdtContent>" * 120 + "</w:sdtContent></w:sdt>" * 120)


_OFFICE = "application/vnd.openxmlformats-officedocument"
_CAUSES: list[tuple[RefusalReason, Callable[[], bytes]]] = [
    (RefusalReason.EMPTY, lambda: b""),
    (RefusalReason.LOCK_FILE, lambda: b"\x05Zhang".ljust(162, b"\x00")),
    (RefusalReason.OLD_WORD_DOC, lambda: build.an_ole_file("WordDocument")),
    (RefusalReason.WPS_BINARY, lambda: build.an_ole_file("WpsCustomData")),
    (RefusalReason.ENCRYPTED, lambda: build.an_ole_file("EncryptedPackage")),
    (RefusalReason.ENCRYPTED, build.with_flags_of_encryption),
    (RefusalReason.SPREADSHEET, lambda: build.an_ole_file("Workbook")),
    (RefusalReason.SPREADSHEET, lambda: _type(f"{_OFFICE}.spreadsheetml.sheet.main+xml")),
    (RefusalReason.PRESENTATION, lambda: _type(f"{_OFFICE}.presentationml.presentation.main+xml")),
    (RefusalReason.PDF, lambda: b"%PDF-1.7\n" + build.a_docx()),
    (RefusalReason.RTF, lambda: b"{\\rtf1 }"),
    (RefusalReason.HTML, lambda: "\ufeff<!DOCTYPE html><html></html>".encode()),
    (RefusalReason.HTML, lambda: "<html>".encode("utf-16")),
    (RefusalReason.MHT, lambda: b"MIME-Version: 1.0\r\n"),
    (RefusalReason.XML, lambda: b"<?xml version='1.0'?><w:wordDocument/>"),
    (RefusalReason.OFD, lambda: build.zipped({"OFD.xml": b"<ofd/>"})),
    (RefusalReason.ODT, lambda: build.zipped({"mimetype": b"x", "content.xml": b"<x/>"})),
    (RefusalReason.ODT, lambda: _of_mimetype("application/vnd.oasis.opendocument.text")),
    (
        RefusalReason.SPREADSHEET,
        lambda: _of_mimetype("application/vnd.oasis.opendocument.spreadsheet"),
    ),
    (
        RefusalReason.PRESENTATION,
        lambda: _of_mimetype("application/vnd.oasis.opendocument.presentation"),
    ),
    (RefusalReason.EPUB, lambda: _of_mimetype("application/epub+zip")),
    (RefusalReason.UOF, lambda: build.zipped({"uof.xml": b"<uof/>", "content.xml": b"<x/>"})),
    (RefusalReason.UOF, lambda: b'<?xml version="1.0"?><uof:UOF xmlns:uof="x"/>'),
    (RefusalReason.XPS, lambda: build.a_docx(more={"FixedDocSeq.fdseq": b"<x/>"})),
    (RefusalReason.XML, lambda: b"<?xml version='1.0'?><pkg:package xmlns:pkg='x'/>"),
    (RefusalReason.PICTURE, lambda: build.a_png_of(10, 10)),
    (RefusalReason.PICTURE, lambda: b"\xff\xd8\xff\xe0" + bytes(200)),
    (RefusalReason.SHORTCUT, lambda: b"[InternetShortcut]\r\nURL=file:///c:/a.docx"),
    (RefusalReason.MAC_COMPANION, lambda: b"\x00\x05\x16\x07\x00\x02" + bytes(300)),
    (RefusalReason.ENCRYPTED, lambda: b"b\x14#e\x01\x01E-SafeNet\x00LOCK" + bytes(600)),
    (RefusalReason.ENCRYPTED, lambda: build.an_ole_file("DRMEncryptedDataSpace")),
    (RefusalReason.ZIP_NOT_WORD, lambda: b"Rar!\x1a\x07\x01\x00" + bytes(90)),
    (RefusalReason.ZIP_NOT_WORD, lambda: build.zipped({"a.docx": build.a_docx()})),
    (RefusalReason.NOT_A_WORD_FILE, lambda: "某办法".encode("gbk")),
    (RefusalReason.TRUNCATED, lambda: build.a_docx()[:-40]),
    (RefusalReason.DAMAGED, build.with_a_flipped_byte),
    (RefusalReason.DAMAGED, build.with_more_data_than_declared),
    (RefusalReason.DAMAGED, build.with_a_record_outside_the_directory),
    (RefusalReason.DAMAGED, lambda: build.with_main_part(b"<w:document>")),
    (RefusalReason.DAMAGED, hostile.with_data_behind_the_packed_bytes),
    (RefusalReason.DAMAGED, hostile.with_another_size_in_front),
    (RefusalReason.DAMAGED, hostile.with_two_types_for_one_part),
    (RefusalReason.DAMAGED, hostile.with_a_header_that_is_no_xml),
    (RefusalReason.DAMAGED, hostile.with_one_id_for_two_links),
    (RefusalReason.DAMAGED, hostile.with_a_link_inside_a_link),
    (RefusalReason.DAMAGED, hostile.with_two_parts_of_footnotes),
    (RefusalReason.UNSAFE_NAMES, hostile.with_a_second_name),
    (RefusalReason.XML_ENCODING, hostile.in_utf_7),
    (
        RefusalReason.XML_ENCODING,
        lambda: build.with_main_part(
            '<?xml version="1.0" encoding="GB18030"?>'.encode("gbk") + build.a_body()
        ),
    ),
    (RefusalReason.MACROS, lambda: build.with_part("word/vbaProject.bin")),
    (RefusalReason.MACROS, lambda: build.with_link("vbaProject")),
    (
        RefusalReason.MACROS,
        lambda: _type("application/vnd.ms-word.document.macroEnabled.main+xml"),
    ),
    (RefusalReason.TEMPLATE, lambda: _type(f"{_OFFICE}.wordprocessingml.template.main+xml")),
    (RefusalReason.TOO_LARGE, lambda: b"PK\x03\x04" + bytes(limits.MAX_FILE_BYTES)),
    (RefusalReason.UNPACKS_TOO_LARGE, lambda: build.with_part("word/media/a.bin", bytes(6 << 20))),
    (
        RefusalReason.TOO_MANY_ENTRIES,
        lambda: build.a_docx(more={f"word/{n}": b"" for n in range(limits.MAX_ENTRIES)}),
    ),
    (
        RefusalReason.UNKNOWN_COMPRESSION,
        lambda: build.zipped(build.some_parts(), zipfile.ZIP_LZMA),
    ),
    (RefusalReason.OVERLAPPING_ENTRIES, build.with_two_records_on_one_place),
    (RefusalReason.DUPLICATE_ENTRIES, build.with_two_parts_of_one_name),
    (RefusalReason.UNSAFE_NAMES, lambda: build.with_part("../../etc/passwd")),
    (RefusalReason.UNSAFE_NAMES, lambda: build.with_part("word/a\u202egnp.exe")),
    (RefusalReason.UNSAFE_NAMES, lambda: build.with_link("image", "../../../etc/passwd")),
    (RefusalReason.DTD, lambda: build.with_main_part(_DTD.encode() + build.a_body())),
    (
        RefusalReason.DTD,
        lambda: build.with_main_part(
            ('<?xml version="1.0" encoding="UTF-16"?>' + _DTD + build.a_body().decode()).encode(
                "utf-16"
            )
        ),
    ),
    (RefusalReason.XML_TOO_DEEP, _deep),
    (
        RefusalReason.TOO_MANY_ELEMENTS,
        lambda: build.a_docx("<w:p/>" * (limits.MAX_ELEMENTS // 2), more={"word/b.xml": _filler()}),
    ),
    (RefusalReason.ALT_CHUNK, lambda: build.with_link("aFChunk")),
    (RefusalReason.ALT_CHUNK, lambda: build.a_docx("<w:altChunk/>")),
    (RefusalReason.MACROS, lambda: hostile.with_glossary_link("vbaProject")),
    (RefusalReason.DDE_FIELD, lambda: hostile.with_simple_field(" DDE cmd /c ")),
    (
        RefusalReason.DDE_FIELD,
        lambda: build.with_field(" </w:instrText><w:t>DDEAUTO c:</w:t><w:instrText>"),
    ),
    (RefusalReason.ACTIVEX, lambda: build.with_part("word/activeX/activeX1.bin")),
    (
        RefusalReason.DDE_FIELD,
        lambda: build.with_field(' dde</w:instrText><w:instrText>AUTO c:\\\\a "x"'),
    ),
    (
        RefusalReason.PICTURE_TOO_LARGE,
        lambda: build.with_part("word/media/a.png", build.a_png_of(50_000, 50_000)),
    ),
    (
        RefusalReason.PICTURE_TOO_LARGE,
        lambda: build.with_part("word/media/a.jpg", hostile.a_jpeg_with_its_size_far_behind()),
    ),
    (
        RefusalReason.PICTURE_TOO_LARGE,
        lambda: build.with_part("word/media/a.tif", hostile.a_tiff_of(40_000, 40_000)),
    ),
    (
        RefusalReason.TOO_MANY_ELEMENTS,
        lambda: build.a_docx(
            links=(build.a_relationship("hyperlink", "#a"),) * (limits.MAX_RELATIONSHIPS + 1)
        ),
    ),
    (RefusalReason.NO_TEXT, lambda: build.a_docx_saying(" ", "\u3000")),
    (RefusalReason.CLASSIFIED_MARKING, lambda: build.a_docx_saying("000001", "机密★5年", "某办法")),
]


# What no look at a single file gives: the scanner, the child process, the rest of a submission.
_GIVEN_ELSEWHERE = {
    RefusalReason.TOO_HEAVY,
    RefusalReason.VIRUS,
    RefusalReason.SCAN_FAILED,
    RefusalReason.CAME_WITH_CLASSIFIED,
}


def _of_mimetype(kind: str) -> bytes:
    return build.zipped({"mimetype": kind.encode(), "content.xml": b"<x/>"})


def _filler() -> bytes:
    """Half of the elements allowed: it takes both parts together to be too many."""
    return b"<x>" + b"<a/>" * (limits.MAX_ELEMENTS // 2) + b"</x>"


@pytest.mark.parametrize(("reason", "make"), _CAUSES, ids=[f"{r}" for r, _ in _CAUSES])
def test_each_cause_is_named(reason: RefusalReason, make: Callable[[], bytes]) -> None:
    opened = open_word(make())

    assert opened.report.refusal is reason
    assert opened.text is None


def test_every_reason_is_made_by_a_builder_and_has_a_sentence_in_both_languages() -> None:
    assert {reason for reason, _ in _CAUSES} == set(RefusalReason) - _GIVEN_ELSEWHERE
    assert set(SENTENCES) == set(RefusalReason)
    for reason in RefusalReason:
        assert refusal_sentence(reason, "zh").endswith("。")
        assert refusal_sentence(reason, "en").isascii()
        assert refusal_sentence(reason, "en").endswith(".")


def test_a_plain_document_is_accepted_without_a_note() -> None:
    report = inspect(build.a_docx_saying("某办法", "第一条 为了规范……"))

    assert report.accepted
    assert (report.warnings, report.paragraphs, report.characters) == ((), 2, 13)


def test_a_field_that_only_mentions_dde_is_accepted() -> None:
    assert inspect(build.with_field(' HYPERLINK "http://example.org/dde" ')).refusal is None


@pytest.mark.parametrize("between", hostile.BETWEEN_PIECES.values(), ids=hostile.BETWEEN_PIECES)
def test_a_field_that_starts_a_program_is_known_whatever_cuts_its_name(between: str) -> None:
    field = hostile.a_field_in_pieces("DD", between, 'EAUTO c:\\\\a "x"', result="文")

    assert inspect(build.a_docx(build.a_paragraph(field))).refusal is RefusalReason.DDE_FIELD


def test_a_preview_is_no_picture_of_a_text_that_was_scanned() -> None:
    content = hostile.a_linked("thumbnail", "a.png", build.a_png_of(9, 9), blocks=("<w:p/>",))

    assert inspect(content).refusal is RefusalReason.NO_TEXT


def test_a_redline_that_may_not_leave_the_house_is_refused() -> None:
    # As files that were taken in before such fields were known lie in the archive.
    field = hostile.a_field_in_pieces("DDE", "AUTO c: x", result="文")
    at = datetime(2026, 1, 5, 9, tzinfo=UTC)

    with pytest.raises(DocumentRefused) as caught:
        redlined(build.a_docx(build.a_paragraph(field)), build.a_docx_saying("文"), "甲", at)

    assert caught.value.reason is RefusalReason.DDE_FIELD


_MARKINGS = [
    "机密★1年",
    "秘密 ★ 6个月",
    "绝　密",
    "机密★",
    "密级：秘密",
    "【机密】",
    "000001  机密★5年",
    "No.12 秘密★长期 特急",
    "机\u200b密★",
    "秘密特急",
    "绝密级★",
    "特急　秘密★1年",
    "平急 秘密★10年",
    "某市人民政府文件　机密★3年",
    "某政发〔2026〕1号　　机密★3年",
    "签发人：张三　秘密★5年",
    "★秘密",
    "機密★3年",
    "秘密（保密期限5年）",
    "机密▲3年",
    "机密«3年",
    "机密★启用前",
]


@pytest.mark.parametrize("marking", _MARKINGS)
def test_a_secrecy_marking_at_the_top_is_known_however_it_is_written(marking: str) -> None:
    refusal = inspect(build.a_docx_saying("某市文件", marking, "某办法")).refusal

    assert refusal is RefusalReason.CLASSIFIED_MARKING


_NO_MARKINGS = [
    "秘密事项按照国家有关规定办理。",
    "商业秘密保护办法",
    "国家秘密",
    "保守国家秘密法实施条例",
    "机密计算平台管理办法",
    "绝密文件的管理，依照国家有关规定执行。",
    "商业秘密★重点保护",
    "机密*和秘密*的区分",
    "秘密级*事项表",
    "秘密｜机密｜绝密",
    "《中华人民共和国保守国家秘密法》",
]


@pytest.mark.parametrize("line", _NO_MARKINGS)
def test_secrets_that_a_text_speaks_of_are_no_marking(line: str) -> None:
    assert inspect(build.a_docx_saying("某办法", line)).accepted


def _cells(*words: str) -> str:
    cells = "".join(f"<w:tc>{build.a_paragraph(build.a_run(one))}</w:tc>" for one in words)
    return f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"


@pytest.mark.parametrize(
    "content",
    [
        build.a_docx(_cells("秘密", "★", "1年"), build.a_paragraph(build.a_run("某办法"))),
        build.a_docx_saying("机", "密", "★", "3", "年", "关于印发某办法的通知"),
        build.a_docx_saying(*(f"第{n}行" for n in range(9)), "机密★3年"),
    ],
    ids=["cells", "one sign a line", "below the heading"],
)
def test_a_marking_in_pieces_or_below_the_heading_is_known(content: bytes) -> None:
    assert inspect(content).refusal is RefusalReason.CLASSIFIED_MARKING


@pytest.mark.parametrize(
    "content",
    [
        build.a_docx_saying("密级", "秘密", "机密", "某办法"),
        build.a_docx_saying("目录", "第一章 总则", "秘密", "机密", "绝密"),
        build.a_docx(_cells("密级", "期限"), _cells("秘密", "十年"), _cells("机密", "二十年")),
        build.a_docx(build.a_paragraph(build.a_run("某办法")), _cells("绝密级", "不超过30年")),
    ],
    ids=["lines", "contents", "table", "row"],
)
def test_a_list_of_the_levels_is_no_marking(content: bytes) -> None:
    assert inspect(content).accepted


@pytest.mark.parametrize("look", ['<w:color w:val="FFFFFF"/>', "<w:vanish/>"])
def test_a_concealed_marking_refuses_nothing_but_is_told_with_its_words_and_place(
    look: str,
) -> None:
    left = f"<w:r><w:rPr>{look}</w:rPr><w:t>机密★1年</w:t></w:r>"

    opened = open_word(
        build.a_docx(build.a_paragraph(build.a_run("公告")), build.a_paragraph(left))
    )

    assert opened.report.accepted
    assert DocumentWarning.CONCEALED_MARKING in opened.report.warnings
    (marking,) = opened.report.concealed_markings
    assert (marking.text, marking.spot.paragraph) == ("机密★1年", 1)
    assert "第2段“机密★1年”" in marking_note(opened.report.concealed_markings)


def test_a_marking_to_be_seen_refuses_whatever_else_is_concealed() -> None:
    left = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>★1年</w:t></w:r>"

    refusal = inspect(build.a_docx(build.a_paragraph(build.a_run("机密") + left))).refusal

    assert refusal is RefusalReason.CLASSIFIED_MARKING


def test_concealed_words_that_are_no_marking_get_no_such_note() -> None:
    left = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>000001</w:t></w:r>"

    report = inspect(build.a_docx(build.a_paragraph(build.a_run("公告") + left)))

    assert report.warnings == (DocumentWarning.HIDDEN_TEXT,)


def test_a_marking_far_down_the_text_is_an_example_and_no_marking() -> None:
    lines = [f"第{n}条" for n in range(40)]

    assert inspect(build.a_docx_saying(*lines, "机密★1年")).accepted


def test_a_marking_in_a_header_a_text_box_or_a_watermark_counts_wherever_it_is_anchored() -> None:
    for content in (
        hostile.with_header("机密★1年"),
        hostile.with_text_box("秘密★"),
        hostile.with_watermark("绝密"),
        hostile.with_watermark("机密★3年"),
        hostile.with_watermark("内部机密 严禁外传"),
        hostile.with_header("某市人民政府　机密★3年"),
        hostile.a_linked(
            "footer", "footer1.xml", hostile.a_part("ftr", build.a_paragraph(build.a_run("机密★")))
        ),
    ):
        assert inspect(content).refusal is RefusalReason.CLASSIFIED_MARKING
    assert inspect(hostile.with_watermark("草稿")).accepted
    assert inspect(hostile.with_watermark("商业秘密")).accepted


def test_a_marking_in_a_footer_or_a_text_box_counts_however_long_the_text_above_it_is() -> None:
    lines = tuple(build.a_paragraph(build.a_run(f"第{n}条")) for n in range(40))
    marking = build.a_paragraph(build.a_run("机密★"))
    footer = hostile.a_part("ftr", marking)
    box = build.a_paragraph(hostile.a_text_box(marking))

    for content in (
        hostile.a_linked("footer", "footer1.xml", footer, blocks=lines),
        build.a_docx(*lines, box),
    ):
        assert inspect(content).refusal is RefusalReason.CLASSIFIED_MARKING


def test_a_marking_that_a_tracked_change_deletes_still_counts() -> None:
    gone = "<w:del><w:r><w:delText>机密★3年</w:delText></w:r></w:del>"

    content = build.a_docx(build.a_paragraph(gone), build.a_paragraph(build.a_run("某办法")))

    assert inspect(content).refusal is RefusalReason.CLASSIFIED_MARKING


def test_a_file_too_large_is_refused_unread(tmp_path: Path) -> None:
    size = 4 * limits.MAX_FILE_BYTES
    path = tmp_path / "大.docx"
    with path.open("wb") as file:
        file.truncate(size)

    # At most MAX_FILE_BYTES + 1 are ever read, so the true size comes from the directory alone.
    assert inspect_file(path) == SafetyReport(RefusalReason.TOO_LARGE, size=size)


def test_a_part_that_unpacks_to_more_than_declared_is_stopped_at_once() -> None:
    pieces = open_container(build.with_more_data_than_declared()).pieces("word/document.xml")

    with pytest.raises(Refused):
        next(pieces)


def test_a_pipe_in_the_inbox_does_not_hold_up_the_program(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.docx")

    assert inspect_file(tmp_path / "a.docx").refusal is RefusalReason.NOT_A_WORD_FILE


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=8))
def test_a_file_overwritten_anywhere_never_raises(at: int, junk: bytes) -> None:
    content = build.a_docx_saying("某办法")
    at %= len(content)

    opened = open_word(content[:at] + junk + content[at + len(junk) :])

    assert opened.report.accepted == (opened.text is not None)
