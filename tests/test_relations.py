"""What an issued text does to others is read and proposed; a person confirms, rejects or adds."""

import json

import pytest
from cli_running import run
from databases import entries
from refusals import refused
from validity_builders import filed_saying, issued_saying, number_of, publish, relations_of
from word_builders import a_text

from models.errors import BadInput, MoveNotPossible
from models.issuance import DocumentRelation
from models.moves import Move
from models.relation_reading import number_key, relations_in, title_keys
from review_flows.desk import act
from review_flows.outside.site import Site

R = DocumentRelation


def read(*lines: str) -> list[tuple[str, str, str]]:
    return [(one.kind, one.title, one.document_number) for one in relations_in(a_text(*lines))]


def test_repeals_amendments_and_bases_are_read_with_their_numbers() -> None:
    assert read(
        "示例区养犬管理办法",
        "根据《中华人民共和国立法法》和《示例省规定》（示政发[2015]03号），制定本办法。",
        "第一条 对《示例区停车办法》作如下修改。",
        "第二条 本办法自2026年5月1日起施行，《示例区旧办法》（示政发[2010]5号）同时废止。",
    ) == [
        (R.REPEALS, "示例区旧办法", "示政发〔2010〕5号"),
        (R.AMENDS, "示例区停车办法", ""),
        (R.RESTS_ON, "中华人民共和国立法法", ""),
        (R.RESTS_ON, "示例省规定", "示政发〔2015〕03号"),
    ]


def test_a_document_amends_the_one_that_its_title_names() -> None:
    found = read("示例区人民政府关于修改《示例区养犬管理办法》的决定", "现决定如下。")
    assert found == [(R.AMENDS, "示例区养犬管理办法", "")]


def test_its_own_title_is_no_relation_but_an_earlier_text_of_that_name_is_repealed() -> None:
    lines = ("示例区养犬管理办法", "第一条 违反《示例区养犬管理办法》的，予以处理。")
    assert read(*lines) == []
    old = "第二条 本办法自公布之日起施行，《示例区养犬管理办法》（示政发〔2010〕5号）同时废止。"
    assert read(*lines, old) == [(R.REPEALS, "示例区养犬管理办法", "示政发〔2010〕5号")]


def test_a_rule_is_known_by_the_notice_that_carries_it_and_numbers_by_any_bracket() -> None:
    notice = "示例区人民政府关于印发《示例区养犬管理办法（试行）》的通知"
    assert "示例区养犬管理办法(试行)" in title_keys(notice)
    assert title_keys("《示例区养犬 管理办法》") == {"示例区养犬管理办法"}
    assert number_key("示政发[２０１５]03号") == number_key("示政发〔2015〕3号")


def test_what_a_text_does_is_proposed_at_its_issue_and_told_in_the_log(site: Site) -> None:
    old = filed_saying(site, "示例旧办法")
    new = issued_saying(
        site,
        "示例新办法",
        "根据《中华人民共和国立法法》，参见《示例旧办法》和《他处办法》，制定本办法。",
        "第一条 本办法自公布之日起施行，《示例旧办法》同时废止。",
    )
    rows = [
        (row["kind"], row["title"], row["target"], row["state"]) for row in relations_of(site, new)
    ]
    assert rows == [
        ("repeals", "示例旧办法", old, "proposed"),
        ("rests_on", "中华人民共和国立法法", None, "proposed"),
        ("rests_on", "他处办法", None, "proposed"),
    ]
    issue = next(e for e in entries(site.database, new) if e.move == "issue")
    told = json.loads(issue.body)["relations"]
    assert told[0]["target"] == old and told[0]["number"] == 1


def test_a_number_says_which_of_two_documents_of_one_title_is_meant(site: Site) -> None:
    first, second = filed_saying(site, "示例旧办法"), filed_saying(site, "示例旧办法")
    without = issued_saying(site, "甲办法", "第一条 自即日起施行，《示例旧办法》同时废止。")
    (row,) = relations_of(site, without)
    assert row["target"] is None
    issue = next(e for e in entries(site.database, without) if e.move == "issue")
    assert json.loads(issue.body)["relations"][0]["several"] == [first, second]
    numbered = number_of(site, second)
    having = issued_saying(
        site, "乙办法", f"第一条 自即日起施行，《示例旧办法》（{numbered}）同时废止。"
    )
    assert [row["target"] for row in relations_of(site, having)] == [second]
    other = issued_saying(
        site, "丙办法", "第一条 自即日起施行，《示例旧办法》（示政发〔2001〕9号）同时废止。"
    )
    assert [row["target"] for row in relations_of(site, other)] == [None]


