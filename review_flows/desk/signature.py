"""审批: the chief signs the opinion."""

from models.action import NOT_CONFLICTED
from models.clock import ClockBreach, ClockReading
from models.clock_facts import BreachCause
from models.errors import BadInput
from models.forms import SignForm
from models.opinion import OpinionState
from review_flows.desk import timekeeping
from review_flows.desk.receipt import draft_of
from review_flows.desk.step import Step
from review_flows.outside import opinions, persons
from review_flows.outside.wall_clock import day_of_text


def sign(step: Step) -> None:
    """Sign the proposed opinion. The clock ends, and nothing may be unanswered.

    Before the floor of the term this needs a reason, because the floor protects the review
    (国办发〔2018〕115号, item 五); after its ceiling too, because the drafting unit was kept
    waiting. The breach stays in the log with reason and cause.
    """
    form = step.form_as(SignForm)
    opinion = opinions.opinion_to_sign(step.connection, step.number)
    assert opinion is not None
    if opinion["unanswered"] or opinion["awaited"]:
        raise step.refuse(
            f"{opinion['unanswered']} comments are not answered and {opinion['awaited']} answers "
            "are awaited; send it back"
        )
    if draft_of(step) != opinion["document_sha256"]:
        raise step.refuse("the draft changed since the opinion was proposed; send it back")
    _refuse_reviewers_of_the_unit(step, opinion["id"])
    clock = timekeeping.keep(step)
    if step.ended_clock:
        _refuse_unexplained(form, clock)
    step.facts["draft_sha256"] = opinion["document_sha256"]
    end_opinion(step, opinion["id"], OpinionState.SIGNED)


def _refuse_reviewers_of_the_unit(step: Step, opinion: int) -> None:
    received_on = day_of_text(step.case.received_at).isoformat()
    theirs = persons.reviewers_of_the_unit(step.connection, opinion, received_on)
    if theirs:
        raise step.refuse(
            f"{', '.join(theirs)} reviewed it and belongs to its drafting unit, or did when it "
            f"came in; {NOT_CONFLICTED.sentence}, so send it back for somebody else to review"
        )


def _refuse_unexplained(form: SignForm, clock: ClockReading) -> None:
    causes = ", ".join(BreachCause)
    if clock.breach is ClockBreach.FLOOR_BREACHED and not (form.early_reason and form.breach_cause):
        raise BadInput(
            f"early_reason, breach_cause: the floor of the term is {clock.floor_on}, and this is "
            f"working day {clock.elapsed_working} of it; say why the opinion is issued sooner and "
            f"who brought it about ({causes}), or sign from that day on"
        )
    late = clock.breach is ClockBreach.CEILING_BREACHED
    if late and not (form.late_reason and form.breach_cause):
        days = -(clock.left_working or 0)
        raise BadInput(
            f"late_reason, breach_cause: the ceiling of the term was {clock.ceiling_on}, {days} "
            f"working days ago; say why the opinion is issued later and who brought it about "
            f"({causes})"
        )


def end_opinion(step: Step, opinion: int, state: OpinionState) -> None:
    """Give an opinion its state; a signed one its signer."""
    signed = state is OpinionState.SIGNED
    step.connection.update(
        "opinions",
        "id = :id",
        id=opinion,
        state=str(state),
        signer=step.person.code if signed else None,
        signed_at=step.at if signed else None,
    )
