"""Forms, registers and documents beside the letters, and what an office words and signs itself."""

import json
import re
from dataclasses import replace
from datetime import date

import pytest
from builders import consulted, issued, published, signed, under_review
from letter_builders import FULL, SHA256, an_item, said_by, words_of

from models.case import MatterType
from models.errors import UnknownCode
from models.house_style import HouseStyle
from models.letter import Layout, LetterFacts, LetterKind, Para, Table, WalkLine
from models.letter_wording import Wording
from models.moves import Move
from models.opinion import Adoption, Conclusion
from models.words import word
from review_flows import letters
from review_flows.desk import act
from review_flows.letters import issuance_register
from review_flows.letters.handling_sheet import MOST_STEPS
from review_flows.letters.issuance_register import IssuedDocument, RegisterHead
from review_flows.outside import persons, queries, records
from review_flows.outside.case_sight import letters_as_seen
from review_flows.outside.issued_documents import issued_documents
from review_flows.outside.letters_due import due_letter, facts_adapter
from review_flows.outside.site import Site

OWN = "本单位自行拟定的文字"


def facts_of(site: Site, kind: str) -> LetterFacts:
    with site.database.reading() as connection:
        found = connection.value("SELECT max(id) FROM letters WHERE kind = :kind", kind=kind)
    return due_letter(site.database, int(found)).facts


def tables_of(code: str, facts: LetterFacts = FULL) -> list[Table]:
    body = letters.letter_kind(code).compose(facts).body
    return [block for block in body if isinstance(block, Table)]


def test_each_kind_stands_on_the_page_that_it_is_made_for() -> None:
    by_layout = {kind.code: kind.compose(FULL).layout for kind in letters.ALL}
    others = {code: layout for code, layout in by_layout.items() if layout is not Layout.LETTER}
    assert others == {
        "filing_report": Layout.DOCUMENT,
        "filing_explanation": Layout.ATTACHMENT,
        "adoption_form": Layout.SHEET,
        "handling_sheet": Layout.SHEET,
        "filing_catalogue": Layout.REGISTER,
    }


@pytest.mark.parametrize("kind", letters.ALL, ids=lambda kind: kind.code)
def test_a_table_is_no_wider_than_its_page_and_its_rows_fit_its_columns(
    kind: LetterKind,
) -> None:
    text = kind.compose(FULL)
    for block in text.body:
        if isinstance(block, Table):
            assert sum(block.widths) <= text.layout.room
            for row in (block.header or block.rows[0], *block.rows):
                assert len(row) == len(block.widths) or (block.form and row)
                assert len(row) <= len(block.widths)


def test_what_goes_up_has_room_for_who_signs_it_and_names_who_printed_it() -> None:
    text = letters.letter_kind("filing_report").compose(FULL)
    assert text.issuer == "　　　" and text.imprint is not None  # room for who will sign it
    assert (text.imprint.printed_by, text.imprint.printed_on) == (
        FULL.issuing_office,
        FULL.written_on,
    )
    style = HouseStyle(copies_to=("区档案馆",), printed_by="区政府办文印室")
    styled = letters.letter_kind("filing_report").compose(replace(FULL, style=style))
    assert styled.imprint is not None
    assert styled.imprint.copies_to == ("区档案馆",)
    assert styled.imprint.printed_by == "区政府办文印室"
    assert letters.letter_kind("closing_notice").compose(FULL).imprint is None


@pytest.mark.parametrize("block", Wording)
def test_an_office_may_word_each_of_these_blocks_itself(block: Wording) -> None:
    """Said by a letter where the office sets it, and never beside the usual words."""
    facts = replace(FULL, style=HouseStyle(wording=((block, OWN),)))
    changed = [kind.code for kind in letters.ALL if OWN in words_of(kind.compose(facts))]
    for code in changed:
        usual, own = (set(said_by(code, one).splitlines()) for one in (FULL, facts))
        assert len(own - usual) == 1
        assert len(usual - own) == (0 if block is Wording.CONTACT else 1)
    wanted = [kind.code for kind in letters.ALL if str(block).startswith(PREFIXES[kind.code])]
    forms = {"adoption_form", "handling_sheet", "filing_catalogue", "filing_explanation"}
    every_letter = [kind.code for kind in letters.ALL if kind.code not in forms]
    assert changed == (every_letter if block is Wording.CONTACT else wanted)
    assert re.search("[一-鿿]", word(block, "zh"))


PREFIXES = {kind.code: "-" for kind in letters.ALL} | {
    "supplement_notice": "supplement_",
    "return_notice": "return_",
    "acceptance_notice": "acceptance_",
    "advice_request": "request_",
    "pause_notice": "pause_",
    "review_opinion": "opinion_",
    "adoption_form": "adoption_form_",
    "closing_notice": "closing_",
    "filing_report": "filing_",
    "urging_notice": "urging_",
    "supervision_notice": "supervision_",
}


