"""What each stage refuses: the rules that people would break in a hurry, or by mistake."""

from collections.abc import Callable, Mapping
from datetime import date

import pytest
from builders import (
    AN_ITEM,
    a_document,
    accepted,
    add_person,
    cleared,
    consulted,
    deliver,
    filed,
    issued,
    passed,
    proposed,
    published,
    received,
    signed,
    today_is,
    under_review,
)
from databases import case_in, content

from models.document import DocumentKind
from models.errors import BadInput, MoveNotPossible, NotAllowed, NotFound, ReviewError
from models.forms import DocumentForm
from models.moves import Move
from review_flows.desk import act
from review_flows.outside import case_files
from review_flows.outside.site import Site

Build = Callable[[Site], str]
Form = Mapping[str, object]


def refused(
    site: Site, number: str, who: str, move: Move, form: Form, kind: type[ReviewError], says: str
) -> None:
    """The move is refused with this error and sentence, and nothing is changed but the log."""
    before = content(site.database, without="events")
    with pytest.raises(kind, match=says) as error:
        act(site, who, number, move, form)
    assert type(error.value) is kind
    assert content(site.database, without="events") == before


def slip_in(site: Site, number: str) -> None:
    """Another draft in the case, as no move allows it: only the guards stand against it."""
    document = DocumentForm.model_validate(a_document(site, DocumentKind.DRAFT, "另一文本"))
    with site.database.writing() as connection:
        case_files.add_document(connection, number, document, "2026-03-25T00:00:00.000000Z")


def illegal(site: Site) -> str:
    return signed(site, "illegal")


def with_two_items(site: Site) -> str:
    number = under_review(site)
    form = {"conclusion": "revise", "summary": "经审核", "items": [AN_ITEM, AN_ITEM]}
    act(site, "shen", number, Move.PROPOSE_OPINION, form)
    today_is(site, date(2026, 3, 20))
    act(site, "qian", number, Move.SIGN)
    return number


def without_explanation(site: Site) -> str:
    return received(site, materials=(DocumentKind.DRAFT, DocumentKind.BASES))


def without_unit(site: Site) -> str:
    return received(site, unit="")


def being_asked(site: Site) -> str:
    return consulted(site, under_review(site))


NOT_ADOPTED = {"item": 1, "adoption": "not_adopted"}
ADOPTED = {"item": 1, "adoption": "adopted"}
NORMATIVE = {"matter_type": "normative_document", "reason": "四项要件齐备"}
LEGAL = {"conclusion": "legal", "summary": "可行"}
MEETING = {"result": "passed", "meeting": "第58次", "held_on": "2026-03-20"}
PUBLISHED = {"place": "网站", "published_on": "2026-03-25", "effective_on": "2026-05-01"}
RECEIPT = {
    "recipient": "upper_government",
    "receipt_number": "备1号",
    "registered_on": "2026-03-27",
}
DELIVERED = {
    "recipient": "upper_government",
    "package_sha256": "0" * 64,
    "delivered_on": "2026-03-27",
}

