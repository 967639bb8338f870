"""An opinion is told in the words of its people: what they concluded, and no more than that."""

import re
from dataclasses import replace
from datetime import date

import pytest
from builders import a_document, add_person, consulted, opinion, today_is, under_review
from docx.oxml.ns import qn
from letter_builders import FULL, an_item, opened, said_by, words_of

from models.document import DocumentKind
from models.errors import UnknownCode
from models.letter import LetterFacts, LetterPoint, LetterText, Para
from models.moves import Move
from models.opinion import Adoption, Conclusion, ReviewPoint
from review_flows import letters
from review_flows.desk import act
from review_flows.desk.absences import enter_absence
from review_flows.letters import phrases
from review_flows.outside.letters_due import due_letter, letters_due
from review_flows.outside.paper.writer import render_letter
from review_flows.outside.site import Site

OF_THE_GUIDANCE = [item for item in phrases.CONCLUSIONS.items() if item[0] != "risk_stated"]


def test_a_stated_risk_is_told_as_one_and_as_no_approval() -> None:
    facts = replace(FULL, conclusion=Conclusion.RISK_STATED, matter_type="major_decision")
    said = said_by("review_opinion", facts)
    assert "所涉事项国家尚无明确规定，本意见书对其明示法律风险。" in said
    assert "《重大行政决策程序暂行条例》" in said and "国办发〔2018〕115号" not in said
    assert "可以明示法律风险，提请集体讨论" in said


@pytest.mark.parametrize(("code", "words"), OF_THE_GUIDANCE)
def test_a_conclusion_is_told_in_the_words_of_the_guidance(code: str, words: str) -> None:
    said = said_by("review_opinion", replace(FULL, conclusion=code))

    assert f"经审核，《青岚区停放充电管理办法（试行）（送审稿）》{words}。" in said


@pytest.mark.parametrize("conclusion", ["", *Conclusion])
def test_finding_nothing_is_never_told_as_lawful(conclusion: str) -> None:
    facts = replace(FULL, items=(), conclusion=conclusion)

    for kind in letters.ALL:
        said = words_of(kind.compose(facts)).replace("常务会议审议通过", "")
        assert "通过" not in said
        assert "无问题" not in said and "未发现" not in said
    said = said_by("review_opinion", facts)
    assert ("》合法。" in said) == (conclusion == Conclusion.LEGAL)


def test_an_opinion_without_a_conclusion_says_that_it_carries_none() -> None:
    said = said_by("review_opinion", replace(FULL, conclusion=""))

    assert "未载明审核结论，不得作为提请集体审议的依据" in said


def test_an_unlawful_draft_is_barred_from_deliberation() -> None:
    assert "不得提交集体审议" in said_by(
        "review_opinion", replace(FULL, conclusion=Conclusion.ILLEGAL)
    )


@pytest.mark.parametrize("matter_type", ["normative_document", "major_decision"])
def test_what_may_not_go_to_the_meeting_is_not_asked_for_a_report_to_it(matter_type: str) -> None:
    facts = replace(FULL, matter_type=matter_type, conclusion=Conclusion.ILLEGAL)
    text = letters.letter_kind("review_opinion").compose(facts)
    assert "不得提交集体" in words_of(text) and "请你单位" not in words_of(text)
    assert not [name for name in text.attachments if "反馈表" in name]
    revised = letters.letter_kind("review_opinion").compose(
        replace(facts, conclusion=Conclusion.REVISE)
    )
    assert "请你单位" in words_of(revised)
    review = "审查" if matter_type == "major_decision" else "审核"
    assert revised.attachments[-1] == f"{review}意见采纳情况反馈表"
    form = letters.letter_kind("adoption_form").compose(replace(FULL, matter_type=matter_type))
    assert form.heading == revised.attachments[-1]


def test_what_no_meeting_decides_is_reported_on_whatever_was_concluded() -> None:
    """The report of adoption closes it."""
    contract = replace(FULL, matter_type="contract", conclusion=Conclusion.ILLEGAL)
    assert "请你单位将审核意见采纳情况逐条书面反馈" in said_by("review_opinion", contract)


def test_a_code_in_no_list_is_refused_instead_of_printed() -> None:
    with pytest.raises(UnknownCode, match="revise"):
        said_by("review_opinion", replace(FULL, conclusion="revised"))
    with pytest.raises(UnknownCode, match="must_change"):
        said_by("review_opinion", replace(FULL, items=(an_item(severity="must"),)))
    with pytest.raises(UnknownCode, match="not_adopted"):
        said_by("revision_confirmation", replace(FULL, items=(an_item(adoption="adopt_not"),)))
    with pytest.raises(UnknownCode, match="review_opinion"):
        letters.letter_kind("review_opinions")


