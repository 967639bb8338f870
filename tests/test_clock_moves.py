"""What people do to the clock: only what the rule set allows, with approver and evidence."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from builders import (
    FIRST_DAY,
    a_document,
    accepted,
    proposed,
    received,
    revised,
    signed,
    today_is,
    under_review,
)
from databases import case_in, entries
from refusals import refused

from models.case import Case
from models.document import DocumentKind
from models.errors import BadInput, FormInvalid, MoveNotPossible
from models.moves import Move
from review_flows.desk import act
from review_flows.outside.database import Row
from review_flows.outside.site import Site

LATER = date(2026, 3, 12)


def under(site: Site, code: str) -> Site:
    """The same site, whose new cases come under another rule set."""
    site.settings = replace(site.settings, rule_set=code)
    return site


def own_rules(site: Site, code: str, text: str) -> Site:
    """The same site with a rule set of its own, which extends the national one."""
    folder = site.settings.home / "rule_sets"
    folder.mkdir()
    head = f'code = "{code}"\nname = "测试"\nsince = 2026-01-01\nextends = "national_2018"\n'
    source = 'source = "assumed: 测试", verified = false'
    (folder / f"{code}.toml").write_text(f"{head}[sources]\n{text.replace('SOURCE', source)}")
    return under(site, code)


def extension(site: Site, days: int) -> dict[str, object]:
    """A form that extends a term, with its approval on paper."""
    evidence = [a_document(site, DocumentKind.EVIDENCE, f"批准延期{days}")]
    approval = {"reason": "需要调研", "approved_by": "局长", "documents": evidence}
    return {"days": days, **approval}


def last_entry(site: Site, number: str) -> Mapping[str, object]:
    """What the last entry of a case says."""
    said: Mapping[str, object] = json.loads(entries(site.database, number)[-1].body)
    return said


def breaches(site: Site) -> list[Row]:
    """Every breach on record."""
    with site.database.reading() as connection:
        return list(connection.rows("SELECT breach, due_on, caused_by FROM breaches"))


def test_an_extension_that_the_rule_set_does_not_know_is_refused_with_its_source(
    site: Site,
) -> None:
    number = under_review(site)
    says = "datong_xinrong_2021 knows no extension.*国办发〔2018〕115号"
    refused(site, number, "qian", Move.EXTEND, extension(site, 5), MoveNotPossible, says)


def test_an_extension_moves_the_ceiling_once_and_as_far_as_the_rules_say(site: Site) -> None:
    number = under_review(under(site, "guangzhou_2010"))
    before = case_in(site.database, number)
    too_long = extension(site, 11)
    refused(site, number, "qian", Move.EXTEND, too_long, BadInput, "days: at most 10")
    act(site, "qian", number, Move.EXTEND, extension(site, 10))
    after = case_in(site.database, number)
    assert (before.ceiling_on, after.ceiling_on) == ("2026-03-23", "2026-04-07")
    again = extension(site, 1)
    refused(site, number, "qian", Move.EXTEND, again, MoveNotPossible, "extended 1 times already")


def test_a_term_that_has_passed_is_extended_no_more(site: Site) -> None:
    number = under_review(under(site, "guangzhou_2010"))
    today_is(site, date(2026, 3, 24))
    form = extension(site, 5)
    says = "its ceiling passed on 2026-03-23"
    refused(site, number, "qian", Move.EXTEND, form, MoveNotPossible, says)


@pytest.mark.parametrize("move", [Move.EXTEND, Move.EXEMPT])
def test_neither_extension_nor_exemption_goes_without_the_approval_on_paper(
    site: Site, move: Move
) -> None:
    number = under_review(under(site, "guangzhou_2010"))
    what = {"days": 5} if move is Move.EXTEND else {"ground": "emergency"}
    form = {**what, "reason": "防汛", "approved_by": "区长"}
    refused(site, number, "qian", move, form, FormInvalid, "documents: missing")


def test_the_evidence_is_a_document_of_the_case_and_its_hash_is_in_the_entry(site: Site) -> None:
    number = proposed(site)
    evidence = a_document(site, DocumentKind.EVIDENCE, "防汛指挥部命令")
    form = {"ground": "superior_urgent_order", "reason": "防汛", "approved_by": "区长"}
    act(site, "qian", number, Move.EXEMPT, {**form, "documents": [evidence]})
    with site.database.reading() as connection:
        kinds = connection.rows("SELECT sha256 FROM documents WHERE kind = 'evidence'")
    assert [row["sha256"] for row in kinds] == [evidence["sha256"]]
    assert last_entry(site, number)["evidence_sha256"] == [evidence["sha256"]]


def test_evidence_does_not_replace_the_draft(site: Site) -> None:
    number = under_review(site)
    draft = a_document(site, DocumentKind.DRAFT, "夹带的新稿")
    form = {"ground": "hearing", "reason": "听证", "documents": [draft]}
    refused(site, number, "shen", Move.PAUSE, form, BadInput, "evidence does not replace")


def test_a_pause_on_a_ground_that_the_rules_do_not_know_is_refused_with_their_source(
    site: Site,
) -> None:
    rules = (
        '[matter_types.normative_document.review]\npauses_on = { grounds = ["hearing"], SOURCE }\n'
    )
    number = under_review(own_rules(site, "only_hearings", rules))
    form = {"ground": "investigation", "reason": "调研"}
    says = "ground: the rule set knows hearing.*测试"
    refused(site, number, "shen", Move.PAUSE, form, BadInput, says)
    act(site, "shen", number, Move.PAUSE, {"ground": "hearing", "reason": "听证"})


def _early(cause: str) -> dict[str, object]:
    return {"early_reason": "常务会议提前", "breach_cause": cause}


def _late(cause: str) -> dict[str, object]:
    return {"late_reason": "案情复杂", "breach_cause": cause}


def test_an_opinion_before_the_floor_needs_a_reason_and_who_brought_it_about(site: Site) -> None:
    number = proposed(site)
    only_reason = {"early_reason": "急"}
    refused(site, number, "qian", Move.SIGN, only_reason, BadInput, "early_reason, breach_cause")
    act(site, "qian", number, Move.SIGN, _early("meeting_timetable"))
    (breach,) = breaches(site)
    assert dict(breach) == {
        "breach": "floor_breached",
        "due_on": "2026-03-16",
        "caused_by": "meeting_timetable",
    }


def test_an_opinion_after_the_ceiling_is_a_breach_of_the_review_side(site: Site) -> None:
    number = proposed(site)
    today_is(site, date(2026, 4, 1))
    cause = {"breach_cause": "review_side"}
    says = "late_reason, breach_cause: the ceiling of the term was 2026-03-30"
    refused(site, number, "qian", Move.SIGN, cause, BadInput, says)
    act(site, "qian", number, Move.SIGN, _late("review_side"))
    (breach,) = breaches(site)
    assert (breach["breach"], breach["due_on"], breach["caused_by"]) == (
        "ceiling_breached",
        "2026-03-30",
        "review_side",
    )


def test_an_opinion_in_time_leaves_no_breach(site: Site) -> None:
    signed(site)
    assert breaches(site) == []


def test_a_meeting_is_planned_for_a_day_to_come_and_stands_in_the_case(site: Site) -> None:
    number = accepted(site)
    past = {"meeting_on": "2026-03-08"}
    refused(site, number, "guan", Move.PLAN_MEETING, past, BadInput, "meeting_on: .* is past")
    act(site, "guan", number, Move.PLAN_MEETING, {"meeting_on": "2026-04-20"})
    assert case_in(site.database, number).meeting_on == "2026-04-20"
    assert breaches(site) == []


def test_a_submission_too_near_to_its_meeting_is_put_down_to_the_drafting_side(
    site: Site,
) -> None:
    number = accepted(under(site, "liaoning_city"))
    # Seven working days before Wednesday the 18th is Monday the 9th, the day it came in.
    act(site, "guan", number, Move.PLAN_MEETING, {"meeting_on": "2026-03-18"})
    assert breaches(site) == []
    act(site, "guan", number, Move.PLAN_MEETING, {"meeting_on": "2026-03-17"})
    (breach,) = breaches(site)
    assert dict(breach) == {
        "breach": "submitted_late",
        "due_on": "2026-03-06",
        "caused_by": "drafting_side",
    }


FROM_RECEIPT = """[matter_types.normative_document.review]
floor = { days = 2, unit = "working", SOURCE }
ceiling = { days = 7, unit = "working", SOURCE }
starts = { event = "received", SOURCE }
supplement = { effect = "EFFECT", SOURCE }
"""


@pytest.mark.parametrize(
    ("effect", "ceiling"),
    # Received on Monday the 9th; a supplement is asked for on Tuesday and comes in on Thursday.
    # Seven working days without two of them, or seven from Thursday.
    [("stops", "2026-03-20"), ("restarts", "2026-03-23")],
)
def test_where_the_rules_count_from_the_receipt_a_supplement_stops_or_restarts_the_clock(
    site: Site, effect: str, ceiling: str
) -> None:
    number = received(own_rules(site, "from_receipt", FROM_RECEIPT.replace("EFFECT", effect)))
    assert case_in(site.database, number).ceiling_on == "2026-03-18"
    today_is(site, date(2026, 3, 10))
    ask = {"missing": ["fair_competition"], "reason": "缺"}
    act(site, "deng", number, Move.REQUEST_SUPPLEMENT, ask)
    assert case_in(site.database, number).ceiling_on is None
    today_is(site, LATER)
    brought = {"documents": [a_document(site, DocumentKind.FAIR_COMPETITION)]}
    act(site, "lin", number, Move.SUPPLEMENT, brought)
    today_is(site, date(2026, 3, 13))
    accept = {"matter_type": "normative_document", "reason": "齐备"}
    act(site, "deng", number, Move.ACCEPT, accept)
    assert case_in(site.database, number).ceiling_on == ceiling


def test_where_the_rules_count_from_complete_materials_the_acceptance_confirms_the_day(
    site: Site,
) -> None:
    number = received(under(site, "guangzhou_2010"))
    assert case_in(site.database, number).ceiling_on is None
    today_is(site, LATER)
    accept = {"matter_type": "normative_document", "reason": "齐备"}
    act(site, "deng", number, Move.ACCEPT, accept)
    # Ten working days from Monday the 9th, when everything had come in, not from the 12th.
    assert case_in(site.database, number).ceiling_on == "2026-03-23"


def test_a_case_that_is_withdrawn_runs_no_more(site: Site) -> None:
    number = accepted(site)
    act(site, "lin", number, Move.WITHDRAW, {"reason": "暂缓"})
    due = last_entry(site, number)["due"]
    assert isinstance(due, dict)
    assert (due["state"], due["breach"]) == ("ended_without_opinion", None)


def test_the_rules_of_a_case_stay_as_they_were_when_it_was_accepted(site: Site) -> None:
    rules = (
        "[matter_types.normative_document.review]\n"
        'ceiling = { days = 9, unit = "working", SOURCE }\n'
    )
    number = accepted(own_rules(site, "edited", rules))
    path = site.settings.home / "rule_sets" / "edited.toml"
    path.write_text(path.read_text("utf-8").replace("days = 9", "days = 6"), "utf-8")
    act(site, "shen", number, Move.CLAIM)
    act(site, "shen", number, Move.PAUSE, {"ground": "hearing", "reason": "听证"})
    act(site, "shen", number, Move.RESUME)
    frozen: Case = case_in(site.database, number)
    newer = case_in(site.database, accepted(site, title="新规后受理"))
    # Nine working days for the one, six for the other, both from Monday the 9th.
    assert (frozen.ceiling_on, newer.ceiling_on) == ("2026-03-20", "2026-03-17")
    assert frozen.rule_set_digest != newer.rule_set_digest
    assert frozen.accepted_on == newer.accepted_on == FIRST_DAY.isoformat()


def sent_for_a_second_review(site: Site) -> str:
    """A case whose opinion is void, because the changed text is another text."""
    number = revised(site, signed(site))
    act(site, "shen", number, Move.REVIEW_AGAIN, {"reason": "实质性修改"})
    return number


def test_a_second_review_has_no_last_day_and_nothing_to_pause_or_extend(site: Site) -> None:
    """No source gives it a term; the first one was kept, and stays so."""
    number = sent_for_a_second_review(under(site, "guangzhou_2010"))
    case = case_in(site.database, number)
    assert (case.state, case.floor_on, case.ceiling_on) == ("under_review", None, None)
    pause = {"ground": "hearing", "reason": "听证"}
    says = "its clock ended with the opinion of 2026-03-20"
    refused(site, number, "shen", Move.PAUSE, pause, MoveNotPossible, says)
    refused(site, number, "qian", Move.EXTEND, extension(site, 5), MoveNotPossible, says)
    other = {"rule_set": "liaoning_city", "reason": "改用", "approved_by": "局长"}
    refused(site, number, "qian", Move.REBASE, other, MoveNotPossible, says)
    assert breaches(site) == []


def test_a_meeting_planned_after_the_opinion_still_tells_whether_it_was_submitted_late(
    site: Site,
) -> None:
    number = proposed(under(site, "liaoning_city"), "legal")
    today_is(site, date(2026, 3, 16))
    act(site, "qian", number, Move.SIGN)
    act(site, "guan", number, Move.PLAN_MEETING, {"meeting_on": "2026-03-25"})
    assert case_in(site.database, number).meeting_on == "2026-03-25"
    said = last_entry(site, number)["meeting"]
    assert said == {"submit_by": "2026-03-16", "submitted_late": False}


def test_a_meeting_put_off_takes_its_breach_with_it(site: Site) -> None:
    number = accepted(under(site, "liaoning_city"))
    for day in ("2026-03-17", "2026-03-16"):
        act(site, "guan", number, Move.PLAN_MEETING, {"meeting_on": day})
    assert [row["due_on"] for row in breaches(site)] == ["2026-03-05"]
    act(site, "guan", number, Move.PLAN_MEETING, {"meeting_on": "2026-04-20"})
    assert breaches(site) == []


def test_a_ceiling_that_passed_before_a_pause_is_recorded_with_the_pause(site: Site) -> None:
    number = under_review(site)
    today_is(site, date(2026, 4, 1))
    act(site, "shen", number, Move.PAUSE, {"ground": "hearing", "reason": "听证"})
    (breach,) = breaches(site)
    assert (breach["breach"], breach["due_on"]) == ("ceiling_breached", "2026-03-30")


def test_the_signer_says_whose_doing_a_passed_ceiling_was(site: Site) -> None:
    number = proposed(site)
    today_is(site, date(2026, 4, 1))
    form = {"breach": "ceiling_breached", "due_on": "2026-03-30", "caused_by": "review_side"}
    act(site, "system", number, Move.RECORD_BREACH, form)
    act(site, "qian", number, Move.SIGN, _late("drafting_side"))
    (breach,) = breaches(site)
    assert breach["caused_by"] == "drafting_side"


def test_a_breach_that_the_clock_does_not_read_is_not_recorded(site: Site) -> None:
    number = proposed(site)
    form = {"breach": "ceiling_breached", "due_on": "2026-03-30", "caused_by": "review_side"}
    says = "its clock reads no ceiling_breached of 2026-03-30"
    refused(site, number, "system", Move.RECORD_BREACH, form, MoveNotPossible, says)
