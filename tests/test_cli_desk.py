"""What the desk keeps is shown to whom it is for: materials, instructions, advice, stand-ins."""

import json
from pathlib import Path

import pytest
from builders import (
    a_site,
    add_person,
    consulted,
    opinion,
    proposed,
    received,
    revised,
    signed,
    under_review,
)
from cli_running import run
from queue_builders import stands_in

from models.moves import Move
from models.opinion import ReviewPoint
from models.words import word_of
from review_flows.desk import act
from review_flows.outside.site import Site


@pytest.fixture
def office(tmp_path: Path) -> Site:
    """The sample office on SQLite."""
    return a_site(tmp_path)


def page(site: Site, number: str, *args: str) -> dict[str, object]:
    """The page of a case as an object."""
    told = json.loads(run(site, "show", number, "--json", *args).stdout)
    assert isinstance(told, dict)
    return told


def log(site: Site, number: str, *args: str) -> list[dict[str, object]]:
    """The log of a case as somebody reads it."""
    result = run(site, "log", "show", number, "--json", *args)
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_the_list_of_materials_is_shown_until_the_case_is_accepted(office: Site) -> None:
    number = received(office)
    said = {"kind": "explanation", "state": "insufficient", "note": "没有说明依据"}
    act(office, "deng", number, Move.CHECK_MATERIAL, said)
    lines = page(office, number)["materials"]
    assert isinstance(lines, list)
    (line,) = (one for one in lines if one["kind"] == said["kind"])
    assert (line["state"], line["note"]) == ("insufficient", "没有说明依据") and line["source"]
    shown = run(office, "--lang", "zh", "show", number, "--as", "lin").stdout
    assert "# 材料清单" in shown and "没有说明依据" in shown
    assert page(office, number, "--as", "du")["materials"] == []  # reads no documents
    assert page(office, under_review(office))["materials"] == []


def test_the_log_tells_what_was_said_of_which_material(office: Site) -> None:
    number = received(office)
    said = {"kind": "explanation", "state": "insufficient", "note": "没有说明依据"}
    act(office, "deng", number, Move.CHECK_MATERIAL, said)
    last = run(office, "--lang", "zh", "log", "show", number).stdout.splitlines()[-1]
    words = (
        word_of("DocumentKind", "explanation", "zh"),
        word_of("MaterialState", "insufficient", "zh"),
    )
    assert last.endswith(" · ".join((*words, "没有说明依据")))


def test_an_instruction_is_read_by_the_review_and_by_nobody_else(office: Site) -> None:
    number = under_review(office)
    for text in ("先前的要求", "三日内报告"):
        said = {"instruction": text, "report_by": "2099-03-31"}
        act(office, "qian", number, Move.SUPERVISE, said)
    assert [line["reason"] for line in log(office, number)][-1] == "三日内报告"
    for person, reads in (("shen", True), ("qian", True), ("lin", False), ("deng", False)):
        shown = run(office, "show", number, "--as", person).stdout
        assert ("instruction\t三日内报告\n" in shown) == reads
        assert ("2099-03-31" in shown) == reads and "先前的要求" not in shown


def test_whoever_gets_a_case_back_reads_why_until_it_goes_on(office: Site) -> None:
    number = revised(office, signed(office))
    said = {"to": "opinion_signed", "reason": "第一条没有修改"}
    act(office, "shen", number, Move.SEND_BACK, said)
    for person, reads in (("lin", True), ("shen", True), ("deng", False)):
        shown = run(office, "show", number, "--as", person).stdout
        assert ("sent back because\t第一条没有修改\n" in shown) == reads
    revised(office, number, "又改的送审稿")
    assert page(office, number)["sent_back"] is None


def test_remarks_on_a_proposed_opinion_stay_with_the_review(office: Site) -> None:
    for stage in ("under_review", "received"):
        number = proposed(office)
        said = {"to": stage, "reason": "依据不足"}
        act(office, "qian", number, Move.SEND_BACK, said)
        for person, reads in (("shen", True), ("qian", True), ("lin", False), ("deng", False)):
            assert ("依据不足" in run(office, "show", number, "--as", person).stdout) == reads


def asked_secretly(site: Site) -> str:
    """A case on which gu is asked, and ma secretly, who has answered; lu is being asked."""
    for code in ("ma", "lu"):
        add_person(site, code, "advisor", unit="hengshi")
    number = under_review(site)
    for code, days in (("ma", 2), ("lu", 1)):
        asked = {"advisor": code, "question": f"问{code}", "secret": True, "days": days}
        act(site, "shen", number, Move.CONSULT, asked)
    act(site, "ma", number, Move.ADVISE, {"kind": "favourable", "text": "可行"})
    return consulted(site, number)


