"""待办、在办、已办、办结、我发起的: what stands in which box of whom, the most urgent first."""

import json
from datetime import date
from pathlib import Path

import pytest
from builders import (
    a_changed_draft,
    a_site,
    accepted,
    add_person,
    consulted,
    opinion,
    passed,
    proposed,
    received,
    revised,
    signed,
    today_is,
    under_review,
)
from cli_running import run
from hypothesis import given
from hypothesis import strategies as st
from queue_builders import rows, stands_in

from models.moves import Move
from models.queue import Box, Urgency, may_hold, urgency
from models.task import TaskState
from review_flows.desk import act
from review_flows.outside import persons, records
from review_flows.outside.queries import CaseLine
from review_flows.outside.queue import TaskLine, cases_in_box, tasks_in_box, waiting_tasks
from review_flows.outside.site import Site

TODAY = "2026-03-09"


def box_of(
    site: Site, code: str, box: Box, *, limit: int = 50, today: str = TODAY
) -> list[TaskLine]:
    with site.database.reading() as connection:
        person = persons.find_person(connection, code, today)
        assert person is not None
        return tasks_in_box(connection, person, box, today, limit)


def tasks(site: Site, code: str, box: Box) -> list[tuple[str, str]]:
    return [(line.case_number, line.kind) for line in box_of(site, code, box)]


def cases(site: Site, code: str, box: Box, *, limit: int = 50) -> list[CaseLine]:
    with site.database.reading() as connection:
        person = persons.find_person(connection, code, TODAY)
        assert person is not None
        return cases_in_box(connection, person, box, TODAY, limit)


def test_a_task_goes_from_box_to_box_as_it_is_worked_on(site: Site) -> None:
    add_person(site, "second", "reviewer")
    add_person(site, "own", "reviewer", unit="zhujian")
    number = accepted(site)
    review = [(number, "review")]
    assert tasks(site, "shen", Box.TO_DO) == tasks(site, "second", Box.TO_DO) == review
    assert tasks(site, "own", Box.TO_DO) == []  # nobody reviews a document of his own unit
    assert tasks(site, "deng", Box.TO_DO) == []
    act(site, "shen", number, Move.CLAIM)
    assert tasks(site, "shen", Box.TO_DO) == tasks(site, "second", Box.TO_DO) == []
    assert tasks(site, "shen", Box.IN_HAND) == review
    act(site, "shen", number, Move.PROPOSE_OPINION, opinion())
    assert tasks(site, "shen", Box.IN_HAND) == []
    assert tasks(site, "shen", Box.DONE) == review
    assert tasks(site, "deng", Box.DONE) == [(number, "check_form")]
    assert tasks(site, "qian", Box.TO_DO) == [(number, "sign")]


def test_what_was_given_to_one_stands_in_no_other_box(site: Site) -> None:
    add_person(site, "second", "reviewer")
    number = accepted(site)
    act(site, "deng", number, Move.ASSIGN, {"person": "second"})
    assert tasks(site, "shen", Box.TO_DO) == []
    assert tasks(site, "second", Box.TO_DO) == [(number, "review")]


def test_a_question_waits_for_the_asked_alone_and_leaves_no_sight_behind(site: Site) -> None:
    number = consulted(site, under_review(site))
    assert tasks(site, "gu", Box.TO_DO) == [(number, "advise")]
    act(site, "gu", number, Move.ADVISE, {"kind": "favourable", "text": "可行"})
    assert tasks(site, "gu", Box.TO_DO) == tasks(site, "gu", Box.DONE) == []


def test_a_chief_is_not_shown_the_signature_of_his_own_review(site: Site) -> None:
    add_person(site, "zhao", "chief")
    number = under_review(site)
    act(site, "qian", number, Move.TAKE_OVER, {"reason": "重大敏感"})
    assert tasks(site, "qian", Box.IN_HAND) == [(number, "review")]
    act(site, "qian", number, Move.PROPOSE_OPINION, opinion())
    assert tasks(site, "qian", Box.TO_DO) == []
    assert tasks(site, "zhao", Box.TO_DO) == [(number, "sign")]


