"""What is looked at again: second rounds, second acceptances, meetings, answers given before."""

from datetime import date
from pathlib import Path

from builders import (
    FIRST_DAY,
    a_document,
    a_site,
    acceptance,
    accepted,
    add_person,
    cleared,
    confirmed,
    opinion,
    proposed,
    revised,
    signed,
    today_is,
    under_review,
)
from databases import case_in, entries
from refusals import refused

from models.case import CaseState, MatterType
from models.document import DocumentKind
from models.errors import BadInput, MoveNotPossible
from models.moves import Move
from review_flows.desk import act
from review_flows.outside import persons, records
from review_flows.outside.case_sight import as_seen
from review_flows.outside.case_view import case_view
from review_flows.outside.site import Site

LATE = {"late_reason": "案情复杂", "breach_cause": "drafting_side"}
MEETING = {"result": "passed", "meeting": "第58次常务会议", "held_on": "2026-03-19"}


def late_first_round(site: Site) -> str:
    """A case whose first opinion came after its ceiling, and which is reviewed again."""
    number = proposed(site)
    today_is(site, date(2026, 4, 8))
    act(site, "qian", number, Move.SIGN, LATE)
    revised(site, number)
    act(site, "shen", number, Move.REVIEW_AGAIN, {"reason": "改动较大"})
    act(site, "shen", number, Move.PROPOSE_OPINION, opinion("legal"))
    return number


def test_a_second_review_without_a_term_asks_for_no_reason_and_proves_no_breach(
    site: Site,
) -> None:
    number = late_first_round(site)
    act(site, "qian", number, Move.SIGN)
    assert case_in(site.database, number).state is CaseState.OPINION_SIGNED
    last = entries(site.database, number)[-1]
    assert last.move == "sign" and b'"due"' not in last.body


def test_the_cause_of_the_first_breach_stays_whatever_comes_later(site: Site) -> None:
    number = late_first_round(site)
    form = {"late_reason": "又迟", "breach_cause": "meeting_timetable"}
    act(site, "qian", number, Move.SIGN, form)
    with site.database.reading() as connection:
        rows = connection.rows("SELECT caused_by FROM breaches WHERE case_number = :n", n=number)
    assert [row["caused_by"] for row in rows] == ["drafting_side"]


def test_what_was_signed_under_one_term_is_not_judged_by_another(site: Site) -> None:
    number = revised(site, signed(site))
    act(site, "shen", number, Move.REVIEW_AGAIN, {"reason": "改动较大"})
    act(site, "shen", number, Move.SEND_BACK, {"reason": "事项类型有误", "to": "received"})
    form = acceptance(MatterType.OTHER_DOCUMENT)
    refused(site, number, "deng", Move.ACCEPT, form, MoveNotPossible, "an opinion was signed")
    act(site, "deng", number, Move.ACCEPT, acceptance(MatterType.NORMATIVE_DOCUMENT))


def test_a_passed_ceiling_is_not_made_good_by_another_type_of_matter(site: Site) -> None:
    number = under_review(site, matter_type=MatterType.OTHER_DOCUMENT)
    today_is(site, date(2026, 3, 25))
    act(site, "shen", number, Move.SEND_BACK, {"reason": "事项类型有误", "to": "received"})
    form = acceptance(MatterType.NORMATIVE_DOCUMENT)
    refused(site, number, "deng", Move.ACCEPT, form, MoveNotPossible, "its ceiling passed on")


def test_within_its_term_a_case_may_be_taken_for_something_else(site: Site) -> None:
    number = under_review(site, matter_type=MatterType.OTHER_DOCUMENT)
    act(site, "shen", number, Move.SEND_BACK, {"reason": "事项类型有误", "to": "received"})
    act(site, "deng", number, Move.ACCEPT, acceptance(MatterType.NORMATIVE_DOCUMENT))
    assert case_in(site.database, number).ceiling_on == "2026-03-30"


