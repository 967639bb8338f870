"""备案 as the flows and the filing clerk note it: a package was handed over, and registered."""

from models.errors import BadInput
from models.filing import FIRST_PACKAGE, Direction, FilingAnswer, FilingState
from models.forms import DeliverFilingForm, RecordReceiptForm
from review_flows.desk.exchange import Answer, take_answer
from review_flows.desk.filing_tracks import is_informed, keep_days, track_of
from review_flows.desk.step import Step
from review_flows.outside import exchanges
from review_flows.outside.database import Row


def deliver_filing(step: Step) -> None:
    """Note that a message of an exchange was handed over. Handed over twice, it stands once.

    The recipient's time to answer runs from the day of its delivery.
    """
    form = step.form_as(DeliverFilingForm)
    track = track_of(step, form.recipient)
    message = _undelivered(step, form)
    if not message["said_on"] <= form.delivered_on.isoformat() <= step.today.isoformat():
        raise BadInput(f"delivered_on: between the message ({message['said_on']}) and today")
    handed_over = {
        "package_sha256": form.package_sha256,
        "delivered_on": form.delivered_on.isoformat(),
    }
    exchanges.change_message(
        step.connection,
        step.number,
        form.recipient,
        form.message,
        delivery_id=form.delivery_id,
        via=form.via,
        acknowledgement=form.acknowledgement,
        **handed_over,
    )
    if message["kind"] == FIRST_PACKAGE and track["state"] == FilingState.DUE:
        informed = is_informed(step, form.recipient)
        state = FilingState.INFORMED if informed else FilingState.DELIVERED
        exchanges.change_track(
            step.connection, step.number, form.recipient, state=str(state), **handed_over
        )
    keep_days(step, form.recipient)


def _undelivered(step: Step, form: DeliverFilingForm) -> Row:
    """Return the message that is handed over. Refused where there is none, or it was before."""
    found = exchanges.of_track(step.connection, step.number, form.recipient)
    out = {row["number"]: row for row in found if row["direction"] == Direction.OUT}
    message = out.get(form.message)
    if message is None:
        known = ", ".join(map(str, out))
        raise BadInput(
            f"message: nothing with the number {form.message} goes to {form.recipient}; "
            f"what goes there: {known}"
        )
    if message["delivered_on"] is not None:
        what = "package" if message["kind"] == FIRST_PACKAGE else f"message {form.message}"
        raise step.refuse(f"the {what} for {form.recipient} was delivered already")
    return message


def record_receipt(step: Step) -> None:
    """Record a recipient's registration. When every track is settled the case is filed."""
    form = step.form_as(RecordReceiptForm)
    answer = Answer(
        form.recipient,
        FilingAnswer.REGISTERED,
        form.registered_on,
        "registered_on",
        number=form.receipt_number,
        documents=form.documents,
    )
    take_answer(step, answer)
