"""What receipt could not tell is a question to the clerk, and the clerk's answer counts."""

import pytest
from builders import MATERIALS, a_document
from databases import entries

from models.case import MatterType
from models.document import DocumentKind
from models.errors import BadInput, MoveNotPossible, NotAllowed
from models.moves import Move
from review_flows.desk import NEW_CASE, act
from review_flows.outside import case_files
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
