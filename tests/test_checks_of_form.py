"""Title, basis, effective day, validity, repealed laws, numbers: the checks of a text's form."""

import pytest
from check_builders import BLOCK, FIRST, INFO, LAST, TITLE, WARN, draft, flaws, of, rule
from hypothesis import given, settings
from hypothesis import strategies as st

from models.check import DraftText
from models.chinese_number import chinese_number
from models.finding import FindingSeverity
from review_flows.checks.cites_repealed_law import REPEALED, RepealedLaw


@pytest.mark.parametrize(
    ("first", "severity", "said"),
    [
        ("第一条　为加强管理，制定本办法。", WARN, "没有写明制定依据"),
        ("第一条　根据有关法律法规，制定本办法。", WARN, "笼统"),
        ("第一条　根据《停车管理工作方案》，制定本办法。", INFO, "只有其他文件"),
    ],
)
def test_a_missing_vague_or_weak_basis_is_found(
    first: str, severity: FindingSeverity, said: str
) -> None:
    (one,) = flaws(rule("适用本办法。", first=first))
    assert (one.check, one.address, one.severity) == ("names_its_legal_basis", "第一条", severity)
    assert said in one.message


def test_a_law_that_comes_second_among_the_bases_counts() -> None:
    first = "第一条　根据《停车工作方案》《中华人民共和国道路交通安全法》，制定本办法。"
    assert flaws(rule("适用本办法。", first=first)) == []


def test_a_missing_effective_day_and_validity_are_found_for_the_whole_text() -> None:
    text = rule("适用本办法。", last="本办法由区交通局解释。停车证有效期三年。")
    assert [(one.address, one.check, one.severity) for one in flaws(text)] == [
        ("全文", "says_how_long_it_is_valid", INFO),
        ("全文", "says_when_it_takes_effect", WARN),
    ]


@pytest.mark.parametrize(
    "last",
    [
        "本办法自公布之日起施行，有效期为五年。",
        "本办法自2026年6月1日起实施，有效期至2031年5月31日。",
        "本办法自印发之日起30日后施行，试行期两年。",
        "本办法从印发后执行，有效期三年。",
    ],
)
def test_the_usual_ways_of_saying_both_are_understood(last: str) -> None:
    assert flaws(rule("适用本办法。", last=last)) == []


@pytest.mark.parametrize(
    ("title", "period", "hinted"),
    [
        (f"{TITLE}（试行）", "两年", False),
        (f"{TITLE}（试行）", "3年", True),
        ("青岚区停车管理暂行办法", "五年", True),
        (TITLE, "五年", False),
        (TITLE, "十年", True),
    ],
)
def test_a_validity_longer_than_usual_is_a_hint_with_an_unverified_source(
    title: str, period: str, hinted: bool
) -> None:
    last = f"本办法自2026年6月1日起施行，有效期{period}。"
    hints = flaws(rule("适用本办法。", title=title, last=last))
    assert [one.address for one in hints] == (["第三条"] if hinted else [])
    assert all(one.severity is INFO and "未核实" in one.basis for one in hints)
    assert all(one.message.startswith("提示：") for one in hints)


@pytest.mark.parametrize(
    ("title", "blocked"),
    [
        ("青岚区停车管理条例", True),
        ("青岚区停车管理条例（试行）", True),
        ("关于印发《青岚区停车管理条例》的通知", True),
        ("青岚区实施《山西省道路交通安全条例》办法", False),
        ("关于贯彻《山西省道路交通安全条例》的通知", False),
    ],
)
def test_only_higher_texts_are_called_条例(title: str, blocked: bool) -> None:
    severities = [one.severity for one in of("title_is_allowed", rule("适用。", title=title))]
    assert severities == ([BLOCK] if blocked else [])


def test_a_text_without_a_title_asks_a_person() -> None:
    (one,) = of("title_is_allowed", draft(FIRST, f"第二条　{LAST}"))
    assert one.severity is FindingSeverity.QUESTION


@pytest.mark.parametrize("law", REPEALED, ids=lambda law: law.name)
@pytest.mark.parametrize("form", ["《{}》", "《中华人民共和国{}》", "《{}（2001年修正）》"])
def test_a_repealed_law_is_found_with_its_day_and_successor(law: RepealedLaw, form: str) -> None:
    (finding,) = of("cites_repealed_law", rule(f"依照{form.format(law.name)}的规定办理。"))
    assert (finding.address, finding.severity, finding.basis) == ("第二条", WARN, law.source)
    assert f"{law.repealed_on.year}年{law.repealed_on.month}月" in finding.message
    assert law.successor in finding.advice


@pytest.mark.parametrize(
    "words", ["依照《中华人民共和国劳动合同法》办理。", "《婚姻登记条例》", "《物权法》已经废止。"]
)
def test_a_longer_name_or_a_sentence_about_the_repeal_is_left_alone(words: str) -> None:
    assert of("cites_repealed_law", rule(words)) == []


def articles(numbers: list[int]) -> DraftText:
    return draft(TITLE, *(f"第{chinese_number(n)}条　停车应当有序。" for n in numbers))


@settings(deadline=None)
@given(st.integers(3, 60), st.data())
def test_a_gap_and_a_double_are_found_where_they_are(count: int, data: st.DataObject) -> None:
    code = "numbers_its_articles_in_order"
    numbers = list(range(1, count + 1))
    assert of(code, articles(numbers)) == []
    place = data.draw(st.integers(1, count - 2))
    gap = numbers[:place] + numbers[place + 1 :]
    double = [*numbers[: place + 1], *numbers[place:]]
    after_gap, again = (chinese_number(n) for n in (numbers[place + 1], numbers[place]))
    for wrong, address in ((gap, f"第{after_gap}条"), (double, f"第{again}条（第二处）")):
        assert [one.address for one in of(code, articles(wrong))] == [address]


def test_items_count_within_their_article_and_each_way_of_writing_by_itself() -> None:
    code = "numbers_its_articles_in_order"
    good = "要求：\n（一）甲；\n1.子；\n2.丑；\n（二）乙；\n1.子。"
    assert of(code, rule(good, "要求：\n（一）甲；\n（二）乙。")) == []
    bad = of(code, rule("要求：\n（一）甲；\n（三）丙。", "要求：\n（四）丁。"))
    assert [one.address for one in bad] == ["第二条第（三）项", "第三条第（四）项"]


def test_an_inserted_article_and_a_second_rule_in_the_file_are_in_order() -> None:
    lines = ["第一条　甲。", "第二条　乙。", "第二条之一　丙。", "第三条　丁。", "第一条　戊。"]
    assert of("numbers_its_articles_in_order", draft(TITLE, *lines)) == []
