"""Nobody judges his own work, and a text that was not reviewed goes no further."""

from collections.abc import Callable
from datetime import date

import pytest
from builders import (
    a_document,
    accepted,
    add_person,
    cleared,
    consulted,
    deliver,
    filed,
    passed,
    proposed,
    published,
    signed,
    today_is,
    under_review,
)
from databases import case_in
from refusals import Form, refused, slip_in

from models.document import DocumentKind
from models.errors import BadInput, MoveNotPossible, NotAllowed, NotFound
from models.moves import Move
from review_flows.desk import act
from review_flows.outside.site import Site

Build = Callable[[Site], str]
NOT_ADOPTED = {"item": 1, "adoption": "not_adopted", "reason": "无", "basis": "某法第一条"}
ADOPTED = {"item": 1, "adoption": "adopted", "wording": "删去该款"}
LEGAL = {"conclusion": "legal", "summary": "可行"}
MEETING = {"result": "passed", "meeting": "第58次", "held_on": "2026-03-20"}
RECEIPT = {
    "recipient": "upper_government",
    "receipt_number": "备1号",
    "registered_on": "2026-03-27",
}


def test_nobody_signs_his_own_review(site: Site) -> None:
    number = proposed(site)
    add_person(site, "shen", "reviewer chief")
    today_is(site, date(2026, 3, 20))
    refused(site, number, "shen", Move.SIGN, {}, NotAllowed, "nobody signs his own review")


def test_nobody_reviews_a_draft_of_his_own_unit(site: Site) -> None:
    """A reviewer does not even see it; a chief sees it and may not take it."""
    number = accepted(site, unit="sifaju")
    refused(site, number, "shen", Move.CLAIM, {}, NotFound, "was not found")
    add_person(site, "qian", "reviewer chief")
    refused(site, number, "qian", Move.CLAIM, {}, NotAllowed, "own unit")


def test_nobody_but_the_reviewer_of_the_case_proposes_its_opinion(site: Site) -> None:
    number = under_review(site)
    add_person(site, "zhao", "reviewer")
    refused(site, number, "zhao", Move.PROPOSE_OPINION, LEGAL, NotFound, "was not found")
    refused(site, number, "qian", Move.PROPOSE_OPINION, LEGAL, NotAllowed, "only the reviewer")


def test_an_advisor_does_not_change_the_draft_under_review(site: Site) -> None:
    number = consulted(site, under_review(site))
    draft = a_document(site, DocumentKind.DRAFT, "顾问自己的文本")
    form = {"kind": "favourable", "text": "可行", "documents": [draft]}
    refused(site, number, "gu", Move.ADVISE, form, BadInput, "draft")


def test_a_revision_needs_exactly_one_changed_draft(site: Site) -> None:
    number = signed(site)
    answers = [ADOPTED]
    same = a_document(site, DocumentKind.DRAFT, "示例办法 draft")
    other = a_document(site, DocumentKind.EXPLANATION, "新的说明")
    for documents, says in (([other], "exactly one"), ([same], "same as before")):
        form = {"answers": answers, "documents": documents}
        refused(site, number, "lin", Move.SUBMIT_REVISION, form, BadInput, says)


def test_an_opinion_illegal_is_not_carried_over_to_a_changed_text(site: Site) -> None:
    number = signed(site, "illegal")
    draft = a_document(site, DocumentKind.DRAFT, "改后的送审稿")
    form = {"answers": [ADOPTED], "documents": [draft]}
    act(site, "lin", number, Move.SUBMIT_REVISION, form)
    reason = {"reason": "已改"}
    refused(site, number, "shen", Move.CONFIRM_REVISION, reason, MoveNotPossible, "review_again")


def test_the_meeting_does_not_deliberate_without_an_opinion_in_force(site: Site) -> None:
    number = cleared(site)
    with site.database.writing() as connection:
        connection.run("UPDATE opinions SET state = 'void'")
    refused(site, number, "guan", Move.DELIBERATE, MEETING, MoveNotPossible, "no signed opinion")


@pytest.mark.parametrize(
    ("build", "who", "move", "form", "says"),
    [
        (proposed, "qian", Move.SIGN, {}, "draft changed since the opinion"),
        (
            signed,
            "lin",
            Move.REPORT_ADOPTION,
            {"answers": [NOT_ADOPTED]},
            "on another text",
        ),
        (cleared, "guan", Move.DELIBERATE, MEETING, "no opinion covers the present text"),
        (
            passed,
            "yin",
            Move.ISSUE,
            {"signer": "区长", "signed_on": "2026-03-25"},
            "not the one that the meeting passed",
        ),
    ],
    ids=["sign", "report_adoption", "deliberate", "issue"],
)
def test_a_text_that_was_not_reviewed_goes_no_further(
    site: Site, build: Build, who: str, move: Move, form: Form, says: str
) -> None:
    number = build(site)
    slip_in(site, number)
    refused(site, number, who, move, form, MoveNotPossible, says)


EARLY = {"early_reason": "防汛急需", "breach_cause": "drafting_side"}


def test_an_early_signature_with_its_reason_stays_in_the_log_as_a_breach(site: Site) -> None:
    number = proposed(site)
    done = act(site, "qian", number, Move.SIGN, EARLY)
    with site.database.reading() as connection:
        row = connection.row(
            "SELECT body FROM events WHERE chain = :n AND seq = :seq", n=number, seq=done.seq
        )
    assert row is not None
    assert "floor_breached" in bytes(row["body"]).decode()
    assert "防汛急需" in bytes(row["body"]).decode()
    assert '"caused_by":"drafting_side"' in bytes(row["body"]).decode()


def test_an_exemption_lifts_the_floor_and_not_the_review(site: Site) -> None:
    number = proposed(site)
    evidence = [a_document(site, DocumentKind.EVIDENCE)]
    form = {"ground": "emergency", "reason": "防汛", "approved_by": "区长", "documents": evidence}
    act(site, "qian", number, Move.EXEMPT, form)
    act(site, "qian", number, Move.SIGN)
    assert case_in(site.database, number).state == "opinion_signed"


def test_a_receipt_is_dated_between_delivery_and_today(site: Site) -> None:
    number = published(site)
    deliver(site, number, "upper_government")
    for day in ("2026-03-26", "2026-03-28"):
        form = {**RECEIPT, "registered_on": day}
        refused(site, number, "bei", Move.RECORD_RECEIPT, form, BadInput, "registered_on")


def test_a_reminder_goes_out_once_for_each_rung_and_day(site: Site) -> None:
    number = under_review(site)
    form = {"about": "review", "left": 3, "to": "holder", "due_on": "2026-03-30", "days_left": 3}
    act(site, "system", number, Move.REMIND, form)
    refused(site, number, "system", Move.REMIND, form, MoveNotPossible, "went out already")


def test_a_letter_is_written_once(site: Site) -> None:
    number = accepted(site)
    with site.database.reading() as connection:
        letter = connection.value("SELECT id FROM letters WHERE case_number = :n", n=number)
    form = {"letter": letter, "sha256": "0" * 64}
    act(site, "system", number, Move.ISSUE_LETTER, form)
    refused(site, number, "system", Move.ISSUE_LETTER, form, MoveNotPossible, "written already")


def test_what_is_valid_until_further_notice_does_not_lapse(site: Site) -> None:
    number = filed(site)
    today_is(site, date(2026, 5, 1))
    act(site, "system", number, Move.TAKE_EFFECT)
    refused(site, number, "system", Move.LAPSE, {}, MoveNotPossible, "valid until 2028-04-30")
