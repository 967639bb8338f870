"""Reading a rule set: every mistake is named at its file and line, merging keeps values whole."""

from collections.abc import Mapping

import pytest

from models.case import MatterType
from models.document import DocumentKind
from models.errors import RuleSetInvalid, UnknownCode
from models.matter_rules import MatterRules
from models.rule_merge import digest_of, merged_rules
from models.rule_reading import frozen_rule_set, read_rule_set
from models.rule_set import RuleSet
from models.rule_tree import RuleFile
from review_flows.rule_sets import rule_set, rule_set_digest, shipped_file, shipped_rules

NORMATIVE = "matter_types.normative_document"
REVIEW = f"{NORMATIVE}.review"
HEAD = 'code = "local"\nname = "某地"\nsince = 2026-01-01\nextends = "national_2018"\n'
# Lines of a local file are counted from here on.
AFTER_HEAD = HEAD.count("\n") + 1
AN_ASSUMED = 'source = "assumed: 测试"\nverified = false\n'


def read(text: str, others: Mapping[str, str] | None = None) -> RuleSet:
    """Read a file named local.toml, beside others and the shipped ones."""
    files = {"local": text, **(others or {})}

    def shelf(code: str) -> RuleFile:
        return RuleFile(f"{code}.toml", files[code]) if code in files else shipped_file(code)

    return read_rule_set(merged_rules("local", shelf), "local")


def normative(text: str) -> MatterRules:
    return read(HEAD + text).matter_types[MatterType.NORMATIVE_DOCUMENT]


def problems_of(text: str, others: Mapping[str, str] | None = None) -> list[str]:
    """What is said of a file that cannot be used."""
    with pytest.raises(RuleSetInvalid) as refused:
        read(text, others)
    assert refused.value.exit_code == 2
    return list(refused.value.problems)


def only_problem(text: str) -> str:
    """The one thing that is said of a local file with this below its head."""
    (problem,) = problems_of(HEAD + text)
    return problem


@pytest.mark.parametrize(
    ("table", "wrong", "nearest"),
    [
        (REVIEW, "flor", "floor"),
        (f"{REVIEW}.silence", "efect", "effect"),
        ("sources.review_2018", "nubmer", "number"),
        (NORMATIVE, "fillings", "filing"),
    ],
)
def test_an_unknown_key_names_its_line_and_the_nearest_key(
    table: str, wrong: str, nearest: str
) -> None:
    problems = problems_of(f"{HEAD}\n[{table}]\n# a comment\n{wrong} = 1\n")
    begins = f"local.toml:{AFTER_HEAD + 3}: {table}.{wrong}: this key is not known. "
    assert any(p.startswith(f"{begins}Did you mean {nearest}") for p in problems)