def test_an_advisor_reads_in_the_log_only_of_the_own_question(office: Site) -> None:
    number = asked_secretly(office)
    of_advice = [one for one in log(office, number, "--as", "gu") if one["move"] == "consult"]
    assert [one["asked"] for one in of_advice] == [""] and len(log(office, number)) > 6
    told = json.dumps(log(office, number, "--as", "gu"), ensure_ascii=False)
    assert "advise" not in told and "ma者" not in told and '"lu"' not in told
    assert "ma者" in json.dumps(log(office, number, "--as", "shen"), ensure_ascii=False)


def test_who_may_not_read_the_review_learns_no_name_of_who_advised(office: Site) -> None:
    number = asked_secretly(office)
    for person in ("lin", "du"):
        lines = log(office, number, "--as", person)
        (advised,) = (one for one in lines if one["move"] == "advise")
        assert advised["actor"] == advised["actor_name"] == ""
        assert "ma者" not in json.dumps(lines, ensure_ascii=False)


def test_the_next_command_names_nobody_whose_task_is_a_secret(office: Site) -> None:
    number = asked_secretly(office)
    for person, named in (("gu", "advise --as gu"), ("lin", "propose_opinion --as shen")):
        assert f"act {number} {named}" in run(office, "show", number, "--as", person).stderr
    assert f"act {number} advise --as lu" in run(office, "show", number, "--as", "shen").stderr


def test_the_last_day_of_a_question_is_listed_for_whom_it_is_asked_of_alone(office: Site) -> None:
    number = asked_secretly(office)

    def due(person: str) -> object:
        return json.loads(run(office, "list", "--json", "--as", person).stdout)["due_on"]

    (of_lu, of_gu) = (
        line["due_on"]
        for code in ("lu", "gu")
        for line in page(office, number, "--as", code)["tasks"]  # type: ignore[attr-defined]
        if line["kind"] == "advise"
    )
    assert of_lu < of_gu
    assert (due("lu"), due("gu")) == (of_lu, of_gu) and due("shen") > of_gu


def test_who_acted_for_somebody_absent_is_named_with_that_person(office: Site) -> None:
    add_person(office, "sun", "reviewer")
    number = under_review(office)
    stands_in(office, "sun", "shen", "2000-01-01", "2099-12-31")
    act(office, "sun", number, Move.PROPOSE_OPINION, opinion("legal"))
    last = run(office, "--lang", "zh", "log", "show", number).stdout.splitlines()[-1]
    assert "sun者" in last and "代沈" in last
    assert "for 沈" in run(office, "log", "show", number).stdout.splitlines()[-1]


def test_the_next_command_names_who_is_there_today(office: Site) -> None:
    add_person(office, "sun", "reviewer")
    number = under_review(office)
    assert "propose_opinion --as shen" in run(office, "show", number).stderr
    stands_in(office, "sun", "shen", "2000-01-01", "2099-12-31")
    assert f"act {number} propose_opinion --as sun" in run(office, "show", number).stderr
    stands_in(office, "shen", "sun", "2000-01-01", "2099-12-31")  # nobody is there
    assert "propose_opinion --as shen" in run(office, "show", number).stderr


def test_the_points_stand_in_their_order_and_people_with_their_names(office: Site) -> None:
    number = signed(office)
    points = page(office, number)["opinion_points"]
    assert isinstance(points, list)
    assert [one["point"] for one in points] == list(ReviewPoint)
    shown = run(office, "--lang", "zh", "show", number).stdout
    of_points = shown.partition("审核要点\t")[2].splitlines()[0]
    assert of_points == "认定\t备注"
    of_opinions = shown.partition("# 审核意见书\n")[2].splitlines()[1].split("\t")
    names = [word[:1] for word in of_opinions[4:6]]
    assert names == ["沈", "钱"]


@pytest.mark.parametrize(
    ("box", "said"),
    [
        ((), "没有待办任务。"),
        (("--box", "to_do"), "没有待办任务。"),
        (("--box", "in_hand"), "此栏没有任务。"),
        (("--box", "done"), "此栏没有任务。"),
        (("--box", "finished"), "此栏没有任务。"),
    ],
)
def test_an_empty_box_says_that_it_is_empty(office: Site, box: tuple[str, ...], said: str) -> None:
    assert said in run(office, "--lang", "zh", "queue", "--as", "yin", *box).stderr


def test_what_does_not_fit_is_told_to_who_is_to_sign_and_to_nobody_outside(office: Site) -> None:
    number = under_review(office)
    form = opinion("revise")
    assert isinstance(form["items"], list)
    form["items"] = [{**item, "severity": "should_change"} for item in form["items"]]
    act(office, "shen", number, Move.PROPOSE_OPINION, form)
    assert page(office, number, "--as", "qian")["warnings"] == ["revise_without_must_change"]
    assert page(office, number, "--as", "lin")["warnings"] == []
    act(office, "qian", number, Move.SEND_BACK, {"reason": "再议", "to": "under_review"})
    assert page(office, number, "--as", "qian")["warnings"] == []
