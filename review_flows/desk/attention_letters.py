"""What 催办 and 督办 letters say beside the case: a step in, facts of a letter out."""

from collections.abc import Sequence
from datetime import date

from models.forms import SuperviseForm, UrgeForm
from models.person import Role
from models.queue import state_task
from models.task import Task
from review_flows.desk.step import Step
from review_flows.desk.telling import task_facts, waits_for
from review_flows.outside import records

Facts = dict[str, object]


def urging(step: Step, about: str) -> Facts:
    """Return the task that waits, and what whoever urges says of it."""
    return {**_task(step), "instruction": step.form_as(UrgeForm).note}


def supervision(step: Step, about: str) -> Facts:
    """Return the task that waits, what is asked of its holder, and by when."""
    form = step.form_as(SuperviseForm)
    report_by = date.fromisoformat(form.report_by) if form.report_by else None
    return {**_task(step), "instruction": form.instruction, "report_by": report_by}


def _task(step: Step) -> Facts:
    """Return the task of the case's state with its last day; a state may have none."""
    task = state_task(step.case.state, step.tasks)
    told = task_facts(step.case, task, step.calendar)
    facts: Facts = {
        "asked_by": step.person.name,
        "asking_unit": records.unit_name(step.connection, step.person.unit),
        "task": str(told.task or ""),
        "urged": _urged(step, task),
        "due_on": told.due_on,
        "provisional": told.provisional,
    }
    if told.due_on is None or told.due_on >= step.today:
        return facts
    return facts | {
        "late_working": step.calendar.working_days_between(told.due_on, step.today),
        "late_calendar": (step.today - told.due_on).days,
    }


def _urged(step: Step, task: Task | None) -> Sequence[str]:
    """Return to whom the letter goes: a unit outside, else who has the task or may take it."""
    if task is None:
        return ()
    if task.role is Role.DRAFTER:
        return (records.unit_name(step.connection, step.case.unit),)
    codes = waits_for(step.connection, step.case, task, step.today)
    return tuple(records.person_name(step.connection, code) for code in codes)
