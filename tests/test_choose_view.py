"""A file with tracked changes has two texts; a person says which of them counts."""

import json
from collections.abc import Mapping
from pathlib import Path

import hostile_builders as hostile
import pytest
import word_builders as build
from builders import MATERIALS, a_document, a_site, acceptance, opinion, signed
from cli_running import run
from databases import entries
from refusals import refused
from revision_builders import ADOPTED, ITEM, reviewed

from models.case import CaseState, MatterType
from models.document import DocumentKind
from models.errors import (
    BadInput,
    DocumentRefused,
    FormInvalid,
    MoveNotPossible,
    NotAllowed,
    NotFound,
)
from models.moves import Move
from review_flows.desk import NEW_CASE, act
from review_flows.outside import case_files
from review_flows.outside.database import Row
from review_flows.outside.site import Site
from review_flows.outside.word.safety import open_word
from review_flows.screen_case import screen_draft


@pytest.fixture
def office(tmp_path: Path) -> Site:
    """The sample office on SQLite."""
    return a_site(tmp_path)


BY = 'w:id="1" w:author="甲" w:date="2026-01-05T09:00:00Z"'
BEFORE, AFTER = "第一条　处五百元罚款。", "第一条　处五千元罚款。"
ACCEPT = acceptance(MatterType.NORMATIVE_DOCUMENT)


def a_changed_file(site: Site, kind: DocumentKind = DocumentKind.DRAFT) -> dict[str, object]:
    """A fine of 五百元 that somebody changed to 五千元, and nobody accepted."""
    gone = f"<w:del {BY}><w:r><w:delText>百</w:delText></w:r></w:del>"
    come = f"<w:ins {BY}>{build.a_run('千')}</w:ins>"
    second = build.a_paragraph(build.a_run(f"第二条　本办法自发布之日起施行（{kind}）。"))
    fine = build.a_paragraph(build.a_run("第一条　处五") + gone + come + build.a_run("元罚款。"))
    content = build.a_docx(fine, second)
    digest = site.store.put(content)
    return {
        "name": f"{kind}.docx",
        "kind": str(kind),
        "sha256": digest,
        "size": len(content),
        "tracked_changes": 2,
    }


def submitted(site: Site, *changed: DocumentKind) -> str:
    """A received case; the files of these kinds hold tracked changes."""
    documents = [
        a_changed_file(site, kind) if kind in changed else a_document(site, kind)
        for kind in MATERIALS
    ]
    form = {
        "title": "示例办法",
        "matter_type": "normative_document",
        "unit": "zhujian",
        "documents": documents,
    }
    return act(site, "system", NEW_CASE, Move.RECEIVE, form).number


def choose(site: Site, number: str, view: str, who: str = "deng", **form: str) -> None:
    given: Mapping[str, str] = {"view": view, "reason": "起草单位书面说明", **form}
    act(site, who, number, Move.CHOOSE_VIEW, given)


def draft(site: Site, number: str, kind: DocumentKind = DocumentKind.DRAFT) -> Row:
    with site.database.reading() as connection:
        row = case_files.latest(connection, number, kind)
    assert row is not None
    return row


def taken_in_before_changes_were_counted(site: Site) -> None:
    with site.database.writing() as connection:
        connection.run("UPDATE documents SET tracked_changes = -1")


def words(site: Site, row: Row) -> str:
    text = open_word(site.store.get(row["sha256"])).text
    assert text is not None
    return text.text


def test_a_draft_with_tracked_changes_is_not_accepted_before_its_view_is_chosen(
    site: Site,
) -> None:
    number = submitted(site, DocumentKind.DRAFT)
    says = "draft.docx: 2 changes.*choose_view"
    refused(site, number, "deng", Move.ACCEPT, ACCEPT, MoveNotPossible, says)

    choose(site, number, "final")
    assert act(site, "deng", number, Move.ACCEPT, ACCEPT).state is CaseState.ACCEPTED


def test_a_paper_that_leaves_the_house_with_the_draft_needs_its_view_too(site: Site) -> None:
    number = submitted(site, DocumentKind.EXPLANATION)
    says = "explanation.docx: 2 changes"
    refused(site, number, "deng", Move.ACCEPT, ACCEPT, MoveNotPossible, says)
    choose(site, number, "final", document="explanation.docx")
    assert "五千元" in words(site, draft(site, number, DocumentKind.EXPLANATION))
    assert act(site, "deng", number, Move.ACCEPT, ACCEPT).state is CaseState.ACCEPTED


