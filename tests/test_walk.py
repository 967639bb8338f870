"""The walk of a case, move by move, through what people decide: the long one and the short one."""

import json
from collections.abc import Callable
from datetime import date

import pytest
from builders import (
    a_document,
    accepted,
    add_person,
    cleared,
    confirmed,
    consulted,
    deliver,
    filed,
    issued,
    opinion,
    passed,
    proposed,
    published,
    received,
    revised,
    signed,
    today_is,
    under_review,
)
from databases import case_in, entries, tasks_in

from models.case import CaseState, MatterType
from models.document import DocumentKind
from models.moves import Move
from models.task import TASK_OF_STATE
from review_flows.desk import act
from review_flows.outside.site import Site

S = CaseState
OUT_OF_SCOPE = {"ground": "out_of_scope", "reason": "不属于审核范围"}


def walk(site: Site, number: str) -> list[tuple[str, str]]:
    """The states of a case as its log tells them: (move, state after it)."""
    return [(e.move, e.to_state) for e in entries(site.database, number) if e.result == "done"]


def letters(site: Site, number: str) -> list[str]:
    """The kinds of letter that the case sent, in order."""
    with site.database.reading() as connection:
        rows = connection.rows(
            "SELECT kind FROM letters WHERE case_number = :n ORDER BY id", n=number
        )
    return [row["kind"] for row in rows]


def test_a_normative_document_walks_the_whole_way(site: Site) -> None:
    number = confirmed(site, revised(site, signed(site)))
    today_is(site, date(2026, 3, 25))
    meeting = {"result": "passed", "meeting": "第58次常务会议", "held_on": "2026-03-25"}
    act(site, "guan", number, Move.DELIBERATE, meeting)
    act(site, "yin", number, Move.ISSUE, {"signer": "区长", "signed_on": "2026-03-25"})
    published = {"place": "网站", "published_on": "2026-03-25", "effective_on": "2026-05-01"}
    act(site, "yin", number, Move.PUBLISH, {**published, "valid_until": "2028-04-30"})
    for recipient in ("upper_government", "npc_standing_committee"):
        deliver(site, number, recipient)
        receipt = {"receipt_number": "备1号", "registered_on": "2026-03-25"}
        act(site, "bei", number, Move.RECORD_RECEIPT, {"recipient": recipient, **receipt})
    today_is(site, date(2026, 5, 1))
    act(site, "system", number, Move.TAKE_EFFECT)
    assert walk(site, number) == [
        ("receive", "received"),
        ("accept", "accepted"),
        ("claim", "under_review"),
        ("propose_opinion", "opinion_proposed"),
        ("sign", "opinion_signed"),
        ("submit_revision", "revision_submitted"),
        ("confirm_revision", "cleared"),
        ("deliberate", "passed"),
        ("issue", "issued"),
        ("publish", "published"),
        ("deliver_filing", "published"),
        ("record_receipt", "published"),
        ("deliver_filing", "published"),
        ("record_receipt", "filed"),
        ("take_effect", "in_force"),
    ]
    assert tasks_in(site.database, number) == []
    assert letters(site, number) == [
        "acceptance_notice",
        "review_opinion",
        "adoption_form",
        "revision_confirmation",
        "adoption_report",
        "issuance_notice",
        "publication_notice",
        *["filing_report"] * 2,
        *("filing_explanation", "filing_catalogue") * 2,
        "handling_sheet",
    ]


def test_what_is_in_force_is_evaluated_and_continued_until_it_lapses(site: Site) -> None:
    number = filed(site)
    today_is(site, date(2026, 5, 1))
    act(site, "system", number, Move.TAKE_EFFECT)
    today_is(site, date(2028, 3, 1))
    act(site, "lin", number, Move.EVALUATE, {"reason": "期满前评估"})
    onward = {"valid_until": "2030-04-30", "reason": "继续有效"}
    onward |= {"place": "政府门户网站", "published_on": "2028-03-01"}
    assert act(site, "lin", number, Move.CONTINUE_VALIDITY, onward).state is S.IN_FORCE
    today_is(site, date(2030, 5, 1))
    assert act(site, "system", number, Move.LAPSE).state is S.LAPSED
    assert tasks_in(site.database, number) == []


