"""Who has which task: claim, release, assign, hand on, take over."""

from collections.abc import Iterable

from models.action import NOT_CONFLICTED
from models.errors import NotAllowed, NotFound
from models.forms import AssignForm, TransferForm
from models.moves import Move
from models.permission import NOT_OWN_REVIEW, PERMISSIONS, acting_role
from models.person import Person, Role
from models.queue import may_hold, role_of_holder, state_task
from models.task import ASKED_TASKS, REVIEWERS_OWN, Task, TaskKind, TaskState
from review_flows.desk.new_reviewer import become_reviewer
from review_flows.desk.sending_back import end_proposed
from review_flows.desk.step import Step
from review_flows.desk.task_list import end_task, leaves_task, open_task
from review_flows.outside import persons, records
from review_flows.outside.wall_clock import local_text

# Whoever did one of these has had a hand in the review, and giving the task back undoes no hand.
HANDS_ON = frozenset(
    {
        Move.CONSULT,
        Move.CO_REVIEW,
        Move.RECORD_ADVICE,
        Move.RECALL,
        Move.ANSWER_ADVICE,
        Move.PAUSE,
        Move.RESUME,
    }
)


def claim(step: Step) -> None:
    """Begin a task that is free, or that was given to this person or to whom he stands in for.

    Whoever takes a reviewer's task is the reviewer of the case from then on.
    """
    task = step.task
    assert task is not None
    if task.begun:
        raise step.refuse(f"its task {task.kind} is in hand already: {_held(step, task)}")
    if task.kind is TaskKind.SIGN and step.case.reviewer in step.person.codes:
        raise NotAllowed(f"{step.person.code} reviews the case: {NOT_OWN_REVIEW.sentence}.")
    holder = task.person or step.person.code
    step.connection.update(
        "tasks",
        "id = :id",
        id=task.id,
        state=str(TaskState.CLAIMED),
        person=holder,
        claimed_at=step.at,
    )
    _note(step, task)
    if task.kind in REVIEWERS_OWN and task.person is None:
        become_reviewer(step, step.person)


def release(step: Step) -> None:
    """Give a task back for others to take.

    Who claimed and gave back has had no hand in the case, unless he worked on its review.
    """
    task = step.task
    assert task is not None
    if task.person not in step.person.codes:
        raise step.refuse(f"the task {task.kind} is not yours to release")
    if task.kind in ASKED_TASKS:
        raise step.refuse("a question was asked of you alone; answer it with no_comment")
    role = role_of_holder(task.kind, task.role, ())
    if _worked_on(step, task):
        end_task(step, task, TaskState.CANCELLED)
        open_task(step, task.kind, role, due_on=task.due_on, recipient=task.recipient)
    else:
        free = {"state": str(TaskState.OPEN), "role": str(role)}
        step.connection.update(
            "tasks", "id = :id", id=task.id, person=None, claimed_at=None, **free
        )
    _note(step, task)
    if task.kind in REVIEWERS_OWN:
        step.changes["reviewer"] = None


def _worked_on(step: Step, task: Task) -> bool:
    if task.kind not in REVIEWERS_OWN or task.claimed_at is None:
        return False
    made = records.entries_of(step.connection, step.number, HANDS_ON)
    return any(entry["at"] >= task.claimed_at for entry in made)


def assign(step: Step) -> None:
    """Give a task that nobody has begun to one person; or one whose holder can do it no more."""
    form = step.form_as(AssignForm)
    task = _task_meant(step, form.task)
    if task.begun and not _lost(step, task):
        raise step.refuse(f"{_held(step, task)}; use transfer")
    _hand_on(step, task, form.person)


def _lost(step: Step, task: Task) -> bool:
    """Say whether who has a task is gone, or may not have it any more."""
    if task.person is None:
        return False
    holder = persons.find_person(step.connection, task.person, step.today.isoformat())
    if holder is None:
        return True
    standing = persons.standing_of(step.connection, holder, step.case)
    return not may_hold(standing, task.kind, task.role)


