"""What the letters on adoption say beside what every letter says: a step in, facts out."""

from models.case import CaseState
from models.forms import ConfirmRevisionForm, OverrideForm
from models.moves import Move
from review_flows.desk import opinion_letters
from review_flows.desk.step import Step
from review_flows.outside import issuances

Facts = dict[str, object]


def report(step: Step, about: str) -> Facts:
    """Return what the meeting has to know: the opinion, the answers, and an override's reason."""
    facts = {**opinion_letters.opinion(step, about), "occasion": str(step.move)}
    if isinstance(step.form, OverrideForm):
        facts |= {"approved_by": step.form.approved_by, "reason": step.form.reason}
    return facts


def confirmation(step: Step, about: str) -> Facts:
    """Return what the reviewer confirmed: the answers, and what was changed beside them."""
    form = step.form_as(ConfirmRevisionForm)
    facts = {
        **opinion_letters.opinion(step, about),
        "reason": form.reason,
        "also_changed": step.facts["also_changed"],
    }
    if step.case.state is CaseState.PASSED_WITH_CHANGES:
        passed = issuances.last_deliberation(step.connection, step.number)
        assert passed is not None
        facts |= {"occasion": str(Move.DELIBERATE), "meeting": passed["meeting"], "items": ()}
    return facts
