"""The tasks of a case: which one a move works on, and how they change with the state."""

from dataclasses import replace

from models.case import ENDED, Case, CaseState
from models.errors import BadInput, MoveNotPossible
from models.forms import ClaimForm, Form, ReplyToRecipientForm
from models.moves import ASKING, Move
from models.person import Person, Role
from models.queue import may_hold, role_of_holder, state_task
from models.task import (
    ASKED_TASKS,
    LASTING_TASKS,
    REVIEWERS_OWN,
    TASK_OF_STATE,
    Task,
    TaskKind,
    TaskState,
)
from review_flows.desk.asked_tasks import task_of_reply, task_to_answer
from review_flows.desk.step import Step
from review_flows.desk.telling import tell_of_recall
from review_flows.desk.timekeeping import TIMED_TASKS
from review_flows.outside import persons
from review_flows.outside.earlier_moves import last_holder

ANSWERS = {Move.ADVISE: TaskKind.ADVISE, Move.COUNTERSIGN: TaskKind.CO_REVIEW}
TAKING = frozenset({Move.CLAIM, Move.RELEASE})
# These are about a task, whoever has it, and work on none.
ABOUT_TASKS = frozenset(
    {
        Move.EXTEND,
        Move.EXEMPT,
        Move.REBASE,
        Move.PLAN_MEETING,
        Move.WITHDRAW,
        Move.ASSIGN,
        Move.TRANSFER,
        Move.TAKE_OVER,
        Move.TAKE_BACK,
        Move.URGE,
        Move.SUPERVISE,
        Move.HAND_OUT,
    }
)
BACK = frozenset({Move.SEND_BACK, Move.TAKE_BACK})
RECALL = (
    "UPDATE consultations SET recalled_at = :at, recall_reason = :reason WHERE id = :id "
    "AND kind IS NULL AND answered_at IS NULL AND recalled_at IS NULL"
)
QUESTION_NUMBER = "SELECT number FROM consultations WHERE id = :id"


def task_for(move: Move, form: Form, person: Person, case: Case, ever: list[Task]) -> Task | None:
    """Return the open task that a move works on, or None for a move outside any task.

    `ever` are all tasks that the case ever had, oldest first.
    """
    tasks = [task for task in ever if task.waits]
    if move in ABOUT_TASKS:
        return None
    if isinstance(form, ClaimForm):
        return _task_to_take(form, person, case, tasks)
    if move in ANSWERS:
        return task_to_answer(form, person, ANSWERS[move], ever)
    if isinstance(form, ReplyToRecipientForm):
        return task_of_reply(form.recipient, tasks)
    if move is Move.EVALUATE:  # people were called to it while the document is in force
        return next((one for one in tasks if one.kind is TaskKind.EVALUATE), None)
    task = state_task(case.state, tasks)
    # A chief may stop the clock of a review that somebody else holds.
    others = task is not None and task.person not in (None, *person.codes)
    return None if others and move in (Move.PAUSE, Move.RESUME) else task


def _task_to_take(form: ClaimForm, person: Person, case: Case, tasks: list[Task]) -> Task:
    mine = [task for task in tasks if task.role in person.roles and form.task in (None, task.id)]
    if not mine:
        raise MoveNotPossible(
            f"No task of case {case.number} waits for {person.code}"
            + (f" under the number {form.task}." if form.task else ".")
        )
    # What somebody else has is named only where nothing else could be meant.
    free = [task for task in mine if task.person in (None, *person.codes)] or mine
    if len(free) > 1:
        several = ", ".join(f"{task.id} ({task.kind})" for task in free)
        raise BadInput(f"Several tasks wait for {person.code}: give task=… as one of {several}.")
    return free[0]


def begin(step: Step) -> None:
    """Let a task that was given to this person count as begun, where the move works on it."""
    task = step.task
    if (
        task is None
        or task.state is not TaskState.ASSIGNED
        or step.rule.quiet
        or step.move in TAKING
        or task.kind in ASKED_TASKS | LASTING_TASKS
        or task.person not in step.person.codes
        or leaves_task(step)
    ):
        return
    step.connection.update(
        "tasks", "id = :id", id=task.id, state=str(TaskState.CLAIMED), claimed_at=step.at
    )


def recall_own_questions(step: Step, reviewer: str) -> None:
    """Recall what the new reviewer was asked himself: nobody answers his own question.

    What he had asked outside, and has a task to be reminded of, goes on.
    """
    for task in step.tasks:
        own = task.kind is TaskKind.CO_REVIEW or task.role is Role.ADVISOR
        if task.person == reviewer and task.kind in ASKED_TASKS and own:
            _recall(step, task)
            end_task(step, task, TaskState.CANCELLED)


