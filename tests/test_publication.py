"""公布: only what was deliberated is issued; then its days, its validity, its interpretation."""

import json
from datetime import date

import pytest
from builders import a_document, issued, passed, published, today_is
from databases import entries, tasks_in
from issuance_builders import (
    SIGNED,
    a_word_file,
    issuance_of,
    issue,
    passed_text,
    publish,
    under_rules,
)
from refusals import refused

from models.document import DocumentKind
from models.errors import BadInput, FormInvalid, MoveNotPossible
from models.matter_rules import ValidityRule
from models.moves import Move
from models.task import TaskKind
from models.validity import longest_until
from review_flows.desk import act
from review_flows.outside import case_files
from review_flows.outside.site import Site

PUBLICATION = {"place": "网站", "published_on": "2026-03-25", "effective_on": "2026-05-01"}
TEXT = ("停放管理办法", "第一条 为了规范停放，制定本办法。", "第二条 违者处五百元罚款。")
OTHER = (*TEXT[:2], "第二条 违者处五千元罚款。", "第三条 本办法由局解释。")


# ---------------------------------------------------------------- the text


def test_the_signed_text_is_taken_where_it_is_what_the_meeting_passed(site: Site) -> None:
    number = passed_text(site, *TEXT)
    signed = a_word_file(site, *TEXT)
    issue(site, number, documents=[signed])
    facts = json.loads(entries(site.database, number)[-1].body)
    assert facts["signed_sha256"] == facts["draft_sha256"] == signed["sha256"]
    with site.database.reading() as connection:
        drafts = [d for d in case_files.documents(connection, number) if d["kind"] == "draft"]
    assert len(drafts) == 1


def test_another_text_is_not_issued_and_the_clauses_that_differ_are_named(site: Site) -> None:
    number = passed_text(site, *TEXT)
    form = SIGNED | {"documents": [a_word_file(site, *OTHER)]}
    says = (
        "(?s)签发稿.docx is not the one that the meeting passed.*Places that differ: 2: "
        "第二条 .changed: “.*五百元.*” → “.*五千元.*”.; 第三条 .added..*document compare"
    )
    refused(site, number, "yin", Move.ISSUE, form, MoveNotPossible, says)


def test_the_signed_text_may_be_the_one_from_which_the_stage_was_taken_out(site: Site) -> None:
    number = passed_text(site, f"{TEXT[0]}（送审稿）", *TEXT[1:])
    by_hand = a_word_file(site, *TEXT)
    form = SIGNED | {"documents": [by_hand]}
    refused(site, number, "yin", Move.ISSUE, form, MoveNotPossible, "without a file")
    issue(site, number)
    facts = json.loads(entries(site.database, number)[-1].body)
    assert facts["text_sha256"] not in (facts["draft_sha256"], by_hand["sha256"])
    act(site, "yin", number, Move.VOID_NUMBER, {"reason": "印错了"})
    again = {"name": "签发稿.docx", "kind": "draft", "sha256": facts["text_sha256"]}
    issue(site, number, documents=[again | {"size": 1}])
    assert issuance_of(site, number)["text_sha256"] == facts["text_sha256"]


def test_of_many_clauses_that_differ_five_are_named(site: Site) -> None:
    lines = [f"第{n}条 原文。" for n in "一二三四五六七八"]
    number = passed_text(site, "某办法", *lines)
    changed = a_word_file(site, "某办法", *(line.replace("原", "新") for line in lines))
    form = SIGNED | {"documents": [changed]}
    says = "Places that differ: 8: 第一条 .*第五条 [^;]*; and 3 more"
    refused(site, number, "yin", Move.ISSUE, form, MoveNotPossible, says)


