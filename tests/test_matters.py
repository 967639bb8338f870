"""Each type of matter walks as far as its own procedure says, with its own conclusions."""

from collections.abc import Mapping
from datetime import date

import pytest
from builders import (
    AN_ITEM,
    a_document,
    acceptance,
    consulted,
    opinion,
    received,
    revised,
    today_is,
)
from databases import case_in
from refusals import refused

from models.case import CaseState, MatterType
from models.document import DocumentKind
from models.errors import BadInput, MoveNotPossible
from models.moves import Move
from models.rule_set import RuleSet
from review_flows.desk import act
from review_flows.outside.site import Site

DECISION = MatterType.MAJOR_DECISION
RISK = opinion("legal", DECISION) | {"conclusion": "risk_stated", "items": [AN_ITEM]}
WALKS_TO_THE_END = [kind for kind in MatterType if kind is not MatterType.NORMATIVE_DOCUMENT]


def ready(site: Site, matter: MatterType) -> str:
    """A case of this matter under review, with every material that its rules always require."""
    rules: RuleSet = site.rules.rule_set(site.settings.rule_set)
    needed = [material.kind for material in rules.rules_for(matter).materials]
    number = received(site, matter_type=matter, materials=tuple({DocumentKind.DRAFT, *needed}))
    act(site, "deng", number, Move.ACCEPT, acceptance(matter))
    act(site, "shen", number, Move.CLAIM)
    return number


def heard(site: Site, number: str) -> str:
    """The same case, with an advisor asked and answered."""
    consulted(site, number)
    act(site, "gu", number, Move.ADVISE, {"kind": "favourable", "text": "可行"})
    return number


LATE = {"late_reason": "法律关系复杂", "breach_cause": "review_side"}


def opinion_signed(site: Site, matter: MatterType, opinion: Mapping[str, object]) -> str:
    """The same case with its opinion signed on 3 April, after every floor and most ceilings."""
    number = heard(site, ready(site, matter))
    act(site, "shen", number, Move.PROPOSE_OPINION, opinion)
    today_is(site, date(2026, 4, 3))
    act(site, "qian", number, Move.SIGN, LATE)
    return number


def test_a_decision_has_seven_working_days_at_least_and_no_last_day(site: Site) -> None:
    case = case_in(site.database, ready(site, DECISION))
    # 《重大行政决策程序暂行条例》, art. 26: from Monday the 9th the seventh is Wednesday the 18th.
    assert (case.floor_on, case.ceiling_on) == ("2026-03-18", None)


def test_a_decision_may_go_to_the_meeting_with_its_risk_stated(site: Site) -> None:
    number = opinion_signed(site, DECISION, RISK)
    answer = {"item": 1, "adoption": "not_adopted", "reason": "探索性改革", "basis": "改革方案"}
    answers = [answer]
    act(site, "lin", number, Move.REPORT_ADOPTION, {"answers": answers})
    assert case_in(site.database, number).state is CaseState.CLEARED
    form = {"result": "passed", "meeting": "第58次常务会议", "held_on": "2026-04-03"}
    act(site, "guan", number, Move.DELIBERATE, form)
    assert case_in(site.database, number).state is CaseState.CLOSED
    with site.database.reading() as connection:
        letters = [row["kind"] for row in connection.rows("SELECT kind FROM letters ORDER BY id")]
    after = ["adoption_form", "adoption_report", "closing_notice", "handling_sheet"]
    assert letters[-5:] == ["review_opinion", *after]


def test_on_a_decision_an_advisor_is_heard_before_the_opinion(site: Site) -> None:
    """《重大行政决策程序暂行条例》, art. 28."""
    number = ready(site, DECISION)
    says = "no advisor was heard; use consult.*第二十八条"
    refused(site, number, "shen", Move.PROPOSE_OPINION, RISK, MoveNotPossible, says)


@pytest.mark.parametrize("matter", [kind for kind in MatterType if kind is not DECISION])
def test_no_other_matter_knows_that_conclusion(site: Site, matter: MatterType) -> None:
    number = ready(site, matter)
    refused(site, number, "shen", Move.PROPOSE_OPINION, RISK, BadInput, "the rule set knows")


def test_a_stated_risk_names_at_least_one(site: Site) -> None:
    number = heard(site, ready(site, DECISION))
    bare = {**RISK, "items": []}
    refused(site, number, "shen", Move.PROPOSE_OPINION, bare, BadInput, "at least one item")


@pytest.mark.parametrize("matter", [m for m in WALKS_TO_THE_END if m is not DECISION])
def test_what_no_meeting_decides_is_closed_by_the_report_of_adoption(
    site: Site, matter: MatterType
) -> None:
    number = opinion_signed(site, matter, opinion("legal", matter))
    act(site, "lin", number, Move.REPORT_ADOPTION)
    assert case_in(site.database, number).state is CaseState.CLOSED


def test_every_matter_has_rules_in_every_rule_set(site: Site) -> None:
    for code in site.rules.codes():
        assert set(site.rules.rule_set(code).matter_types) == set(MatterType), code


def test_a_new_draft_of_a_decision_goes_back_to_the_reviewer(site: Site) -> None:
    number = revised(site, opinion_signed(site, DECISION, opinion("revise", DECISION)))
    confirmed = {"reason": "已按意见修改", "confirmed": ["全文"]}
    act(site, "shen", number, Move.CONFIRM_REVISION, confirmed)
    assert case_in(site.database, number).state is CaseState.CLEARED


def test_a_decision_that_the_meeting_changed_is_closed_by_its_confirmation(site: Site) -> None:
    number = opinion_signed(site, DECISION, opinion("legal", DECISION))
    act(site, "lin", number, Move.REPORT_ADOPTION)
    draft = a_document(site, DocumentKind.DRAFT, "会上改后的决策草案")
    form = {"result": "passed_with_changes", "meeting": "第58次", "held_on": "2026-04-03"}
    act(site, "guan", number, Move.DELIBERATE, form | {"documents": [draft]})
    confirmed = {"reason": "已核对", "confirmed": ["全文"]}
    act(site, "shen", number, Move.CONFIRM_REVISION, confirmed)
    assert case_in(site.database, number).state is CaseState.CLOSED
    with site.database.reading() as connection:
        letters = [row["kind"] for row in connection.rows("SELECT kind FROM letters ORDER BY id")]
    assert letters[-3:] == ["revision_confirmation", "closing_notice", "handling_sheet"]