GUARDS: list[tuple[Build, str, Move, Form, type[ReviewError], str]] = [
    (without_explanation, "deng", Move.ACCEPT, NORMATIVE, MoveNotPossible, "missing.*explanation"),
    (without_unit, "deng", Move.ACCEPT, NORMATIVE, BadInput, "give unit="),
    (
        without_explanation,
        "deng",
        Move.REQUEST_SUPPLEMENT,
        {"missing": ["consultation"], "reason": "材料不齐"},
        BadInput,
        "add explanation, own_legal_opinion to missing",
    ),
    (accepted, "shen", Move.PROPOSE_OPINION, LEGAL, MoveNotPossible, "cannot propose_opinion"),
    (
        under_review,
        "shen",
        Move.PROPOSE_OPINION,
        {"conclusion": "illegal", "summary": "越权"},
        BadInput,
        "at least one item",
    ),
    (
        under_review,
        "shen",
        Move.PROPOSE_OPINION,
        {**LEGAL, "items": [AN_ITEM]},
        BadInput,
        "does not go with “legal”",
    ),
    (being_asked, "shen", Move.PROPOSE_OPINION, LEGAL, MoveNotPossible, "advice of gu"),
    (
        being_asked,
        "shen",
        Move.CONSULT,
        {"advisor": "gu", "question": "再问"},
        MoveNotPossible,
        "being asked already",
    ),
    (
        under_review,
        "shen",
        Move.CONSULT,
        {"advisor": "guu", "question": "可行否"},
        NotFound,
        "Did you mean gu",
    ),
    (being_asked, "gu", Move.RELEASE, {}, MoveNotPossible, "answer it with no_comment"),
    (
        under_review,
        "qian",
        Move.EXTEND,
        {"days": 5, "reason": "复杂", "approved_by": "区长"},
        MoveNotPossible,
        "knows no extension",
    ),
    (proposed, "qian", Move.SIGN, {}, BadInput, "early_reason: the floor of the term is 2026-03-16"),
    (illegal, "lin", Move.REPORT_ADOPTION, {"answers": [NOT_ADOPTED]}, MoveNotPossible, "illegal"),
    (
        with_two_items,
        "lin",
        Move.REPORT_ADOPTION,
        {"answers": [{**NOT_ADOPTED, "reason": "见说明"}]},
        BadInput,
        "item 2 is not answered",
    ),
    (
        signed,
        "lin",
        Move.REPORT_ADOPTION,
        {"answers": [NOT_ADOPTED]},
        BadInput,
        "item 1: what is not fully adopted needs its reason",
    ),
    (
        signed,
        "lin",
        Move.REPORT_ADOPTION,
        {"answers": [ADOPTED]},
        BadInput,
        "changes the text; use submit_revision",
    ),
    (
        signed,
        "lin",
        Move.REPORT_ADOPTION,
        {"answers": [{"item": n, "adoption": "not_adopted", "reason": "无"} for n in (1, 1, 7)]},
        BadInput,
        "there is no item 7; item 1 is answered twice",
    ),
    (
        cleared,
        "guan",
        Move.DELIBERATE,
        {**MEETING, "held_on": "2026-03-21"},
        BadInput,
        "still to come",
    ),
    (
        passed,
        "yin",
        Move.ISSUE,
        {"signer": "区长", "signed_on": "2026-03-24"},
        BadInput,
        r"between the meeting \(2026-03-25\) and today",
    ),
    (
        passed,
        "yin",
        Move.ISSUE,
        {"signer": "区长", "signed_on": "2026-03-26"},
        BadInput,
        "and today",
    ),
    (
        issued,
        "yin",
        Move.PUBLISH,
        {**PUBLISHED, "published_on": "2026-03-26"},
        BadInput,
        "published_on: between the signature",
    ),
    (
        issued,
        "yin",
        Move.PUBLISH,
        {**PUBLISHED, "effective_on": "2026-03-24", "early_reason": "急"},
        BadInput,
        "nothing takes effect before it is public",
    ),
    (
        issued,
        "yin",
        Move.PUBLISH,
        {**PUBLISHED, "effective_on": "2026-03-26"},
        BadInput,
        "early_reason: sooner than",
    ),
    (
        issued,
        "yin",
        Move.PUBLISH,
        {**PUBLISHED, "valid_until": "2026-04-30"},
        BadInput,
        "valid_until: lies before",
    ),
    (published, "bei", Move.RECORD_RECEIPT, RECEIPT, MoveNotPossible, "is due, not delivered"),
    (
        published,
        "bei",
        Move.RECORD_RECEIPT,
        {**RECEIPT, "recipient": "law_firm"},
        BadInput,
        "filed with upper_government, npc_standing_committee",
    ),
    (filed, "system", Move.DELIVER_FILING, DELIVERED, MoveNotPossible, "delivered already"),
    (filed, "system", Move.TAKE_EFFECT, {}, MoveNotPossible, "takes effect on 2026-05-01"),
]


@pytest.mark.parametrize(
    ("build", "who", "move", "form", "kind", "says"),
    GUARDS,
    ids=[f"{n}-{guard[2]}-after-{guard[0].__name__}" for n, guard in enumerate(GUARDS)],
)
def test_a_stage_refuses_what_may_not_be(
    site: Site, build: Build, who: str, move: Move, form: Form, kind: type[ReviewError], says: str
) -> None:
    refused(site, build(site), who, move, form, kind, says)


def test_nobody_signs_his_own_review(site: Site) -> None:
    number = proposed(site)
    add_person(site, "shen", "reviewer chief")
    today_is(site, date(2026, 3, 20))
    refused(site, number, "shen", Move.SIGN, {}, NotAllowed, "nobody signs his own review")


def test_nobody_reviews_a_draft_of_his_own_unit(site: Site) -> None:
    number = accepted(site, unit="sifaju")
    refused(site, number, "shen", Move.CLAIM, {}, NotAllowed, "own unit")


def test_nobody_but_the_reviewer_of_the_case_proposes_its_opinion(site: Site) -> None:
    number = under_review(site)
    add_person(site, "zhao", "reviewer")
    refused(site, number, "zhao", Move.PROPOSE_OPINION, LEGAL, NotAllowed, "only the reviewer")


def test_an_advisor_does_not_change_the_draft_under_review(site: Site) -> None:
    number = being_asked(site)
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
    number = illegal(site)
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
            {"answers": [{**NOT_ADOPTED, "reason": "无"}]},
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


def test_an_early_signature_with_its_reason_stays_in_the_log_as_a_breach(site: Site) -> None:
    number = proposed(site)
    done = act(site, "qian", number, Move.SIGN, {"early_reason": "防汛急需"})
    with site.database.reading() as connection:
        row = connection.row(
            "SELECT body FROM events WHERE chain = :n AND seq = :seq", n=number, seq=done.seq
        )
    assert row is not None
    assert "floor_breached" in bytes(row["body"]).decode()
    assert "防汛急需" in bytes(row["body"]).decode()


def test_an_exemption_lifts_the_floor_and_not_the_review(site: Site) -> None:
    number = proposed(site)
    form = {"ground": "emergency", "reason": "防汛", "approved_by": "区长"}
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
    form = {"rung": "three_days", "due_on": "2026-03-30", "days_left": 3}
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
