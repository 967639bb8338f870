"""备案: a package goes to each recipient; a track closes only by the recipient's answer."""

from models.case import CaseState
from models.errors import BadInput
from models.filing import FilingState
from models.forms import DeliverFilingForm, RecordReceiptForm
from review_flows.desk.step import Step
from review_flows.outside import issuances
from review_flows.outside.database import Row


def deliver_filing(step: Step) -> None:
    """Note that a recipient's package was handed over. Handed over twice, it stands once."""
    form = step.form_as(DeliverFilingForm)
    track = _track(step, form.recipient)
    if track["state"] != FilingState.DUE:
        raise step.refuse(f"the package for {form.recipient} was delivered already")
    step.connection.update(
        "filings",
        "case_number = :case_number AND recipient = :recipient",
        case_number=step.number,
        recipient=form.recipient,
        state=str(FilingState.DELIVERED),
        package_sha256=form.package_sha256,
        delivered_on=form.delivered_on.isoformat(),
    )


def record_receipt(step: Step) -> None:
    """Record a recipient's registration. When every track is registered the case is filed."""
    form = step.form_as(RecordReceiptForm)
    track = _track(step, form.recipient)
    if track["state"] != FilingState.DELIVERED:
        raise step.refuse(f"the track of {form.recipient} is {track['state']}, not delivered")
    if not track["delivered_on"] <= form.registered_on.isoformat() <= step.today.isoformat():
        raise BadInput(f"registered_on: between delivery ({track['delivered_on']}) and today")
    step.connection.update(
        "filings",
        "case_number = :case_number AND recipient = :recipient",
        case_number=step.number,
        recipient=form.recipient,
        state=str(FilingState.REGISTERED),
        receipt_number=form.receipt_number,
        registered_on=form.registered_on.isoformat(),
    )
    tracks = issuances.filings(step.connection, step.number)
    registered = all(track["state"] == FilingState.REGISTERED for track in tracks)
    step.go(CaseState.FILED if registered else CaseState.PUBLISHED)


def _track(step: Step, recipient: str) -> Row:
    tracks = {row["recipient"]: row for row in issuances.filings(step.connection, step.number)}
    if recipient not in tracks:
        raise BadInput(f"recipient: the case is filed with {', '.join(tracks)}")
    return tracks[recipient]
