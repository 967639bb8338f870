"""The list of materials: a line for each, read from documents and from the clerk's words."""

import pytest
from builders import MATERIALS, a_document, received
from databases import entries
from hypothesis import given
from hypothesis import strategies as st
from refusals import refused

from models.case import MatterType
from models.document import DocumentKind
from models.errors import BadInput, MoveNotPossible
from models.form_check import MaterialState
from models.material_list import (
    CLERKS_WORDS,
    CasePapers,
    MaterialLine,
    MaterialWord,
    material_lines,
    word_fault,
)
from models.moves import Move
from models.procedure_rules import Material, Required
from review_flows.desk import act
from review_flows.outside import form_checks
from review_flows.outside.site import Site

ACCEPTANCE = {"matter_type": "normative_document", "reason": "四项要件齐备"}
BASES, FAIR = DocumentKind.BASES, DocumentKind.FAIR_COMPETITION


def material(kind: DocumentKind, required: Required) -> Material:
    return Material(kind=kind, required=required, source="测试", verified=False)


def line(required: Required, came_at: str | None, word: MaterialWord | None) -> MaterialLine:
    papers = CasePapers({BASES: came_at} if came_at else {}, {BASES: word} if word else {})
    (only,) = material_lines([material(BASES, required)], papers)
    return only


def says(state: MaterialState, at: str = "2", note: str = "") -> MaterialWord:
    return MaterialWord(state, note, at)


ALWAYS, RELEVANT = Required.ALWAYS, Required.WHEN_RELEVANT


@pytest.mark.parametrize(
    ("required", "came_at", "word", "state", "wanting", "is_open"),
    [
        (ALWAYS, None, None, "missing", True, False),
        (ALWAYS, "1", None, "received", False, False),
        (ALWAYS, "1", says(MaterialState.SUFFICIENT), "sufficient", False, False),
        (ALWAYS, "1", says(MaterialState.INSUFFICIENT), "insufficient", True, False),
        (ALWAYS, "3", says(MaterialState.INSUFFICIENT), "received", False, False),
        (ALWAYS, "3", says(MaterialState.SUFFICIENT), "received", False, False),
        (ALWAYS, None, says(MaterialState.SUFFICIENT), "missing", True, False),
        (RELEVANT, None, None, "missing", False, True),
        (RELEVANT, "1", None, "received", False, True),
        (RELEVANT, None, says(MaterialState.NOT_NEEDED), "not_needed", False, False),
        (RELEVANT, "3", says(MaterialState.NOT_NEEDED), "received", False, True),
        (RELEVANT, "1", says(MaterialState.INSUFFICIENT), "insufficient", True, False),
    ],
)
def test_a_line_stands_as_documents_and_the_later_word_leave_it(
    required: Required,
    came_at: str | None,
    word: MaterialWord | None,
    state: str,
    wanting: bool,
    is_open: bool,
) -> None:
    found = line(required, came_at, word)
    assert (found.state, found.wanting, found.open) == (state, wanting, is_open)


TIMES = st.none() | st.sampled_from("123")
WORDS = st.none() | st.builds(
    MaterialWord, st.sampled_from(sorted(CLERKS_WORDS)), st.just("不全"), st.sampled_from("123")
)


@given(st.sampled_from(Required), TIMES, WORDS)
def test_only_what_always_belongs_to_it_or_was_found_of_no_use_is_wanting(
    required: Required, came_at: str | None, word: MaterialWord | None
) -> None:
    found = line(required, came_at, word)
    if found.wanting:
        assert found.state in (MaterialState.MISSING, MaterialState.INSUFFICIENT)
        assert required is ALWAYS or found.state is MaterialState.INSUFFICIENT
    assert not (found.wanting and found.open)
    assert bool(found.note) == (found.state in CLERKS_WORDS)
    assert found.state is not MaterialState.NOT_NEEDED or required is RELEVANT


@given(
    st.sampled_from(Required), TIMES, WORDS, st.sampled_from(MaterialState), st.sampled_from("不 ")
)
def test_a_word_that_is_taken_is_the_state_of_the_line_afterwards(
    required: Required,
    came_at: str | None,
    word: MaterialWord | None,
    state: MaterialState,
    note: str,
) -> None:
    before = line(required, came_at, word)
    if not word_fault(before, state, note.strip()):
        after = line(required, came_at, says(state, "4", note))
        assert (after.state, after.note) == (state, note)


def lines_of(site: Site, number: str) -> dict[str, tuple[str, str]]:
    """State and note of each line of a case's list, read as the desk reads them."""
    rules = site.rules.rule_set(site.settings.rule_set)
    with site.database.reading() as connection:
        papers = form_checks.papers_of(connection, number)
    materials = rules.rules_for(MatterType.NORMATIVE_DOCUMENT).materials
    return {one.kind: (one.state, one.note) for one in material_lines(materials, papers)}


def check(site: Site, number: str, kind: str, state: str, note: str = "") -> None:
    form = {"kind": kind, "state": state, "note": note}
    act(site, "deng", number, Move.CHECK_MATERIAL, form)


