"""Putting a case under another rule set: what it would change, what it changes, what refuses it."""

import json
from datetime import date
from pathlib import Path

import pytest
from builders import MATERIALS, a_site, accepted, proposed, received, signed, today_is, under_review

from models.case import Case, MatterType
from models.document import DocumentKind
from models.errors import BadInput, MoveNotPossible, NotAllowed, UnknownCode
from models.moves import Move
from review_flows.desk import act
from review_flows.desk.rebase import Change, RebasePlan, plan_rebase
from review_flows.outside import records
from review_flows.outside.site import Site

FORM = {"reason": "改用现行规定", "approved_by": "局长"}


def case_of(site: Site, number: str) -> Case:
    with site.database.reading() as connection:
        case = records.find_case(connection, number)
    assert case is not None
    return case


def plan(site: Site, number: str, code: str) -> RebasePlan:
    with site.database.reading() as connection:
        case = records.find_case(connection, number)
        assert case is not None
        return plan_rebase(site, connection, case, code)


def changes(site: Site, number: str, code: str) -> dict[str, Change]:
    return {one.what: one for one in plan(site, number, code).changes}


def rebase(site: Site, number: str, code: str, person: str = "qian") -> None:
    act(site, person, number, Move.REBASE, {"rule_set": code, **FORM})


# What it would change.


