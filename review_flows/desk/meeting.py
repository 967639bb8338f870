"""集体审议: what the meeting decided. Nothing goes there without a valid opinion."""

from models.case import CaseState
from models.deliberation import DeliberationResult
from models.errors import BadInput
from models.forms import DeliberateForm
from review_flows.desk.adoption import signed_opinion
from review_flows.desk.receipt import draft_of
from review_flows.desk.step import Step

# Where a matter goes that was passed, the table of moves says first.
STATE_AFTER = {
    DeliberationResult.SENT_BACK: CaseState.OPINION_SIGNED,
    DeliberationResult.REJECTED: CaseState.REJECTED,
}


def deliberate(step: Step) -> None:
    """Record the meeting's decision on the very text that the opinion covers.

    What was not reviewed may not be deliberated (国办发〔2018〕115号, item 七).
    """
    form = step.form_as(DeliberateForm)
    draft = draft_of(step)
    if signed_opinion(step)["document_sha256"] != draft:
        raise step.refuse("no opinion covers the present text")
    if form.held_on > step.today:
        raise BadInput(f"held_on: {form.held_on} is still to come")
    step.facts["draft_sha256"] = draft
    step.connection.insert(
        "deliberations",
        case_number=step.number,
        meeting=form.meeting,
        held_on=form.held_on.isoformat(),
        result=str(form.result),
        document_sha256=draft,
        note=form.note,
    )
    step.go(STATE_AFTER.get(form.result, step.rule.leads_to[0]))
    if step.leads_to is CaseState.CLOSED:
        step.send("closing_notice")
