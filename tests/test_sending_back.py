"""退回 and 收回: an earlier stage again; clock, reminders, questions, tasks and papers right."""

from datetime import date

import pytest
from builders import (
    a_document,
    acceptance,
    add_person,
    cleared,
    consulted,
    opinion,
    passed,
    proposed,
    revised,
    signed,
    today_is,
    under_review,
)
from databases import case_in, entries, tasks_in
from queue_builders import leave, rows, task_in, told

from models.case import CaseState as S
from models.case import MatterType
from models.document import DocumentKind
from models.errors import BadInput, MoveNotPossible
from models.moves import MOVES, Move
from models.task import TASK_OF_STATE, TaskKind, TaskState
from review_flows.desk import act
from review_flows.outside import case_files
from review_flows.outside.site import Site

WHY = {"reason": "第十二条再议"}
TO_CLERK = {**WHY, "to": "received"}
TO_REVIEWER = {**WHY, "to": "under_review"}


def opinions_of(site: Site, number: str) -> list[tuple[str, str | None]]:
    sql = "SELECT state, remarks FROM opinions WHERE case_number = :n ORDER BY id"
    return [(row["state"], row["remarks"]) for row in rows(site, sql, n=number)]


def test_where_several_stages_are_possible_one_is_named(site: Site) -> None:
    number = proposed(site)
    with pytest.raises(BadInput, match=r"to: several stages.*under_review, received"):
        act(site, "qian", number, Move.SEND_BACK, WHY)
    with pytest.raises(BadInput, match="can be sent back to under_review, received"):
        act(site, "qian", number, Move.SEND_BACK, {**WHY, "to": "opinion_signed"})
    assert act(site, "qian", number, Move.SEND_BACK, TO_REVIEWER).state is S.UNDER_REVIEW


def test_every_way_back_of_the_table_leads_to_a_stage_with_a_task() -> None:
    back = [rule for rule in MOVES if rule.move in (Move.SEND_BACK, Move.TAKE_BACK)]
    assert all(set(rule.leads_to) <= set(TASK_OF_STATE) for rule in back)


def test_an_opinion_sent_back_bears_the_remarks_and_its_reviewer_has_the_task(site: Site) -> None:
    number = proposed(site)
    act(site, "qian", number, Move.SEND_BACK, TO_REVIEWER)
    assert opinions_of(site, number) == [("sent_back", "第十二条再议")]
    task = task_in(site, number)
    assert (task.kind, task.state, task.person) == (TaskKind.REVIEW, TaskState.ASSIGNED, "shen")
    act(site, "shen", number, Move.PROPOSE_OPINION, opinion())
    assert [state for state, _ in opinions_of(site, number)] == ["sent_back", "proposed"]


def test_the_clock_goes_on_when_a_case_goes_back(site: Site) -> None:
    number = proposed(site)
    before = case_in(site.database, number)
    act(site, "qian", number, Move.SEND_BACK, TO_CLERK)
    after = case_in(site.database, number)
    assert (after.state, after.reviewer) == (S.RECEIVED, "shen")
    assert (after.accepted_on, after.floor_on, after.ceiling_on) == (
        before.accepted_on,
        before.floor_on,
        before.ceiling_on,
    )
    today_is(site, date(2026, 3, 11))
    act(site, "deng", number, Move.ACCEPT, acceptance(MatterType.NORMATIVE_DOCUMENT))
    again = case_in(site.database, number)
    assert (again.accepted_on, again.ceiling_on) == (before.accepted_on, before.ceiling_on)
    task = task_in(site, number)
    assert (task.kind, task.state, task.person) == (TaskKind.REVIEW, TaskState.ASSIGNED, "shen")
    assert task.due_on == before.ceiling_on


