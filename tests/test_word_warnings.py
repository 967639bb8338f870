"""What is lawful in a Word file but must be known is noted, and does not refuse the file."""

from collections.abc import Callable

import hostile_builders as hostile
import pytest
import word_builders as build
import word_field_builders as fields

from models.document import WARNING_SENTENCES, DocumentWarning, Outcome, warning_sentence
from models.unread_note import unread_note
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
    (
        DocumentWarning.UNREAD_WORDS,
        lambda: build.a_docx(build.a_paragraph(build.a_run("文") + fields.word_art("样本"))),
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


def _in_line(content: str) -> Callable[[], bytes]:
    return lambda: build.a_docx(build.a_paragraph(build.a_run("文") + content))


_LOCKED = f'<w:r><w:drawing><a:t xmlns:a="{fields.A}">图中字</a:t></w:drawing></w:r>'
_UNREAD: dict[str, tuple[Callable[[], bytes], tuple[str, ...]]] = {
    "letters bent along a line": (_in_line(fields.word_art("样本")), ("样本",)),
    "words of a drawing": (_in_line(_LOCKED), ("图中字",)),
    "a diagram": (lambda: fields.with_diagram("受理", "审查"), ("受理", "审查")),
    "a chart": (lambda: fields.with_chart("罚款件数"), ("罚款件数",)),
    "a fraction": (_in_line(fields.a_field(r"EQ \f(甲,乙)")), ("甲 乙",)),
    "signs one over another": (
        _in_line(fields.a_field(r"EQ \* hps10 \o(\s\up 6(司法局),\s\do 2(财政局))")),
        ("司法局 财政局",),
    ),
    "a quotation that is not its result": (
        _in_line(fields.a_field("QUOTE &quot;五千元&quot;", "五百元", more=' w:dirty="true"')),
        ("五千元",),
    ),
    "a result that the choice hides": (
        _in_line(fields.a_field("FORMDROPDOWN", "乙级", fields.a_choice(("甲级",)))),
        ("乙级",),
    ),
    "long words": (_in_line(fields.word_art("长" * 90)), ("长" * 40,)),
}


@pytest.mark.parametrize(("make", "words"), _UNREAD.values(), ids=list(_UNREAD))
def test_words_that_word_shows_and_we_do_not_read_are_told(
    make: Callable[[], bytes], words: tuple[str, ...]
) -> None:
    report = inspect(make())

    assert report.warnings == (DocumentWarning.UNREAD_WORDS,)
    assert report.unread_words == words
    assert f"共{len(words)}处：“{words[0]}”" in unread_note(report.unread_words)


@pytest.mark.parametrize(
    "content",
    [
        fields.a_field("QUOTE &quot;五百元&quot;", "五百元"),
        fields.a_field(r"EQ \o\ac(○,五)"),
        fields.a_field("FORMDROPDOWN", "甲级", fields.a_choice(("甲级",))),
        fields.a_field("PAGE", "3"),
        fields.word_art(""),
    ],
)
def test_nothing_is_told_of_words_that_were_read(content: str) -> None:
    assert inspect(_in_line(content)()).warnings == ()


def test_the_note_on_unread_words_shows_the_first_places_only() -> None:
    assert unread_note(["甲", "乙", "丙", "丁"]).endswith("共4处：“甲”；“乙”；“丙”等。")
