"""The shipped rule sets: every value of law has its source, a place changes only its own."""

from datetime import date

import pytest
from clock_builders import MONDAY, Fact, clock, history

from models.case import MatterType
from models.clock import ClockReading
from models.clock_rules import ClockStart, SupplementEffect
from models.document import DocumentKind
from models.errors import BadInput, UnknownCode
from models.exemption import ExemptionGround
from models.matter_rules import MatterRules, Recipient, Silence
from models.opinion import Conclusion
from models.period import DayUnit, Period
from models.procedure_rules import Required
from models.rule_merge import merged_rules
from models.rule_reading import read_rule_set
from models.rule_set import RuleSet
from models.rule_tree import RuleFile
from review_flows.rule_sets import rule_set, rule_set_codes, shipped_file, unverified_values

NORMATIVE = MatterType.NORMATIVE_DOCUMENT
REVIEW = "matter_types.normative_document.review"
THREE = {Conclusion.LEGAL, Conclusion.REVISE, Conclusion.ILLEGAL}


def rules_of(code: str, matter_type: MatterType = NORMATIVE) -> MatterRules:
    return rule_set(code).rules_for(matter_type)


@pytest.mark.parametrize("code", rule_set_codes())
def test_every_shipped_rule_set_can_be_used_for_every_type_of_matter(code: str) -> None:
    held = rule_set(code)
    assert held.code == code
    assert set(held.matter_types) == set(MatterType)


@pytest.mark.parametrize("code", rule_set_codes())
def test_an_assumed_value_is_never_called_verified(code: str) -> None:
    values = rule_set(code).values()
    assumed = [one.value for one in values if one.value.source.startswith("assumed")]
    assert assumed
    assert not any(value.verified for value in assumed)


def test_an_unknown_code_names_the_nearest() -> None:
    with pytest.raises(UnknownCode, match="Did you mean national_2018"):
        rule_set("national_2019")


def test_a_type_of_matter_that_a_rule_set_does_not_know_is_named() -> None:
    whole = rule_set("national_2018")
    part = whole.model_copy(update={"matter_types": {NORMATIVE: whole.matter_types[NORMATIVE]}})
    with pytest.raises(BadInput, match="says nothing of contract"):
        part.rules_for(MatterType.CONTRACT)


# What the national instruments say.


def test_the_national_review_takes_five_to_fifteen_working_days_by_115() -> None:
    rules = rules_of("national_2018").review.clock
    source = "国办发〔2018〕115号 五"
    assert rules.floor == Period(5, DayUnit.WORKING, source, verified=True)
    assert rules.ceiling == Period(15, DayUnit.WORKING, source, verified=True)


def test_the_national_rules_give_no_extension_and_exempt_only_the_urgent() -> None:
    review = rules_of("national_2018").review
    assert review.extension is None
    assert review.exemptions is not None
    assert set(review.exemptions.grounds) == set(ExemptionGround)


def test_the_national_conclusions_are_the_three_of_115() -> None:
    conclusions = rules_of("national_2018").conclusions
    assert set(conclusions.allowed) == THREE
    assert conclusions.verified


def test_the_materials_of_115_are_always_required() -> None:
    assert always("national_2018", NORMATIVE) == {
        DocumentKind.DRAFT,
        DocumentKind.EXPLANATION,
        DocumentKind.BASES,
        DocumentKind.CONSULTATION,
        DocumentKind.OWN_LEGAL_OPINION,
    }


def always(code: str, matter_type: MatterType) -> set[DocumentKind]:
    materials = rules_of(code, matter_type).materials
    return {material.kind for material in materials if material.required is Required.ALWAYS}


def test_the_national_filing_duty_sets_no_number_of_days() -> None:
    filing = rules_of("national_2018").filing
    assert {rule.recipient for rule in filing} == set(Recipient)
    assert [rule.period for rule in filing] == [None] * len(Recipient)


def test_a_major_decision_has_a_floor_of_seven_working_days_and_no_ceiling() -> None:
    rules = rules_of("national_2018", MatterType.MAJOR_DECISION)
    floor = rules.review.clock.floor
    assert floor is not None and floor.verified
    assert (floor.days, floor.unit) == (7, DayUnit.WORKING)
    assert "第二十六条" in floor.source
    assert rules.review.ceiling is None and rules.review.exemptions is None


