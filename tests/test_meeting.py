"""What goes before the meeting, what it may do with the text, and who may go past the opinion."""

import json
from datetime import date

import pytest
from builders import a_document, cleared, today_is
from databases import case_in
from ledger_builders import row_of, ruled_by
from refusals import refused
from revision_builders import (
    ADOPTED,
    AS_ASKED,
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

from models.case import CaseState
from models.document import DocumentKind
from models.errors import BadInput, MoveNotPossible, NotAllowed
from models.ledger_remark import LedgerRemark
from models.moves import Move
from review_flows.desk import act
from review_flows.outside.database import Row
from review_flows.outside.site import Site

MEETING = {"meeting": "第58次常务会议", "held_on": "2026-03-25"}
PASSED = {**MEETING, "result": "passed"}
ISSUE = {"signer": "区长", "signed_on": "2026-03-25"}
WHOLE = {"reason": "已核对", "confirmed": ["全文"]}


def may_go(site: Site) -> str:
    """A revision that did what its item asked for, on the day of the meeting."""
    number = handed_in(site, reviewed(site, ITEM), saying(AS_ASKED), ADOPTED)
    act(site, "shen", number, Move.CONFIRM_REVISION, {"reason": "已按意见修改"})
    today_is(site, date(2026, 3, 25))
    return number


def with_changes(site: Site, *documents: dict[str, object]) -> dict[str, object]:
    changed = a_draft(site, saying(AS_ASKED, ("应当备案", "应当登记")))
    return {**MEETING, "result": "passed_with_changes", "documents": [changed, *documents]}


def meeting_of(site: Site, number: str) -> Row:
    with site.database.reading() as connection:
        row = connection.row("SELECT * FROM deliberations WHERE case_number = :n", n=number)
    assert row is not None
    return row


def test_kind_papers_and_minutes_of_a_meeting_are_kept(site: Site) -> None:
    number = may_go(site)
    minutes = a_document(site, DocumentKind.MINUTES)
    form = {**PASSED, "kind": "plenary", "papers": ["公平竞争审查结论"], "documents": [minutes]}
    act(site, "guan", number, Move.DELIBERATE, form)
    row = meeting_of(site, number)
    assert (row["kind"], row["minutes_sha256"]) == ("plenary", minutes["sha256"])
    assert json.loads(row["papers"]) == ["公平竞争审查结论"]


def test_the_minutes_may_follow_later_and_the_log_says_that_they_are_missing(site: Site) -> None:
    number = may_go(site)
    act(site, "guan", number, Move.DELIBERATE, PASSED)
    assert facts_of(site, number, Move.DELIBERATE)["minutes_sha256"] is None
    assert act(site, "yin", number, Move.ISSUE, ISSUE).state is CaseState.ISSUED


def test_one_meeting_has_one_set_of_minutes_and_a_draft_only_where_it_changed_it(
    site: Site,
) -> None:
    number = may_go(site)
    two = [a_document(site, DocumentKind.MINUTES, text) for text in ("一", "二")]
    form = {**PASSED, "documents": two}
    refused(site, number, "guan", Move.DELIBERATE, form, BadInput, "one set of minutes")
    form = {**PASSED, "documents": [a_draft(site, saying())]}
    refused(site, number, "guan", Move.DELIBERATE, form, BadInput, "passed_with_changes only")


@pytest.mark.parametrize("result", ["sent_back", "rejected"])
def test_a_meeting_that_does_not_pass_a_draft_says_why(site: Site, result: str) -> None:
    number = may_go(site)
    form = {**MEETING, "result": result}
    refused(site, number, "guan", Move.DELIBERATE, form, BadInput, "note: .*reason")
    act(site, "guan", number, Move.DELIBERATE, {**form, "note": "分歧较大"})
    after = {"sent_back": CaseState.OPINION_SIGNED, "rejected": CaseState.REJECTED}
    assert case_in(site.database, number).state is after[result]


def test_what_the_meeting_changed_is_confirmed_before_it_is_issued(site: Site) -> None:
    number = may_go(site)
    act(site, "guan", number, Move.DELIBERATE, with_changes(site))
    assert case_in(site.database, number).state is CaseState.PASSED_WITH_CHANGES
    read_draft(site, number)
    reason = {"reason": "已核对"}
    says = "confirmed.*第二条 .changed: “.*应当备案.*登记"
    refused(site, number, "shen", Move.CONFIRM_REVISION, reason, BadInput, says)
    named = {**reason, "confirmed": ["第二条"]}
    done = act(site, "shen", number, Move.CONFIRM_REVISION, named)
    assert done.state is CaseState.PASSED
    with site.database.reading() as connection:
        sql = "SELECT document_sha256 FROM opinions WHERE state = 'signed'"
        covered = connection.value(sql)
    assert covered == meeting_of(site, number)["document_sha256"]
    assert letter(site, number, "adoption_report")["items"]  # from before the meeting, only once
    assert letters_of(site, number).count("adoption_report") == 1
    assert act(site, "yin", number, Move.ISSUE, ISSUE).state is CaseState.ISSUED


def test_the_letter_on_what_the_meeting_changed_speaks_of_the_meeting(site: Site) -> None:
    number = may_go(site)
    act(site, "guan", number, Move.DELIBERATE, with_changes(site))
    read_draft(site, number)
    act(site, "shen", number, Move.CONFIRM_REVISION, WHOLE)
    with site.database.reading() as connection:
        sql = "SELECT facts FROM letters WHERE kind = 'revision_confirmation' ORDER BY id DESC"
        facts = json.loads(connection.value(sql))
    assert (facts["occasion"], facts["meeting"]) == ("deliberate", "第58次常务会议")
    assert (facts["items"], facts["also_changed"]) == ([], ["第二条"])


def test_a_changed_text_that_no_opinion_covers_is_not_issued(site: Site) -> None:
    number = may_go(site)
    act(site, "guan", number, Move.DELIBERATE, with_changes(site))
    read_draft(site, number)
    act(site, "shen", number, Move.CONFIRM_REVISION, WHOLE)
    with site.database.writing() as connection:
        connection.update("opinions", "state = 'signed'", document_sha256="a" * 64)
    says = "not confirmed what the meeting changed"
    refused(site, number, "yin", Move.ISSUE, ISSUE, MoveNotPossible, says)


def test_a_change_of_the_meeting_that_is_another_text_is_reviewed_again(site: Site) -> None:
    number = may_go(site)
    act(site, "guan", number, Move.DELIBERATE, with_changes(site))
    done = act(site, "shen", number, Move.REVIEW_AGAIN, {"reason": "改动较大"})
    assert done.state is CaseState.UNDER_REVIEW


def test_changes_of_the_meeting_come_as_one_new_draft_that_is_screened(site: Site) -> None:
    number = may_go(site)
    bare = {**MEETING, "result": "passed_with_changes"}
    refused(site, number, "guan", Move.DELIBERATE, bare, BadInput, "exactly one")
    same = {**bare, "documents": [a_draft(site, saying(AS_ASKED))]}
    refused(site, number, "guan", Move.DELIBERATE, same, BadInput, "same as before")
    done = act(site, "guan", number, Move.DELIBERATE, with_changes(site))
    with site.database.reading() as connection:
        sql = "SELECT count(*) FROM legs WHERE event_seq = :seq AND kind = 'screen_case'"
        assert connection.value(sql, seq=done.seq) == 1


def slipped_past(site: Site, **opinion: str) -> str:
    """A cleared case whose opinion was changed by hand: only the guards stand against it."""
    number = cleared(site)
    with site.database.writing() as connection:
        connection.update("opinions", "state = 'signed'", **opinion)
    today_is(site, date(2026, 3, 25))
    return number


def test_an_opinion_illegal_is_not_deliberated(site: Site) -> None:
    number = slipped_past(site, conclusion="illegal")
    says = "青岚司审意〔2026〕1号 concludes “illegal”.*115号 七"
    refused(site, number, "guan", Move.DELIBERATE, PASSED, MoveNotPossible, says)


def test_an_opinion_on_another_text_names_both(site: Site) -> None:
    number = slipped_past(site, document_sha256="a" * 64)
    says = "no opinion covers the present text: .*1号 was given on a{12}…, the draft is"
    refused(site, number, "guan", Move.DELIBERATE, PASSED, MoveNotPossible, says)


def test_an_item_that_must_be_changed_is_answered_before_the_meeting(site: Site) -> None:
    number = may_go(site)
    with site.database.writing() as connection:
        connection.run("UPDATE opinion_items SET adoption = NULL")
    says = "item 1 of .*must be changed and is not answered"
    refused(site, number, "guan", Move.DELIBERATE, PASSED, MoveNotPossible, says)


def override_of(site: Site) -> dict[str, object]:
    decision = a_document(site, DocumentKind.EVIDENCE, "市政府会议决定")
    return {"reason": "重大民生", "approved_by": "市人民政府", "documents": [decision]}


def illegal_in_liaoning(site: Site) -> str:
    """A case that was found illegal where the rule set names who may go past that."""
    ruled_by(site, "liaoning_city")
    number = illegal(site)
    today_is(site, date(2026, 3, 25))
    return number


def illegal(site: Site) -> str:
    return reviewed(site, ITEM, conclusion="illegal", signed_on=12)


def test_where_the_rules_name_nobody_no_opinion_is_overridden(site: Site) -> None:
    number = reviewed(site, ITEM)
    says = "datong_xinrong_2021 names nobody.*国办发〔2018〕115号 七"
    refused(site, number, "guan", Move.OVERRIDE, override_of(site), MoveNotPossible, says)


def test_an_override_goes_past_the_opinion_to_the_meeting_and_is_red(site: Site) -> None:
    number = illegal_in_liaoning(site)
    done = act(site, "guan", number, Move.OVERRIDE, override_of(site))
    assert (done.state, case_in(site.database, number).overridden) == (CaseState.CLEARED, True)
    told = facts_of(site, number, Move.OVERRIDE)["overridden"]
    assert told["verified"] is False and "第十一条" in told["source"]
    paper = letter(site, number, "adoption_report")
    assert (paper["occasion"], paper["approved_by"]) == ("override", "市人民政府")
    act(site, "guan", number, Move.DELIBERATE, PASSED)
    row = row_of(site, number)
    assert row.alarming and row.sequel.override == ("市人民政府", "重大民生")
    assert row.remarks == (LedgerRemark.OVERRIDDEN, LedgerRemark.UNANSWERED)


def test_an_overridden_text_that_the_meeting_changed_is_reviewed_again(site: Site) -> None:
    number = illegal_in_liaoning(site)
    act(site, "guan", number, Move.OVERRIDE, override_of(site))
    act(site, "guan", number, Move.DELIBERATE, with_changes(site))
    refused(site, number, "shen", Move.CONFIRM_REVISION, WHOLE, MoveNotPossible, "review_again")
    act(site, "shen", number, Move.REVIEW_AGAIN, {"reason": "文本已改"})
    assert not case_in(site.database, number).overridden


def test_an_override_ends_when_the_case_goes_the_ordinary_way_again(site: Site) -> None:
    number = illegal_in_liaoning(site)
    act(site, "guan", number, Move.OVERRIDE, override_of(site))
    act(site, "guan", number, Move.DELIBERATE, {**MEETING, "result": "sent_back", "note": "再改"})
    assert row_of(site, number).alarming
    handed_in(site, number, saying(AS_ASKED), ADOPTED)
    assert not case_in(site.database, number).overridden
    assert not row_of(site, number).alarming


def test_only_the_office_overrides_and_only_what_stands_in_the_way(site: Site) -> None:
    ruled_by(site, "liaoning_city")
    number = reviewed(site, conclusion="legal", signed_on=12)
    form = override_of(site)
    refused(site, number, "lin", Move.OVERRIDE, form, NotAllowed, "office")
    refused(site, number, "guan", Move.OVERRIDE, form, MoveNotPossible, "use report_adoption")
    draft = form | {"documents": [a_draft(site, saying(AS_ASKED))]}
    refused(site, illegal(site), "guan", Move.OVERRIDE, draft, BadInput, "kind=evidence")
