"""征询: ask advisors and co-reviewers, several at once, each with a term; recall a question."""

from collections.abc import Sequence

from models.advice import Question
from models.errors import BadInput, NotFound
from models.forms import ConsultForm, CoReviewForm, RecallForm
from models.period import add_working_days
from models.person import Person, Role
from models.relation import Relation
from models.task import ASKED_TASKS, Task, TaskKind
from review_flows.desk.new_reviewer import another_may_sign
from review_flows.desk.step import Step
from review_flows.desk.task_list import end_task, open_task
from review_flows.desk.telling import tell_of_recall
from review_flows.outside import advice_rows, persons, records
from review_flows.outside.database import Value


def consult(step: Step) -> None:
    """Ask an advisor, or somebody outside the system, a question with a term in working days.

    Several can be asked at once, nobody twice at once. What somebody outside answers is recorded
    by the reviewer, for whom a task reminds of it.
    """
    form = step.form_as(ConsultForm)
    if bool(form.advisor) == bool(form.outsider):
        raise BadInput(
            "advisor, outsider: name one of them, an advisor by code, or somebody outside by name"
        )
    if form.outsider:
        _refuse_twice(step, form.outsider, outsider=True)
        person, role = step.person.code, step.role
    else:
        person = _asked(step, form.advisor, Role.ADVISOR, "The advisor").code
        role = Role.ADVISOR
        _refuse_twice(step, person)
    more: dict[str, Value] = {"outsider": form.outsider or None, "secret": form.secret}
    _ask(step, form, TaskKind.ADVISE, role, person, **more)


def co_review(step: Step) -> None:
    """Ask another reviewer to review beside the reviewer (会签). It is no letter.

    Whoever has had a hand in a review does not sign it, so somebody who could has to be left.
    """
    form = step.form_as(CoReviewForm)
    person = _asked(step, form.person, Role.REVIEWER, "The reviewer")
    if Role.CHIEF in person.roles and not another_may_sign(step, step.case, person.code):
        raise step.refuse(
            f"{person.code} is the only chief who could sign it, and nobody signs a review that "
            "he had a hand in; ask another reviewer"
        )
    _refuse_twice(step, person.code)
    _ask(step, form, TaskKind.CO_REVIEW, Role.REVIEWER, person.code)


def recall(step: Step) -> None:
    """Take a question back. It counts neither as awaited nor as heard; the asked person is told."""
    form = step.form_as(RecallForm)
    waiting = [one for one in _waiting(step) if form.advisor in ("", one.person, one.name)]
    question = choose(step, waiting, form.consultation)
    step.connection.update(
        "consultations",
        "id = :id",
        id=question.id,
        recalled_at=step.at,
        recall_reason=form.reason,
    )
    step.facts["recalled"] = question.logged
    task = task_about(step, question.id)
    if task is not None:
        end_task(step, task)
        if not question.outsider:
            tell_of_recall(step, task)


def _waiting(step: Step) -> list[Question]:
    return [one for one in advice_rows.questions_of(step.connection, step.number) if one.waits]


def choose(step: Step, waiting: Sequence[Question], wanted: int | None) -> Question:
    """Return the question that is meant. Raises BadInput where several are and none is named."""
    found = [one for one in waiting if wanted in (None, one.number)]
    if not found:
        open_ones = ", ".join(one.label for one in waiting) or "none"
        raise step.refuse(f"no such question waits for an answer; those that do: {open_ones}")
    if len(found) > 1:
        several = ", ".join(one.label for one in found)
        raise BadInput(f"consultation: several wait for an answer, name one of {several}")
    return found[0]


def task_about(step: Step, consultation: int) -> Task | None:
    """Return the task that waits for the answer to a question."""
    return next((t for t in step.tasks if t.kind in ASKED_TASKS and t.about == consultation), None)


def _asked(step: Step, code: str, role: Role, what: str) -> Person:
    """Return the person to ask, who must not be a side of the case nor its reviewer."""
    person = persons.find_person(step.connection, code)
    if person is None or role not in person.roles:
        raise NotFound(what, code, records.persons_with_role(step.connection, role))
    if person.code in (step.case.reviewer, step.person.code):
        raise step.refuse(f"{person.code} reviews it already; ask somebody else")
    standing = persons.standing_of(step.connection, person, step.case, step.tasks)
    if standing.holds(Relation.CONFLICTED):
        raise step.refuse(
            f"{person.code} belongs to its drafting unit, or did when it came in, and nobody "
            "judges a document of his own unit; ask somebody else"
        )
    return person


def _refuse_twice(step: Step, who: str, *, outsider: bool = False) -> None:
    for one in _waiting(step):
        asked = one.name if one.outsider else one.person
        if one.outsider is outsider and asked == who:
            raise step.refuse(
                f"{who} is being asked already (question {one.number}, until {one.answer_by}); "
                "wait for the answer, or recall the question first"
            )


def _ask(
    step: Step,
    form: ConsultForm | CoReviewForm,
    kind: TaskKind,
    role: Role,
    person: str,
    **more: Value,
) -> None:
    """Write the question, and open the task of this kind and role for who will answer it."""
    answer_by = add_working_days(step.today, form.days, step.calendar).isoformat()
    number = advice_rows.next_number(step.connection, step.number)
    question = step.connection.insert_numbered(
        "consultations",
        case_number=step.number,
        number=number,
        advisor=person,
        role=str(Role.ADVISOR if kind is TaskKind.ADVISE else Role.REVIEWER),
        question=form.question,
        asked_at=step.at,
        days=form.days,
        answer_by=answer_by,
        **more,
    )
    step.facts |= {"answer_by": answer_by, "consultation": number}
    open_task(step, kind, role, person=person, due_on=answer_by, about=question)
