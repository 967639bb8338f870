"""Every line of a rule belongs to one clause, and the clause has the address a lawyer would say."""

import pytest
import word_builders as build
from hypothesis import given
from hypothesis import strategies as st

from models.chinese_number import chinese_number
from models.document import (
    Clause,
    ClauseLevel,
    Paragraph,
    Place,
    WordText,
    clauses_of,
    title_of,
    words_under,
)

_RULE = build.a_text(
    "某区电动自行车管理办法",
    "第一章　总则",
    "第一条　为了规范管理，根据有关法律，制定本办法。",
    "第二条　本区范围内适用本办法。",
    "第三条第二款所称单位，包括个体工商户。",
    "第二章　管理",
    "第一节　停放",
    "第三条　禁止下列行为：",
    "（一）在楼道停放；",
    "(二)私拉电线：",
    "1．室内；",
    "2．室外。",
    "违反前款规定的，责令改正。",
    "第三条之一　物业服务人应当：",
    "（一）巡查；",
    "（二）劝阻。",
    "附件：1.名单",
    "张三，不属于正文。",
)


def _addresses(text: WordText) -> list[str]:
    return [clause.address for clause in clauses_of(text)]


def _at(text: WordText, address: str) -> Clause:
    return next(clause for clause in clauses_of(text) if clause.address == address)


def test_addresses_are_those_a_lawyer_would_say() -> None:
    assert _addresses(_RULE) == [
        *("第一章", "第一条", "第二条", "第二条第一款", "第二条第二款"),
        *("第二章", "第二章第一节", "第三条", "第三条第一款", "第三条第一款第（一）项"),
        *("第三条第一款第（二）项", "第三条第一款第（二）项第1目", "第三条第一款第（二）项第2目"),
        *("第三条第二款", "第三条之一", "第三条之一第（一）项", "第三条之一第（二）项"),
    ]


def test_a_clause_knows_its_paragraph_its_level_and_its_words() -> None:
    item = _at(_RULE, "第三条第一款第（二）项")

    assert (item.position, item.level, item.number) == (9, ClauseLevel.ITEM, "（二）")
    assert item.text == "私拉电线："
    assert words_under(clauses_of(_RULE), item.address) == "私拉电线：\n室内；\n室外。"


@pytest.mark.parametrize(
    "line", ["第八条第二款规定的行为", "第八条的规定不适用", "第八条、第九条所称", "第八条修改为："]
)
def test_a_citation_at_the_start_of_a_line_opens_no_article(line: str) -> None:
    text = build.a_text("第一条　甲。", line)

    assert _addresses(text) == ["第一条", "第一条第一款", "第一条第二款"]


def test_a_contents_list_is_not_read_as_chapters() -> None:
    text = build.a_text(
        *("某办法", "目录", "第一章　总则……1", "第二章　附则……9"),
        *("第一章　总则", "第一条　甲。", "第二章　附则", "第二条　乙。"),
    )

    assert _addresses(text) == ["第一章", "第一条", "第二章", "第二条"]
    assert clauses_of(text)[0].position == 4


def test_articles_in_a_table_are_no_clauses() -> None:
    text = WordText((Paragraph("第一条　甲。"), Paragraph("第二条　乙。", Place.TABLE)))

    assert _addresses(text) == ["第一条"]


def test_a_soft_break_and_a_glueing_tab_start_a_line() -> None:
    text = build.a_text("第一条　甲：\n（一）子；\n（二）丑。\t第二条　乙。")

    assert _addresses(text) == ["第一条", "第一条第（一）项", "第一条第（二）项", "第二条"]


def test_a_number_alone_on_its_line_takes_the_next_line_as_its_words() -> None:
    text = build.a_text("第一条", "为了规范。", "第二条 乙。")

    assert [clause.text for clause in clauses_of(text)] == ["为了规范。", "乙。"]


def test_the_family_of_outline_numbers() -> None:
    text = build.a_text(
        *("关于某事的通知", "各单位：", "一、总体要求", "坚持原则。"),
        *("二、任务", "（一）甲", "1.子", "（1）细", "（二）乙", "附件：表", "三张"),
    )

    assert _addresses(text) == [
        *("一、", "二、", "二、（一）", "二、（一）1.", "二、（一）1.（1）", "二、（二）"),
    ]
    assert clauses_of(text)[0].text == "总体要求\n坚持原则。"
    assert clauses_of(text)[2].level is ClauseLevel.PARAGRAPH


def test_an_article_of_very_many_paragraphs_is_counted_on() -> None:
    text = build.a_text("第一条　甲。", *["又。"] * 120)

    assert _addresses(text)[-1] == "第一条第一百二十一款"


_WORDS = st.sampled_from(["应当备案。", "禁止停放：", "（一）巡查；", "1．室内；", "罚款。"])


@given(st.lists(st.lists(_WORDS, min_size=1, max_size=6), min_size=2, max_size=12))
def test_every_line_belongs_to_exactly_one_clause(articles: list[list[str]]) -> None:
    lines = [
        f"第{chinese_number(n)}条　{line}" if i == 0 else line
        for n, article in enumerate(articles, start=1)
        for i, line in enumerate(article)
    ]
    clauses = clauses_of(build.a_text(*lines))

    said = [line for line in "\n".join(c.text for c in clauses).split("\n") if line]
    bare = [line.removeprefix("（一）").removeprefix("1．") for a in articles for line in a]
    firsts = {a[0] for a in articles}
    assert len(said) == len(bare)
    assert [c.number for c in clauses if c.level is ClauseLevel.ARTICLE] == [
        f"第{chinese_number(n)}条" for n in range(1, len(articles) + 1)
    ]
    assert all(line in bare or line in firsts for line in said)


@given(st.lists(st.text(max_size=30), max_size=12))
def test_no_text_makes_it_fail(lines: list[str]) -> None:
    text = build.a_text(*lines)

    assert all(0 <= clause.position < len(lines) for clause in clauses_of(text))
    assert len(title_of(text)) <= 80 * 15


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["某区停车管理办法（试行）（送审稿）", "第一条　甲。"], "某区停车管理办法（试行）"),
        (["某区人民政府办公室文件", "某政办发〔2025〕5号", "某区人民政府", "关于印发某办法的通知"],
         "某区人民政府关于印发某办法的通知"),
        (["送审稿", "某区停车", "管理办法", "第一条　甲。"], "某区停车管理办法"),
        (["附件1", "关于《某办法》的起草说明", "一、必要性"], "关于《某办法》的起草说明"),
        (["关于《某区停车", "管理办法（试行）（送审稿）》", "的起草说明", "一、必要性"],
         "关于《某区停车管理办法（试行）》的起草说明"),
        (["关于审核《某区停车管理办法", "（送审稿）》的函", "司法局："],
         "关于审核《某区停车管理办法》的函"),
        (["某区停车管理办法", "（试行）", "第一条　甲。"], "某区停车管理办法（试行）"),
        (["第一条　甲。"], ""),
    ],
)  # fmt: skip
def test_the_title_is_found_and_joined(lines: list[str], title: str) -> None:
    assert title_of(build.a_text(*lines)) == title
