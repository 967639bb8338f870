"""审核意见书: the reviewer's conclusion with its points and items, bound to the draft's bytes."""

from collections.abc import Sequence

from models import advice_answers, opinion_check
from models.advice import AdviceKind, Question
from models.errors import BadInput
from models.finding import Finding
from models.forms import ProposeOpinionForm
from models.opinion import OpinionState
from models.procedure_rules import Required
from review_flows.desk.anchors import places_at_fault
from review_flows.desk.receipt import draft_of
from review_flows.desk.settled_text import refuse_undecided
from review_flows.desk.step import Step
from review_flows.outside import advice_rows, opinions


def propose_opinion(step: Step) -> None:
    """Put a conclusion with its points and items before the chief, bound to the draft's bytes.

    Refused while advice is awaited or a comment unanswered. A question whose term has passed
    counts as not answered (超期视为未提出). What does not fit is refused with everything at once;
    what is only unusual goes along as a warning.
    """
    form = step.form_as(ProposeOpinionForm)
    refuse_undecided(step)
    draft = draft_of(step)
    asked = advice_rows.questions_of(step.connection, step.number)
    _refuse_undone(step, asked)
    found = opinions.findings_on(step.connection, step.number, draft)
    problems = _problems(step, form, draft, asked, found)
    if problems:
        raise BadInput("; ".join(problems))
    _close_overdue(step, asked)
    _warn(step, form, asked, found)
    _add_opinion(step, form, draft)


def _problems(
    step: Step,
    form: ProposeOpinionForm,
    draft: str,
    asked: Sequence[Question],
    found: Sequence[Finding],
) -> list[str]:
    rules = step.rules()
    points = rules.points.asked if rules.points else ()
    return [
        *opinion_check.conclusion_problems(rules.conclusions.allowed, form),
        *opinion_check.point_problems(points, form.points),
        *places_at_fault(step, draft, form.items, "items"),
        *opinion_check.source_problems(form.items, asked, found),
    ]


def _refuse_undone(step: Step, asked: Sequence[Question]) -> None:
    awaited = advice_answers.awaited(asked, step.today)
    if awaited:
        names = ", ".join(f"{one.label} until {one.answer_by}" for one in awaited)
        raise step.refuse(f"the advice of {names} is still awaited; wait for it, or recall it")
    unanswered = list(advice_answers.unanswered(asked))
    if unanswered:
        raise step.refuse(
            f"comments are not answered: {', '.join(unanswered)}; use answer_advice, for each "
            "adopted, partly or not_adopted"
        )
    rule = step.rules().advisors
    needed = rule is not None and rule.heard is Required.ALWAYS
    if rule is not None and needed and not advice_answers.advisor_heard(asked):
        raise step.refuse(f"no advisor was heard; use consult ({rule.source})")


def _close_overdue(step: Step, asked: Sequence[Question]) -> None:
    # Their tasks end with the state of the case.
    overdue = advice_answers.overdue(asked, step.today)
    for one in overdue:
        step.connection.update(
            "consultations",
            "id = :id",
            id=one.id,
            kind=str(AdviceKind.NOT_GIVEN),
            answered_at=step.at,
        )
    if overdue:
        step.facts["not_given"] = [one.logged for one in overdue]


def _warn(
    step: Step, form: ProposeOpinionForm, asked: Sequence[Question], found: Sequence[Finding]
) -> None:
    unmentioned = opinion_check.unmentioned(form.items, found)
    warnings = [str(one) for one in opinion_check.warnings(form, asked, unmentioned)]
    if warnings:
        step.facts["warnings"] = warnings
    if unmentioned:
        step.facts["unmentioned"] = [f"{one.check} {one.address}" for one in unmentioned]


def _add_opinion(step: Step, form: ProposeOpinionForm, draft: str) -> None:
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
    opinions.add_points(step.connection, opinion, form.points)
    opinions.add_items(step.connection, opinion, form.items)