def test_a_major_decision_may_go_up_with_its_risk_stated_and_hears_advisors() -> None:
    rules = rules_of("national_2018", MatterType.MAJOR_DECISION)
    assert set(rules.conclusions.allowed) == {*THREE, Conclusion.RISK_STATED}
    assert rules.advisors is not None and rules.advisors.verified
    assert (rules.advisors.heard, rules.advisors.source[-5:]) == (Required.ALWAYS, "第二十八条")
    assert always("national_2018", MatterType.MAJOR_DECISION) == {
        DocumentKind.DRAFT,
        DocumentKind.EXPLANATION,
        DocumentKind.BASES,
    }


def test_only_a_major_decision_knows_the_fourth_conclusion() -> None:
    for matter_type in set(MatterType) - {MatterType.MAJOR_DECISION}:
        allowed = rules_of("national_2018", matter_type).conclusions.allowed
        assert set(allowed) == THREE, matter_type


@pytest.mark.parametrize(
    "matter_type",
    [
        MatterType.CONTRACT,
        MatterType.POLICY_DOCUMENT,
        MatterType.ENFORCEMENT_DECISION,
        MatterType.OTHER_DOCUMENT,
    ],
)
def test_where_nothing_national_governs_the_time_is_assumed(matter_type: MatterType) -> None:
    rules = rules_of("national_2018", matter_type)
    assert rules.review.floor is None
    ceiling = rules.review.ceiling
    assert ceiling is not None and ceiling.source.startswith("assumed:")
    assert (rules.titles, rules.validity, rules.filing) == (None, None, ())


def test_the_ladder_of_reminders_is_the_products_own_and_says_so() -> None:
    for matter_type in MatterType:
        ladder = rules_of("national_2018", matter_type).review.reminders
        assert [one.rung.key for one in ladder.rungs] == [
            "3:holder",
            "1:holder",
            "0:chief",
            "-1:chief",
            "-1:auditor",
        ]
        assert not ladder.verified


# The district.


def test_the_district_files_in_fifteen_and_thirty_calendar_days_not_verified() -> None:
    terms = {rule.recipient: rule for rule in rules_of("datong_xinrong_2021").filing}
    upper, npc = terms[Recipient.UPPER_GOVERNMENT], terms[Recipient.NPC_STANDING_COMMITTEE]
    assert (upper.days, upper.unit, upper.verified) == (15, DayUnit.CALENDAR, False)
    assert (npc.days, npc.unit, npc.verified) == (30, DayUnit.CALENDAR, False)
    assert upper.source.startswith("assumed:") and npc.source.startswith("assumed:")


def test_the_district_counts_working_days_and_says_that_this_is_assumed() -> None:
    clock_rules = rules_of("datong_xinrong_2021").review.clock
    assert clock_rules.floor is not None and clock_rules.ceiling is not None
    assert (clock_rules.floor.days, clock_rules.ceiling.days) == (5, 15)
    assert {clock_rules.floor.unit, clock_rules.ceiling.unit} == {DayUnit.WORKING}
    assert not clock_rules.floor.verified and not clock_rules.ceiling.verified


def test_the_district_inherits_what_it_does_not_say() -> None:
    district, national = rules_of("datong_xinrong_2021"), rules_of("national_2018")
    assert district.conclusions == national.conclusions
    assert district.review.exemptions == national.review.exemptions
    kinds = [material.kind for material in district.materials]
    assert kinds == [*(one.kind for one in national.materials), DocumentKind.COVER_LETTER]
    assert rule_set("datong_xinrong_2021").sources.keys() > rule_set("national_2018").sources.keys()


def test_numbers_are_written_by_their_pattern() -> None:
    rules = rules_of("datong_xinrong_2021")
    assert rules.document_number is not None and rules.registration_number is not None
    assert rules.document_number.of("新荣", 2026, 3) == "新荣政规〔2026〕3号"
    assert rules.registration_number.of("新荣政", 2026, 3) == "新荣政规登〔2026〕003"


def test_unverified_values_are_listed_by_their_place() -> None:
    unverified = unverified_values("datong_xinrong_2021")
    assert "matter_types.normative_document.filing.upper_government" in unverified
    assert "matter_types.normative_document.validity" in unverified
    assert "matter_types.normative_document.conclusions" not in unverified
    assert f"{REVIEW}.ceiling" in unverified
    assert f"{REVIEW}.reminders" in unverified
    assert "matter_types.contract.review.supplement" in unverified
    assert f"{REVIEW}.ceiling" not in unverified_values("national_2018")


# Other places, which differ in unit, start, extension, silence, meeting and filing.


def test_guangzhou_counts_ten_days_from_complete_material_and_may_extend_them_once() -> None:
    review = rules_of("guangzhou_2010").review
    assert review.starts.event is ClockStart.MATERIALS_COMPLETE and review.starts.verified
    assert review.ceiling is not None and (review.ceiling.days, review.ceiling.verified) == (
        10,
        True,
    )
    assert review.extension is not None and review.extension.verified
    assert (review.extension.days, review.extension.times) == (10, 1)
    assert review.silence.effect is Silence.DEEMED_CONSENT and review.silence.verified


