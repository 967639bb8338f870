"""The papers of a submission are told apart by name and content; doubt is a question."""

import pytest
import word_builders as build

from models.document import KIND_NAMES, DocumentKind, kind_of
from models.word_text import WordText

_RULE = build.a_text("某区停车管理办法", "第一条　甲。", "第二条　乙。")
_BARE = build.a_text("甲", "乙")


@pytest.mark.parametrize(
    ("name", "title", "kind"),
    [
        ("送审稿.docx", "某区停车管理办法（送审稿）", DocumentKind.DRAFT),
        ("某区停车管理办法（试行）.docx", "某区停车管理办法（试行）", DocumentKind.DRAFT),
        ("征求意见稿.docx", "某区停车管理办法（征求意见稿）", DocumentKind.DRAFT),
        ("起草说明.docx", "关于《某办法（送审稿）》的起草说明", DocumentKind.EXPLANATION),
        ("某办法（送审稿）起草说明.docx", "起草说明", DocumentKind.EXPLANATION),
        ("制定依据.docx", "《某办法》制定依据", DocumentKind.BASES),
        ("征求意见及采纳情况.docx", "《某办法》征求意见及采纳情况表", DocumentKind.CONSULTATION),
        ("3.本单位合法性审核意见.docx", "关于《某办法》的合法性审核意见",
         DocumentKind.OWN_LEGAL_OPINION),
        ("公平竞争审查结论.docx", "公平竞争审查表", DocumentKind.FAIR_COMPETITION),
        ("送审函.docx", "关于报请审核《某办法》的函", DocumentKind.COVER_LETTER),
        ("会议纪要.docx", "某局党组会会议纪要", DocumentKind.DELIBERATION_RECORD),
        ("法律顾问意见书.docx", "法律意见书", DocumentKind.ADVICE),
    ],
)  # fmt: skip
def test_name_and_title_that_agree_tell_the_kind(name: str, title: str, kind: DocumentKind) -> None:
    guess = kind_of(name, build.a_text(title, "正文。"))

    assert (guess.kind, guess.candidates, guess.ambiguous) == (kind, (kind,), False)


def test_name_and_content_that_disagree_are_a_question() -> None:
    guess = kind_of("起草说明.docx", _RULE)

    assert guess.kind is DocumentKind.OTHER
    assert guess.candidates == (DocumentKind.DRAFT, DocumentKind.EXPLANATION)
    assert guess.ambiguous
    assert guess.why == "文件名称似：起草说明；内容似：送审稿"


def test_a_name_that_speaks_of_two_kinds_is_a_question() -> None:
    guess = kind_of("起草说明和制定依据.docx", _BARE)

    assert guess.candidates == (DocumentKind.EXPLANATION, DocumentKind.BASES)
    assert guess.kind is DocumentKind.OTHER


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("1.docx", _RULE, DocumentKind.DRAFT),
        ("1.docx", build.a_text("第一条　甲。", "第二条　乙。"), DocumentKind.DRAFT),
        ("1.docx", build.a_text("某某消防法", "第一条　甲。", "第二条　乙。"), DocumentKind.BASES),
        ("起草说明.docx", _BARE, DocumentKind.EXPLANATION),
    ],
)
def test_where_one_says_nothing_the_other_decides(
    name: str, text: WordText, kind: DocumentKind
) -> None:
    assert kind_of(name, text).candidates == (kind,)


def test_what_nothing_tells_is_other_and_says_so() -> None:
    guess = kind_of("新建文档.docx", _BARE)

    assert (guess.kind, guess.candidates) == (DocumentKind.OTHER, (DocumentKind.OTHER,))
    assert guess.why == "文件名称和内容均看不出材料种类"


def test_every_kind_has_a_name_for_people() -> None:
    assert set(KIND_NAMES) == set(DocumentKind)
