"""An opinion is told in the words of its people: what they concluded, and no more than that."""

from dataclasses import replace

import pytest
from letter_builders import FULL, an_item, said_by, words_of

from models.errors import UnknownCode
from models.letter import Para
from models.opinion import Adoption, Conclusion
from review_flows import letters
from review_flows.letters import phrases

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
    assert "第2、3、4项审核意见未完全采纳或者未反馈" in words_of(text)


def test_an_opinion_on_another_document_does_not_speak_of_deliberation() -> None:
    other = replace(FULL, matter_type="other_document")

    for code in ("review_opinion", "revision_confirmation", "return_notice", "closing_notice"):
        assert "集体审议" not in said_by(code, other)
        assert "115号" not in said_by(code, other)