FILING = f"[[{NORMATIVE}.filing]]\n{AN_ASSUMED}"
FLOOR = f'[{REVIEW}]\nfloor = {{ source = "x", verified = false, '


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (
            f'{FILING}recipient = "upper_goverment"\nmaterials = ["text"]\n',
            3,
            "recipient: “upper_goverment” is not known. Did you mean upper_government",
        ),
        (
            f'{FILING}recipient = "upper_government"\nmaterials = [\n  "text",\n  "basis",\n]\n',
            6,
            "filing.upper_government.materials.1: “basis” is not known. Did you mean bases?",
        ),
        (
            f'{FILING}recipient = "upper_government"\nmaterials = ["reprt"]\n',
            4,
            "materials.0: “reprt” is not known. Did you mean report?",
        ),
        (f'{FLOOR}days = -3, unit = "working" }}\n', 1, "floor.days: has to be greater than or"),
        (f'{FLOOR}days = "5", unit = "working" }}\n', 1, "a valid integer, not “5”"),
        (f'{FLOOR}days = 5, unit = "workday" }}\n', 1, "“workday” is not known. Did you mean work"),
        (f"[{NORMATIVE}]\nreview = 3\n", 1, "has to be a table with floor, ceiling, starts"),
        (f"[{NORMATIVE}]\nmaterials = 3\n", 1, "materials: has to be a list, not 3"),
        (
            f'[{REVIEW}.exemptions]\ngrounds = ["hurry"]\n{AN_ASSUMED}',
            1,
            "exemptions.grounds.0: “hurry” is not known. Known: emergency, superior_urgent_order.",
        ),
        (
            f"[{NORMATIVE}.conclusions]\nallowed = []\n{AN_ASSUMED}",
            1,
            "conclusions.allowed: must not be empty",
        ),
        (
            f'[{NORMATIVE}.document_number]\npattern = "{{organ}}规{{number}}号"\n{AN_ASSUMED}',
            1,
            "pattern: has no place for {year}: needs {year} and {number}",
        ),
        (
            f"[{REVIEW}.reminders]\nrungs = [\n  {{ left = 1, to = 'chief' }},\n"
            f"  {{ left = 1, to = 'chief' }},\n]\n{AN_ASSUMED}",
            1,
            "rungs: names 1:chief more than once",
        ),
        (
            f"[{REVIEW}.reminders]\nrungs = [\n  {{ left = -2, to = 'chief' }},\n]\n{AN_ASSUMED}",
            2,
            "rungs.0.left: has to be greater than or equal to -1, not -2",
        ),
    ],
)
def test_a_wrong_value_names_its_line_its_key_and_the_nearest_value(
    text: str, line: int, said: str
) -> None:
    problem = only_problem(text)
    assert problem.startswith(f"local.toml:{AFTER_HEAD + line}: {NORMATIVE}."), problem
    assert said in problem


@pytest.mark.parametrize("key", ["source", "verified", "days", "unit"])
def test_a_value_of_law_without_its_source_unit_or_number_is_an_error(key: str) -> None:
    parts = {"source": '"x"', "verified": "false", "days": "5", "unit": '"working"'}
    told = ", ".join(f"{name} = {value}" for name, value in parts.items() if name != key)
    problem = only_problem(f"[{REVIEW}]\nfloor = {{ {told} }}\n")
    assert problem == f"local.toml:{AFTER_HEAD + 1}: {REVIEW}.floor.{key}: missing"


def test_an_unknown_type_of_matter_is_told_once_whatever_is_missing_below_it() -> None:
    problem = only_problem("[matter_types.contrat]\n")
    assert problem.startswith(f"local.toml:{AFTER_HEAD}: matter_types.contrat: “contrat” is not")
    assert "Did you mean contract?" in problem


def test_an_inherited_value_that_does_not_fit_names_the_file_that_says_it() -> None:
    ceiling = 'ceiling = { days = 3, unit = "working", source = "assumed: x", verified = false }'
    problem = only_problem(f"[{REVIEW}]\n{ceiling}\n")
    national = shipped_file("national_2018").text.splitlines()
    floor = next(n for n, line in enumerate(national, 1) if line.startswith("floor = { days = 5"))
    assert problem == (
        f"national_2018.toml:{floor}: {REVIEW}.floor: 5 working days have to be in the ceiling's "
        "unit and not above it (3 working)"
    )


def test_a_fault_of_a_base_file_names_the_base_file() -> None:
    base = f'{HEAD.replace("local", "base")}[{REVIEW}.silence]\neffect = "x"\n{AN_ASSUMED}'
    local = HEAD.replace("national_2018", "base")
    (problem,) = problems_of(local, {"base": base})
    assert problem.startswith(f"base.toml:{AFTER_HEAD + 1}: {REVIEW}.silence.effect: “x” is not")


def test_a_verified_value_must_name_an_instrument() -> None:
    said = f'[{REVIEW}.silence]\neffect = "no_effect"\nsource = "众所周知"\nverified = true\n'
    problem = only_problem(said)
    assert problem.startswith(f"local.toml:{AFTER_HEAD}: {REVIEW}.silence: `source` names no instr")


