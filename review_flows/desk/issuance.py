"""三统一 and publication: signed, numbered, registered, made public."""

from datetime import date

from models.deliberation import DeliberationResult
from models.errors import BadInput
from models.filing import FilingState
from models.forms import IssueForm, PublishForm
from models.matter_rules import FilingRule, NumberPattern
from models.opinion_check import OpinionWarning
from models.period import last_day
from models.structure.title import stage_of
from review_flows.desk.adoption import signed_opinion
from review_flows.desk.meeting import minutes_in
from review_flows.desk.receipt import add_documents, draft_of
from review_flows.desk.step import Step
from review_flows.outside import issuances, records
from review_flows.outside.database import Row

PASSED = frozenset({DeliberationResult.PASSED, DeliberationResult.PASSED_WITH_CHANGES})


def issue(step: Step) -> None:
    """Give the signed document its document number and its registration number.

    Both are allotted here and not earlier, so that no number is ever left unused. Only the
    text that the meeting passed can be issued; what it changed, once the reviewer confirmed it.
    """
    form = step.form_as(IssueForm)
    draft = draft_of(step)
    passed = _passed(step, draft)
    if not passed["held_on"] <= form.signed_on.isoformat() <= step.today.isoformat():
        raise BadInput(f"signed_on: between the meeting ({passed['held_on']}) and today")
    rules = step.rules()
    assert rules.document_number is not None and rules.registration_number is not None
    numbers = {
        "document_number": _allot(step, "document_number", rules.document_number),
        "registration_number": _allot(step, "registration_number", rules.registration_number),
    }
    step.facts |= {**numbers, "draft_sha256": draft}
    _warn(step, draft)
    _add_minutes(step, form, passed)
    step.connection.insert(
        "issuances",
        case_number=step.number,
        signer=form.signer,
        signed_on=form.signed_on.isoformat(),
        document_sha256=draft,
        issued_on=step.today.isoformat(),
        **numbers,
    )


def _warn(step: Step, draft: str) -> None:
    """Warn of a text that still calls itself a draft: it is filed as the document it became."""
    # Imported here: lxml is needed for this alone.
    from review_flows.outside.word.apart import open_apart

    text = open_apart(step.site.store.get(draft)).text
    if text is not None and stage_of(text):
        step.facts["warnings"] = [str(OpinionWarning.ISSUED_AS_DRAFT)]


def _add_minutes(step: Step, form: IssueForm, passed: Row) -> None:
    """Keep the minutes of the meeting, which often follow it by days."""
    if not form.documents:
        return
    minutes = minutes_in(form.documents)
    if minutes is None or len(form.documents) > 1:
        raise BadInput("documents: only the minutes of the meeting (kind=minutes) belong here")
    if passed["minutes_sha256"] not in (None, minutes):
        raise BadInput("documents: the meeting's minutes are there already, and are others")
    add_documents(step, form.documents)
    issuances.keep_minutes(step.connection, passed["id"], minutes)
    step.facts["minutes_sha256"] = minutes


def _passed(step: Step, draft: str) -> Row:
    """Return the meeting that passed this very text. Refused where none did."""
    passed = issuances.last_deliberation(step.connection, step.number)
    if passed is None or passed["result"] not in PASSED:
        raise step.refuse("no meeting has passed it")
    if passed["document_sha256"] != draft:
        raise step.refuse("the text is not the one that the meeting passed")
    changed = passed["result"] == DeliberationResult.PASSED_WITH_CHANGES
    if changed and signed_opinion(step)["document_sha256"] != draft:
        raise step.refuse("the reviewer has not confirmed what the meeting changed")
    return passed


def _allot(step: Step, series: str, pattern: NumberPattern) -> str:
    number = records.next_number(step.connection, series, step.today.year)
    return pattern.of(step.site.settings.organ, step.today.year, number)


def publish(step: Step) -> None:
    """Record the publication. Both filing terms run from this day."""
    form = step.form_as(PublishForm)
    issued = issuances.issuance(step.connection, step.number)
    assert issued is not None
    _check_days(step, form, issued["signed_on"])
    step.connection.update(
        "issuances",
        "case_number = :case_number",
        case_number=step.number,
        place=form.place,
        published_on=form.published_on.isoformat(),
        effective_on=form.effective_on.isoformat(),
        valid_until=form.valid_until.isoformat() if form.valid_until else None,
    )
    step.facts["filings"] = {
        str(rule.recipient): _open_track(step, rule, form.published_on)
        for rule in step.rules().filing
    }


def _check_days(step: Step, form: PublishForm, signed_on: str) -> None:
    if not signed_on <= form.published_on.isoformat() <= step.today.isoformat():
        raise BadInput(f"published_on: between the signature ({signed_on}) and today")
    if form.effective_on < form.published_on:
        raise BadInput("effective_on: nothing takes effect before it is public")
    if form.valid_until is not None and form.valid_until < form.effective_on:
        raise BadInput("valid_until: lies before the effective day")
    delay = step.rules().effective_delay
    if delay is not None and not form.early_reason:
        earliest = last_day(delay.period, form.published_on, step.calendar)
        if form.effective_on < earliest:
            raise BadInput(f"early_reason: sooner than {earliest} needs one ({delay.source})")


def _open_track(step: Step, rule: FilingRule, published_on: date) -> str | None:
    due_on = None
    if rule.period is not None:
        due_on = last_day(rule.period, published_on, step.calendar).isoformat()
    step.connection.insert(
        "filings",
        case_number=step.number,
        recipient=str(rule.recipient),
        state=str(FilingState.DUE),
        due_on=due_on,
    )
    step.send("filing_report", about=str(rule.recipient))
    return due_on
