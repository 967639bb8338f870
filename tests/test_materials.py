"""What receipt could not tell is a question to the clerk, and the clerk's answer counts."""

import pytest
from builders import MATERIALS, a_document
from databases import entries

from models.case import MatterType
from models.document import DocumentKind
from models.errors import BadInput, MoveNotPossible, NotAllowed
from models.moves import Move
from models.receipt_question import ABOUT_DRAFT, ABOUT_UNIT
from review_flows.desk import NEW_CASE, act
from review_flows.outside import case_files, records
from review_flows.outside.case_view import case_view
from review_flows.outside.database import Row
from review_flows.outside.site import Site

ACCEPTANCE = {"matter_type": "normative_document", "reason": "四项要件齐备"}


def with_an_unclear_draft(site: Site) -> str:
    """A received case in which receipt could not tell the draft; returns its number."""
    documents = [a_document(site, kind) for kind in MATERIALS]
    unclear = {"kind": "other", "candidates": ["draft", "explanation"]}
    form = {
        "title": "示例办法",
        "matter_type": str(MatterType.NORMATIVE_DOCUMENT),
        "unit": "zhujian",
        "documents": [{**documents[0], **unclear}, *documents[1:]],
    }
    return act(site, "system", NEW_CASE, Move.RECEIVE, form).number


def asked(site: Site, number: str) -> list[str]:
    """What the page of the case still asks the clerk."""
    with site.database.reading() as connection:
        case = records.find_case(connection, number)
        assert case is not None
        findings = case_view(connection, case).findings
    return [finding["address"] for finding in findings]


def with_questions(site: Site) -> str:
    """A received case of which receipt could not tell the draft, the unit, and two papers."""
    unclear = {"kind": "other", "candidates": ["draft", "explanation"]}
    doubtful = {"candidates": ["other"]}
    draft, bases, *others = (a_document(site, kind) for kind in MATERIALS)
    form = {
        "title": "示例办法",
        "matter_type": str(MatterType.NORMATIVE_DOCUMENT),
        "documents": [{**draft, **unclear}, {**bases, **doubtful}, *others],
        "questions": [
            {"about": "draft.docx", "text": "《draft.docx》是哪种材料？"},
            {"about": "explanation.docx", "text": "《explanation.docx》按“起草说明”登记，请确认。"},
            {"about": ABOUT_DRAFT, "text": "哪一份是送审稿？"},
            {"about": ABOUT_UNIT, "text": "起草单位是谁？"},
        ],
    }
    return act(site, "system", NEW_CASE, Move.RECEIVE, form).number


def test_a_question_stands_until_the_case_answers_it(site: Site) -> None:
    number = with_questions(site)
    assert asked(site, number) == ["draft.docx", "explanation.docx", ABOUT_DRAFT, ABOUT_UNIT]

    # What was taken for the right kind is confirmed by naming it so.
    act(site, "deng", number, Move.NAME_MATERIAL, name_as("explanation.docx", "explanation"))
    assert asked(site, number) == ["draft.docx", ABOUT_DRAFT, ABOUT_UNIT]

    act(site, "deng", number, Move.NAME_MATERIAL, name_as("draft.docx", "draft"))
    assert asked(site, number) == [ABOUT_UNIT]

    act(site, "deng", number, Move.ACCEPT, {**ACCEPTANCE, "unit": "zhujian"})
    assert asked(site, number) == []
    with site.database.reading() as connection:
        sql = "SELECT count(*) FROM findings WHERE case_number = :number"
        assert connection.value(sql, number=number) == 4


def name_as(document: str, kind: str) -> dict[str, str]:
    return {"document": document, "kind": kind}


def test_the_proposal_stands_until_somebody_has_decided(site: Site) -> None:
    number = with_an_unclear_draft(site)
    act(site, "deng", number, Move.NAME_MATERIAL, name_as("draft.docx", "draft"))
    draft = papers(site, number)[0]["sha256"]
    proposal = {
        "check": "classifies_the_matter",
        "severity": "question",
        "address": "全文",
        "message": "按标题和文本，建议按“行政规范性文件”办理。",
    }
    form = {"document_sha256": draft, "findings": [proposal, {**proposal, "check": "sets_a_fee"}]}
    act(site, "system", number, Move.SCREEN, form)
    assert asked(site, number) == ["全文", "全文"]
    act(site, "deng", number, Move.ACCEPT, ACCEPTANCE)
    assert asked(site, number) == ["全文"]


def papers(site: Site, number: str) -> list[Row]:
    with site.database.reading() as connection:
        return list(case_files.documents(connection, number))


def test_the_clerk_names_the_draft_and_can_then_accept(site: Site) -> None:
    number = with_an_unclear_draft(site)
    with pytest.raises(MoveNotPossible, match="draft"):
        act(site, "deng", number, Move.ACCEPT, ACCEPTANCE)

    act(site, "deng", number, Move.NAME_MATERIAL, {"document": "draft.docx", "kind": "draft"})

    named = papers(site, number)[0]
    assert (named["kind"], named["version"], named["candidates"]) == ("draft", 1, "")
    act(site, "deng", number, Move.ACCEPT, ACCEPTANCE)
    said = [entry for entry in entries(site.database, number) if entry.move == "name_material"]
    assert named["sha256"].encode() in said[0].body


def test_a_document_is_also_named_by_the_beginning_of_its_hash(site: Site) -> None:
    number = with_an_unclear_draft(site)
    wrong = papers(site, number)[1]
    form = {"document": wrong["sha256"][:10].upper(), "kind": "bases"}

    act(site, "deng", number, Move.NAME_MATERIAL, form)

    again = papers(site, number)[1]
    assert (again["kind"], again["version"]) == (str(DocumentKind.BASES), 2)


def test_an_unknown_document_names_those_there_are(site: Site) -> None:
    number = with_an_unclear_draft(site)
    with pytest.raises(BadInput, match=r"0 documents are so named.*explanation\.docx"):
        act(site, "deng", number, Move.NAME_MATERIAL, {"document": "无.docx", "kind": "draft"})


def test_what_is_named_already_and_who_is_no_clerk_is_refused(site: Site) -> None:
    number = with_an_unclear_draft(site)
    form = {"document": "bases.docx", "kind": "bases"}
    with pytest.raises(MoveNotPossible, match="bases already"):
        act(site, "deng", number, Move.NAME_MATERIAL, form)
    with pytest.raises(NotAllowed):
        act(site, "lin", number, Move.NAME_MATERIAL, form)
