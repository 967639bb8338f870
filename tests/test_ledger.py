"""The rows of the compliance ledger, held against cases that walked through the real desk."""

from dataclasses import replace
from datetime import date

import pytest
from builders import (
    AN_ITEM,
    a_document,
    accepted,
    add_person,
    consulted,
    deliver,
    opinion,
    proposed,
    received,
    revised,
    signed,
    today_is,
    under_review,
)
from clock_builders import CALENDAR, MONDAY, NATIONAL, days, facts
from ledger_builders import row_of, ruled_by

from models.case import CaseState, MatterType
from models.clock import ClockBreach, ClockState
from models.clock_facts import BreachCause
from models.document import DocumentKind
from models.ledger import read_term
from models.ledger_remark import LedgerRemark
from models.moves import Move
from models.opinion import Conclusion
from models.period import DayUnit
from review_flows.desk import act
from review_flows.outside.ledgers.columns import exact
from review_flows.outside.site import Site

EARLY = {"early_reason": "会期已定", "breach_cause": "meeting_timetable"}


def test_a_case_that_went_the_whole_way_has_every_column(site: Site) -> None:
    consulted(site, number := under_review(site))
    act(site, "gu", number, Move.ADVISE, {"kind": "favourable", "text": "可行"})
    act(site, "shen", number, Move.PROPOSE_OPINION, opinion("legal"))
    walk_on(site, number)

    row = exact(row_of(site, number))

    digest, calendar = row.pop("rules"), row.pop("calendar")
    assert str(digest).startswith("datong_xinrong_2021 ") and len(str(digest)) == 32
    assert str(calendar).startswith("2026 ") and len(str(calendar)) == 17
    assert {code: value for code, value in row.items() if value not in (None, "", (), 0)} == {
        "serial": 1,
        "number": "2026-0001",
        "received_on": date(2026, 3, 9),
        "unit": "青岚区住房和城乡建设局",
        "unit_code": "zhujian",
        "title": "示例办法",
        "matter_type": MatterType.NORMATIVE_DOCUMENT,
        "normative": True,
        "state": CaseState.FILED,
        "accepted_on": date(2026, 3, 9),
        "reviewer": "沈审核",
        "reviewer_code": "shen",
        "advisors": ("顾律师",),
        "opinion_number": "青岚司审意〔2026〕1号",
        "signed_on": date(2026, 3, 20),
        "used_working": 9,
        "used_calendar": 11,
        "conclusion": Conclusion.LEGAL,
        "meeting": "第58次常务会议",
        "held_on": date(2026, 3, 25),
        "result": "passed",
        "document_number": "青岚政规〔2026〕1号",
        "registration_number": "青岚规登〔2026〕001",
        "published_on": date(2026, 3, 27),
        "filed_with_government_on": date(2026, 3, 28),
        "filed_with_congress_on": date(2026, 3, 29),
        "ceiling_on": date(2026, 3, 30),
        "floor_on": date(2026, 3, 16),
        "term_unit": DayUnit.WORKING,
        # In calendar days the fifth is Saturday the 14th and gives way to Monday.
        "other_ceiling_on": date(2026, 3, 24),
        "other_floor_on": date(2026, 3, 16),
        "term": ClockState.MET,
        "unverified": True,
    }


def walk_on(site: Site, number: str) -> None:
    """Bring a proposed opinion to a document that both recipients have registered."""
    today_is(site, date(2026, 3, 20))
    act(site, "qian", number, Move.SIGN)
    act(site, "lin", number, Move.REPORT_ADOPTION)
    today_is(site, date(2026, 3, 25))
    meeting = {"result": "passed", "meeting": "第58次常务会议", "held_on": "2026-03-25"}
    act(site, "guan", number, Move.DELIBERATE, meeting)
    act(site, "yin", number, Move.ISSUE, {"signer": "区长", "signed_on": "2026-03-25"})
    today_is(site, date(2026, 3, 27))
    published = {"published_on": "2026-03-27", "effective_on": "2026-05-01"}
    published |= {"place": "政府门户网站", "valid_until": "2028-04-30"}
    act(site, "yin", number, Move.PUBLISH, published)
    for recipient, on in (("upper_government", 28), ("npc_standing_committee", 29)):
        today_is(site, date(2026, 3, on))
        deliver(site, number, recipient)
        receipt = {"receipt_number": "备1号", "registered_on": f"2026-03-{on}"}
        act(site, "bei", number, Move.RECORD_RECEIPT, {"recipient": recipient, **receipt})


def test_before_acceptance_nothing_is_counted_and_nobody_has_decided_what_it_is(site: Site) -> None:
    row = row_of(site, received(site))
    assert row.term.state is ClockState.NOT_STARTED
    assert row.entered.normative is None
    assert (row.term.used_working, row.term.ceiling_on, row.proof.calendar) == (None, None, "")
    assert row.proof.rules == "datong_xinrong_2021"
    assert row.opinion.items is None and row.entered.reviewer is None


