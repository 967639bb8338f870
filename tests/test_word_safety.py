"""A file is accepted, or refused with a cause, before anything opens it."""

import csv
import os
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import word_builders as build
from models.document import WARNING_SENTENCES, DocumentWarning, warning_sentence
from models.refusal import SENTENCES, RefusalReason, refusal_sentence
from review_flows.outside import word_limits as limits
from review_flows.outside.word_safety import inspect, inspect_file, open_word

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
SLOWEST = 10  # seconds that one file may take
_DTD = '<!DOCTYPE w:document [<!ENTITY x "千">]>'
_FIELD = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{}</w:instrText></w:r>'


def _main(xml: bytes) -> bytes:
    return build.zipped({**build.some_parts(), "word/document.xml": xml})


def _type(kind: str) -> bytes:
    return build.a_docx(main_type=kind)


def _part(name: str, content: bytes = b"x") -> bytes:
    return build.a_docx(more={name: content})


def _linked(kind: str, target: str = "extra.bin") -> bytes:
    link = build.a_relationship(kind, target)
    return build.a_docx(links=(link,), more={"word/extra.bin": b"x"})


def _deep() -> bytes:
    return build.a_docx("<w:sdt><w:sdtContent>" * 120 + "</w:sdtContent></w:sdt>" * 120)


