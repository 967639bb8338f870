"""公布: place, day, effective day, validity, interpretation. Every filing term runs from it."""

from datetime import date

from models.errors import BadInput
from models.filing import FIRST_PACKAGE, Direction, FilingState
from models.forms import PublishForm, RecordInterpretationForm
from models.issuance import MakerKind
from models.matter_rules import FilingRule
from models.period import last_day
from models.person import SYSTEM
from review_flows.desk.receipt import add_documents
from review_flows.desk.step import Step
from review_flows.outside import issuances
from review_flows.outside.database import Row


def publish(step: Step) -> None:
    """Record the publication. Every filing term runs from this day."""
    form = step.form_as(PublishForm)
    issued = issuances.issuance(step.connection, step.number)
    assert issued is not None
    _check_days(step, form, issued)
    add_documents(step, form.documents)
    step.connection.update(
        "issuances",
        "case_number = :case_number",
        case_number=step.number,
        place=form.place,
        published_on=form.published_on.isoformat(),
        effective_on=form.effective_on.isoformat(),
        valid_until=form.valid_until.isoformat() if form.valid_until else None,
        early_reason=form.early_reason,
        late_reason=form.late_reason,
    )
    step.facts["filings"] = {
        str(rule.recipient): _open_track(step, rule, form.published_on)
        for rule in rules_of_maker(step, issued)
    }


def rules_of_maker(step: Step, issued: Row) -> tuple[FilingRule, ...]:
    """Return with whom the document is filed; nobody, where another maker leads and files."""
    if issued["led_elsewhere"]:
        return ()
    maker = MakerKind(issued["maker_kind"])
    return tuple(rule for rule in step.rules().filing if maker in rule.makers)


def _check_days(step: Step, form: PublishForm, issued: Row) -> None:
    signed_on = issued["signed_on"]
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
    recipient = str(rule.recipient)
    step.connection.insert(
        "filings",
        case_number=step.number,
        recipient=recipient,
        state=str(FilingState.DUE),
        due_on=due_on,
    )
    step.connection.insert(
        "filing_messages",
        case_number=step.number,
        recipient=recipient,
        number=1,
        direction=str(Direction.OUT),
        kind=FIRST_PACKAGE,
        said_on=published_on.isoformat(),
        text="",
        their_number="",
        documents="[]",
        recorded_at=step.at,
        person=SYSTEM.code,
        delivery_id="",
        via="",
        acknowledgement="",
    )
    step.send("filing_report", about=recipient)
    return due_on


def record_interpretation(step: Step) -> None:
    """Record where and when the interpretation (解读) of a published document is public."""
    form = step.form_as(RecordInterpretationForm)
    add_documents(step, form.documents)
    step.connection.update(
        "issuances",
        "case_number = :case_number",
        case_number=step.number,
        interpretation_place=form.place,
        interpretation_on=form.published_on.isoformat(),
    )