@pytest.mark.parametrize(("move", "end"), [(Move.AMEND, S.AMENDED), (Move.REPEAL, S.REPEALED)])
def test_what_is_in_force_can_be_amended_and_repealed(site: Site, move: Move, end: S) -> None:
    number = filed(site)
    today_is(site, date(2026, 5, 1))
    act(site, "system", number, Move.TAKE_EFFECT)
    assert act(site, "lin", number, move, {"reason": "上位法修改"}).state is end


def test_an_other_document_walks_the_short_way(site: Site) -> None:
    number = signed(site, "legal", matter_type=MatterType.OTHER_DOCUMENT)
    assert act(site, "lin", number, Move.REPORT_ADOPTION).state is S.CLOSED
    assert walk(site, number) == [
        ("receive", "received"),
        ("accept", "accepted"),
        ("claim", "under_review"),
        ("propose_opinion", "opinion_proposed"),
        ("sign", "opinion_signed"),
        ("report_adoption", "closed"),
    ]
    assert letters(site, number)[-2:] == ["closing_notice", "handling_sheet"]
    assert tasks_in(site.database, number) == []


def test_an_other_document_whose_text_changed_closes_when_it_is_confirmed(site: Site) -> None:
    number = confirmed(site, revised(site, signed(site, matter_type=MatterType.OTHER_DOCUMENT)))
    assert case_in(site.database, number).state is S.CLOSED
    assert letters(site, number)[-2:] == ["closing_notice", "handling_sheet"]


def test_a_supplement_comes_back_to_the_clerk(site: Site) -> None:
    number = received(site, materials=(DocumentKind.DRAFT,))
    missing = ["explanation", "bases", "consultation", "own_legal_opinion"]
    act(site, "deng", number, Move.REQUEST_SUPPLEMENT, {"missing": missing, "reason": "不齐"})
    assert [task.kind for task in tasks_in(site.database, number)] == ["supplement"]
    handed_in = [a_document(site, DocumentKind(kind)) for kind in missing]
    act(site, "lin", number, Move.SUPPLEMENT, {"documents": handed_in})
    act(site, "deng", number, Move.ACCEPT, {"matter_type": "normative_document", "reason": "齐"})
    assert case_in(site.database, number).accepted_on == "2026-03-09"


def test_a_submission_can_be_returned_or_withdrawn(site: Site) -> None:
    returned, withdrawn = received(site), proposed(site)
    act(site, "deng", returned, Move.RETURN_CASE, OUT_OF_SCOPE)
    act(site, "lin", withdrawn, Move.WITHDRAW, {"reason": "重新起草"})
    for number, state in ((returned, S.RETURNED), (withdrawn, S.WITHDRAWN)):
        assert (case_in(site.database, number).state, tasks_in(site.database, number)) == (
            state,
            [],
        )


def test_an_advisor_is_asked_answers_and_is_no_longer_asked(site: Site) -> None:
    number = consulted(site, under_review(site))
    (asked,) = [t for t in tasks_in(site.database, number) if t.kind == "advise"]
    assert (asked.person, asked.due_on) == ("gu", "2026-03-12")  # three working days
    answer = {"kind": "with_reservations", "text": "可行，但有保留"}
    act(site, "gu", number, Move.ADVISE, answer)
    assert [t.kind for t in tasks_in(site.database, number)] == ["review"]