def test_what_has_ended_stands_with_everybody_who_had_a_part_in_it(site: Site) -> None:
    number = proposed(site)
    assert cases(site, "shen", Box.FINISHED) == []
    act(site, "lin", number, Move.WITHDRAW, {"reason": "重新起草"})
    for code in ("deng", "shen"):
        (line,) = cases(site, code, Box.FINISHED)
        assert (line.number, line.state) == (number, "withdrawn")
        assert tasks(site, code, Box.DONE) == []
    assert cases(site, "qian", Box.FINISHED) == []  # nothing of it was his


def test_a_unit_sees_what_it_handed_in_and_a_person_what_he_did(site: Site) -> None:
    add_person(site, "he", "drafter", unit="shenji")
    first, second = received(site, title="甲办法"), received(site, title="乙办法")
    assert [line.number for line in cases(site, "lin", Box.STARTED)] == [second, first]
    assert [line.number for line in cases(site, "lin", Box.STARTED, limit=1)] == [second]
    assert cases(site, "he", Box.STARTED) == cases(site, "deng", Box.STARTED) == []
    with site.database.writing() as connection:
        connection.run("UPDATE cases SET submitted_by = 'deng' WHERE number = :n", n=first)
    assert [line.number for line in cases(site, "deng", Box.STARTED)] == [first]


def test_the_most_urgent_stands_first_and_what_has_no_last_day_at_the_end(site: Site) -> None:
    undated = signed(site, title="无期限")
    early = accepted(site, title="先")
    today_is(site, date(2026, 3, 23))
    late = accepted(site, title="后")
    add_person(site, "all", "reviewer drafter", unit="sifaju")
    with site.database.writing() as connection:
        connection.run("UPDATE cases SET unit = 'sifaju' WHERE number = :n", n=undated)
        connection.run("UPDATE cases SET unit = 'shenji' WHERE number <> :n", n=undated)
    with site.database.reading() as connection:
        last = records.find_case(connection, early)
    assert last is not None and last.ceiling_on is not None
    lines = box_of(site, "all", Box.TO_DO, today=last.ceiling_on)
    assert [line.case_number for line in lines] == [early, late, undated]
    assert [line.urgency for line in lines] == [
        Urgency.DUE_TODAY,
        Urgency.DUE_LATER,
        Urgency.UNDATED,
    ]
    assert [line.overdue for line in box_of(site, "all", Box.TO_DO, today="2099-01-01")] == [
        True,
        True,
        False,
    ]
    one = box_of(site, "all", Box.TO_DO, limit=1, today=last.ceiling_on)
    assert [line.case_number for line in one] == [early]
    with site.database.reading() as connection:
        waiting = [line.case_number for line in waiting_tasks(connection, TODAY, 50)]
    assert waiting[:2] == [early, late]


@given(
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    st.lists(st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=6),
    st.booleans(),
)
def test_the_order_of_the_days_is_the_order_of_urgency(
    today: date, days: list[date | None], provisional: bool
) -> None:
    order = list(Urgency)
    by_day = sorted(days, key=lambda day: (day is None, day or today))
    found = [
        urgency(day.isoformat() if day else None, today.isoformat(), provisional) for day in by_day
    ]
    assert found == sorted(found, key=order.index)


def test_what_sql_shows_as_free_is_what_the_table_of_permissions_lets_a_person_hold(
    site: Site,
) -> None:
    add_person(site, "both", "reviewer chief")
    add_person(site, "own", "reviewer chief drafter", unit="zhujian")
    add_person(site, "many", "clerk reviewer chief office registrar drafter", unit="shenji")
    received(site, title="收")
    accepted(site, title="受")
    handed_on = accepted(site, title="转")
    act(site, "both", handed_on, Move.CLAIM)
    act(site, "both", handed_on, Move.TRANSFER, {"person": "shen", "reason": "另有任务"})
    act(site, "shen", handed_on, Move.PROPOSE_OPINION, opinion())
    proposed(site, title="拟")
    consulted(site, under_review(site, title="询"))
    act(site, "shen", revised(site, signed(site, title="改")), Move.RELEASE)
    free = 0
    with site.database.reading() as connection:
        every = records.latest_cases(connection)
        waiting = [task for case in every for task in records.open_tasks(connection, case.number)]
        for code in persons.person_codes(connection):
            person = persons.find_person(connection, code, TODAY)
            assert person is not None
            shown = {line.id for line in tasks_in_box(connection, person, Box.TO_DO, TODAY, 50)}
            for task in waiting:
                case = records.find_case(connection, task.case_number)
                assert case is not None
                standing = persons.standing_of(connection, person, case)
                takes = task.person is None and may_hold(standing, task.kind, task.role)
                given_him = task.state is TaskState.ASSIGNED and task.person == code
                assert (task.id in shown) == (takes or given_him), (code, task)
                free += takes
    assert free > 10


