"""What each stage refuses: the rules that people would break in a hurry, or by mistake."""

from collections.abc import Callable
from datetime import date

import pytest
from builders import (
    AN_ITEM,
    accepted,
    cleared,
    consulted,
    filed,
    issued,
    opinion,
    passed,
    proposed,
    published,
    received,
    signed,
    today_is,
    under_review,
)
from refusals import Form, refused

from models.document import DocumentKind
from models.errors import BadInput, MoveNotPossible, NotFound, ReviewError
from models.moves import Move
from review_flows.desk import act
from review_flows.outside.site import Site

Build = Callable[[Site], str]


def illegal(site: Site) -> str:
    return signed(site, "illegal")


def with_two_items(site: Site) -> str:
    number = under_review(site)
    form = opinion("revise") | {"items": [AN_ITEM, AN_ITEM]}
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
LEGAL = opinion("legal")
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
    (accepted, "shen", Move.PROPOSE_OPINION, LEGAL, MoveNotPossible, "cannot propose_opinion"),
    (
        under_review,
        "shen",
        Move.PROPOSE_OPINION,
        {**opinion("illegal"), "items": []},
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
    (being_asked, "shen", Move.PROPOSE_OPINION, LEGAL, MoveNotPossible, r"advice of 1 \(gu\)"),
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
        proposed,
        "qian",
        Move.SIGN,
        {},
        BadInput,
        "early_reason, breach_cause: the floor of the term is 2026-03-16",
    ),
    (illegal, "lin", Move.REPORT_ADOPTION, {"answers": [NOT_ADOPTED]}, MoveNotPossible, "illegal"),
    (
        with_two_items,
        "lin",
        Move.REPORT_ADOPTION,
        {"answers": [{**NOT_ADOPTED, "reason": "见说明", "basis": "省条例"}]},
        BadInput,
        "item 2 is not answered",
    ),
    (
        signed,
        "lin",
        Move.REPORT_ADOPTION,
        {"answers": [NOT_ADOPTED]},
        BadInput,
        "item 1: not_adopted needs reason=; item 1: not_adopted needs basis=",
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
        {"answers": [{**NOT_ADOPTED, "item": n} for n in (1, 1, 7)]},
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
        "published_on: 2026-03-26 is not between the signature",
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
        "valid_until: 2026-04-30 lies before",
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
