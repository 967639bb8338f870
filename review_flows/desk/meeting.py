"""集体审议: what the meeting decided. Nothing goes there without a valid opinion."""

import json
from collections.abc import Mapping

from models.adoption import unsettled
from models.case import CaseState, MatterType
from models.deliberation import DeliberationResult
from models.document import DocumentKind
from models.errors import BadInput
from models.forms import DeliberateForm, DocumentForm, OverrideForm
from models.moves import Move
from models.opinion import Conclusion
from models.outbox import LegKind
from review_flows.desk.adoption import add_changed_draft, signed_opinion
from review_flows.desk.receipt import add_documents, draft_of
from review_flows.desk.step import Step
from review_flows.outside import adoption_rows, legs, records
from review_flows.outside.database import Row
from review_flows.outside.wall_clock import day_of_text

# Where a matter goes that was passed, the table of moves says first.
STATE_AFTER = {
    DeliberationResult.PASSED_WITH_CHANGES: CaseState.PASSED_WITH_CHANGES,
    DeliberationResult.SENT_BACK: CaseState.OPINION_SIGNED,
    DeliberationResult.REJECTED: CaseState.REJECTED,
}
# Since the last of these the opinion, or who overrode it, stands for the present text.
COVERING = frozenset({Move.SIGN, Move.CONFIRM_REVISION, Move.OVERRIDE})
SAYS_WHY = frozenset({DeliberationResult.SENT_BACK, DeliberationResult.REJECTED})
OVERRULABLE = frozenset({Conclusion.REVISE, Conclusion.ILLEGAL})

# What forbids that something unreviewed, or unlawful, is deliberated.
FORBIDS: Mapping[MatterType, str] = {
    MatterType.NORMATIVE_DOCUMENT: "国办发〔2018〕115号 七",
    MatterType.MAJOR_DECISION: "《重大行政决策程序暂行条例》第二十五条",
}


def deliberate(step: Step) -> None:
    """Record the meeting's decision on the very text that the opinion covers.

    What was not reviewed, or was found unlawful, may not be deliberated (国办发〔2018〕115号,
    item 七). The minutes often follow days later, so they may be missing; the log says so.
    """
    form = step.form_as(DeliberateForm)
    draft = draft_of(step)
    _refuse_uncovered(step, draft)
    if form.held_on > step.today:
        raise BadInput(f"held_on: {form.held_on} is still to come")
    _refuse_before_opinion(step, form)
    if form.result in SAYS_WHY and not form.note:
        raise BadInput(f"note: a draft that is {form.result} needs the meeting's reason")
    step.facts["draft_sha256"] = draft
    minutes = minutes_in(form.documents)
    passed = _add_documents(step, form)
    step.facts |= {"passed_sha256": passed} if passed else {}
    step.facts["minutes_sha256"] = minutes
    step.connection.insert(
        "deliberations",
        case_number=step.number,
        meeting=form.meeting,
        held_on=form.held_on.isoformat(),
        result=str(form.result),
        document_sha256=passed or draft,
        note=form.note,
        kind=str(form.kind),
        papers=json.dumps(form.papers, ensure_ascii=False),
        minutes_sha256=minutes,
    )
    step.go(STATE_AFTER.get(form.result, step.rule.leads_to[0]))
    if step.leads_to is CaseState.CLOSED:
        step.send("closing_notice")


def _refuse_uncovered(step: Step, draft: str) -> None:
    """Refuse what no valid opinion on this text covers; an override leaves out its conclusion."""
    opinion = signed_opinion(step)
    name, source = opinion["number"] or "the opinion", FORBIDS[step.case.matter_type]
    if opinion["document_sha256"] != draft:
        raise step.refuse(
            f"no opinion covers the present text: {name} was given on "
            f"{opinion['document_sha256'][:12]}…, the draft is {draft[:12]}… ({source})"
        )
    if step.case.overridden:
        step.facts["overridden"] = True
        return
    if opinion["conclusion"] == Conclusion.ILLEGAL:
        raise step.refuse(f"{name} concludes “illegal”; hand in a changed text ({source})")
    if opinion["conclusion"] != Conclusion.LEGAL:
        _refuse_unsettled(step, opinion)


def _refuse_before_opinion(step: Step, form: DeliberateForm) -> None:
    """Refuse a meeting that was held before the opinion covered the text it decided on."""
    covering = records.entries_of(step.connection, step.number, COVERING)
    covered_on = day_of_text(covering[-1]["at"])
    if form.held_on < covered_on:
        raise step.refuse(
            f"the meeting of {form.held_on} was held before the text was cleared for it "
            f"({covering[-1]['move']} on {covered_on}); nothing unreviewed is deliberated "
            f"({FORBIDS[step.case.matter_type]})"
        )


def _refuse_unsettled(step: Step, opinion: Row) -> None:
    open_items = unsettled(adoption_rows.answered_items(step.connection, opinion["id"]))
    if open_items:
        listed = ", ".join(map(str, open_items))
        raise step.refuse(
            f"item {listed} of {opinion['number'] or 'the opinion'} must be changed and is not "
            "answered; send the case back to the drafting unit"
        )


def minutes_in(documents: tuple[DocumentForm, ...]) -> str | None:
    """Return the hash of the minutes (会议纪要), or None where they are not there yet."""
    found = [one.sha256 for one in documents if one.kind is DocumentKind.MINUTES]
    if len(found) > 1:
        raise BadInput("documents: one meeting has one set of minutes (kind=minutes)")
    return found[0] if found else None


def _add_documents(step: Step, form: DeliberateForm) -> str:
    """Add what the meeting handed over; return the hash of a text that it changed, or nothing."""
    if form.result is DeliberationResult.PASSED_WITH_CHANGES:
        legs.enqueue(step.connection, step.number, step.seq, (LegKind.SCREEN_CASE,))
        return add_changed_draft(step, form.documents)
    if any(document.kind is DocumentKind.DRAFT for document in form.documents):
        raise BadInput("documents: a changed draft goes with result=passed_with_changes only")
    if form.documents:
        add_documents(step, form.documents)
    return ""


def override(step: Step) -> None:
    """Let a draft go to the meeting against its opinion, where the rule set names who may."""
    form = step.form_as(OverrideForm)
    rule = step.rules().override
    if rule is None:
        raise step.refuse(
            f"the rule set {step.rule_set.code} names nobody who may let a draft go to the meeting "
            f"against its opinion ({FORBIDS[step.case.matter_type]})"
        )
    opinion = signed_opinion(step)
    if opinion["conclusion"] not in OVERRULABLE:
        raise step.refuse(f"the conclusion is “{opinion['conclusion']}”; use report_adoption")
    if opinion["document_sha256"] != draft_of(step):
        raise step.refuse("the opinion was given on another text")
    if any(document.kind is DocumentKind.DRAFT for document in form.documents):
        raise BadInput("documents: the decision does not replace the draft; kind=evidence")
    add_documents(step, form.documents)
    step.changes["overridden"] = True
    step.facts |= {
        "overridden": {"may": rule.approved_by, "source": rule.source, "verified": rule.verified},
        "evidence_sha256": [document.sha256 for document in form.documents],
        "draft_sha256": opinion["document_sha256"],
    }
    step.connection.insert(
        "overrides",
        case_number=step.number,
        seq=step.seq,
        reason=form.reason,
        approved_by=form.approved_by,
        person=step.person.code,
        granted_at=step.at,
    )
    step.send("adoption_report")
