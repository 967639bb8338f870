"""What stays to be read of a stand-in, who works on the task of somebody absent."""

from models.task import REVIEWERS_OWN, TaskState
from review_flows.desk.step import Step
from review_flows.desk.task_list import TAKING

HAND_OF = (
    "SELECT count(*) FROM tasks WHERE case_number = :number AND kind = :kind "
    "AND person = :person AND claimed_at IS NOT NULL"
)


def keep_hand(step: Step) -> None:
    """Let it stay to be read that a stand-in worked on a review, whose task stays the absent's.

    Once for each kind of task: a begun task of his own, given back at once, which is in no box.
    """
    task, person = step.task, step.person.code
    if task is None or task.kind not in REVIEWERS_OWN or step.rule.quiet or step.move in TAKING:
        return
    values = {"number": step.number, "kind": str(task.kind), "person": person}
    if step.connection.value(HAND_OF, **values) == 0:
        step.connection.insert(
            "tasks",
            case_number=step.number,
            kind=str(task.kind),
            role=str(task.role),
            state=str(TaskState.CANCELLED),
            person=person,
            opened_at=step.at,
            claimed_at=step.at,
            ended_at=step.at,
            ended_by=person,
        )
