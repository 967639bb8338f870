"""Who has which task: given, begun, handed on, given back, taken over; and who may have it."""

import pytest
from builders import (
    a_document,
    add_person,
    consulted,
    opinion,
    proposed,
    received,
    revised,
    signed,
    under_review,
)
from builders import accepted as just_accepted
from databases import case_in, entries, tasks_in
from queue_builders import all_tasks, leave, stands_in, task_in

from models.case import CaseState as S
from models.document import DocumentKind
from models.errors import MoveNotPossible, NotAllowed, NotFound, ReviewError, TaskTaken
from models.moves import Move
from models.person import Role
from models.task import TaskKind, TaskState
from review_flows.desk import act
from review_flows.outside.site import Site

EARLY = {"early_reason": "急需", "breach_cause": "drafting_side"}
TO_ZHAO = {"person": "zhao", "reason": "工作调整"}


def test_an_assigned_review_is_its_persons_and_begins_with_the_first_move(site: Site) -> None:
    number = just_accepted(site)
    add_person(site, "zhao", "reviewer")
    act(site, "deng", number, Move.ASSIGN, {"person": "zhao"})
    task = task_in(site, number)
    assert (task.state, task.person, task.due_on) == (TaskState.ASSIGNED, "zhao", "2026-03-30")
    assert case_in(site.database, number).reviewer == "zhao"
    assert case_in(site.database, number).state is S.ACCEPTED
    act(site, "zhao", number, Move.CLAIM)
    assert case_in(site.database, number).state is S.UNDER_REVIEW
    assert task_in(site, number).state is TaskState.CLAIMED


def test_a_task_that_was_given_is_begun_by_any_move_on_it_but_not_by_a_quiet_one(
    site: Site,
) -> None:
    number = under_review(site)
    add_person(site, "zhao", "reviewer")
    act(site, "shen", number, Move.TRANSFER, TO_ZHAO)
    act(site, "qian", number, Move.URGE)
    act(site, "deng", number, Move.PLAN_MEETING, {"meeting_on": "2026-05-06"})
    assert task_in(site, number).state is TaskState.ASSIGNED
    act(site, "zhao", number, Move.CONSULT, {"advisor": "gu", "question": "可行否"})
    task = task_in(site, number)
    assert (task.state, task.person) == (TaskState.CLAIMED, "zhao") and task.claimed_at


def test_what_was_handed_on_shows_who_had_it(site: Site) -> None:
    number = under_review(site)
    add_person(site, "zhao", "reviewer")
    act(site, "shen", number, Move.TRANSFER, TO_ZHAO)
    reviews = [task for task in all_tasks(site, number) if task.kind is TaskKind.REVIEW]
    assert [(task.state, task.person) for task in reviews] == [
        (TaskState.CANCELLED, "shen"),
        (TaskState.ASSIGNED, "zhao"),
    ]
    body = entries(site.database, number)[-1].body.decode()
    assert '"given_to":"zhao"' in body and '"taken_from":"shen"' in body


def test_a_begun_task_is_transferred_and_not_assigned(site: Site) -> None:
    number = under_review(site)
    add_person(site, "zhao", "reviewer")
    with pytest.raises(MoveNotPossible, match=r"沈审核 \(shen\) began it .*; use transfer"):
        act(site, "qian", number, Move.ASSIGN, {"person": "zhao"})
    act(site, "qian", number, Move.TRANSFER, TO_ZHAO)
    assert case_in(site.database, number).reviewer == "zhao"


def test_a_free_task_is_assigned_and_not_transferred(site: Site) -> None:
    number = just_accepted(site)
    add_person(site, "zhao", "reviewer")
    with pytest.raises(MoveNotPossible, match="nobody has its task review; use assign"):
        act(site, "qian", number, Move.TRANSFER, TO_ZHAO)


def test_only_the_holder_or_a_chief_hands_on(site: Site) -> None:
    number = received(site)
    add_person(site, "zhao", "clerk")
    add_person(site, "wu", "clerk")
    act(site, "deng", number, Move.CLAIM)
    with pytest.raises(NotAllowed, match=r"only its holder \(邓登记 \(deng\) began it"):
        act(site, "wu", number, Move.TRANSFER, TO_ZHAO)
    act(site, "deng", number, Move.TRANSFER, TO_ZHAO)
    assert task_in(site, number).person == "zhao"


