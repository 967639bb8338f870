"""What the letters on adoption say beside what every letter says: a step in, facts out."""

from models.case import CaseState
from models.forms import ConfirmRevisionForm, OverrideForm
from models.moves import Move
from review_flows.desk import filing_letters, opinion_letters
from review_flows.desk.step import Step
from review_flows.outside import issuances

Facts = dict[str, object]


def report(step: Step, about: str) -> Facts:
    """Return what the meeting has to know: the opinion, the answers, and an override's reason."""
    facts = {
        **opinion_letters.opinion(step, about),
        **filing_letters.confirmed(step),
        "occasion": str(step.move),
    }
    if isinstance(step.form, OverrideForm):
        facts |= {"approved_by": step.form.approved_by, "reason": step.form.reason}
    return facts


def confirmation(step: Step, about: str) -> Facts:
    """Return who confirmed what: the answers, and what was changed beside them."""
    form = step.form_as(ConfirmRevisionForm)
    facts = {
        **opinion_letters.opinion(step, about),
        "reason": form.reason,
        "reviewer": step.person.name,
        "also_changed": step.facts["also_changed"],
    }
    if step.case.state is CaseState.PASSED_WITH_CHANGES:
        facts |= {**_meeting(step), "occasion": str(Move.DELIBERATE), "items": ()}
    return facts


def closing(step: Step, about: str) -> Facts:
    """Return the opinion that was given, and what closed the case: its move, and a meeting's day.

    The summary of the opinion is no reason for closing, so it is left out.
    """
    facts = {**opinion_letters.opinion(step, about), "reason": "", "occasion": str(step.move)}
    by_meeting = step.move is Move.DELIBERATE or step.case.state is CaseState.PASSED_WITH_CHANGES
    return facts | (_meeting(step) if by_meeting else {})


def _meeting(step: Step) -> Facts:
    passed = issuances.last_deliberation(step.connection, step.number)
    assert passed is not None
    return opinion_letters.meeting(passed)
