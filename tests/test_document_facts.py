"""What a document says of itself is found with its words, and what is amiss is reported."""

from datetime import date

from test_document_parts import FILE
from word_builders import a_text

from models.document import document_facts
from models.structure.document_fault import FaultKind
from models.structure.effect import EffectKind, effects_in
from models.structure.validity_term import validity_in


def test_title_number_day_and_issuer_are_those_of_the_document() -> None:
    facts = document_facts(FILE)
    assert (facts.title, facts.number) == ("某区停车管理办法", "某政发〔2025〕5号")
    assert facts.dated == date(2025, 3, 1)
    assert [one.words for one in facts.issuers] == ["某区人民政府"]


def test_a_cited_number_is_not_the_own_one() -> None:
    line = (
        "根据《某意见》（某政发〔2020〕1号）以及其他有关文件的规定，结合本区实际情况，现通知如下。"
    )
    assert document_facts(a_text("关于某事的通知", line)).number == ""


def test_days_of_effect_and_terms_are_typed() -> None:
    kinds = [next(effects_in(words)) for words in
             ("自2024年6月1日起施行", "自发布之日起施行", "自公布之日起30日后施行")]  # fmt: skip
    assert [one.kind for one in kinds] == [
        EffectKind.ON_DAY, EffectKind.FROM_ISSUE, EffectKind.AFTER_ISSUE,
    ]  # fmt: skip
    assert (kinds[0].day, kinds[2].after) == (date(2024, 6, 1), 30)
    assert [one.years for one in validity_in("本办法自公布之日起施行，有效期五年。")] == [5]


def test_a_repeal_names_its_text_and_a_listed_attachment_that_is_missing_is_known() -> None:
    text = a_text("某办法", "第一条　甲。", "第二条　本办法自公布之日起施行，《旧办法》同时废止。",
                  "附件：1.名单", "2.表格")  # fmt: skip
    facts = document_facts(text)
    assert [one.name for _, repeal in facts.repeals for one in repeal.texts] == ["旧办法"]
    assert [(one.name, one.missing) for one in facts.attachments] == [
        ("名单", True), ("表格", True),
    ]  # fmt: skip


def test_gaps_and_signs_of_a_conversion_are_reported() -> None:
    text = a_text("第一条　甲。", "第二条　乙。\t第三条　丙。", "- 1 -", "第五条　丁。")
    kinds = {fault.kind for fault in document_facts(text).faults}
    assert kinds == {FaultKind.NUMBER_MISSING, FaultKind.GLUED_CLAUSE, FaultKind.PAGE_NUMBER}