def test_what_is_no_normative_document_says_so(site: Site) -> None:
    row = row_of(site, accepted(site, matter_type=MatterType.OTHER_DOCUMENT))
    assert row.entered.normative is False


def test_requests_before_acceptance_are_counted(site: Site) -> None:
    number = received(site)
    for text in ("一", "二"):
        asked = {"reason": "材料不齐", "missing": ["bases"]}
        act(site, "deng", number, Move.REQUEST_SUPPLEMENT, asked)
        more = {"documents": [a_document(site, DocumentKind.BASES, text)]}
        act(site, "lin", number, Move.SUPPLEMENT, more)
    assert row_of(site, number).term.supplements == 2


@pytest.mark.parametrize(
    ("who", "move", "state"),
    [("deng", Move.RETURN_CASE, CaseState.RETURNED), ("lin", Move.WITHDRAW, CaseState.WITHDRAWN)],
)
def test_what_was_returned_or_withdrawn_stands_in_it(
    site: Site, who: str, move: Move, state: CaseState
) -> None:
    number = received(site)
    ground = {"ground": "out_of_scope"} if move is Move.RETURN_CASE else {}
    act(site, who, number, move, {"reason": "不属于审核范围", **ground})
    row = row_of(site, number)
    assert (row.entered.state, row.term.state) == (state, ClockState.ENDED_WITHOUT_OPINION)
    assert row.term.ended_on == date(2026, 3, 9) and not row.term.by_opinion


def test_a_pause_takes_days_from_both_counts_and_leaves_the_last_day_open(site: Site) -> None:
    number = under_review(site)
    today_is(site, date(2026, 3, 12))  # Thursday
    act(site, "shen", number, Move.PAUSE, {"ground": "expert_opinion", "reason": "专家论证"})

    row = row_of(site, number, date(2026, 3, 13))
    assert (row.term.state, row.term.ceiling_on, row.term.floor_on) == (
        ClockState.PAUSED,
        None,
        None,
    )
    assert (row.term.other_ceiling_on, row.term.last_day_open) == (None, True)
    assert row.remarks == (LedgerRemark.LAST_DAY_OPEN,)

    today_is(site, date(2026, 3, 17))  # Tuesday
    act(site, "shen", number, Move.RESUME, {"reason": "论证完毕"})
    row = row_of(site, number, date(2026, 3, 18))
    # Friday, Monday and Tuesday stood still, with the weekend between them.
    assert (row.term.paused_working, row.term.paused_calendar) == (3, 5)
    assert (row.term.used_working, row.term.used_calendar) == (4, 4)
    assert row.term.ceiling_on == date(2026, 4, 2) and row.remarks == ()


def test_an_opinion_before_the_floor_is_a_breach_with_its_recorded_cause(site: Site) -> None:
    number = proposed(site)
    act(site, "qian", number, Move.SIGN, EARLY)
    row = row_of(site, number)
    assert row.term.breaches == (ClockBreach.FLOOR_BREACHED,)
    assert row.term.caused_by is BreachCause.MEETING_TIMETABLE
    assert (row.term.used_working, row.term.by_opinion) == (0, True)
    assert row.remarks == ()


def test_an_exemption_makes_it_early_but_no_breach(site: Site) -> None:
    number = proposed(site)
    evidence = [a_document(site, DocumentKind.OTHER, "批准件")]
    form = {"ground": "emergency", "reason": "防汛", "approved_by": "区长", "documents": evidence}
    act(site, "qian", number, Move.EXEMPT, form)
    act(site, "qian", number, Move.SIGN)
    row = row_of(site, number)
    assert (row.term.state, row.term.exempted) == (ClockState.EXEMPT, True)
    assert row.term.breaches == () and row.term.caused_by is None


@pytest.mark.parametrize(
    ("today", "state"),
    [(date(2026, 3, 30), ClockState.RUNNING), (date(2026, 3, 31), ClockState.CEILING_BREACHED)],
)
def test_an_open_case_is_late_from_the_day_after_its_last_one(
    site: Site, today: date, state: ClockState
) -> None:
    row = row_of(site, under_review(site), today)
    assert row.term.state is state
    late = state is ClockState.CEILING_BREACHED
    assert row.term.caused_by is (BreachCause.REVIEW_SIDE if late else None)
    assert LedgerRemark.DEEMED_CONSENT not in row.remarks


def test_where_silence_means_consent_a_passed_ceiling_is_remarked(site: Site) -> None:
    ruled_by(site, "guangzhou_2010")
    number = under_review(site)
    # Ten working days after Monday 9 March end on Monday the 23rd.
    assert row_of(site, number, date(2026, 3, 23)).remarks == ()
    assert row_of(site, number, date(2026, 3, 24)).remarks == (LedgerRemark.DEEMED_CONSENT,)


