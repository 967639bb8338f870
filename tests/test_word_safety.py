"""A file is accepted, or refused with a cause, before anything opens it."""

import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import word_builders as build
from hypothesis import given, settings
from hypothesis import strategies as st

from models.document import SafetyReport
from models.refusal import SENTENCES, RefusalReason, refusal_sentence
from review_flows.outside import word_limits as limits
from review_flows.outside.word_container import open_container
from review_flows.outside.word_limits import Refused
from review_flows.outside.word_safety import inspect, inspect_file, open_word

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
    (RefusalReason.ZIP_NOT_WORD, lambda: build.zipped({"a.docx": build.a_docx()})),
    (RefusalReason.NOT_A_WORD_FILE, lambda: "某办法".encode("gbk")),
    (RefusalReason.TRUNCATED, lambda: build.a_docx()[:-40]),
    (RefusalReason.DAMAGED, build.with_a_flipped_byte),
    (RefusalReason.DAMAGED, build.with_more_data_than_declared),
    (RefusalReason.DAMAGED, build.with_a_record_outside_the_directory),
    (RefusalReason.DAMAGED, lambda: build.with_main_part(b"<w:document>")),
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
    (RefusalReason.ACTIVEX, lambda: build.with_part("word/activeX/activeX1.bin")),
    (
        RefusalReason.DDE_FIELD,
        lambda: build.with_field(' dde</w:instrText><w:instrText>AUTO c:\\\\a "x"'),
    ),
    (
        RefusalReason.PICTURE_TOO_LARGE,
        lambda: build.with_part("word/media/a.png", build.a_png_of(50_000, 50_000)),
    ),
    (RefusalReason.NO_TEXT, lambda: build.a_docx_saying(" ", "\u3000")),
    (RefusalReason.CLASSIFIED_MARKING, lambda: build.a_docx_saying("000001", "机密★5年", "某办法")),
]


def _filler() -> bytes:
    """Half of the elements allowed: it takes both parts together to be too many."""
    return b"<x>" + b"<a/>" * (limits.MAX_ELEMENTS // 2) + b"</x>"


@pytest.mark.parametrize(("reason", "make"), _CAUSES, ids=[f"{r}" for r, _ in _CAUSES])
def test_each_cause_is_named(reason: RefusalReason, make: Callable[[], bytes]) -> None:
    opened = open_word(make())

    assert opened.report.refusal is reason
    assert opened.text is None


def test_every_reason_is_made_by_a_builder_and_has_a_sentence_in_both_languages() -> None:
    assert {reason for reason, _ in _CAUSES} == set(RefusalReason)
    assert set(SENTENCES) == set(RefusalReason)
    for reason in RefusalReason:
        assert refusal_sentence(reason, "zh").endswith("。")
        assert refusal_sentence(reason, "en").isascii()
        assert refusal_sentence(reason, "en").endswith((".", "once."))


def test_a_plain_document_is_accepted_without_a_note() -> None:
    report = inspect(build.a_docx_saying("某办法", "第一条 为了规范……"))

    assert report.accepted
    assert (report.warnings, report.paragraphs, report.characters) == ((), 2, 13)


def test_a_field_that_only_mentions_dde_is_accepted() -> None:
    assert inspect(build.with_field(' HYPERLINK "http://example.org/dde" ')).refusal is None


def test_secrecy_spoken_of_in_the_text_is_no_marking() -> None:
    assert inspect(build.a_docx_saying("某办法", "秘密事项按照国家有关规定办理。")).accepted


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
