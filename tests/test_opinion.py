"""An opinion holds together: its points, places, sources and conclusion; what is odd is said."""

from collections.abc import Sequence
from datetime import date

import pytest
from builders import AN_ITEM, opinion, proposed, today_is, under_review
from databases import entries
from hypothesis import given
from hypothesis import strategies as st
from refusals import Form, refused
from review_builders import CLAUSES, a_finding, adopt, advised, read_draft, with_items

from models.anchor import anchor_problems, overlaps
from models.case import MatterType
from models.errors import BadInput
from models.finding import Finding, FindingSeverity
from models.forms import ItemForm, PointForm
from models.moves import Move
from models.opinion import ReviewPoint
from models.opinion_check import OpinionWarning, point_problems, unmentioned
from models.structure.clause import Clause
from models.structure.clauses import words_under
from review_flows.desk import Done, act
from review_flows.outside import opinions
from review_flows.outside.site import Site

W = OpinionWarning


def propose(site: Site, number: str, form: Form) -> Done:
    return act(site, "shen", number, Move.PROPOSE_OPINION, form)


def not_taken(site: Site, number: str, form: Form, says: str) -> None:
    refused(site, number, "shen", Move.PROPOSE_OPINION, form, BadInput, says)


# Points.


def test_each_point_of_the_rule_set_is_decided_and_kept(site: Site) -> None:
    number = proposed(site)
    with site.database.reading() as connection:
        rows = opinions.points_of(connection, number)
    assert {row["point"] for row in rows} == set(ReviewPoint)
    assert {row["note"] for row in rows if row["finding"] == "not_met"} == {
        "第十二条第二款与上位法抵触"
    }


def test_every_fault_of_the_points_is_said_at_once(site: Site) -> None:
    number = under_review(site)
    points = [
        {"point": "maker", "finding": "met"},
        {"point": "maker", "finding": "met"},
        {"point": "content", "finding": "not_met"},
    ]
    with pytest.raises(BadInput) as error:
        propose(site, number, {**opinion(), "points": points})
    for fault in (
        "authority is not decided",
        "procedure is not decided",
        "maker is decided twice",
        "content is not met, so it needs its note",
    ):
        assert fault in error.value.message


def test_a_decision_has_three_points_and_a_contract_none(site: Site) -> None:
    seven = opinion("legal")
    number = under_review(site, matter_type=MatterType.CONTRACT)
    not_taken(site, number, seven, "points: maker is not asked for here")
    propose(site, number, opinion("legal", MatterType.CONTRACT))


# In any order, some left out, some twice, some that nobody asked for: each fault is found once.
@given(
    st.lists(st.sampled_from(ReviewPoint), unique=True),
    st.lists(st.sampled_from(ReviewPoint), max_size=10),
)
def test_points_are_right_when_each_that_is_asked_for_is_decided_once(
    asked: list[ReviewPoint], decided: list[ReviewPoint]
) -> None:
    forms = [PointForm.model_validate({"point": one, "finding": "met"}) for one in decided]
    problems = list(point_problems(asked, forms))
    assert (problems == []) == (sorted(asked) == sorted(decided))
    assert len(problems) == len(set(problems))


# Places.


@pytest.mark.parametrize(
    ("address", "quote"),
    [
        ("全文", ""),
        ("标题", "示例"),
        ("附件1", "任何表格"),
        ("第十二条", "方可 投入运营(含试运营)。"),  # of an article, the words of its paragraphs
        ("第十二条第二款", "取得备案编号后,方可投入运营（含试运营）"),
        ("第十三条", "第十三条　擅自投入运营的"),  # as it is copied, with its number
    ],
)
def test_an_item_stands_at_a_clause_with_its_words(site: Site, address: str, quote: str) -> None:
    number = read_draft(site, under_review(site))
    propose(site, number, with_items({"address": address, "quote": quote}))
    with site.database.reading() as connection:
        row = connection.row("SELECT address, quote FROM opinion_items")
    assert row is not None and (row["address"], row["quote"]) == (address, quote)


@pytest.mark.parametrize(
    ("item", "says"),
    [
        (
            {"address": "第十二条第三款"},
            "items 2: 第十二条第三款 is no clause of the draft. Did you",
        ),
        (
            {"address": "第十三条", "quote": "方可投入运营"},
            "“方可投入运营” do not stand in 第十三条; they stand in 第十二条第二款",
        ),
        ({"address": "第一条", "quote": "一万元"}, "items 2: the words “一万元” do not stand in"),
    ],
)
def test_an_item_that_points_nowhere_is_refused(site: Site, item: Form, says: str) -> None:
    number = read_draft(site, under_review(site))
    not_taken(site, number, with_items({}, dict(item)), says)


def test_of_a_draft_that_was_not_read_the_log_says_that_no_place_was_checked(site: Site) -> None:
    number = under_review(site)
    propose(site, number, with_items({"address": "第九十九条"}))
    assert '"anchors":"not_checked"' in entries(site.database, number)[-1].body.decode()


@given(st.sampled_from(CLAUSES), st.data())
def test_whatever_is_cut_out_of_a_clause_stands_in_it(one: Clause, data: st.DataObject) -> None:
    words = words_under(CLAUSES, one.address).replace("\n", "")
    start = data.draw(st.integers(0, len(words)))
    quote = words[start : data.draw(st.integers(start, len(words)))]
    spaced = " ".join(quote).replace("（", "(").replace("，", ",")
    item = ItemForm.model_validate({**AN_ITEM, "address": one.address, "quote": spaced})
    assert list(anchor_problems(CLAUSES, [item], "items")) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("第十二条", "第十二条第二款", True),
        ("一、", "一、（二）", True),
        ("第十条", "第十条之一", False),
        ("第一条", "第十一条", False),
    ],
)
def test_a_place_covers_what_stands_below_it(one: str, other: str, same: bool) -> None:
    assert overlaps(one, other) is overlaps(other, one) is same


