"""A submission → a case: papers told apart, the unit named; what is unclear is asked."""

from pathlib import Path

import pytest
import word_builders as build
from databases import case_in
from inbox_builders import (
    a_draft,
    documents_of,
    put,
    put_sample,
    questions_of,
    some_bases,
    take_one,
)

from models.case import MatterType
from review_flows.outside.site import Site

KINDS_OF_THE_SAMPLE = {
    "送审稿.docx": "draft",
    "起草说明.docx": "explanation",
    "制定依据.docx": "bases",
    "征求意见及采纳情况.docx": "consultation",
    "本单位合法性审核意见.docx": "own_legal_opinion",
    "送审函.docx": "cover_letter",
}
NO_UNIT = "起草单位是谁？材料中没有写明，或者写明了不止一个。"
NO_DRAFT = "哪一份是送审稿？没有或者不止一份文件看起来是送审稿。"
A_UNIT = "青岚区住房和城乡建设局"
ANOTHER_UNIT = "青岚区审计局"


def taken(site: Site, papers: dict[str, bytes]) -> str:
    """The case of a submission of these papers."""
    for name, content in papers.items():
        put(site, f"报送/{name}", content)
    number, _ = take_one(site)
    assert number
    return number


def a_cover_letter(*units: str) -> bytes:
    return build.a_docx_saying("关于报请审核《示例管理办法》的函", "区司法局：", *units)


def test_the_sample_needs_no_question(site: Site) -> None:
    put_sample(site)

    number, _ = take_one(site)

    assert number
    assert documents_of(site, number) == KINDS_OF_THE_SAMPLE
    case = case_in(site.database, number)
    assert case.title == "青岚区电动自行车停放充电安全管理办法（试行）"
    assert (case.unit, case.matter_type) == ("zhujian", MatterType.NORMATIVE_DOCUMENT)
    assert questions_of(site, number) == []


def test_the_unit_is_read_from_the_explanation_where_the_cover_letter_names_none(
    site: Site,
) -> None:
    explanation = build.a_docx_saying("关于《示例管理办法》的起草说明", f"{A_UNIT}起草了本办法。")
    papers = {"送审稿.docx": a_draft(), "起草说明.docx": explanation}

    number = taken(site, papers | {"送审函.docx": a_cover_letter()})

    assert case_in(site.database, number).unit == "zhujian"
    assert questions_of(site, number) == []


@pytest.mark.parametrize("units", [(), (A_UNIT, ANOTHER_UNIT), ("云中市某某局",)])
def test_a_unit_that_is_not_named_or_not_alone_is_asked_for(
    site: Site, units: tuple[str, ...]
) -> None:
    number = taken(site, {"送审稿.docx": a_draft(), "送审函.docx": a_cover_letter(*units)})

    assert case_in(site.database, number).unit is None
    assert questions_of(site, number) == [NO_UNIT]


def test_a_paper_whose_name_and_content_disagree_is_asked_about(site: Site) -> None:
    papers = {"送审稿.docx": a_draft(), "起草说明.docx": some_bases()}

    number = taken(site, papers | {"送审函.docx": a_cover_letter(A_UNIT)})

    assert documents_of(site, number)["起草说明.docx"] == "other"
    assert questions_of(site, number) == [
        "《起草说明.docx》是哪种材料？可能是起草说明、制定依据"
        "（文件名称似：起草说明；内容似：制定依据）。"
    ]


def test_a_paper_that_nothing_tells_is_other_and_said_to_be(site: Site) -> None:
    papers = {"送审稿.docx": a_draft(), "新建文档.docx": build.a_docx_saying("甲", "乙")}

    number = taken(site, papers | {"送审函.docx": a_cover_letter(A_UNIT)})

    assert documents_of(site, number)["新建文档.docx"] == "other"
    assert questions_of(site, number) == [
        "《新建文档.docx》按“其他材料”登记，请确认（文件名称和内容均看不出材料种类）。"
    ]


def test_two_drafts_are_asked_about_and_the_submission_lends_its_name(site: Site) -> None:
    papers = {"送审稿.docx": a_draft("青岚区甲办法"), "送审稿2.docx": a_draft("青岚区乙办法")}

    number = taken(site, papers | {"送审函.docx": a_cover_letter(A_UNIT)})

    assert questions_of(site, number) == [NO_DRAFT]
    assert case_in(site.database, number).title == "报送"


def test_no_draft_is_asked_about(site: Site) -> None:
    number = taken(site, {"制定依据.docx": some_bases(), "送审函.docx": a_cover_letter(A_UNIT)})

    assert questions_of(site, number) == [NO_DRAFT]


def test_a_single_file_that_looks_like_nothing_is_the_draft_and_said_to_be(site: Site) -> None:
    put(site, "新建文档.docx", build.a_docx_saying("甲", "乙"))

    number, _ = take_one(site)

    assert number
    assert documents_of(site, number) == {"新建文档.docx": "draft"}
    first, second = questions_of(site, number)
    assert first.startswith("《新建文档.docx》按“送审稿”登记，请确认")
    assert second == NO_UNIT


def test_a_document_keeps_the_bytes_that_came_in(site: Site) -> None:
    put(site, "办法.docx", a_draft())

    number, (arrival,) = take_one(site)

    assert number
    assert site.store.get(arrival.sha256) == a_draft()
    kept = Path(site.settings.docs_in) / "received" / number / "办法.docx"
    assert kept.read_bytes() == a_draft()