def test_a_plan_names_the_days_that_would_move(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    found = changes(site, accepted(site), "guangzhou_2010")
    assert found["ceiling_on"] == Change("ceiling_on", ("2026-03-30",), ("2026-03-23",))
    assert found["other_ceiling_on"] == Change("other_ceiling_on", ("2026-03-24",), ("2026-03-19",))
    assert "floor_on" not in found


def test_a_plan_without_a_floor_says_that_there_is_none_then(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    found = changes(site, under_review(site), "liaoning_city")
    assert found["floor_on"] == Change("floor_on", ("2026-03-16",), ())


def test_a_plan_says_when_a_term_would_be_over_already(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    number = under_review(site)
    today_is(site, date(2026, 3, 20))
    state = changes(site, number, "liaoning_city")["state"]
    assert state == Change("state", ("running",), ("ceiling_breached",))


def test_a_plan_names_the_filing_terms_that_would_hold(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    number = accepted(site)
    found = changes(site, number, "shanghai_2019")
    assert found["filing.upper_government"].before == ("15", "calendar")
    assert found["filing.upper_government"].after == ("15", "working")
    assert "filing.npc_standing_committee" not in found
    national = changes(site, number, "national_2018")
    assert national["filing.upper_government"].after == ("promptly",)


OWN = """\
code = "our_city"
name = "本市"
since = 2026-01-01
extends = "national_2018"

[[matter_types.normative_document.materials]]
kind = "fair_competition"
required = "always"
source = "assumed: 测试"
verified = false

[[matter_types.normative_document.materials]]
kind = "other"
required = "always"
source = "assumed: 测试"
verified = false

[matter_types.normative_document.document_number]
pattern = "{organ}规〔{year}〕{number}号"
source = "assumed: 测试"
verified = false

[matter_types.normative_document.conclusions]
allowed = ["legal", "illegal"]
source = "assumed: 测试"
verified = false
"""


def write_own(site: Site, text: str = OWN) -> None:
    site.rules.folder.mkdir(exist_ok=True)
    (site.rules.folder / "our_city.toml").write_text(text, "utf-8")


def test_a_plan_names_material_patterns_and_conclusions(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    write_own(site)
    number = accepted(site, materials=(*MATERIALS, DocumentKind.FAIR_COMPETITION))
    found = changes(site, number, "our_city")
    assert found["materials_missing"].after == ("other",)
    assert found["materials_not_asked"].before == ("cover_letter",)
    assert found["conclusions"].after == ("legal", "illegal")
    assert found["document_number"] == Change(
        "document_number", ("{organ}政规〔{year}〕{number}号",), ("{organ}规〔{year}〕{number}号",)
    )
    assert "registration_number" not in found


def test_a_plan_writes_nothing(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    number = under_review(site)
    before = case_of(site, number)
    plan(site, number, "liaoning_city")
    assert case_of(site, number) == before


def test_what_a_plan_says_is_what_the_move_does(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    number = under_review(site)
    for code in ("guangzhou_2010", "liaoning_city", "national_2018"):
        case, found = case_of(site, number), changes(site, number, code)
        rebase(site, number, code)
        after = case_of(site, number)
        for what in ("floor_on", "ceiling_on"):
            said = found[what].after if what in found else (getattr(case, what),)
            assert getattr(after, what) == next(iter(said), None), (code, what)
        assert plan(site, number, "shanghai_2019").rule_set_before == code


# What it changes.


def test_a_case_that_was_put_under_other_rules_is_read_by_them_from_then_on(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    number = under_review(site)
    rebase(site, number, "guangzhou_2010")
    case = case_of(site, number)
    assert (case.rule_set, case.ceiling_on) == ("guangzhou_2010", "2026-03-23")
    assert case.rule_set_digest == site.rules.digest("guangzhou_2010")
    with site.database.reading() as connection:
        tasks = records.open_tasks(connection, number)
        frozen = connection.rows("SELECT code FROM frozen_rule_sets ORDER BY code")
    assert [task.due_on for task in tasks] == ["2026-03-23"]
    assert [row["code"] for row in frozen] == ["datong_xinrong_2021", "guangzhou_2010"]


def test_the_log_says_from_which_rules_to_which_and_who_approved_it(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    number = accepted(site)
    rebase(site, number, "liaoning_city")
    with site.database.reading() as connection:
        entry = records.entries_of(connection, number, [Move.REBASE])[-1]
    body = json.loads(entry["body"])
    assert body["form"] == {"rule_set": "liaoning_city", **FORM}
    assert body["rebased"]["from"] == "datong_xinrong_2021"
    assert body["rebased"]["to"] == "liaoning_city"
    assert body["rebased"]["from_digest"] == site.rules.digest("datong_xinrong_2021")
    assert body["rebased"]["to_digest"] == site.rules.digest("liaoning_city")
    assert body["due"]["ceiling"] == "2026-03-16"


def test_before_acceptance_the_case_follows_the_file_until_it_is_accepted(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    number = received(site)
    rebase(site, number, "liaoning_city")
    case = case_of(site, number)
    assert (case.rule_set, case.rule_set_digest) == ("liaoning_city", None)
    form = {"matter_type": "normative_document", "reason": "要件齐备"}
    act(site, "deng", number, Move.ACCEPT, form)
    case = case_of(site, number)
    assert case.ceiling_on == "2026-03-16"
    assert case.rule_set_digest == site.rules.digest("liaoning_city")


def test_an_edited_file_is_adopted_by_putting_the_case_under_the_same_code(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    write_own(site)
    number = accepted(
        site, materials=(*MATERIALS, DocumentKind.OTHER, DocumentKind.FAIR_COMPETITION)
    )
    rebase(site, number, "our_city")
    ten = '[matter_types.normative_document.review]\nceiling = { days = 10, unit = "working", '
    write_own(site, f'{OWN}\n{ten}source = "assumed: 测试", verified = false }}\n')
    assert changes(site, number, "our_city")["ceiling_on"].after == ("2026-03-23",)
    rebase(site, number, "our_city")
    assert case_of(site, number).ceiling_on == "2026-03-23"


# What refuses it.


def test_only_the_chief_puts_a_case_under_other_rules(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    number = under_review(site)
    with pytest.raises(NotAllowed):
        rebase(site, number, "guangzhou_2010", person="shen")


def test_the_same_rules_as_they_stand_are_refused(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    number = accepted(site)
    for attempt in (plan, rebase):
        with pytest.raises(MoveNotPossible, match="as it stands already"):
            attempt(site, number, "datong_xinrong_2021")


def test_an_unknown_rule_set_names_the_nearest(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    number = accepted(site)
    for attempt in (plan, rebase):
        with pytest.raises(UnknownCode, match="Did you mean guangzhou_2010"):
            attempt(site, number, "guangzhou_2011")


def test_a_rule_set_that_does_not_know_the_matter_is_refused(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    number = accepted(site, matter_type=MatterType.CONTRACT)
    write_own(site, OWN + '[matter_types.contract]\nlike = "normative_document"\n')
    assert "ceiling_on" in changes(site, number, "our_city")
    alone = f"{OWN.replace(chr(10) + 'extends', chr(10) + '# extends')}"
    write_own(site, f"{alone}[sources]\n{REVIEW_ALONE}")
    for attempt in (plan, rebase):
        with pytest.raises(BadInput, match="says nothing of contract"):
            attempt(site, number, "our_city")


ASSUMED = 'source = "assumed: 测试"\nverified = false\n'
REVIEW_ALONE = "".join(
    f"[matter_types.normative_document.review.{key}]\n{value}\n{ASSUMED}"
    for key, value in {
        "starts": 'event = "accepted"',
        "pauses_on": "grounds = []",
        "supplement": 'effect = "stops"',
        "silence": 'effect = "no_effect"',
        "reminders": "rungs = []",
    }.items()
)


def test_a_case_whose_opinion_is_signed_stays_under_its_rules(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    number = signed(site)
    for attempt in (plan, rebase):
        with pytest.raises(MoveNotPossible):
            attempt(site, number, "guangzhou_2010")


def test_a_case_that_waits_for_the_chief_may_still_be_put_under_other_rules(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    number = proposed(site)
    rebase(site, number, "guangzhou_2010")
    assert case_of(site, number).ceiling_on == "2026-03-23"
    with site.database.reading() as connection:
        assert [task.due_on for task in records.open_tasks(connection, number)] == ["2026-03-23"]