def test_an_extension_needs_a_ceiling_that_it_extends() -> None:
    extension = f'{{ days = 5, times = 1, approved_by = "x", {AN_ASSUMED.strip()} }}'
    review = "matter_types.major_decision.review"
    problem = only_problem(f"[{review}]\nextension = {extension.replace(chr(10), ', ')}\n")
    assert problem.endswith(f"{review}.extension: there is no ceiling that it could extend")


def test_one_file_names_a_material_only_once() -> None:
    one = f'[[{NORMATIVE}.materials]]\nkind = "other"\nrequired = "always"\n{AN_ASSUMED}'
    problem = only_problem(one + one)
    assert problem.startswith(f"local.toml:{AFTER_HEAD + 5}: {NORMATIVE}.materials.other: ")
    assert problem.endswith("other is named 2 times")


def test_every_error_of_a_file_is_told_at_once_in_its_order() -> None:
    text = (
        f'{HEAD}nmae = "x"\n[{REVIEW}]\nwithout = ["flor"]\nceiling = 3\n'
        f'[{REVIEW}.silence]\neffect = "none"\n{AN_ASSUMED}'
    )
    problems = problems_of(text)
    lines = sorted(int(problem.split(":")[1]) - AFTER_HEAD for problem in problems)
    assert lines == [0, 2, 3, 5]


def test_a_text_that_is_no_toml_names_its_line() -> None:
    (problem,) = problems_of(f"{HEAD}\n[{REVIEW}\n")
    assert problem.startswith(f"local.toml:{AFTER_HEAD + 1}: Expected ']'")
    (problem,) = problems_of(f"{HEAD}a = [1,\n")
    assert problem.startswith(f"local.toml:{AFTER_HEAD + 1}: ")


def test_a_file_says_its_own_code_name_and_day_and_the_code_is_the_files_name() -> None:
    problems = problems_of('extends = "national_2018"\n')
    assert {p.rpartition(" ")[0] for p in problems} == {
        "local.toml:1: code:",
        "local.toml:1: name:",
        "local.toml:1: since:",
    }
    (problem,) = problems_of(HEAD.replace("local", "loacl"))
    assert problem == "local.toml:1: code: is loacl, the file's name local"


# Extending.


def test_an_unknown_base_names_the_nearest_and_a_code_without_a_file_is_unknown() -> None:
    (problem,) = problems_of(HEAD.replace("national_2018", "nationl_2018"))
    assert problem.startswith("local.toml:4: extends: The rule set “nationl_2018” is not known. ")
    assert "Did you mean national_2018" in problem
    with pytest.raises(UnknownCode, match="Did you mean national_2018"):
        merged_rules("national_2019", shipped_file)


def test_rule_sets_that_extend_each_other_name_each_file_of_the_circle() -> None:
    local = HEAD.replace("national_2018", "two")
    others = {"two": '\nextends = "three"\n', "three": 'extends = "local"\n'}
    (problem,) = problems_of(local, others)
    assert problem == (
        "three.toml:1: extends: goes in a circle: local.toml:4 → two.toml:2 → three.toml:1"
    )


def test_a_rule_set_may_extend_one_that_extends_another() -> None:
    district = f'{HEAD.replace("local", "district")}[{REVIEW}.silence]\neffect = "deemed_consent"\n'
    town = HEAD.replace("national_2018", "district")
    held = read(town, {"district": district + AN_ASSUMED})
    review = held.matter_types[MatterType.NORMATIVE_DOCUMENT].review
    assert review.silence.effect == "deemed_consent"
    assert review.floor is not None and review.floor.days == 5
    assert (held.code, held.extends) == ("local", "district")


def test_a_value_is_replaced_whole_so_that_number_and_source_stay_together() -> None:
    problems = problems_of(f"{HEAD}[{REVIEW}.ceiling]\ndays = 10\n")
    missing = {problem.rpartition(".")[2] for problem in problems}
    assert missing == {"unit: missing", "source: missing", "verified: missing"}


