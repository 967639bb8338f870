"""Reading a rule set: every mistake is named at its place, and merging keeps values whole."""

import copy
import tomllib
from collections.abc import Callable
from importlib.resources import files
from typing import cast

import pytest

from models.errors import RuleSetInvalid
from models.rule_set import merge, parse_rule_set, with_bases
from review_flows.rule_sets import rule_set

REVIEW = "matter_types.normative_document.review"


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