def test_evidence_with_tracked_changes_is_taken_as_it_came(site: Site) -> None:
    number = submitted(site, DocumentKind.CONSULTATION)
    assert act(site, "deng", number, Move.ACCEPT, ACCEPT).state is CaseState.ACCEPTED


@pytest.mark.parametrize(("view", "says"), [("final", AFTER), ("original", BEFORE)])
def test_the_text_under_review_is_the_chosen_view_and_the_file_that_came_in_stays(
    site: Site, view: str, says: str
) -> None:
    number = submitted(site, DocumentKind.DRAFT)
    before = draft(site, number)
    content = site.store.get(before["sha256"])
    choose(site, number, view)

    after = draft(site, number)
    assert words(site, after).split("\n")[0] == says
    assert (after["settled_from"], after["settled_view"]) == (before["sha256"], view)
    assert (after["tracked_changes"], after["version"]) == (0, before["version"] + 1)
    assert site.store.get(before["sha256"]) == content

    digest, _ = screen_draft(site, number)
    assert digest == after["sha256"]
    with site.database.reading() as connection:
        read = connection.rows(
            "SELECT text FROM clauses WHERE document_sha256 = :d ORDER BY position", d=digest
        )
    assert read[0]["text"] == says.removeprefix("第一条　")


def test_a_text_that_may_not_leave_the_house_is_not_settled(site: Site) -> None:
    number = submitted(site, DocumentKind.DRAFT)
    field = hostile.a_field_in_pieces("DD", hostile.deleted_words("X"), "EAUTO c: x", result="文")
    # As a file that was taken in before such fields were known.
    digest = site.store.put(build.a_docx(build.a_paragraph(field)))
    old = draft(site, number)["sha256"]
    with site.database.writing() as connection:
        connection.run("UPDATE documents SET sha256 = :n WHERE sha256 = :o", n=digest, o=old)

    with pytest.raises(DocumentRefused):
        choose(site, number, "final")


def test_who_chose_and_why_is_in_the_log(site: Site) -> None:
    number = submitted(site, DocumentKind.DRAFT)
    choose(site, number, "original")
    last = entries(site.database, number)[-1]
    assert (last.move, last.actor) == ("choose_view", "deng")
    body = json.loads(last.body)
    assert body["form"]["reason"] == "起草单位书面说明"
    assert body["settled_sha256"] == draft(site, number)["sha256"]


def test_the_other_view_can_be_chosen_later_and_the_first_one_again(site: Site) -> None:
    number = submitted(site, DocumentKind.DRAFT)
    for view, says in (("final", AFTER), ("original", BEFORE), ("final", AFTER)):
        choose(site, number, view, document="draft.docx")
        assert words(site, draft(site, number)).split("\n")[0] == says


def test_a_file_without_changes_and_one_that_is_not_there_are_refused(site: Site) -> None:
    number = submitted(site, DocumentKind.DRAFT)
    for form, kind, says in (
        (
            {"view": "final", "document": "bases.docx"},
            BadInput,
            "bases.docx has no tracked changes",
        ),
        ({"view": "final", "document": "无.docx"}, NotFound, "无.docx"),
        ({"view": "marked"}, FormInvalid, "view: it takes one of original, final"),
    ):
        refused(site, number, "deng", Move.CHOOSE_VIEW, {"reason": "核对", **form}, kind, says)


def test_the_drafting_unit_does_not_choose(site: Site) -> None:
    number = submitted(site, DocumentKind.DRAFT)
    form = {"view": "final", "reason": "以此为准"}
    refused(site, number, "lin", Move.CHOOSE_VIEW, form, NotAllowed, "may not choose_view")


def revised_with_changes(site: Site) -> str:
    number = reviewed(site, ITEM)
    form = {"answers": [ADOPTED], "documents": [a_changed_file(site)]}
    act(site, "lin", number, Move.SUBMIT_REVISION, form)
    return number


def test_a_revision_with_changes_is_confirmed_only_after_the_reviewer_chose(site: Site) -> None:
    number = revised_with_changes(site)
    confirm = {"reason": "已核", "confirmed": ["全文"]}
    refused(site, number, "shen", Move.CONFIRM_REVISION, confirm, MoveNotPossible, "choose_view")
    choose(site, number, "final", who="shen")
    assert "五千元" in words(site, draft(site, number))