def test_what_an_absent_has_stands_with_who_stands_in_as_far_as_he_may_do_it(site: Site) -> None:
    add_person(site, "zhao", "reviewer")
    add_person(site, "own", "reviewer", unit="zhujian")
    add_person(site, "wu", "clerk")
    number = accepted(site)
    act(site, "deng", number, Move.ASSIGN, {"person": "shen"})
    for code in ("zhao", "own", "wu"):
        stands_in(site, code, "shen")
    assert tasks(site, "zhao", Box.TO_DO) == [(number, "review")]
    assert tasks(site, "own", Box.TO_DO) == tasks(site, "wu", Box.TO_DO) == []
    act(site, "shen", number, Move.CLAIM)
    assert tasks(site, "zhao", Box.IN_HAND) == [(number, "review")]
    assert box_of(site, "zhao", Box.IN_HAND, today="2026-05-01") == []  # shen is back


def test_the_command_shows_the_first_two_boxes_with_marks_and_for_whom(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    add_person(site, "zhao", "reviewer")
    number = under_review(site)
    received_only = received(site)
    act(site, "qian", number, Move.SUPERVISE, {"instruction": "限期办结"})
    stands_in(site, "zhao", "shen", "2000-01-01", "2999-12-31")
    shown = run(site, "queue", "--as", "zhao", "--lang", "zh").stdout
    head, _, line = shown.splitlines()
    assert head == "# 在办"
    assert "代沈审核" in line and "督办" in line
    assert received_only not in shown
    shown = run(site, "queue", "--as", "shen", "--lang", "zh").stdout
    assert "代" not in shown.splitlines()[-1]


def test_the_command_shows_another_box_and_says_when_it_was_cut(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    numbers = [received(site, title=f"办法{n}") for n in range(3)]
    result = run(site, "queue", "--as", "lin", "--box", "started", "--limit", "2", "--json")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(line["box"], line["number"]) for line in lines] == [
        ("started", numbers[2]),
        ("started", numbers[1]),
    ]
    assert "only the first 2 are shown" in result.stderr
    refused = run(site, "queue", "--as", "lin", "--box", "todo")
    assert refused.exit_code == 2 and "Did you mean to_do" in refused.stderr
    assert "Nothing here." in run(site, "queue", "--as", "yin", "--box", "done").stderr


@pytest.mark.parametrize("box", list(Box))
def test_every_box_of_everybody_can_be_read(site: Site, box: Box) -> None:
    passed(site)
    for row in rows(site, "SELECT code FROM persons"):
        if box in (Box.FINISHED, Box.STARTED):
            cases(site, row["code"], box)
        else:
            box_of(site, row["code"], box)


def test_a_task_whose_text_nobody_decided_is_marked_until_somebody_does(
    tmp_path: Path,
) -> None:
    office = a_site(tmp_path)
    decided, number = received(office), received(office, title="另一个办法")
    with office.database.writing() as connection:
        changed = a_changed_draft(office, "某办法")["sha256"]
        draft = {"kind": "draft", "number": number}
        where = "kind = :kind AND case_number = :number"
        connection.update("documents", where, **draft, sha256=str(changed), tracked_changes=2)

    def marked(code: str) -> dict[str, bool]:
        return {line.case_number: line.undecided for line in box_of(office, code, Box.TO_DO)}

    assert marked("deng") == {decided: False, number: True}
    shown = run(office, "queue", "--as", "deng", "--lang", "zh").stdout
    (line,) = (line for line in shown.splitlines() if "待确定审查文本" in line)
    assert line.startswith(number)

    act(office, "deng", number, Move.CHOOSE_VIEW, {"view": "final", "reason": "书面说明"})
    assert marked("deng") == {decided: False, number: False}
