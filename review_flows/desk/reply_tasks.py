"""The task of replying to a recipient: one for each track that asks something."""

from models.person import Role
from models.task import TaskKind, TaskState
from review_flows.desk.asked_tasks import task_of_reply
from review_flows.desk.step import Step
from review_flows.desk.task_list import end_task, open_task


def follow_track(step: Step, recipient: str, *, asked: bool, due_on: str | None) -> None:
    """End the reply that was owed on a track, and open the one that is owed now.

    `asked` says whether the track asks for one. A reply that was sent ends its task as done; a
    later answer of the recipient ends it as cancelled, and who had it has the new one.
    """
    before = task_of_reply(recipient, step.tasks)
    if before is not None:
        end_task(step, before, None if before is step.task else TaskState.CANCELLED)
    if asked:
        open_task(
            step,
            TaskKind.REPLY_TO_RECIPIENT,
            Role.FILING_CLERK,
            person=before.person if before else None,
            due_on=due_on,
            recipient=recipient,
        )


def end_following(step: Step) -> None:
    """End the task of following the filing, of a document in force: every recipient answered."""
    for task in step.tasks:
        if task.kind is TaskKind.FOLLOW_FILING:
            end_task(step, task, TaskState.DONE)
