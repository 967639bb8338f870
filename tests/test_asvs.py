"""ASVS 5.0.0, level 2: every requirement is decided, and what is said to pass has its test."""

import ast
import csv
import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

TESTS = Path(__file__).parent
DECIDED = ("pass", "not_applicable", "open")
# Of the standard: how many requirements of levels 1 and 2 each chapter has.
OF_CHAPTER = {
    **{"V1": 27, "V2": 11, "V3": 19, "V4": 10, "V5": 9, "V6": 35, "V7": 18, "V8": 7, "V9": 7},
    **{"V10": 29, "V11": 14, "V12": 9, "V13": 13, "V14": 9, "V15": 13, "V16": 16, "V17": 7},
}
LEVEL_1, LEVEL_2 = 70, 183
ISSUES = {"7", "8", "none"}


def decisions() -> dict[str, dict[str, Any]]:
    """Each requirement with what is decided of it; TOML itself refuses a number twice."""
    text = tomllib.loads((TESTS / "asvs.toml").read_text("utf-8"))
    return {number: one for chapter in text.values() for number, one in chapter.items()}


def test_every_requirement_of_both_levels_is_there_once() -> None:
    found = decisions()
    assert Counter(one["level"] for one in found.values()) == {1: LEVEL_1, 2: LEVEL_2}
    assert Counter(f"V{number.partition('.')[0]}" for number in found) == OF_CHAPTER
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", number) for number in found)


def test_the_numbers_and_levels_are_those_of_the_standard() -> None:
    standard = TESTS.parents[1] / "shared" / "asvs5.csv"
    if not standard.exists():
        pytest.skip("the table of the standard is not at hand here")
    with standard.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["L"] in ("1", "2")]
    assert {row["req_id"].removeprefix("V"): int(row["L"]) for row in rows} == {
        number: one["level"] for number, one in decisions().items()
    }


def test_each_requirement_is_decided_in_one_way_and_says_why() -> None:
    for number, one in decisions().items():
        (way,) = set(one) & set(DECIDED)
        assert len(one[way]) > 5, f"{number} says nothing"
        assert set(one) == {"level", way} | ({"issue"} if way == "open" else set()), number
        assert one.get("issue", "none") in ISSUES, number


def test_what_is_said_to_pass_names_a_test_that_there_is() -> None:
    known: dict[str, set[str]] = {}
    for number, one in decisions().items():
        if "pass" not in one:
            continue
        file, _, function = one["pass"].partition("::")
        if file not in known:
            tree = ast.parse((TESTS / file).read_text("utf-8"))
            known[file] = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
        assert function.startswith("test_") and function in known[file], f"{number}: {one['pass']}"


def test_the_counts_add_up_and_are_shown_to_who_asks() -> None:
    """`pytest -s tests/test_asvs.py` shows them."""
    counts = Counter(next(iter(set(one) & set(DECIDED))) for one in decisions().values())
    print(f"ASVS 5.0.0 L2: {dict(sorted(counts.items()))}")  # noqa: T201
    assert sum(counts.values()) == LEVEL_1 + LEVEL_2
