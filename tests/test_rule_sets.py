"""The shipped rule sets: every value of law has its source, a place changes only its own."""

import pytest

from models.case import MatterType
from models.document import DocumentKind
from models.errors import UnknownCode
from models.matter_rules import ExemptionGround, MatterRules, Recipient, Required, Sourced
from models.opinion import Conclusion
from models.period import DayUnit, Period
from models.rule_set import RuleSet
from review_flows.rule_sets import rule_set, rule_set_codes

REVIEW = "matter_types.normative_document.review"


def rules_of(code: str) -> MatterRules:
    return rule_set(code).matter_types[MatterType.NORMATIVE_DOCUMENT]


@pytest.mark.parametrize("code", rule_set_codes())
def test_every_shipped_rule_set_can_be_used(code: str) -> None:
    held = rule_set(code)
    assert held.code == code
    assert set(held.matter_types) == set(MatterType)


def test_the_national_review_takes_five_to_fifteen_working_days_by_115() -> None:
    periods = rules_of("national_2018").review.periods
    source = "国办发〔2018〕115号 五"
    assert periods.floor == Period(5, DayUnit.WORKING, source, verified=True)
    assert periods.ceiling == Period(15, DayUnit.WORKING, source, verified=True)


def test_the_national_rules_give_no_extension_and_exempt_only_the_urgent() -> None:
    review = rules_of("national_2018").review
    assert review.extension is None
    assert review.exemptions is not None
    assert set(review.exemptions.grounds) == set(ExemptionGround)


def test_the_national_conclusions_are_the_three_of_115() -> None:
    conclusions = rules_of("national_2018").conclusions
    assert set(conclusions.allowed) == set(Conclusion)
    assert conclusions.verified


def test_the_materials_of_115_are_always_required() -> None:
    materials = rules_of("national_2018").materials
    always = {material.kind for material in materials if material.required is Required.ALWAYS}
    assert always == {
        DocumentKind.DRAFT,
        DocumentKind.EXPLANATION,
        DocumentKind.BASES,
        DocumentKind.CONSULTATION,
        DocumentKind.OWN_LEGAL_OPINION,
    }


def test_the_national_filing_duty_sets_no_number_of_days() -> None:
    filing = rules_of("national_2018").filing
    assert {rule.recipient for rule in filing} == set(Recipient)
    assert [rule.period for rule in filing] == [None, None]


def test_the_district_files_in_fifteen_and_thirty_calendar_days_not_verified() -> None:
    terms = {rule.recipient: rule for rule in rules_of("datong_xinrong_2021").filing}
    upper, npc = terms[Recipient.UPPER_GOVERNMENT], terms[Recipient.NPC_STANDING_COMMITTEE]
    assert (upper.days, upper.unit, upper.verified) == (15, DayUnit.CALENDAR, False)
    assert (npc.days, npc.unit, npc.verified) == (30, DayUnit.CALENDAR, False)
    assert upper.source.startswith("assumed:") and npc.source.startswith("assumed:")


def test_the_district_counts_working_days_and_says_that_this_is_assumed() -> None:
    periods = rules_of("datong_xinrong_2021").review.periods
    assert periods.floor is not None and periods.ceiling is not None
    assert (periods.floor.days, periods.ceiling.days) == (5, 15)
    assert {periods.floor.unit, periods.ceiling.unit} == {DayUnit.WORKING}
    assert not periods.floor.verified and not periods.ceiling.verified


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
    unverified = rule_set("datong_xinrong_2021").unverified()
    assert "matter_types.normative_document.filing.upper_government" in unverified
    assert "matter_types.normative_document.validity" in unverified
    assert "matter_types.normative_document.conclusions" not in unverified
    assert f"{REVIEW}.ceiling" in unverified
    assert f"{REVIEW}.ceiling" not in rule_set("national_2018").unverified()


@pytest.mark.parametrize("code", rule_set_codes())
def test_an_assumed_value_is_never_called_verified(code: str) -> None:
    assumed = [value for value in values_in(rule_set(code)) if value.source.startswith("assumed")]
    assert assumed
    assert not any(value.verified for value in assumed)


def values_in(held: RuleSet) -> list[Sourced]:
    found: list[Sourced] = []
    waiting: list[object] = [held]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Sourced):
            found.append(one)
        if isinstance(one, dict):
            waiting.extend(one.values())
        elif isinstance(one, tuple):
            waiting.extend(one)
        elif hasattr(type(one), "model_fields"):
            waiting.extend(vars(one).values())
    return found


def test_an_unknown_code_names_the_nearest() -> None:
    with pytest.raises(UnknownCode, match="Did you mean national_2018"):
        rule_set("national_2019")
