"""Rule sets: every value of law has its source, every mistake is named, a place changes its own."""

import copy
import tomllib
from collections.abc import Callable
from importlib.resources import files
from typing import cast

import pytest

from models.case import MatterType
from models.document import DocumentKind
from models.errors import RuleSetInvalid, UnknownCode
from models.matter_rules import ExemptionGround, MatterRules, Recipient, Required, Sourced
from models.opinion import Conclusion
from models.period import DayUnit, Period
from models.rule_set import RuleSet, merge, parse_rule_set, with_bases
from review_flows.rule_sets import rule_set, rule_set_codes

NORMATIVE = MatterType.NORMATIVE_DOCUMENT
OTHER = MatterType.OTHER_DOCUMENT

# A parsed TOML table: as deep as it likes, so its values have no narrower type.
Table = dict[str, object]


def national_data() -> Table:
    text = files("review_flows.rule_sets").joinpath("national_2018.toml").read_text("utf-8")
    return tomllib.loads(text)


def table(data: Table, path: str) -> Table:
    """Return the table at a path such as `matter_types.normative_document.review`."""
    for step in path.split("."):
        inner = data[step]
        data = cast(Table, inner)
    return data


def problems_after(change: Callable[[Table], object]) -> str:
    """Return what is said of the national rules after a change."""
    data = national_data()
    change(data)
    with pytest.raises(RuleSetInvalid) as refused:
        parse_rule_set(data, "changed.toml")
    return "\n".join(refused.value.problems)


def rules_of(code: str, matter_type: MatterType = NORMATIVE) -> MatterRules:
    return rule_set(code).matter_types[matter_type]


REVIEW = "matter_types.normative_document.review"


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
    assert rules.document_number.of("新荣政", 2026, 3) == "新荣政规〔2026〕3号"
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


@pytest.mark.parametrize(
    ("path", "wrong", "nearest_key"),
    [
        (REVIEW, "flor", "floor"),
        (f"{REVIEW}.ceiling", "dayz", "days"),
        ("sources.review_2018", "nubmer", "number"),
        ("matter_types.normative_document", "fillings", "filing"),
    ],
)
def test_an_unknown_key_is_an_error_that_names_the_nearest(
    path: str, wrong: str, nearest_key: str
) -> None:
    said = problems_after(lambda data: table(data, path).update({wrong: "x"}))
    assert said.startswith(f"{path}.{wrong}: this key is not known. Did you mean {nearest_key}")


@pytest.mark.parametrize("key", ["source", "verified", "days", "unit"])
def test_a_value_of_law_without_its_source_unit_or_number_is_an_error(key: str) -> None:
    said = problems_after(lambda data: table(data, f"{REVIEW}.floor").pop(key))
    assert said == f"{REVIEW}.floor.{key}: missing"


def test_a_verified_value_must_name_an_instrument() -> None:
    said = problems_after(lambda data: table(data, f"{REVIEW}.floor").update(source="众所周知"))
    assert said.startswith(f"{REVIEW}.floor: `source` names no instrument")


@pytest.mark.parametrize(
    ("change", "said"),
    [({"days": 16}, "16 working"), ({"unit": "calendar"}, "5 calendar")],
)
def test_a_floor_must_fit_under_its_ceiling(change: Table, said: str) -> None:
    assert said in problems_after(lambda data: table(data, f"{REVIEW}.floor").update(change))


@pytest.mark.parametrize(
    ("path", "change"),
    [
        (f"{REVIEW}.floor", {"days": 0}),
        (f"{REVIEW}.floor", {"days": "5"}),
        (f"{REVIEW}.floor", {"unit": "workday"}),
        (f"{REVIEW}.floor", {"verified": "yes"}),
        (f"{REVIEW}.floor", {"source": ""}),
        (f"{REVIEW}.exemptions", {"grounds": ["hurry"]}),
        ("matter_types.normative_document.document_number", {"pattern": "{organ}规{number}号"}),
    ],
)
def test_a_value_of_the_wrong_kind_is_an_error_at_its_place(path: str, change: Table) -> None:
    said = problems_after(lambda data: table(data, path).update(change))
    assert said.startswith(f"{path}.{next(iter(change))}")


def test_every_error_of_a_file_is_told_at_once() -> None:
    def spoil(data: Table) -> None:
        data["nmae"] = "x"
        table(data, f"{REVIEW}.floor").pop("source")
        table(data, f"{REVIEW}.ceiling")["days"] = -1

    assert len(problems_after(spoil).splitlines()) == 3


# Merging.


def test_a_value_is_replaced_whole_so_that_number_and_source_stay_together() -> None:
    data = national_data()
    over: Table = {"matter_types": {"normative_document": {"review": {"ceiling": {"days": 10}}}}}
    with pytest.raises(RuleSetInvalid) as refused:
        parse_rule_set(merge(data, over), "local.toml")
    missing = {problem.rpartition(".")[2] for problem in refused.value.problems}
    assert missing == {"unit: missing", "source: missing", "verified: missing"}


def test_lists_are_merged_by_their_kind() -> None:
    base: Table = {"materials": [{"kind": "draft", "required": "always"}, {"kind": "bases"}]}
    over: Table = {"materials": [{"kind": "draft", "required": "never"}, {"kind": "advice"}]}
    assert merge(base, over) == {
        "materials": [{"kind": "draft", "required": "never"}, {"kind": "bases"}, {"kind": "advice"}]
    }


def test_a_rule_set_may_extend_one_that_extends_another() -> None:
    shelf: dict[str, Table] = {
        "town": {"extends": "district", "a": 3},
        "district": {"extends": "nation", "a": 2, "b": 2},
        "nation": {"a": 1, "b": 1, "c": 1},
    }
    merged = with_bases("town", shelf.__getitem__)
    assert (merged["a"], merged["b"], merged["c"]) == (3, 2, 1)


def test_rule_sets_that_extend_each_other_are_refused() -> None:
    shelf: dict[str, Table] = {"one": {"extends": "two"}, "two": {"extends": "one"}}
    with pytest.raises(RuleSetInvalid, match="circle, one → two → one"):
        with_bases("one", shelf.__getitem__)


def test_merging_changes_neither_of_the_two() -> None:
    base, over = national_data(), {"matter_types": {"normative_document": {"titles": {"a": 1}}}}
    before = copy.deepcopy((base, over))
    merge(base, cast(Table, over))
    assert (base, over) == before


def test_the_digest_changes_with_any_value() -> None:
    data = national_data()
    plain = parse_rule_set(data, "national_2018.toml").digest
    assert plain == rule_set("national_2018").digest
    table(data, f"{REVIEW}.ceiling")["verified"] = False
    assert parse_rule_set(data, "national_2018.toml").digest != plain