def test_a_pause_stops_the_clock_and_a_resumption_moves_its_days(site: Site) -> None:
    number = under_review(site)
    before = case_in(site.database, number)
    act(site, "shen", number, Move.PAUSE, {"ground": "expert_opinion", "reason": "论证"})
    paused = case_in(site.database, number)
    assert (paused.floor_on, paused.ceiling_on) == (None, None)
    today_is(site, date(2026, 3, 12))
    act(site, "shen", number, Move.RESUME)
    after = case_in(site.database, number)
    assert (before.ceiling_on, after.ceiling_on) == ("2026-03-30", "2026-04-02")
    assert {t.due_on for t in tasks_in(site.database, number)} == {"2026-04-02"}


def test_an_opinion_sent_back_is_proposed_anew(site: Site) -> None:
    number = proposed(site)
    back = {"to": "under_review", "reason": "第十二条再议"}
    act(site, "qian", number, Move.SEND_BACK, back)
    (task,) = tasks_in(site.database, number)
    assert (task.kind, task.person) == ("review", "shen")
    act(site, "shen", number, Move.PROPOSE_OPINION, opinion("illegal"))
    today_is(site, date(2026, 3, 20))
    act(site, "qian", number, Move.SIGN)
    assert letters(site, number)[-1] == "review_opinion"  # nothing of an unlawful text is adopted


def test_a_text_that_is_another_text_is_reviewed_again(site: Site) -> None:
    number = revised(site, signed(site, "illegal"))
    act(site, "shen", number, Move.REVIEW_AGAIN, {"reason": "改动超出意见范围"})
    act(site, "shen", number, Move.PROPOSE_OPINION, opinion("legal"))
    act(site, "qian", number, Move.SIGN)
    assert act(site, "lin", number, Move.REPORT_ADOPTION).state is S.CLEARED


def test_a_released_revision_can_be_confirmed_by_another_reviewer(site: Site) -> None:
    number = revised(site, signed(site))
    add_person(site, "zhao", "reviewer")
    act(site, "shen", number, Move.RELEASE)
    act(site, "zhao", number, Move.CLAIM)
    assert case_in(site.database, confirmed(site, number, "zhao")).state is S.CLEARED


@pytest.mark.parametrize(
    ("result", "state"), [("sent_back", S.OPINION_SIGNED), ("rejected", S.REJECTED)]
)
def test_a_meeting_can_send_back_and_reject(site: Site, result: str, state: S) -> None:
    number = cleared(site)
    said = {"meeting": "第58次常务会议", "held_on": "2026-03-20", "note": "再作论证"}
    meeting = {"result": result, **said}
    assert act(site, "guan", number, Move.DELIBERATE, meeting).state is state


def test_numbers_are_given_at_the_signature_and_are_the_registers(site: Site) -> None:
    number = passed(site)
    act(site, "yin", number, Move.ISSUE, {"signer": "区长", "signed_on": "2026-03-25"})
    said = json.loads(entries(site.database, number)[-1].body)
    with site.database.reading() as connection:
        row = connection.row("SELECT * FROM issuances WHERE case_number = :n", n=number)
    assert row is not None
    assert said["document_number"] == row["document_number"]
    assert said["registration_number"] == row["registration_number"]
    assert row["document_number"].startswith("青岚")


def test_the_rules_are_frozen_at_acceptance(site: Site) -> None:
    case = case_in(site.database, accepted(site))
    assert case.rule_set_digest is not None
    said = json.loads(entries(site.database, case.number)[-1].body)
    assert (said["rule_set"], said["rule_set_digest"]) == (case.rule_set, case.rule_set_digest)


@pytest.mark.parametrize(
    "build",
    [received, accepted, under_review, proposed, signed, cleared, passed, issued, published],
)
def test_each_state_on_the_way_has_the_task_that_belongs_to_it(
    site: Site, build: Callable[[Site], str]
) -> None:
    number = build(site)
    kind, role = TASK_OF_STATE[case_in(site.database, number).state]
    assert [(t.kind, t.role) for t in tasks_in(site.database, number)] == [(kind, role)]