def test_what_an_office_says_of_documents_is_not_said_of_a_contract() -> None:
    style = HouseStyle(wording=((Wording.OPINION_BASIS, "依照本省规范性文件规定"),))
    assert "依照本省规范性文件规定，现提出" in said_by("review_opinion", replace(FULL, style=style))
    contract = replace(FULL, style=style, matter_type=MatterType.CONTRACT)
    assert "依照本省规范性文件规定" not in said_by("review_opinion", contract)


def test_facts_that_an_earlier_version_froze_can_still_be_read_and_written() -> None:
    """Fields that 0.3.0 did not know are simply not there."""
    known = json.loads(facts_adapter().dump_json(FULL))
    new = [name for name in known if name not in FIELDS_OF_0_3.split()]
    assert {"style", "walk", "task"} <= set(new)
    old = facts_adapter().validate_json(json.dumps({n: known[n] for n in FIELDS_OF_0_3.split()}))
    assert old.style == HouseStyle() and old.walk == ()
    assert all(kind.compose(old).heading for kind in letters.ALL)


FIELDS_OF_0_3 = """
written_on letter_number case_number matter_type title drafting_unit enacting_organ
review_office issuing_office received_on accepted_on began_on starts floor_on ceiling_on
floor_calendar_on ceiling_calendar_on other_unit provisional provisional_from unverified
reviewer chief draft_sha256 missing supplement_by limbs_missing exclusion lacking ground
reason occasion approved_by restarts question advisor answer_by conclusion also_changed items
points heard experts silent co_reviewers opinion_number meeting deliberated_on signer
signed_on document_number registration_number published_on published_at effective_on
valid_until recipient file_by filings copies attachments played
"""


def test_an_opinion_has_four_parts_and_a_row_for_each_item() -> None:
    items = (an_item(1), replace(an_item(2), address="", severity="", quote="第一行\n第二行"))
    text = letters.letter_kind("review_opinion").compose(replace(FULL, items=items))
    heads = [
        b.text for b in text.body if isinstance(b, Para) and re.match("[一二三四五]、", b.text)
    ]
    assert heads == ["一、送审情况", "二、审核情况", "三、审核意见", "四、审核结论"]
    table = tables_of("review_opinion", replace(FULL, items=items))[-1]
    assert [row[:2] for row in table.rows] == [
        ("1", "第二十三条\n（必须修改）"),
        ("2", "送审稿"),
    ]
    assert table.rows[1][2].startswith("原文：“第一行 第二行”\n")


def test_the_form_has_a_row_to_fill_in_for_each_item_and_says_no_answer() -> None:
    answered = an_item(2, adoption=Adoption.ADOPTED, adoption_reason="已经改好")
    form, items, signed_by = tables_of("adoption_form", replace(FULL, items=(an_item(1), answered)))
    assert [row[0] for row in items.rows] == ["1", "2"]
    assert all(row[2:] == ("□", "□", "□", "", "") for row in items.rows)
    assert "已经改好" not in said_by("adoption_form", replace(FULL, items=(answered,)))
    assert form.form and signed_by.form and ("填报人", "", "联系电话", "") in signed_by.rows


@pytest.mark.parametrize(("conclusion", "forms"), [("revise", 1), ("legal", 0)])
def test_only_an_opinion_with_items_goes_out_with_a_form(
    site: Site, conclusion: str, forms: int
) -> None:
    signed(site, conclusion)
    with site.database.reading() as connection:
        kinds = [row["kind"] for row in connection.rows("SELECT kind FROM letters ORDER BY id")]
    assert (kinds.count("review_opinion"), kinds.count("adoption_form")) == (1, forms)
    if forms:
        facts = facts_of(site, "adoption_form")
        assert [item.no for item in facts.items] == [1]
        assert facts.opinion_number == "青岚司审意〔2026〕1号"


def test_an_explanation_tells_the_reasons_of_what_was_not_adopted() -> None:
    items = (
        an_item(1, adoption=Adoption.ADOPTED, adoption_reason="照改"),
        an_item(2, adoption=Adoption.NOT_ADOPTED, adoption_reason="上位法另有授权"),
    )
    said = said_by("filing_explanation", replace(FULL, items=items, meeting_changed=True))
    assert "审核意见共2条：采纳1条，未采纳1条。" in said
    assert "第2项未采纳的理由：上位法另有授权。" in said and "照改" not in said
    assert "审议，修改后通过" in said


def test_parts_of_an_explanation_that_nothing_is_known_of_are_left_out() -> None:
    known = LetterFacts(written_on=date(2026, 4, 10), title="停放办法", articles=9)
    text = letters.letter_kind("filing_explanation").compose(known)
    assert [block.text for block in text.body if isinstance(block, Para)] == [
        "现将《停放办法》的制定情况说明如下：",
        "一、主要内容",
        "该文件共9条。",
    ]


