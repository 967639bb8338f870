"""公布: place, day, effective day, validity, interpretation. Every filing term runs from it."""

from models.document import DocumentKind
from models.errors import BadInput
from models.forms import DocumentForm, PublishForm, RecordInterpretationForm
from review_flows.desk.filing_tracks import open_tracks
from review_flows.desk.publication_days import (
    check_days,
    check_interpretation_day,
    warn_of_days,
)
from review_flows.desk.receipt import add_documents
from review_flows.desk.step import Step
from review_flows.outside import issuances


def publish(step: Step) -> None:
    """Record the publication. Every filing term runs from this day."""
    form = step.form_as(PublishForm)
    issued = issuances.issuance(step.connection, step.number)
    assert issued is not None
    check_days(step, form, issued)
    warn_of_days(step, form, issued)
    add_interpretation(step, form.documents)
    beside = {
        "interpretation_place": form.interpretation_place,
        "interpretation_on": form.published_on.isoformat(),
    }
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
        **(beside if form.interpretation_place else {}),
    )
    open_tracks(step, form.published_on)


def record_interpretation(step: Step) -> None:
    """Record where and when the interpretation (解读) of a published document is public."""
    form = step.form_as(RecordInterpretationForm)
    issued = issuances.issuance(step.connection, step.number)
    assert issued is not None
    check_interpretation_day(step, form.published_on, issued)
    add_interpretation(step, form.documents)
    step.connection.update(
        "issuances",
        "case_number = :case_number",
        case_number=step.number,
        interpretation_place=form.place,
        interpretation_on=form.published_on.isoformat(),
    )


def add_interpretation(step: Step, documents: tuple[DocumentForm, ...]) -> None:
    """Keep the interpretation itself; nothing else comes with a publication."""
    other = [one.name for one in documents if one.kind is not DocumentKind.INTERPRETATION]
    if other:
        raise BadInput(
            f"documents: {', '.join(other)}: only the interpretation (kind=interpretation) belongs "
            "here; the text is the one that was issued"
        )
    add_documents(step, documents)
