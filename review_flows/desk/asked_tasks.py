"""Which question a person answers, and which reply to a recipient: tasks beside the state's own."""

from collections.abc import Iterable

from models.errors import BadInput
from models.forms import AdviseForm, Form
from models.person import Person
from models.task import ASKED_TASKS, Task, TaskKind


def task_to_answer(form: Form, person: Person, kind: TaskKind, ever: list[Task]) -> Task | None:
    """Return the open question to this person that a form answers; None where there is none.

    `ever` are all tasks that the case ever had, oldest first.
    """
    # Each question opened a task, so their order is that of the questions' numbers.
    asked_ever = sorted({task.about for task in ever if task.kind in ASKED_TASKS and task.about})
    number = {about: place for place, about in enumerate(asked_ever, start=1)}
    wanted = form.consultation if isinstance(form, AdviseForm) else None
    own = [
        task
        for task in ever
        if task.waits
        and task.kind is kind
        and task.person in person.codes
        and wanted in (None, number.get(task.about or 0))
    ]
    if len(own) > 1:
        several = ", ".join(str(number.get(task.about or 0)) for task in own)
        raise BadInput(f"consultation: several questions wait for {person.code}: {several}")
    return own[0] if own else None


def task_of_reply(recipient: str | None, tasks: Iterable[Task]) -> Task | None:
    """Return the waiting task of a reply to a recipient, or None."""
    return next(
        (
            task
            for task in tasks
            if task.kind is TaskKind.REPLY_TO_RECIPIENT and task.recipient == recipient
        ),
        None,
    )
