"""The tasks of a case: which one a move works on, and how they change with the state."""

from models.case import Case, CaseState
from models.errors import BadInput, MoveNotPossible
from models.forms import ClaimForm, Form
from models.moves import Move
from models.person import Person, Role
from models.task import TASK_OF_STATE, Task, TaskKind, TaskState
from review_flows.desk.step import Step
from review_flows.desk.timekeeping import TIMED_TASKS

# A task of review belongs to the reviewer of the case, once there is one.
REVIEWERS_OWN = frozenset({TaskKind.REVIEW, TaskKind.CONFIRM_REVISION})


def task_for(move: Move, form: Form, person: Person, case: Case, tasks: list[Task]) -> Task | None:
    """Return the open task that a move works on, or None for a move outside any task."""
    if isinstance(form, ClaimForm):
        return _task_to_take(form, person, case, tasks)
    if move is Move.ADVISE:
        own = [t for t in tasks if t.kind is TaskKind.ADVISE and t.person == person.code]
        return own[0] if own else None
    return state_task(case.state, tasks)


def state_task(state: CaseState, tasks: list[Task]) -> Task | None:
    """Return the open task that belongs to a state."""
    kind = TASK_OF_STATE.get(state, (None, None))[0]
    return next((task for task in tasks if task.kind is kind), None)


def _task_to_take(form: ClaimForm, person: Person, case: Case, tasks: list[Task]) -> Task:
    mine = [task for task in tasks if task.role in person.roles and form.task in (None, task.id)]
    if not mine:
        raise MoveNotPossible(
            f"No task of case {case.number} waits for {person.code}"
            + (f" under the number {form.task}." if form.task else ".")
        )
    if len(mine) > 1:
        several = ", ".join(f"{task.id} ({task.kind})" for task in mine)
        raise BadInput(f"Several tasks wait for {person.code}: give task=… as one of {several}.")
    return mine[0]


def change_state_task(step: Step) -> None:
    """End the task of the state that is left and open the one of the state that is entered."""
    left = TASK_OF_STATE.get(step.case.state)
    entered = TASK_OF_STATE.get(step.leads_to)
    if left is not None and left == entered:
        return
    stays = {TaskKind.ADVISE} if step.leads_to in (CaseState.UNDER_REVIEW, CaseState.PAUSED) else {}
    for task in step.tasks:
        if task.kind not in stays:
            end_task(step, task)
    if entered is not None:
        _open_state_task(step, *entered)


def end_task(step: Step, task: Task) -> None:
    """End a task: done by whom it waited for, cancelled when the case went another way."""
    done = task.role is step.role and (task is step.task or task.kind is not TaskKind.ADVISE)
    step.connection.update(
        "tasks",
        "id = :id",
        id=task.id,
        state=str(TaskState.DONE if done else TaskState.CANCELLED),
        ended_at=step.at,
        ended_by=step.person.code if step.person.unit else None,
    )


def _open_state_task(step: Step, kind: TaskKind, role: Role) -> None:
    reviewer = step.changes.get("reviewer", step.case.reviewer)
    person = str(reviewer) if kind in REVIEWERS_OWN and reviewer else None
    ceiling = step.changes.get("ceiling_on", step.case.ceiling_on)
    timed = kind in TIMED_TASKS and ceiling is not None
    open_task(step, kind, role, person=person, due_on=str(ceiling) if timed else None)


def open_task(
    step: Step,
    kind: TaskKind,
    role: Role,
    *,
    person: str | None = None,
    due_on: str | None = None,
    about: int | None = None,
) -> None:
    """Open a task for whoever has the role, or for one person."""
    step.connection.insert(
        "tasks",
        case_number=step.number,
        kind=str(kind),
        role=str(role),
        state=str(TaskState.CLAIMED if person else TaskState.OPEN),
        person=person,
        about=about,
        opened_at=step.at,
        due_on=due_on,
        claimed_at=step.at if person else None,
    )