def transfer(step: Step) -> None:
    """Hand a task on to another person; its holder may, who stands in for him, or a chief."""
    form = step.form_as(TransferForm)
    task = _task_meant(step, form.task)
    if task.person is None:
        raise step.refuse(f"nobody has its task {task.kind}; use assign")
    if task.person not in step.person.codes:
        _act_as_chief(step, task)
    _hand_on(step, task, form.person)


def _act_as_chief(step: Step, task: Task) -> None:
    standing = persons.standing_of(step.connection, step.person, step.case)
    if acting_role(standing, Move.TRANSFER, Role.CHIEF) is None:
        raise NotAllowed(
            f"{step.person.code} may not transfer the task {task.kind} of case {step.number}: "
            f"only its holder ({_held(step, task)}) or a chief may."
        )
    step.role = Role.CHIEF


def take_over(step: Step) -> None:
    """Make the chief the reviewer of the case; its task is his and begun.

    Nobody signs his own review, so somebody else has to be there who may.
    """
    if step.case.reviewer == step.person.code:
        raise step.refuse("you are its reviewer already")
    become_reviewer(step, step.person)
    if leaves_task(step):  # an opinion waits: its signature is not wanted any more
        end_proposed(step, step.form)
        return
    task = state_task(step.case.state, step.tasks)
    assert task is not None
    role = role_of_holder(task.kind, task.role, step.person.roles)
    end_task(step, task, TaskState.CANCELLED)
    open_task(step, task.kind, role, person=step.person.code, due_on=task.due_on, begun=True)
    _note(step, task)


def _task_meant(step: Step, number: int | None) -> Task:
    """Return the waiting task of a number, or the one of the case's state."""
    found: Iterable[Task | None] = (task for task in step.tasks if task.id == number)
    task = next(iter(found), None) if number else state_task(step.case.state, step.tasks)
    if task is None:
        raise step.refuse(f"no task {number} of it waits" if number else "no task of it waits")
    if task.kind in ASKED_TASKS:
        raise step.refuse(
            f"the task {task.id} was asked of {_held(step, task)}; recall the question and ask anew"
        )
    return task


def _hand_on(step: Step, task: Task, code: str) -> None:
    """End the task and open it for another person, so that it shows who had it before."""
    receiver, role = _receiver(step, task, code)
    end_task(step, task, TaskState.CANCELLED)
    open_task(
        step,
        task.kind,
        role,
        person=receiver.code,
        due_on=task.due_on,
        recipient=task.recipient,
    )
    _note(step, task)
    step.facts["given_to"] = receiver.code
    if task.person:
        step.facts["taken_from"] = task.person
    if task.kind in REVIEWERS_OWN:
        become_reviewer(step, receiver)


def _receiver(step: Step, task: Task, code: str) -> tuple[Person, Role]:
    """Return who gets a task, and in which role. Refused where that person may not have it."""
    role = role_of_holder(task.kind, task.role, ())
    person = persons.find_person(step.connection, code, step.today.isoformat())
    if person is None:
        able = records.persons_with_role(step.connection, role)
        raise NotFound("The active person", code, able)
    if code == step.person.code and not _lost(step, task):
        raise step.refuse("the task would be your own; use claim, or as a chief take_over")
    if code == task.person:
        raise step.refuse(f"{_held(step, task)}")
    if role not in person.roles:
        able = records.persons_with_role(step.connection, role)
        raise step.refuse(f"{code} has not the role {role}; those who have it: {', '.join(able)}")
    standing = persons.standing_of(step.connection, person, step.case)
    if not may_hold(standing, task.kind, role):
        raise step.refuse(f"{code} may not have it: {_why_not(task, role)}")
    return person, role


def _why_not(task: Task, role: Role) -> str:
    if task.kind is TaskKind.SIGN:
        return NOT_OWN_REVIEW.sentence
    if task.kind in REVIEWERS_OWN:
        return NOT_CONFLICTED.sentence
    return PERMISSIONS[role, Move.CLAIM].sentence


def _held(step: Step, task: Task) -> str:
    name = records.person_name(step.connection, task.person)
    since = local_text(task.claimed_at or task.opened_at)
    return f"{name} ({task.person}) {'began it' if task.begun else 'was given it'} at {since}"


def _note(step: Step, task: Task) -> None:
    step.facts["task"] = {"id": task.id, "kind": str(task.kind)}
