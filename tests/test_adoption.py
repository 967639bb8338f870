"""What became of an opinion: complete answers, and no change of the text that nobody saw."""

from datetime import date

import pytest
from builders import a_document, proposed, revised, signed, today_is
from databases import case_in
from ledger_builders import ruled_by
from refusals import refused
from revision_builders import (
    ADOPTED,
    AS_ASKED,
    FORM,
    ITEM,
    a_draft,
    facts_of,
    handed_in,
    letter,
    letters_of,
    read_draft,
    reviewed,
    saying,
)

from models.case import CaseState, MatterType
from models.document import DocumentKind
from models.errors import BadInput, MoveNotPossible
from models.moves import Move
from review_flows.desk import act
from review_flows.outside.site import Site

NOT_ADOPTED = {"item": 1, "adoption": "not_adopted", "reason": "实际需要", "basis": "省条例第八条"}
REASON = {"reason": "已按意见修改"}


def confirmed(*places: str) -> dict[str, object]:
    return {**REASON, "confirmed": list(places)}


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ([], "item 1 is not answered; item 2 is not answered"),
        ([ADOPTED, ADOPTED, {**NOT_ADOPTED, "item": 3}], "item 2 is not.*no item 3.*1 is.*twice"),
        ([{"item": 1, "adoption": "adopted"}, {**ADOPTED, "item": 2}], "item 1: adopted.*wording="),
        (
            [{"item": 1, "adoption": "partly"}, {"item": 2, "adoption": "not_adopted"}],
            "item 1: partly needs wording=; item 1: partly needs reason=; "
            "item 2: not_adopted needs reason=; item 2: not_adopted needs basis=",
        ),
    ],
)
def test_every_fault_of_the_answers_is_told_at_once(
    site: Site, answers: list[FORM], says: str
) -> None:
    number = reviewed(site, ITEM, ITEM)
    form = {"answers": answers, "documents": [a_draft(site, saying(AS_ASKED))]}
    refused(site, number, "lin", Move.SUBMIT_REVISION, form, BadInput, says)


def test_what_was_asked_for_needs_no_name_and_is_kept_with_its_wording(site: Site) -> None:
    number = handed_in(site, reviewed(site, ITEM), saying(AS_ASKED), ADOPTED)
    act(site, "shen", number, Move.CONFIRM_REVISION, REASON)
    assert case_in(site.database, number).state is CaseState.CLEARED
    item = letter(site, number, "revision_confirmation")["items"][0]
    assert item["adoption_wording"] == "第三条改为责令改正"
    assert facts_of(site, number, Move.CONFIRM_REVISION)["also_changed"] == []


def test_each_change_that_nobody_asked_for_is_named_by_the_reviewer(site: Site) -> None:
    lines = saying(AS_ASKED, ("应当备案", "应当取得许可"), ("每小时二元", "每小时二十元"))
    number = handed_in(site, reviewed(site, ITEM), lines, ADOPTED)
    says = "第二条.*应当备案.*应当取得许可.*条文以外.*二元.*二十元"
    refused(site, number, "shen", Move.CONFIRM_REVISION, REASON, BadInput, says)
    some = confirmed("第二条")
    refused(site, number, "shen", Move.CONFIRM_REVISION, some, BadInput, "confirmed.*条文以外")
    act(site, "shen", number, Move.CONFIRM_REVISION, confirmed("第二条", "条文以外"))
    told = facts_of(site, number, Move.CONFIRM_REVISION)
    assert told["also_changed"] == ["第二条", "条文以外"]
    assert letter(site, number, "revision_confirmation")["also_changed"] == told["also_changed"]


def test_the_error_shows_sixty_signs_of_what_differs_on_each_side(site: Site) -> None:
    old, new = "应当备案", "应当" + "登记并公示" * 40
    number = handed_in(site, reviewed(site, ITEM), saying(AS_ASKED, (old, new)), ADOPTED)
    with pytest.raises(BadInput) as error:
        act(site, "shen", number, Move.CONFIRM_REVISION, REASON)
    assert "登记并公示" * 12 in str(error.value)
    assert "登记并公示" * 20 not in str(error.value)


def test_an_inserted_article_is_one_change_and_a_citation_that_follows_it_another(
    site: Site,
) -> None:
    lines = list(saying(("违反第二条", "违反第三条"), ("第三条　", "第四条　")))
    lines = [line.replace("第二条　", "第三条　") for line in lines]
    lines.insert(2, "第二条　本办法适用于住宅小区。")
    number = handed_in(site, reviewed(site, ITEM), lines, NOT_ADOPTED)
    with pytest.raises(BadInput) as error:
        act(site, "shen", number, Move.CONFIRM_REVISION, REASON)
    assert "第二条 (added" in str(error.value) and "第四条 (changed" in str(error.value)
    assert "第三条" not in str(error.value).split("“")[0]
    act(site, "shen", number, Move.CONFIRM_REVISION, confirmed("第二条", "第四条"))


def test_an_item_said_to_be_adopted_whose_clause_did_not_change_is_named_too(site: Site) -> None:
    number = reviewed(site, ITEM)
    lines = saying(("应当备案", "应当登记"))
    handed_in(site, number, lines, ADOPTED)
    says = "第三条 .item 1 is said to be taken up, nothing changed there"
    refused(site, number, "shen", Move.CONFIRM_REVISION, confirmed("第二条"), BadInput, says)
    act(site, "shen", number, Move.CONFIRM_REVISION, confirmed("第二条", "第三条"))
    assert case_in(site.database, number).state is CaseState.CLEARED


