"""Who becomes the reviewer of a case: somebody else must be left who may sign what he proposes."""

from dataclasses import replace

from models.case import Case
from models.permission import NOT_OWN_REVIEW
from models.person import Person, Role
from models.queue import may_hold
from models.task import TaskKind
from review_flows.desk.step import Step
from review_flows.desk.task_list import recall_own_questions
from review_flows.outside import persons, records


def become_reviewer(step: Step, person: Person) -> None:
    """Make a person the reviewer of the case. What he was asked about it himself is recalled.

    Refused for a chief where no other one would be left who may sign.
    """
    if Role.CHIEF in person.roles:
        _refuse_without_signer(step, person.code)
    recall_own_questions(step, person.code)
    step.changes["reviewer"] = person.code


def another_may_sign(step: Step, case: Case, but: str) -> bool:
    """Say whether an active chief other than this one may sign the review of the case."""
    ever = records.tasks_of(step.connection, step.number)
    for code in records.persons_with_role(step.connection, Role.CHIEF):
        chief = persons.find_person(step.connection, code)
        if chief is not None and code != but:
            standing = persons.standing_of(step.connection, chief, case, ever)
            if may_hold(standing, TaskKind.SIGN, Role.CHIEF):
                return True
    return False


def _refuse_without_signer(step: Step, reviewer: str) -> None:
    if not another_may_sign(step, replace(step.case, reviewer=reviewer), reviewer):
        raise step.refuse(
            f"no other active chief could sign then, and {NOT_OWN_REVIEW.sentence}; "
            "let a reviewer have it who is no chief"
        )