def test_the_city_in_liaoning_sets_no_floor_and_looks_back_from_the_meeting() -> None:
    review = rules_of("liaoning_city").review
    assert (review.floor, review.exemptions) == (None, None)
    assert review.ceiling is not None and (review.ceiling.days, review.ceiling.verified) == (
        5,
        True,
    )
    before = review.clock.submit_before_meeting
    assert before is not None and (before.days, before.unit) == (7, DayUnit.WORKING)
    assert review.supplement.effect is SupplementEffect.RESTARTS and not review.supplement.verified


def test_shanghai_files_in_working_days_and_nothing_of_it_is_verified() -> None:
    rules = rules_of("shanghai_2019")
    terms = {rule.recipient: rule for rule in rules.filing}
    upper = terms[Recipient.UPPER_GOVERNMENT]
    assert (upper.days, upper.unit) == (15, DayUnit.WORKING)
    assert terms[Recipient.NPC_STANDING_COMMITTEE].unit is DayUnit.CALENDAR
    assert rules.validity is not None
    assert (rules.validity.max_years, rules.validity.trial_max_years) == (5, 2)
    own = [rules.review.floor, rules.review.ceiling, rules.validity, *terms.values()]
    assert not any(value.verified for value in own if value)


# One history, read by each of them: received on Monday, incomplete until Wednesday, accepted on
# Thursday, with the meeting planned for the Monday after.

MEETING = date(2026, 3, 9)
HISTORY: tuple[Fact, ...] = (
    ("received", MONDAY),
    ("supplement_requested", MONDAY),
    ("supplemented", date(2026, 3, 4)),
    ("accepted", date(2026, 3, 5)),
    ("meeting_planned", date(2026, 3, 5), MEETING),
)


def read_by(held: RuleSet, *later: Fact, today: date = date(2026, 3, 6)) -> ClockReading:
    return clock(history(*HISTORY, *later), today, held.rules_for(NORMATIVE).review.clock)


@pytest.mark.parametrize(
    ("code", "began_on", "floor_on", "ceiling_on"),
    [
        ("national_2018", date(2026, 3, 5), date(2026, 3, 12), date(2026, 3, 26)),
        ("guangzhou_2010", date(2026, 3, 4), date(2026, 3, 11), date(2026, 3, 18)),
        ("liaoning_city", date(2026, 3, 5), None, date(2026, 3, 12)),
    ],
)
def test_each_place_reads_the_same_history_by_its_own_rules(
    code: str, began_on: date, floor_on: date | None, ceiling_on: date
) -> None:
    read = read_by(rule_set(code))
    assert (read.began_on, read.floor_on, read.ceiling_on) == (began_on, floor_on, ceiling_on)


def test_only_where_a_rule_set_looks_back_from_the_meeting_is_a_submission_late() -> None:
    assert not read_by(rule_set("national_2018")).submitted_late
    read = read_by(rule_set("liaoning_city"))
    # Seven working days before 9 March; Saturday 28 February was worked.
    assert (read.submit_by, read.submitted_late) == (date(2026, 2, 27), True)


def test_an_extension_moves_the_ceiling_of_guangzhou_by_ten_working_days() -> None:
    extended = read_by(rule_set("guangzhou_2010"), ("extended", date(2026, 3, 6), 10))
    assert extended.ceiling_on == date(2026, 4, 1)
    assert extended.floor_on == date(2026, 3, 11)


IN_CALENDAR_DAYS = """
code = "local"
name = "某地"
since = 2026-01-01
extends = "national_2018"

[matter_types.normative_document.review]
floor = { days = 5, unit = "calendar", source = "assumed: 测试", verified = false }
ceiling = { days = 15, unit = "calendar", source = "assumed: 测试", verified = false }
"""


def test_a_rule_set_in_calendar_days_is_read_in_calendar_days() -> None:
    def shelf(code: str) -> RuleFile:
        return RuleFile("local.toml", IN_CALENDAR_DAYS) if code == "local" else shipped_file(code)

    read = read_by(read_rule_set(merged_rules("local", shelf), "local"))
    # 5 + 15 days end on Friday 20 March; the fifth day, the 10th, is a Tuesday.
    assert (read.floor_on, read.ceiling_on) == (date(2026, 3, 10), date(2026, 3, 20))
    assert read.other_reading is not None
    assert read.other_reading.ceiling_on == read_by(rule_set("national_2018")).ceiling_on
