"""审批: the chief signs the opinion or sends it back."""

from models.clock import ClockBreach
from models.clock_facts import BreachCause
from models.errors import BadInput
from models.forms import SignForm
from models.opinion import OpinionState
from review_flows.desk import timekeeping
from review_flows.desk.receipt import draft_of
from review_flows.desk.step import Step
from review_flows.outside import opinions


def sign(step: Step) -> None:
    """Sign the proposed opinion. The clock ends.

    Before the floor of the term this needs a reason, because the floor protects the review
    (国办发〔2018〕115号, item 五); the breach stays in the log with that reason.
    """
    form = step.form_as(SignForm)
    opinion = opinions.opinion_in(step.connection, step.number, OpinionState.PROPOSED)
    assert opinion is not None
    if draft_of(step) != opinion["document_sha256"]:
        raise step.refuse("the draft changed since the opinion was proposed; send it back")
    clock = timekeeping.keep(step)
    if clock.breach is ClockBreach.FLOOR_BREACHED and not (form.early_reason and form.breach_cause):
        raise BadInput(
            f"early_reason, breach_cause: the floor of the term is {clock.floor_on}; say why the "
            f"opinion is issued sooner and who brought it about ({', '.join(BreachCause)}), or "
            "sign from that day on"
        )
    step.facts["draft_sha256"] = opinion["document_sha256"]
    _end(step, opinion["id"], OpinionState.SIGNED)


def send_back(step: Step) -> None:
    """Give the proposed opinion back to its reviewer. The clock goes on."""
    opinion = opinions.opinion_in(step.connection, step.number, OpinionState.PROPOSED)
    assert opinion is not None
    _end(step, opinion["id"], OpinionState.SENT_BACK)


def _end(step: Step, opinion: int, state: OpinionState) -> None:
    step.connection.update(
        "opinions",
        "id = :id",
        id=opinion,
        state=str(state),
        signer=step.person.code if state is OpinionState.SIGNED else None,
        signed_at=step.at if state is OpinionState.SIGNED else None,
    )