def test_a_draft_slipped_in_after_the_meeting_is_not_issued_either(site: Site) -> None:
    number = passed_text(site, *TEXT)
    slipped = a_word_file(site, *OTHER)
    with site.database.writing() as connection:
        row = {"case_number": number, "received_at": "2026-03-25T00:00:00.000000Z", "version": 2}
        connection.insert("documents", **row, **slipped, candidates="", removed="[]")  # type: ignore[arg-type]
    says = f"the text is not the one.*五千元.*review-flows diff {number} --all"
    refused(site, number, "yin", Move.ISSUE, SIGNED, MoveNotPossible, says)


def test_a_file_that_says_the_same_is_told_apart_from_one_that_does_not(site: Site) -> None:
    number = passed_text(site, *TEXT)
    same = a_document(site, DocumentKind.DRAFT, "no Word file at all")
    refused(
        site, number, "yin", Move.ISSUE, SIGNED | {"documents": [same]}, MoveNotPossible,
        "cannot be compared",
    )  # fmt: skip


def test_other_papers_do_not_come_with_the_signature(site: Site) -> None:
    form = SIGNED | {"documents": [a_document(site, DocumentKind.BASES)]}
    says = r"documents: bases.docx: only the minutes .* and the one text that was signed"
    refused(site, passed(site), "yin", Move.ISSUE, form, BadInput, says)


# ---------------------------------------------------------------- the duty of disclosure


def publish_task(site: Site, number: str) -> str | None:
    (task,) = [one for one in tasks_in(site.database, number) if one.kind is TaskKind.PUBLISH]
    return task.due_on


def test_an_issued_document_has_to_be_public_within_twenty_working_days(site: Site) -> None:
    number = issued(site)
    assert issuance_of(site, number)["disclose_by"] == "2026-04-23"  # two days off for 清明
    assert publish_task(site, number) == "2026-04-23"


def test_a_late_publication_needs_its_reason_and_keeps_it(site: Site) -> None:
    number = issued(site)
    today_is(site, date(2026, 4, 24))
    late = PUBLICATION | {"published_on": "2026-04-24", "effective_on": "2026-06-01"}
    says = "late_reason: published on 2026-04-24, and the last day .* was 2026-04-23 .*第二十六条"
    refused(site, number, "yin", Move.PUBLISH, late, BadInput, says)
    act(site, "yin", number, Move.PUBLISH, late | {"late_reason": "公报停刊"})
    assert issuance_of(site, number)["late_reason"] == "公报停刊"


def test_on_the_last_day_of_the_duty_no_reason_is_needed(site: Site) -> None:
    number = issued(site)
    today_is(site, date(2026, 4, 24))
    publish(site, number, published_on="2026-04-23", effective_on="2026-06-01")
    assert issuance_of(site, number)["late_reason"] == ""


# ---------------------------------------------------------------- its days


@pytest.mark.parametrize(
    ("days", "says"),
    [
        ({"published_on": "2026-03-24"}, r"published_on: 2026-03-24 is not between the signature"),
        ({"published_on": "2026-03-26"}, r"published_on: 2026-03-26 .* and today \(2026-03-25\)"),
        ({"effective_on": "2026-03-24"}, "effective_on: 2026-03-24 lies before the publication"),
        ({"effective_on": "2026-04-20"}, "early_reason: sooner than 2026-04-24 needs one"),
        ({"valid_until": "2026-04-30"}, "valid_until: 2026-04-30 lies before the effective day"),
    ],
)
def test_days_that_cannot_be_are_refused_with_what_and_where(
    site: Site, days: dict[str, object], says: str
) -> None:
    refused(site, issued(site), "yin", Move.PUBLISH, PUBLICATION | days, BadInput, says)


def test_a_day_that_is_not_written_as_one_is_refused_with_how_to_write_it(site: Site) -> None:
    says = "published_on: this is no day; write it as 2026-03-09"
    number = issued(site)
    for written in ("20260325", "2026年3月25日", "2026-02-30"):
        form = PUBLICATION | {"published_on": written}
        refused(site, number, "yin", Move.PUBLISH, form, FormInvalid, says)