def test_a_confirmation_tells_what_became_of_each_item() -> None:
    items = (
        an_item(1, adoption=Adoption.ADOPTED),
        an_item(2, adoption=Adoption.PARTLY, adoption_reason="另有规定"),
        an_item(3, adoption=Adoption.NOT_ADOPTED),
        an_item(4),
    )
    text = letters.letter_kind("revision_confirmation").compose(replace(FULL, items=items))
    rows = [row for block in text.body if not isinstance(block, Para) for row in block.rows]

    assert [row[3] for row in rows if len(row) == 5] == ["采纳", "部分采纳", "未采纳", "未反馈"]
    assert "另有规定" in words_of(text)
    assert "第2、3项审核意见未完全采纳，第4项审核意见未反馈，你单位应当" in words_of(text)
    answered = said_by("revision_confirmation", replace(FULL, items=items[:3]))
    assert "第2、3项审核意见未完全采纳，你单位应当" in answered and "未反馈" not in answered
    unanswered = said_by("revision_confirmation", replace(FULL, items=items[3:]))
    assert "第4项审核意见未反馈，你单位应当" in unanswered and "未完全采纳" not in unanswered


def test_an_opinion_on_another_document_does_not_speak_of_deliberation() -> None:
    other = replace(FULL, matter_type="other_document")

    for code in ("review_opinion", "revision_confirmation", "return_notice", "closing_notice"):
        assert "集体审议" not in said_by(code, other)
        assert "115号" not in said_by(code, other)


SEVEN = tuple(
    LetterPoint(
        point, "not_met" if point == "content" else "met", "见第三部分" * (point == "content")
    )
    for point in ReviewPoint
)


def rows_of(text: LetterText) -> list[tuple[str, ...]]:
    return [row for block in text.body if not isinstance(block, Para) for row in block.rows]


def test_the_seven_points_stand_in_a_table_as_they_were_decided() -> None:
    text = letters.letter_kind("review_opinion").compose(replace(FULL, points=SEVEN))
    rows = [row for row in rows_of(text) if len(row) == 5][:7]
    assert [row[0] for row in rows] == list("1234567")
    assert [row[1] for row in rows] == ["主体", "权限", "程序", *["内容"] * 4]
    assert rows[0][2:] == ("制定主体是否合法", "符合要求", "")
    assert rows[3][2:] == (
        "内容是否符合宪法、法律、法规、规章和国家政策",
        "不符合要求",
        "见第三部分",
    )
    assert "审核内容包括" not in words_of(text)


def test_the_points_of_a_decision_are_told_in_the_words_of_its_regulation() -> None:
    points = tuple(LetterPoint(p, "met") for p in ("authority", "procedure", "content"))
    facts = replace(FULL, matter_type="major_decision", points=points)
    said = said_by("review_opinion", facts)
    assert "决策草案的形成是否履行相关法定程序" in said and "审查内容" in said
    assert "本机关从权限、程序、内容方面进行了审查" in said


def test_who_was_heard_and_who_kept_silent_is_told() -> None:
    facts = replace(
        FULL,
        heard=("顾律师", "冯律师"),
        experts=("何教授",),
        silent=("吴律师",),
        co_reviewers=("赵审核",),
    )
    rows = dict(
        r for r in rows_of(letters.letter_kind("review_opinion").compose(facts)) if len(r) == 2
    )
    assert rows["听取意见的法律顾问"] == "顾律师、冯律师"
    assert rows["听取意见的外部专家"] == "何教授"
    assert rows["逾期未提出意见"] == "吴律师（视为未提出意见）"
    assert rows["会签人"] == "赵审核"


def test_an_item_quotes_the_words_that_it_is_about() -> None:
    item = replace(an_item(), quote="处五百元罚款。")
    said = said_by("review_opinion", replace(FULL, items=(item,)))
    assert "原文：“处五百元罚款”\n自行设定罚款，未引用上位法。" in said
    assert "原文：“" not in said_by("review_opinion")


