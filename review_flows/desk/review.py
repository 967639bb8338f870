"""审核: claim, consult advisors, propose an opinion."""

from models.document import DocumentKind
from models.errors import BadInput, NotFound
from models.forms import AdviseForm, ConsultForm, ProposeOpinionForm
from models.matter_rules import Required
from models.opinion import Conclusion, OpinionState, Severity
from models.period import add_working_days
from models.person import Role
from models.task import TaskKind, TaskState
from review_flows.desk.receipt import add_documents, draft_of
from review_flows.desk.step import Step
from review_flows.desk.task_list import REVIEWERS_OWN, end_task, open_task
from review_flows.outside import opinions, records


def claim(step: Step) -> None:
    """Take a task. Whoever takes a reviewer's task is the reviewer of the case from then on."""
    assert step.task is not None
    step.connection.update(
        "tasks",
        "id = :id",
        id=step.task.id,
        state=str(TaskState.CLAIMED),
        person=step.person.code,
        claimed_at=step.at,
    )
    step.facts["task"] = {"id": step.task.id, "kind": str(step.task.kind)}
    if step.task.kind in REVIEWERS_OWN:
        step.changes["reviewer"] = step.person.code


def release(step: Step) -> None:
    """Give a claimed task back for others to take."""
    assert step.task is not None
    if step.task.person != step.person.code:
        raise step.refuse(f"the task {step.task.kind} is not yours to release")
    if step.task.kind is TaskKind.ADVISE:
        raise step.refuse("a consultation was asked of you alone; answer it with no_comment")
    step.connection.update(
        "tasks",
        "id = :id",
        id=step.task.id,
        state=str(TaskState.OPEN),
        person=None,
        claimed_at=None,
    )
    step.facts["task"] = {"id": step.task.id, "kind": str(step.task.kind)}
    if step.task.kind in REVIEWERS_OWN:
        step.changes["reviewer"] = None


def consult(step: Step) -> None:
    """Ask an advisor a question with a term in working days. Several can be asked at once."""
    form = step.form_as(ConsultForm)
    advisor = records.find_person(step.connection, form.advisor)
    if advisor is None or Role.ADVISOR not in advisor.roles:
        advisors = records.persons_with_role(step.connection, Role.ADVISOR)
        raise NotFound("The advisor", form.advisor, advisors)
    if opinions.unanswered(step.connection, step.number, advisor.code):
        raise step.refuse(f"{advisor.code} is being asked already")
    answer_by = add_working_days(step.today, form.days, step.site.calendar).isoformat()
    consultation = step.connection.insert_numbered(
        "consultations",
        case_number=step.number,
        advisor=advisor.code,
        question=form.question,
        asked_at=step.at,
        days=form.days,
        answer_by=answer_by,
    )
    step.facts["answer_by"] = answer_by
    open_task(
        step,
        TaskKind.ADVISE,
        Role.ADVISOR,
        person=advisor.code,
        due_on=answer_by,
        about=consultation,
    )


def advise(step: Step) -> None:
    """Answer a consultation. Advice is an input, never the conclusion."""
    form = step.form_as(AdviseForm)
    if step.task is None or step.task.about is None:
        raise step.refuse("nothing is being asked of you")
    if any(document.kind is DocumentKind.DRAFT for document in form.documents):
        raise BadInput("documents: an advisor does not replace the draft; hand it in as advice")
    if form.documents:
        add_documents(step, form.documents)
    step.connection.update(
        "consultations",
        "id = :id",
        id=step.task.about,
        kind=str(form.kind),
        text=form.text,
        answered_at=step.at,
    )
    for number, comment in enumerate(form.comments, start=1):
        step.connection.insert(
            "advice_comments",
            consultation=step.task.about,
            number=number,
            address=comment.address,
            problem=comment.problem,
            basis=comment.basis,
            suggestion=comment.suggestion,
        )
    end_task(step, step.task)


def propose_opinion(step: Step) -> None:
    """Put a conclusion with its items before the chief, bound to the exact bytes of the draft."""
    form = step.form_as(ProposeOpinionForm)
    if form.conclusion not in step.rules().conclusions.allowed:
        allowed = ", ".join(step.rules().conclusions.allowed)
        raise BadInput(f"conclusion: the rule set knows {allowed}")
    if form.conclusion is not Conclusion.LEGAL and not form.items:
        raise BadInput(f"items: a conclusion “{form.conclusion}” names at least one item")
    if form.conclusion is Conclusion.LEGAL and _must_change(form):
        raise BadInput("conclusion: an item that must be changed does not go with “legal”")
    waiting = [task.person or "" for task in step.tasks if task.kind is TaskKind.ADVISE]
    if waiting:
        raise step.refuse(f"the advice of {', '.join(waiting)} is still awaited")
    _refuse_unheard(step)
    _add_opinion(step, form)


def _add_opinion(step: Step, form: ProposeOpinionForm) -> None:
    draft = draft_of(step)
    step.facts["draft_sha256"] = draft
    opinion = step.connection.insert_numbered(
        "opinions",
        case_number=step.number,
        state=str(OpinionState.PROPOSED),
        conclusion=str(form.conclusion),
        summary=form.summary,
        document_sha256=draft,
        reviewer=step.person.code,
        proposed_at=step.at,
    )
    for number, item in enumerate(form.items, start=1):
        step.connection.insert(
            "opinion_items",
            opinion=opinion,
            number=number,
            address=item.address,
            issue=item.issue,
            basis=item.basis,
            suggestion=item.suggestion,
            severity=str(item.severity),
        )


def _refuse_unheard(step: Step) -> None:
    """Refuse an opinion on a matter whose rules want an advisor heard, where none was."""
    rule = step.rules().advisors
    if rule is None or rule.heard is not Required.ALWAYS:
        return
    if not opinions.advice_given(step.connection, step.number):
        raise step.refuse(f"no advisor was heard; use consult ({rule.source})")


def _must_change(form: ProposeOpinionForm) -> bool:
    return any(item.severity is Severity.MUST_CHANGE for item in form.items)
