"""What is lawful in a Word file but must be known is noted, and does not refuse the file."""

from collections.abc import Callable

import hostile_builders as hostile
import pytest
import word_builders as build

from models.document import WARNING_SENTENCES, DocumentWarning, Outcome, warning_sentence
from review_flows.outside.word.safety import inspect

_LINK = build.a_relationship
_NOTES: list[tuple[DocumentWarning, Callable[[], bytes]]] = [
    (
        DocumentWarning.TRACKED_CHANGES,
        lambda: build.a_docx(build.a_paragraph(f"<w:ins>{build.a_run('文')}</w:ins>")),
    ),
    (
        DocumentWarning.COMMENTS,
        lambda: build.a_docx(
            build.a_paragraph(build.a_run("文")),
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
        DocumentWarning.PROTECTION_ENFORCED,
        lambda: hostile.with_settings('<w:documentProtection w:enforcement="1"/>'),
    ),
    (
        DocumentWarning.NO_TEXT,
        lambda: hostile.a_linked(
            "image",
            "a.png",
            build.a_png_of(9, 9),
            blocks=(f"<w:p>{hostile.a_picture_run()}</w:p>",),
        ),
    ),
]


@pytest.mark.parametrize(("warning", "make"), _NOTES, ids=[f"{w}" for w, _ in _NOTES])
def test_what_must_be_known_is_noted_and_does_not_refuse(
    warning: DocumentWarning, make: Callable[[], bytes]
) -> None:
    report = inspect(make())

    assert report.outcome is Outcome.ACCEPTED
    assert report.warnings == (warning,)
    assert warning_sentence(warning, "zh").endswith("。")
    assert warning_sentence(warning, "en").endswith(".")


def test_every_warning_is_made_by_a_builder_and_has_a_sentence() -> None:
    alone = set(DocumentWarning) - {DocumentWarning.CONCEALED_MARKING}  # comes with hidden text
    assert {warning for warning, _ in _NOTES} == alone
    assert set(WARNING_SENTENCES) == set(DocumentWarning)
    white = '<w:rPr><w:color w:val="FFFFFF"/></w:rPr>'
    marking = build.a_paragraph(build.a_run("机密★1年", white))
    report = inspect(build.a_docx(marking, build.a_paragraph(build.a_run("某办法"))))
    assert report.outcome is Outcome.ACCEPTED
    assert DocumentWarning.CONCEALED_MARKING in report.warnings


@pytest.mark.parametrize(
    "look",
    ["<w:vanish/>", '<w:color w:val="FFFFFF"/>', '<w:sz w:val="2"/>'],
    ids=["hidden", "white", "of one point"],
)
def test_text_that_nobody_sees_is_noted(look: str) -> None:
    content = build.a_docx(
        build.a_paragraph(build.a_run("看得见")),
        build.a_paragraph(build.a_run("罚款五千元", f"<w:rPr>{look}</w:rPr>")),
    )

    assert inspect(content).warnings == (DocumentWarning.HIDDEN_TEXT,)


def test_the_protection_that_wps_writes_without_enforcing_it_is_not_noted() -> None:
    content = hostile.with_settings('<w:documentProtection w:enforcement="0"/>')

    assert inspect(content).warnings == ()
