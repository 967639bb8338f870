"""`rules`: what holds, with its source; files checked before use; cases put under other rules."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from builders import a_site, accepted, received, under_review
from cli_running import run

from models.case import Case
from models.moves import Move
from review_flows.outside import records
from review_flows.outside.site import Site
from review_flows.rule_sets import rule_set, rule_set_codes

OWN = 'code = "our_city"\nname = "本市"\nsince = 2026-01-01\nextends = "national_2018"\n'
BROKEN = f'{OWN}[matter_types.contract.review]\nflor = 1\nceiling = {{ days = -1, unit = "x" }}\n'


def write(folder: Path, text: str, code: str = "our_city") -> str:
    folder.mkdir(exist_ok=True)
    path = folder / f"{code}.toml"
    path.write_text(text, "utf-8")
    return str(path)


def case_of(site: Site, number: str) -> Case:
    with site.database.reading() as connection:
        case = records.find_case(connection, number)
    assert case is not None
    return case


# list and check.


def test_the_list_has_the_shipped_rule_sets_and_the_own_ones(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    write(site.rules.folder, OWN)
    lines = [json.loads(line) for line in run(site, "rules", "list", "--json").stdout.splitlines()]
    assert [line["code"] for line in lines] == sorted(["our_city", *rule_set_codes()])
    own = next(line for line in lines if line["code"] == "our_city")
    national = rule_set("national_2018")
    assert own["own_file"] and own["extends"] == "national_2018"
    assert own["values"] == len(national.values())
    assert own["unverified"] == len(national.unverified())


def test_a_broken_own_file_hides_none_of_the_others(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    path = write(site.rules.folder, BROKEN)
    result = run(site, "rules", "list")
    assert result.exit_code == 2
    assert result.stdout.count("\n") == 1 + len(rule_set_codes())
    assert f"{path}:6: matter_types.contract.review.flor" in result.stderr


def test_a_sound_file_is_said_to_be_with_its_number_of_values(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    path = write(tmp_path / "elsewhere", OWN)
    result = run(site, "rules", "check", path, "--lang", "zh")
    national = rule_set("national_2018")
    assert result.exit_code == 0
    assert (
        f"{len(national.values())}项数值，其中{len(national.unverified())}项未核实" in result.stderr
    )
    (found,) = run(site, "rules", "check", path, "--json").stdout.splitlines()
    assert json.loads(found)["file"] == path


def test_every_error_is_told_with_file_line_key_and_the_nearest(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    path = write(tmp_path / "elsewhere", BROKEN)
    result = run(site, "rules", "check", path)
    assert (result.exit_code, result.stdout) == (2, "")
    for said in (
        f"{path}:6: matter_types.contract.review.flor: this key is not known. Did you mean floor",
        f"{path}:7: matter_types.contract.review.ceiling.days: has to be greater",
        f"{path}:7: matter_types.contract.review.ceiling.unit: “x” is not known. Known: calendar",
        f"{path}:7: matter_types.contract.review.ceiling.source: missing",
    ):
        assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_files_given_together_may_extend_one_another_and_the_sites(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    write(site.rules.folder, OWN)
    district = OWN.replace("our_city", "district").replace("national_2018", "our_city")
    town = OWN.replace("our_city", "town").replace("national_2018", "district")
    paths = [
        write(tmp_path / "elsewhere", district, "district"),
        write(tmp_path / "elsewhere", town, "town"),
    ]
    assert run(site, "rules", "check", *paths).exit_code == 0
    alone = run(site, "rules", "check", paths[1])
    assert alone.exit_code == 2 and f"{paths[1]}:4: extends: " in alone.stderr


def test_a_circle_names_each_file(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    one = write(tmp_path, OWN.replace("our_city", "one").replace("national_2018", "two"), "one")
    two = write(tmp_path, OWN.replace("our_city", "two").replace("national_2018", "one"), "two")
    result = run(site, "rules", "check", one, two)
    assert result.exit_code == 2
    assert f"goes in a circle: {one}:4 → {two}:4" in result.stderr


def test_without_a_name_the_own_files_are_checked(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    assert "There is no file of rules" in run(site, "rules", "check").stderr
    path = write(site.rules.folder, OWN)
    assert f"{path}: can be used" in run(site, "rules", "check").stderr
    write(site.rules.folder, BROKEN)
    assert run(site, "rules", "check").exit_code == 2


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        ("rules check none.toml", 4, "none.toml"),
        ("rules show national_2019", 2, "Did you mean national_2018"),
        ("rules show national_2018 --type contrat", 2, "Did you mean contract"),
        ("rules diff national_2018 shangai_2019", 2, "Did you mean shanghai_2019"),
        ("rules rebase 2026-0009 --to shanghai_2019 --dry-run", 4, "2026-0001"),
        ("rules rebase 2026-0001 --to shangai_2019 --dry-run", 2, "Did you mean shanghai_2019"),
        ("rules rebase 2026-0001 --to shanghai_2019", 2, "--as PERSON"),
        ("rules rebase 2026-0001 --to shanghai_2019 --as qian", 2, "--approved-by"),
        (
            "rules rebase 2026-0001 --to shanghai_2019 --as deng --reason x --approved-by y",
            4,
            "deng",
        ),
    ],
)
def test_bad_input_gets_its_exit_code_and_changes_nothing(
    tmp_path: Path, args: str, code: int, said: str
) -> None:
    site = a_site(tmp_path)
    number = received(site)
    before = case_of(site, number)
    result = run(site, *args.split())
    assert result.exit_code == code, result.stderr
    assert said in result.stderr and "Traceback" not in result.stderr
    assert case_of(site, number) == before


def test_a_file_with_a_shipped_code_is_refused_but_the_shipped_one_itself(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    path = write(tmp_path / "elsewhere", OWN, "shanghai_2019")
    result = run(site, "rules", "check", path)
    assert result.exit_code == 2 and "is taken by a shipped rule set" in result.stderr


# show and diff.


def test_every_value_is_shown_with_its_source_and_its_mark(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    lines = run(site, "rules", "show", "national_2018").stdout.splitlines()
    rows = {line.split("\t")[0]: line.split("\t")[1:] for line in lines[1:]}
    assert set(rows) == {one.name for one in rule_set("national_2018").values()}
    review = "matter_types.normative_document.review"
    assert rows[f"{review}.ceiling"] == ["15 working days", "国办发〔2018〕115号 五", ""]
    assert rows[f"{review}.starts"][2] == "unverified"
    marked = {key for key, row in rows.items() if row[2] == "unverified"}
    assert marked == set(rule_set("national_2018").unverified())


def test_one_type_of_matter_of_the_sites_own_rule_set_is_shown_in_chinese(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    shown = run(site, "rules", "show", "--type", "major_decision", "--lang", "zh").stdout
    assert "7 工作日\t《重大行政决策程序暂行条例》（国务院令第713号）第二十六条" in shown
    assert "逾期提醒督察审计" in shown and "未核实" in shown
    assert "contract" not in shown and "working" not in shown


def test_a_shown_value_is_whole_as_json(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    lines = run(site, "rules", "show", "guangzhou_2010", "--json").stdout.splitlines()
    found = {line["key"]: line for line in map(json.loads, lines)}
    extension = found["matter_types.normative_document.review.extension"]
    assert (extension["days"], extension["times"], extension["verified"]) == (10, 1, True)


def test_two_rule_sets_are_compared_value_by_value(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    result = run(site, "rules", "diff", "national_2018", "liaoning_city", "--json")
    found = {line["key"]: line for line in map(json.loads, result.stdout.splitlines())}
    review = "matter_types.normative_document.review"
    assert found[f"{review}.floor"]["difference"] == "removed"
    assert found[f"{review}.extension"]["difference"] == "added"
    ceiling = found[f"{review}.ceiling"]
    assert (ceiling["before"]["days"], ceiling["after"]["days"]) == (15, 5)
    # The day of the start is the same; its source is another one, and was read.
    starts = found[f"{review}.starts"]
    assert starts["before"]["event"] == starts["after"]["event"]
    assert (starts["before"]["verified"], starts["after"]["verified"]) == (False, True)
    assert f"{review}.pauses_on" not in found and "sources.city_rules" in found
    text = run(site, "rules", "diff", "national_2018", "liaoning_city").stdout
    assert "5 working days [辽宁省某市规范性文件合法性审查规定第九条]" in text


def test_a_rule_set_does_not_differ_from_itself(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    result = run(site, "rules", "diff", "national_2018", "national_2018")
    assert "do not differ" in result.stderr and result.stdout.count("\n") == 1


def test_a_red_head_of_nobody_is_told_of_where_the_units_are_known(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    heads = '[letters.red_heads]\n"青岚区司法局" = "甲文件"\n"青岚司法局" = "乙文件"\n'
    path = write(site.rules.folder, OWN + heads)
    checked = run(site, "rules", "check", path)
    assert checked.exit_code == 0 and checked.stderr.count("no unit of this site") == 1
    assert "names “青岚司法局”" in checked.stderr and "nearest is: 青岚区司法局" in checked.stderr

    # Where no unit is known there is nothing to judge by, and nothing is built to find out.
    site.settings = replace(site.settings, database=f"sqlite:///{tmp_path}/none.db")
    assert "no unit of this site" not in run(site, "rules", "check", path).stderr
    assert not (tmp_path / "none.db").exists()


# rebase.


def test_a_dry_run_shows_each_case_and_changes_none(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    numbers = [under_review(site), accepted(site, title="另一个办法")]
    before = [case_of(site, number) for number in numbers]
    result = run(site, "rules", "rebase", *numbers, "--to", "guangzhou_2010", "--dry-run")
    assert result.exit_code == 0, result.stderr
    for number in numbers:
        assert f"{number}\tceiling day\t2026-03-30\t2026-03-23" in result.stdout
    assert "(upper government)\t15 calendar days\tpromptly" in result.stdout
    assert "Nothing was changed" in result.stderr
    assert [case_of(site, number) for number in numbers] == before


def test_a_dry_run_tells_changes_in_the_readers_words(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    number = accepted(site)
    args = ("rules", "rebase", number, "--to", "shanghai_2019", "--dry-run")
    assert "15 自然日\t15 工作日" in run(site, *args, "--lang", "zh").stdout
    told = json.loads(run(site, *args, "--json").stdout)
    assert (told["number"], told["from"], told["to"]) == (
        number,
        "datong_xinrong_2021",
        "shanghai_2019",
    )
    changes = {one["what"]: one for one in told["changes"]}
    assert changes["filing.upper_government"]["after"] == ["15", "working"]


def test_cases_are_put_under_other_rules_with_reason_and_approval(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    numbers = [under_review(site), accepted(site, title="另一个办法")]
    reason = ("--reason", "新规施行", "--approved-by", "局长", "--as", "qian")
    result = run(site, "rules", "rebase", *numbers, "--to", "guangzhou_2010", *reason)
    assert result.exit_code == 0, result.stderr
    for number in numbers:
        assert f"Case {number} is under the rule set guangzhou_2010 now" in result.stderr
        assert case_of(site, number).ceiling_on == "2026-03-23"
    with site.database.reading() as connection:
        entry = records.entries_of(connection, numbers[0], [Move.REBASE])[-1]
    assert json.loads(entry["body"])["form"]["reason"] == "新规施行"


def test_one_case_that_cannot_be_put_under_them_holds_back_all(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    first = accepted(site)
    args = ("--to", "guangzhou_2010", "--reason", "x", "--approved-by", "y", "--as", "qian")
    result = run(site, "rules", "rebase", first, "2026-0777", *args)
    assert result.exit_code == 4
    assert case_of(site, first).rule_set == "datong_xinrong_2021"