def test_a_sheet_tells_the_whole_walk_and_names_nobody_who_was_asked_secretly(site: Site) -> None:
    number = consulted(site, under_review(site))
    secret = {"outsider": "万教授", "question": "可行否", "secret": True}
    act(site, "shen", number, Move.CONSULT, secret)
    act(site, "lin", number, Move.WITHDRAW, {"reason": "另行报送"})
    facts = facts_of(site, "handling_sheet")
    assert [(one.who, one.move, one.state) for one in facts.walk] == [
        ("系统", "receive", "received"),
        ("邓登记", "accept", "accepted"),
        ("沈审核", "claim", "under_review"),
        ("林起草", "withdraw", "withdrawn"),
    ]
    said = said_by("handling_sheet", facts)
    assert "万教授" not in said and "沈审核" in said


def test_the_sheet_of_a_published_document_holds_opinion_meeting_and_numbers(site: Site) -> None:
    published(site)
    facts = facts_of(site, "handling_sheet")
    said = said_by("handling_sheet", facts)
    for words in (facts.opinion_number, facts.document_number, facts.registration_number):
        assert words and words in said
    assert (facts.chief, facts.reviewer) == ("钱审批", "沈审核")
    assert facts.used_working is not None and f"{facts.used_working}个工作日" in said
    assert [one.state for one in facts.walk][-1] == "published"


def test_a_long_walk_says_how_many_steps_it_leaves_out() -> None:
    day = date(2026, 3, 9)
    steps = tuple(WalkLine(day, f"某{n}", "assign", "accepted") for n in range(40))
    said = said_by("handling_sheet", replace(FULL, walk=steps))
    rows = tables_of("handling_sheet", replace(FULL, walk=steps))[1].rows
    assert len(rows) == MOST_STEPS
    assert f"其间另有{40 - MOST_STEPS + 1}步，见流转记录" in said
    assert rows[0][1] == "某0" and rows[-1][1] == "某39"
    short = tables_of("handling_sheet", replace(FULL, walk=steps[:MOST_STEPS]))[1].rows
    assert [row[1] for row in short] == [f"某{n}" for n in range(MOST_STEPS)]


A_ROW = IssuedDocument(
    issued_on=date(2026, 4, 9),
    document_number="青政规〔2026〕1号",
    registration_number="QLGS-2026-001",
    title="停放管理办法",
    drafting_unit="区住建局",
    signer="区长",
    signed_on=date(2026, 4, 8),
    opinion_number="青司审意〔2026〕1号",
    conclusion=Conclusion.LEGAL,
    published_on=date(2026, 4, 10),
    valid_until=date(2028, 5, 14),
)
HEAD = RegisterHead("青岚区人民政府办公室", date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 4))


def test_the_register_bears_the_opinion_and_its_conclusion_in_each_row() -> None:
    bare = replace(A_ROW, opinion_number="", conclusion="")
    text = issuance_register.compose((A_ROW, bare), HEAD)
    (table,) = (block for block in text.body if isinstance(block, Table))
    opinion, conclusion = (table.header.index(name) for name in ("审核意见文号", "审核结论"))
    assert [(row[opinion], row[conclusion]) for row in table.rows] == [
        ("青司审意〔2026〕1号", "合法"),
        ("无", "无"),
    ]
    assert text.layout is Layout.REGISTER and sum(table.widths) <= text.layout.room
    assert "共2件" in words_of(text) and text.sender == "青岚区人民政府办公室"
    with pytest.raises(UnknownCode):
        issuance_register.compose((replace(A_ROW, conclusion="fine"),), HEAD)
    assert "共0件" in words_of(issuance_register.compose((), HEAD))


def test_the_register_of_a_site_holds_what_was_issued_in_its_days(site: Site) -> None:
    issued(site)
    days = (date(2026, 1, 1), date(2026, 12, 31))
    with site.database.reading() as connection:
        (row,) = issued_documents(connection, *days, played=True)
        assert issued_documents(connection, *days) == ()  # a demonstration is no document
        assert issued_documents(connection, date(2025, 1, 1), date(2025, 12, 31), played=True) == ()
    assert row.document_number == "青岚政规〔2026〕1号" and row.opinion_number
    assert row.title == "示例办法" and row.published_on is None


def test_an_opinion_on_another_text_covers_no_row_of_the_register(site: Site) -> None:
    number = issued(site)
    with site.database.writing() as connection:
        where = "case_number = :number"
        connection.update("opinions", where, number=number, document_sha256=SHA256)
    with site.database.reading() as connection:
        (row,) = issued_documents(connection, date(2026, 1, 1), date(2026, 12, 31), played=True)
    assert (row.opinion_number, row.conclusion) == ("", "")


def test_the_sheet_of_the_paper_file_is_no_letter_of_the_drafting_unit(site: Site) -> None:
    number = consulted(site, under_review(site))
    act(site, "lin", number, Move.WITHDRAW, {"reason": "另行报送"})
    with site.database.reading() as connection:
        case = records.find_case(connection, number)
        assert case is not None
        every_one = queries.letters(connection, number)
        seen = {}
        for code in ("lin", "shen"):
            person = persons.find_person(connection, code)
            assert person is not None
            standing = persons.standing_of(connection, person, case)
            seen[code] = [one["kind"] for one in letters_as_seen(every_one, standing)]
    assert seen["shen"] == ["acceptance_notice", "advice_request", "handling_sheet"]
    assert seen["lin"] == ["acceptance_notice"]
