"""What comes after: taking effect, evaluation, continuation, amendment, repeal, lapse."""

from datetime import date

from models.errors import BadInput
from models.forms import CallForEvaluationForm, ContinueForm
from models.person import Role
from models.task import TaskKind
from models.validity import remind_on
from review_flows.desk.numbers import renew_registration
from review_flows.desk.publication_days import validity_warning
from review_flows.desk.step import Step
from review_flows.desk.task_list import open_task
from review_flows.outside import issuances, validity_rows
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
    """Ask the drafting unit to evaluate the document before its validity ends; once for each end.

    From the day on that the rule set names: a number of calendar months before the end.
    """
    form, issued = step.form_as(CallForEvaluationForm), _issued(step)
    rule = step.rules().validity
    if issued["valid_until"] != form.valid_until.isoformat():
        raise step.refuse(f"it is valid until {issued['valid_until'] or 'further notice'}")
    if issued["evaluation_called_on"]:
        raise step.refuse(f"people were called to it on {issued['evaluation_called_on']} already")
    if rule is None:
        raise step.refuse(f"the rule set {step.rule_set.code} says nothing of validity")
    first = remind_on(form.valid_until, rule)
    if step.today < first:
        raise step.refuse(f"people are called to it from {first} on ({rule.source})")
    step.facts["rule"] = {"source": rule.source, "verified": rule.verified}
    issuances.note_call(step.connection, step.number, step.today)
    open_task(step, TaskKind.EVALUATE, Role.DRAFTER, due_on=form.valid_until.isoformat())


def evaluate(step: Step) -> None:
    """Evaluated: it is continued, amended or repealed before its validity ends."""
    step.task_due_on = _issued(step)["valid_until"]


def continue_validity(step: Step) -> None:
    """Continue it after evaluation, for a new period: registered anew, published anew.

    The new registration number is allotted here, so what bears it is published today or later.
    """
    form, issued = step.form_as(ContinueForm), _issued(step)
    _check_period(step, form, issued["valid_until"])
    if warning := validity_warning(step, form.published_on, form.valid_until):
        step.facts["warnings"] = [str(warning)]
    number = renew_registration(step, issued["registration_number"])
    validity_rows.add_continuation(
        step.connection,
        step.number,
        registration_number=number,
        registration_number_before=issued["registration_number"],
        place=form.place,
        published_on=form.published_on.isoformat(),
        valid_until=form.valid_until.isoformat(),
        valid_until_before=issued["valid_until"],
        continued_at=step.at,
        person=step.person.code,
    )


def _check_period(step: Step, form: ContinueForm, until: str | None) -> None:
    """Refuse days that cannot be, and a period that ended: what has lapsed is reviewed anew."""
    if until is not None and until < step.today.isoformat():
        raise step.refuse(
            f"its validity ended on {until}; what has lapsed needs a new review: submit the text "
            "as a new case"
        )
    if form.published_on < step.today or (until and form.published_on > date.fromisoformat(until)):
        raise BadInput(
            f"published_on: {form.published_on} is not between today ({step.today}), when the new "
            f"registration number is allotted, and the end of its validity ({until or 'none'})"
        )
    if form.valid_until <= max(form.published_on, date.fromisoformat(until or "0001-01-01")):
        raise BadInput(
            f"valid_until: {form.valid_until} is not after the publication "
            f"({form.published_on}) and the end of the present period ({until or 'none'})"
        )


def end(step: Step) -> None:
    """Amend, repeal: decided elsewhere; the reason is in the form and so in the log."""


def _issued(step: Step) -> Row:
    issued = issuances.issuance(step.connection, step.number)
    assert issued is not None
    return issued
