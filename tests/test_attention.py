"""催办 and 督办: who hears of it, how often it is possible, and that no word of it leaves."""

import json
from datetime import date

import pytest
from builders import accepted, add_person, filed, today_is, under_review
from databases import case_in, entries
from queue_builders import leave, rows, stands_in, told

from models.errors import BadInput, MoveNotPossible
from models.moves import Move
from review_flows.desk import act
from review_flows.outside.site import Site

SECRET = "征地补偿标准一事请先核实"


def people(site: Site, occasion: str) -> list[str]:
    return [person for person, _ in told(site, occasion)]


def test_who_has_the_task_is_urged(site: Site) -> None:
    number = under_review(site)
    act(site, "deng", number, Move.URGE)
    ((person, subject),) = told(site, "urged")
    assert person == "shen"
    assert subject == f"【催办】{number} 审核，2026-03-30届满"
    assert json.loads(entries(site.database, number)[-1].body)["told"] == ["shen"]


def test_where_nobody_has_it_everybody_who_may_take_it_is_urged(site: Site) -> None:
    add_person(site, "zhao", "reviewer")
    add_person(site, "own", "reviewer", unit="zhujian")
    number = accepted(site)
    act(site, "deng", number, Move.URGE)
    assert people(site, "urged") == ["shen", "zhao"]
    (text, _) = (row["text"] for row in rows(site, "SELECT text FROM notices"))
    assert "该任务尚无人领取" in text


def test_who_stands_in_is_urged_too_and_who_left_is_not(site: Site) -> None:
    add_person(site, "zhao", "reviewer")
    number = under_review(site)
    stands_in(site, "zhao", "shen")
    act(site, "deng", number, Move.URGE)
    assert people(site, "urged") == ["shen", "zhao"]
    leave(site, "shen")
    act(site, "deng", number, Move.URGE)
    assert people(site, "urged")[2:] == ["zhao"]


def test_a_drafting_unit_urges_once_a_day_of_shanghai_and_the_others_as_they_like(
    site: Site,
) -> None:
    add_person(site, "he", "drafter", unit="zhujian")
    number = under_review(site)
    act(site, "deng", number, Move.URGE)
    act(site, "lin", number, Move.URGE)
    with pytest.raises(MoveNotPossible, match=r"urged it today already \(lin\)"):
        act(site, "he", number, Move.URGE)
    for _ in range(2):
        act(site, "du", number, Move.URGE)
    today_is(site, date(2026, 3, 10), hour=0)  # 16:00 of the day before, in UTC
    act(site, "he", number, Move.URGE)
    assert len(people(site, "urged")) == 5


def test_where_no_task_waits_nobody_is_urged(site: Site) -> None:
    number = filed(site)
    with pytest.raises(MoveNotPossible, match="no task waits"):
        act(site, "deng", number, Move.URGE)


def test_what_is_written_stands_in_the_log_alone(site: Site) -> None:
    number = under_review(site)
    act(site, "deng", number, Move.URGE, {"note": SECRET})
    act(site, "qian", number, Move.SUPERVISE, {"instruction": SECRET, "report_by": "2026-03-20"})
    sent = rows(site, "SELECT subject, text FROM notices")
    assert len(sent) == 2
    assert not any(SECRET in row["subject"] + row["text"] for row in sent)
    assert not any("示例办法" in row["subject"] + row["text"] for row in sent)
    assert "报告期限：2026-03-20" in sent[-1]["text"]
    assert all(SECRET in entry.body.decode() for entry in entries(site.database, number)[-2:])


def test_a_supervised_case_is_marked_and_its_holder_and_the_other_chiefs_hear_of_it(
    site: Site,
) -> None:
    add_person(site, "zhao", "chief")
    add_person(site, "own", "chief", unit="zhujian")
    number = under_review(site)
    version = case_in(site.database, number).version
    act(site, "qian", number, Move.SUPERVISE, {"instruction": "限期办结"})
    case = case_in(site.database, number)
    assert (case.supervised_on, case.version) == ("2026-03-09", version)
    assert people(site, "supervised") == ["shen", "zhao"]


@pytest.mark.parametrize(("day", "says"), [("2026-03-08", "is past"), ("20日", "is no day")])
def test_a_report_is_due_on_a_day_to_come(site: Site, day: str, says: str) -> None:
    number = under_review(site)
    with pytest.raises(BadInput, match=f"report_by: .*{says}"):
        act(site, "du", number, Move.SUPERVISE, {"instruction": "报告", "report_by": day})