def test_the_number_of_a_case_is_never_broken_at_a_hyphen() -> None:
    written = opened(render_letter(letters.letter_kind("review_opinion").compose(FULL)))
    broken = [
        node.text
        for node in written.element.body.iter(qn("w:t"))
        if re.search(r"[A-Z]-\d{4}", node.text or "")
    ]
    assert broken == []
    assert any("QL-2026-001" in paragraph.text for paragraph in written.paragraphs)


def test_the_duty_to_report_asks_for_the_new_wording() -> None:
    for matter_type in ("normative_document", "other_document"):
        facts = replace(FULL, matter_type=matter_type)
        assert "采纳或者部分采纳的，写明修改后的表述" in said_by("review_opinion", facts)


def test_the_letter_of_a_case_says_what_its_review_decided(site: Site) -> None:
    number = consulted(site, under_review(site))
    add_person(site, "wu", "advisor", "hengshi")
    add_person(site, "zhao", "reviewer")
    act(site, "shen", number, Move.CONSULT, {"advisor": "wu", "question": "可行否"})
    secret = {"outsider": "万教授", "question": "可行否", "secret": True}
    act(site, "shen", number, Move.CONSULT, secret)
    act(site, "shen", number, Move.CONSULT, {"outsider": "何教授", "question": "可行否"})
    act(site, "shen", number, Move.CO_REVIEW, {"person": "zhao", "question": "可行否"})
    answer = {"kind": "favourable", "text": "可行"}
    paper = a_document(site, DocumentKind.ADVICE)
    act(site, "gu", number, Move.ADVISE, answer)
    act(site, "zhao", number, Move.COUNTERSIGN, answer)
    for question in (3, 4):
        recorded = {**answer, "documents": [paper], "consultation": question}
        act(site, "shen", number, Move.RECORD_ADVICE, recorded)
    today_is(site, date(2026, 3, 16))
    act(site, "shen", number, Move.PROPOSE_OPINION, opinion())
    today_is(site, date(2026, 3, 20))
    act(site, "qian", number, Move.SIGN)
    facts = facts_of(site, "review_opinion")
    assert (facts.heard, facts.silent) == (("顾律师",), ("wu者",))
    assert facts.experts == ("何教授",)
    assert facts.co_reviewers == ("zhao者",)
    assert [point.point for point in facts.points] == list(ReviewPoint)
    assert facts.points[2] == LetterPoint("content", "not_met", "第十二条第二款与上位法抵触")
    (item,) = facts.items
    assert (item.address, item.quote) == ("第十二条第二款", "")


def test_the_letter_of_a_question_that_was_recalled_is_not_written(site: Site) -> None:
    number = under_review(site)
    add_person(site, "wu", "advisor", "hengshi")
    for code in ("gu", "wu"):
        act(site, "shen", number, Move.CONSULT, {"advisor": code, "question": "可行否"})
    sql = "SELECT event_seq FROM letters WHERE kind = 'advice_request' ORDER BY id"
    with site.database.reading() as connection:
        first, second = (row["event_seq"] for row in connection.rows(sql))
    assert len(letters_due(site.database, number, first)) == 1
    act(site, "shen", number, Move.RECALL, {"advisor": "gu", "reason": "问错了人"})
    assert letters_due(site.database, number, first) == []
    assert len(letters_due(site.database, number, second)) == 1


def test_who_answered_for_an_absent_colleague_is_named_as_who_did_it(site: Site) -> None:
    number = consulted(site, under_review(site))
    for code in ("qi", "sun", "zhao"):
        add_person(site, code, "reviewer")
    for code in ("qi", "zhao"):
        act(site, "shen", number, Move.CO_REVIEW, {"person": code, "question": "可行否"})
    enter_absence(site, "qi", "qi", "sun", "2026-03-09", "2026-03-13")
    answer = {"kind": "favourable", "text": "可行"}
    act(site, "gu", number, Move.ADVISE, answer)
    for code in ("sun", "zhao"):
        act(site, code, number, Move.COUNTERSIGN, answer)
    today_is(site, date(2026, 3, 16))
    act(site, "shen", number, Move.PROPOSE_OPINION, opinion())
    today_is(site, date(2026, 3, 20))
    act(site, "qian", number, Move.SIGN)
    facts = facts_of(site, "review_opinion")
    assert facts.co_reviewers == ("sun者（代qi者）", "zhao者")
    assert facts.heard == ("顾律师",)


def facts_of(site: Site, kind: str) -> LetterFacts:
    with site.database.reading() as connection:
        found = connection.value("SELECT id FROM letters WHERE kind = :kind", kind=kind)
    return due_letter(site.database, int(found)).facts
