"""顾问意见: what was answered, and what the reviewer makes of each comment."""

from models import advice_answers
from models.advice import Question
from models.document import DocumentKind
from models.errors import BadInput
from models.forms import AdviseForm, AnswerAdviceForm, RecordAdviceForm
from models.task import TaskState
from review_flows.desk.anchors import places_at_fault
from review_flows.desk.consultation import choose, task_about
from review_flows.desk.receipt import add_documents
from review_flows.desk.step import Step
from review_flows.desk.task_list import end_task
from review_flows.outside import advice_rows, case_files

# What somebody who advises may hand in: papers of his own, never a material of the case.
PAPERS = frozenset({DocumentKind.ADVICE, DocumentKind.EVIDENCE, DocumentKind.OTHER})


def advise(step: Step) -> None:
    """Answer a question, as an advisor or as co-reviewer. Advice is never the conclusion.

    An answer after its term still counts, as long as no opinion is proposed; the log says so.
    """
    task = step.task
    if task is None or task.about is None or task.role is not step.role:
        raise step.refuse("nothing is being asked of you")
    late = task.due_on is not None and task.due_on < step.today.isoformat()
    asked = advice_rows.questions_of(step.connection, step.number)
    question = next(one for one in asked if one.id == task.about)
    _record(step, step.form_as(AdviseForm), question, late=late)
    end_task(step, task)


def record_advice(step: Step) -> None:
    """Record what somebody outside the system answered, with the paper that shows it."""
    form = step.form_as(RecordAdviceForm)
    asked = advice_rows.questions_of(step.connection, step.number)
    waiting = [one for one in asked if one.waits and one.outsider]
    question = choose(step, waiting, form.consultation)
    _record(step, form, question, late=question.answer_by < step.today)
    task = task_about(step, question.id)
    if task is not None:
        end_task(step, task, TaskState.DONE)


def _record(step: Step, form: AdviseForm, question: Question, *, late: bool) -> None:
    comments = advice_answers.comments_of(form)
    draft = case_files.draft_sha256(step.connection, step.number)
    problems = _paper_problems(form) + places_at_fault(step, draft, comments, "comments")
    if problems:
        raise BadInput("; ".join(problems))
    if form.documents:
        add_documents(step, form.documents)
    step.connection.update(
        "consultations",
        "id = :id",
        id=question.id,
        kind=str(form.kind),
        text=form.text,
        answered_at=step.at,
    )
    advice_rows.add_comments(step.connection, question.id, comments)
    step.facts |= {"consultation": question.number, "comments": len(comments), "late": late}


def _paper_problems(form: AdviseForm) -> list[str]:
    return [
        f"documents: an advisor hands in advice ({', '.join(sorted(PAPERS))}) and replaces no "
        f"material of the case; {document.name} is given as {document.kind}; "
        "say of a paper of your own what it is: --file PATH:advice"
        for document in form.documents
        if document.kind not in PAPERS
    ]


def answer_advice(step: Step) -> None:
    """Say of comments whether they are adopted. A later answer takes the place of an earlier."""
    form = step.form_as(AnswerAdviceForm)
    asked = advice_rows.questions_of(step.connection, step.number)
    problems = advice_answers.answer_problems(asked, form.answers)
    if problems:
        raise BadInput("answers: " + "; ".join(problems) + f". {_known(asked)}")
    row_of = {one.number: one.id for one in asked}
    for answer in form.answers:
        step.connection.update(
            "advice_comments",
            "consultation = :consultation AND number = :number",
            consultation=row_of[answer.consultation],
            number=answer.comment,
            adoption=str(answer.adoption),
            adoption_reason=answer.reason,
            answered_at=step.at,
        )
    given = {(answer.consultation, answer.comment) for answer in form.answers}
    step.facts["unanswered"] = [
        f"{one.number}.{comment.number}"
        for one in asked
        for comment in one.comments
        if not comment.answered and (one.number, comment.number) not in given
    ]


def _known(asked: list[Question]) -> str:
    labels = [f"{one.number}.{comment.number}" for one in asked for comment in one.comments]
    return f"Comments of this case: {', '.join(labels) or 'none'}."