def test_the_form_check_goes_to_the_clerk_who_accepted_with_the_last_day_of_the_review(
    site: Site,
) -> None:
    add_person(site, "zhao", "clerk")
    number = under_review(site)
    act(site, "shen", number, Move.SEND_BACK, WHY)
    task = task_in(site, number)
    assert (task.kind, task.state, task.person) == (TaskKind.CHECK_FORM, TaskState.ASSIGNED, "deng")
    assert task.due_on == case_in(site.database, number).ceiling_on


def test_what_nobody_can_have_back_is_open_to_everybody(site: Site) -> None:
    add_person(site, "zhao", "clerk")
    number = under_review(site)
    leave(site, "deng")
    act(site, "shen", number, Move.SEND_BACK, WHY)
    task = task_in(site, number)
    assert (task.state, task.person) == (TaskState.OPEN, None)


def test_a_reviewer_who_left_does_not_get_the_opinion_back(site: Site) -> None:
    add_person(site, "zhao", "reviewer")
    number = proposed(site)
    leave(site, "shen")
    act(site, "qian", number, Move.SEND_BACK, TO_REVIEWER)
    assert case_in(site.database, number).reviewer is None
    act(site, "zhao", number, Move.CLAIM)
    assert case_in(site.database, number).reviewer == "zhao"


def test_open_questions_are_recalled_when_the_review_is_left_and_the_asked_are_told(
    site: Site,
) -> None:
    number = consulted(site, under_review(site))
    act(site, "shen", number, Move.SEND_BACK, WHY)
    assert [task.kind for task in tasks_in(site.database, number)] == [TaskKind.CHECK_FORM]
    (question,) = rows(site, "SELECT recalled_at, recall_reason, answered_at FROM consultations")
    assert question["recalled_at"] and question["recall_reason"] == "第十二条再议"
    assert question["answered_at"] is None
    ((person, subject),) = told(site, "recalled")
    assert person == "gu" and number in subject and "撤销征询" in subject


def test_open_questions_stay_while_the_review_goes_on(site: Site) -> None:
    number = consulted(site, under_review(site))
    act(site, "shen", number, Move.PAUSE, {"ground": "hearing", "reason": "听证"})
    assert TaskKind.ADVISE in {task.kind for task in tasks_in(site.database, number)}
    assert told(site, "recalled") == []


def test_a_question_that_was_answered_is_not_recalled(site: Site) -> None:
    number = consulted(site, under_review(site))
    act(site, "gu", number, Move.ADVISE, {"kind": "favourable", "text": "可行"})
    act(site, "shen", number, Move.SEND_BACK, WHY)
    assert rows(site, "SELECT recalled_at FROM consultations")[0]["recalled_at"] is None


def test_a_reminder_that_was_due_goes_to_who_has_the_case_now(site: Site) -> None:
    number = under_review(site)
    act(site, "shen", number, Move.SEND_BACK, WHY)
    today_is(site, date(2026, 3, 25))
    form = {"about": "review", "left": 3, "to": "holder", "due_on": "2026-03-30", "days_left": 3}
    act(site, "system", number, Move.REMIND, form)
    assert [person for person, _ in told(site, "remind")] == ["deng"]


def test_a_signed_opinion_stays_signed_when_a_later_stage_sends_back(site: Site) -> None:
    number = passed(site)
    act(site, "yin", number, Move.SEND_BACK, {**WHY, "to": "cleared"})
    assert task_in(site, number).person == "guan"
    act(site, "guan", number, Move.SEND_BACK, WHY)
    task = task_in(site, number)
    assert (task.kind, task.person) == (TaskKind.REPORT_ADOPTION, "lin")
    assert [state for state, _ in opinions_of(site, number)] == ["signed"]


def test_a_revision_is_sent_back_to_who_handed_it_in(site: Site) -> None:
    add_person(site, "he", "drafter", unit="zhujian")
    number = revised(site, signed(site))
    act(site, "shen", number, Move.SEND_BACK, WHY)
    assert task_in(site, number).person == "lin"
    assert revised(site, number, "再改的送审稿") == number