def test_an_item_not_adopted_asks_for_no_change(site: Site) -> None:
    number = handed_in(site, reviewed(site, ITEM), saying(AS_ASKED), NOT_ADOPTED)
    refused(site, number, "shen", Move.CONFIRM_REVISION, REASON, BadInput, "第三条 .changed")


def test_a_new_text_that_was_not_read_yet_waits_for_its_screening(site: Site) -> None:
    number = handed_in(site, reviewed(site, ITEM), saying(AS_ASKED), ADOPTED, read=False)
    everything = confirmed("全文")
    says = "not been read yet; run: review-flows receive"
    refused(site, number, "shen", Move.CONFIRM_REVISION, everything, MoveNotPossible, says)
    read_draft(site, number)
    act(site, "shen", number, Move.CONFIRM_REVISION, REASON)


def test_where_the_reviewed_text_was_never_read_the_whole_text_is_confirmed(site: Site) -> None:
    number = revised(site, signed(site))
    refused(site, number, "shen", Move.CONFIRM_REVISION, REASON, BadInput, "全文")
    act(site, "shen", number, Move.CONFIRM_REVISION, confirmed("全文"))
    assert case_in(site.database, number).state is CaseState.CLEARED


def test_a_draft_without_clauses_is_compared_all_the_same(site: Site) -> None:
    lines = ("关于停放充电的意见", "各街道应当备案。", "违者处五百元罚款。")
    number = handed_in(site, reviewed(site, ITEM), lines, ADOPTED)
    with pytest.raises(BadInput, match=r"第一条 .removed.*条文以外 .added"):
        act(site, "shen", number, Move.CONFIRM_REVISION, REASON)


def test_an_earlier_draft_handed_in_again_is_no_revision(site: Site) -> None:
    number = handed_in(site, reviewed(site, ITEM), saying(AS_ASKED), ADOPTED)
    act(site, "shen", number, Move.SEND_BACK, {"reason": "附件有误"})
    form = {"answers": [ADOPTED], "documents": [a_draft(site, saying())]}
    refused(site, number, "lin", Move.SUBMIT_REVISION, form, BadInput, "handed in before")


def test_after_a_second_review_the_void_opinion_counts_no_more(site: Site) -> None:
    number = handed_in(site, reviewed(site, ITEM), saying(AS_ASKED), ADOPTED)
    act(site, "shen", number, Move.REVIEW_AGAIN, {"reason": "内容变化"})
    assert case_in(site.database, number).state is CaseState.UNDER_REVIEW
    with site.database.reading() as connection:
        assert connection.value("SELECT state FROM opinions") == "void"


def test_the_meeting_gets_a_paper_on_what_was_not_adopted_first(site: Site) -> None:
    number = reviewed(site, ITEM)
    act(site, "lin", number, Move.REPORT_ADOPTION, {"answers": [NOT_ADOPTED]})
    assert letters_of(site, number)[-1] == "adoption_report"
    paper = letter(site, number, "adoption_report")
    assert paper["opinion_number"] == "青岚司审意〔2026〕1号"
    assert paper["items"][0]["adoption_basis"] == "省条例第八条"


def test_without_items_no_paper_is_written(site: Site) -> None:
    number = reviewed(site, conclusion="legal")
    act(site, "lin", number, Move.REPORT_ADOPTION)
    assert "adoption_report" not in letters_of(site, number)


def test_what_no_meeting_decides_may_be_adopted_in_words_and_is_closed(site: Site) -> None:
    number = proposed(site, matter_type=MatterType.OTHER_DOCUMENT)
    today_is(site, date(2026, 3, 16))
    act(site, "qian", number, Move.SIGN)
    answer = {"item": 1, "adoption": "adopted", "wording": "删去该款"}
    act(site, "lin", number, Move.REPORT_ADOPTION, {"answers": [answer]})
    assert letters_of(site, number)[-2:] == ["closing_notice", "handling_sheet"]
    assert "adoption_report" not in letters_of(site, number)


def test_a_second_draft_besides_the_changed_one_is_refused(site: Site) -> None:
    number = reviewed(site, ITEM)
    drafts = [a_draft(site, saying(AS_ASKED)), a_document(site, DocumentKind.DRAFT, "另一稿")]
    form = {"answers": [ADOPTED], "documents": drafts}
    refused(site, number, "lin", Move.SUBMIT_REVISION, form, BadInput, "exactly one")


AGAIN = """
code = "with_a_second_term"
name = "某县"
since = 2021-01-01
extends = "national_2018"
[sources.district]
title = "某县行政规范性文件管理办法"
[matter_types.normative_document.review]
again = { days = 7, unit = "working", source = "某县行政规范性文件管理办法第九条", verified = true }
"""


@pytest.mark.parametrize(
    ("code", "last_day"), [("with_a_second_term", "2026-03-31"), ("national_2018", None)]
)
def test_a_second_review_has_a_term_of_its_own_where_the_rules_give_one(
    site: Site, code: str, last_day: str | None
) -> None:
    folder = site.settings.home / "rule_sets"
    folder.mkdir()
    (folder / "with_a_second_term.toml").write_text(AGAIN, "utf-8")
    ruled_by(site, code)
    number = handed_in(site, reviewed(site, ITEM), saying(AS_ASKED), ADOPTED)
    act(site, "shen", number, Move.REVIEW_AGAIN, {"reason": "内容变化"})
    # Seven working days after Friday 20 March.
    assert case_in(site.database, number).ceiling_on == last_day
