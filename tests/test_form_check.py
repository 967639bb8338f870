"""The form check: one notice for all, a return by its ground, what a matter is taken for."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from builders import (
    MATERIALS,
    a_document,
    acceptance,
    accepted,
    received,
    today_is,
    under_review,
)
from databases import case_in, entries
from refusals import refused

from models.case import CaseState, MatterType
from models.document import DocumentKind
from models.errors import BadInput, MoveNotPossible, ReviewError
from models.form_check import ReturnGround
from models.letter import LetterFacts, LetterText, Para
from models.moves import Move
from models.words import word
from review_flows.desk import act
from review_flows.letters import letter_kind
from review_flows.letters.return_notice import NEXT
from review_flows.outside import form_checks
from review_flows.outside.letters_due import facts_adapter
from review_flows.outside.site import Site

DRAFT, EVIDENCE = DocumentKind.DRAFT, DocumentKind.EVIDENCE
NORMATIVE = {"matter_type": "normative_document", "reason": "四项要件齐备"}
OTHER = {"matter_type": "other_document", "reason": "只安排部门工作", "limbs_missing": ["external"]}
URGENT = {"ground": "emergency", "reason": "防汛", "approved_by": "区长"}
BACK = {"to": "received", "reason": "材料需要重新核对"}


def letters_of(site: Site, number: str) -> list[tuple[str, LetterFacts]]:
    """The letters of a case: their kinds and their facts."""
    with site.database.reading() as connection:
        sql = "SELECT kind, facts FROM letters WHERE case_number = :number ORDER BY id"
        rows = list(connection.rows(sql, number=number))
    return [(row["kind"], facts_adapter().validate_json(row["facts"])) for row in rows]


def text_of(kind: str, facts: LetterFacts) -> str:
    """The paragraphs of a letter."""
    letter: LetterText = letter_kind(kind).compose(facts)
    return "\n".join(block.text for block in letter.body if isinstance(block, Para))


def last_letter(site: Site, number: str) -> str:
    """What the last letter says that goes to somebody; the sheet of the file goes to nobody."""
    sent = [one for one in letters_of(site, number) if one[0] != "handling_sheet"]
    return text_of(*sent[-1])


def last_facts(site: Site, number: str) -> dict[str, Any]:
    """What the last entry of the log has to prove."""
    found: dict[str, Any] = json.loads(entries(site.database, number)[-1].body)
    return found


def insufficient(site: Site, number: str, kind: str, note: str) -> None:
    form = {"kind": kind, "state": "insufficient", "note": note}
    act(site, "deng", number, Move.CHECK_MATERIAL, form)


# One notice for everything.


def test_the_notice_lists_by_itself_all_that_is_missing_or_of_no_use(site: Site) -> None:
    number = received(site, materials=MATERIALS[:3])
    insufficient(site, number, "explanation", "未写必要性。")
    form = {"reason": "请一次补齐", "missing": ["fair_competition", "advice"]}
    form |= {"supplement_by": "2026-03-16"}
    act(site, "deng", number, Move.REQUEST_SUPPLEMENT, form)

    said = last_letter(site, number)
    for line in (
        "（一）起草说明：不符合要求，未写必要性（依据：国办发〔2018〕115号 五）；",
        "（二）征求意见及采纳情况：未提交（依据：国办发〔2018〕115号 五）；",
        "（三）本单位合法性审核意见：未提交（依据：国办发〔2018〕115号 五）；",
        "（四）公平竞争审查结论：未提交（依据：《公平竞争审查条例》第十八条）；",
        "（五）法律顾问意见书。",
        "于2026年3月16日以前（含当日）",
    ):
        assert line in said
    assert last_facts(site, number)["asked"] == [
        "explanation",
        "consultation",
        "own_legal_opinion",
        "fair_competition",
        "advice",
    ]


def test_what_came_is_looked_at_anew_and_what_did_not_come_is_asked_for_again(site: Site) -> None:
    number = received(site, materials=MATERIALS[:4])
    insufficient(site, number, "bases", "缺少省级规定")
    act(site, "deng", number, Move.REQUEST_SUPPLEMENT, {"reason": "请补齐"})
    new = a_document(site, DocumentKind.BASES, "补正的依据")
    act(site, "lin", number, Move.SUPPLEMENT, {"documents": [new]})

    act(site, "deng", number, Move.REQUEST_SUPPLEMENT, {"reason": "仍缺一件"})
    assert last_facts(site, number)["asked"] == ["own_legal_opinion"]


def complete(site: Site) -> str:
    number = received(site)
    form = {"kind": "bases", "state": "sufficient"}
    act(site, "deng", number, Move.CHECK_MATERIAL, form)
    return number


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({}, "nothing on the list of materials is missing"),
        ({"missing": ["bases"]}, "bases is there and was found sufficient"),
        ({"missing": ["advice"], "supplement_by": "2026-03-08"}, "2026-03-08 is past"),
    ],
)
def test_a_notice_that_asks_for_nothing_new_is_refused(
    site: Site, form: dict[str, object], says: str
) -> None:
    given = {"reason": "请补正", **form}
    refused(site, complete(site), "deng", Move.REQUEST_SUPPLEMENT, given, BadInput, says)


# The return.


def test_a_return_names_its_ground_and_what_to_do_now(site: Site) -> None:
    number = received(site)
    form = {"ground": "dispute_open", "reason": "区财政局有不同意见，未经协调"}
    act(site, "deng", number, Move.RETURN_CASE, form)

    said = last_letter(site, number)
    assert "退回情形：重大分歧未经协调。" in said
    assert "退回理由：区财政局有不同意见，未经协调。" in said
    assert "协调过程写入起草说明后重新报送" in said
    assert "终止" not in said


def test_every_ground_says_what_to_do_next() -> None:
    assert set(NEXT) == set(ReturnGround)
    for ground in ReturnGround:
        facts = LetterFacts(written_on=date(2026, 3, 9), ground=ground)
        said = text_of("return_notice", facts)
        assert NEXT[ground] in said and word(ground, "zh") in said
        again = "重新报送的，按新的送审件登记" in said
        assert again == (ground is not ReturnGround.SUPERSEDED)


@pytest.mark.parametrize(
    ("matter_type", "form", "says"),
    [
        ("normative_document", {}, "ground: missing; give one of materials_incomplete, not_ripe"),
        ("major_decision", {"ground": "not_ripe"}, "not_ripe; give one of materials_incomplete"),
        ("contract", {"ground": "not_heard"}, "materials_incomplete, out_of_scope, superseded"),
    ],
)
def test_a_ground_that_the_rule_set_does_not_know_is_refused_with_its_list_and_source(
    site: Site, matter_type: str, form: dict[str, object], says: str
) -> None:
    number = received(site, matter_type=MatterType(matter_type))
    given = {"reason": "退回", **form}
    refused(site, number, "deng", Move.RETURN_CASE, given, BadInput, says)
    refused(site, number, "deng", Move.RETURN_CASE, given, BadInput, "115号|713号")


def test_a_return_after_a_send_back_ends_the_clock_that_ran(site: Site) -> None:
    number = accepted(site)
    act(site, "qian", number, Move.SEND_BACK, BACK)
    today_is(site, date(2026, 3, 12))
    assert case_in(site.database, number).ceiling_on == "2026-03-30"

    form = {"ground": "not_ripe", "reason": "条件不成熟"}
    act(site, "deng", number, Move.RETURN_CASE, form)

    case = case_in(site.database, number)
    assert case.state is CaseState.RETURNED
    with site.database.reading() as connection:
        sql = "SELECT kind FROM clock_events WHERE case_number = :number ORDER BY seq DESC LIMIT 1"
        assert connection.value(sql, number=number) == "closed"
    assert "本件的审核期限自本通知发出之日终止。" in last_letter(site, number)


# What it is taken for.


def test_what_a_case_is_taken_for_is_kept_logged_and_told(site: Site) -> None:
    number = received(site, title="青岚区停车工作方案")
    act(site, "deng", number, Move.ACCEPT, {**OTHER, "exclusion": "work_plan"})

    with site.database.reading() as connection:
        kept = form_checks.classification(connection, number)
    assert kept is not None
    assert (kept["matter_type"], kept["limbs_missing"]) == ("other_document", "external")
    assert (kept["exclusion"], kept["reason"]) == ("work_plan", "只安排部门工作")
    assert (kept["person"], kept["urgent_ground"]) == ("deng", None)
    facts = last_facts(site, number)
    assert facts["form"]["limbs_missing"] == ["external"]
    assert facts["proposed"] == {
        "matter_type": "other_document",
        "from": "title",
        "differs": False,
    }
    said = last_letter(site, number)
    assert "不具备“外部性”要件，属于“工作方案、计划、要点”的情形，不属于行政规范性文件" in said
    assert "认定理由：只安排部门工作。" in said


def test_a_decision_against_the_proposal_says_so(site: Site) -> None:
    number = received(site, title="青岚区停车管理办法")
    act(site, "deng", number, Move.ACCEPT, OTHER)
    proposed = last_facts(site, number)["proposed"]
    assert (proposed["matter_type"], proposed["differs"]) == ("normative_document", True)


def test_the_proposal_of_the_screened_text_counts_more_than_the_title(site: Site) -> None:
    number = received(site, title="青岚区停车工作方案")
    message = "按标题和文本，建议按“行政规范性文件”办理。制定主体：不能判断。"
    finding = {
        "check": "classifies_the_matter",
        "severity": "question",
        "address": "全文",
        "message": message,
    }
    draft = a_document(site, DRAFT, "青岚区停车工作方案 draft")["sha256"]
    form = {"document_sha256": draft, "findings": [finding]}
    act(site, "system", number, Move.SCREEN, form)

    act(site, "deng", number, Move.ACCEPT, acceptance(MatterType.NORMATIVE_DOCUMENT))

    assert last_facts(site, number)["proposed"] == {
        "matter_type": "normative_document",
        "from": "title_and_text",
        "differs": False,
    }


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({**NORMATIVE, "limbs_missing": ["general"]}, "you gave general. Drop them"),
        ({**NORMATIVE, "exclusion": "letter"}, "no exclusion .国办发〔2018〕37号.*gave letter"),
        ({**OTHER, "limbs_missing": []}, "which limb.*maker, external, general, repeated.*37号"),
        ({**OTHER, "limbs_missing": [], "matter_type": "policy_document"}, "policy_document says"),
    ],
)
def test_a_decision_that_does_not_hold_together_is_refused(
    site: Site, form: dict[str, object], says: str
) -> None:
    refused(site, received(site), "deng", Move.ACCEPT, form, BadInput, says)


def test_a_contract_needs_no_limb_to_be_missing(site: Site) -> None:
    number = accepted(site, matter_type=MatterType.CONTRACT, title="停车场合作协议")
    assert "经认定，本件按“合同协议”审核。" in last_letter(site, number)


# Urgent matters.


def without_consultation(site: Site, *more: DocumentKind) -> str:
    kept = [kind for kind in MATERIALS if kind is not DocumentKind.CONSULTATION]
    return received(site, materials=(*kept, *more))


def test_an_urgent_matter_is_accepted_without_what_the_rules_let_it_lack(site: Site) -> None:
    number = without_consultation(site, EVIDENCE)
    act(site, "deng", number, Move.ACCEPT, {**NORMATIVE, "urgent": URGENT})

    proof = last_facts(site, number)["urgent"]
    assert proof["lacking"] == ["consultation"] and proof["source"].startswith("assumed")
    assert len(proof["approval_sha256"]) == 64
    with site.database.reading() as connection:
        kept = form_checks.classification(connection, number)
    assert kept is not None and kept["urgent_approved_by"] == "区长"
    said = last_letter(site, number)
    assert (
        "因突发事件等紧急情况，经区长批准，下列材料在受理时未提交，不影响受理：征求意见及采纳情况。"
        in said
    )


def test_urgency_does_not_lift_the_floor(site: Site) -> None:
    number = without_consultation(site, EVIDENCE)
    act(site, "deng", number, Move.ACCEPT, {**NORMATIVE, "urgent": URGENT})
    assert case_in(site.database, number).floor_on == "2026-03-16"


def without_more(site: Site) -> str:
    return received(site, materials=(*MATERIALS[:3], EVIDENCE))


def a_contract_without_draft(site: Site) -> str:
    materials = (DocumentKind.EXPLANATION, EVIDENCE)
    return received(site, matter_type=MatterType.CONTRACT, materials=materials)


CONTRACT = {"matter_type": "contract", "reason": "框架协议"}


@pytest.mark.parametrize(
    ("build", "form", "kind", "says"),
    [
        (
            without_consultation,
            NORMATIVE,
            MoveNotPossible,
            "approval of 政府主要负责人 has to lie in the case.*evidence.*Lacking: consultation",
        ),
        (without_more, NORMATIVE, MoveNotPossible, r"missing \(own_legal_opinion\)"),
        (
            a_contract_without_draft,
            CONTRACT,
            MoveNotPossible,
            "names nobody who may approve it. Lacking: draft; use request_supplement",
        ),
    ],
)
def test_urgency_without_approval_or_beyond_the_rule_is_refused(
    site: Site, build: Any, form: dict[str, object], kind: type[ReviewError], says: str
) -> None:
    number = build(site)
    refused(site, number, "deng", Move.ACCEPT, {**form, "urgent": URGENT}, kind, says)


def test_the_approval_may_come_with_the_acceptance_itself(site: Site) -> None:
    number = without_consultation(site)
    approval = a_document(site, EVIDENCE, "批准文件")
    act(site, "deng", number, Move.ACCEPT, {**NORMATIVE, "urgent": URGENT, "documents": [approval]})
    assert last_facts(site, number)["urgent"]["approval_sha256"] == approval["sha256"]
    assert case_in(site.database, number).state is CaseState.ACCEPTED


def test_an_acceptance_brings_no_material_with_it(site: Site) -> None:
    number = without_consultation(site, EVIDENCE)
    for kind in (DRAFT, DocumentKind.CONSULTATION):
        form = {**NORMATIVE, "urgent": URGENT, "documents": [a_document(site, kind, "另一件")]}
        says = f"is given as {kind}.*PATH:evidence"
        refused(site, number, "deng", Move.ACCEPT, form, BadInput, says)


def test_a_missing_approval_names_the_way_to_hand_it_in(site: Site) -> None:
    form = {**NORMATIVE, "urgent": URGENT}
    says = "with the acceptance, --file PATH:evidence"
    refused(site, without_consultation(site), "deng", Move.ACCEPT, form, MoveNotPossible, says)


# A supplement.


def test_a_supplement_of_nothing_but_what_is_there_is_refused(site: Site) -> None:
    number = received(site, title="示例办法")
    act(site, "deng", number, Move.REQUEST_SUPPLEMENT, {"missing": ["advice"], "reason": "请补正"})
    same = a_document(site, DocumentKind.BASES, "示例办法 bases")
    says = "bases.docx is in the case already, to the byte; hand in what was asked for"
    refused(site, number, "lin", Move.SUPPLEMENT, {"documents": [same]}, BadInput, says)
    new = a_document(site, DocumentKind.ADVICE, "意见书")
    act(site, "lin", number, Move.SUPPLEMENT, {"documents": [same, new]})
    assert case_in(site.database, number).state is CaseState.RECEIVED


# Accepted once more.


def test_a_second_acceptance_keeps_the_first_rules_and_sends_no_second_letter(site: Site) -> None:
    number = under_review(site)
    digest = case_in(site.database, number).rule_set_digest
    act(site, "shen", number, Move.SEND_BACK, BACK)
    act(site, "deng", number, Move.ACCEPT, {**NORMATIVE, "reason": "再次核对无误"})

    case = case_in(site.database, number)
    assert (case.rule_set_digest, case.accepted_on) == (digest, "2026-03-09")
    assert [kind for kind, _ in letters_of(site, number)] == ["acceptance_notice"]
    with site.database.reading() as connection:
        kept = form_checks.classification(connection, number)
    assert kept is not None and kept["reason"] == "再次核对无误"


def test_a_second_acceptance_as_something_else_is_told(site: Site) -> None:
    number = accepted(site)
    act(site, "qian", number, Move.SEND_BACK, BACK)
    act(site, "deng", number, Move.ACCEPT, OTHER)
    letters = letters_of(site, number)
    assert [(kind, facts.matter_type) for kind, facts in letters] == [
        ("acceptance_notice", "normative_document"),
        ("acceptance_notice", "other_document"),
    ]


def test_a_second_acceptance_stays_under_the_rules_of_the_first(site: Site) -> None:
    text = (
        'code = "edited"\nname = "测试"\nsince = 2026-01-01\nextends = "national_2018"\n'
        "[matter_types.normative_document.review]\n"
        'ceiling = { days = 9, unit = "working", source = "assumed: 测试", verified = false }\n'
    )
    folder = site.settings.home / "rule_sets"
    folder.mkdir()
    (folder / "edited.toml").write_text(text, "utf-8")
    site.settings = replace(site.settings, rule_set="edited")
    number = accepted(site)
    first = case_in(site.database, number)
    (folder / "edited.toml").write_text(text.replace("days = 9", "days = 6"), "utf-8")

    act(site, "qian", number, Move.SEND_BACK, BACK)
    act(site, "deng", number, Move.ACCEPT, NORMATIVE)

    second = case_in(site.database, number)
    assert second.rule_set_digest == first.rule_set_digest
    assert second.ceiling_on == first.ceiling_on == "2026-03-20"
