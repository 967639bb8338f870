"""A site's own rule sets stand beside the shipped ones, changes are noticed, cases keep theirs."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from builders import a_site, accepted, received

from models.case import Case, MatterType
from models.errors import RuleSetInvalid, UnknownCode
from models.rule_set import RuleSet
from review_flows.outside import records
from review_flows.outside.rule_source import ChangedRules, RuleSource, changed_since_frozen
from review_flows.outside.site import Site
from review_flows.rule_sets import rule_set, rule_set_codes, rule_set_digest

OWN = """\
code = "our_city"
name = "本市"
since = 2026-01-01
extends = "national_2018"

[matter_types.normative_document.review]
ceiling = { days = 12, unit = "working", source = "assumed: 测试", verified = false }
"""


def write(folder: Path, text: str = OWN, code: str = "our_city") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{code}.toml"
    path.write_text(text, "utf-8")
    return path


def ceiling(held: RuleSet) -> int:
    found = held.matter_types[MatterType.NORMATIVE_DOCUMENT].review.ceiling
    assert found is not None
    return found.days


def test_without_a_folder_the_shipped_rule_sets_are_there(tmp_path: Path) -> None:
    source = RuleSource(tmp_path / "none")
    assert source.codes() == rule_set_codes() and source.own_codes() == ()
    assert source.rule_set("national_2018") is rule_set("national_2018")
    assert source.digest("national_2018") == rule_set_digest("national_2018")


def test_an_own_file_may_extend_a_shipped_one(tmp_path: Path) -> None:
    write(tmp_path)
    source = RuleSource(tmp_path)
    assert source.own_codes() == ("our_city",)
    assert set(source.codes()) == {"our_city", *rule_set_codes()}
    held = source.rule_set("our_city")
    assert ceiling(held) == 12
    assert (
        held.matter_types[MatterType.CONTRACT]
        == rule_set("national_2018").matter_types[MatterType.CONTRACT]
    )
    ours = "matter_types.normative_document.review.ceiling"
    assert ours in source.unverified("our_city")
    assert ours not in source.unverified("national_2018")


def test_an_unknown_code_names_the_nearest_also_of_the_own_ones(tmp_path: Path) -> None:
    write(tmp_path)
    with pytest.raises(UnknownCode, match="Did you mean our_city"):
        RuleSource(tmp_path).rule_set("our_town")


def test_an_own_file_with_a_shipped_code_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, OWN.replace("our_city", "shanghai_2019"), "shanghai_2019")
    source = RuleSource(tmp_path)
    for ask in (source.rule_set, source.digest):
        with pytest.raises(RuleSetInvalid, match="is taken by a shipped rule set"):
            ask("shanghai_2019")
    assert ceiling(source.rule_set("national_2018")) == 15
    path.unlink()
    assert ceiling(source.rule_set("shanghai_2019")) == 15


def test_a_file_that_is_no_text_is_refused_by_name(tmp_path: Path) -> None:
    write(tmp_path).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(RuleSetInvalid, match=r"our_city\.toml:1: cannot be read as UTF-8"):
        RuleSource(tmp_path).digest("our_city")


def test_a_changed_an_added_and_a_removed_file_is_noticed(tmp_path: Path) -> None:
    path = write(tmp_path)
    source = RuleSource(tmp_path)
    first = source.digest("our_city")
    path.write_text(OWN.replace("days = 12", "days = 9"), "utf-8")
    assert ceiling(source.rule_set("our_city")) == 9
    assert source.digest("our_city") != first
    write(tmp_path, OWN.replace("our_city", "another"), "another")
    assert ceiling(source.rule_set("another")) == 12
    path.unlink()
    with pytest.raises(UnknownCode):
        source.rule_set("our_city")


def test_a_change_that_keeps_the_length_is_noticed_by_its_time(tmp_path: Path) -> None:
    path = write(tmp_path)
    source = RuleSource(tmp_path)
    assert ceiling(source.rule_set("our_city")) == 12
    before = path.stat()
    path.write_text(OWN.replace("days = 12", "days = 13"), "utf-8")
    assert path.stat().st_size == before.st_size
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns + 1))
    assert ceiling(source.rule_set("our_city")) == 13


def test_a_base_that_changes_changes_what_extends_it(tmp_path: Path) -> None:
    path = write(tmp_path)
    town = 'code = "town"\nname = "镇"\nsince = 2026-01-01\nextends = "our_city"\n'
    write(tmp_path, town, "town")
    source = RuleSource(tmp_path)
    assert ceiling(source.rule_set("town")) == 12
    path.write_text(OWN.replace("days = 12", "days = 7"), "utf-8")
    assert ceiling(source.rule_set("town")) == 7


def test_what_is_held_is_not_read_again(tmp_path: Path) -> None:
    write(tmp_path)
    source = RuleSource(tmp_path)
    assert source.rule_set("our_city") is source.rule_set("our_city")


# What cases froze.


def own_site(home: Path) -> Site:
    """A site whose rule set is its own file."""
    write(home / "rule_sets")
    site = a_site(home)
    site.settings = replace(site.settings, rule_set="our_city")
    return site


def case_of(site: Site, number: str) -> Case:
    with site.database.reading() as connection:
        case = records.find_case(connection, number)
    assert case is not None
    return case


def rules_of(site: Site, number: str) -> RuleSet:
    """The rules of a case as a process that begins now reads them."""
    case = case_of(site, number)
    with site.database.reading() as connection:
        return RuleSource(site.rules.folder).of_case(connection, case)


def changed(site: Site) -> list[ChangedRules]:
    with site.database.reading() as connection:
        return changed_since_frozen(connection, site.rules)


def test_an_accepted_case_keeps_the_rules_of_its_acceptance(tmp_path: Path) -> None:
    site = own_site(tmp_path)
    before = accepted(site)
    write(site.rules.folder, OWN.replace("days = 12", "days = 9"))
    after = accepted(site, title="另一个办法")
    assert ceiling(rules_of(site, before)) == 12
    assert ceiling(rules_of(site, after)) == 9


def test_an_accepted_case_outlives_its_file(tmp_path: Path) -> None:
    site = own_site(tmp_path)
    number = accepted(site)
    write(site.rules.folder).unlink()
    assert ceiling(rules_of(site, number)) == 12


def test_a_case_that_is_not_accepted_yet_follows_the_file(tmp_path: Path) -> None:
    site = own_site(tmp_path)
    number = received(site)
    write(site.rules.folder, OWN.replace("days = 12", "days = 9"))
    assert ceiling(rules_of(site, number)) == 9


def test_a_case_from_before_rule_sets_were_frozen_follows_the_file(tmp_path: Path) -> None:
    site = own_site(tmp_path)
    number = accepted(site)
    with site.database.writing() as connection:
        connection.run("DELETE FROM frozen_rule_sets")
    write(site.rules.folder, OWN.replace("days = 12", "days = 9"))
    assert ceiling(rules_of(site, number)) == 9
    assert changed(site) == [ChangedRules("our_city", cases=1, unfrozen=1)]


def test_a_frozen_copy_that_was_changed_is_not_used(tmp_path: Path) -> None:
    site = own_site(tmp_path)
    number = accepted(site)
    with site.database.writing() as connection:
        connection.run("UPDATE frozen_rule_sets SET content = REPLACE(content, '12', '99')")
    with pytest.raises(RuleSetInvalid, match="not what was frozen"):
        rules_of(site, number)


def test_a_rule_set_is_frozen_once_however_many_cases_it_has(tmp_path: Path) -> None:
    site = own_site(tmp_path)
    accepted(site)
    accepted(site, title="另一个办法")
    with site.database.reading() as connection:
        rows = connection.rows("SELECT digest, code FROM frozen_rule_sets")
    assert [(row["digest"], row["code"]) for row in rows] == [
        (site.rules.digest("our_city"), "our_city")
    ]


def test_editing_a_rule_set_in_force_is_seen_with_the_cases_it_concerns(tmp_path: Path) -> None:
    site = own_site(tmp_path)
    accepted(site)
    accepted(site, title="另一个办法")
    assert changed(site) == []
    write(site.rules.folder, OWN.replace("days = 12", "days = 9"))
    accepted(site, title="再一个办法")
    assert changed(site) == [ChangedRules("our_city", cases=2, unfrozen=0)]


def test_a_rule_set_whose_file_is_gone_or_broken_is_seen(tmp_path: Path) -> None:
    site = own_site(tmp_path)
    accepted(site)
    path = write(site.rules.folder, "no toml")
    assert changed(site) == [ChangedRules("our_city", cases=1, unfrozen=0)]
    path.unlink()
    assert changed(site) == [ChangedRules("our_city", cases=1, unfrozen=0)]