def test_an_opinion_is_taken_back_by_who_proposed_it_while_nobody_has_begun(site: Site) -> None:
    number = proposed(site)
    act(site, "deng", number, Move.ASSIGN, {"person": "qian"})
    act(site, "shen", number, Move.TAKE_BACK, {"reason": "漏列一条"})
    assert case_in(site.database, number).state is S.UNDER_REVIEW
    assert opinions_of(site, number) == [("sent_back", "收回：漏列一条")]
    assert task_in(site, number).person == "shen"


def test_what_somebody_has_begun_is_not_taken_back(site: Site) -> None:
    number = proposed(site)
    act(site, "qian", number, Move.CLAIM)
    with pytest.raises(MoveNotPossible, match=r"钱审批 \(qian\) has begun sign at 2026-03-09"):
        act(site, "shen", number, Move.TAKE_BACK, WHY)


def test_nobody_takes_back_the_step_of_another(site: Site) -> None:
    add_person(site, "he", "drafter", unit="zhujian")
    number = cleared(site)
    with pytest.raises(MoveNotPossible, match=r"report_adoption is the step of 林起草 \(lin\)"):
        act(site, "he", number, Move.TAKE_BACK, WHY)


def test_a_step_that_led_here_otherwise_is_not_taken_back(site: Site) -> None:
    number = passed(site)
    act(site, "yin", number, Move.SEND_BACK, {**WHY, "to": "cleared"})
    with pytest.raises(MoveNotPossible, match="send_back led here"):
        act(site, "lin", number, Move.TAKE_BACK, WHY)


def answers(site: Site) -> list[tuple[str | None, ...]]:
    sql = "SELECT adoption, adoption_wording, adoption_reason, adoption_basis FROM opinion_items"
    return [tuple(row.values()) for row in rows(site, sql)]


def test_a_revision_taken_back_leaves_the_case_as_it_was(site: Site) -> None:
    number = signed(site)
    with site.database.reading() as connection:
        before = case_files.draft_sha256(connection, number)
    revised(site, number)
    assert answers(site) != [(None, None, None, None)]
    act(site, "lin", number, Move.TAKE_BACK, {"reason": "附件有误"})
    with site.database.reading() as connection:
        assert case_files.draft_sha256(connection, number) == before
        assert len(case_files.documents(connection, number)) == 5
    assert answers(site) == [(None, None, None, None)]
    assert [state for state, _ in opinions_of(site, number)] == ["signed"]
    (kept,) = rows(site, "SELECT sha256 FROM documents WHERE taken_back_at IS NOT NULL")
    assert kept["sha256"] in entries(site.database, number)[-1].body.decode()


def test_bytes_that_were_taken_back_count_again_when_they_are_handed_in_again(site: Site) -> None:
    number = signed(site)
    revised(site, number, "甲稿")
    act(site, "lin", number, Move.TAKE_BACK, WHY)
    revised(site, number, "乙稿")
    act(site, "shen", number, Move.SEND_BACK, WHY)
    revised(site, number, "甲稿")
    wanted = a_document(site, DocumentKind.DRAFT, "甲稿")["sha256"]
    with site.database.reading() as connection:
        assert case_files.draft_sha256(connection, number) == wanted
    assert rows(site, "SELECT 1 FROM documents WHERE taken_back_at IS NOT NULL") == []
    act(site, "lin", number, Move.TAKE_BACK, WHY)
    with site.database.reading() as connection:
        assert case_files.draft_sha256(connection, number) != wanted


def test_a_case_taken_back_from_the_meeting_waits_for_its_answers_again(site: Site) -> None:
    number = cleared(site)
    act(site, "lin", number, Move.TAKE_BACK, WHY)
    task = task_in(site, number)
    assert case_in(site.database, number).state is S.OPINION_SIGNED
    assert (task.kind, task.state, task.person) == (
        TaskKind.REPORT_ADOPTION,
        TaskState.ASSIGNED,
        "lin",
    )
    act(site, "lin", number, Move.REPORT_ADOPTION)
    assert case_in(site.database, number).state is S.CLEARED