def test_a_person_confirms_rejects_and_adds_and_the_log_says_what_changed(site: Site) -> None:
    old = filed_saying(site, "示例旧办法")
    new = issued_saying(site, "新办法", "第一条 自即日起施行，《示例旧法》同时废止。")
    settle = {"relation": 1, "state": "confirmed", "target": number_of(site, old)}
    act(site, "yin", new, Move.SETTLE_RELATION, settle)
    (row,) = relations_of(site, new)
    assert (row["state"], row["target"], row["person"]) == ("confirmed", old, "yin")
    said = json.loads(entries(site.database, new)[-1].body)["relation"]
    assert said["target"] == old and said["before"]["target"] is None
    refused(site, new, "yin", Move.SETTLE_RELATION, settle, MoveNotPossible, "is confirmed already")
    act(
        site, "yin", new, Move.SETTLE_RELATION, {"relation": 1, "state": "rejected", "reason": "误"}
    )
    added = {"kind": "amends", "target": old, "reason": "第三条"}
    act(site, "yin", new, Move.SETTLE_RELATION, added)
    last = relations_of(site, new)[-1]
    assert (last["number"], last["kind"], last["title"], last["state"]) == (
        2,
        "amends",
        "示例旧办法",
        "confirmed",
    )


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"relation": 7}, "has no relation 7. It has 1: repeals 示例旧法"),
        (
            {"relation": 1, "target": "2026-0009"},
            "no issued document “2026-0009” here. Did",
        ),
        ({"relation": 1, "state": "proposed"}, "say confirmed or rejected"),
        ({"relation": 1, "state": "rejected"}, "reason: say why"),
        ({"title": "某办法"}, "give the number of a proposed one; or kind"),
        ({"kind": "repeals"}, "give the number of a proposed one; or kind"),
        ({"kind": "repeals", "title": "某办法", "state": "rejected", "reason": "误"}, "only be"),
    ],
)
def test_a_wrong_word_on_a_relation_is_refused_with_what_there_is(
    site: Site, form: dict[str, object], says: str
) -> None:
    filed_saying(site, "示例旧办法")
    new = issued_saying(site, "新办法", "第一条 自即日起施行，《示例旧法》同时废止。")
    refused(site, new, "yin", Move.SETTLE_RELATION, form, BadInput, says)
    itself = {"relation": 1, "target": new}
    refused(site, new, "yin", Move.SETTLE_RELATION, itself, BadInput, "this document itself")


def test_a_document_issued_anew_keeps_what_a_person_settled(site: Site) -> None:
    lines = "根据《甲规定》，制定本办法。", "第一条 自即日起施行，《乙办法》同时废止。"
    number = issued_saying(site, "新办法", *lines)
    act(site, "yin", number, Move.SETTLE_RELATION, {"relation": 1, "state": "confirmed"})
    act(site, "yin", number, Move.VOID_NUMBER, {"reason": "印错"})
    act(site, "yin", number, Move.ISSUE, {"signer": "区长", "signed_on": "2026-03-23"})
    rows = [(row["title"], row["state"]) for row in relations_of(site, number)]
    assert rows == [("乙办法", "confirmed"), ("甲规定", "proposed")]
    publish(site, number)


def test_the_page_of_a_case_shows_what_waits_to_be_settled_with_the_command(site: Site) -> None:
    filed_saying(site, "示例旧办法")
    new = issued_saying(site, "示例新办法", "第一条 自即日起施行，《示例旧办法》同时废止。")

    shown = run(site, "show", new, "--lang", "zh", "--as", "yin")
    command = f"act {new} settle_relation --field relation=1 --field state=confirmed --as yin"
    assert "废止\t待认定\t示例旧办法" in shown.stdout
    assert command in shown.stderr
    # Who may not settle it sees it all the same.
    of_another = run(site, "show", new, "--lang", "zh", "--as", "bei")
    assert "废止\t待认定\t示例旧办法" in of_another.stdout
    assert "settle_relation" not in of_another.stderr

    confirmed = {"relation": 1, "state": "confirmed"}
    act(site, "yin", new, Move.SETTLE_RELATION, confirmed)
    settled = run(site, "show", new, "--lang", "zh", "--as", "yin")
    assert "废止\t已认定\t示例旧办法" in settled.stdout
    assert command not in settled.stderr