# Sources.


def test_an_item_names_the_comment_or_finding_that_it_comes_from(site: Site) -> None:
    number = advised(site)
    adopt(site, number)
    read_draft(site, number, [a_finding()])
    items: list[dict[str, object]] = [
        {"source": "advice", "about": "1.1"},
        {"source": "finding", "about": "sets_a_licence"},
    ]
    with pytest.raises(BadInput) as error:
        propose(
            site,
            number,
            with_items({"source": "advice", "about": "1.2"}, {"source": "finding", "about": "x"}),
        )
    assert "items 1: its source is advice, but about names “1.2”" in error.value.message
    assert "items 2: its source is finding, but about names “x”" in error.value.message
    propose(site, number, with_items(*items))
    with site.database.reading() as connection:
        rows = connection.rows("SELECT source, about FROM opinion_items ORDER BY number")
    assert [dict(row) for row in rows] == items


# The conclusion.


@pytest.mark.parametrize(
    ("form", "says"),
    [
        (
            {**with_items({}, conclusion="legal")},
            "an item that must be changed does not go with “legal”",
        ),
        (
            {**opinion("legal"), "points": opinion("revise")["points"]},
            r"a point that is not met \(content\) does not go with “legal”",
        ),
        ({**opinion("revise"), "items": []}, "“revise” names at least one item"),
        ({**opinion("illegal"), "items": []}, "“illegal” names at least one item"),
        (with_items({}, conclusion="risk_stated"), "the rule set knows legal, revise, illegal"),
    ],
)
def test_a_conclusion_that_contradicts_the_opinion_is_refused(
    site: Site, form: Form, says: str
) -> None:
    not_taken(site, under_review(site), form, says)


MILD: dict[str, object] = {"severity": "should_change"}
ALL_MET = opinion("legal")["points"]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (opinion("legal"), []),
        (opinion("revise"), []),
        (with_items(MILD, conclusion="illegal"), [W.ILLEGAL_WITHOUT_MUST_CHANGE]),
        (with_items(MILD), [W.REVISE_WITHOUT_MUST_CHANGE]),
        ({**opinion("revise"), "points": ALL_MET}, [W.NOT_LEGAL_THOUGH_ALL_MET]),
        (with_items(MILD, conclusion="legal"), []),
    ],
)
def test_what_is_odd_is_said_and_taken_all_the_same(
    site: Site, form: Form, expected: Sequence[OpinionWarning]
) -> None:
    number = under_review(site)
    done = propose(site, number, form)
    assert done.warnings == tuple(expected)
    with site.database.reading() as connection:
        assert opinions.proposal_warnings(connection, number) == tuple(expected)


def test_a_grave_finding_that_no_item_takes_up_is_said(site: Site) -> None:
    number = read_draft(site, under_review(site), [a_finding(), a_finding("fee", "第一条")])
    done = propose(site, number, with_items({"address": "第十二条"}))
    assert done.warnings == (W.BLOCK_FINDING_NOT_MENTIONED,)
    assert '"unmentioned":["fee 第一条"]' in entries(site.database, number)[-1].body.decode()


@pytest.mark.parametrize(
    ("address", "about", "taken_up"),
    [
        ("第十二条第二款", "", True),
        ("第十二条", "", True),
        ("全文", "sets_a_licence", True),
        ("全文", "", False),
        ("第一条", "sets_a_licence", False),
    ],
)
def test_a_finding_is_taken_up_at_its_place_or_by_name_for_the_whole_text(
    address: str, about: str, taken_up: bool
) -> None:
    source = "finding" if about else "own"
    item = {**AN_ITEM, "address": address, "about": about, "source": source}
    grave = Finding("sets_a_licence", FindingSeverity.BLOCK, "第十二条第二款", "变相许可")
    left = unmentioned([ItemForm.model_validate(item)], [grave])
    assert (left == []) is taken_up


def test_a_lawful_conclusion_against_an_advice_is_said(site: Site) -> None:
    number = advised(site)
    adopt(site, number)
    assert propose(site, number, opinion("legal")).warnings == (W.LEGAL_AGAINST_ADVICE,)


# The signature.


def test_who_signs_early_or_late_is_told_the_days_and_says_why(site: Site) -> None:
    number = proposed(site)
    early = "floor of the term is 2026-03-16, and this is working day 0 of it"
    refused(site, number, "qian", Move.SIGN, {}, BadInput, early)
    today_is(site, date(2026, 4, 1))
    late = r"late_reason, breach_cause: the ceiling of the term was 2026-03-30, 2 working days ago"
    for form in ({}, {"early_reason": "急", "breach_cause": "review_side"}, {"late_reason": "忙"}):
        refused(site, number, "qian", Move.SIGN, form, BadInput, late)
    act(site, "qian", number, Move.SIGN, {"late_reason": "论证", "breach_cause": "review_side"})
    body = entries(site.database, number)[-1].body.decode()
    assert "论证" in body and "ceiling_breached" in body
    with site.database.reading() as connection:
        facts = connection.value("SELECT facts FROM letters WHERE kind = 'review_opinion'")
    assert "论证" not in facts  # what the office excuses itself with stays in the office