# ---------------------------------------------------------------- its validity


@pytest.mark.parametrize(
    ("title", "until", "warnings"),
    [
        ("某办法", "2031-05-01", ()),
        ("某办法", "2031-05-02", ("valid_too_long",)),
        ("某办法（试行）", "2028-05-01", ()),
        ("某办法（试行）", "2028-05-02", ("valid_too_long",)),
        ("某暂行规定", "2030-05-01", ("valid_too_long",)),
        ("某办法", None, ("valid_without_end",)),
    ],
)
def test_a_limit_that_nobody_verified_is_only_a_hint(
    site: Site, title: str, until: str | None, warnings: tuple[str, ...]
) -> None:
    number = issued(site, title=title)
    done = publish(site, number, valid_until=until)
    assert done.warnings == warnings
    assert issuance_of(site, number)["valid_until"] == until


VERIFIED = """
[sources.ours]
title = "某市规定"
[matter_types.normative_document.validity]
max_years = 5
trial_max_years = 2
remind_months = 6
source = "某市规定第九条"
verified = true
"""


def test_a_verified_limit_is_kept(site: Site) -> None:
    ours = under_rules(site, VERIFIED)
    number = issued(ours)
    form = PUBLICATION | {"valid_until": "2031-05-02"}
    says = "valid_until: 2031-05-02 is beyond 5 years .* end on 2031-05-01 .某市规定第九条"
    refused(ours, number, "yin", Move.PUBLISH, form, BadInput, says)
    assert publish(ours, number, valid_until="2031-05-01").warnings == ()


def test_years_that_begin_on_a_leap_day_end_on_the_last_of_february() -> None:
    rule = ValidityRule(max_years=5, trial_max_years=2, remind_months=6, source="x", verified=False)
    assert longest_until("某办法", date(2028, 2, 29), rule) == (5, date(2033, 2, 28))
    assert longest_until("某暂行办法", date(2028, 2, 29), rule) == (2, date(2030, 2, 28))


# ---------------------------------------------------------------- its interpretation


def test_an_interpretation_beside_the_document_is_public_on_its_day(site: Site) -> None:
    number = issued(site)
    paper = a_document(site, DocumentKind.INTERPRETATION)
    publish(site, number, interpretation_place="网站解读栏", documents=[paper])
    row = issuance_of(site, number)
    assert (row["interpretation_place"], row["interpretation_on"]) == ("网站解读栏", "2026-03-25")


def test_an_interpretation_may_follow(site: Site) -> None:
    number = published(site)
    assert issuance_of(site, number)["interpretation_on"] is None
    today_is(site, date(2026, 4, 1))
    form = {"place": "网站", "published_on": "2026-03-30"}
    act(site, "yin", number, Move.RECORD_INTERPRETATION, form)
    assert issuance_of(site, number)["interpretation_on"] == "2026-03-30"


@pytest.mark.parametrize("day", ["2026-03-26", "2026-03-28"])
def test_an_interpretation_is_public_neither_before_its_document_nor_tomorrow(
    site: Site, day: str
) -> None:
    form = {"place": "网站", "published_on": day}
    says = rf"published_on: {day} is not between the publication of the document \(2026-03-27\)"
    refused(site, published(site), "yin", Move.RECORD_INTERPRETATION, form, BadInput, says)


@pytest.mark.parametrize("move", [Move.PUBLISH, Move.RECORD_INTERPRETATION])
def test_no_other_text_comes_with_a_publication(site: Site, move: Move) -> None:
    number = issued(site) if move is Move.PUBLISH else published(site)
    day = {} if move is Move.PUBLISH else {"place": "网站", "published_on": "2026-03-27"}
    form = (PUBLICATION | day if move is Move.PUBLISH else day) | {
        "documents": [a_document(site, DocumentKind.DRAFT, "另一文本")]
    }
    refused(site, number, "yin", move, form, BadInput, "only the interpretation")