def test_the_clerk_goes_down_the_list_and_changes_his_mind(site: Site) -> None:
    number = received(site)
    check(site, number, "bases", "insufficient", "缺少省级规定")
    check(site, number, "fair_competition", "not_needed", "不涉及经营者")
    check(site, number, "draft", "insufficient", "页码有误")
    check(site, number, "draft", "sufficient")

    assert lines_of(site, number) == {
        "draft": ("sufficient", ""),
        "explanation": ("received", ""),
        "bases": ("insufficient", "缺少省级规定"),
        "consultation": ("received", ""),
        "own_legal_opinion": ("received", ""),
        "fair_competition": ("not_needed", "不涉及经营者"),
        "cover_letter": ("missing", ""),
    }
    said = [e for e in entries(site.database, number) if e.move == Move.CHECK_MATERIAL]
    assert b'"material":{"before":"received","kind":"bases"}' in said[0].body


def test_a_new_document_opens_its_line_again_and_no_other(site: Site) -> None:
    number = received(site)
    check(site, number, "bases", "insufficient", "缺少省级规定")
    check(site, number, "draft", "sufficient")
    act(site, "deng", number, Move.REQUEST_SUPPLEMENT, {"reason": "请补正"})

    form = {"documents": [a_document(site, BASES, "补正后的依据")]}
    act(site, "lin", number, Move.SUPPLEMENT, form)

    lines = lines_of(site, number)
    assert (lines["bases"], lines["draft"]) == (("received", ""), ("sufficient", ""))
    act(site, "deng", number, Move.ACCEPT, ACCEPTANCE)


def test_the_same_bytes_again_are_no_new_document(site: Site) -> None:
    number = received(site)
    check(site, number, "bases", "insufficient", "缺少省级规定")
    act(site, "deng", number, Move.REQUEST_SUPPLEMENT, {"reason": "请补正"})
    same = a_document(site, BASES, "示例办法 bases")
    other = a_document(site, DocumentKind.ADVICE, "另一件")
    act(site, "lin", number, Move.SUPPLEMENT, {"documents": [same, other]})
    assert lines_of(site, number)["bases"] == ("insufficient", "缺少省级规定")


def test_what_was_said_of_a_paper_is_not_said_of_another_one(site: Site) -> None:
    number = received(site)
    check(site, number, "bases", "sufficient")
    named = {"document": "bases.docx", "kind": "cover_letter"}
    act(site, "deng", number, Move.NAME_MATERIAL, named)
    lines = lines_of(site, number)
    assert (lines["bases"], lines["cover_letter"]) == (("missing", ""), ("received", ""))


def test_what_was_said_of_one_paper_is_not_said_of_one_that_came_before(site: Site) -> None:
    number = received(site)
    check(site, number, "explanation", "insufficient", "未写必要性")
    named = {"document": "bases.docx", "kind": "explanation"}
    act(site, "deng", number, Move.NAME_MATERIAL, named)
    assert lines_of(site, number)["explanation"] == ("received", "")


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"kind": "draft", "state": "missing"}, "missing is read from the documents"),
        ({"kind": "draft", "state": "received"}, "say one of insufficient, not_needed, sufficient"),
        ({"kind": "draft", "state": "not_needed"}, "draft is always required.*115号"),
        ({"kind": "draft", "state": "insufficient"}, "note: say what is wrong"),
        ({"kind": "fair_competition", "state": "sufficient"}, "no document of the case is fair"),
        ({"kind": "advice", "state": "sufficient"}, "has no advice.*draft, explanation, bases"),
    ],
)
def test_a_word_that_the_line_cannot_have_is_refused(
    site: Site, form: dict[str, object], says: str
) -> None:
    refused(site, received(site), "deng", Move.CHECK_MATERIAL, form, BadInput, says)


def without_two(site: Site) -> str:
    """A received case without two materials, a third one of no use."""
    number = received(site, materials=MATERIALS[:3])
    check(site, number, "explanation", "insufficient", "未写必要性")
    return number


def test_acceptance_is_refused_with_every_line_that_is_wanting(site: Site) -> None:
    says = r"\(explanation \(insufficient: 未写必要性\), consultation, own_legal_opinion\)"
    refused(site, without_two(site), "deng", Move.ACCEPT, ACCEPTANCE, MoveNotPossible, says)


def test_what_one_matter_type_does_not_need_another_one_may_require(site: Site) -> None:
    number = received(site, matter_type=MatterType.OTHER_DOCUMENT, materials=MATERIALS[:1])
    check(site, number, "bases", "not_needed", "无")
    refused(site, number, "deng", Move.ACCEPT, ACCEPTANCE, MoveNotPossible, "explanation, bases")


def test_what_is_asked_for_when_relevant_and_nobody_decided_does_not_block_but_is_told(
    site: Site,
) -> None:
    number = received(site)
    check(site, number, "fair_competition", "not_needed", "不涉及经营者")
    act(site, "deng", number, Move.ACCEPT, ACCEPTANCE)
    accepted = entries(site.database, number)[-1]
    assert b'"not_looked_at":["cover_letter"]' in accepted.body


def test_what_is_there_and_of_no_use_blocks_until_it_is_said_not_to_be_needed(site: Site) -> None:
    number = received(site, materials=(*MATERIALS, FAIR))
    check(site, number, "fair_competition", "insufficient", "没有盖章")
    says = "fair_competition .insufficient: 没有盖章"
    refused(site, number, "deng", Move.ACCEPT, ACCEPTANCE, MoveNotPossible, says)
    check(site, number, "fair_competition", "not_needed", "不涉及经营者")
    act(site, "deng", number, Move.ACCEPT, ACCEPTANCE)
