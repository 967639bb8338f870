"""待办: in which box of a person's queue something stands, how urgent it is, who may have it."""

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum

from models.case import CaseState
from models.moves import Move
from models.permission import acting_role
from models.person import Role
from models.relation import Standing
from models.task import REVIEWERS_OWN, TASK_OF_STATE, Task, TaskKind


class Box(StrEnum):
    """Where in a person's queue something stands. Tasks stand in the first three, then cases."""

    TO_DO = "to_do"  # 待办: the person may take it, or was given it
    IN_HAND = "in_hand"  # 在办: the person, or whom the person stands in for, is at it
    DONE = "done"  # 已办: the person ended it, and the case goes on
    FINISHED = "finished"  # 办结: the case has ended, and the person had a part in it
    STARTED = "started"  # 我发起的: handed in by the person, or by the drafter's unit


BOXES_OF_TASKS = frozenset({Box.TO_DO, Box.IN_HAND, Box.DONE})


class Urgency(StrEnum):
    """How the last day of a task stands to today; the order of the members is that of a queue.

    PROVISIONAL stands before later firm days only by its day: it is a day like another, and may
    move when the notice of its year comes.
    """

    OVERDUE = "overdue"
    DUE_TODAY = "due_today"
    PROVISIONAL = "provisional"
    DUE_LATER = "due_later"
    UNDATED = "undated"


def urgency(due_on: str | None, today: str, provisional: bool) -> Urgency:
    """Return how urgent a last day is. Days are ISO texts of Asia/Shanghai."""
    if due_on is None:
        return Urgency.UNDATED
    if due_on < today:
        return Urgency.OVERDUE
    if due_on == today:
        return Urgency.DUE_TODAY
    return Urgency.PROVISIONAL if provisional else Urgency.DUE_LATER


def state_task(state: CaseState, tasks: Iterable[Task]) -> Task | None:
    """Return the waiting task that belongs to a state."""
    kind = TASK_OF_STATE.get(state, (None, None))[0]
    return next((task for task in tasks if task.kind is kind), None)


def role_of_holder(kind: TaskKind, role: Role, roles: Iterable[Role]) -> Role:
    """Return the role in which somebody with these roles has a task.

    The reviewer of a case may be a chief who took it over and holds no other role.
    """
    if kind not in REVIEWERS_OWN:
        return role
    held = frozenset(roles)
    return Role.CHIEF if Role.CHIEF in held and Role.REVIEWER not in held else Role.REVIEWER


def may_hold(standing: Standing, kind: TaskKind, role: Role) -> bool:
    """Say whether a task of a role may be this person's, standing so to its case.

    Whoever has a review is the reviewer, so nobody else's being it stands in the way. A chief may
    hold the review that he took over; its signature is for somebody else.
    """
    if kind in REVIEWERS_OWN:
        standing = replace(standing, reviewer=standing.person.code)
    if acting_role(standing, Move.CLAIM, role) is not role:
        return False
    return kind is not TaskKind.SIGN or acting_role(standing, Move.SIGN, role) is role
