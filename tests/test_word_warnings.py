"""What is lawful in a Word file but must be known is noted, and does not refuse the file."""

from collections.abc import Callable

import pytest
import word_builders as build

from models.document import WARNING_SENTENCES, DocumentWarning, warning_sentence
from review_flows.outside.word_safety import inspect

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
    (DocumentWarning.EXTERNAL_CONTENT, lambda: build.with_field(" INCLUDETEXT c:/a.docx ")),
    (
        DocumentWarning.UNSAFE_LINKS,
        lambda: build.a_docx(links=(_LINK("hyperlink", "javascript:x", True),)),
    ),
    (DocumentWarning.EMBEDDED_OBJECT, lambda: build.with_link("oleObject")),
    (
        DocumentWarning.PROTECTION_ENFORCED,
        lambda: build.with_part(
            "word/settings.xml",
            f'<w:settings xmlns:w="{build.W}"><w:documentProtection w:enforcement="1"/>'
            "</w:settings>".encode(),
        ),
    ),
    (DocumentWarning.MISSING_PARTS, lambda: build.a_docx(links=(_LINK("image", "NULL"),))),
    (DocumentWarning.TRAILING_DATA, lambda: build.a_docx() + b"more"),
    (
        DocumentWarning.STRICT_NAMESPACES,
        lambda: build.with_main_part(
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

    assert inspect(build.with_part("word/settings.xml", settings_part.encode())).warnings == ()
