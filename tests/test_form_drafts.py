"""A half-filled form is kept for one person alone, is no step, and goes with its move."""

import json
from pathlib import Path

import pytest
from builders import a_site, add_person, consulted, opinion, under_review
from cli_running import run
from databases import case_in, content
from review_builders import COMMENT, OBJECTION

from models.errors import BadInput, NotFound, UnknownCode
from models.moves import Move
from review_flows.desk import act
from review_flows.desk.form_drafts import LONGEST_DRAFT, keep_form, kept_form
from review_flows.outside.site import Site

HALF = {"kind": "unfavourable", "comments": [COMMENT, {"address": "第十三条"}]}


def test_what_is_kept_is_no_step_and_comes_back_as_it_was(site: Site) -> None:
    number = consulted(site, under_review(site))
    before = content(site.database, without="form_drafts")
    keep_form(site, "gu", number, "advise", {"kind": "favourable"})
    keep_form(site, "gu", number, "advise", HALF)  # in the place of the first
    assert kept_form(site, "gu", number, "advise") == HALF
    assert content(site.database, without="form_drafts") == before


def test_nobody_else_reads_it_whatever_his_role(site: Site) -> None:
    number = consulted(site, under_review(site))
    keep_form(site, "gu", number, "advise", HALF)
    for other in ("shen", "qian", "deng"):
        with pytest.raises(NotFound, match="that you kept"):
            kept_form(site, other, number, "advise")


def test_no_page_shows_what_is_kept(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    number = consulted(site, under_review(site))
    keep_form(site, "gu", number, "advise", HALF)
    for args in (("show", number), ("show", number, "--json"), ("log", "show", number)):
        shown = run(site, *args)
        assert shown.exit_code == 0 and "变相设定行政许可" not in shown.output


def test_a_draft_is_kept_for_each_move_and_case(site: Site) -> None:
    first, second = under_review(site), under_review(site, title="另一办法")
    keep_form(site, "shen", first, "propose_opinion", {"summary": "甲"})
    keep_form(site, "shen", second, "propose_opinion", {"summary": "乙"})
    keep_form(site, "shen", first, "consult", {"question": "丙"})
    assert kept_form(site, "shen", first, "propose_opinion") == {"summary": "甲"}
    assert kept_form(site, "shen", second, "propose_opinion") == {"summary": "乙"}
    assert kept_form(site, "shen", first, "consult") == {"question": "丙"}


def test_only_the_names_of_fields_are_looked_at(site: Site) -> None:
    number = consulted(site, under_review(site))
    with pytest.raises(BadInput, match=r"comment: no such field\. Did you mean comments"):
        keep_form(site, "gu", number, "advise", {"comment": []})
    with pytest.raises(UnknownCode, match="Did you mean advise"):
        keep_form(site, "gu", number, "advice", {})
    with pytest.raises(BadInput, match="cannot be kept"):
        keep_form(site, "gu", number, "advise", {"text": "长" * LONGEST_DRAFT})
    with pytest.raises(BadInput, match="cannot be stored"):
        keep_form(site, "gu", number, "advise", {"text": "\x00"})


def test_a_case_that_one_may_not_see_takes_no_draft(site: Site) -> None:
    number = under_review(site)
    for no in (number, "2026-9999"):
        with pytest.raises(NotFound, match="The case"):
            keep_form(site, "gu", no, "advise", {})


def test_it_is_deleted_with_its_move_and_with_no_other(site: Site) -> None:
    number = consulted(site, under_review(site))
    add_person(site, "he", "advisor", "hengshi")
    act(site, "shen", number, Move.CONSULT, {"advisor": "he", "question": "程序如何？"})
    for person in ("gu", "he"):
        keep_form(site, person, number, "advise", OBJECTION)
    keep_form(site, "shen", number, "propose_opinion", opinion())
    act(site, "gu", number, Move.ADVISE, OBJECTION)
    assert kept_by(site) == ["he", "shen"]
    assert kept_form(site, "he", number, "advise") == OBJECTION
    assert kept_form(site, "shen", number, "propose_opinion") == opinion()


def test_a_refused_move_leaves_the_draft(site: Site) -> None:
    number = under_review(site)
    keep_form(site, "shen", number, "propose_opinion", {"summary": "未完"})
    with pytest.raises(BadInput):
        act(site, "shen", number, Move.PROPOSE_OPINION, {"summary": "未完"})
    assert kept_form(site, "shen", number, "propose_opinion") == {"summary": "未完"}


def test_at_the_command_line_it_is_kept_filled_in_further_and_sent(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    number = consulted(site, under_review(site))
    advise = ("act", number, "advise", "--as", "gu")
    nothing = run(site, *advise, "--kept", "--field", "text=可行")
    assert nothing.exit_code == 4 and "that you kept" in nothing.stderr
    kept = run(site, *advise, "--keep", "--field", "kind=no_comment")
    assert kept.exit_code == 0 and kept.stdout == "" and "for you alone" in kept.stderr
    again = run(site, *advise, "--keep", "--kept", "--field", "text=第一稿")
    assert again.exit_code == 0
    assert kept_form(site, "gu", number, "advise") == {"kind": "no_comment", "text": "第一稿"}
    sent = run(site, *advise, "--kept", "--field", "text=定稿", "--json")
    assert sent.exit_code == 0, sent.stderr
    assert json.loads(sent.stdout)["move"] == "advise"
    with site.database.reading() as connection:
        row = connection.row("SELECT kind, text FROM consultations")
    assert row is not None and dict(row) == {"kind": "no_comment", "text": "定稿"}
    assert kept_by(site) == []


def test_what_does_not_fit_is_shown_after_the_move(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    number = under_review(site)
    keep_form(site, "shen", number, "propose_opinion", odd_opinion())
    shown = run(site, "act", number, "propose_opinion", "--kept", "--as", "shen", "--lang", "zh")
    assert shown.exit_code == 0, shown.stderr
    assert "请核对" in shown.stdout and "各审核要点均未记不符合" in shown.stdout
    assert case_in(site.database, number).state == "opinion_proposed"


def kept_by(site: Site) -> list[str]:
    """Who has a draft, as no command tells it."""
    with site.database.reading() as connection:
        return [
            row["person"] for row in connection.rows("SELECT person FROM form_drafts ORDER BY 1")
        ]


def odd_opinion() -> dict[str, object]:
    """To be revised, and yet no point unmet."""
    return {**opinion("revise"), "points": opinion("legal")["points"]}