def test_a_submission_too_late_for_its_meeting_is_the_drafting_sides_breach(site: Site) -> None:
    ruled_by(site, "liaoning_city")  # seven working days before the meeting
    number = accepted(site)
    act(site, "guan", number, Move.PLAN_MEETING, {"meeting_on": "2026-03-17"})
    row = row_of(site, number, date(2026, 3, 10))
    assert row.term.breaches == (ClockBreach.SUBMITTED_LATE,)
    assert row.term.caused_by is BreachCause.DRAFTING_SIDE

    act(site, "guan", number, Move.PLAN_MEETING, {"meeting_on": "2026-03-18"})
    row = row_of(site, number, date(2026, 3, 10))
    # The later meeting leaves time enough; what the earlier one was too near to stays in the log.
    assert row.term.breaches == () and row.term.caused_by is None
    assert row.remarks == ()


def test_items_are_counted_by_what_became_of_them(site: Site) -> None:
    number = under_review(site)
    items = [AN_ITEM | {"address": f"第{n}条"} for n in range(1, 7)]
    act(site, "shen", number, Move.PROPOSE_OPINION, opinion("revise") | {"items": items})
    today_is(site, date(2026, 3, 20))
    act(site, "qian", number, Move.SIGN)
    assert row_of(site, number).opinion.adopted == 0  # nothing is reported yet
    told = ["adopted", "partly", "partly", "not_adopted", "not_adopted", "not_adopted"]
    answers = [
        {"item": item, "adoption": adoption, "wording": "改", "reason": "另有", "basis": "省条例"}
        for item, adoption in enumerate(told, start=1)
    ]
    draft = [a_document(site, DocumentKind.DRAFT, "改后的送审稿")]
    act(site, "lin", number, Move.SUBMIT_REVISION, {"answers": answers, "documents": draft})
    counts = row_of(site, number).opinion
    assert (counts.items, counts.adopted, counts.partly, counts.not_adopted) == (6, 1, 2, 3)


def test_of_a_case_reviewed_twice_the_last_opinion_is_shown_and_the_first_one_timed(
    site: Site,
) -> None:
    number = revised(site, signed(site, "illegal"))
    act(site, "shen", number, Move.REVIEW_AGAIN, {"reason": "内容变化"})
    row = row_of(site, number)
    assert row.opinion.conclusion is Conclusion.ILLEGAL
    assert row.remarks == (LedgerRemark.OPINION_VOID,)

    act(site, "shen", number, Move.PROPOSE_OPINION, opinion("legal"))
    today_is(site, date(2026, 4, 10))
    act(site, "qian", number, Move.SIGN)
    row = row_of(site, number)
    assert (row.opinion.conclusion, row.opinion.signed_on) == (Conclusion.LEGAL, date(2026, 4, 10))
    assert (row.opinion.number, row.opinion.items) == ("青岚司审意〔2026〕2号", 0)
    assert (row.term.ended_on, row.term.used_working) == (date(2026, 3, 20), 9)
    assert row.remarks == (LedgerRemark.REVIEWED_AGAIN,)


def test_who_wrote_the_opinion_answers_for_it_whoever_has_the_case_now(site: Site) -> None:
    add_person(site, "zhou", "reviewer")
    number = revised(site, signed(site))
    act(site, "shen", number, Move.RELEASE)
    act(site, "zhou", number, Move.CLAIM)
    assert row_of(site, number).entered.reviewer == "shen"


def test_a_case_without_a_unit_is_not_lost(site: Site) -> None:
    row = row_of(site, received(site, unit=""))
    assert (row.entered.unit, row.entered.unit_name) == (None, "")
    assert row.remarks == (LedgerRemark.UNIT_NOT_NAMED,)


def test_a_term_that_reaches_a_year_without_its_notice_is_provisional(site: Site) -> None:
    today_is(site, date(2029, 12, 20))
    row = row_of(site, accepted(site), date(2029, 12, 21))
    assert row.term.provisional and row.term.years == (2029, 2030)
    assert row.proof.calendar.startswith("2029 ")


def test_rules_that_were_not_kept_are_remarked_and_cost_no_other_row(site: Site) -> None:
    number, other = accepted(site), accepted(site)
    with site.database.writing() as connection:
        connection.update("cases", "number = :number", number=number, rule_set_digest="f" * 64)
    assert row_of(site, number).remarks == (LedgerRemark.RULES_NOT_KEPT,)
    assert row_of(site, number).term.ceiling_on == date(2026, 3, 30)
    assert row_of(site, other).remarks == ()


def test_the_row_is_about_the_first_review_also_where_a_second_one_has_a_term() -> None:
    """A second review that runs late does not make the first, which was in time, a breach."""
    events = facts(MONDAY, ("issued", date(2026, 3, 10)), ("reviewed_again", date(2026, 3, 20)))
    rules = replace(NATIONAL, again=days(7))
    term = read_term(events, rules, CALENDAR, date(2026, 6, 1))
    assert (term.state, term.breaches) == (ClockState.MET, ())
    assert (term.floor_on, term.ceiling_on) == (date(2026, 3, 9), date(2026, 3, 23))