def _field(instruction: str) -> bytes:
    return build.a_docx(build.a_paragraph(_FIELD.format(instruction) + build.a_run("文")))


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
    (RefusalReason.DAMAGED, lambda: _main(b"<w:document>")),
    (RefusalReason.MACROS, lambda: _part("word/vbaProject.bin")),
    (RefusalReason.MACROS, lambda: _linked("vbaProject")),
    (
        RefusalReason.MACROS,
        lambda: _type("application/vnd.ms-word.document.macroEnabled.main+xml"),
    ),
    (RefusalReason.TEMPLATE, lambda: _type(f"{_OFFICE}.wordprocessingml.template.main+xml")),
    (RefusalReason.TOO_LARGE, lambda: b"PK\x03\x04" + bytes(limits.MAX_FILE_BYTES)),
    (RefusalReason.UNPACKS_TOO_LARGE, lambda: _part("word/media/a.bin", bytes(6 << 20))),
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
    (RefusalReason.UNSAFE_NAMES, lambda: _part("../../etc/passwd")),
    (RefusalReason.UNSAFE_NAMES, lambda: _part("word/a\u202egnp.exe")),
    (RefusalReason.UNSAFE_NAMES, lambda: _linked("image", "../../../etc/passwd")),
    (RefusalReason.DTD, lambda: _main(_DTD.encode() + build.a_body())),
    (
        RefusalReason.DTD,
        lambda: _main(
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
    (RefusalReason.ALT_CHUNK, lambda: _linked("aFChunk")),
    (RefusalReason.ALT_CHUNK, lambda: build.a_docx("<w:altChunk/>")),
    (RefusalReason.ACTIVEX, lambda: _part("word/activeX/activeX1.bin")),
    (RefusalReason.DDE_FIELD, lambda: _field(' dde</w:instrText><w:instrText>AUTO c:\\\\a "x"')),
    (
        RefusalReason.PICTURE_TOO_LARGE,
        lambda: _part("word/media/a.png", build.a_png_of(50_000, 50_000)),
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
    assert (report.warnings, report.paragraphs, report.characters) == ((), 2, 14)


_LINK = build.a_relationship
_NOTES: list[tuple[DocumentWarning, Callable[[], bytes]]] = [
    (
        DocumentWarning.TRACKED_CHANGES,
        lambda: build.a_docx(build.a_paragraph(f"<w:ins>{build.a_run('文')}</w:ins>")),
    ),
    (
        DocumentWarning.COMMENTS,
        lambda: build.a_docx(
            links=(_LINK("comments", "comments.xml"),),
            more={
                "word/comments.xml": f'<w:comments xmlns:w="{build.W}"><w:comment/>'
                "</w:comments>".encode()
            },
        ),
    ),
    (
        DocumentWarning.HIDDEN_TEXT,
        lambda: build.a_docx(build.a_paragraph(build.a_run("文", "<w:rPr><w:vanish/></w:rPr>"))),
    ),
    (DocumentWarning.INVISIBLE_CHARACTERS, lambda: build.a_docx_saying("罚\u200b款")),
    (
        DocumentWarning.EXTERNAL_TEMPLATE,
        lambda: build.a_docx(links=(_LINK("attachedTemplate", "file:///C:/a.dotm", True),)),
    ),
    (
        DocumentWarning.EXTERNAL_CONTENT,
        lambda: build.a_docx(links=(_LINK("image", "\\\\127.0.0.1\\a.png", True),)),
    ),
    (DocumentWarning.EXTERNAL_CONTENT, lambda: _field(" INCLUDETEXT c:/a.docx ")),
    (
        DocumentWarning.UNSAFE_LINKS,
        lambda: build.a_docx(links=(_LINK("hyperlink", "javascript:x", True),)),
    ),
    (DocumentWarning.EMBEDDED_OBJECT, lambda: _linked("oleObject")),
    (
        DocumentWarning.PROTECTION_ENFORCED,
        lambda: _part(
            "word/settings.xml",
            f'<w:settings xmlns:w="{build.W}"><w:documentProtection w:enforcement="1"/>'
            "</w:settings>".encode(),
        ),
    ),
    (DocumentWarning.MISSING_PARTS, lambda: build.a_docx(links=(_LINK("image", "NULL"),))),
    (DocumentWarning.TRAILING_DATA, lambda: build.a_docx() + b"more"),
    (
        DocumentWarning.STRICT_NAMESPACES,
        lambda: _main(
            build.a_body(build.a_paragraph(build.a_run("文"))).replace(
                build.W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main"
            )
        ),
    ),
]


@pytest.mark.parametrize(("warning", "make"), _NOTES, ids=[f"{w}" for w, _ in _NOTES])
def test_what_must_be_known_is_noted_and_does_not_refuse(
    warning: DocumentWarning, make: Callable[[], bytes]
) -> None:
    report = inspect(make())

    assert report.refusal is None
    assert report.warnings == (warning,)
    assert warning_sentence(warning).endswith("。")


def test_every_warning_is_made_by_a_builder_and_has_a_sentence() -> None:
    assert {warning for warning, _ in _NOTES} == set(DocumentWarning) == set(WARNING_SENTENCES)


def test_the_protection_that_wps_writes_without_enforcing_it_is_not_noted() -> None:
    settings_part = (
        f'<w:settings xmlns:w="{build.W}"><w:documentProtection w:enforcement="0"/></w:settings>'
    )

    assert inspect(_part("word/settings.xml", settings_part.encode())).warnings == ()


def test_a_field_that_only_mentions_dde_is_accepted() -> None:
    assert inspect(_field(' HYPERLINK "http://example.org/dde" ')).refusal is None


def test_secrecy_spoken_of_in_the_text_is_no_marking() -> None:
    assert inspect(build.a_docx_saying("某办法", "秘密事项按照国家有关规定办理。")).accepted


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "大.docx"
    with path.open("wb") as file:
        file.truncate(limits.MAX_FILE_BYTES + 1)
    os.chmod(path, 0)  # Reading it would fail, for everybody but root.

    report = inspect_file(path)

    assert (report.refusal, report.size) == (RefusalReason.TOO_LARGE, limits.MAX_FILE_BYTES + 1)


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


def _shared_files() -> list[Path]:
    return sorted(p for d in ("hostile", "corpus") for p in (SHARED / d).rglob("*.do[ct]*"))


@pytest.mark.skipif(not _shared_files(), reason="../shared with the corpus is not here")
def test_every_real_and_hostile_file_ends_in_time_and_with_an_outcome() -> None:
    slow = []
    for path in _shared_files():
        start = time.perf_counter()
        opened = open_word(path.read_bytes())
        seconds = time.perf_counter() - start
        assert opened.report.accepted == (opened.text is not None), path.name
        if seconds > SLOWEST:
            slow.append((path.name, seconds))
    assert slow == []


@pytest.mark.skipif(not _shared_files(), reason="../shared with the hostile files is not here")
def test_what_must_be_rejected_of_the_hostile_files_is_refused() -> None:
    with (SHARED / "hostile" / "cases.csv").open(encoding="utf-8") as file:
        expected = {row["case"]: row["expect"] for row in csv.DictReader(file)}
    wrong = []
    for case, expect in expected.items():
        report = inspect((SHARED / "hostile" / f"{case}.docx").read_bytes())
        # A file without any text is refused here (98_text_as_picture): there is nothing to review.
        may_accept = expect.startswith(("accept", "repair", "strip")) or " or " in expect
        may_refuse = expect.startswith("reject") or " or " in expect or case.startswith("98_")
        if not (may_accept if report.accepted else may_refuse):
            wrong.append((case, expect, report.refusal))
    assert wrong == []