def leaves_task(step: Step) -> bool:
    """Say whether the move ends the task of the state: two states may share one."""
    left = TASK_OF_STATE.get(step.case.state)
    return step.leads_to is not step.case.state and (
        left is None or left != TASK_OF_STATE.get(step.leads_to)
    )


def change_state_task(step: Step) -> None:
    """End the task of the state that is left and open the one of the state that is entered.

    Questions that are still open are recalled when the review is left, and stay otherwise.
    """
    if not leaves_task(step):
        return
    stays = ASKED_TASKS if step.leads_to in ASKING else frozenset()
    if step.leads_to not in ENDED:
        stays |= LASTING_TASKS
    if step.leads_to in (CaseState.IN_FORCE, CaseState.EVALUATED):
        stays |= {TaskKind.FOLLOW_FILING}  # until every recipient has answered
    for task in step.tasks:
        if task.kind not in stays:
            if task.kind in ASKED_TASKS:
                _recall(step, task)
            end_task(step, task)
    entered = TASK_OF_STATE.get(step.leads_to)
    if entered is not None:
        _open_state_task(step, *entered)


def _recall(step: Step, task: Task) -> None:
    reason = str(getattr(step.form, "reason", "")) or str(step.move)
    if step.connection.run(RECALL, id=task.about, at=step.at, reason=reason) == 1:
        number = step.connection.value(QUESTION_NUMBER, id=task.about)
        before = step.facts.get("recalled")
        recalled = before if isinstance(before, list) else []
        step.facts["recalled"] = [*recalled, f"{number} ({task.person})"]
        tell_of_recall(step, task)


def end_task(step: Step, task: Task, state: TaskState | None = None) -> None:
    """End a task: done by whom it waited for, cancelled when the case went another way.

    `state` says which of the two, where the move alone does not tell.
    """
    done = task is step.task and task.role is step.role
    step.connection.update(
        "tasks",
        "id = :id",
        id=task.id,
        state=str(state or (TaskState.DONE if done else TaskState.CANCELLED)),
        ended_at=step.at,
        ended_by=step.person.code if step.person.unit else None,
    )


def _open_state_task(step: Step, kind: TaskKind, role: Role) -> None:
    holder = _next_holder(step, kind, role)
    if kind in REVIEWERS_OWN:
        # Whoever is not here any more, or may not, must not keep others from the case.
        step.changes["reviewer"] = holder.code if holder else None
    ceiling = step.changes.get("ceiling_on", step.case.ceiling_on)
    timed = kind in TIMED_TASKS and ceiling is not None
    open_task(
        step,
        kind,
        role_of_holder(kind, role, holder.roles) if holder else role,
        person=holder.code if holder else None,
        due_on=str(ceiling) if timed else step.task_due_on,
        begun=step.move is Move.TAKE_OVER,
    )


def _next_holder(step: Step, kind: TaskKind, role: Role) -> Person | None:
    """Return to whom the task of a stage goes: its reviewer; on the way back, who had it last."""
    reviewer = step.changes.get("reviewer", step.case.reviewer)
    code = str(reviewer) if kind in REVIEWERS_OWN and reviewer else None
    if kind not in REVIEWERS_OWN and step.move in BACK:
        code = last_holder(step.connection, step.number, kind)
    today = step.today.isoformat()
    person = persons.find_person(step.connection, code, today) if code else None
    if person is None:
        return None
    unit = step.changes.get("unit", step.case.unit)
    case = replace(step.case, unit=None if unit is None else str(unit))
    standing = persons.standing_of(step.connection, person, case)
    return person if may_hold(standing, kind, role_of_holder(kind, role, person.roles)) else None


def open_task(
    step: Step,
    kind: TaskKind,
    role: Role,
    *,
    person: str | None = None,
    due_on: str | None = None,
    about: int | None = None,
    recipient: str | None = None,
    begun: bool = False,
) -> None:
    """Open a task for whoever has the role, or for one person, who may have begun already."""
    given = TaskState.CLAIMED if begun else TaskState.ASSIGNED
    step.connection.insert(
        "tasks",
        case_number=step.number,
        kind=str(kind),
        role=str(role),
        state=str(given if person else TaskState.OPEN),
        person=person,
        about=about,
        recipient=recipient,
        opened_at=step.at,
        due_on=due_on,
        claimed_at=step.at if begun else None,
    )
