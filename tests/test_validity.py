"""What the days bring: effect, repeal by another, evaluation, a new period, the end."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from builders import today_is
from cli_running import run
from databases import case_in, entries, tasks_in
from exchange_builders import today_of
from openpyxl import load_workbook  # type: ignore[import-untyped]
from refusals import refused
from validity_builders import UNTIL, filed_saying, issued_saying, number_of, pass_days, publish

from models.case import CaseState as S
from models.case import MatterType
from models.errors import BadInput, MoveNotPossible
from models.moves import Move
from models.task import TaskKind, TaskState
from models.validity import longest_until, months_before
from models.validity_line import ValidityLine
from review_flows.desk import act
from review_flows.desk.validity_watch import call_for_evaluations, follow_days, tell_of_lost_bases
from review_flows.outside import number_lines, records
from review_flows.outside.persons import find_person
from review_flows.outside.site import Site
from review_flows.outside.validity_list import validity_lines
from review_flows.rule_sets import rule_set

CALLED_FROM = date(2027, 10, 30)  # six months before UNTIL


def state_of(site: Site, number: str) -> S:
    return case_in(site.database, number).state


def in_force(site: Site, title: str = "示例办法", *lines: str, until: date | None = UNTIL) -> str:
    """A document that took effect 35 days after its publication."""
    number = filed_saying(site, title, *lines, until=until)
    pass_days(site, 35)
    follow_days(site)
    assert state_of(site, number) is S.IN_FORCE
    return number


def test_a_document_takes_effect_on_its_day_though_a_recipient_has_not_answered(
    site: Site,
) -> None:
    number = issued_saying(site, "示例办法")
    publish(site, number, registering=["upper_government"])
    pass_days(site, 35)

    follow_days(site)

    assert state_of(site, number) is S.IN_FORCE
    assert [task.kind for task in tasks_in(site.database, number)] == [TaskKind.FOLLOW_FILING]
    late = {"recipient": "npc_standing_committee", "receipt_number": "备2号"}
    act(site, "bei", number, Move.RECORD_RECEIPT, late | {"registered_on": today_of(site)})
    assert state_of(site, number) is S.IN_FORCE and not tasks_in(site.database, number)


def evaluated(site: Site, title: str = "示例办法") -> str:
    number = in_force(site, title)
    today_is(site, date(2028, 3, 1))
    assert call_for_evaluations(site) == 1
    act(site, "lin", number, Move.EVALUATE, {"reason": "期满前评估"})
    return number


def continuing(**changed: str) -> dict[str, str]:
    form = {"valid_until": "2030-04-30", "place": "政府网站", "published_on": "2028-03-01"}
    return form | {"reason": "继续有效"} | changed


def messages(site: Site) -> list[tuple[str, str]]:
    with site.database.reading() as connection:
        sql = "SELECT person, subject FROM notices WHERE key LIKE 'event.%' ORDER BY key"
        return [(row["person"], row["subject"]) for row in connection.rows(sql)]


def test_months_are_those_of_the_calendar_and_end_with_a_shorter_month() -> None:
    assert months_before(date(2028, 4, 30), 6) == CALLED_FROM
    assert months_before(date(2026, 8, 31), 6) == date(2026, 2, 28)
    assert months_before(date(2028, 2, 29), 12) == date(2027, 2, 28)
    assert months_before(date(2026, 3, 15), 15) == date(2024, 12, 15)


def test_what_another_document_repeals_ends_on_the_day_that_one_takes_effect(site: Site) -> None:
    old = in_force(site, "示例旧办法")
    new = filed_saying(site, "新办法", "第一条 《示例旧办法》同时废止。")
    pass_days(site, 34)
    act(site, "yin", new, Move.SETTLE_RELATION, {"relation": 1, "state": "confirmed"})
    assert follow_days(site) == 0 and state_of(site, old) is S.IN_FORCE
    pass_days(site, 1)
    assert follow_days(site) == 2
    assert (state_of(site, old), state_of(site, new)) == (S.REPEALED, S.IN_FORCE)
    entry = entries(site.database, old)[-1]
    reason = json.loads(entry.body)["form"]["reason"]
    assert (entry.actor, entry.move) == ("system", "repeal")
    assert "《新办法》" in reason and number_of(site, new) in reason
    assert follow_days(site) == 0


@pytest.mark.parametrize(("kind", "end"), [("repeals", S.REPEALED), ("amends", S.AMENDED)])
def test_only_what_a_person_confirmed_ends_another_document(site: Site, kind: str, end: S) -> None:
    old = in_force(site, "示例旧办法")
    new = filed_saying(site, "新办法", "第一条 《示例旧办法》同时废止。")
    pass_days(site, 60)
    assert follow_days(site) == 1 and state_of(site, old) is S.IN_FORCE
    act(site, "yin", new, Move.SETTLE_RELATION, {"relation": 1, "kind": kind})
    assert follow_days(site) == 1 and state_of(site, old) is end
    undone = {"relation": 1, "state": "rejected", "reason": "误"}
    refused(site, new, "yin", Move.SETTLE_RELATION, undone, MoveNotPossible, f"is {end} since")


def test_what_was_repealed_before_its_end_is_repealed_however_late_one_looks(site: Site) -> None:
    old = filed_saying(site, "示例旧办法")
    new = filed_saying(site, "新办法", "第一条 《示例旧办法》同时废止。")
    act(site, "yin", new, Move.SETTLE_RELATION, {"relation": 1, "state": "confirmed"})
    today_is(site, date(2029, 1, 1))
    follow_days(site)
    assert (state_of(site, old), state_of(site, new)) == (S.REPEALED, S.LAPSED)


def test_what_was_repealed_after_its_end_has_lapsed(site: Site) -> None:
    old = filed_saying(site, "示例旧办法", until=date(2026, 5, 31))
    new = filed_saying(site, "新办法", "第一条 《示例旧办法》同时废止。", effective_in=120)
    act(site, "yin", new, Move.SETTLE_RELATION, {"relation": 1, "state": "confirmed"})
    today_is(site, date(2027, 1, 1))
    follow_days(site)
    assert state_of(site, old) is S.LAPSED


def test_people_are_called_to_evaluate_six_months_before_the_end_and_once(site: Site) -> None:
    number = in_force(site)
    today_is(site, CALLED_FROM - timedelta(days=1))
    assert call_for_evaluations(site) == 0
    today_is(site, CALLED_FROM)
    assert [call_for_evaluations(site), call_for_evaluations(site)] == [1, 0]
    (task,) = [one for one in tasks_in(site.database, number) if one.waits]
    assert (task.kind, task.role, task.due_on) == (TaskKind.EVALUATE, "drafter", "2028-04-30")
    with site.database.reading() as connection:
        sql = "SELECT facts FROM letters WHERE case_number = :n AND kind = 'evaluation_notice'"
        (row,) = connection.rows(sql, n=number)
    facts = json.loads(row["facts"])
    assert facts["unverified"] == ["有效期和评估提醒的期限"] and facts["remind_months"] == 6
    again = {"valid_until": "2028-04-30"}
    call = Move.CALL_FOR_EVALUATION
    refused(site, number, "system", call, again, MoveNotPossible, "on 2027-10-30 already")


def test_a_call_before_its_day_or_for_another_day_is_refused(site: Site) -> None:
    number = in_force(site)
    call = Move.CALL_FOR_EVALUATION
    early = {"valid_until": "2028-04-30"}
    refused(site, number, "system", call, early, MoveNotPossible, "from 2027-10-30 on")
    other = {"valid_until": "2029-04-30"}
    refused(site, number, "system", call, other, MoveNotPossible, "is valid until 2028-04-30")


def test_the_evaluation_ends_its_task_and_the_next_one_has_the_same_last_day(site: Site) -> None:
    number = in_force(site)
    today_is(site, date(2028, 3, 1))
    call_for_evaluations(site)
    act(site, "lin", number, Move.EVALUATE, {"reason": "期满前评估"})
    with site.database.reading() as connection:
        every = records.tasks_of(connection, number)
    called, decide = [task for task in every if task.kind is TaskKind.EVALUATE]
    assert (called.state, decide.due_on) == (TaskState.DONE, "2028-04-30")
    assert decide.waits


def test_a_new_period_brings_a_new_registration_number_and_the_old_one_stays_used(
    site: Site,
) -> None:
    number = evaluated(site)
    done = act(site, "lin", number, Move.CONTINUE_VALIDITY, continuing())
    assert done.state is S.IN_FORCE and done.warnings == ()
    with site.database.reading() as connection:
        (issued,) = connection.rows("SELECT * FROM issuances")
        (new,) = connection.rows("SELECT * FROM continuations")
        series = number_lines.read_series(connection)
    assert issued["registration_number"] == new["registration_number"]
    assert issued["valid_until"] == "2030-04-30" and issued["published_on"] == "2026-03-23"
    assert new["registration_number_before"] != new["registration_number"]
    assert (new["place"], new["published_on"]) == ("政府网站", "2028-03-01")
    assert series.faults == ()
    used = {line.text for line in series.lines if line.state == "used"}
    assert {new["registration_number"], new["registration_number_before"]} <= used
    today_is(site, date(2028, 5, 2))
    assert follow_days(site) == 0
    today_is(site, date(2029, 10, 30))
    assert call_for_evaluations(site) == 1  # for the new end, once more
    today_is(site, date(2030, 5, 1))
    assert follow_days(site) == 1 and state_of(site, number) is S.LAPSED


def test_a_period_longer_than_an_unverified_limit_is_a_warning(site: Site) -> None:
    number = evaluated(site)
    done = act(site, "lin", number, Move.CONTINUE_VALIDITY, continuing(valid_until="2033-03-02"))
    assert done.warnings == ("valid_too_long",)
    rule = rule_set("datong_xinrong_2021").rules_for(MatterType.NORMATIVE_DOCUMENT).validity
    assert rule is not None and not rule.verified
    assert longest_until("示例办法", date(2028, 3, 1), rule) == (5, date(2033, 3, 1))
    assert longest_until("示例办法（试行）", date(2028, 3, 1), rule) == (2, date(2030, 3, 1))


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"published_on": "2028-02-29"}, "published_on: 2028-02-29 is not between today"),
        ({"published_on": "2028-05-01"}, "published_on: 2028-05-01 is not between today"),
        ({"valid_until": "2028-04-30"}, "valid_until: 2028-04-30 is not after"),
        ({"valid_until": "2027-04-30"}, "valid_until: 2027-04-30 is not after"),
    ],
)
def test_days_that_cannot_be_are_refused(site: Site, changed: dict[str, str], says: str) -> None:
    number = evaluated(site)
    form = continuing(**changed)
    refused(site, number, "lin", Move.CONTINUE_VALIDITY, form, BadInput, says)


def test_what_has_lapsed_cannot_be_continued_and_is_told_of_a_new_review(site: Site) -> None:
    number = evaluated(site)
    today_is(site, date(2028, 5, 1))
    form = continuing(published_on="2028-05-01")
    renew = Move.CONTINUE_VALIDITY
    refused(site, number, "lin", renew, form, MoveNotPossible, "ended on 2028-04-30; .* new review")
    follow_days(site)
    refused(site, number, "lin", renew, form, MoveNotPossible, "has lapsed needs a new review")


def test_who_rests_on_a_document_that_ended_is_told_once(site: Site) -> None:
    basis = in_force(site, "示例规定", until=date(2026, 8, 31))
    cites = in_force(site, "甲办法", "根据《示例规定》，制定本办法。")
    rejects = in_force(site, "乙办法", "根据《示例规定》，制定本办法。")
    no_basis = {"relation": 1, "state": "rejected", "reason": "仅引用"}
    act(site, "yin", rejects, Move.SETTLE_RELATION, no_basis)
    assert tell_of_lost_bases(site) == 0
    today_is(site, date(2026, 12, 1))
    follow_days(site)
    assert [tell_of_lost_bases(site), tell_of_lost_bases(site)] == [1, 0]
    said = f"【提醒】{cites} 所依据的{number_of(site, basis)}已失效（2026-09-01）"
    assert messages(site) == [("lin", said), ("yin", said)]
    told = json.loads(entries(site.database, cites)[-1].body)
    assert told["form"]["about"] == f"basis:{basis}" and told["told"] == ["lin", "yin"]
    assert [e for e in entries(site.database, rejects) if e.move == "remind"] == []


def test_a_document_that_cannot_be_moved_does_not_hold_back_the_others(site: Site) -> None:
    first, second = filed_saying(site, "甲办法"), filed_saying(site, "乙办法")
    with site.database.writing() as connection:  # as a broken row would stand there
        gone = "UPDATE cases SET rule_set = 'gone', rule_set_digest = NULL WHERE number = :n"
        connection.run(gone, n=first)
    today_is(site, date(2027, 12, 1))
    follow_days(site)
    assert state_of(site, second) is S.IN_FORCE
    assert call_for_evaluations(site) == 1


def lines_of(site: Site, today: date, **wanted: object) -> list[ValidityLine]:
    with site.database.reading() as connection:
        return validity_lines(site, connection, today, played=True, **wanted)  # type: ignore[arg-type]


def test_the_list_says_what_ends_when_and_what_is_to_be_seen_to(site: Site) -> None:
    basis = in_force(site, "示例规定", until=date(2026, 8, 31))
    cites = in_force(site, "甲办法", "根据《示例规定》，制定本办法。")
    lasting = in_force(site, "乙办法", until=None)
    listed = lines_of(site, date(2026, 2, 28))
    assert [line.number for line in listed] == [basis, cites, lasting]
    first, second, last = listed
    assert (first.evaluate_from, first.evaluation_due) == (date(2026, 2, 28), True)
    assert (second.evaluate_from, second.evaluation_due) == (CALLED_FROM, False)
    assert first.unverified and last.evaluate_from is None
    assert [one.case_number for one in second.bases] == [basis] and last.bases == ()
    assert lines_of(site, date(2026, 2, 27))[1].bases == ()
    assert [line.number for line in lines_of(site, UNTIL, until=date(2026, 8, 31))] == [basis]
    assert lines_of(site, date(2026, 9, 1))[0].is_over
    today_is(site, date(2026, 9, 1))
    follow_days(site)
    (ended,) = lines_of(site, date(2026, 9, 1), ended=True)
    assert (ended.number, ended.state, ended.evaluation_due) == (basis, S.LAPSED, False)
    assert lines_of(site, date(2026, 9, 1))[0].bases[0].state is S.LAPSED


def test_a_person_sees_in_the_list_what_he_may_see(site: Site) -> None:
    in_force(site)
    with site.database.reading() as connection:
        persons_seen = {
            code: len(validity_lines(site, connection, UNTIL, person=person, played=True))
            for code in ("lin", "yin", "gu")
            for person in (find_person(connection, code),)
        }
    assert persons_seen == {"lin": 1, "yin": 1, "gu": 0}


def test_the_command_lists_and_writes(site: Site, tmp_path: Path) -> None:
    number = in_force(site, "甲办法", until=None)
    (line,) = run(site, "validity", "--played", "--json").stdout.splitlines()
    assert json.loads(line)["number"] == number
    shown = run(site, "validity", "--played", "--lang", "zh").stdout
    assert "未写明有效期" in shown and "甲办法" in shown
    path = tmp_path / "list.xlsx"
    done = run(site, "validity", "--played", "--out", str(path), "--lang", "zh")
    assert done.exit_code == 0 and load_workbook(path).worksheets[0]["C2"].value == "甲办法"
    assert "No such documents" in run(site, "validity").stderr
    for args, says in (
        (("--until", "31.12.2026"), "write it as 2026-03-09"),
        (("--out", "list.docx"), "written as .xlsx"),
    ):
        refused_one = run(site, "validity", *args)
        assert refused_one.exit_code == 2 and says in refused_one.stderr
