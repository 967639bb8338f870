"""An office's own red head, fonts and words come from its rule set, without code."""

from dataclasses import replace
from pathlib import Path

import pytest
from builders import a_site, accepted
from docx.oxml.ns import qn
from inbox_builders import rows
from letter_builders import lines_of, opened
from letters_in_place import write_letters
from test_rule_source import OWN, case_of, changed, write

from models.errors import RuleSetInvalid
from models.house_style import USUAL, Fonts, LineGrid
from models.rule_diff import differences
from review_flows.outside.rule_source import RuleSource
from review_flows.outside.site import Site

LETTERS = """
[letters]
grid = "lines_and_characters"
copies_to = ["区委办公室", "区政协办公室"]
printed_by = "青岚区司法局办公室"

[letters.red_heads]
"青岚区司法局" = "青岚区法治建设办公室文件"

[letters.fonts]
body = "方正仿宋_GBK"
title = "方正小标宋_GBK"

[letters.wording]
acceptance_scope = "特此告知。"
"""
CHILD = 'code = "town"\nname = "镇"\nsince = 2026-01-01\nextends = "our_city"\n'
WRITTEN = "SELECT sha256 FROM letters WHERE case_number = :number ORDER BY id LIMIT 1"


def styled_site(home: Path, letters: str = LETTERS) -> Site:
    """A site whose own rule set says how letters look."""
    write(home / "rule_sets", OWN + letters)
    site = a_site(home)
    site.settings = replace(site.settings, rule_set="our_city")
    return site


def test_what_a_rule_set_says_of_letters_is_their_style(tmp_path: Path) -> None:
    write(tmp_path, OWN + LETTERS)
    style = RuleSource(tmp_path).rule_set("our_city").letters.style
    assert style.fonts == Fonts(body="方正仿宋_GBK", title="方正小标宋_GBK")
    assert style.grid is LineGrid.LINES_AND_CHARACTERS
    assert style.red_head("青岚区司法局") == "青岚区法治建设办公室文件"
    assert style.red_head("青岚区人民政府") == ""
    assert style.words("acceptance_scope", "特此通知。") == "特此告知。"
    assert style.words("other", "照常。") == "照常。"
    assert (style.copies_to, style.printed_by) == (
        ("区委办公室", "区政协办公室"),
        "青岚区司法局办公室",
    )


def test_without_the_table_letters_look_as_everywhere(tmp_path: Path) -> None:
    write(tmp_path)
    source = RuleSource(tmp_path)
    assert source.rule_set("our_city").letters.style == USUAL
    assert source.rule_set("national_2018").letters.style == USUAL


def test_a_rule_set_that_extends_another_changes_only_what_it_names(tmp_path: Path) -> None:
    write(tmp_path, OWN + LETTERS)
    own = '\n[letters.fonts]\nkai = "楷体"\n\n[letters.wording]\nopinion_report = "应当报告。"\n'
    write(tmp_path, CHILD + own, "town")
    style = RuleSource(tmp_path).rule_set("town").letters.style
    # `title` is a font here, and not the mark of an instrument that is replaced whole.
    assert style.fonts == Fonts(body="方正仿宋_GBK", title="方正小标宋_GBK", kai="楷体")
    assert dict(style.wording) == {"acceptance_scope": "特此告知。", "opinion_report": "应当报告。"}
    assert style.printed_by == "青岚区司法局办公室"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[letters]\nred_haeds = ""', r"our_city\.toml:9: letters\.red_haeds: .*red_heads"),
        ('[letters.fonts]\nboddy = "宋体"', r"letters\.fonts\.boddy: .*Did you mean body"),
        ('[letters]\ngrid = "line"', r"letters\.grid: “line” is not known\. Did you mean lines"),
        ("[letters.wording]\ncontact = 3", r"letters\.wording\.contact"),
        ('[letters.wording]\npause_dutty = "。"', r"“pause_dutty” is not known.*pause_duty"),
        ('[letters.red_heads]\n"青岚区司法局" = ""', r"must not be empty"),
    ],
)
def test_an_error_names_its_line_and_the_nearest_key(tmp_path: Path, text: str, told: str) -> None:
    write(tmp_path, OWN + text)
    with pytest.raises(RuleSetInvalid, match=told):
        RuleSource(tmp_path).rule_set("our_city")


def test_what_a_rule_set_says_of_letters_is_shown_and_compared(tmp_path: Path) -> None:
    write(tmp_path, OWN + LETTERS)
    write(tmp_path, CHILD + '\n[letters.fonts]\nbody = "仿宋"\n', "town")
    source = RuleSource(tmp_path)
    ours, town = source.rule_set("our_city"), source.rule_set("town")
    assert ours.letters.told() == {
        "letters.grid": "lines_and_characters",
        "letters.copies_to": "区委办公室、区政协办公室",
        "letters.printed_by": "青岚区司法局办公室",
        "letters.red_heads.青岚区司法局": "青岚区法治建设办公室文件",
        "letters.fonts.body": "方正仿宋_GBK",
        "letters.fonts.title": "方正小标宋_GBK",
        "letters.wording.acceptance_scope": "特此告知。",
    }
    found = {one.name: (one.before, one.after) for one in differences(ours, town)}
    assert found["letters.fonts.body"] == ("方正仿宋_GBK", "仿宋")
    assert "letters.fonts.title" not in found


def test_a_new_letterhead_puts_no_case_under_new_rules(tmp_path: Path) -> None:
    site = styled_site(tmp_path)
    number = accepted(site)
    digest = site.rules.digest("our_city")
    write(site.rules.folder, OWN + LETTERS.replace("法治建设", "合法性审核"))
    assert site.rules.digest("our_city") == digest and changed(site) == []
    style = site.rules.house_style(case_of(site, number))
    assert style.red_head("青岚区司法局") == "青岚区合法性审核办公室文件"


def test_a_case_does_not_wait_for_a_rule_set_that_is_broken(tmp_path: Path) -> None:
    site = styled_site(tmp_path)
    number = accepted(site)
    write(site.rules.folder, "no toml")
    assert site.rules.house_style(case_of(site, number)) == USUAL


def test_a_letter_of_a_case_looks_as_its_office_wants_it(tmp_path: Path) -> None:
    site = styled_site(tmp_path)
    number = accepted(site)
    write_letters(site, number)
    (row,) = rows(site, WRITTEN, number=number)
    content = site.store.get(row["sha256"])
    document = opened(content)
    grid = document.sections[0]._sectPr.find(qn("w:docGrid"))
    fonts = {str(one.get(qn("w:eastAsia"))) for one in document.styles.element.iter(qn("w:rFonts"))}

    assert "青岚区法治建设办公室" in lines_of(content)
    assert {"方正仿宋_GBK", "方正小标宋_GBK", "黑体"} <= fonts and "仿宋_GB2312" not in fonts
    assert grid is not None and grid.get(qn("w:type")) == "linesAndChars"
