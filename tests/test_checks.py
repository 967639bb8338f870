"""The checks together: the sample draft, real texts, their order, their list, what none may say."""

import re
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest
from check_builders import (
    BLOCK,
    FIRST,
    INFO,
    LAST,
    QUESTION,
    TITLE,
    WARN,
    draft,
    flaws,
    found,
    of,
    rule,
)
from counting_calls import calls_of
from hypothesis import given, settings
from hypothesis import strategies as st

from models.check import DraftText, draft_text
from review_flows.checks import ALL, run_checks
from review_flows.outside.word.reading.reader import read_word

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "docs_in/青岚区电动自行车停放充电管理办法/送审稿.docx"
REAL_TEXTS = ROOT.parent / "shared/normative_texts"


def sample() -> DraftText:
    return draft_text(read_word(SAMPLE.read_bytes()))


def real_texts() -> dict[str, DraftText]:
    if not REAL_TEXTS.is_dir():
        pytest.skip("../shared/normative_texts is not here: real texts are not kept with the code.")
    texts = {path.name[:3]: path.read_text("utf-8") for path in REAL_TEXTS.glob("*.txt")}
    return {number: draft(*text.split("\n")[1:]) for number, text in texts.items()}


def test_the_sample_draft_shows_its_three_flaws_and_its_cited_penalties_in_reading_order() -> None:
    assert [(one.address, one.check, one.severity) for one in run_checks(sample())] == [
        ("全文", "classifies_the_matter", QUESTION),
        ("第十二条第一款第（四）项", "asks_for_a_proof", WARN),
        ("第十二条第二款", "sets_a_licence", BLOCK),
        ("第二十八条第一款", "sets_a_penalty", INFO),
        ("第二十八条第二款", "sets_a_penalty", INFO),
        ("第二十九条第一款", "sets_a_penalty", BLOCK),
        ("第二十九条第二款", "sets_a_penalty", BLOCK),
    ]


def test_a_finding_quotes_the_words_names_the_basis_and_says_what_to_do() -> None:
    fine = next(one for one in run_checks(sample()) if one.address == "第二十九条第一款")
    assert "“处二百元以上一千元以下罚款”" in fine.message
    assert "未引用上位法" in fine.message
    assert "行政处罚法" in fine.basis
    assert "第十六条" in fine.basis
    assert "删除" in fine.advice


def test_a_rule_that_is_in_order_yields_nothing() -> None:
    assert found("本区行政区域内的停车管理，适用本办法。") == []


def test_a_fine_in_an_attachment_or_table_or_before_the_first_article_is_found_too() -> None:
    text = draft(TITLE, "违者处五十元罚款。", FIRST, LAST, "附件", "", "占道的，罚款二百元。")
    assert [one.address for one in of("sets_a_penalty", text)] == ["第2段", "第6段"]


def test_a_text_without_articles_is_checked_by_its_headings() -> None:
    text = draft(
        "关于加强停车管理的通知",
        "根据《中华人民共和国道路交通安全法》，现通知如下。",
        "一、总体要求",
        "（一）违规停放的，处二百元罚款。",
        "（二）依照《中华人民共和国道路交通安全法》，处二百元罚款。",
        "本通知自印发之日起施行，有效期2年。",
    )
    fines = of("sets_a_penalty", text)
    assert [(one.address, one.severity) for one in fines] == [
        ("一、（一）", BLOCK),
        ("一、（二）", INFO),
    ]
    assert flaws(text) == fines


def test_every_check_has_a_file_of_its_name_a_question_and_a_source_and_is_listed_once() -> None:
    names = [entry.name for entry in files("review_flows.checks").iterdir()]
    texts = {
        name.removesuffix(".py"): files("review_flows.checks").joinpath(name).read_text("utf-8")
        for name in names
        if name.endswith(".py")
    }
    with_check = sorted(name for name, text in texts.items() if "\nCHECK = Check(" in text)
    assert sorted(check.code for check in ALL) == with_check
    assert len(with_check) == 12
    assert all(check.question.endswith("？") and check.source for check in ALL)


EVERYTHING = rule(
    "处五百元罚款。未经批准不得经营。收取管理费。",
    "提供居民委员会出具的证明。不得申请行政复议。依照《合同法》办理。",
    first="第三条　制定本条例。",
    title="青岚区停车管理条例",
    last="由区交通局解释。",
)


def test_each_check_finds_something_somewhere_under_its_own_code_with_a_basis() -> None:
    findings = run_checks(EVERYTHING)
    assert {one.check for one in findings} == {check.code for check in ALL}
    assert all(one.message and one.advice and one.basis for one in findings)


def test_no_finding_says_that_anything_passed() -> None:
    for one in [*run_checks(EVERYTHING), *run_checks(sample())]:
        own_words = re.sub(r"“[^”]*”", "", one.message + one.advice)
        assert not re.search(r"通过|合格|未发现|无问题|没有问题|符合要求|(?<!违)合法", own_words)


@settings(deadline=None)
@given(
    st.lists(
        st.text(alphabet="第一二条款（）《》法处罚款未经批准不得。；，\n\t 证明1.", max_size=60)
    )
)
def test_any_text_is_read_to_its_end_in_the_same_order_each_time(lines: list[str]) -> None:
    text = draft(*lines)
    first = run_checks(text)
    assert first == run_checks(text)
    places = {passage.address: place for place, passage in reversed([*enumerate(text.passages())])}
    order = [(places.get(one.address, -1), one.check) for one in first]
    assert order == sorted(order)


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(["第二条　甲。", "乙。", "（一）丙；", "附件", "一、丁", "", "1.戊"]))
)
def test_no_line_of_the_text_is_left_out_of_the_passages(lines: list[str]) -> None:
    text = draft(TITLE, *lines)
    words = "\n".join(passage.text for passage in text.passages())
    assert all(word in words for word in "甲乙丙丁戊" if word in "".join(lines))


def test_the_work_of_checking_grows_no_faster_than_the_text() -> None:
    page = "\n".join(
        ["应当遵守消防技术标准和管理规定，未取得编号的，不得投入运营，并处罚款。" * 5] * 4
    )
    short, long = (rule(*[page] * pages) for pages in (15, 60))  # some 700 characters a page
    assert sum(map(len, long.paragraphs)) > 40_000
    assert len(run_checks(long)) > 60
    assert calls_of(lambda: run_checks(long)) < 5 * calls_of(lambda: run_checks(short))


def test_on_real_texts_the_red_lines_seldom_block() -> None:
    blocked = Counter[tuple[str, str]]()
    for number, text in real_texts().items():
        blocked.update((number, one.check) for one in run_checks(text) if one.severity is BLOCK)
    # Looked at one by one: a ministry's rule (081) that may set its fine, and number plates
    # (032, 050, 055) that a law requires which the article does not cite.
    assert blocked == {
        ("081", "sets_a_penalty"): 1,
        ("032", "sets_a_licence"): 1,
        ("050", "sets_a_licence"): 1,
        ("055", "sets_a_licence"): 1,
    }


def test_on_real_texts_penalties_that_repeat_a_law_are_told_apart() -> None:
    fines = of("sets_a_penalty", real_texts()["078"])
    assert [(one.address, one.severity) for one in fines] == [
        ("第十九条", INFO),
        ("第二十条", INFO),
        ("第二十一条", INFO),
    ]
