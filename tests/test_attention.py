"""催办 and 督办: who hears of it and by which letter, how often, and what no message tells."""

import json
from datetime import date

import pytest
from builders import accepted, add_person, filed, received, today_is, under_review
from databases import case_in, entries
from queue_builders import leave, rows, stands_in, told

from models.errors import BadInput, MoveNotPossible
from models.letter import LetterFacts
from models.moves import Move
from review_flows.desk import act
from review_flows.letters import letter_kind
from review_flows.outside.letters_due import facts_adapter
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


def test_no_word_of_what_is_written_goes_into_a_message(site: Site) -> None:
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


def letters(site: Site, kind: str) -> list[LetterFacts]:
    found = rows(site, f"SELECT facts FROM letters WHERE kind = '{kind}' ORDER BY id")
    return [facts_adapter().validate_json(row["facts"]) for row in found]


def test_a_letter_names_the_task_its_last_day_and_how_late_it_is(site: Site) -> None:
    number = under_review(site)
    act(site, "deng", number, Move.URGE)
    today_is(site, date(2026, 4, 8))  # the last day was Monday 30 March; 6 April is a day off
    act(site, "du", number, Move.URGE, {"note": SECRET})
    before, after = letters(site, "urging_notice")
    assert (before.task, before.urged, before.due_on) == ("review", ("沈审核",), date(2026, 3, 30))
    assert (before.late_working, before.late_calendar, before.instruction) == (0, 0, "")
    assert (after.late_working, after.late_calendar, after.instruction) == (6, 9, SECRET)
    assert after.asked_by == "杜督察"
    said = letter_kind("urging_notice").compose(after)
    assert said.addressee == "沈审核" and said.sender == "青岚区司法局"


def test_where_the_drafting_unit_has_the_task_the_letter_goes_to_the_unit(site: Site) -> None:
    number = received(site)
    asked = {"reason": "缺少依据", "missing": ["bases"], "supplement_by": "2026-03-16"}
    act(site, "deng", number, Move.REQUEST_SUPPLEMENT, asked)
    act(site, "deng", number, Move.URGE)
    (facts,) = letters(site, "urging_notice")
    assert facts.urged == ("青岚区住房和城乡建设局",)


def test_a_drafting_unit_that_urges_sends_no_letter_of_the_review_office(site: Site) -> None:
    number = under_review(site)
    act(site, "lin", number, Move.URGE)
    assert people(site, "urged") == ["shen"]
    assert letters(site, "urging_notice") == []


def test_a_supervision_says_what_for_and_by_when_it_wants_an_answer(site: Site) -> None:
    number = under_review(site)
    form = {"instruction": SECRET, "report_by": "2026-03-20"}
    act(site, "qian", number, Move.SUPERVISE, form)
    (facts,) = letters(site, "supervision_notice")
    assert (facts.instruction, facts.report_by) == (SECRET, date(2026, 3, 20))
    assert (facts.urged, facts.asked_by) == (("沈审核",), "钱审批")
