"""Whom a message is for, and the message to each of them, in the transaction that records it."""

from collections.abc import Iterable, Sequence
from datetime import date

from models.case import Case
from models.forms import RemindForm
from models.notice import (
    STAYS_IN_THE_HOUSE,
    Channel,
    Message,
    Occasion,
    ReminderFacts,
    TaskFacts,
    reminder_message,
    task_message,
)
from models.person import Person, Role
from models.queue import may_hold, state_task
from models.reminder import Reminded
from models.task import Task, TaskKind
from models.work_calendar import WorkCalendar
from review_flows.desk.asked_tasks import task_of_reply
from review_flows.desk.step import Step
from review_flows.outside import persons, records
from review_flows.outside.database import Connection
from review_flows.outside.notices import notify
from review_flows.outside.site import Site

# What is due to a recipient, and what that one owes.
OF_EXCHANGES = frozenset({"filing", "answer"})


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
        return chiefs(step)
    kind, _, whom = about.partition(":")
    if kind == "advice":
        return with_stand_ins(step.connection, whom, step.today)
    return followers(step, whom) if kind in OF_EXCHANGES else holders(step)


def chiefs(step: Step) -> list[str]:
    """Return the codes of the active chiefs who are not of the drafting unit."""
    found = _with_role(step.connection, Role.CHIEF, step.today)
    return [chief.code for chief in found if chief.unit != step.case.unit]


def followers(step: Step, recipient: str) -> list[str]:
    """Return who follows the exchange with a recipient: who has its task, or every filing clerk."""
    reply = task_of_reply(recipient, step.tasks)
    follow = next((one for one in step.tasks if one.kind is TaskKind.FOLLOW_FILING), None)
    task = reply or follow
    if task is None:
        found = _with_role(step.connection, Role.FILING_CLERK, step.today)
        return [person.code for person in found]
    return waits_for(step.connection, step.case, task, step.today)


def holders(step: Step) -> list[str]:
    """Return who has the task of the case's state, or else everybody who might take it."""
    task = state_task(step.case.state, step.tasks)
    if task is None:
        return []
    return waits_for(step.connection, step.case, task, step.today)


def waits_for(connection: Connection, case: Case, task: Task, today: date) -> list[str]:
    """Return the codes of the active persons for whom a task waits.

    That is who has it, with whoever stands in today; or else everybody who might take it.
    """
    if task.person and (held := with_stand_ins(connection, task.person, today)):
        return held
    ever = records.tasks_of(connection, case.number)
    return [
        person.code
        for person in _with_role(connection, task.role, today)
        if may_hold(persons.standing_of(connection, person, case, ever), task.kind, task.role)
    ]


def with_stand_ins(connection: Connection, code: str, today: date) -> list[str]:
    """Return an active person and who stands in today, or nobody where the person is not active."""
    if persons.find_person(connection, code) is None:
        return []
    return [code, *persons.stand_ins_of(connection, code, today.isoformat())]


def _with_role(connection: Connection, role: Role, today: date) -> list[Person]:
    codes = records.persons_with_role(connection, role)
    found = (persons.find_person(connection, code, today.isoformat()) for code in codes)
    return [person for person in found if person is not None]


def tell_of_recall(step: Step, task: Task) -> None:
    """Tell who was asked that the answer is not awaited any more."""
    assert task.person is not None
    told = with_stand_ins(step.connection, task.person, step.today)
    message = task_message(Occasion.RECALLED, task_facts(step.case, task, step.calendar))
    tell(step, told, message, f"recalled.{step.number}.{task.id}")


def tell_of_task(
    step: Step, occasion: Occasion, told: Sequence[str], report_by: date | None = None
) -> None:
    """Send word of the task of the case's state, because a person calls attention to it.

    What that person wrote stands in the log alone.
    """
    task = state_task(step.case.state, step.tasks)
    facts = task_facts(step.case, task, step.calendar, report_by)
    step.facts["told"] = sorted(told)
    tell(step, told, task_message(occasion, facts), f"{occasion}.{step.number}.{step.seq}")


def task_facts(
    case: Case, task: Task | None, calendar: WorkCalendar, report_by: date | None = None
) -> TaskFacts:
    """Return what a message may say of a case, and of one task of it."""
    due_on = date.fromisoformat(task.due_on) if task and task.due_on else None
    provisional = case.provisional if task and task.due_on == case.ceiling_on else None
    if due_on is not None and provisional is None:
        provisional = calendar.is_provisional(due_on)
    return TaskFacts(
        number=case.number,
        matter_type=case.matter_type,
        task=task.kind if task else None,
        due_on=due_on,
        provisional=bool(due_on and provisional),
        held=bool(task and task.person),
        report_by=report_by,
    )


def _is_provisional(step: Step, about: str, due_on: date) -> bool:
    if about == "review":
        return step.case.provisional
    return step.calendar.is_provisional(due_on)
