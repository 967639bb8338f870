"""计时: what people do to the clock, as far as the rule set of the case allows it."""

from collections.abc import Sequence
from enum import StrEnum

from models.clock import ClockBreach
from models.clock_facts import ClockEventKind
from models.clock_rules import PauseGround, SupplementEffect
from models.document import DocumentKind
from models.errors import BadInput
from models.forms import (
    DocumentForm,
    ExemptForm,
    ExtendForm,
    PauseForm,
    PlanMeetingForm,
    ResumeForm,
)
from review_flows.desk import timekeeping
from review_flows.desk.receipt import add_documents
from review_flows.desk.step import Step
from review_flows.outside.clock_index import clock_events_of


def pause(step: Step) -> None:
    """Stop the clock, on a ground that the rule set knows."""
    form = step.form_as(PauseForm)
    timekeeping.refuse_ended(step)
    rule = step.rules().review.pauses_on
    _refuse_unknown_ground(form.ground, rule.grounds, rule.source)
    _add_evidence(step, form.documents)
    _note_restart(step, form.ground)
    timekeeping.keep(step)


def resume(step: Step) -> None:
    """Let the clock run again; the day of resumption is not counted."""
    _add_evidence(step, step.form_as(ResumeForm).documents)
    events = clock_events_of(step.connection, step.number)
    pauses = [event for event in events if event.kind is ClockEventKind.PAUSED]
    _note_restart(step, pauses[-1].ground)
    timekeeping.keep(step)


def extend(step: Step) -> None:
    """Add days to the ceiling, as far as the rule set allows."""
    form = step.form_as(ExtendForm)
    review = step.rules().review
    rule = review.extension
    if rule is None:
        source = f" ({review.ceiling.source})" if review.ceiling else ""
        raise step.refuse(
            f"the rule set {step.rule_set.code} knows no extension beyond the ceiling{source}"
        )
    clock = timekeeping.refuse_ended(step)
    if clock.breach is ClockBreach.CEILING_BREACHED:
        raise step.refuse(
            f"its ceiling passed on {clock.ceiling_on}; a term is extended before it ends"
        )
    earlier = len(timekeeping.extensions(step.connection, step.number))
    if earlier >= rule.times:
        raise step.refuse(f"it was extended {earlier} times already; {rule.source}")
    if form.days > rule.days:
        raise BadInput(f"days: at most {rule.days} ({rule.source})")
    _add_evidence(step, form.documents)
    timekeeping.keep(step)


def exempt(step: Step) -> None:
    """Lift the floor in an emergency or on a superior's urgent order; never the review."""
    form = step.form_as(ExemptForm)
    timekeeping.refuse_ended(step)
    rule = step.rules().review.exemptions
    if rule is None:
        raise step.refuse(f"the rule set {step.rule_set.code} knows no exemption for this matter")
    _refuse_unknown_ground(form.ground, rule.grounds, rule.source)
    _add_evidence(step, form.documents)
    timekeeping.keep(step)


def plan_meeting(step: Step) -> None:
    """Note the meeting that is to deliberate on the case; a later plan replaces it."""
    form = step.form_as(PlanMeetingForm)
    if form.meeting_on < step.today:
        raise BadInput(f"meeting_on: {form.meeting_on} is past; use deliberate for its result")
    timekeeping.keep(step)


def _note_restart(step: Step, ground: PauseGround | None) -> None:
    """Let the letters say that the count begins anew once the supplement is there."""
    effect = step.rules().review.supplement.effect
    if ground is PauseGround.SUPPLEMENT and effect is SupplementEffect.RESTARTS:
        step.facts["restarts"] = True


def _refuse_unknown_ground(ground: StrEnum, known: Sequence[StrEnum], source: str) -> None:
    if ground not in known:
        raise BadInput(f"ground: the rule set knows {', '.join(known) or 'none'} ({source})")


def _add_evidence(step: Step, documents: tuple[DocumentForm, ...]) -> None:
    if any(document.kind is DocumentKind.DRAFT for document in documents):
        raise BadInput("documents: evidence does not replace the draft; hand it in as evidence")
    if documents:
        add_documents(step, documents)
        step.facts["evidence_sha256"] = [document.sha256 for document in documents]
