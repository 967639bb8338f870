"""What comes after: taking effect, evaluation, continuation, amendment, repeal, lapse."""

from models.errors import BadInput
from models.forms import CallForEvaluationForm, ContinueForm
from models.person import Role
from models.task import TaskKind
from review_flows.desk.step import Step
from review_flows.desk.task_list import open_task
from review_flows.outside import issuances
from review_flows.outside.database import Row


def take_effect(step: Step) -> None:
    """The effective day has come."""
    effective_on = _issued(step)["effective_on"]
    if step.today.isoformat() < effective_on:
        raise step.refuse(f"it takes effect on {effective_on}")


def lapse(step: Step) -> None:
    """The period of validity is over and nobody continued it."""
    valid_until = _issued(step)["valid_until"]
    if valid_until is None or step.today.isoformat() <= valid_until:
        raise step.refuse(f"it is valid until {valid_until or 'further notice'}")


def call_for_evaluation(step: Step) -> None:
    """Ask the drafting unit to evaluate the document before its validity ends."""
    form = step.form_as(CallForEvaluationForm)
    issuances.note_call(step.connection, step.number, step.today)
    open_task(step, TaskKind.EVALUATE, Role.DRAFTER, due_on=form.valid_until.isoformat())


def continue_validity(step: Step) -> None:
    """Continue it after evaluation, for a new period."""
    form = step.form_as(ContinueForm)
    if form.valid_until <= step.today:
        raise BadInput("valid_until: lies in the past")
    step.connection.update(
        "issuances",
        "case_number = :case_number",
        case_number=step.number,
        valid_until=form.valid_until.isoformat(),
    )


def end_or_evaluate(step: Step) -> None:
    """Evaluate, amend, repeal: decided elsewhere; the reason is in the form and so in the log."""


def _issued(step: Step) -> Row:
    issued = issuances.issuance(step.connection, step.number)
    assert issued is not None
    return issued