def test_a_revision_that_is_taken_back_takes_its_settled_copy_along(site: Site) -> None:
    number = revised_with_changes(site)
    reviewed_text = draft(site, number)["version"] - 1
    choose(site, number, "final", who="shen")
    act(site, "shen", number, Move.RELEASE)
    act(site, "lin", number, Move.TAKE_BACK, {"reason": "改错了"})
    assert draft(site, number)["version"] == reviewed_text


def test_a_text_reviewed_again_as_it_came_gets_no_opinion_before_its_view_is_chosen(
    site: Site,
) -> None:
    number = revised_with_changes(site)
    act(site, "shen", number, Move.REVIEW_AGAIN, {"reason": "改动大"})
    legal = opinion("legal")
    refused(site, number, "shen", Move.PROPOSE_OPINION, legal, MoveNotPossible, "choose_view")
    choose(site, number, "original", who="shen")
    done = act(site, "shen", number, Move.PROPOSE_OPINION, legal)
    assert done.state is CaseState.OPINION_PROPOSED


def test_a_signed_opinion_stays_on_the_bytes_it_was_given_on(site: Site) -> None:
    number = signed(site)
    form = {"view": "final", "reason": "以此为准"}
    says = "it cannot choose_view"
    refused(site, number, "shen", Move.CHOOSE_VIEW, form, MoveNotPossible, says)


def test_without_a_name_the_one_undecided_text_is_meant_and_never_a_decided_one(
    site: Site,
) -> None:
    number = submitted(site, DocumentKind.DRAFT, DocumentKind.EXPLANATION)
    form = {"view": "final", "reason": "以此为准"}
    says = "document: 2 texts are undecided.*draft.docx, explanation.docx"
    refused(site, number, "deng", Move.CHOOSE_VIEW, form, BadInput, says)
    choose(site, number, "original", document="draft.docx")
    choose(site, number, "final")
    assert words(site, draft(site, number)).split("\n")[0] == BEFORE
    assert "五千元" in words(site, draft(site, number, DocumentKind.EXPLANATION))
    refused(site, number, "deng", Move.CHOOSE_VIEW, form, BadInput, "document: 0 texts")


def test_a_draft_that_came_in_before_changes_were_counted_can_be_decided_too(site: Site) -> None:
    number = submitted(site, DocumentKind.DRAFT)
    taken_in_before_changes_were_counted(site)
    choose(site, number, "original")
    assert words(site, draft(site, number)).split("\n")[0] == BEFORE


def test_a_draft_whose_changes_nobody_counted_is_looked_at_before_it_is_accepted(
    site: Site,
) -> None:
    number = submitted(site, DocumentKind.DRAFT)
    taken_in_before_changes_were_counted(site)
    says = "draft.docx: 2 changes.*choose_view"
    refused(site, number, "deng", Move.ACCEPT, ACCEPT, MoveNotPossible, says)
    choose(site, number, "final")
    assert act(site, "deng", number, Move.ACCEPT, ACCEPT).state is CaseState.ACCEPTED


def test_what_was_counted_late_is_counted_once_and_the_page_shows_no_number_of_nothing(
    office: Site,
) -> None:
    number = submitted(office)
    taken_in_before_changes_were_counted(office)
    page = json.loads(run(office, "show", number, "--json").stdout)
    assert {one["tracked_changes"] for one in page["documents"]} == {None}
    act(office, "deng", number, Move.ACCEPT, ACCEPT)
    for kind in case_files.READ_BY_OTHERS:
        assert draft(office, number, kind)["tracked_changes"] == 0


def test_the_clerk_is_led_to_the_choice_and_a_comparison_waits_for_it(office: Site) -> None:
    number = submitted(office, DocumentKind.DRAFT)
    told = run(office, "show", number, "--as", "deng")
    assert f"act {number} choose_view --field document=draft.docx" in told.stderr
    assert "tracked changes" in told.stdout
    compared = run(office, "diff", number)
    assert compared.exit_code == 2 and "choose_view" in compared.stderr
    choose(office, number, "final")
    assert f"act {number} accept" in run(office, "show", number, "--as", "deng").stderr


def test_what_was_taken_out_of_a_file_stands_on_the_page_of_its_case(office: Site) -> None:
    number = submitted(office)
    told = '[{"kind": "external_template", "part": "word/settings.xml", "target": "x", "count": 1}]'
    with office.database.writing() as connection:
        connection.update("documents", "kind = 'explanation'", removed=told)
    shown = run(office, "--lang", "zh", "show", number).stdout
    assert "# 已从副本中清除的内容" in shown and "explanation.docx\t外部模板" in shown