def test_a_meeting_before_the_opinion_has_decided_on_nothing(site: Site) -> None:
    number = cleared(site)  # signed on 20 March
    refused(site, number, "guan", Move.DELIBERATE, MEETING, MoveNotPossible, "sign on 2026-03-20")
    act(site, "guan", number, Move.DELIBERATE, {**MEETING, "held_on": "2026-03-20"})


def test_a_meeting_before_the_confirmation_has_not_seen_the_text(site: Site) -> None:
    number = revised(site, signed(site))
    today_is(site, date(2026, 3, 24))
    confirmed(site, number)
    form = {**MEETING, "held_on": "2026-03-23"}
    refused(site, number, "guan", Move.DELIBERATE, form, MoveNotPossible, "confirm_revision on")
    act(site, "guan", number, Move.DELIBERATE, {**MEETING, "held_on": "2026-03-24"})


def test_what_was_adopted_and_confirmed_is_only_said_again(site: Site) -> None:
    number = revised(site, signed(site))
    confirmed(site, number)
    act(site, "guan", number, Move.SEND_BACK, {"reason": "材料缺页"})
    said = {"item": 1, "adoption": "adopted", "wording": "删去该款"}
    partly = {**said, "adoption": "partly", "reason": "部分"}
    refused(site, number, "lin", Move.REPORT_ADOPTION, {"answers": [partly]}, BadInput, "item 1")
    act(site, "lin", number, Move.REPORT_ADOPTION, {"answers": [said]})
    assert case_in(site.database, number).state is CaseState.CLEARED


def test_an_emergency_is_dealt_with_also_where_a_chief_reviews(site: Site) -> None:
    add_person(site, "sun", "chief")
    number = under_review(site)
    act(site, "sun", number, Move.TAKE_OVER, {"reason": "承办人病假"})
    evidence = a_document(site, DocumentKind.EVIDENCE)
    form = {"ground": "emergency", "reason": "防汛", "approved_by": "区长", "documents": [evidence]}
    act(site, "qian", number, Move.EXEMPT, form)
    pause = {"ground": "hearing", "reason": "听证"}
    act(site, "qian", number, Move.PAUSE, pause)
    assert case_in(site.database, number).state is CaseState.PAUSED


def test_a_unit_withdraws_what_a_colleague_is_working_on(site: Site) -> None:
    add_person(site, "wu", "drafter", "zhujian")
    number = signed(site)
    act(site, "lin", number, Move.CLAIM)
    act(site, "wu", number, Move.WITHDRAW, {"reason": "暂缓制定"})
    assert case_in(site.database, number).state is CaseState.WITHDRAWN


def test_papers_of_advice_are_for_those_in_the_review(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    number = accepted(site)
    today_is(site, FIRST_DAY, 10)
    act(site, "shen", number, Move.CLAIM)
    question = {"advisor": "gu", "question": "可行否", "secret": True}
    act(site, "shen", number, Move.CONSULT, question)
    today_is(site, FIRST_DAY, 11)
    papers = [a_document(site, DocumentKind.ADVICE), a_document(site, DocumentKind.OTHER)]
    answer = {"kind": "unfavourable", "text": "反对", "documents": papers}
    act(site, "gu", number, Move.ADVISE, answer)
    kinds = {code: _kinds_seen(site, number, code) for code in ("lin", "deng", "guan", "shen")}
    assert all("advice" not in kinds[code] for code in ("lin", "deng", "guan"))
    assert all("other" not in kinds[code] and "draft" in kinds[code] for code in ("lin", "guan"))
    assert {"advice", "other", "draft"} <= kinds["shen"]


def _kinds_seen(site: Site, number: str, code: str) -> set[str]:
    with site.database.reading() as connection:
        case, person = records.find_case(connection, number), persons.find_person(connection, code)
        assert case is not None and person is not None
        standing = persons.standing_of(connection, person, case)
        seen = as_seen(case_view(connection, case), standing)
    return {row["kind"] for row in seen.documents}
