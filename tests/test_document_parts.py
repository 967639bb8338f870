"""A notice, the rule it issues and what is attached are told apart, and no address occurs twice."""

import sys
from pathlib import Path

import pytest
from word_builders import a_text

sys.path.insert(0, str(Path(__file__).resolve().parent / "bench"))
from structure_report import SHARED, measured, texts_in

from models.document import NumberFamily, PartKind, parts_of
from models.structure.clauses import clauses_of, words_under

FILE = a_text(
    "关于印发《某区停车管理办法》的通知", "某政发〔2025〕5号", "各单位：",
    "现将《某区停车管理办法》印发给你们，请遵照执行。", "一、加强领导。", "（一）落实责任。",
    "某区人民政府", "2025年3月1日", "某区停车管理办法", "第一条　为了规范停车，制定本办法。",
    "第二条　本办法自公布之日起施行。", "附件1", "收费细则", "第一条　每小时二元。",
    "第二条　减免。",
)  # fmt: skip


def test_cover_rule_and_attachment_have_addresses_of_their_own() -> None:
    assert [(p.kind, p.label) for p in parts_of(FILE)] == [
        (PartKind.COVER, "印发通知"), (PartKind.MAIN, ""), (PartKind.ATTACHMENT, "附件1"),
    ]  # fmt: skip
    assert [clause.address for clause in clauses_of(FILE)] == [
        *("印发通知 一、", "印发通知 一、（一）", "第一条", "第二条"),
        *("附件1 第一条", "附件1 第二条"),
    ]


def test_the_signature_belongs_to_no_clause() -> None:
    assert all("人民政府" not in clause.text for clause in clauses_of(FILE))


def test_a_number_that_stands_twice_is_told_apart() -> None:
    text = a_text("第一条　甲。", "第二条　乙。", "第二条　丙。", "丁。")
    assert [clause.address for clause in clauses_of(text)][2:] == [
        "第二条（第二处）", "第二条（第二处）第一款", "第二条（第二处）第二款",
    ]  # fmt: skip


def test_what_is_attached_does_not_stand_under_the_last_article() -> None:
    text = a_text("某办法", "第一条　甲。", "第二条　乙。", "附件1", "（一）丙。")
    assert words_under(clauses_of(text), "第二条") == "乙。"


def test_an_article_that_is_missing_and_stands_within_a_line_is_split_off() -> None:
    text = a_text("第一条　甲。", "第二条　本办法由某局负责解释第三条本办法自公布之日起施行。")
    assert [clause.address for clause in clauses_of(text)] == ["第一条", "第二条", "第三条"]


def test_decimal_numbers_are_clauses() -> None:
    text = a_text(
        "某细则", "1.总则", "1.1 目的", "甲。", "1.2 范围", "2.职责", "2.1 部门", "（1）乙。"
    )
    assert parts_of(text)[0].family is NumberFamily.DECIMAL
    assert [c.address for c in clauses_of(text)] == ["1", "1.1", "1.2", "2", "2.1", "2.1（1）"]


@pytest.mark.skipif(
    not (SHARED / "corpus").is_dir(), reason="../shared with the corpus is not here"
)
def test_articles_of_real_files_are_complete_and_in_order() -> None:
    counted = [one for one in (measured(*each) for each in texts_in(SHARED)) if one.articles]
    assert sum(not one.gaps for one in counted) >= 0.99 * len(counted) > 0