def test_a_chief_gives_the_signature_of_one_chief_to_another(site: Site) -> None:
    add_person(site, "zhao", "chief")
    add_person(site, "wu", "chief")
    number = proposed(site)
    act(site, "wu", number, Move.CLAIM)
    act(site, "qian", number, Move.TRANSFER, TO_ZHAO)
    act(site, "qian", number, Move.ASSIGN, {"person": "wu"})
    assert task_in(site, number).person == "wu"


REFUSED = {
    "unknown": ("zhoa", NotFound, "Did you mean zhao"),
    "inactive": ("gone", NotFound, "The active person “gone” was not found"),
    "oneself": ("qian", MoveNotPossible, "would be your own"),
    "without the role": ("deng", MoveNotPossible, "has not the role reviewer.*zhao"),
    "of the drafting unit": ("own", MoveNotPossible, "nobody judges a document of his own unit"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_who_may_not_have_a_task_does_not_get_it(site: Site, case: str) -> None:
    add_person(site, "zhao", "reviewer")
    add_person(site, "gone", "reviewer")
    add_person(site, "own", "reviewer", unit="zhujian")
    leave(site, "gone")
    code, kind, says = REFUSED[case]
    number = just_accepted(site)
    with pytest.raises(kind, match=says):
        act(site, "qian", number, Move.ASSIGN, {"person": code})
    assert task_in(site, number).state is TaskState.OPEN


def test_nobody_is_given_what_he_has(site: Site) -> None:
    number = just_accepted(site)
    act(site, "deng", number, Move.ASSIGN, {"person": "shen"})
    with pytest.raises(MoveNotPossible, match=r"沈审核 \(shen\) was given it"):
        act(site, "deng", number, Move.ASSIGN, {"person": "shen"})


def test_the_signature_is_not_given_to_who_had_a_hand_in_the_review(site: Site) -> None:
    add_person(site, "both", "reviewer chief")
    number = just_accepted(site)
    act(site, "both", number, Move.CLAIM)
    act(site, "both", number, Move.TRANSFER, {"person": "shen", "reason": "另有任务"})
    act(site, "shen", number, Move.PROPOSE_OPINION, opinion())
    with pytest.raises(MoveNotPossible, match="nobody signs his own review"):
        act(site, "qian", number, Move.ASSIGN, {"person": "both"})


def test_a_question_is_not_handed_on(site: Site) -> None:
    number = consulted(site, under_review(site))
    (asked,) = (task for task in tasks_in(site.database, number) if task.kind is TaskKind.ADVISE)
    with pytest.raises(MoveNotPossible, match="recall the question and ask anew"):
        act(site, "qian", number, Move.ASSIGN, {"person": "zhao", "task": asked.id})


def test_who_is_given_a_task_may_give_it_back(site: Site) -> None:
    number = just_accepted(site)
    act(site, "deng", number, Move.ASSIGN, {"person": "shen"})
    act(site, "shen", number, Move.RELEASE)
    task = task_in(site, number)
    assert (task.state, task.person) == (TaskState.OPEN, None)
    assert case_in(site.database, number).reviewer is None


@pytest.mark.parametrize("worked", [False, True])
def test_who_gave_back_had_a_hand_only_if_he_worked_on_it(site: Site, worked: bool) -> None:
    add_person(site, "both", "reviewer chief")
    number = just_accepted(site)
    act(site, "both", number, Move.CLAIM)
    if worked:
        document = a_document(site, DocumentKind.EVIDENCE)
        form = {"ground": "hearing", "reason": "听证", "documents": [document]}
        act(site, "both", number, Move.PAUSE, form)
        act(site, "both", number, Move.RESUME)
    act(site, "both", number, Move.RELEASE)
    act(site, "shen", number, Move.CLAIM)
    act(site, "shen", number, Move.PROPOSE_OPINION, opinion())
    if worked:
        with pytest.raises(NotAllowed, match="nobody signs his own review"):
            act(site, "both", number, Move.SIGN, EARLY)
    else:
        act(site, "both", number, Move.CLAIM)
        assert task_in(site, number).person == "both"


def test_a_task_in_hand_is_not_begun_twice(site: Site) -> None:
    number = under_review(site)
    with pytest.raises(MoveNotPossible, match=r"in hand already: 沈审核 \(shen\) began it"):
        act(site, "shen", number, Move.CLAIM)


def test_what_was_given_to_one_is_not_taken_by_another(site: Site) -> None:
    number = received(site)
    add_person(site, "zhao", "clerk")
    act(site, "qian", number, Move.ASSIGN, {"person": "zhao"})
    with pytest.raises(TaskTaken, match=r"was given to zhao者 \(zhao\)"):
        act(site, "deng", number, Move.CLAIM)


@pytest.mark.parametrize("state", [S.UNDER_REVIEW, S.PAUSED, S.OPINION_PROPOSED])
def test_a_chief_takes_over_and_another_one_signs(site: Site, state: S) -> None:
    add_person(site, "zhao", "chief")
    number = proposed(site) if state is S.OPINION_PROPOSED else under_review(site)
    if state is S.PAUSED:
        form = {"ground": "hearing", "reason": "听证"}
        act(site, "shen", number, Move.PAUSE, form)
    act(site, "qian", number, Move.TAKE_OVER, {"reason": "重大敏感"})
    case, task = case_in(site.database, number), task_in(site, number)
    assert case.reviewer == "qian"
    assert case.state is (S.PAUSED if state is S.PAUSED else S.UNDER_REVIEW)
    assert (task.kind, task.state, task.person) == (TaskKind.REVIEW, TaskState.CLAIMED, "qian")
    assert task.role is Role.CHIEF
    if state is S.PAUSED:
        act(site, "qian", number, Move.RESUME)
    act(site, "qian", number, Move.PROPOSE_OPINION, opinion())
    for move, form in ((Move.CLAIM, {}), (Move.SIGN, EARLY)):
        with pytest.raises(NotAllowed, match="nobody signs his own review"):
            act(site, "qian", number, move, form)
    act(site, "zhao", number, Move.CLAIM)
    done = [t for t in all_tasks(site, number) if t.state is TaskState.DONE]
    assert (done[-1].kind, done[-1].person) == (TaskKind.REVIEW, "qian")


def test_the_only_chief_who_could_sign_does_not_take_over(site: Site) -> None:
    number = under_review(site)
    add_person(site, "own", "chief", unit="zhujian")
    with pytest.raises(MoveNotPossible, match="no other active chief could sign then"):
        act(site, "qian", number, Move.TAKE_OVER, {"reason": "重大敏感"})


def test_a_chief_who_took_over_gives_the_review_back_to_the_reviewers(site: Site) -> None:
    add_person(site, "zhao", "chief")
    number = under_review(site)
    act(site, "qian", number, Move.TAKE_OVER, {"reason": "重大敏感"})
    act(site, "qian", number, Move.RELEASE)
    assert task_in(site, number).role is Role.REVIEWER
    act(site, "shen", number, Move.CLAIM)
    assert case_in(site.database, number).reviewer == "shen"


def test_a_stand_in_works_for_the_absent_and_the_task_stays_his(site: Site) -> None:
    add_person(site, "zhao", "reviewer")
    number = just_accepted(site)
    act(site, "deng", number, Move.ASSIGN, {"person": "shen"})
    with pytest.raises(ReviewError):
        act(site, "zhao", number, Move.CLAIM)
    stands_in(site, "zhao", "shen")
    act(site, "zhao", number, Move.CLAIM)
    task = task_in(site, number)
    assert (task.state, task.person) == (TaskState.CLAIMED, "shen")
    assert case_in(site.database, number).reviewer == "shen"
    act(site, "zhao", number, Move.PROPOSE_OPINION, opinion())
    assert case_in(site.database, number).state is S.OPINION_PROPOSED


def test_a_reviewer_who_left_keeps_nobody_from_his_case(site: Site) -> None:
    add_person(site, "zhao", "reviewer")
    number = signed(site)
    leave(site, "shen")
    revised(site, number)
    task = task_in(site, number)
    assert (task.kind, task.state) == (TaskKind.CONFIRM_REVISION, TaskState.OPEN)
    act(site, "zhao", number, Move.CLAIM)
    assert case_in(site.database, number).reviewer == "zhao"