def test_materials_are_replaced_by_their_kind_and_new_ones_follow() -> None:
    materials = normative(
        f'[[{NORMATIVE}.materials]]\nkind = "bases"\nrequired = "when_relevant"\n{AN_ASSUMED}'
        f'[[{NORMATIVE}.materials]]\nkind = "other"\nrequired = "always"\n{AN_ASSUMED}'
    ).materials
    national = rule_set("national_2018").matter_types[MatterType.NORMATIVE_DOCUMENT].materials
    assert [one.kind for one in materials] == [*(one.kind for one in national), DocumentKind.OTHER]
    assert {one.kind: one.required for one in materials}[DocumentKind.BASES] == "when_relevant"


def test_what_a_file_leaves_out_is_not_taken_over() -> None:
    rules = normative(f'[{REVIEW}]\nwithout = ["floor"]\n[{NORMATIVE}]\nwithout = ["filing"]\n')
    assert rules.review.floor is None and rules.review.ceiling is not None
    assert rules.filing == ()


def test_what_is_not_there_cannot_be_left_out() -> None:
    problem = only_problem(f'[{REVIEW}]\nwithout = ["floor", "extention"]\n')
    assert problem.startswith(f"local.toml:{AFTER_HEAD + 1}: {REVIEW}.without.1: “extention”")
    problem = only_problem(f'[{REVIEW}]\nwithout = ["celling"]\n')
    assert "Did you mean ceiling?" in problem


def test_a_type_of_matter_may_be_like_another_but_for_what_it_says() -> None:
    held = read(
        f'{HEAD}[matter_types.contract]\nlike = "normative_document"\nwithout = ["titles"]\n'
        f'[matter_types.contract.review.silence]\neffect = "deemed_consent"\n{AN_ASSUMED}'
    ).matter_types
    like, other = held[MatterType.CONTRACT], held[MatterType.NORMATIVE_DOCUMENT]
    assert like.filing == other.filing and like.review.floor == other.review.floor
    assert like.titles is None and other.titles is not None
    assert (like.review.silence.effect, other.review.silence.effect) == (
        "deemed_consent",
        "no_effect",
    )


def test_likes_may_follow_one_another_but_in_no_circle() -> None:
    likes = (
        '[matter_types.contract]\nlike = "policy_document"\n'
        '[matter_types.policy_document]\nlike = "normative_document"\n'
    )
    held = read(HEAD + likes).matter_types
    assert held[MatterType.CONTRACT] == held[MatterType.NORMATIVE_DOCUMENT]
    circle = problems_of(HEAD + likes.replace("normative_document", "contract"))
    assert f"local.toml:{AFTER_HEAD + 1}: matter_types.contract.like: goes in a circle: " in (
        "\n".join(circle)
    )


def test_an_unknown_like_names_the_nearest() -> None:
    problem = problems_of(f'{HEAD}[matter_types.contract]\nlike = "other_docment"\n')[0]
    assert problem.startswith(f"local.toml:{AFTER_HEAD + 1}: matter_types.contract.like: “other_d")
    assert "Did you mean other_document" in problem


# Content and digest.


def test_the_digest_changes_with_any_value_and_with_no_comment() -> None:
    def digest(text: str) -> str:
        return digest_of(
            merged_rules(
                "local", lambda c: RuleFile(c, text) if c == "local" else shipped_file(c)
            ).content
        )

    assert digest(HEAD) == digest(f"# a comment\n{HEAD}\n")
    assert digest(HEAD) != digest(HEAD.replace("某地", "某处"))
    assert digest(HEAD) != digest(f'{HEAD}[{REVIEW}]\nwithout = ["floor"]\n')


@pytest.mark.parametrize("code", ["national_2018", "guangzhou_2010"])
def test_what_is_frozen_reads_back_as_the_same_rule_set(code: str) -> None:
    content = shipped_rules(code).content
    assert frozen_rule_set(content, code) == rule_set(code)
    assert digest_of(content) == rule_set_digest(code)


def test_a_frozen_copy_that_cannot_be_read_says_which() -> None:
    content = shipped_rules("national_2018").content.replace('"floor"', '"flor"')
    with pytest.raises(RuleSetInvalid, match=r"national_2018 .abc[\s\S]*flor"):
        frozen_rule_set(content, "national_2018 (abc)")
