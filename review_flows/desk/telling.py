"""Whom a reminder is for, and the message to each of them, in the transaction that records it."""

from collections.abc import Iterable
from datetime import date

from models.forms import RemindForm
from models.notice import (
    STAYS_IN_THE_HOUSE,
    Channel,
    Message,
    ReminderFacts,
    may_take,
    reminder_message,
)
from models.person import Person, Role
from models.reminder import Reminded
from review_flows.desk.step import Step
from review_flows.desk.task_list import state_task
from review_flows.outside import records
from review_flows.outside.notices import notify
from review_flows.outside.site import Site


def tell_of_reminder(step: Step, form: RemindForm) -> None:
    """Make the messages of a reminder that goes out, and prove in the log to whom they go.

    What is overtaken is not sent. Who stands in two of the roles, or takes several looks of a
    day, hears of one last day once a day; the strongest rung has to come first.
    """
    if form.overtaken:
        return
    persons = addressees(step, form.about, form.to)
    step.facts["told"] = sorted(persons)
    facts = ReminderFacts(
        number=step.number,
        matter_type=step.case.matter_type,
        about=form.about,
        to=form.to,
        due_on=form.due_on,
        today=step.today,
        days_left=form.days_left,
        provisional=_is_provisional(step, form.about, form.due_on),
    )
    about = form.about.replace(":", ".")
    key = f"remind.{step.number}.{about}.{form.due_on}.{step.today}"
    tell(step, persons, reminder_message(facts), key)


def tell(step: Step, persons: Iterable[str], message: Message, key: str) -> int:
    """Make a message about the case of a step to each of these persons; return how many are new."""
    return notify(
        step.connection,
        persons,
        message,
        key,
        channels=channels_of(step.site),
        at=step.at,
        number=step.number,
    )


def channels_of(site: Site) -> tuple[Channel, ...]:
    """Return the channels of a site; of a demonstration only those that stay in the house."""
    chosen = site.settings.channels
    return tuple(c for c in chosen if not site.played or c in STAYS_IN_THE_HOUSE)


def addressees(step: Step, about: str, to: Reminded) -> list[str]:
    """Return the codes of the active persons whom a reminder is for; nobody may be there."""
    if to is Reminded.AUDITOR:
        return records.persons_with_role(step.connection, Role.AUDITOR)
    if to is Reminded.CHIEF:
        chiefs = _with_role(step, Role.CHIEF)
        return [chief.code for chief in chiefs if chief.unit != step.case.unit]
    kind, _, whom = about.partition(":")
    if kind == "advice":
        return [whom] if records.find_person(step.connection, whom) else []
    return _holders(step)


def _holders(step: Step) -> list[str]:
    """Return who has the task of the case's state, or else everybody who might take it."""
    task = state_task(step.case.state, step.tasks)
    if task is None:
        return []
    if task.person and records.find_person(step.connection, task.person):
        return [task.person]
    unit, reviewer = step.case.unit, step.case.reviewer
    willing = _with_role(step, task.role)
    return [person.code for person in willing if may_take(person, task.role, unit, reviewer)]


def _with_role(step: Step, role: Role) -> list[Person]:
    codes = records.persons_with_role(step.connection, role)
    found = (records.find_person(step.connection, code) for code in codes)
    return [person for person in found if person is not None]


def _is_provisional(step: Step, about: str, due_on: date) -> bool:
    if about == "review":
        return step.case.provisional
    return step.site.calendar.is_provisional(due_on)
